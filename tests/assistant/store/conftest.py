import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from assistant.conversation import Conversation
from assistant.store import open_store
from assistant.store.opening import MIGRATIONS
from assistant.store.store import FILE
from assistant.types import Answer, AnswerKind, Block, Citation, Notice, Role
from corpus.types import Span

CITED = Citation(
    1, "p1", "guide", "The guide", "000.txt", "tip", ("Top tips", "“Quoted”"), "page 3", "Store medicines well.",
    (Span(3, 9), Span(12, 20)), "Publisher, “The guide” (2019); advice", level="Good", code="S4",
)  # fmt: skip
ANSWER = Answer(
    AnswerKind.ANSWERED,
    (Block(Role.OURS, "Here it is:"), Block(Role.QUOTE, CITED.quote, (1,))),
    (CITED,),
    (Notice("n", "Dated.", (1,)),),
    ("And then?",),
)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "data")


@pytest.fixture
def older_store(tmp_path):
    """Makes a data folder as an older version left it: up to a migration, with what is written into it."""

    def make(version, *statements):
        folder = tmp_path / f"from-{version}"
        folder.mkdir()
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        engine = create_engine(f"sqlite:///{folder / FILE}")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, version)
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()
        return folder

    return make


@pytest.fixture
def conversation():
    return Conversation().plus("How do we\nstore medicines?", ANSWER)


@pytest.fixture
def answer():
    return ANSWER
