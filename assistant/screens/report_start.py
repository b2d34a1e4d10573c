"""The start of the screen of reports, as HTML: loading one, and the list of those that were loaded."""

from collections.abc import Sequence
from html import escape

from assistant.markup import clean
from assistant.screens.report_view import ReportLine, StartView
from assistant.screens.report_words import day_words, says

PASTED_CHARS = 300_000


def waiting_html(error: str = "") -> str:
    """The screen before AskKLOE is ready, or when it cannot be."""
    text = error or says("screen", "not_ready")
    return f'<div class="inspection" id="report"><h2>{clean(says("screen", "title"))}</h2><p>{clean(text)}</p></div>'


def start_html(view: StartView) -> str:
    """The whole start."""
    problem = f'<p class="notice" role="alert">{clean(view.problem)}</p>' if view.problem else ""
    stays = says("privacy", "stays" if view.keeping else "window_only")
    return (
        f'<div class="inspection" id="report" data-did="{view.did}" data-serial="{view.serial}">'
        f"<h2>{clean(says('screen', 'title'))}</h2>{problem}"
        f'<p class="said">{clean(view.said)}</p><p class="lead">{clean(says("screen", "intro"))}</p>'
        f'<p class="privacy-line">{clean(stays)} <strong>{clean(says("privacy", "names"))}</strong></p>'
        f'<div class="two-ways">{_upload()}{_paste()}</div>{_list(view.lines)}</div>'
    )


def _upload() -> str:
    return (
        f'<section class="way-in" aria-labelledby="rp-load"><h3 id="rp-load">{clean(says("upload", "title"))}</h3>'
        f'<label for="rp-file">{clean(says("upload", "label"))}</label>'
        f'<p class="details" id="rp-file-hint">{clean(says("upload", "hint"))}</p>'
        '<input type="file" id="rp-file" accept=".pdf,.docx,.txt" aria-describedby="rp-file-hint" data-upload="report">'
        '<p class="file-problem problem-line" role="alert"></p></section>'
    )


def _paste() -> str:
    return (
        f'<section class="way-in" aria-labelledby="rp-paste-title">'
        f'<h3 id="rp-paste-title">{clean(says("upload", "paste_title"))}</h3>'
        f'<form data-do="paste"><label for="rp-words">{clean(says("upload", "paste_label"))}</label>'
        f'<p class="details" id="rp-words-hint">{clean(says("upload", "paste_hint"))}</p>'
        f'<textarea id="rp-words" rows="6" maxlength="{PASTED_CHARS}" aria-describedby="rp-words-hint"></textarea>'
        '<p class="problem-line" role="alert"></p>'
        '<button type="submit" class="main-button">Read it</button></form></section>'
    )


def _list(lines: Sequence[ReportLine]) -> str:
    title = clean(says("list", "title"))
    if not lines:
        body = f"<p>{clean(says('list', 'none'))}</p>"
    else:
        body = f'<ul class="report-list">{"".join(_line(n, line) for n, line in enumerate(lines))}</ul>'
    return f'<section class="loaded" aria-labelledby="rp-loaded"><h3 id="rp-loaded">{title}</h3>{body}</section>'


def _line(number: int, line: ReportLine) -> str:
    return (
        f'<li><a href="#report/{escape(line.id)}">{clean(line.name)}</a>'
        f'<span class="when">{day_words(line.changed.date())}</span>'
        f"{delete_html(line.id, line.name, f'rp-del{number}')}</li>"
    )


def delete_html(identity: str, name: str, dialog: str) -> str:
    """The button that deletes a report, and the dialog that asks first."""
    return (
        f'<button type="button" class="plain" data-do="ask-first" data-dialog="{dialog}">Delete…'
        f'<span class="unseen"> “{clean(name)}”</span></button>'
        f'<dialog id="{dialog}" aria-labelledby="{dialog}-title"><h3 id="{dialog}-title">'
        f"{clean(says('list', 'delete_title'))}</h3><p>{clean(says('list', 'delete', name=name))}</p>"
        f'<div class="actions"><button type="button" class="danger" data-do="delete" data-report="{escape(identity)}">'
        'Delete report</button><button type="button" class="second" data-do="never-mind">Cancel</button></div></dialog>'
    )
