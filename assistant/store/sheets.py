"""Check sheets that are kept: one for each browser, framework and KLOE; a browser sees its own and no other's."""

from collections.abc import Callable
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, select

from assistant.good.sheets import Sheet
from assistant.store.store import Store, StoreError
from assistant.store.tables import SheetRow

_JSON = TypeAdapter(Sheet)


def change_sheet(store: Store, browser: str, key: tuple[str, str], change: Callable[[Sheet], Sheet]) -> Sheet:
    """Change what is kept of one sheet (or begin it) and return it; another window's change is not lost by it.

    Raises:
        StoreError: it could not be kept.
    """
    with store.session() as session:
        row = session.get(SheetRow, (browser, *key))
        sheet = change(_read(row) if row else Sheet(*key))
        if not sheet.marks:
            if row:
                session.delete(row)
            return sheet
        if row is None:
            row = SheetRow(browser=browser, framework=key[0], unit=key[1])
            session.add(row)
        row.changed = sheet.changed or datetime.now()
        row.content = _JSON.dump_json(sheet).decode()
    return sheet


def open_sheet(store: Store, browser: str, key: tuple[str, str]) -> Sheet | None:
    """A kept sheet, or None if there is none.

    Raises:
        StoreError: the store cannot be read, or the sheet was written by another version.
    """
    with store.session() as session:
        row = session.get(SheetRow, (browser, *key))
        return _read(row) if row else None


def list_sheets(store: Store, browser: str) -> tuple[Sheet, ...]:
    """All sheets that a browser has kept, the latest first.

    Raises:
        StoreError: the store cannot be read, or a sheet was written by another version.
    """
    with store.session() as session:
        rows = session.scalars(select(SheetRow).where(SheetRow.browser == browser).order_by(SheetRow.changed.desc()))
        return tuple(_read(row) for row in rows)


def delete_sheet(store: Store, browser: str, key: tuple[str, str]) -> None:
    """Delete a sheet; deleting what is not there is no error.

    Raises:
        StoreError: it could not be deleted.
    """
    chosen = (SheetRow.browser == browser, SheetRow.framework == key[0], SheetRow.unit == key[1])
    with store.session() as session:
        session.execute(delete(SheetRow).where(*chosen))


def _read(row: SheetRow) -> Sheet:
    try:
        return _JSON.validate_json(row.content)
    except ValidationError as error:
        raise StoreError("This sheet was kept by another version of AskKLOE and cannot be opened.") from error
