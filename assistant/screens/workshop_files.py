"""Downloading a workshop, as HTML."""

from assistant.markup import clean
from assistant.screens.workshop_papers import all_papers
from assistant.screens.workshop_parts import PackView, page, says
from assistant.workshop.pack import Cards

_SAVES = (
    ("zip", "Everything in one zip"),
    ("pptx", "PowerPoint slides"),
    ("handouts", "Handouts (Word)"),
    ("cards", "Cards (Word)"),
    ("facilitator", "Facilitator’s copy (Word)"),
)


def files_html(view: PackView) -> str:
    """The page."""
    cards = any(isinstance(block, Cards) for paper in all_papers(view.pack) for block in paper.blocks)
    items = "".join(
        f'<li><button type="button" class="{"main-button" if do == "zip" else "second"}" data-do="{do}"'
        f"{'' if do != 'cards' or cards else ' disabled'}>{clean(title)}</button>"
        f"<span>{clean(says('files', do if do != 'cards' or cards else 'cards_none'))}</span></li>"
        for do, title in _SAVES
    )
    return page(view, "files", f'<p class="lead">{clean(says("files", "intro"))}</p><ul class="saves">{items}</ul>')
