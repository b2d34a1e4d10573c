"""What a model wrote as HTML: statements, each with the words it rests on, and folds for what is no part of them."""

from collections.abc import Mapping

from assistant.compose import phrase
from assistant.markup import cite_link, clean, with_links
from assistant.types import Answer, Block, Citation


def statement_html(statement: Block, citations: Mapping[int, Citation], turn: int, placed: set[int]) -> str:
    """A statement, its citation numbers, and a fold with the very words that it rests on.

    The first place of a citation gets its id, to which one comes back from its source; ``placed`` is added to.
    """
    numbers = [number for number in statement.citations if number in citations]
    links = []
    for number in numbers:
        identity = "" if number in placed else f' id="a{turn}-q{number}"'
        placed.add(number)
        links.append(f"<span{identity}>{cite_link(turn, number)}</span>")
    quotes = "".join(
        f'<blockquote><p>{clean(citations[number].quote)}</p></blockquote><p class="source-line">'
        f"{cite_link(turn, number)} {clean(_place(citations[number]))}</p>"
        for number in numbers
    )
    return (
        f'<div class="statement"><p>{with_links(statement.text, links)}</p>'
        f'<details class="rests-on"><summary>{clean(phrase("written", "rests"))}</summary>{quotes}</details></div>'
    )


def left_out_html(answer: Answer) -> str:
    """What a model wrote and the check did not let through, each with the reason; nothing if there is none."""
    if not answer.left_out:
        return ""
    items = "".join(
        f'<li><p class="unsupported"><span class="tag">{clean(phrase("written", "unsupported"))}</span> '
        f'<del>{clean(dropped.text)}</del></p><p class="why">{clean(dropped.why)}</p></li>'
        for dropped in answer.left_out
    )
    count = phrase("written", "left_out", count=str(len(answer.left_out)))
    return (
        f'<details class="more left-out"><summary>{clean(count)}</summary>'
        f"<p>{clean(phrase('written', 'left_out_why'))}</p><ul>{items}</ul></details>"
    )


def hidden_html(answer: Answer) -> str:
    """The personal words that were hidden before the question was sent; nothing if there are none."""
    masked = answer.written.masked if answer.written else ()
    if not masked:
        return ""
    items = "".join(f"<li>{clean(one.kind)}: {clean(one.words)}</li>" for one in masked)
    count = phrase("written", "hidden", count=str(len(masked)))
    return f'<details class="more hidden-words"><summary>{clean(count)}</summary><ul>{items}</ul></details>'


def _place(citation: Citation) -> str:
    return " › ".join((citation.document_title, *citation.heading, *filter(None, [citation.locator])))
