"""Saving a plan as a file and loading an edited Excel file back, as HTML."""

from assistant.markup import clean
from assistant.plan.items import ActionPlan
from assistant.screens.plan_parts import Shown, page, says
from assistant.screens.plan_versions import changes_html
from assistant.screens.uploads import MOST_MB

_SAVES = (
    ("excel", "Save as Excel"),
    ("word", "Save as Word"),
    ("csv", "Save as CSV"),
    ("shared", "Save a version to share"),
    ("written", "Save the written report for CQC"),
)


def files_html(shown: Shown, loaded: ActionPlan | None = None, name: str = "") -> str:
    """The page; with ``loaded``, what a file called ``name`` would change."""
    saves = "".join(
        f'<li><button type="button" class="second" data-do="{do}">{title}</button>'
        f"<span>{clean(says('files', do))}</span></li>"
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


def _differences(shown: Shown, loaded: ActionPlan, name: str) -> str:
    changes = changes_html(shown.plan, loaded, "The plan now", "In the file")
    if not changes:
        return (
            f'<section class="differences"><h3 tabindex="-1">Nothing differs</h3>'
            f"<p>{clean(says('files', 'none'))}</p></section>"
        )
    return (
        f'<section class="differences"><h3 tabindex="-1">What “{clean(name)}” would change</h3>{changes}'
        '<div class="actions"><button type="button" class="main-button" data-do="apply-file">Change the plan so'
        "</button>"
        '<button type="button" class="second" data-do="forget-file">Leave the plan as it is</button></div></section>'
    )
