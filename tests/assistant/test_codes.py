import pytest

from assistant.codes import CQC_CODES, Codes

KITE = Codes(("K1", "K1.2", "M10", "M10.1", "S4", "QS-2"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("K1.2", ("K1.2",)),
        ("what about k 1.2?", ("K1.2",)),
        ("m.10", ("M10",)),
        ("M10 1", ("M10.1",)),
        ("M10.1 and K1", ("M10.1", "K1")),
        ("K9", ("K9",)),  # looks like one of theirs
        ("E5", ("E5",)),  # CQC's letters are always known
        ("see qs-2, then S4", ("QS-2", "S4")),
    ],
)
def test_codes_are_those_of_the_frameworks_held(text, codes):
    assert KITE.read(text) == codes


@pytest.mark.parametrize("text", ["M100", "K12", "K1%", "K1/2", "QS-20", "AQS-2", "vitamin k 1", "S44"])
def test_what_only_looks_like_a_held_code_is_none(text):
    assert KITE.read(text) == ()


def test_letters_of_another_framework_are_unknown_without_it():
    assert CQC_CODES.read("K1.2 and M10") == ()


def test_codes_are_rewritten_as_their_framework_writes_them():
    assert KITE.rewrite("what does k.1 2 ask, and m.10?") == "what does K1.2 ask, and M10?"


def test_held_codes_are_kept():
    assert "K1.2" in KITE.held
    assert CQC_CODES.held == frozenset()
