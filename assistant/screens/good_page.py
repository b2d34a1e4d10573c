"""What good looks like, as HTML: choosing, searching, and one KLOE or key question. Pure functions, all escaped."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.good.alike import Alike
from assistant.good.books import STATEMENTS, Book, Library, Place, Unit
from assistant.good.related import Related
from assistant.good.sheets import Sheet
from assistant.good.topics import Found
from assistant.good.words import framework_notice, name_of, says
from assistant.markup import clean
from assistant.patterns import load_data
from assistant.screens.good_check import Keeping, check_html, sheets_html
from assistant.screens.good_levels import levels_html, pairs_html
from assistant.screens.good_parts import crosswalk_html, handout_html, near_html, related_html


@dataclass(frozen=True)
class View:
    """What one window sees: where it is, what it searched for, and what there is beside a unit."""

    library: Library
    place: Place
    asked: str | None = None  # what was searched for; None if nothing was
    found: Sequence[Found] = ()
    related: Sequence[Related] = ()
    sheet: Sheet | None = None
    sheets: Sequence[tuple[Unit, Sheet]] = ()
    keeping: Keeping = field(default_factory=lambda: Keeping(on=False))
    alike: Alike = lambda _one, _other: -1.0
    problem: str = ""


def waiting_html(error: str = "") -> str:
    """The screen before AskKLOE is ready, or when it cannot be."""
    text = error or says("screen", "not_ready")
    return f'<div class="good" id="good"><h2>{clean(says("screen", "title"))}</h2><p>{clean(text)}</p></div>'


def good_html(view: View) -> str:
    """The whole screen."""
    book, unit = view.place.book, view.place.unit
    if not view.library.books:
        title, body = says("screen", "title"), f"<p>{clean(says('screen', 'nothing_held'))}</p>"
        return _screen(view, "", f"<h2>{clean(title)}</h2>{body}")
    if view.place.several or book is None:
        return _screen(view, "", _choose_framework(view))
    if view.place.statements:
        return _screen(view, _way(book), f"<h2>{clean(says('crosswalk', 'title'))}</h2>{crosswalk_html(book)}")
    return _screen(view, _way(book), _unit(view, book, unit)) if unit else _screen(view, "", _overview(view, book))


def _screen(view: View, way: str, body: str) -> str:
    problem = f'<p class="notice" role="alert">{clean(view.problem)}</p>' if view.problem else ""
    return f'<div class="good" id="good">{way}{problem}{body}<p class="said"></p></div>'


def _way(book: Book) -> str:
    title = clean(says("screen", "title"))
    return f'<nav class="way" aria-label="Back"><a href="#good/{escape(book.framework.id)}">{title}</a></nav>'


# -- choosing ------------------------------------------------------------------------------------


def _choose_framework(view: View) -> str:
    units = view.place.several
    intro = says("screen", "several_meant", code=units[0].code) if units else says("screen", "several")
    if view.place.unknown:
        intro = f"{says('screen', 'unknown_anywhere', what=view.place.unknown)} {intro}"
    rows = [(unit.framework, unit.address, f"{unit.code}, ") for unit in units]
    rows = rows or [(book.framework, book.framework.id, "") for book in view.library.books.values()]
    items = "".join(
        f'<li><a href="#good/{escape(address)}">{clean(before)}{clean(framework.title)}</a>'
        f'<span class="details">{clean(framework.version)}; status: {clean(framework.status)}</span></li>'
        for framework, address, before in rows
    )
    return f'<h2>{clean(says("screen", "title"))}</h2><p class="lead">{clean(intro)}</p><ul class="spaced">{items}</ul>'


def _overview(view: View, book: Book) -> str:
    unknown = ""
    if view.place.unknown:
        text = says("screen", "unknown", what=view.place.unknown, framework=name_of(book.framework))
        unknown = f'<p class="notice" role="alert">{clean(text)}</p>'
    intro = says("screen", "intro", framework=name_of(book.framework))
    mine = [(unit, sheet) for unit, sheet in view.sheets if unit.framework.id == book.framework.id]
    return (
        f'<h2>{clean(says("screen", "title"))}</h2>{unknown}<p class="lead">{clean(intro)}</p>{_notice(book)}'
        f"{_search(view, book)}{_found(view, book)}{sheets_html(mine)}"
        '<section class="choose"><h3>Key questions and KLOEs</h3>'
        f'<p class="details">{clean(name_of(book.framework))}</p>'
        f'<div class="keys">{"".join(_key(book, unit) for unit in book.units() if not unit.kloe)}</div></section>'
        f"{_crosswalk_link(book)}"
    )


def _notice(book: Book) -> str:
    text = f"{framework_notice(book.framework)} {says('screen', 'no_rating')}"
    return f'<p class="framework-notice">{clean(text)}</p>'


def _search(view: View, book: Book) -> str:
    return (
        f'<form class="find" role="search" data-do="find" data-address="{escape(book.framework.id)}">'
        f'<label for="good-topic">{clean(says("search", "label"))}</label>'
        f'<p class="details" id="good-topic-hint">{clean(says("search", "hint"))}</p>'
        '<div class="row"><input id="good-topic" type="text" maxlength="400" autocomplete="off" '
        f'aria-describedby="good-topic-hint" value="{escape(view.asked or "")}">'
        '<button type="submit" class="main-button">Search</button></div></form>'
    )


def _found(view: View, book: Book) -> str:
    if view.asked is None:
        return ""
    if not view.asked.strip():
        return f'<p class="notice" role="alert">{clean(says("search", "empty"))}</p>'
    if not view.found:
        return (
            f'<section class="found"><h3 tabindex="-1">Nothing found</h3>'
            f"<p>{clean(says('search', 'nothing', text=view.asked))}</p></section>"
        )
    items = "".join(_one_found(found, several=len(view.library.books) > 1) for found in view.found)
    title = says("search", "found", text=view.asked, framework=name_of(book.framework))
    return (
        f'<section class="found"><h3 tabindex="-1">{clean(title)}</h3><ul class="spaced">{items}</ul>'
        f'<p class="details">{clean(says("search", "ours"))}</p></section>'
    )


def _one_found(found: Found, *, several: bool) -> str:
    unit = found.unit
    prompts = [p for p in unit.kloe.prompts if p.code in found.prompts] if unit.kloe else []
    near = "".join(f'<span class="details">{clean(p.code)} {clean(p.text)}</span>' for p in prompts)
    whose = f'<span class="details">{clean(name_of(unit.framework))}</span>' if several else ""
    return f'<li><a href="#good/{escape(unit.address)}">{clean(unit_title(unit))}</a>{whose}{near}</li>'


def unit_title(unit: Unit) -> str:
    """A unit's code and question, or a key question's name."""
    return f"{unit.code}: {unit.kloe.question}" if unit.kloe else unit.key.name


def _key(book: Book, key: Unit) -> str:
    items = "".join(
        f'<li><a href="#good/{escape(unit.address)}"><span class="code">{clean(unit.code)}</span>'
        f"<span>{clean(unit.kloe.question)}</span></a></li>"
        for unit in book.units()
        if unit.kloe and unit.key.name == key.key.name
    )
    return (
        f'<section class="key"><h4><a href="#good/{escape(key.address)}">{clean(key.key.name)}'
        f'<span class="unseen">, the key question as a whole</span></a></h4><ul class="kloes">{items}</ul></section>'
    )


def _crosswalk_link(book: Book) -> str:
    if book.crosswalk is None:
        return ""
    link = f'<a href="#good/{escape(book.framework.id)}/{STATEMENTS}">{clean(says("crosswalk", "all"))}</a>'
    intro = says("crosswalk", "intro", framework=name_of(book.framework))
    return (
        f'<section class="crosswalk-link"><h3>{clean(says("crosswalk", "title"))}</h3><p>{clean(intro)} '
        f"{clean(book.crosswalk.says)}</p><p>{link}</p></section>"
    )


# -- one unit ------------------------------------------------------------------------------------


def _unit(view: View, book: Book, unit: Unit) -> str:
    panels = [
        ("levels", says("levels", "title"), _prompts(unit) + levels_html(book, unit)),
        ("pair", says("pair", "title"), pairs_html(unit, view.alike)),
    ]
    if unit.kloe:
        sheet = view.sheet or Sheet(unit.framework.id, unit.code)
        panels += [
            ("check", says("check", "title"), check_html(book, unit, sheet, view.keeping)),
            ("related", says("related", "title"), related_html(view.library, view.related)),
        ]
    panels.append(("handout", says("handout", "title"), handout_html(book, unit)))
    if unit.kloe and book.crosswalk:
        panels.append(("near", says("crosswalk", "title"), near_html(book, unit)))
    return f"{_head(book, unit)}{_tabs(panels)}"


def _head(book: Book, unit: Unit) -> str:
    notes = book.notes(unit)
    plain = f'<span class="plain-title">{clean(notes.plain_title)}</span>' if notes else ""
    under = "" if unit.kloe else f'<p class="definition">{clean(unit.key.definition)}</p>'
    change = f" Marked “{clean(unit.kloe.change)}” in the document." if unit.kloe and unit.kloe.change else ""
    what = f"KLOE of the key question {unit.key.name}" if unit.kloe else "Key question"
    return (
        f"{_siblings(book, unit)}<h2>{clean(unit_title(unit))}</h2>{under}"
        f'<p class="whose">{plain}{clean(what)}; {clean(name_of(book.framework))}.{change}'
        f"{_workshop_link(book, unit)}</p>{_folded_notice(book)}"
    )


def _workshop_link(book: Book, unit: Unit) -> str:
    """The door to a workshop on it, where there is material on its framework."""
    if book.framework.id != load_data("workshop.toml")["documents"]["framework"]:
        return ""
    topic = unit.code if unit.kloe else unit.key.name
    return f' <a href="#workshop/about/{escape(topic)}">Make a workshop on this</a>'


def _folded_notice(book: Book) -> str:
    return (
        '<details class="framework-notice"><summary>Check which framework your assessment uses</summary>'
        f"<p>{clean(framework_notice(book.framework))}</p><p>{clean(says('screen', 'no_rating'))}</p></details>"
    )


def _siblings(book: Book, unit: Unit) -> str:
    links = []
    for other in book.units():
        if other.key.name == unit.key.name:
            here = ' aria-current="page"' if other.code == unit.code else ""
            title = f'<span class="unseen">: {clean(other.kloe.question)}</span>' if other.kloe else ""
            links.append(f'<li><a href="#good/{escape(other.address)}"{here}>{clean(other.code)}{title}</a></li>')
    return f'<nav class="siblings" aria-label="KLOEs of {clean(unit.key.name)}"><ul>{"".join(links)}</ul></nav>'


def _prompts(unit: Unit) -> str:
    if unit.kloe is None or not unit.kloe.prompts:
        return ""
    items = "".join(
        f'<li><span class="code">{clean(p.code)}</span><span>{clean(p.text)}'
        f"{f' <span class=remark>Marked “{clean(p.change)}” in the document</span>' if p.change else ''}</span></li>"
        for p in unit.kloe.prompts
    )
    return (
        '<details class="prompts" open><summary><h4>Prompts: what the document asks under this KLOE</h4></summary>'
        f'<ul class="prompt-list">{items}</ul></details>'
    )


def _tabs(panels: Sequence[tuple[str, str, str]]) -> str:
    tabs = "".join(
        f'<button type="button" role="tab" id="tab-{name}" aria-controls="panel-{name}" data-do="tab" '
        f'data-tab="{name}" '
        f'aria-selected="{str(n == 0).lower()}" tabindex="{0 if n == 0 else -1}">{clean(title)}</button>'
        for n, (name, title, _) in enumerate(panels)
    )
    bodies = "".join(
        f'<section role="tabpanel" id="panel-{name}" aria-labelledby="tab-{name}" data-panel="{name}"'
        f'{"" if n == 0 else " hidden"}><h3 class="panel-title">{clean(title)}</h3>{body}</section>'
        for n, (name, title, body) in enumerate(panels)
    )
    return f'<div class="tabs" role="tablist" aria-label="What to see">{tabs}</div>{bodies}'
