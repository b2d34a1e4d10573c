"""The review of a report as HTML: what it says of itself, draft or final, its findings, and drafting the plan."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from assistant.good.words import name_of
from assistant.markup import clean
from assistant.patterns import load_data
from assistant.report.findings import Finding, Polarity, ReportState
from assistant.report.review import TEXT_CHARS
from assistant.screens.report_finding import dropped_html, finding_html, start_of
from assistant.screens.report_self import said_html, state_html
from assistant.screens.report_start import delete_html
from assistant.screens.report_view import ReportView
from assistant.screens.report_words import counted, says


def review_html(view: ReportView) -> str:
    """The whole review."""
    report = view.report
    shortfalls = report.shortfalls
    strengths = [f for f in report.findings if f.kept and f.polarity is Polarity.STRENGTH]
    dropped = [f for f in report.findings if not f.kept]
    body = (
        f'<div class="of-the-report">{said_html(report)}{state_html(view)}</div>'
        f'<section aria-labelledby="rp-findings"><h3 id="rp-findings" tabindex="-1">{clean(says("review", "title"))}'
        f"</h3>{_summary(view)}{_shortfalls(view, shortfalls)}"
        f"{_folded('strengths', [finding_html(f, view.library) for f in strengths])}"
        f"{_folded('dropped', [dropped_html(f) for f in dropped])}</section>"
    )
    bar = _bar(shortfalls) if report.findings else ""
    return frame_html(view, "", f"{_danger(view)}{body}{bar}{_dialogs(view)}")


def frame_html(view: ReportView, page: str, body: str) -> str:
    """What stands around each page of a report: the way back, its name, and the ways to its other pages."""
    report = view.report
    problem = f'<p class="notice" role="alert">{clean(view.problem)}</p>' if view.problem else ""
    undo = '<button type="button" class="plain" data-do="undo">Undo</button>' if view.undo and view.said else ""
    stays = "" if view.keeping else f'<p class="privacy-line">{clean(says("privacy", "window_only"))}</p>'
    return (
        f'<div class="inspection" id="report" data-report="{escape(report.id)}" data-page="{page}" '
        f'data-did="{escape(view.did)}" data-serial="{view.serial}">'
        f'<nav class="way" aria-label="Back"><a href="#report">{clean(says("screen", "title"))}</a></nav>'
        f"<h2>{clean(report.name)}</h2>{problem}{stays}{_pages(view, page)}"
        f'<div class="said-line" data-undo="{"yes" if undo else ""}"><p class="said">{clean(view.said)}</p>{undo}</div>'
        f"{body}</div>"
    )


def _pages(view: ReportView, page: str) -> str:
    report = view.report
    rows = [("", says("review", "title"))]
    if report.state is ReportState.DRAFT or any(f.accuracy.judgement for f in report.findings):
        rows.append(("accuracy", says("accuracy", "title")))
    if report.earlier:
        rows.append(("changes", says("changes", "title")))
    if len(rows) == 1 and not page:
        return ""
    items = "".join(
        f'<li><a href="#report/{escape(report.id)}{f"/{name}" if name else ""}"'
        f"{' aria-current=page' if name == page else ''}>{clean(title)}</a></li>"
        for name, title in rows
    )
    return f'<nav class="pages" aria-label="Pages of this report"><ul>{items}</ul></nav>'


def _danger(view: ReportView) -> str:
    """The safety card, before anything else, if a finding that is kept tells of present danger."""
    found = [f for f in view.report.findings if f.danger and f.kept]
    if not found:
        return ""
    card = load_data("safety_card.toml")
    items = "".join(f"<li>{clean(line)}</li>" for line in card["lines"])
    links = "".join(
        f'<li><button type="button" class="plain" data-do="go-to" data-finding="{escape(f.id)}">{clean(start_of(f))}'
        "</button></li>"
        for f in found
    )
    which = says("draft", "which", count=counted(len(found), "finding"))
    return (
        f'<section class="danger-card" aria-labelledby="rp-card"><h3 id="rp-card">{clean(card["title"])}</h3>'
        f"<p>{clean(says('draft', 'danger'))}</p>"
        f'<details open data-fold="card"><summary>What to do first</summary><ul class="card-lines">{items}</ul>'
        f'<p class="details">This is {clean(card["source"])}.</p></details>'
        f'<details data-fold="danger"><summary>{clean(which)}</summary><ul class="plain-list">{links}</ul></details>'
        "</section>"
    )


def _summary(view: ReportView) -> str:
    report = view.report
    if not report.findings:
        return f'<p class="notice">{clean(says("review", "none"))}</p>'
    kept = [f for f in report.findings if f.kept]
    strengths = len(kept) - len(report.shortfalls)
    text = (
        f"{counted(len(report.shortfalls), 'shortfall')} and {counted(strengths, 'strength')} kept, "
        f"{len(report.findings) - len(kept)} dropped."
    )
    versions = "; ".join(name_of(book.framework) for book in view.library.books.values())
    codes = f" The codes are those of {clean(versions)}." if versions else ""
    return (
        f'<p class="counts"><strong>{clean(text)}</strong></p>'
        f'<p class="lead">{clean(says("review", "intro"))}{codes}</p>'
    )


def _shortfalls(view: ReportView, shortfalls: Sequence[Finding]) -> str:
    if not view.report.findings:
        return ""
    if not shortfalls:
        return f"<p>{clean(says('review', 'none_kept'))}</p>"
    items = "".join(finding_html(finding, view.library) for finding in shortfalls)
    return (
        f'{_filter(view, shortfalls)}<h4 class="unseen">Shortfalls</h4>'
        f'<ol class="findings" id="rp-shortfalls" aria-label="Shortfalls">{items}</ol>'
    )


def _filter(view: ReportView, shortfalls: Sequence[Finding]) -> str:
    """Buttons that show the shortfalls of one key question, with true counts; one button would choose nothing."""
    counts = Counter(finding.key_question for finding in shortfalls)
    known = [key.name for book in view.library.books.values() for key in book.framework.key_questions]
    keys = [key for key in dict.fromkeys([*known, *filter(None, counts), ""]) if counts[key]]
    rows = [("*", "All", len(shortfalls)), *((key, key or says("review", "no_key"), counts[key]) for key in keys)]
    buttons = "".join(
        f'<button type="button" class="choice-button" data-do="filter" data-key="{escape(key)}" '
        f'aria-pressed="{"true" if key == "*" else "false"}">{clean(name)} ({n})</button>'
        for key, name, n in rows
    )
    switch = (
        f'<div class="filter" role="group" aria-label="Key question shown">{buttons}</div>' if len(rows) > 2 else ""
    )
    return (
        f'{switch}<p class="tick-all"><button type="button" class="plain" data-do="tick-all">Tick all shown</button>'
        '<button type="button" class="plain" data-do="tick-none">Untick all</button></p>'
    )


def _folded(name: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    title = clean(says("review", name, count=str(len(items))))
    return (
        f'<details class="fold" data-fold="{name}"><summary>{title}</summary>'
        f"<p>{clean(says('review', f'{name}_intro'))}</p>"
        f'<ol class="findings">{"".join(items)}</ol></details>'
    )


def _bar(shortfalls: Sequence[Finding]) -> str:
    """What drafts the plan: all shortfalls that are in no plan yet, or those that are ticked."""
    waiting = [finding for finding in shortfalls if not finding.planned]
    rest = len(waiting) < len(shortfalls)
    every = f"Draft actions for {'the other' if rest else 'all'} {counted(len(waiting), 'shortfall')}"
    every = "Draft actions for the 1 shortfall" if len(waiting) == 1 and not rest else every
    off = "" if waiting else " disabled"
    return (
        '<div class="draft-bar" role="group" aria-label="Drafting the plan">'
        f'<button type="button" class="main-button" data-do="draft-all"{off}>{every}</button>'
        '<button type="button" class="second" data-do="draft-ticked" disabled>Draft actions for the ticked (<span '
        'class="ticked-count">0</span>)</button></div>'
    )


# -- dialogs: one of each for all findings; the script fills them in ------------------------------


def _dialogs(view: ReportView) -> str:
    report = view.report
    read = f"{counted(report.pages, 'page')} read. " if report.pages else ""
    deleting = delete_html(report.id, report.name, "rp-delete")
    return (
        f"{_edit_form()}{_kloe_dialog(view)}{_merge_dialog(view)}{_split_dialog()}"
        f'<section class="end"><p class="details">{read}{clean(says("privacy", "stays"))}</p>{deleting}</section>'
    )


def _edit_form() -> str:
    return (
        '<div class="edit-form" hidden><form data-do="reword"><label for="rp-edit">'
        f'{clean(says("edit", "label"))}</label><p class="details" id="rp-edit-hint">{clean(says("edit", "hint"))}</p>'
        f'<textarea id="rp-edit" rows="4" maxlength="{TEXT_CHARS}" aria-describedby="rp-edit-hint"></textarea>'
        '<p class="problem-line" role="alert"></p><div class="actions">'
        '<button type="submit" class="second">Save wording</button>'
        f'<button type="button" class="plain" data-do="edit-back">{clean(says("edit", "back"))}</button>'
        '<button type="button" class="plain" data-do="edit-cancel">Cancel</button></div></form></div>'
    )


def _kloe_dialog(view: ReportView) -> str:
    selects = "".join(
        f'<optgroup label="{escape(f"{name_of(book.framework)}: {key.name}")}">'
        + "".join(
            f'<option value="{escape(book.framework.id)}/{escape(kloe.code)}">'
            f"{clean(kloe.code)}: {clean(kloe.question)}</option>"
            for kloe in key.kloes
        )
        + "</optgroup>"
        for book in view.library.books.values()
        for key in book.framework.key_questions
    )
    frameworks = ", ".join(name_of(book.framework) for book in view.library.books.values())
    return _dialog(
        "kloe",
        f'<label for="rp-kloe-choice">{clean(says("edit", "kloe_label", framework=frameworks))}</label>'
        f'<select id="rp-kloe-choice">{selects}</select><p class="details">{clean(says("edit", "kloe_hint"))}</p>',
        "Choose it",
    )


def _merge_dialog(view: ReportView) -> str:
    options = "".join(
        f'<option value="{escape(finding.id)}">{clean(_in_a_line(finding))}</option>'
        for finding in view.report.findings
    )
    return _dialog(
        "merge",
        f'<p>{clean(says("edit", "merge_hint"))}</p><label for="rp-merge-choice">The other finding</label>'
        f'<select id="rp-merge-choice">{options}</select>',
        "Merge them",
    )


def _in_a_line(finding: Finding) -> str:
    return f"p. {finding.page}: {start_of(finding)}" if finding.page else start_of(finding)


def _split_dialog() -> str:
    return _dialog(
        "split",
        f'<fieldset class="split-at"><legend>{clean(says("edit", "split_hint"))}</legend></fieldset>',
        "Split there",
    )


def _dialog(name: str, body: str, button: str) -> str:
    return (
        f'<dialog id="rp-{name}" class="change-dialog" aria-labelledby="rp-{name}-title"><form data-do="{name}">'
        f'<h3 id="rp-{name}-title">{clean(says("edit", f"{name}_title"))}</h3><p class="about-which"></p>{body}'
        f'<div class="actions"><button type="submit" class="second">{button}</button>'
        '<button type="button" class="plain" data-do="never-mind">Cancel</button></div></form></dialog>'
    )
