"""The parts of the page around the answers, as HTML: pure functions, everything escaped."""

from typing import TYPE_CHECKING

from assistant.markup import clean
from assistant.screens.start import Progress
from assistant.types import Answer, Block, Role
from assistant.view import source_html, sources_html

if TYPE_CHECKING:
    from corpus.index import Index

_INTRO = """<section class="intro"><h2>What do you need to know?</h2>
<p>AskKLOE shows what the guidance says about improving an adult social care service, word for word and with the place
it comes from. If the guidance does not answer your question, it says so.</p>
<p class="privacy">{privacy}
</p></section>"""
_STAYS = "Everything stays on this computer and is forgotten when you close this window, unless you keep it."
_LEAVES = (
    "What you ask, and the quotes found for it, are sent to {host}. Everything else stays on this computer and is "
    "forgotten when you close this window, unless you keep it."
)

_READING = "Reading your question together with what you asked before…"

SHOWN_CHARS = 1200  # of a question, in the conversation


def intro_html(host: str = "") -> str:
    """What the empty page says; ``host`` is the other machine that questions are sent to, if they are."""
    return _INTRO.format(privacy=_LEAVES.format(host=f"<strong>{clean(host)}</strong>") if host else _STAYS)


def goes_to_html(host: str) -> str:
    """The line above every screen that says where questions go; nothing if they stay on this computer."""
    if not host:
        return ""
    return f'<p class="goes-to" role="note">Questions you ask are sent to <strong>{clean(host)}</strong></p>'


def writing_html(question: str, answer: Answer | None, seconds: int, *, reading: bool = False) -> str:
    """The question that a model is answering, how far it is, what has passed the check, and the button to stop it.

    ``reading``: the model is asked what the question means, and has written nothing yet.
    """
    shown = answer.blocks if answer else ()
    count = sum(block.role is Role.STATEMENT for block in shown)
    quotes = sum(block.role is Role.QUOTE for block in shown)
    doing = _READING if reading else f"Writing: {count} statement{'' if count == 1 else 's'} checked"
    doing += f", {quotes} quote{'' if quotes == 1 else 's'}" if quotes else ""
    return (
        f'{_asked(question)}<div class="writing"><p class="doing"><span role="status">{doing}</span> '
        f'<span class="so-long" aria-hidden="true">{seconds} s</span></p>'
        '<button type="button" class="second" data-do="stop">Stop <span class="key">(Esc)</span></button>'
        f'<div class="answer so-far">{"".join(map(_so_far, shown))}</div></div>'
    )


def _so_far(block: Block) -> str:
    numbers = " ".join(f"[{number}]" for number in block.citations)
    match block.role:
        case Role.STATEMENT:
            return f'<div class="statement"><p>{clean(block.text)} {numbers}</p></div>'
        case Role.QUOTE:
            return f"<blockquote><p>{clean(block.text)} {numbers}</p></blockquote>"
        case _:
            return f'<p class="place">{clean(block.text)}</p>'


def working_html(question: str, doing: str) -> str:
    """The question that is being answered."""
    return f'{_asked(question)}<p class="doing">{clean(doing)}</p>'


def _asked(question: str) -> str:
    shown = question if len(question) <= SHOWN_CHARS else f"{question[:SHOWN_CHARS]}…"
    return f'<div class="asked"><p class="who">You asked</p><p class="pending">{clean(shown)}</p></div>'


def problem_html(message: str) -> str:
    """A problem with what was typed, or an error; what was typed is still in the box."""
    return f'<div class="problem" role="alert"><h2>There is a problem</h2><p>{clean(message)}</p></div>'


def progress_html(progress: Progress) -> str:
    """What is going on while AskKLOE gets ready; nothing once it is."""
    if progress.ready:
        return ""
    if progress.error:
        return f'<div class="problem" role="alert"><h2>{clean(progress.text)}</h2><p>{clean(progress.error)}</p></div>'
    counted = f' value="{progress.done}" max="{progress.total}"' if progress.total else ""
    why = f'<p class="why">{clean(progress.why)}</p>' if progress.why else ""
    return (
        f'<div class="getting-ready"><h2>Getting ready</h2>{why}'
        f'<p class="stage">{clean(progress.text)}</p><progress aria-label="Getting ready"{counted}></progress>'
        '<p class="hint">You can type your question now; it is answered as soon as AskKLOE is ready.</p></div>'
    )


def panel_html(answer: Answer | None, turn: int, number: int, index: "Index | None") -> str:
    """The sources beside the chat: one of them opened, or the list of them all if ``number`` is 0."""
    if answer is None or index is None or not answer.citations:
        return _EMPTY_PANEL
    by_number = {citation.number: citation for citation in answer.citations}
    if number not in by_number:
        return (
            f'<div class="panel" data-turn="{turn}"><h2 id="sources-title">Sources of this answer</h2>'
            '<p class="hint">Choose a number to see the quote where it stands.</p>'
            f"{sources_html(answer, turn=turn)}</div>"
        )
    return (
        f'<div class="panel opened" data-turn="{turn}">'
        f'<h2 id="sources-title" tabindex="-1">Source {number} of {len(by_number)}</h2>'
        f"{_steps(turn, number, len(by_number))}{source_html(by_number[number], index, turn=turn)}</div>"
    )


_EMPTY_PANEL = (
    '<div class="panel" data-turn="0"><h2 id="sources-title">Sources</h2>'
    '<p class="hint">This answer quotes no source. Choose a number in an answer to see its source here.</p></div>'
)


def _steps(turn: int, number: int, count: int) -> str:
    links = [
        f'<a class="cite" href="#a{turn}-s{number - 1}">Previous</a>' if number > 1 else "",
        f'<a class="cite" href="#a{turn}-s{number + 1}">Next</a>' if number < count else "",
        f'<a class="cite" href="#a{turn}-s0">All sources</a>',
        f'<a class="back" href="#a{turn}-q{number}">Back to the answer</a>',
    ]
    return f'<nav class="steps" aria-label="Sources">{" ".join(link for link in links if link)}</nav>'
