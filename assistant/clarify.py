"""Asking back, once, where a question means two or more things that the guidance answers differently."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.patterns import compiled, load_data, plain
from assistant.types import Turn
from corpus.words import keywords

_REPLY_WORDS = 3  # a longer reply is a question of its own


@dataclass(frozen=True)
class Doubt:
    """What is asked back, and the questions to choose from."""

    asks: str
    choices: tuple[str, ...]


def doubt_about(question: str, history: Sequence[Turn] = ()) -> Doubt | None:
    """What to ask back about a question; None if it is clear, was asked before, or the last answer asked back, too."""
    text = plain(question).lower()
    answers = [plain(turn.content) for turn in history if turn.role == "assistant"]
    rows = load_data("ambiguous.toml")["ambiguous"]
    if answers and any(plain(row["asks"]) in answers[-1] for row in rows):
        return None
    for row in rows:
        hit = compiled(tuple(row["cues"])).search(text) and not compiled(tuple(row["unless"])).search(text)
        if hit and not any(plain(row["asks"]) in answer for answer in answers):
            return Doubt(row["asks"], tuple(row["choices"]))
    return None


def chosen(question: str, history: Sequence[Turn]) -> str:
    """The choice that a short reply means, after an answer that asked back; "" if it means none, or several."""
    last = next((plain(turn.content) for turn in reversed(history) if turn.role == "assistant"), "")
    row = next((row for row in load_data("ambiguous.toml")["ambiguous"] if plain(row["asks"]) in last), None)
    words = set(keywords(question))
    if row is None or not 0 < len(words) <= _REPLY_WORDS:
        return ""
    shared = {choice: len(words & set(keywords(choice))) for choice in row["choices"]}
    most = max(shared.values())
    best = [choice for choice, count in shared.items() if count == most]
    return best[0] if most and len(best) == 1 else ""
