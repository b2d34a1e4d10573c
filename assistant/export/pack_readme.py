"""The file that goes with a pack: what is in it, what to print how many times, what to fill in."""

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap

from assistant.export.pack_shown import shown_slides
from assistant.export.pack_words import says
from assistant.export.paper import clean_words
from assistant.export.references import long_day
from assistant.workshop.pack import Line, Lines, Pack, Paper, PaperKind
from assistant.workshop.rules import told

_WIDTH = 100


def readme(pack: Pack, files: Sequence[tuple[str, str, Sequence[Paper]]], day: date) -> str:
    """Plain text; ``files`` are what they are, their names and papers. Lines end as Windows wants them."""
    return "\r\n".join(line for text in _lines(pack, files, day) for line in (wrap(text, _WIDTH) or [""])) + "\r\n"


def _lines(pack: Pack, files: Sequence[tuple[str, str, Sequence[Paper]]], day: date) -> Iterator[str]:
    request = pack.request
    yield clean_words(pack.title)
    yield says(
        "readme",
        "made",
        minutes=pack.minutes,
        people=request.people,
        audience=request.audience.value,
        day=long_day(day),
    )
    yield from ([clean_words(pack.remark)] if pack.remark else [])
    yield from ("", says("readme", "what"))
    for what, name, papers in files:
        titles = "; ".join(clean_words(paper.title) for paper in papers)
        yield "- " + says("readme", what, file=name, papers=titles, slides=len(shown_slides(pack)))
    copies = [f"- {clean_words(line.text)}" for line in _copies(pack)]
    yield from ("", told("order", "copies"), *copies) if copies else ()
    yield from ("", says("readme", "fill"))
    local = [paper.title for _, _, papers in files for paper in papers if paper.kind is PaperKind.LOCAL]
    yield says("readme", "local", papers="; ".join(local)) if local else says("readme", "nothing")
    yield from ("", says("readme", "ours"), says("readme", "quotes"))
    if pack.notices:
        yield from ("", says("readme", "notices"), *map(clean_words, pack.notices))


def _copies(pack: Pack) -> Iterator[Line]:
    """What to print how many times, as the running order says it."""
    for paper in pack.papers:
        for block in paper.blocks if paper.kind is PaperKind.RUNNING_ORDER else ():
            if isinstance(block, Lines) and block.heading == told("order", "copies"):
                yield from block.lines
