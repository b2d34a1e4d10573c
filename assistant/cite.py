"""Making citations: the one place where a quote is made, always a slice of the stored text."""

from collections.abc import Sequence

from assistant.types import Citation
from corpus.index import Index
from corpus.types import Kind, Passage, Span

_ONE_EXPERIENCE = {Kind.CASE, Kind.EXAMPLE}


class Citer:
    """Numbers citations in the order of first use within one answer."""

    def __init__(self, index: Index) -> None:
        """Start with no citations."""
        self._index = index
        self._made: dict[tuple[str, tuple[Span, ...]], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, in order."""
        return tuple(self._made.values())

    def cite(self, number: int, sentences: tuple[int, ...] = ()) -> Citation:
        """Cite a passage, or some of its sentences; the same place keeps its number."""
        passage = self._index.passages[number]
        spans = tuple(s for place in sentences for s in passage.sentences[place]) if sentences else passage.spans
        return self.cite_part(number, spans)

    def cite_part(self, number: int, spans: tuple[Span, ...]) -> Citation:
        """Cite a part of a passage."""
        passage = self._index.passages[number]
        return self._cited(passage, spans, passage.note)

    def cite_together(self, numbers: Sequence[int]) -> Citation:
        """One citation of passages of one document that belong together, in the order of the text."""
        passages = [self._index.passages[number] for number in numbers]
        spans = tuple(sorted({span for passage in passages for span in passage.spans}))
        return self._cited(passages[0], spans, passages[0].note if len(passages) == 1 else "")

    def _cited(self, passage: Passage, spans: tuple[Span, ...], note: str) -> Citation:
        key = (passage.document_id, spans)
        if key not in self._made:
            self._made[key] = self._citation(passage, spans, note)
        return self._made[key]

    def _citation(self, passage: Passage, spans: tuple[Span, ...], note: str) -> Citation:
        source = self._index.documents[passage.document_id].source
        return Citation(
            number=len(self._made) + 1,
            passage_id=passage.id,
            document_id=source.id,
            document_title=source.title,
            source_file=source.source_file,
            kind=passage.kind.value,
            heading=passage.heading,
            locator=passage.locator,
            quote=self._index.slice(passage.document_id, spans),
            spans=spans,
            source_line=source_line(passage, source.publisher, source.title, source.kind, source.published),
            level=passage.level,
            code=passage.code,
            note=note,
        )


def source_line(passage: Passage, publisher: str, title: str, kind: str, published: str) -> str:
    """What kind of source a passage is, whose, and from when, in one line."""
    dated = passage.dated if passage.kind is Kind.EXAMPLE and passage.dated else published
    who = publisher if publisher != "unknown" else "publisher unknown"
    date = dated if dated != "unknown" else "date unknown"
    what = kind
    if passage.kind in _ONE_EXPERIENCE:
        name = passage.provider if passage.provider not in {"", "unknown", "Anonymous", "Various"} else "not named"
        what = f"one provider's experience: {name}"
    elif passage.kind is Kind.QUOTE and passage.speaker:
        what = f"words of {passage.speaker.rstrip('*')}"
    return f"{who}, “{title}” ({date}); {what}"
