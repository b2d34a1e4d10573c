"""One finding of a report as HTML: its words and place, where it belongs, and what can be done with it."""

from collections.abc import Mapping
from html import escape

from assistant.good.books import Book, Library
from assistant.good.words import name_of
from assistant.markup import badge, clean
from assistant.report.findings import Finding, Polarity
from assistant.report.review import sentences
from assistant.screens.report_words import says
from assistant.types import Characteristic, Flag
from corpus.crosswalk import Crosswalk

_START_WORDS = 8
_MOST_OTHERS = 2  # KLOEs that are offered beside the likeliest


def finding_html(finding: Finding, library: Library) -> str:
    """A finding that is kept, in the list."""
    can_tick = finding.kept and finding.polarity is Polarity.SHORTFALL
    return (
        f'<li class="finding{" in-danger" if finding.danger else ""}" id="f-{escape(finding.id)}" '
        f'data-finding="{escape(finding.id)}" data-key="{escape(finding.key_question)}">'
        f'<div class="what">{_head(finding, can_tick)}{words_html(finding)}{_planned(finding)}'
        f'<div class="edit-place"></div>{_actions(finding)}</div>'
        f'<div class="where-it-belongs">{mapping_html(finding, library)}</div></li>'
    )


def dropped_html(finding: Finding) -> str:
    """A finding that was dropped, in its own list."""
    return (
        f'<li class="finding" id="f-{escape(finding.id)}" data-finding="{escape(finding.id)}"><div class="what">'
        f'<h4 tabindex="-1">{place_html(finding)}</h4>{words_html(finding)}</div><div class="actions">'
        f"{_button('keep', 'Keep again', finding)}</div></li>"
    )


def place_html(finding: Finding) -> str:
    """Where it stands: the report's own heading and page."""
    page = says("review", "page", page=str(finding.page)) if finding.page else ""
    parts = [part for part in (_heading(finding), page) if part]
    return clean(", ".join(parts)) or "Finding"


def start_of(finding: Finding) -> str:
    """Its first words, to tell it from others."""
    words = finding.says.split()
    return " ".join(words[:_START_WORDS]) + ("…" if len(words) > _START_WORDS else "")


def words_html(finding: Finding) -> str:
    """The words; those of the report stay beside people's own."""
    spans = " ".join(f'<span class="sentence">{clean(part)}</span>' for part in sentences(finding.words))
    quote = f'<blockquote class="report-words"><p>{spans}</p></blockquote>'
    if not finding.text:
        return quote
    return (
        f'<p class="small-label">{clean(says("review", "own_words"))}</p><p class="own-words">{clean(finding.text)}</p>'
        f'<p class="small-label">{clean(says("review", "report_words"))}</p>{quote}'
    )


def _heading(finding: Finding) -> str:
    parts = [finding.key_question]
    if finding.heading and finding.heading.casefold() != finding.key_question.casefold():
        parts.append(finding.heading)
    return " › ".join(part for part in parts if part)


def _head(finding: Finding, can_tick: bool) -> str:
    place = f'<h4 tabindex="-1">{place_html(finding)}</h4>'
    if not can_tick:
        return f'<div class="finding-head">{place}{_marks(finding)}</div>'
    identity = f"tick-{escape(finding.id)}"
    return (
        f'<div class="finding-head"><span class="tick-box"><input type="checkbox" id="{identity}" data-tick>'
        f'<label for="{identity}"><span class="unseen">Tick: {clean(start_of(finding))}</span></label></span>'
        f"{place}{_marks(finding)}</div>"
    )


def _marks(finding: Finding) -> str:
    """What the words themselves name: a breach, a notice, regulations."""
    marks = [finding.notice[:1].upper() + finding.notice[1:]] if finding.notice else []
    marks += ["Breach"] if finding.breach else []
    marks += [f"Regulation {number}" for number in finding.regulations]
    return "".join(f'<span class="mark-of-report">{clean(mark)}</span>' for mark in marks)


def _planned(finding: Finding) -> str:
    if not finding.planned:
        return ""
    return f'<p class="planned">{clean(says("review", "planned", references=", ".join(finding.planned)))}</p>'


# -- where it belongs ----------------------------------------------------------------------------


def mapping_html(finding: Finding, library: Library) -> str:
    """The KLOE by content with its framework, others that may fit, and the report's own quality statement."""
    known = [flag for flag in finding.flags if kloe_text(flag, library.books)]
    if not known:
        choose = _button("kloe-choose", "Choose a KLOE…", finding) if library.books else ""
        return f"<p>{clean(says('review', 'no_kloe'))}</p>{choose}{_statement(finding, library)}"
    first, *others = known
    book = library.books[first.framework]
    how = says("review", "chosen" if finding.chosen else "by_content", framework=name_of(book.framework))
    return (
        f'<p class="kloe"><a href="#good/{escape(first.framework)}/{escape(first.code)}">'
        f"<strong>{clean(first.code)}</strong>{clean(kloe_text(first, library.books).removeprefix(first.code))}</a></p>"
        f'<p class="details">{clean(how)}</p>{_closest(finding, first)}{_others(finding, others, library)}'
        f"{_statement(finding, library)}"
    )


