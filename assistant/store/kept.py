"""Conversations that somebody chose to keep; a browser sees its own and no other's."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, select

from assistant.conversation import Conversation, new_id
from assistant.store.store import Store, StoreError
from assistant.store.tables import FeedbackRow, KeptRow
from assistant.view import answer_text

NAME_CHARS = 120
_JSON = TypeAdapter(Conversation)


@dataclass(frozen=True)
class Kept:
    """What a list of kept conversations shows of one; ``title`` is its name, or else its first question."""

    id: str
    title: str
    changed: datetime
    named: bool = False


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
            row = KeptRow(id=conversation.id, browser=browser, name="")
            session.add(row)
        row.title = " ".join(conversation.exchanges[0].question.split())[:NAME_CHARS]
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
        return tuple(Kept(row.id, row.name or row.title, row.changed, bool(row.name)) for row in rows)


def find_kept(store: Store, browser: str, text: str) -> tuple[Kept, ...]:
    """Those of a browser's conversations that hold every word of a text, in their name or in what was said in them.

    A conversation that another version wrote is found by its name alone.

    Raises:
        StoreError: the store cannot be read.
    """
    wanted = text.casefold().split()
    with store.session() as session:
        rows = session.scalars(select(KeptRow).where(KeptRow.browser == browser).order_by(KeptRow.changed.desc()))
        held = [(row, f"{row.name} {row.title} {_words(row)}".casefold()) for row in rows]
        found = [row for row, words in held if all(word in words for word in wanted)]
        return tuple(Kept(row.id, row.name or row.title, row.changed, bool(row.name)) for row in found)


def name_kept(store: Store, browser: str, identity: str, name: str) -> None:
    """Give a kept conversation a name; an empty one gives it back its first question.

    Raises:
        StoreError: it could not be changed, or is not there any more.
    """
    with store.session() as session:
        row = session.get(KeptRow, identity)
        if row is None or row.browser != browser:
            raise StoreError("This conversation is not kept any more; it may have been deleted in another window.")
        given = " ".join(name.split())[:NAME_CHARS]
        row.name = "" if given == row.title else given


def name_of_kept(store: Store, browser: str, identity: str) -> str:
    """The name of a kept conversation or else its first question; "" if there is none.

    Raises:
        StoreError: the store cannot be read.
    """
    with store.session() as session:
        row = session.get(KeptRow, identity)
        return "" if row is None or row.browser != browser else row.name or row.title


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


def _words(row: KeptRow) -> str:
    """All that was asked and answered in a conversation."""
    try:
        exchanges = _JSON.validate_json(row.content).exchanges
    except ValidationError:
        return ""
    return " ".join(f"{e.question} {answer_text(e.answer)}" for e in exchanges)


def _read(row: KeptRow) -> Conversation:
    try:
        return _JSON.validate_json(row.content)
    except ValidationError as error:
        raise StoreError("This conversation was kept by another version of AskKLOE and cannot be opened.") from error


def _goes_on_from(conversation: Conversation, before: Conversation) -> bool:
    earlier = [(e.question, e.answer) for e in before.exchanges]
    return [(e.question, e.answer) for e in conversation.exchanges[: len(earlier)]] == earlier
