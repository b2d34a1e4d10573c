"""The plan of rooms: which module may import which, and how long a module may be."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("corpus", "ingest", "assistant", "evals")
MAX_LINES = 400
# Which rooms a room may look into besides itself (design.md, section 3); app.py is a room of its own.
ROOM_DOORS = {
    "corpus": set(),
    "ingest": {"corpus"},
    "assistant": {"corpus"},
    "evals": {"corpus", "assistant"},
    "app": {"corpus", "assistant"},
}
# Libraries that only some places may know: a file, or a folder with everything in it.
LIBRARY_DOORS = {
    "gradio": ("app.py", "assistant/screens/"),
    "chromadb": ("corpus/store.py",),
    "bm25s": ("corpus/store.py",),
    "pypdf": ("corpus/readers/",),
    "docx": ("corpus/readers/", "assistant/export/", "evals/make_plans.py"),
    "openpyxl": ("assistant/export/",),
    "pptx": ("assistant/export/",),
    "govuk_bank_holidays": ("assistant/report/",),
    "sqlalchemy": ("assistant/store/",),
    "alembic": ("assistant/store/",),
    # evals/child.py uses nothing of it: how long importing it takes is what it measures.
    "llama_index": (
        "corpus/store.py",
        "corpus/model.py",
        "assistant/generate/model.py",
        "evals/peers.py",
        "evals/child.py",
    ),
    # What talks to a language model, and the only place that opens a connection to anywhere.
    "openai": ("assistant/generate/",),
    "httpx": ("assistant/generate/",),
}


def modules():
    """Every module of ours, as a path from the root."""
    found = [path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return sorted(path.as_posix() for path in [Path("app.py"), *found])


def imported(module, source):
    """Names of the modules that a module imports, wherever it does, also by name at run time."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(level=0):
                yield node.module
            case ast.ImportFrom():
                package = Path(module).parts[: -node.level]
                names = [node.module] if node.module else [alias.name for alias in node.names]
                yield from (".".join((*package, name)) for name in names)
            case ast.Call(
                func=ast.Name(id=called) | ast.Attribute(attr=called), args=[ast.Constant(value=str(name)), *_]
            ):
                if called in {"import_module", "__import__"}:
                    yield name


def forbidden(module, source):
    """The imports of a module for which there is no door."""
    room = module.removesuffix(".py").split("/")[0]
    for name in imported(module, source):
        top = name.split(".")[0]
        if top in (*ROOMS, "app", "tests") and top != room and top not in ROOM_DOORS[room]:
            yield name
        if top in LIBRARY_DOORS and not module.startswith(LIBRARY_DOORS[top]):
            yield name


@pytest.mark.parametrize("module", modules())
def test_module_opens_no_door_that_the_plan_does_not_have(module):
    assert list(forbidden(module, (ROOT / module).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("module", modules())
def test_module_is_not_too_long_to_read(module):
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_all_rooms_are_looked_at():
    assert {module.split("/")[0] for module in modules()} == {*ROOMS, "app.py"}
    assert len(modules()) > 50


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("corpus/text.py", "from assistant.types import Answer"),
        ("corpus/readers/plain.py", "import ingest.chunk"),
        ("ingest/pipeline.py", "import evals"),
        ("ingest/pipeline.py", "from assistant import open"),
        ("assistant/open.py", "def f():\n    from ingest.pipeline import ingest"),
        ("assistant/open.py", "import corpus.text, evals.gold as g"),
        ("assistant/screens/chat.py", "from ...evals import gold"),
        ("evals/child.py", "from ingest import pipeline"),
        ("evals/child.py", "import importlib\nimportlib.import_module('ingest.pipeline')"),
        ("evals/child.py", "__import__('app')"),
        ("app.py", "import ingest"),
        ("assistant/open.py", "from tests.conftest import WordEncoder"),
        ("assistant/view.py", "import gradio as gr"),
        ("assistant/search.py", "import chromadb.errors"),
        ("corpus/index.py", "import bm25s"),
        ("ingest/pipeline.py", "from pypdf import PdfReader"),
        ("evals/report.py", "from llama_index.core import Document"),
    ],
)
def test_door_that_is_not_in_the_plan_is_found(module, source):
    assert len(list(forbidden(module, source))) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("corpus/index.py", "from corpus.store import VectorStore\nfrom .text import fold\nfrom . import words"),
        ("corpus/store.py", "import chromadb, bm25s, llama_index.core"),
        ("corpus/readers/extract.py", "from pypdf import PdfReader"),
        ("evals/timing.py", "from assistant.open import open_assistant\nfrom corpus.types import Span"),
        ("assistant/screens/chat.py", "import gradio"),
        ("app.py", "import gradio\nfrom assistant.screens.window import window"),
        ("evals/child.py", "'from ingest import pipeline'"),
    ],
)
def test_door_that_is_in_the_plan_is_open(module, source):
    assert list(forbidden(module, source)) == []
