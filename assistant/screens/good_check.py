"""The sheet for checking oneself, as HTML: what can be ticked and written beside each statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.export.references import long_day
from assistant.good.books import Book, Unit
from assistant.good.sheets import EVIDENCE_CHARS, STATES, Mark, Sheet, gone, statements_to_check
from assistant.good.words import name_of, says
from assistant.markup import clean
from assistant.screens.good_levels import level_class, statement_html
from corpus.framework import Statement


@dataclass(frozen=True)
class Keeping:
    """Whether what is ticked is kept; ``why_not`` is what is wrong with the store, ``before`` that something was."""

    on: bool
    why_not: str = ""
    before: bool = False


def check_html(book: Book, unit: Unit, sheet: Sheet, keeping: Keeping) -> str:
    """The sheet of one KLOE."""
    levels = statements_to_check(book, unit)
    if not levels:
        return f"<p>{clean(says('check', 'nothing'))}</p>"
    fields = "".join(_level(level, rows, sheet, unit) for level, rows in levels)
    return (
        f'<p class="lead">{clean(says("check", "intro"))} <strong>{clean(says("check", "names"))}</strong></p>'
        f'<p class="state">{clean(state_text(keeping))}</p>'
        f'<div class="actions"><button type="button" class="second" data-do="sheet-word">Save as Word</button>'
        f'<button type="button" class="second" data-do="print">Print</button>{_send()}{_delete(sheet)}</div>'
        f"{f'<p class=missing>{clean(unit.missing)}</p>' if unit.missing else ''}{_gone(gone(book, unit, sheet))}"
        f'<div class="sheet" data-address="{escape(unit.address)}">{fields}</div>'
    )


def state_text(keeping: Keeping) -> str:
    """Where the marks live, said plainly."""
    if keeping.on:
        return says("check", "kept")
    if keeping.why_not:
        return says("check", "cannot_keep", why=keeping.why_not)
    return says("check", "window_only_kept_before" if keeping.before else "window_only")


def sheets_html(sheets: Sequence[tuple[Unit, Sheet]]) -> str:
    """The sheets that were begun, to be taken up again; nothing if there are none."""
    if not sheets:
        return ""
    items = "".join(
        f'<li><a href="#good/{escape(unit.address)}" data-tab="check">{clean(unit.code)}: {clean(_question(unit))}</a> '
        f'<span class="when">{clean(name_of(unit.framework))}'
        f"{f'; {long_day(sheet.changed.date())}' if sheet.changed else ''}</span></li>"
        for unit, sheet in sheets
    )
    title = clean(says("check", "taken_up"))
    return f'<section class="begun"><h3>{title}</h3><ul class="plain-list">{items}</ul></section>'


def _question(unit: Unit) -> str:
    return unit.kloe.question if unit.kloe else unit.key.definition


def _send() -> str:
    return f'<button type="button" class="second" data-do="sheet-draft">{clean(says("check", "send"))}</button>'


def _delete(sheet: Sheet) -> str:
    if not sheet.marks:
        return ""
    return (
        '<button type="button" class="plain" data-do="ask-first" data-dialog="sheet-sure">Delete these marks…</button>'
        '<dialog id="sheet-sure" aria-labelledby="sheet-sure-title"><h3 id="sheet-sure-title">Delete these marks?</h3>'
        "<p>All ticks and notes on this sheet are deleted. This cannot be undone.</p>"
        '<div class="actions"><button type="button" class="danger" data-do="sheet-delete">Delete</button>'
        '<button type="button" class="second" data-do="never-mind">Cancel</button></div></dialog>'
    )


def _gone(marks: Sequence[Mark]) -> str:
    if not marks:
        return ""
    items = "".join(
        f"<li>{clean(m.level)}: {clean(m.text)} <strong>{clean(m.state)}</strong> {clean(m.evidence)}</li>"
        for m in marks
    )
    return f'<div class="missing"><p>{clean(says("check", "gone"))}</p><ul>{items}</ul></div>'


def _level(level: str, rows: Sequence[tuple[str, Statement]], sheet: Sheet, unit: Unit) -> str:
    boxes = "".join(_tick(identity, s, sheet.mark(identity), f"t{level[0]}{n}") for n, (identity, s) in enumerate(rows))
    return f'<h4 class="{level_class(level)}-column">{clean(unit.code)}, {level}</h4>{boxes}'


def _tick(identity: str, statement: Statement, mark: Mark | None, name: str) -> str:
    state, evidence = (mark.state, mark.evidence) if mark else ("", "")
    choices = "".join(
        f'<span class="option"><input type="radio" id="{name}-{n}" name="{name}" value="{value}"'
        f'{" checked" if state == value else ""}><label for="{name}-{n}">{value.capitalize()}</label></span>'
        for n, value in enumerate(STATES)
    )
    open_ = " open" if state or evidence else ""
    return (
        f'<fieldset class="tick{open_}" data-statement="{escape(identity)}">'
        f"<legend>{statement_html(statement)}</legend>"
        f'<div class="options">{choices}'
        '<button type="button" class="plain clear" data-do="untick">Clear<span class="unseen"> this statement</span>'
        "</button></div>"
        f'<div class="evidence"><label for="{name}-e">Evidence: where can it be seen?</label>'
        f'<textarea id="{name}-e" rows="2" maxlength="{EVIDENCE_CHARS}">{escape(evidence)}</textarea></div></fieldset>'
    )
