"""What is measured of a statement against its quotes: how near it comes, and what speaks against it."""

from collections.abc import Mapping, Sequence

from assistant.check.cues import Sentence, crossed, turned_round
from assistant.patterns import load_data
from corpus.model import Vector


def check_features(statement: str, sentences: Sequence[str], vectors: Mapping[str, Vector]) -> dict[str, float]:
    """Measures by name; ``vectors`` holds the statement and every sentence of its quotes.

    ``cosine`` is that of the nearest sentence; the others count what ``check.toml`` has reasons for, 0 being good.
    Where both sides deny something, or may do so in other words, what is denied cannot be compared: that is doubted,
    and nothing more.
    """
    here = Sentence(statement)
    there = [Sentence(text) for text in sentences]
    whole = Sentence(" ".join(sentences))
    best = [s for _, s in sorted(zip(_nearness(here, there, vectors), there, strict=True), key=lambda p: -p[0])][:2]
    close = Sentence(" ".join(sentence.text for sentence in best))
    stems, known = set(here.stems), set(whole.stems)
    more = {s for s in here.denied if s in known and s not in whole.denied}
    less = {s for s in stems - here.denied if s in close.denied and _only_denied(s, there)}
    vague = set(load_data("check.toml")["vague"]["agents"])
    who = {w for w, _ in here.agents} - {w for w, _ in whole.agents}
    return {
        "cosine": max(float(vectors[statement] @ vectors[text]) for text in sentences),
        "order_wrong": float(crossed(here, [*there, whole])[0]),
        "denied_more": 0.0 if close.may_deny else float(len(more)),
        "denied_less": 0.0 if here.may_deny else float(len(less)),
        "opposite": float(len(turned_round(here.stems, whole.stems))),
        "bound": float(here.strength == 3 and whole.strength < 3),
        "all_more": float(here.amount("all") and not close.amount("all")),
        "who_new": float(len(who - vague)),
    }


def _nearness(here: Sentence, there: Sequence[Sentence], vectors: Mapping[str, Vector]) -> list[float]:
    stems = set(here.stems)
    shared = [len(stems & set(s.stems)) / max(1, len(stems)) for s in there]
    return [share + float(vectors[here.text] @ vectors[s.text]) for share, s in zip(shared, there, strict=True)]


def _only_denied(word: str, there: Sequence[Sentence]) -> bool:
    return all(word in sentence.denied for sentence in there if word in sentence.stems)
