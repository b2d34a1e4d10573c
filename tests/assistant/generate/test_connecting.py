"""Settings of a model, and trying a connection: what people are told."""

import pytest

from assistant.__main__ import main
from assistant.generate import ModelSettings, try_connection
from assistant.generate.settings import ModelSettingsError, is_this_machine, needed_model
from assistant.patterns import load_data
from evals.scripted import Play, pieces_of, statements_json

TROUBLE = load_data("generate.toml")["trouble"]
GOOD = Play(pieces_of(statements_json([("The office opens at nine.", ["S1"])])))


def tried(url, **values):
    return try_connection(ModelSettings(url=url, name="m", **{"seconds": 8, "silence_seconds": 1, **values}))


def test_a_connection_that_works_says_so(serve):
    found = tried(serve(lambda _: GOOD).url)
    assert found.works
    assert "m at 127.0.0.1" in found.says


def test_a_model_that_does_not_keep_to_the_form_works_with_a_warning(serve):
    found = tried(serve(lambda _: Play(("At nine, I think.",))).url)
    assert found.works
    assert load_data("generate.toml")["lines"]["test_not_json"] in found.says


@pytest.mark.parametrize(
    ("play", "trouble"),
    [
        (Play(("{}",), status=401), "key_refused"),
        (Play(("{}",), status=404), "not_found"),
        (Play(("{}",), status=429), "too_many"),
        (Play(("{}",), status=500), "server_failed"),
        (Play(("{",), end="hang"), "silent"),
    ],
)
def test_what_is_wrong_is_said_in_plain_english(serve, play, trouble):
    found = tried(serve(lambda _: play).url)
    assert not found.works
    assert found.says == TROUBLE[trouble]


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("http://127.0.0.1:9/v1", "nothing_listens"),
        ("http://no-such-host.invalid/v1", "no_such_host"),
    ],
)
def test_an_address_where_nothing_is_is_told_from_one_that_does_not_exist(url, trouble):
    assert tried(url).says == TROUBLE[trouble]


def test_a_server_without_a_certificate_is_told(serve):
    url = serve(lambda _: GOOD).url.replace("http://", "https://")
    assert not tried(url).works


@pytest.mark.parametrize("values", [{"url": "http://x/v1"}, {"name": "m"}, {"url": "ftp://x", "name": "m"}])
def test_half_a_model_cannot_be_tried(values):
    assert not try_connection(ModelSettings(**values)).works


def test_without_settings_there_is_no_model(monkeypatch):
    for name in ("URL", "NAME", "KEY"):
        monkeypatch.delenv(f"ASKKLOE_MODEL_{name}", raising=False)
    assert not ModelSettings().is_on
    with pytest.raises(ModelSettingsError, match="ASKKLOE_MODEL_URL"):
        needed_model()


@pytest.mark.parametrize(
    ("url", "this"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://192.168.1.7/v1", False),
        ("http://localhost.example.org/v1", False),
        ("https://api.example.org/v1", False),
        ("http://127.0.0.1@evil.example/v1", False),
        ("", False),
    ],
)
def test_only_loopback_is_this_machine(url, this):
    assert is_this_machine(url) is this


def test_the_command_line_asks_the_model_that_is_set(monkeypatch, capsys, serve, good, real_index, question):
    monkeypatch.setenv("ASKKLOE_MODEL_URL", serve(good).url)
    monkeypatch.setenv("ASKKLOE_MODEL_NAME", "scripted")
    assert main(["ask", question, "--engine", "generative", "--index", str(real_index)]) == 0
    told = capsys.readouterr().out
    assert "Written by a language model (scripted)" in told
    assert "    “" in told  # the words that a statement rests on


def test_the_command_line_says_that_no_model_is_set(monkeypatch, capsys, real_index, question):
    for name in ("URL", "NAME", "KEY"):
        monkeypatch.delenv(f"ASKKLOE_MODEL_{name}", raising=False)
    assert main(["ask", question, "--engine", "generative", "--index", str(real_index)]) == 1
    assert "No language model is set" in capsys.readouterr().err
