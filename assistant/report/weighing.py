"""What each sentence of a paragraph says: a shortfall, a strength, or nothing about how the service does.

Two small models of our own (`evals.fit`) and cues look at each sentence; the likeliest way through the whole paragraph
decides, since a paragraph mostly keeps to one side until a word like "However" turns it.
"""

import math
from collections.abc import Mapping, Sequence

from assistant.patterns import plain
from assistant.report.findings import Polarity
from assistant.report.rules import rules, says, value
from assistant.text_model import load_model, probability
from corpus.model import Vector

SAYS = (Polarity.SHORTFALL, Polarity.STRENGTH, None)
_NOTHING = 2
_TAIL_SHARE = 0.7  # of the half of a sentence that follows "but"
_TURN, _TURN_TOLD, _STAY_TOLD, _TURN_GOING_ON = -2.2, 0.0, -1.5, -2.8  # logarithms, not scaled: only differences matter
_LEAVE = -2.0  # from finding to no finding or back, within a paragraph
_LEAST_TAIL_WORDS = 4
_CLOSE_TO_CERTAIN = 1e-4
_BOILERPLATE = 0.03  # how probable it is all the same that a sentence of that form is part of a finding


def weighed_parts(sentence: str) -> tuple[str, ...]:
    """What has to be embedded to weigh a sentence: all of it, and the half that weighs more, if it has halves."""
    tail = _tail(sentence)
    return (sentence, tail) if tail else (sentence,)


def what_is_said(
    sentences: Sequence[str], vectors: Mapping[str, Vector], leans: Sequence[float], short: float = 0.0
) -> tuple[Polarity | None, ...]:
    """What each sentence of a paragraph says; None for nothing about how the service does.

    ``leans`` move the odds of each (their logarithm) towards findings, as in a list of them; ``short`` those of all
    towards shortfalls.
    """
    if not sentences:
        return ()
    scores = [_scores(said, vectors, lean, short) for said, lean in zip(sentences, leans, strict=True)]
    best: list[list[float]] = [scores[0]]
    came: list[list[int]] = []
    for sentence, score in zip(sentences[1:], scores[1:], strict=True):
        turn, stay = _turns(sentence)
        steps = [[best[-1][a] + _step(a, b, turn, stay) for a in range(3)] for b in range(3)]
        came.append([max(range(3), key=step.__getitem__) for step in steps])
        best.append([max(step) + score[b] for b, step in enumerate(steps)])
    state = max(range(3), key=best[-1].__getitem__)
    path = [state]
    for step in reversed(came):
        path.append(step[path[-1]])
    return tuple(SAYS[state] for state in reversed(path))


def _turns(sentence: str) -> tuple[float, float]:
    """How likely it is that a sentence turns to the other side, and that it stays (logarithms)."""
    if says(sentence, "turns", "words"):
        return _TURN_TOLD, _STAY_TOLD
    return (_TURN_GOING_ON if says(sentence, "turns", "goes_on") else _TURN), 0.0


def _step(before: int, after: int, turn: float, stay: float) -> float:
    if _NOTHING in (before, after):
        return 0.0 if before == after else _LEAVE
    return stay if before == after else turn


def is_past(sentence: str) -> bool:
    """Whether a sentence tells what was, apart from what it quotes."""
    return bool(rules("tense", "past").search(_unquoted(sentence)))


def is_present(sentence: str) -> bool:
    """Whether a sentence only tells what is, apart from what it quotes."""
    return not is_past(sentence) and bool(rules("tense", "present").search(_unquoted(sentence)))


def _unquoted(sentence: str) -> str:
    return rules("tense", "quoted").sub(" ", plain(sentence))


def _scores(sentence: str, vectors: Mapping[str, Vector], lean: float, towards: float) -> list[float]:
    """Logarithms of the probabilities of `SAYS`."""
    if says(sentence, "boilerplate", "sentences"):
        finding = _BOILERPLATE
    else:
        finding = _moved(probability(sentence, vectors[sentence], load_model("report_finding_model.json")), lean)
    model = load_model("report_polarity_model.json")
    short = probability(sentence, vectors[sentence], model)
    if tail := _tail(sentence):
        short = (1 - _TAIL_SHARE) * short + _TAIL_SHARE * probability(tail, vectors[tail], model)
    told = says(sentence, "polarity", "shortfall") - says(sentence, "polarity", "strength")
    short = _moved(short, told * value("polarity", "weight") + towards)
    if told and finding > _BOILERPLATE:
        finding = _moved(finding, value("polarity", "weight"))
    return [math.log(finding * short), math.log(finding * (1 - short)), math.log(1 - finding)]


def _moved(share: float, by: float) -> float:
    share = min(max(share, _CLOSE_TO_CERTAIN), 1 - _CLOSE_TO_CERTAIN)
    return 1 / (1 + math.exp(-math.log(share / (1 - share)) - by))


def _tail(sentence: str) -> str:
    """The half of a sentence that weighs more: after "but", or after the comma that ends an "although"."""
    read = plain(sentence)
    found = rules("turns", "although").match(read) or next(iter(rules("turns", "halves").finditer(read)), None)
    tail = read[found.end() :] if found else ""
    return tail if len(tail.split()) >= _LEAST_TAIL_WORDS else ""
