"""Values that a browser keeps under a name, each browser its own: reports that were read, workshops that were made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.store.packed import pack, unpack
from assistant.store.store import Store, StoreError
from assistant.store.tables import ShelfRow


class Named(Protocol):
    """What can be put on a shelf."""

    @property
    def id(self) -> str:
        """Its key."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...


T = TypeVar("T", bound=Named)


@dataclass(frozen=True)
class Shelf(Generic[T]):
    """One kind of value: its table, its JSON, and what people call it ("this report")."""

    row: type[ShelfRow]
    json: TypeAdapter[T]
    called: str

    def keep(self, store: Store, browser: str, value: T) -> None:
        """Keep a new value.

        Raises:
            StoreError: it could not be kept.
        """
        with store.session() as session:
            content = pack(self.json, value)
            row = self.row(id=value.id, browser=browser, name=value.name, changed=datetime.now(), content=content)
            session.add(row)

    def change(self, store: Store, browser: str, identity: str, change: Callable[[T], T]) -> T:
        """Change a value, as it is now, and return it.

        Raises:
            StoreError: it could not be kept, or is not there any more; whatever ``change`` raises comes through.
        """
        with store.session() as session:
            row = self._row(session, browser, identity)
            value = change(self._read(row))
            row.name, row.changed, row.content = value.name, datetime.now(), pack(self.json, value)
            return value

    def open(self, store: Store, browser: str, identity: str) -> T:
        """A kept value.

        Raises:
            StoreError: it cannot be read, or is not there (any more).
        """
        with store.session() as session:
            return self._read(self._row(session, browser, identity))

    def list(self, store: Store, browser: str) -> tuple[tuple[str, str, datetime], ...]:
        """Id, name and last change of what a browser keeps, the latest first.

        Raises:
            StoreError: the store cannot be read.
        """
        with store.session() as session:
            found = select(self.row.id, self.row.name, self.row.changed).where(self.row.browser == browser)
            return tuple((i, n, c) for i, n, c in session.execute(found.order_by(self.row.changed.desc())))

    def delete(self, store: Store, browser: str, identity: str) -> None:
        """Delete a value; deleting what is not there is no error.

        Raises:
            StoreError: it could not be deleted.
        """
        with store.session() as session:
            session.execute(delete(self.row).where(self.row.id == identity, self.row.browser == browser))

    def _read(self, row: ShelfRow) -> T:
        return unpack(self.json, row.content, self.called.capitalize())

    def _row(self, session: Session, browser: str, identity: str) -> ShelfRow:
        row = session.get(self.row, identity)
        if row is None or row.browser != browser:
            raise StoreError(
                f"{self.called.capitalize()} is not on this computer any more; it may have been deleted in another "
                "window."
            )
        return row
