"""Downloading a workshop, as HTML."""

from assistant.markup import clean
from assistant.screens.workshop_parts import PackView, page, says

EVERYTHING = "zip"
FILES = ("slides", "handouts", "cards", "facilitator")


def files_html(view: PackView) -> str:
    """The page."""
    from assistant.export.pack_zip import papers_for  # PowerPoint's library takes long to import

    items = "".join(_item(do, there=do in (EVERYTHING, "slides") or bool(papers_for(view.pack, do))) for do in _ALL)
    return page(view, "files", f'<p class="lead">{clean(says("files", "intro"))}</p><ul class="saves">{items}</ul>')


_ALL = (EVERYTHING, *FILES)


def _item(do: str, *, there: bool) -> str:
    style = "main-button" if do == EVERYTHING else "second"
    told = says("files", do if there else "none")
    return (
        f'<li><button type="button" class="{style}" data-do="{do}"{"" if there else " disabled"}>'
        f"{clean(says('files', f'{do}_button'))}</button><span>{clean(told)}</span></li>"
    )
