"""Reader of Skills for Care's GO Online page: an introduction, then dated examples from providers."""

import re
from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.readers.builder import PassageBuilder
from corpus.text import fold, lines_of, runs, trim
from corpus.types import Document, Kind, Reading, Span

_COUNT = re.compile(r"^(\d+) example\(s\) found$")
_PROVIDER = re.compile(r"^Care provider: (.+)$")
_DATE = re.compile(r"^Date published: (.+)$")
_BULLET = re.compile(r"^\s*•\s*")
_NAVIGATION = {
    "Skills for Care",
    "Top",
    "All services - change",
    "Print this page",
    "Filter by resource type",
    "Developed in partnership with",
}
_DEAD_LINK = re.compile(
    r"^(?:Read more about th(?:is|e) service here\.|You can read the related CQC inspection report here\."
    r"|Read the full blog here\.|You can read the rest of this blog here"
    r"|You can listen to the full podcast here and access our latest episodes of The Care Exchange here\.)$"
)
_TITLES = ("Introducing Learning, improvement, and innovation", "Practical examples")
_PAGE_TITLE = "Learning, improvement and innovation"


@dataclass(frozen=True)
class _Line:
    span: Span
    words: str


def read_go_online(document: Document) -> Reading:
    """Turn the page into passages; each example is one unit with its provider, type and date.

    Raises:
        CorpusError: the page announces another number of examples than stand on it.
    """
    out = PassageBuilder(document)
    text = document.text
    lines = [_Line(span, fold(text[span.start : span.end])) for span in lines_of(text)]
    first_example = next((i for i, line in enumerate(lines) if _COUNT.match(line.words)), len(lines))
    _introduction(out, text, lines[:first_example])
    if first_example < len(lines):
        announced = int(_COUNT.match(lines[first_example].words).group(1))  # type: ignore[union-attr]
        out.leave_out(lines[first_example].span, "page furniture")
        found = _examples(out, text, lines[first_example + 1 :])
        if found != announced:
            raise CorpusError(f"The page announces {announced} examples, but {found} were found.")
    return out.reading()


def _introduction(out: PassageBuilder, text: str, lines: list[_Line]) -> None:
    heading = [_PAGE_TITLE]
    lead: list[list[Span]] = []
    in_list = False
    for line in (x for x in lines if x.words):
        bullet = _BULLET.match(text[line.span.start : line.span.end])
        if line.words in _NAVIGATION:
            out.leave_out(line.span, "navigation")
            continue
        if bullet:
            lead += runs(text, Span(line.span.start + bullet.end(), line.span.end))
            in_list = True
            continue
        if in_list:
            _add_prose(out, lead, heading)
            lead, in_list = [], False
        if line.words == _PAGE_TITLE:
            out.headings += [span for run in runs(text, line.span) for span in run]
        elif line.words in _TITLES:
            heading = [_PAGE_TITLE, line.words]
            lead = runs(text, line.span) if line.words == _TITLES[0] else []
            out.headings += [span for run in runs(text, line.span) for span in run]
        elif line.words.endswith(":"):
            lead = runs(text, line.span)
        else:
            _add_prose(out, lead + runs(text, line.span), heading)
            lead = []


def _add_prose(out: PassageBuilder, found: list[list[Span]], heading: list[str]) -> None:
    unit = f"{out.document.source.id}#section:{heading[-1]}"
    out.add(Kind.PROSE, found, heading=heading, locator=heading[-1], units=(unit,))


def _examples(out: PassageBuilder, text: str, lines: list[_Line]) -> int:
    """Cut the list into examples: a title, paragraphs, then lines for provider, type and date."""
    count = 0
    current: list[_Line] = []
    for index, line in enumerate(lines):
        if not line.words:
            continue
        if line.words in _NAVIGATION:
            out.leave_out(line.span, "navigation")
            continue
        current.append(line)
        following = next((later.words for later in lines[index + 1 :] if later.words), "")
        ends = _DATE.match(line.words) or (_BULLET.match(line.words) and not _DATE.match(following))
        if ends:
            count += 1
            _example(out, text, current, count)
            current = []
    return count


def _example(out: PassageBuilder, text: str, lines: list[_Line], number: int) -> None:
    title, body = lines[0], lines[1:]
    provider = next((m.group(1) for line in body if (m := _PROVIDER.match(line.words))), "unknown")
    dated = next((m.group(1) for line in body if (m := _DATE.match(line.words))), "unknown")
    facts = {
        "heading": [_PAGE_TITLE, "Practical examples", title.words],
        "locator": f"example {number} of the page, “{title.words}”",
        "units": (f"{out.document.source.id}#example:{number}",),
        "provider": provider,
        "dated": dated,
    }
    credit: list[list[Span]] = []
    opening = runs(text, title.span)
    for line in body:
        bullet = _BULLET.match(text[line.span.start : line.span.end])
        if _DEAD_LINK.match(line.words):
            out.leave_out(line.span, "link text without its link")
        elif _PROVIDER.match(line.words) or _DATE.match(line.words) or bullet:
            start = line.span.start + (bullet.end() if bullet else 0)
            span = trim(text, Span(start, line.span.end))
            credit += [[span]] if span else []
        else:
            out.add(Kind.EXAMPLE, opening + runs(text, line.span), **facts)
            opening = []
    out.add(Kind.EXAMPLE, credit, **facts)
