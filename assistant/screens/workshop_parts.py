"""The small pieces of HTML that all pages of the screen "Workshops" share. Pure functions, everything escaped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from assistant.export.pack_shown import shown_slides
from assistant.markup import clean
from assistant.patterns import load_data
from assistant.screens.report_words import counted
from assistant.workshop.kept import Differences
from assistant.workshop.making import Making
from assistant.workshop.pack import Line, Pack
from assistant.workshop.quoting import in_marks

DRAFT = "new"  # stands in the address for a workshop that is not kept
PAGES = (("outline", "Outline"), ("slides", "Slides"), ("papers", "Handouts and cards"), ("files", "Download"))
_ASKED = ("minutes", "people", "audience", "purpose")
_NUMBER = re.compile(r"\[(\d{1,3})\]")


def says(section: str, name: str, /, **values: str) -> str:
    """One line of ``workshop_screen.toml``, its gaps filled."""
    return load_data("workshop_screen.toml")[section][name].format(**values)


@dataclass(frozen=True)
class PackView:
    """A workshop as one window sees it; ``can_keep`` says whether it may be kept."""

    making: Making
    can_keep: bool = True

    @property
    def pack(self) -> Pack:
        """The pack."""
        return self.making.pack

    @property
    def identity(self) -> str:
        """What stands for it in the address."""
        return self.making.kept or DRAFT


def screen(body: str, **data: str) -> str:
    """The whole screen; ``data`` is for the script."""
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return (
        f'<div class="workshop" id="workshop"{attributes}>{body}'
        '<div class="problem" role="alert" hidden></div><p class="said"></p></div>'
    )


def page(view: PackView, part: str, body: str) -> str:
    """One page of a workshop, with its head."""
    return screen(
        f'<nav class="way" aria-label="Back"><a href="#workshop">All workshops and topics</a></nav>'
        f"<h2>{clean(view.making.title)}</h2>{_asked(view.pack)}{_line(view)}{_news(view.making.news)}"
        f"{_pages(view, part)}{body}",
        pack=view.identity,
        page=part,
    )


def asked_line(pack: Pack) -> str:
    """What was asked for, in one line."""
    asked = pack.request
    return says("screen", "asked", **{name: str(getattr(asked, name)) for name in _ASKED})


def _asked(pack: Pack) -> str:
    link = '<a href="#workshop/again">Choose something else</a>'
    return f'<p class="asked-for">{clean(asked_line(pack))} {link}</p>'


def _line(view: PackView) -> str:
    making = view.making
    undo = ""
    if making.undo:
        undo = (
            f'<button type="button" class="plain" data-do="undo">{clean(says("outline", "undo"))}'
            f'<span class="unseen">: {clean(making.undo)}</span></button>'
        )
    if making.kept:
        state, keep = says("keep", "state_kept"), ""
    elif view.can_keep:
        state = says("keep", "state_new")
        keep = f'<button type="button" class="second" data-do="keep">{clean(says("keep", "keep"))}</button>'
    else:
        state, keep = says("keep", "off"), ""
    return f'<div class="state-line"><p class="state">{clean(state)}</p>{keep}{undo}</div>'


def _news(news: Differences | None) -> str:
    if news is None:
        return ""
    rows = (
        ("new_parts", news.new_parts, False),
        ("gone_parts", news.gone_parts, False),
        ("new_quotes", news.new_quotes, True),
        ("gone_quotes", news.gone_quotes, True),
    )
    lists = "".join(
        f"<h4>{clean(says('news', name))} ({len(texts)})</h4>"
        f"<ul>{''.join(f'<li>{clean(in_marks(text)) if quoted else clean(text)}</li>' for text in texts)}</ul>"
        for name, texts, quoted in rows
        if texts
    )
    return (
        f'<section class="news" aria-labelledby="ws-news"><h3 id="ws-news">{clean(says("news", "title"))}</h3>'
        f"<p>{clean(says('news', 'same' if news.none else 'differ'))}</p>{lists}"
        f'<button type="button" class="second" data-do="noted">{clean(says("news", "noted"))}</button></section>'
    )


def _pages(view: PackView, part: str) -> str:
    slides = len(shown_slides(view.pack))
    papers = sum(len(held.papers) for held in view.pack.parts) + len(view.pack.papers)
    counts = {"slides": f" ({slides})", "papers": f" ({papers})"}
    links = "".join(
        f'<li><a href="#workshop/{escape(view.identity)}/{name}"{" aria-current=page" if name == part else ""}>'
        f"{clean(title)}{counts.get(name, '')}</a></li>"
        for name, title in PAGES
    )
    return f'<nav class="pages" aria-label="Pages of this workshop"><ul>{links}</ul></nav>'


def minutes_words(minutes: int) -> str:
    """So many minutes."""
    return counted(minutes, "minute")


# -- lines: the guidance's own words and ours, told apart ------------------------------------------


def line_html(line: Line) -> str:
    """A line: the guidance's words in quotation marks with their number, or ours."""
    if line.citation:
        return f'<span class="quoted">{clean(in_marks(line.text))}</span>&nbsp;{number_button(line.citation)}'
    return ours_html(line.text)


def ours_html(text: str) -> str:
    """Words of ours; the numbers of sources in them open their places."""
    return _NUMBER.sub(lambda found: number_button(int(found[1])), clean(text))


def lines_html(lines: Iterable[Line]) -> str:
    """Lines as paragraphs."""
    return "".join(f"<p>{line_html(line)}</p>" for line in lines)


def number_button(number: int) -> str:
    """The number of a source, which opens its place."""
    return (
        f'<button type="button" class="ref" data-do="place" data-place="{number}">'
        f'<span class="unseen">Source </span>[{number}]</button>'
    )
