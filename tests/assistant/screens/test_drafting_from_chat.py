from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.screens.acting import Acting
from assistant.screens.conversation_page import conversation_html
from assistant.screens.handlers import Handlers, Parts
from assistant.screens.shared import Shared
from assistant.screens.start import Progress
from assistant.store import open_store

BUTTON = 'data-do="draft"'


@pytest.fixture(scope="module")
def parts():
    names = [name for name in Parts.__dataclass_fields__ if name != "suggestions"]
    with gr.Blocks(analytics_enabled=False):
        return Parts(**{name: gr.HTML() for name in names}, suggestions=tuple(gr.Button() for _ in range(3)))


@pytest.fixture
def handlers(assistant, parts, tmp_path):
    start = SimpleNamespace(assistant=assistant, progress=Progress("Ready", ready=True))
    return Handlers(Shared(start, open_store(tmp_path / "data")), parts)


def asked(handlers, question):
    list(handlers.ask(question, [], "w", "b"))
    return handlers.shared.windows.held("w").conversation


def drafted(handlers, turn):
    shown = Acting(handlers.shared, handlers).act("w", "b", gr.EventData(None, {"do": "draft", "turn": turn}))
    return shown[handlers.parts.errand]


def test_an_answer_becomes_actions_made_of_its_quotes(handlers):
    conversation = asked(handlers, "How can we improve our medication process?")
    assert BUTTON in conversation_html(conversation, None)
    assert "plan/add" in drafted(handlers, 1)
    items = [one.item for one in handlers.shared.windows.draft("w").drafted]
    quoted = {citation.quote for citation in conversation.exchanges[0].answer.citations}
    tasks = [task for item in items for task in item.tasks if task.quote]
    assert any(task.text in quoted for task in tasks)
    assert all(item.reference == item.lead == "" and item.due is None for item in items)


def test_what_is_no_answer_offers_no_actions(handlers):
    conversation = asked(handlers, "What is the capital of France?")
    assert BUTTON not in conversation_html(conversation, None)
    assert "plan/add" not in str(drafted(handlers, 1))
    assert handlers.shared.windows.draft("w").drafted == ()


@pytest.mark.parametrize("turn", [0, 7, "1", None])
def test_a_turn_that_is_not_there_drafts_nothing(handlers, turn):
    drafted(handlers, turn)
    assert handlers.shared.windows.draft("w").drafted == ()
