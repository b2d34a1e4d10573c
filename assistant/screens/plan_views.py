"""From an address to a page of the screen "Action plan", and from a quote to the dialog that shows its place."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.plan.help import guide_help
from assistant.plan.items import ActionItem
from assistant.plan.meeting import summary
from assistant.screens.good_place import dialog_html
from assistant.screens.plan_add import add_html
from assistant.screens.plan_closed import closed_html
from assistant.screens.plan_details import details_html
from assistant.screens.plan_drafting import Drafts
from assistant.screens.plan_editor import Editing, editor_html
from assistant.screens.plan_files import files_html
from assistant.screens.plan_keeping import Plans
from assistant.screens.plan_list import list_html
from assistant.screens.plan_meeting import meeting_html
from assistant.screens.plan_parts import Shown, says
from assistant.screens.plan_table import table_html
from assistant.screens.plan_versions import version_html, versions_html
from assistant.source_view import framework_of
from assistant.store import StoreError
from assistant.store.plans import list_versions, open_plan, open_version
from assistant.types import Citation

if TYPE_CHECKING:
    from assistant.export.plan_import import ReadBack

_REFERENCE = re.compile(r"[A-Z]\d{1,6}")
_DRAFT = "draft:"
_HELP = "help:"


@dataclass(frozen=True)
class Pages:
    """The pages that one window can see."""

    plans: Plans

    def html(self, address: str, chosen: str = "") -> str:
        """The page of an address; ``chosen`` is the plan that drafts are to go into, if somebody chose one."""
        first, *rest = [part for part in address.split("/") if part] or [""]
        try:
            if not first:
                return self._list()
            if first == "add":
                return add_html(Drafts(self.plans).adding(chosen or next(iter(rest), "")))
            return self._plan(first, rest)
        except StoreError as error:
            return self._list(error.user_message)

    def _list(self, problem: str = "") -> str:
        try:
            return list_html(self.plans.cards(), self.plans.stray(), self.plans.living, problem=problem)
        except StoreError as error:
            return list_html((), (), self.plans.living, problem=problem or error.user_message)

    def _plan(self, identity: str, rest: list[str]) -> str:
        shown = self.plans.shown(identity)
        index = self.plans.shared.index
        match rest:
            case ["new"]:
                return editor_html(shown, Editing(ActionItem(), guide_help(index, "cause")))
            case ["closed"]:
                return closed_html(shown)
            case ["meeting"]:
                return meeting_html(shown, summary(shown.plan, shown.today))
            case ["versions"]:
                return versions_html(shown, list_versions(self.plans.store, self.plans.browser, identity))
            case ["versions", number] if number.isdecimal():
                then = open_version(self.plans.store, self.plans.browser, identity, int(number))
                return version_html(shown, then)
            case ["details"]:
                return details_html(shown, guide_help(index, "write"))
            case ["files"]:
                return files_html(shown, warning=_warning(shown))
            case [reference] if _REFERENCE.fullmatch(reference):
                return self._item(shown, reference)
        return table_html(shown)

    def _item(self, shown: Shown, reference: str) -> str:
        item = shown.plan.item(reference)
        if item is None:
            return table_html(shown, says("plan", "gone", reference=reference))
        index = self.plans.shared.index
        coded = next((quote.citation for quote in item.quotes if quote.citation.code), None)
        framework = framework_of(coded, index) if coded else ""
        names = {f.id: f.title.split(":")[0] for f in index.frameworks.values()} if index else {}
        return editor_html(shown, Editing(item, guide_help(index, "cause"), framework, names))

    def loaded_html(self, identity: str, loaded: "ReadBack", name: str) -> str:
        """The page that shows what a file would change.

        Raises:
            StoreError: the plan cannot be read.
        """
        shown = self.plans.shown(identity)
        return files_html(shown, loaded, name, warning=_warning(shown))

    def place_html(self, identity: str, place: str) -> str:
        """The dialog that shows a quote in its surroundings; nothing for what is not there.

        ``place`` is ``A3/2`` (an item's quote), ``draft:0/2`` (a draft's) or ``help:TOPIC/2``.
        """
        index = self.plans.shared.index
        citation = self._citation(identity, place)
        return dialog_html(citation, index, "plan-place-title") if citation and index else ""

    def _citation(self, identity: str, place: str) -> Citation | None:
        whose, _, number = place.partition("/")
        if whose.startswith(_HELP):
            found = guide_help(self.plans.shared.index, whose.removeprefix(_HELP))
        elif whose.startswith(_DRAFT):
            drafted = Drafts(self.plans).draft.drafted
            n = whose.removeprefix(_DRAFT)
            item = drafted[int(n)].item if n.isdecimal() and int(n) < len(drafted) else None
            found = _quotes(item)
        else:
            found = _quotes(open_plan(self.plans.store, self.plans.browser, identity).plan.item(whose))
        return next((citation for citation in found if str(citation.number) == number), None)


def _warning(shown: Shown) -> str:
    from assistant.export.plan_shared import names_warning  # Word's library takes long to import

    return names_warning(shown.plan)


def _quotes(item: ActionItem | None) -> tuple[Citation, ...]:
    return tuple(quote.citation for quote in item.quotes) if item else ()
