"""Cutting passages into texts that the embedding model reads whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import MAX_WORD_PIECES, Encoder
from corpus.text import slice_spans
from corpus.types import Passage

VERSION = 1  # raise when the texts below come out otherwise, so that indexes are rebuilt
_HEADING_MAX_WORDS = 24
_HEADING_MAX_WORD_PIECES = 128  # words without spaces, or of other scripts, can take far more than 24


@dataclass(frozen=True)
class Chunk:
    """One text to embed, and the passage (by number) it stands for; ``sentence`` counts from 0."""

    role: str
    passage: int
    sentence: int
    text: str


def heading_line(passage: Passage) -> str:
    """What a passage's text is read under: the last headings that say something, and who speaks."""
    words = " – ".join(passage.heading[-2:]).split()[:_HEADING_MAX_WORDS]
    return " ".join(words)


def chunks(document_text: str, number: int, passage: Passage, encoder: Encoder) -> Iterator[Chunk]:
    """The passage's text under its heading, in as many pieces as the model needs, then each sentence.

    Every text fits `MAX_WORD_PIECES`, counted with the model's own tokenizer.
    """
    heading = heading_line(passage)
    while encoder.count(heading) > _HEADING_MAX_WORD_PIECES:
        heading = heading[: len(heading) // 2].rstrip()
    pieces = [
        piece
        for sentence in passage.sentences
        for piece in _fitting(slice_spans(document_text, sentence), encoder, heading)
    ]
    held: list[str] = []
    for piece in pieces:
        if held and encoder.count(_under(heading, [*held, piece])) > MAX_WORD_PIECES:
            yield Chunk("passage", number, 0, _under(heading, held))
            held = []
        held.append(piece)
    if held:
        yield Chunk("passage", number, 0, _under(heading, held))
    for position, sentence in enumerate(passage.sentences):
        for piece in _fitting(slice_spans(document_text, sentence), encoder, ""):
            yield Chunk("sentence", number, position, piece)


def _under(heading: str, pieces: list[str]) -> str:
    return f"{heading}: {' '.join(pieces)}" if heading else " ".join(pieces)


def _fitting(text: str, encoder: Encoder, heading: str) -> list[str]:
    """Cut one overlong sentence at white space (or, without any, by characters) until each part fits."""
    if encoder.count(_under(heading, [text])) <= MAX_WORD_PIECES:
        return [text]
    middle = len(text) // 2
    cut = text.rfind(" ", 1, middle + 1)
    cut = cut if cut > 0 else middle
    return [*_fitting(text[:cut].rstrip(), encoder, heading), *_fitting(text[cut:].lstrip(), encoder, heading)]
