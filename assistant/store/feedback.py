"""What people thought of answers: stored on this computer, for the people who use it to read."""

import csv
import io
from datetime import datetime

from sqlalchemy import func, select

from assistant.conversation import Conversation
from assistant.store.store import Store
from assistant.store.tables import FeedbackRow

WHY_CHARS = 500
_COLUMNS = ("given", "useful", "why", "question", "kind", "quotes")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so would be calculated by a spreadsheet


def give_feedback(store: Store, conversation: Conversation, turn: int) -> None:
    """Store what was thought of one answer, instead of what was stored about it before.

    Raises:
        StoreError: it could not be stored.
    """
    exchange = conversation.exchanges[turn - 1]
    places = [" › ".join((c.document_title, *c.heading, c.locator)).strip(" ›") for c in exchange.answer.citations]
    row = FeedbackRow(
        conversation=conversation.id,
        turn=turn,
        given=datetime.now().replace(microsecond=0),
        question=exchange.question,
        kind=exchange.answer.kind.value,
        quotes="\n".join(places),
        useful=bool(exchange.useful),
        why=exchange.why,
    )
    with store.session() as session:
        session.merge(row)


def count_feedback(store: Store) -> int:
    """How many answers somebody has said something about.

    Raises:
        StoreError: the store cannot be read.
    """
    with store.session() as session:
        return session.scalar(select(func.count()).select_from(FeedbackRow)) or 0


def feedback_csv(store: Store) -> str:
    """All feedback as a table for a spreadsheet, oldest first.

    Raises:
        StoreError: the store cannot be read.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    with store.session() as session:
        for row in session.scalars(select(FeedbackRow).order_by(FeedbackRow.given)):
            useful = "yes" if row.useful else "no"
            writer.writerow(map(_cell, (str(row.given), useful, row.why, row.question, row.kind, row.quotes)))
    return text.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
