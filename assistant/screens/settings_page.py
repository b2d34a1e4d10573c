"""The settings as HTML: what is kept on this computer, how to delete it, and which documents are held."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from assistant import VERSION
from assistant.export.references import long_day
from assistant.markup import clean
from assistant.screens.kept_page import delete_dialog
from assistant.screens.model_page import ModelFacts, model_html
from assistant.store.kept import Kept
from corpus.types import SourceDocument


@dataclass(frozen=True)
class Facts:
    """What the settings show; ``problem`` says why nothing can be kept, or what happened to the file."""

    folder: Path
    keeping: bool
    can_keep: bool
    kept: tuple[Kept, ...] = ()
    feedback: int = 0
    problem: str = ""
    documents: tuple[SourceDocument, ...] = ()
    plans: int = 0
    reports: int = 0
    workshops: int = 0
    model: ModelFacts = field(default_factory=ModelFacts)


def settings_html(facts: Facts) -> str:
    """The whole screen."""
    problem = f'<p class="notice">{clean(facts.problem)}</p>' if facts.problem else ""
    return (
        f'<div class="settings" id="settings"><h2>Settings</h2>{problem}<p class="said"></p>'
        f"{_keeping(facts)}{model_html(facts.model)}{_what_is_kept(facts) if facts.can_keep else ''}"
        f"{_documents(facts.documents)}{_about(facts)}</div>"
    )


def _keeping(facts: Facts) -> str:
    state = " checked" if facts.keeping else ""
    off = "" if facts.can_keep else " disabled"
    return (
        '<section aria-labelledby="set-keeping"><h3 id="set-keeping">Keeping</h3>'
        "<p>A conversation is forgotten when its window is closed, unless you press “Keep it” below the answers. "
        "A check sheet of “What good looks like” is kept as soon as you tick something; an action plan or an "
        "inspection report as soon as you make or load it (of a report, what was read out of it, not the file); a "
        "workshop when you press “Keep this workshop”. "
        "What is kept stays on this computer, where everyone who uses it can open it in this browser.</p>"
        f'<p class="choice"><input type="checkbox" id="may-keep" data-do="keeping"{state}{off}>'
        '<label for="may-keep">Conversations, check sheets, action plans, reports, workshops and feedback may '
        "be kept on this computer</label></p>"
        "</section>"
    )


def _what_is_kept(facts: Facts) -> str:
    return _kept(facts.kept) + _plans(facts) + _feedback(facts) + _delete()


def _kept(kept: Sequence[Kept]) -> str:
    items = "".join(
        f'<li><span class="title">{clean(k.title)}</span><span class="when">{long_day(k.changed.date())}</span>'
        f'<button type="button" class="plain" data-do="ask-first" data-dialog="settings-delete-{escape(k.id)}">Delete'
        f'<span class="unseen"> “{clean(k.title)}”</span></button>'
        f"{delete_dialog(k.id, k.title, 'settings-delete')}</li>"
        for k in kept
    )
    listed = f'<ul class="kept-list">{items}</ul>'
    nothing = "<p>No conversation is kept in this browser.</p>"
    return (
        '<section aria-labelledby="set-kept"><h3 id="set-kept">Conversations you kept</h3>'
        f"{listed if kept else nothing}</section>"
    )


def _plans(facts: Facts) -> str:
    plans = f"{facts.plans} action plan{'' if facts.plans == 1 else 's'}"
    reports = f"{facts.reports} inspection report{'' if facts.reports == 1 else 's'}"
    workshops = f"{facts.workshops} workshop{'' if facts.workshops == 1 else 's'}"
    return (
        '<section aria-labelledby="set-plans"><h3 id="set-plans">Action plans, inspection reports and workshops</h3>'
        f"<p>{plans}, {reports} and {workshops} are kept in this browser. You can delete each of them on its own "
        "screen.</p></section>"
    )


def _feedback(facts: Facts) -> str:
    count = f"{facts.feedback} answer{'' if facts.feedback == 1 else 's'}"
    save = '<p><button type="button" class="plain" data-do="feedback">Save feedback as a table (CSV)</button></p>'
    text = f"<p>Somebody said what they think of {count}. This never leaves the computer by itself.</p>{save}"
    nothing = "<p>Nobody has said yet what they think of an answer.</p>"
    return (
        '<section aria-labelledby="set-feedback"><h3 id="set-feedback">Feedback</h3>'
        f"{text if facts.feedback else nothing}</section>"
    )


def _delete() -> str:
    return (
        '<section aria-labelledby="set-delete"><h3 id="set-delete">Delete everything on this computer</h3>'
        "<p>Deletes every kept conversation, check sheet, action plan with all its versions, inspection report and "
        "workshop, of all browsers, all feedback, and the settings of the language model with its key. The documents "
        "stay.</p>"
        '<button type="button" class="danger" data-do="ask-first" data-dialog="sure">Delete everything…</button>'
        '<dialog id="sure" aria-labelledby="sure-title"><h3 id="sure-title">Delete everything?</h3>'
        "<p>All kept conversations, check sheets, action plans, reports, workshops and feedback are deleted from this "
        "computer. This cannot be undone.</p>"
        '<div class="actions"><button type="button" class="danger" data-do="delete-everything">Delete everything'
        '</button><button type="button" class="second" data-do="never-mind">Cancel</button></div></dialog></section>'
    )


def _documents(documents: Sequence[SourceDocument]) -> str:
    items = "".join(
        f'<li><strong>{clean(d.title)}</strong><span class="details">{clean(d.publisher)}; date: {clean(d.published)}; '
        f'{clean(d.kind)}</span><span class="details">{clean(d.rights)}</span></li>'
        for d in documents
    )
    return (
        '<section aria-labelledby="set-documents"><h3 id="set-documents">Documents that AskKLOE holds</h3>'
        f"{f'<ul>{items}</ul>' if documents else '<p>They are shown as soon as AskKLOE is ready.</p>'}</section>"
    )


def _about(facts: Facts) -> str:
    host = facts.model.host if facts.model.remote else ""
    nobody = "AskKLOE sends nothing to anybody:"
    sends = f"AskKLOE sends what you ask to {clean(host)}, as said above, and nothing else:" if host else nobody
    return (
        '<section aria-labelledby="set-about"><h3 id="set-about">About</h3><dl class="facts">'
        f"<dt>Version</dt><dd>{VERSION}</dd><dt>Data folder</dt><dd>{escape(str(facts.folder))}</dd></dl>"
        f"<p>To use another folder, set <code>ASKKLOE_DATA</code> before starting. {sends} "
        f"it listens on this computer only{'' if host else ' and needs no internet'}.</p></section>"
    )
