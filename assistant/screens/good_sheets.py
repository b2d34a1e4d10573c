"""Where check sheets live: kept on this computer if that is allowed, otherwise in the window only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from html import escape

from assistant.good.books import Unit
from assistant.good.sheets import Mark, Sheet
from assistant.screens.good_check import Keeping
from assistant.screens.shared import Shared
from assistant.store import StoreError
from assistant.store.sheets import change_sheet, delete_sheet, list_sheets, open_sheet


@dataclass(frozen=True)
class Sheets:
    """The sheets of all windows."""

    shared: Shared

    def open(self, window: str, browser: str, unit: Unit) -> tuple[Sheet, Keeping]:
        """A sheet as this window last left it, and whether what is changed now will be kept.

        Raises:
            StoreError: what is kept of it cannot be read.
        """
        key = (unit.framework.id, unit.code)
        store, may_keep = self.shared.store, self.shared.may_keep()
        kept = open_sheet(store, browser, key) if store.engine is not None else None
        here = next((sheet for sheet in self.shared.windows.sheets(window) if sheet.key == key), None)
        why_not = store.said if store.engine is None else ""
        return here or kept or Sheet(*key), Keeping(may_keep, why_not, before=kept is not None)

    def mark(self, window: str, browser: str, unit: Unit, marks: Sequence[Mark]) -> str:
        """Put marks on a sheet; says as HTML where they live now."""
        key, now = (unit.framework.id, unit.code), datetime.now()
        here = next((sheet for sheet in self.shared.windows.sheets(window) if sheet.key == key), None)

        def change(sheet: Sheet) -> Sheet:
            return reduce(lambda so_far, mark: so_far.marked(mark, unit.framework.version, now), marks, sheet)

        why = "Held in this window only."
        if self.shared.may_keep():
            try:
                before = here.marks if here else ()
                change_sheet(self.shared.store, browser, key, lambda kept: change(_with(kept, before, unit, now)))
            except StoreError as error:
                why = f"{error.user_message} {why}"
            else:
                self.shared.windows.hold_sheet(window, Sheet(*key))
                return f"Kept on this computer at {now:%H:%M}."
        self.shared.windows.hold_sheet(window, change(here or self._kept(browser, key)))
        return escape(why)

    def delete(self, window: str, browser: str, unit: Unit) -> None:
        """Delete all marks of a sheet, in the window and on this computer.

        Raises:
            StoreError: what is kept could not be deleted.
        """
        key = (unit.framework.id, unit.code)
        if self.shared.store.engine is not None:
            delete_sheet(self.shared.store, browser, key)
        self.shared.windows.hold_sheet(window, Sheet(*key))

    def begun(self, window: str, browser: str) -> tuple[Sheet, ...]:
        """The sheets that can be taken up again; none if what is kept cannot be read."""
        here = {sheet.key: sheet for sheet in self.shared.windows.sheets(window)}
        try:
            kept = list_sheets(self.shared.store, browser) if self.shared.store.engine is not None else ()
        except StoreError:
            kept = ()
        return (*here.values(), *(sheet for sheet in kept if sheet.key not in here))

    def _kept(self, browser: str, key: tuple[str, str]) -> Sheet:
        try:
            kept = open_sheet(self.shared.store, browser, key) if self.shared.store.engine is not None else None
        except StoreError:
            kept = None
        return kept or Sheet(*key)


def _with(sheet: Sheet, marks: Sequence[Mark], unit: Unit, now: datetime) -> Sheet:
    """A kept sheet with what was only held in a window put on it."""
    return reduce(lambda so_far, mark: so_far.marked(mark, unit.framework.version, now), marks, sheet)
