"""Conversations that somebody chose to keep; a browser sees its own and no other's."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, select

from assistant.conversation import Conversation, new_id
from assistant.store.store import Store, StoreError
from assistant.store.tables import FeedbackRow, KeptRow

_TITLE_CHARS = 120
_JSON = TypeAdapter(Conversation)


@dataclass(frozen=True)
class Kept:
    """What a list of kept conversations shows of one."""

    id: str
    title: str
    changed: datetime


def keep(store: Store, browser: str, conversation: Conversation) -> Conversation:
    """Keep a conversation, or bring what is kept of it up to date; returns it as it was kept.

    If what is kept went on elsewhere (another window opened it), this becomes a conversation of its own.

    Raises:
        StoreError: it could not be kept.
    """
    with store.session() as session:
        row = session.get(KeptRow, conversation.id)
        if row is not None and (row.browser != browser or not _goes_on_from(conversation, _read(row))):
            conversation, row = replace(conversation, id=new_id()), None
        if row is None:
            row = KeptRow(id=conversation.id, browser=browser)
            session.add(row)
        row.title = " ".join(conversation.exchanges[0].question.split())[:_TITLE_CHARS]
        row.changed = datetime.now()
        row.content = _JSON.dump_json(conversation).decode()
    return conversation


def list_kept(store: Store, browser: str) -> tuple[Kept, ...]:
    """What a browser has kept, the latest first.

    Raises:
        StoreError: the store cannot be read.
    """
    with store.session() as session:
        rows = session.scalars(select(KeptRow).where(KeptRow.browser == browser).order_by(KeptRow.changed.desc()))
        return tuple(Kept(row.id, row.title, row.changed) for row in rows)


def open_kept(store: Store, browser: str, identity: str) -> Conversation | None:
    """A kept conversation of this browser, or None if there is none (any more).

    Raises:
        StoreError: the store cannot be read, or the conversation was written by another version.
    """
    with store.session() as session:
        row = session.get(KeptRow, identity)
        return _read(row) if row is not None and row.browser == browser else None


def delete_kept(store: Store, browser: str, identity: str) -> None:
    """Delete a kept conversation of this browser with what was thought of it; what is not there is no error.

    Raises:
        StoreError: it could not be deleted.
    """
    with store.session() as session:
        row = session.get(KeptRow, identity)
        if row is not None and row.browser == browser:
            session.execute(delete(FeedbackRow).where(FeedbackRow.conversation == identity))
            session.delete(row)


def _read(row: KeptRow) -> Conversation:
    try:
        return _JSON.validate_json(row.content)
    except ValidationError as error:
        raise StoreError("This conversation was kept by another version of AskKLOE and cannot be opened.") from error


def _goes_on_from(conversation: Conversation, before: Conversation) -> bool:
    earlier = [(e.question, e.answer) for e in before.exchanges]
    return [(e.question, e.answer) for e in conversation.exchanges[: len(earlier)]] == earlier
