"""The conversation as HTML: questions, answers, and what can be done with them. Pure functions, everything escaped."""

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from assistant.compose import phrase
from assistant.conversation import Conversation, Exchange
from assistant.export.clipboard import copied_html, copied_text
from assistant.export.references import numbers_line, references_of
from assistant.markup import clean
from assistant.plan.drafts import PLANNABLE
from assistant.screens.kept_page import naming_html
from assistant.screens.page import SHOWN_CHARS
from assistant.screens.turn_page import choices_html, understood_html
from assistant.screens.windows import Held
from assistant.sections import card_of
from assistant.store.feedback import WHY_CHARS
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
        _turn(exchange, index, n, may_judge=may_judge) for n, exchange in enumerate(conversation.exchanges, 1)
    )
    return f'<div class="turns"{" data-new" if new else ""}>{turns}</div>'


def _turn(exchange: Exchange, index: "Index | None", turn: int, *, may_judge: bool) -> str:
    """One question with its answer and what can be done with it."""
    answer = exchange.answer
    parts = [
        _asked(exchange.question, turn),
        understood_html(exchange, turn, index),
        answer_html(answer, index, turn=turn),
        choices_html(answer),
        _sources(answer, turn),
        _paper(answer, index),
        _after(exchange, index, turn, may_judge=may_judge),
    ]
    return f'<article class="turn" data-turn="{turn}" aria-labelledby="turn-{turn}">{"".join(parts)}</article>'


def spoken(answer: Answer) -> str:
    """What is read out when an answer is there: what it is, how it begins, and how much there is."""
    texts = [block.text for block in answer.blocks if block.role not in {Role.HEADING, Role.VOICE}]
    words = " ".join(texts).split()
    rest = "" if len(words) <= _SPOKEN_WORDS else " … The answer goes on."
    quotes = sum(block.role is Role.QUOTE for block in answer.blocks)
    count = f" {quotes} quote{'s' if quotes > 1 else ''} in all." if quotes else ""
    label = "" if card_of(answer) else f"{label_of(answer)}. "
    label = f"{phrase('understood', 'line')} {answer.understood}. {label}" if answer.understood else label
    return f"{label}{' '.join(words[:_SPOKEN_WORDS])}{rest}{count}"


def tools_html(held: Held, *, may_keep: bool, why_not: str = "", name: str = "") -> str:
    """What can be done with the whole conversation; nothing while there is none. ``name`` is that of a kept one."""
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
        f'<p class="state">{clean(state)}</p>'
        f'<div class="actions">{keep}{_button("word", "Save as Word")}'
        f"{_button('markdown', 'Save as Markdown')}{_clear(kept=held.kept)}</div>"
        f'{naming_html(held.conversation.id, name) if held.kept else ""}<p class="said"></p></section>'
    )


def _clear(*, kept: bool) -> str:
    """A button that clears at once what is kept anyway, and asks first about what would be gone."""
    if kept:
        return _button("clear", "Clear chat")
    return (
        '<button type="button" class="plain" data-do="ask-first" data-dialog="clear-sure">Clear chat</button>'
        '<dialog id="clear-sure" aria-labelledby="clear-title"><h2 id="clear-title" class="small-title">'
        "Clear this conversation?</h2><p>It is not kept, and cannot be brought back.</p>"
        '<div class="actions"><button type="button" class="danger" data-do="clear">Clear it</button>'
        '<button type="button" class="second" data-do="never-mind">Cancel</button></div></dialog>'
    )


def _shortened(question: str) -> str:
    return question if len(question) <= SHOWN_CHARS else f"{question[:SHOWN_CHARS]}…"


def _asked(question: str, turn: int) -> str:
    shown = _shortened(question)
    cut = "" if shown == question else f'<p class="long">The first of {len(question):,} characters</p>'
    lines = "<br>".join(escape(line) for line in shown.strip().splitlines())
    return f'<div class="asked"><p class="who">You asked</p><h2 id="turn-{turn}" tabindex="-1">{lines}</h2>{cut}</div>'


def _sources(answer: Answer, turn: int) -> str:
    """The sources folded under the answer, for small screens."""
    if not answer.citations:
        return ""
    return (
        f'<details class="under" id="a{turn}-under"><summary>Sources ({len(answer.citations)})</summary>'
        f'<div class="place-for-source"></div><div class="list">{sources_html(answer, turn=turn)}</div></details>'
    )


def _paper(answer: Answer, index: "Index | None") -> str:
    """The references in full, for paper."""
    lines = "".join(f"<p>{numbers_line(r.numbers)} {clean(r.line)}</p>" for r in references_of(answer, index))
    return f'<section class="paper"><h3>References</h3>{lines}</section>' if lines else ""


def _after(exchange: Exchange, index: "Index | None", turn: int, *, may_judge: bool) -> str:
    judge = _judge(exchange, turn) if may_judge else ""
    short = replace(exchange, question=_shortened(exchange.question))
    copy = "Copy with references" if exchange.answer.citations else "Copy"
    return (
        f'<div class="after"><div class="actions">{_button("copy", copy)}'
        f"{_button('print', 'Print')}{_draft(exchange.answer)}{judge}</div>{_why(exchange, turn) if may_judge else ''}"
        '<p class="said"></p>'
        f'<template class="as-text">{escape(copied_text(short, index))}</template>'
        f'<template class="as-html">{copied_html(short, index)}</template>'
        f'<template class="spoken">{escape(spoken(exchange.answer))}</template></div>'
    )


def _draft(answer: Answer) -> str:
    """Only an answer that quotes the guidance can become actions, or a workshop."""
    if answer.kind not in PLANNABLE:
        return ""
    return _button("draft", "Draft actions from this") + _button("workshop", "Make a workshop on this")


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
        f'<form class="why" data-do="judge"{hidden}>'
        f'<label for="why-{turn}">Why? (optional; please don’t enter names)</label>'
        f'<div class="row"><input id="why-{turn}" maxlength="{WHY_CHARS}" autocomplete="off" '
        f'value="{escape(exchange.why)}"><button type="submit" class="second">Save</button></div></form>'
    )


def _button(what: str, label: str) -> str:
    return f'<button type="button" class="plain" data-do="{what}">{label}</button>'
