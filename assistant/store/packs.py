"""Workshop packs that are kept: what they are built from, so that they are built anew when they are opened."""

from collections.abc import Callable
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.store.packed import pack, unpack
from assistant.store.store import Store, StoreError
from assistant.store.tables import PackRow
from assistant.workshop.kept import KeptPack

_JSON = TypeAdapter(KeptPack)
_GONE = "This workshop is not on this computer any more; it may have been deleted in another window."
_NAME = "This workshop"


def keep_pack(store: Store, browser: str, kept: KeptPack) -> None:
    """Keep a new pack.

    Raises:
        StoreError: it could not be kept.
    """
    with store.session() as session:
        content = pack(_JSON, kept)
        session.add(PackRow(id=kept.id, browser=browser, name=kept.name, changed=datetime.now(), content=content))


def change_pack(store: Store, browser: str, identity: str, change: Callable[[KeptPack], KeptPack]) -> KeptPack:
    """Change what is kept of a pack, as it is now, and return it.

    Raises:
        StoreError: it could not be kept, or is not there any more; whatever ``change`` raises comes through.
    """
    with store.session() as session:
        row = _row(session, browser, identity)
        kept = change(unpack(_JSON, row.content, _NAME))
        row.name, row.changed, row.content = kept.name, datetime.now(), pack(_JSON, kept)
        return kept


def open_pack(store: Store, browser: str, identity: str) -> KeptPack:
    """What is kept of a pack.

    Raises:
        StoreError: it cannot be read, or is not there (any more).
    """
    with store.session() as session:
        return unpack(_JSON, _row(session, browser, identity).content, _NAME)


def list_packs(store: Store, browser: str) -> tuple[tuple[str, str, datetime], ...]:
    """Id, name and last change of the packs of a browser, the latest first.

    Raises:
        StoreError: the store cannot be read.
    """
    with store.session() as session:
        found = select(PackRow.id, PackRow.name, PackRow.changed).where(PackRow.browser == browser)
        return tuple((i, n, c) for i, n, c in session.execute(found.order_by(PackRow.changed.desc())))


def delete_pack(store: Store, browser: str, identity: str) -> None:
    """Delete what is kept of a pack; deleting what is not there is no error.

    Raises:
        StoreError: it could not be deleted.
    """
    with store.session() as session:
        session.execute(delete(PackRow).where(PackRow.id == identity, PackRow.browser == browser))


def _row(session: Session, browser: str, identity: str) -> PackRow:
    row = session.get(PackRow, identity)
    if row is None or row.browser != browser:
        raise StoreError(_GONE)
    return row
