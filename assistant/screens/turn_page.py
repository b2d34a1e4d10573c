"""What stands around one answer: what the question was understood as, and choices where it was asked back."""

from html import escape
from typing import TYPE_CHECKING

from assistant.compose import phrase
from assistant.conversation import Exchange
from assistant.markup import clean
from assistant.types import Answer
from assistant.understood import frameworks_named

if TYPE_CHECKING:
    from corpus.index import Index

_MOST_CHARS = 2000  # of a corrected question


def understood_html(exchange: Exchange, turn: int, index: "Index | None") -> str:
    """What was carried over from before, which can be corrected or left out; nothing where nothing was."""
    understood = exchange.answer.understood
    if not understood:
        return ""
    framework = frameworks_named(understood, index)
    whose = f' <span class="whose">{clean(framework)}</span>' if framework else ""
    return (
        f'<div class="understood"><p>{clean(phrase("understood", "line"))} <q>{clean(understood)}</q>{whose}</p>'
        f'<div class="actions"><button type="button" class="plain" data-do="reveal" data-form="correct-{turn}" '
        f'aria-expanded="false">Change this</button><button type="button" class="plain" data-do="alone" '
        f'data-turn="{turn}">Ask it on its own<span class="unseen">, without what went before</span></button></div>'
        f'<form class="correct inline" id="correct-{turn}" data-do="ask" hidden>'
        f'<label for="corrected-{turn}">The whole question</label>'
        f'<div class="row"><textarea id="corrected-{turn}" name="question" rows="2" maxlength="{_MOST_CHARS}" '
        f'autocomplete="off">{escape(understood)}</textarea>'
        '<button type="submit" class="second">Ask this</button></div></form></div>'
    )


def choices_html(answer: Answer) -> str:
    """The questions to choose from; nothing where there are none."""
    if not answer.choices:
        return ""
    items = "".join(
        f'<li><button type="button" class="choose" data-do="ask" data-question="{escape(choice)}">{clean(choice)}'
        "</button></li>"
        for choice in answer.choices
    )
    return f'<ul class="choices" aria-label="Choose one">{items}</ul>'
