"""What a framework's flagging model learns from: its statements and prompts, lay questions and situations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.framework import Framework
from corpus.lay import LayQuestion
from corpus.model import Vector, Vectors
from corpus.situations import SITUATIONS, Situation
from corpus.types import Kind, Passage
from ingest.chunk import Chunk

# Chosen by cross-validation over the situations. Situations put as reports put them count for more, for findings are
# what flags are mostly wanted for; with twice that weight no more findings are right, and "never" loses its force.
_ASKED = 1.0  # a lay question, a prompt
_TOLD = 6.0  # a statement, a situation
_REPORTED = 12.0  # a situation put as a report puts it

_Cells = dict[tuple[str | None, str], list[tuple[int, str]]]


@dataclass(frozen=True)
class Example:
    """A text with what it shows.

    ``code`` is its KLOE, "" if it falls under none, None if that is unknown; ``level`` is "" if it has none;
    ``weight`` is how much it counts when a model is trained; ``passage`` the number of the characteristic or prompt
    that the text says or resembles, -1 if it is none in particular.
    """

    text: str
    vector: Vector
    code: str | None
    level: str
    weight: float
    passage: int = -1


@dataclass(frozen=True)
class Encoded:
    """Texts of an ingest and their vectors, ``float32 (n, 384)``: chunks, lay questions, and situations at the end."""

    passages: Sequence[Passage]
    chunks: Sequence[Chunk]
    lay: Sequence[LayQuestion]
    situations: Sequence[Situation]
    vectors: Vectors

    def lay_vectors(self) -> Vectors:
        """Vectors of the lay questions."""
        return self.vectors[len(self.chunks) :][: len(self.lay)]

    def situation_vectors(self) -> Vectors:
        """Vectors of the situations."""
        return self.vectors[len(self.vectors) - len(self.situations) :]


def examples(framework: Framework, encoded: Encoded) -> Iterator[Example]:
    """Every example of one framework.

    Raises:
        CorpusError: none of its KLOE's characteristics of its level, or several, begin as a situation says.
    """
    yield from _own_words(framework, encoded)
    yield from _lay_words(framework, encoded)
    told = _characteristics(framework, encoded.passages)
    for situation, vector in zip(encoded.situations, encoded.situation_vectors(), strict=True):
        if situation.framework == framework.id or not situation.code:  # under no KLOE of one is under none of any
            weight = (_REPORTED if situation.style else _TOLD) / (1 + len(situation.also))  # as much for each code
            yield Example(situation.text, vector, situation.code, situation.level, weight, _resembled(situation, told))
            for code in situation.also:
                yield Example(situation.text, vector, code, situation.level, weight)


def _own_words(framework: Framework, encoded: Encoded) -> Iterator[Example]:
    """The framework's statements, prompts and questions themselves."""
    for chunk, vector in zip(encoded.chunks, encoded.vectors, strict=False):
        passage = encoded.passages[chunk.passage]
        if chunk.role != "sentence" or passage.document_id != framework.document:
            continue
        if passage.kind is Kind.CHARACTERISTIC:
            yield Example(
                chunk.text, vector, _code(passage, framework), passage.level, weight=_TOLD, passage=chunk.passage
            )
        elif passage.kind in {Kind.KLOE, Kind.PROMPT} and chunk.sentence:  # the first is the printed code
            yield Example(chunk.text, vector, _code(passage, framework), "", weight=_ASKED, passage=chunk.passage)


def _lay_words(framework: Framework, encoded: Encoded) -> Iterator[Example]:
    numbers = {passage.id: n for n, passage in enumerate(encoded.passages)}
    for question, vector in zip(encoded.lay, encoded.lay_vectors(), strict=True):
        said = [n for n in map(numbers.__getitem__, question.passage_ids) if _codes_of(encoded.passages[n], framework)]
        told = [n for n in said if encoded.passages[n].kind is Kind.CHARACTERISTIC]
        if not said:
            continue
        first = encoded.passages[(told or said)[0]]
        levels = {encoded.passages[n].level for n in told}
        level = levels.pop() if len(levels) == 1 else ""
        one = (told or said)[0] if len(told) <= 1 else -1
        yield Example(question.text, vector, _code(first, framework), level, weight=_ASKED, passage=one)


def _characteristics(framework: Framework, passages: Sequence[Passage]) -> _Cells:
    """The numbers and the words of a framework's characteristics, by KLOE and level."""
    found: _Cells = {}
    for number, passage in enumerate(passages):
        if passage.document_id == framework.document and passage.kind is Kind.CHARACTERISTIC:
            words = " ".join(passage.text.split())
            found.setdefault((_code(passage, framework), passage.level), []).append((number, words))
    return found


def _resembled(situation: Situation, told: _Cells) -> int:
    """The number of the characteristic that a situation resembles, -1 if nobody has said which."""
    if not situation.characteristic:
        return -1
    cell = told.get((situation.code, situation.level), ())
    found = [number for number, words in cell if words.startswith(situation.characteristic)]
    if len(found) == 1:
        return found[0]
    begins = f"of {situation.code}, {situation.level} begins with {situation.characteristic!r}"
    raise CorpusError(f"{SITUATIONS}: {'more than one' if found else 'no'} characteristic {begins}.")


def _codes_of(passage: Passage, framework: Framework) -> bool:
    return passage.document_id == framework.document and bool(passage.code)


def _code(passage: Passage, framework: Framework) -> str | None:
    """The KLOE of a statement or prompt; None for the overall row of a key question."""
    kloe = framework.kloe_of.get(passage.code)
    return kloe.code if kloe else None
