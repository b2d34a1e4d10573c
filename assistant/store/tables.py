"""The tables of the store. A new table is a class here and a migration beside it in `migrations/versions`."""

from datetime import datetime

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

PREFERENCES = "choice"  # the one table that "delete everything" leaves: it says what a person wants, not what they did


class Base(DeclarativeBase):
    """The base of all tables; constraints have names, so that a migration can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class KeptRow(Base):
    """A conversation that somebody chose to keep; ``browser`` is the random id of the browser it belongs to."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(primary_key=True)
    browser: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]  # the first question
    changed: Mapped[datetime]
    content: Mapped[str]  # the `Conversation` as JSON
    name: Mapped[str] = mapped_column(default="", server_default="")  # given by a person, or ""


class FeedbackRow(Base):
    """What somebody thought of one answer."""

    __tablename__ = "feedback"

    conversation: Mapped[str] = mapped_column(primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    given: Mapped[datetime]
    question: Mapped[str]
    kind: Mapped[str]  # of the answer
    quotes: Mapped[str]  # the places it cited, one a line
    useful: Mapped[bool]
    why: Mapped[str]


class SheetRow(Base):
    """What somebody ticked and wrote when they checked their service against one KLOE; one of each a browser."""

    __tablename__ = "check_sheet"

    browser: Mapped[str] = mapped_column(primary_key=True)
    framework: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    changed: Mapped[datetime]
    content: Mapped[str]  # the `Sheet` as JSON


class PlanRow(Base):
    """An action plan; ``version`` is the number of its latest version."""

    __tablename__ = "plan"

    id: Mapped[str] = mapped_column(primary_key=True)
    browser: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    changed: Mapped[datetime]
    version: Mapped[int]


class PlanVersionRow(Base):
    """A plan as it was after one change; nothing in it is ever changed."""

    __tablename__ = "plan_version"

    plan: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    made: Mapped[datetime]
    what: Mapped[str]
    content: Mapped[bytes]  # the `ActionPlan` as JSON, compressed


class ShelfRow(Base):
    """A value that a browser keeps under a name; each kind has a table of its own."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(primary_key=True)
    browser: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    changed: Mapped[datetime]
    content: Mapped[bytes]  # as JSON, compressed


class ReportRow(ShelfRow):
    """What was read out of a report, with what people said of it (`Report`); the file is not kept."""

    __tablename__ = "report"


class PackRow(ShelfRow):
    """What a kept workshop pack is built from (`KeptPack`)."""

    __tablename__ = "pack"


class LanguageModelRow(Base):
    """The language model that is set on the page; one at most."""

    __tablename__ = "language_model"

    name: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    key: Mapped[str]  # what its server asks for, or ""
    seconds: Mapped[int]
    used: Mapped[bool]


class ChoiceRow(Base):
    """A setting that is made on the screen."""

    __tablename__ = PREFERENCES

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
