import pytest

from evals.__main__ import main


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sets", "dev,tset"], "there is no set 'tset'; there are dev, calibration, test"),
        (["--sets", "test", "--floors"], "--floors needs the set dev"),
        (["--engine", "generative", "--floors"], "and the extractive engine"),
        (["--own-model"], "--own-model needs --engine generative"),
    ],
)
def test_wrong_arguments_end_with_one_clear_line(capsys, arguments, said):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err.splitlines()[-1]
