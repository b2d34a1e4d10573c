"""Opening the store: the file is checked, brought up to date, or set aside when it is damaged."""

import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from assistant.store.store import DAMAGED, FILE, Store, StoreError, why_not
from assistant.store.tables import Base

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
BUSY_S = 5
_SIDE_FILES = ("", "-journal", "-wal", "-shm")
_DAMAGED_FILE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def open_store(folder: Path) -> Store:
    """The store of a data folder. If it cannot be used, it is a store that keeps nothing and says why."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        said = ""
        if _is_damaged(folder / FILE):
            said = _set_aside(folder)
        engine = _engine(folder / FILE)
        with engine.begin() as connection:
            _bring_up_to_date(connection)
        if os.name == "posix":
            (folder / FILE).chmod(0o600)
    except StoreError as error:
        return Store(folder, None, error.user_message)
    except (OSError, SQLAlchemyError) as error:
        return Store(folder, None, why_not(error, folder))
    return Store(folder, engine, said)


def window_store() -> Store:
    """A store in memory, for what may live in one window only."""
    one = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}  # a second connection would see another store
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, **one)
    Base.metadata.create_all(engine)
    return Store(Path(), engine)


def _engine(file: Path) -> Engine:
    address = URL.create("sqlite", database=str(file))
    engine = create_engine(address, connect_args={"timeout": BUSY_S, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
        connection.isolation_level = None  # the driver would commit before a change of tables; "begin" below does it
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted does not stay in the file
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _bring_up_to_date(connection: Connection) -> None:
    """Run the migrations that the file does not have.

    Raises:
        StoreError: the file is from a newer version.
    """
    from alembic import command  # only needed here, and not quick to import
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    known = {revision.revision for revision in script.walk_revisions()}
    has = MigrationContext.configure(connection).get_current_revision()
    if has == script.get_current_head():
        return
    if has is not None and has not in known:
        raise StoreError(
            "What is kept on this computer was written by a newer version of AskKLOE. It was left as it is. "
            "Nothing is kept until you start the newer version."
        )
    command.upgrade(config, "head")


def _is_damaged(file: Path) -> bool:
    if not file.exists() or not file.stat().st_size:
        return False
    connection = sqlite3.connect(file, timeout=BUSY_S)
    try:
        return connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode not in _DAMAGED_FILE:
            return False  # locked or unreadable, which is not damage
        return True
    finally:
        connection.close()


def _set_aside(folder: Path) -> str:
    """Rename a damaged file, so that nothing is lost that could be mended; returns what to tell people."""
    name = f"{DAMAGED}{datetime.now():%Y-%m-%d-%H%M%S-%f}.sqlite"
    for end in _SIDE_FILES:
        file = folder / f"{FILE}{end}"
        if file.exists():
            file.rename(folder / f"{name}{end}")
    return f"The file of kept conversations was damaged. It was set aside as {name} and a new, empty one was started."
