"""The conversation as HTML: questions, answers, and what can be done with them. Pure functions, everything escaped."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.conversation import Conversation, Exchange
from assistant.export.clipboard import copied_html, copied_text
from assistant.export.references import long_day
from assistant.markup import clean
from assistant.screens.page import SHOWN_CHARS
from assistant.screens.windows import Held
from assistant.sections import card_of
from assistant.store.feedback import WHY_CHARS
from assistant.store.kept import Kept
from assistant.types import Answer, Role
from assistant.view import answer_html, label_of, sources_html

if TYPE_CHECKING:
    from corpus.index import Index

_SPOKEN_WORDS = 120  # of an answer are read out at once; the rest is there to be read
_THUMB = (
    '<svg aria-hidden="true" viewBox="0 0 24 24" width="18" height="18"><path d="M3 10h4v11H3zm6 0 4-8c1.6.1 2.4 1.4 '
    '2.100 3L14.300 9H20c1.300 0 2.200 1.200 1.800 2.500l-2.200 7.500c-.3 1.200-1.300 2-2.500 2H9z"/></svg>'
)


def conversation_html(
    conversation: Conversation, index: "Index | None", *, may_judge: bool = False, new: bool = False
) -> str:
    """All exchanges, oldest first.

    With ``may_judge``, people can say what they think of each answer; ``new`` says that the last answer has
    just come, and is to be read out.
    """
    turns = "".join(
        f'<section class="turn" data-turn="{n}" aria-labelledby="turn-{n}">{_asked(exchange.question, n)}'
        f"{answer_html(exchange.answer, index, turn=n)}{_sources(exchange.answer, n)}"
        f"{_after(exchange, index, n, may_judge=may_judge)}</section>"
        for n, exchange in enumerate(conversation.exchanges, 1)
    )
    return f'<div class="turns"{" data-new" if new else ""}>{turns}</div>'


def spoken(answer: Answer) -> str:
    """What is read out when an answer is there: what it is, how it begins, and how much there is."""
    texts = [block.text for block in answer.blocks if block.role is not Role.HEADING]
    words = " ".join(texts).split()
    rest = "" if len(words) <= _SPOKEN_WORDS else " … The answer goes on."
    quotes = sum(block.role is Role.QUOTE for block in answer.blocks)
    count = f" {quotes} quote{'s' if quotes > 1 else ''} in all." if quotes else ""
    label = "" if card_of(answer) else f"{label_of(answer)}. "
    return f"{label}{' '.join(words[:_SPOKEN_WORDS])}{rest}{count}"


def tools_html(held: Held, *, may_keep: bool, why_not: str = "") -> str:
    """What can be done with the whole conversation; nothing while there is none."""
    if not held.conversation.exchanges:
        return ""
    if held.kept:
        state, keep = "This conversation is kept on this computer.", _button("unkeep", "Stop keeping and delete")
    elif may_keep:
        state, keep = "This conversation is forgotten when you close this window.", _button("keep", "Keep it")
    else:
        state = why_not or "This conversation is forgotten when you close this window. Keeping is off: see Settings."
        keep = ""
    return (
        '<section class="tools" aria-label="This conversation">'
        f'<p class="state">{clean(state)}</p><div class="actions">{keep}{_button("word", "Save as Word")}'
        f"{_button('markdown', 'Save as Markdown')}{_button('clear', 'Clear chat')}</div>"
        '<p class="said"></p></section>'
    )


def kept_html(kept: Sequence[Kept]) -> str:
    """The conversations that can be opened again; nothing if there are none."""
    if not kept:
        return ""
    items = "".join(
        f'<li><button type="button" class="plain" data-do="open" data-id="{escape(k.id)}">{clean(k.title)}</button>'
        f'<span class="when">{long_day(k.changed.date())}</span></li>'
        for k in kept
    )
    return f'<section class="kept"><h2 class="small-title">Conversations you kept</h2><ul>{items}</ul></section>'


def _asked(question: str, turn: int) -> str:
    shown = question if len(question) <= SHOWN_CHARS else f"{question[:SHOWN_CHARS]}…"
    cut = "" if shown == question else f'<p class="long">The first of {len(question):,} characters</p>'
    lines = "<br>".join(escape(line) for line in shown.strip().splitlines())
    return f'<div class="asked"><p class="who">You asked</p><h2 id="turn-{turn}" tabindex="-1">{lines}</h2>{cut}</div>'


def _sources(answer: Answer, turn: int) -> str:
    """The sources folded under the answer, for small screens and for paper."""
    if not answer.citations:
        return ""
    return (
        f'<details class="under" id="a{turn}-under"><summary>Sources ({len(answer.citations)})</summary>'
        f'<div class="place-for-source"></div><div class="list">{sources_html(answer, turn=turn)}</div></details>'
    )


def _after(exchange: Exchange, index: "Index | None", turn: int, *, may_judge: bool) -> str:
    judge = _judge(exchange, turn) if may_judge else ""
    return (
        f'<div class="after"><div class="actions">{_button("copy", "Copy with references")}'
        f"{_button('print', 'Print')}{judge}</div>{_why(exchange, turn) if may_judge else ''}"
        '<p class="said"></p>'
        f'<template class="as-text">{escape(copied_text(exchange, index))}</template>'
        f'<template class="as-html">{copied_html(exchange, index)}</template>'
        f'<template class="spoken">{escape(spoken(exchange.answer))}</template></div>'
    )


def _judge(exchange: Exchange, turn: int) -> str:
    buttons = "".join(
        f'<button type="button" class="plain thumb {name}" data-do="judge" data-useful="{name}" '
        f'aria-pressed="{str(exchange.useful is value).lower()}">{_THUMB}{label}</button>'
        for name, label, value in (("yes", "Useful", True), ("no", "Not useful", False))
    )
    return f'<span class="judge" role="group" aria-label="What you think of answer {turn}">{buttons}</span>'


def _why(exchange: Exchange, turn: int) -> str:
    hidden = " hidden" if exchange.useful is None or exchange.why else ""
    return (
        f'<form class="why" data-do="judge"{hidden}><label for="why-{turn}">Why? (optional, kept on this computer with '
        f'your question)</label><div class="row"><input id="why-{turn}" maxlength="{WHY_CHARS}" autocomplete="off" '
        f'value="{escape(exchange.why)}"><button type="submit" class="second">Save</button></div></form>'
    )


def _button(what: str, label: str) -> str:
    return f'<button type="button" class="plain" data-do="{what}">{label}</button>'
