"""May a question, or a part of one, be answered from what was found? Decided before anything is composed."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.codes import Codes
from assistant.evidence import Evidence, weigh
from assistant.intent import Shape
from assistant.patterns import load_data
from assistant.retrieve import Scores
from assistant.scope import Subject, outside_subject
from assistant.types import EVERYTHING, Filters
from assistant.understand import Understanding
from corpus.index import Index


@dataclass(frozen=True)
class Judged:
    """A question or part with what was found for it.

    ``sure``: the evidence is strong enough. ``elsewhere``: documents that the filters leave out answer it.
    """

    understanding: Understanding
    scores: Scores
    filters: Filters
    evidence: Evidence
    subject: Subject | None
    sure: bool
    elsewhere: bool
    names_code: bool

    @property
    def ruled_out(self) -> bool:
        """Whether it is about a subject outside the guidance, or asks for a fact that is not there."""
        return self.subject is not None or bool(self.evidence.missing)

    @property
    def covered(self) -> bool:
        """Whether it may be answered."""
        return self.sure and not self.ruled_out

    def covered_as_part(self, whole: "Judged") -> bool:
        """Whether it may be answered as a part of a question, itself or the whole being sure enough.

        Of a question that is not covered as a whole, a part has to be surer than a question by itself: half of
        an uncovered question often looks like a covered one.
        """
        model = load_data("evidence.toml")
        needed = model["part_of_covered"] if whole.covered else model["part_of_uncovered"]
        known = self.evidence.probability >= needed or self.names_code
        return known and self.evidence.here and not self.ruled_out


class Judge:
    """Judges questions about one index."""

    def __init__(self, index: Index, codes: Codes) -> None:
        """Keep the index and the codes that its frameworks have."""
        self._index = index
        self._codes = codes

    def judge(self, understanding: Understanding, scores: Scores, filters: Filters, everywhere: Scores) -> Judged:
        """Judge ``scores``, found under the filters; ``everywhere`` are the scores without them."""
        evidence = weigh(understanding, scores, self._index, everywhere)
        subject = outside_subject(understanding.asked)
        threshold = load_data("evidence.toml")["threshold"]
        code = self._names_a_code(understanding)
        known = code or understanding.followed.target is not None or evidence.probability >= threshold
        elsewhere = False
        if filters != EVERYTHING and known and subject is None:
            elsewhere = not weigh(understanding, everywhere, self._index, everywhere).missing
        return Judged(
            understanding,
            scores,
            filters,
            evidence,
            subject,
            sure=known and evidence.here,
            elsewhere=elsewhere,
            names_code=code,
        )

    def _names_a_code(self, understanding: Understanding) -> bool:
        """Whether the question asks for a KLOE, a prompt or ratings by a code that a framework has."""
        intent = understanding.intent
        asked_for = intent.shape in {Shape.KLOE, Shape.RATINGS, Shape.COMPARE}
        return asked_for and bool(self._codes.held.intersection(self._codes.read(understanding.question)))


def covered_parts(whole: Judged, parts: Sequence[Judged]) -> list[Judged]:
    """The parts that may be answered; one that leans on a part that may not is not covered either."""
    covered: list[Judged] = []
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else None
        leans = before is not None and part.understanding.carried == before.understanding.question
        if part.covered_as_part(whole) and not (leans and before not in covered):
            covered.append(part)
    return covered
