"""The parts of the page around the answers, as HTML: pure functions, everything escaped."""

from typing import TYPE_CHECKING

from assistant.markup import clean
from assistant.screens.start import Progress
from assistant.types import Answer
from assistant.view import source_html, sources_html

if TYPE_CHECKING:
    from corpus.index import Index

INTRO = """<section class="intro"><h2>What do you need to know?</h2>
<p>AskKLOE shows what the guidance says about improving an adult social care service, word for word and with the place
it comes from. If the guidance does not answer your question, it says so.</p>
<p class="privacy">Everything stays on this computer and is forgotten when you close this window, unless you keep it.
</p></section>"""

SHOWN_CHARS = 1200  # of a question, in the conversation


def working_html(question: str, doing: str) -> str:
    """The question that is being answered."""
    shown = question if len(question) <= SHOWN_CHARS else f"{question[:SHOWN_CHARS]}…"
    return (
        f'<div class="asked"><p class="who">You asked</p><p class="pending">{clean(shown)}</p></div>'
        f'<p class="doing">{clean(doing)}</p>'
    )


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
