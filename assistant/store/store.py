"""The open store: one session at a time, its errors in plain English, and deleting everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.store.tables import PREFERENCES, Base
from corpus.errors import AskKloeError

FILE = "askkloe.sqlite"
DAMAGED = "askkloe-damaged-"  # files that were set aside begin with this


class StoreError(AskKloeError):
    """Something could not be kept, read or deleted; the rest of AskKLOE works."""

    retryable = True


@dataclass(frozen=True)
class Store:
    """The store of one data folder; all windows share it.

    Attributes:
        folder: the data folder.
        engine: the open file, or None if it cannot be used.
        said: what people should know about it; if there is no engine, why.
    """

    folder: Path
    engine: Engine | None
    said: str = ""

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that is committed at the end, or not at all.

        Raises:
            StoreError: the file cannot be used.
        """
        if self.engine is None:
            raise StoreError(self.said)
        try:
            with Session(self.engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            raise StoreError(why_not(error, self.folder)) from error

    def delete_everything(self) -> None:
        """Delete what people did, in all tables and in files that were set aside; what they prefer stays.

        Raises:
            StoreError: not everything could be deleted.
        """
        with self.session() as session:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name != PREFERENCES:
                    session.execute(delete(table))
        if self.engine is None:
            return
        try:
            with self.engine.connect() as connection:
                connection.connection.cursor().execute("VACUUM")
            for file in self.folder.glob(f"{DAMAGED}*"):
                file.unlink()
        except (OSError, SQLAlchemyError) as error:
            raise StoreError(f"Not everything could be deleted. {why_not(error, self.folder)}") from error


def why_not(error: Exception, folder: Path) -> str:
    """Why something could not be kept, and what to do, in one line."""
    text = str(error).lower()
    if "full" in text or "no space" in text:
        why = "the disk is full. Make room on it"
    elif "readonly" in text or "read-only" in text or isinstance(error, OSError) or "unable to open" in text:
        why = f"the folder {folder} cannot be written to. Choose another one with ASKKLOE_DATA"
    elif "locked" in text:
        why = "another program is using the file. Close it"
    else:
        why = f"the file in {folder} could not be used ({type(error).__name__}). Close AskKLOE"
    return f"Nothing can be kept on this computer: {why}, then start again. You can go on asking."
