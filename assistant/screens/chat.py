"""The chat: a question box, answers with numbered citations, and the sources beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.screens.conversation import Conversation
from assistant.screens.examples import example_groups
from assistant.screens.handlers import SUGGESTIONS, Handlers, Screen
from assistant.screens.page import HEADER, INTRO, conversation_html, progress_html
from assistant.screens.start import Start

SCRIPT = Path(__file__).resolve().with_name("chat.js")
_EVENT: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}


def build_chat(start: Start) -> gr.Blocks:
    """The page, over an assistant that is being made ready."""
    script = SCRIPT.read_text(encoding="utf-8")
    with gr.Blocks(analytics_enabled=False, title="AskKLOE", fill_width=True) as page:
        gr.HTML(HEADER, apply_default_css=False)
        with gr.Row(elem_id="columns", equal_height=False):
            with gr.Column(elem_id="chat"):
                progress = _html(progress_html(start.progress), "progress")
                retry = gr.Button("Try again", visible=False, elem_id="retry")
                with gr.Column(elem_id="empty") as empty:
                    _html(INTRO, "intro")
                    examples = _examples()
                conversation = _html(conversation_html(Conversation(), None), "conversation", script)
                working = _html("", "working")
                with gr.Column(elem_id="next", visible=False) as following:
                    _html('<h2 class="small-title">You could ask next</h2>')
                    suggestions = tuple(gr.Button("", elem_classes="ask-this") for _ in range(SUGGESTIONS))
                with gr.Column(elem_id="form"):
                    problem = _html("", "problem")
                    with gr.Row(elem_id="ask-row", equal_height=False):
                        question = gr.Textbox(
                            label="Your question", lines=1, max_lines=6, elem_id="question-box", scale=1, container=True
                        )
                        send = gr.Button("Ask", variant="primary", elem_id="send", scale=0)
                    with gr.Row(elem_id="tools", equal_height=False):
                        with gr.Accordion("Search in: all documents", open=False, elem_id="search-in") as search_in:
                            documents = gr.CheckboxGroup(
                                [], label="Search only in these (choose none to search in all)", elem_id="documents"
                            )
                        clear = gr.Button("Clear chat", visible=False, elem_id="clear", scale=0)
            with gr.Column(elem_id="side", visible=False) as side:
                panel = _html("", "panel", script)
        screen = Screen(
            progress, retry, empty, conversation, working, problem, following, suggestions, question, search_in,
            documents, clear, side, panel, gr.State(Conversation()),
        )  # fmt: skip
        _connect(page, Handlers(start, screen), [send, *examples])
    return page


def _html(value: str, elem_id: str | None = None, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=script)


def _examples() -> list[gr.Button]:
    buttons = []
    with gr.Row(elem_id="examples", equal_height=False):
        for group in example_groups():
            with gr.Column(min_width=220):
                _html(f'<h2 class="small-title">{group.who}</h2>')
                buttons += [gr.Button(text, elem_classes="ask-this") for text in group.questions]
    return buttons


def _connect(page: gr.Blocks, handlers: Handlers, buttons: Sequence[gr.Button]) -> None:
    """Say what happens on each event; the first of ``buttons`` sends the box, the others ask what is on them."""
    screen = handlers.screen
    ready = [screen.progress, screen.retry, screen.documents]
    page.load(handlers.follow, outputs=ready, **_EVENT)
    screen.retry.click(handlers.try_again, outputs=ready, **_EVENT)
    answered = [
        screen.empty, screen.conversation, screen.working, screen.problem, screen.next, *screen.suggestions,
        screen.question, screen.search_in, screen.clear, screen.side, screen.panel, screen.state,
    ]  # fmt: skip
    once: dict[str, Any] = {**_EVENT, "outputs": answered, "trigger_mode": "once"}
    held = [screen.state, screen.documents]
    gr.on([screen.question.submit, buttons[0].click], handlers.ask, [screen.question, *held], **once)
    for button in [*buttons[1:], *screen.suggestions]:
        button.click(handlers.ask, [button, *held], **once)
    screen.clear.click(handlers.clear, outputs=answered, **_EVENT)
    screen.documents.change(handlers.describe_filter, screen.documents, screen.search_in, **_EVENT)
    for html in (screen.conversation, screen.panel):
        html.click(handlers.open_source, screen.state, [screen.panel], **_EVENT)