def kloe_text(flag: Flag, books: Mapping[str, Book]) -> str:
    """A KLOE's code and question, or "" for one that no framework here has."""
    book = books.get(flag.framework)
    kloe = book.framework.kloes.get(flag.code) if book else None
    return f"{kloe.code}: {kloe.question}" if kloe else ""


def _others(finding: Finding, flags: list[Flag], library: Library) -> str:
    buttons = "".join(
        f'<li><button type="button" class="plain" data-do="kloe" data-finding="{escape(finding.id)}" '
        f'data-kloe="{escape(flag.framework)}/{escape(flag.code)}">{clean(kloe_text(flag, library.books))}'
        '<span class="unseen"> (choose this KLOE)</span></button></li>'
        for flag in flags[:_MOST_OTHERS]
    )
    hint = f'<p class="details">{clean(says("review", "could_be"))}</p>' if buttons else ""
    return _fold(
        "others",
        says("review", "others"),
        f'{hint}<ul class="plain-list">{buttons}<li>{_button("kloe-choose", "Choose from all…", finding)}</li></ul>',
        finding,
    )


def _closest(finding: Finding, flag: Flag) -> str:
    told = flag.characteristic
    if told is None:
        return ""
    beside = "".join(
        f'<p class="small-label">{clean(says("review", "beside", level=other.level))}</p>{_quote(other)}'
        for other in flag.beside
    )
    why = f'<p class="details">{clean(says("review", "because", why=flag.why))}</p>' if flag.why else ""
    resembles = f"<p>{clean(says('review', 'resembles', level=told.level))}</p>"
    return _fold("closest", says("review", "closest"), f"{why}{resembles}{_quote(told)}{beside}", finding)


def _fold(name: str, title: str, body: str, finding: Finding) -> str:
    return f'<details data-fold="{name}"><summary>{clean(title)}{_unseen(finding)}</summary><div>{body}</div></details>'


def _quote(told: Characteristic) -> str:
    note = f" {told.note}" if told.note else ""
    return (
        f'<blockquote class="guidance"><p>{badge(told.level)}{clean(told.statement)}</p></blockquote>'
        f'<p class="source-line">{clean(told.locator)}.{clean(note)}</p>'
    )


def _statement(finding: Finding, library: Library) -> str:
    """The report's own quality statement, and the KLOEs that come near it in our cross-reference."""
    if not finding.quality_statement:
        return ""
    near = "".join(
        _near(finding.quality_statement, book, book.crosswalk) for book in library.books.values() if book.crosswalk
    )
    own = f'<p class="details">{clean(says("review", "whose_statement"))}</p>'
    return _fold("near", says("review", "statement", title=finding.quality_statement), own + near, finding)


def _near(title: str, book: Book, crosswalk: Crosswalk) -> str:
    row = next((row for row in crosswalk.statement if row.title.casefold() == title.casefold()), None)
    if row is None or not row.kloes:
        return ""
    items = "".join(
        f'<li><a href="#good/{escape(book.framework.id)}/{escape(found.code)}">{clean(found.code)}: '
        f"{clean(book.framework.kloes[found.code].question)}</a></li>"
        for found in row.kloes
    )
    intro = says("review", "near", framework=name_of(book.framework))
    return f'<p>{clean(intro)}</p><ul class="plain-list">{items}</ul><p class="details">{clean(crosswalk.says)}</p>'


# -- what can be done ----------------------------------------------------------------------------


def _actions(finding: Finding) -> str:
    shortfall = finding.polarity is Polarity.SHORTFALL
    buttons = [
        _button("drop", "Drop", finding),
        _button("edit", "Edit the wording", finding),
        _button("turn", "It is a strength" if shortfall else "It is a shortfall", finding),
        _button("merge-choose", "Merge…", finding),
    ]
    if len(sentences(finding.words)) > 1 and not finding.text:
        buttons.append(_button("split-choose", "Split…", finding))
    return f'<div class="actions">{"".join(buttons)}</div>'


def _button(do: str, label: str, finding: Finding) -> str:
    return (
        f'<button type="button" class="plain" data-do="{do}" data-finding="{escape(finding.id)}">{label}'
        f"{_unseen(finding)}</button>"
    )


def _unseen(finding: Finding) -> str:
    return f'<span class="unseen"> ({clean(start_of(finding))})</span>'
