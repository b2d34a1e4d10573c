"""From an address to a page of the screen "Workshops", and from a number to the dialog that shows its place."""

from typing import TYPE_CHECKING

from assistant.screens.good_place import dialog_html
from assistant.screens.workshop_files import files_html
from assistant.screens.workshop_making import Workshops
from assistant.screens.workshop_outline import outline_html
from assistant.screens.workshop_papers import papers_html
from assistant.screens.workshop_slides import slides_html
from assistant.screens.workshop_start import StartView, start_html
from assistant.store import StoreError
from assistant.workshop.material import open_material
from assistant.workshop.pack import Request
from corpus.errors import AskKloeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.screens.workshop_parts import PackView

ABOUT, AGAIN = "about", "again"
_PAGES: "dict[str, Callable[[PackView], str]]" = {
    "outline": outline_html,
    "slides": slides_html,
    "papers": papers_html,
    "files": files_html,
}


def page_html(workshops: Workshops, address: str) -> str:
    """The page of an address: the start, ``about/TOPIC``, ``again``, or ``ID/PAGE`` of a workshop."""
    first, _, rest = address.strip("/").partition("/")
    if first in ("", ABOUT):
        return start_html(start_view(workshops, Request(rest)))
    if first == AGAIN:
        making = workshops.held
        return start_html(start_view(workshops, making.request if making else Request(""), again=making is not None))
    try:
        return _PAGES.get(rest, outline_html)(workshops.view(first))
    except AskKloeError as error:
        return start_html(start_view(workshops, Request(""), problem=error.user_message))


def start_view(workshops: Workshops, asked: Request, *, problem: str = "", again: bool = False) -> StartView:
    """The start as it is now."""
    index = workshops.shared.index
    try:
        kept = workshops.kept()
    except StoreError as error:
        kept, problem = (), problem or error.user_message
    topics = open_material(index) if index else ()
    making = workshops.held
    held = making.title if making and not making.kept else ""
    return StartView(topics, asked, kept, workshops.shared.may_keep(), problem=problem, again=again, held=held)


def place_html(workshops: Workshops, identity: str, number: str) -> str:
    """The dialog that shows a quote in its surroundings; nothing for what is not there.

    Raises:
        AskKloeError: the workshop is not there.
    """
    index = workshops.shared.index
    citations = workshops.view(identity).pack.citations
    citation = next((one for one in citations if str(one.number) == number), None)
    return dialog_html(citation, index, "workshop-place-title") if citation and index else ""
