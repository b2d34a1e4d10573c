"""What takes long, as HTML: how far the reading or the drafting is, and what came of it."""

from html import escape

from assistant.markup import clean
from assistant.screens.long_work import Step


def working_html(doing: str, step: Step) -> str:
    """How far it is, with a button that stops it."""
    counted = f' value="{step.done}" max="{step.total}"' if step.total else ""
    far = f"{step.text}: {step.done:,} of {step.total:,}" if step.total else step.text
    return (
        f'<div class="inspection working" tabindex="-1"><h2>{clean(doing)}</h2><p class="stage">{clean(far) or "…"}</p>'
        f'<progress aria-label="{escape(doing)}"{counted}></progress>'
        '<button type="button" class="second" data-do="stop">Stop</button></div>'
    )


def over_html(text: str, address: str = "") -> str:
    """It is over: what came of it, and the address that shows it."""
    link = f' <a href="{escape(address)}">Open</a>' if address else ""
    return f'<div class="inspection over" data-go="{escape(address)}"><p>{clean(text)}{link}</p></div>'


def failed_html(text: str) -> str:
    """It could not be done."""
    return f'<div class="inspection"><p class="notice" role="alert">{clean(text)}</p></div>'
