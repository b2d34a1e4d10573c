"""The language model that is set on the page: where it answers, and whether it is used. There is at most one."""

from dataclasses import dataclass, field

from sqlalchemy import delete, select

from assistant.store.store import Store
from assistant.store.tables import LanguageModelRow


@dataclass(frozen=True)
class KeptModel:
    """What is kept of a model; the key is never shown, also not in this value's own words.

    ``seconds`` is how long an answer may take, ``used`` whether the model writes answers now.
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    seconds: int = 120
    used: bool = False


def kept_model(store: Store) -> KeptModel | None:
    """The model that was set; None if none was, or if nothing can be kept.

    Raises:
        StoreError: the store cannot be read.
    """
    if store.engine is None:
        return None
    with store.session() as session:
        row = session.scalars(select(LanguageModelRow)).first()
        return KeptModel(row.url, row.name, row.key, row.seconds, row.used) if row else None


def keep_model(store: Store, model: KeptModel) -> None:
    """Keep a model in place of the one before.

    Raises:
        StoreError: it could not be kept.
    """
    with store.session() as session:
        session.execute(delete(LanguageModelRow))
        session.add(
            LanguageModelRow(url=model.url, name=model.name, key=model.key, seconds=model.seconds, used=model.used)
        )


def forget_model(store: Store) -> None:
    """Delete what was set, with its key; nothing set is no error.

    Raises:
        StoreError: it could not be deleted.
    """
    with store.session() as session:
        session.execute(delete(LanguageModelRow))
