"""The chat: a question box, answers with numbered citations, and the sources beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.conversation import Conversation
from assistant.screens.acting import Acting
from assistant.screens.conversation_page import conversation_html
from assistant.screens.examples import example_groups
from assistant.screens.handlers import SUGGESTIONS, Handlers, Parts
from assistant.screens.page import intro_html, progress_html
from assistant.screens.shared import EVENT, WHO, Frame, html

SCRIPT = Path(__file__).resolve().with_name("chat.js")


def build_chat(frame: Frame) -> None:
    """The chat, over an assistant that is being made ready."""
    script = SCRIPT.read_text(encoding="utf-8")
    with gr.Row(elem_id="columns", equal_height=False):
        with gr.Column(elem_id="chat"):
            progress = html(progress_html(frame.shared.start.progress), "progress")
            retry = gr.Button("Try again", visible=False, elem_id="retry")
            with gr.Column(elem_id="empty") as empty:
                intro = html(intro_html(frame.shared.sent_to()), "intro")
                examples = _examples()
                kept = html("", "kept", script)
            conversation = html(conversation_html(Conversation(), None), "conversation", script)
            working = html("", "working", script)
            with gr.Column(elem_id="next", visible=False) as following:
                html('<h2 class="small-title">You could ask next</h2>')
                suggestions = tuple(gr.Button("", elem_classes="ask-this") for _ in range(SUGGESTIONS))
            tools = html("", "tools", script)
            with gr.Column(elem_id="form"):
                problem = html("", "problem")
                with gr.Row(elem_id="ask-row", equal_height=False):
                    question = gr.Textbox(
                        label="Your question",
                        info="Please don’t name people who use the service.",
                        lines=1,
                        max_lines=6,
                        elem_id="question-box",
                        scale=1,
                    )
                    send = gr.Button("Ask", variant="primary", elem_id="send", scale=0)
                with gr.Accordion("Search in: all documents", open=False, elem_id="search-in") as search_in:
                    documents = gr.CheckboxGroup(
                        [], label="Search only in these (choose none to search in all)", elem_id="documents"
                    )
        with gr.Column(elem_id="side", visible=False) as side:
            panel = html("", "panel", script)
    parts = Parts(
        progress, retry, frame.goes_to, intro, empty, kept, conversation, working, problem, following, suggestions,
        tools, question, search_in, documents, side, panel, html("", "errand", script),
    )  # fmt: skip
    _connect(frame, Handlers(frame.shared, parts), [send, *examples])


def _examples() -> list[gr.Button]:
    buttons = []
    with gr.Row(elem_id="examples", equal_height=False):
        for group in example_groups():
            with gr.Column(min_width=220):
                html(f'<h2 class="small-title">{group.who}</h2>')
                buttons += [gr.Button(text, elem_classes="ask-this") for text in group.questions]
    return buttons


def _connect(frame: Frame, handlers: Handlers, buttons: Sequence[gr.Button]) -> None:
    """Say what happens on each event; the first of ``buttons`` sends the box, the others ask what is on them."""
    page, parts = frame.page, handlers.parts
    shown = [
        parts.goes_to, parts.intro, parts.empty, parts.kept, parts.conversation, parts.working, parts.problem,
        parts.next, *parts.suggestions, parts.tools, parts.question, parts.search_in, parts.side, parts.panel,
        parts.errand,
    ]  # fmt: skip
    mine: dict[str, Any] = {**EVENT, "js": WHO}
    page.load(handlers.arrive, frame.who, shown, **mine)
    page.unload(handlers.leave)
    ready = [parts.progress, parts.retry, parts.documents]
    page.load(handlers.follow, outputs=ready, **EVENT)
    parts.retry.click(handlers.try_again, outputs=ready, **EVENT)
    once: dict[str, Any] = {**mine, "outputs": shown, "trigger_mode": "once"}
    held = [parts.documents, *frame.who]
    gr.on([parts.question.submit, buttons[0].click], handlers.ask, [parts.question, *held], **once)
    for button in [*buttons[1:], *parts.suggestions]:
        button.click(handlers.ask, [button, *held], **once)
    parts.working.submit(handlers.stop, frame.who, [], **mine)
    whereto = [parts.goes_to, parts.intro]
    page.load(handlers.where, outputs=whereto, **EVENT)
    parts.goes_to.load(handlers.where, outputs=whereto, **EVENT)
    parts.documents.change(handlers.describe_filter, parts.documents, parts.search_in, **EVENT)
    acting = Acting(frame.shared, handlers)
    for part in (parts.conversation, parts.panel):
        part.click(acting.open_source, frame.who, [parts.panel], **mine)
    parts.tools.load(acting.look_again, frame.who, [parts.tools, parts.kept], **mine)
    for part in (parts.conversation, parts.tools, parts.kept):
        part.submit(acting.ask_or_act, held, shown, **mine)
