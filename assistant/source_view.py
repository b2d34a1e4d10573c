"""Where a citation stands: the source and the passage in its surroundings, and the list of sources, as HTML."""

from html import escape
from typing import TYPE_CHECKING

from assistant.compose import phrase
from assistant.markup import clean
from assistant.refinding import Standing, refind
from assistant.surroundings import Paragraph, surroundings
from assistant.types import Answer, Citation
from corpus.types import Kind

if TYPE_CHECKING:
    from corpus.index import Index

_START_WORDS = 9  # of a quote, in the list of sources


def source_html(citation: Citation, index: "Index", *, turn: int = 1) -> str:
    """A citation's passage in its surroundings, the quoted words marked, with what there is to know of its source.

    A conversation that was kept may quote a document that was read anew since: words that stand elsewhere now are
    shown there, and where they do not stand any more, the quote stands alone and says so.
    """
    found = refind(citation, index)
    if not found.opens:
        return _alone(citation, turn, phrase("source", found.standing.value))
    citation = found.citation
    document = index.documents[citation.document_id]
    source = document.source
    kind = source.kind if citation.kind == Kind.PROSE.value else f"{source.kind}; {citation.kind}"
    facts = [
        ("Where", "; ".join(part for part in (" › ".join(citation.heading), citation.locator) if part)),
        ("Published", source.published),
        ("Publisher", source.publisher),
        ("Kind", kind),
        ("Framework", framework_of(citation, index) or source.framework),
        ("Rating level", citation.level),
        ("Remark", citation.note),
        ("Since then", phrase("source", "moved") if found.standing is Standing.MOVED else ""),
        ("Rights", source.rights),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{clean(value)}</dd>" for name, value in facts if value)
    headings = {heading.casefold() for heading in citation.heading}
    words = "".join(_paragraph(p, headings) for p in surroundings(document.text, citation.spans))
    return (
        f'<article class="source" id="a{turn}-s{citation.number}" data-number="{citation.number}">'
        f'<h3 class="source-title">{clean(source.title)}</h3>'
        f'<div class="passage" tabindex="0" role="region" aria-label="The passage in its surroundings">{words}</div>'
        f'<dl class="facts">{rows}</dl></article>'
    )


def _alone(citation: Citation, turn: int, why: str) -> str:
    return (
        f'<article class="source" id="a{turn}-s{citation.number}" data-number="{citation.number}">'
        f'<h3 class="source-title">{clean(citation.document_title)}</h3>'
        f'<div class="passage"><p><mark>{clean(citation.quote)}</mark></p></div>'
        f'<dl class="facts"><dt>Where</dt><dd>{clean("; ".join((*citation.heading, citation.locator)))}</dd>'
        f"<dt>Since then</dt><dd>{clean(why)}</dd></dl></article>"
    )


def _paragraph(paragraph: Paragraph, headings: set[str]) -> str:
    words = "".join(
        f"<mark>{clean(piece.text)}</mark>" if piece.quoted else escape(piece.text) for piece in paragraph.pieces
    )
    plain = "".join(piece.text for piece in paragraph.pieces)
    style = ' class="heading"' if plain.casefold() in headings else ""
    cut = '<p class="cut">[…]</p>' if paragraph.cut else ""
    return f"{cut}<p{style}>{words}</p>"


def sources_html(answer: Answer, *, turn: int = 1) -> str:
    """The numbered sources of an answer as lists of links, one list for each document."""
    by_document: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_document.setdefault(citation.document_id, []).append(citation)
    lists = []
    for citations in by_document.values():
        items = "".join(_reference(citation, turn) for citation in citations)
        lists.append(f'<h3>{clean(citations[0].document_title)}</h3><ol class="references">{items}</ol>')
    return "".join(lists)


def _reference(citation: Citation, turn: int) -> str:
    words = citation.quote.split()
    start = " ".join(words[:_START_WORDS]) + ("…" if len(words) > _START_WORDS else "")
    headings = [heading for heading in citation.heading if heading != citation.level]
    place = ", ".join(part for part in (*headings[-1:], citation.locator) if part)
    return (
        f'<li value="{citation.number}"><a class="cite reference" href="#a{turn}-s{citation.number}">'
        f'<span class="number">{citation.number}</span><span><span class="title">{clean(start)}</span>'
        f'<span class="details">{clean(place)}</span></span></a></li>'
    )


def framework_of(citation: Citation, index: "Index | None") -> str:
    """The version of the framework that a document is, in full; "" if it is none of ours (or there is no index)."""
    if index is None or citation.document_id not in index.documents:
        return ""
    framework = index.frameworks.get(index.documents[citation.document_id].source.framework)
    return framework.version if framework else ""
