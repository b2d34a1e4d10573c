"""Saving a plan as a file and loading an edited Excel file back, as HTML."""

from html import escape
from typing import TYPE_CHECKING

from assistant.markup import clean
from assistant.screens.plan_parts import Shown, lines, page, says
from assistant.screens.plan_versions import changes_html
from assistant.screens.uploads import MOST_MB

if TYPE_CHECKING:
    from assistant.export.plan_import import Clash, ReadBack

_SAVES = (
    ("excel", "Save as Excel"),
    ("word", "Save as Word"),
    ("csv", "Save as CSV"),
    ("shared", "Save a version to share"),
    ("written", "Save the written report for CQC"),
)


def files_html(shown: Shown, loaded: "ReadBack | None" = None, name: str = "", *, warning: str = "") -> str:
    """The page; with ``loaded``, what a file called ``name`` would change; ``warning`` is about sharing."""
    saves = "".join(
        f'<li><button type="button" class="second" data-do="{do}">{title}</button>'
        f"<span>{clean(says('files', do))}{_warned(warning) if do == 'shared' else ''}</span></li>"
        for do, title in _SAVES
    )
    body = (
        f'<h3>Save</h3><p>{clean(says("files", "intro"))}</p><ul class="saves">{saves}</ul>'
        f"<h3>Load an edited Excel file back</h3><p>{clean(says('files', 'load', most=str(MOST_MB)))}</p>"
        '<p class="chooser"><label for="plan-file">Excel file of this plan (.xlsx)</label>'
        f'<input type="file" id="plan-file" accept=".xlsx" data-most="{MOST_MB}"></p>'
        f"{'' if loaded is None else _differences(shown, loaded, name)}"
    )
    return page(shown, "files", "", body)


def _warned(warning: str) -> str:
    return f' <strong class="late">{clean(warning)}</strong>' if warning else ""


def _differences(shown: Shown, loaded: "ReadBack", name: str) -> str:
    changes = changes_html(shown.plan, loaded.plan, "The plan now", "In the file")
    remarks = "".join(f'<p class="state">{clean(remark)}</p>' for remark in loaded.remarks)
    if not changes and not loaded.clashes:
        none = clean(says("files", "none"))
        return f'<section class="differences"><h3 tabindex="-1">Nothing differs</h3>{remarks}<p>{none}</p></section>'
    clashes = "".join(_clash(clash, n) for n, clash in enumerate(loaded.clashes))
    asked = f"<h4>Changed in the file and in AskKLOE</h4><p>{clean(says('files', 'clash'))}</p>{clashes}"
    return (
        f'<section class="differences"><h3 tabindex="-1">What “{clean(name)}” would change</h3>{remarks}'
        f"{changes}{asked if clashes else ''}"
        '<div class="actions"><button type="button" class="main-button" data-do="apply-file">Change the plan so'
        "</button>"
        '<button type="button" class="second" data-do="forget-file">Leave the plan as it is</button></div></section>'
    )


def _clash(clash: "Clash", n: int) -> str:
    sides = (("app", "In AskKLOE", clash.in_app, " checked"), ("file", "In the file", clash.in_excel, ""))
    options = "".join(
        f'<p class="side"><input type="radio" id="file-{n}-{side}" name="file-{n}" value="{side}"{checked}>'
        f'<label for="file-{n}-{side}"><strong>{title}</strong>: {_words(clash, words)}</label></p>'
        for side, title, words, checked in sides
    )
    return (
        f'<fieldset class="clash-field file-clash" data-reference="{escape(clash.reference)}" '
        f'data-key="{escape(clash.key)}"><legend>{clean(clash.reference)}: {clean(clash.heading)}</legend>{options}'
        "</fieldset>"
    )


def _words(clash: "Clash", words: str) -> str:
    blank = "blank" if clash.key else "deleted"
    return lines(words) or f'<span class="blank">{blank}</span>'
