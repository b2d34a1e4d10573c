"""Finding the words of an old citation again, in a document that may have been read anew since it was made."""

from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.cite import Citer
from assistant.types import Citation
from corpus.index import Index
from corpus.text import fold, part_spans, slice_spans
from corpus.types import Document, Passage


class Standing(StrEnum):
    """Where the words of a citation are now."""

    IN_PLACE = "in place"
    MOVED = "moved"  # the same words stand elsewhere in the document
    CHANGED = "changed"  # the document does not hold these words any more
    GONE = "gone"  # the document is not held any more


@dataclass(frozen=True)
class Refound:
    """A citation as it can be opened now: ``citation`` has the place where its words stand, if they still do."""

    standing: Standing
    citation: Citation

    @property
    def opens(self) -> bool:
        """Whether the words can be shown where they stand."""
        return self.standing in {Standing.IN_PLACE, Standing.MOVED}


def refind(citation: Citation, index: Index) -> Refound:
    """Where a citation's words stand in the index that serves now; never other words than the quoted ones."""
    document = index.documents.get(citation.document_id)
    if document is None:
        return Refound(Standing.GONE, citation)
    if _still_says(document, citation):
        return Refound(Standing.IN_PLACE, citation)
    quote = fold(citation.quote)
    holding = [
        (number, passage)
        for number, passage in enumerate(index.passages)
        if passage.document_id == citation.document_id and quote and quote in fold(passage.text)
    ]
    if holding:
        number, passage = min(holding, key=lambda held: _farness(held[1], citation))
        moved = Citer(index).cite_part(number, part_spans(document.text, passage.spans, quote))
        if moved.quote == citation.quote:
            return Refound(Standing.MOVED, replace(moved, number=citation.number))
    return Refound(Standing.CHANGED, citation)


def _farness(passage: Passage, citation: Citation) -> tuple[bool, bool, int]:
    """The same heading is nearest, then the same passage (of alike ones its name may pass on), then the place."""
    start = citation.spans[0].start if citation.spans else 0
    return (
        passage.heading != citation.heading,
        passage.id != citation.passage_id,
        abs(passage.spans[0].start - start),
    )


def _still_says(document: Document, citation: Citation) -> bool:
    inside = all(0 <= span.start <= span.end <= len(document.text) for span in citation.spans)
    return bool(citation.spans) and inside and slice_spans(document.text, citation.spans) == citation.quote
