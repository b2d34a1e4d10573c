"""Settings that are made on the screen."""

from assistant.store.store import Store
from assistant.store.tables import ChoiceRow

_KEEPING = "keeping"


def may_keep(store: Store) -> bool:
    """Whether conversations and feedback may be kept; no if the store cannot be used.

    Raises:
        StoreError: the store cannot be read.
    """
    if store.engine is None:
        return False
    with store.session() as session:
        row = session.get(ChoiceRow, _KEEPING)
        return row is None or row.value == "on"


def choose_keeping(store: Store, *, on: bool) -> None:
    """Switch keeping on or off.

    Raises:
        StoreError: the choice could not be stored.
    """
    with store.session() as session:
        session.merge(ChoiceRow(name=_KEEPING, value="on" if on else "off"))
