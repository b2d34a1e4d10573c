"""The small pieces of HTML that answers and sources share."""

from collections.abc import Iterable
from html import escape

_GLUED_CHARS = 20  # a last word up to this long stays on one line with its citation number
_RUN = 3  # so many citation numbers in a row are shown as a range


def clean(text: str) -> str:
    """The text escaped for HTML, white space folded."""
    return escape(" ".join(text.split()))


def cite_link(turn: int, number: int) -> str:
    """The link that opens a citation's place."""
    return f'<a class="cite" href="#a{turn}-s{number}"><span class="unseen">Source </span>{number}</a>'


def with_links(text: str, links: Iterable[str]) -> str:
    """A text with links behind it; the first of them never begins a line of its own, unless the last word is long."""
    behind = "".join(f" {link}" for link in links)
    words, _, last = clean(text).rpartition(" ")
    glued = f'{words} <span class="keep">{last}{behind}</span>'.lstrip()
    return glued if len(last) <= _GLUED_CHARS else clean(text) + behind


def cite_links(turn: int, numbers: Iterable[int]) -> str:
    """Links to citations in order; three or more in a row are shown by the first and the last."""
    parts = []
    for run in _runs(numbers):
        links = [cite_link(turn, number) for number in run]
        parts.append(f"{links[0]}–{links[-1]}" if len(run) >= _RUN else " ".join(links))
    return " ".join(parts)


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def badge(level: str) -> str:
    """A rating level as a badge."""
    name = level.lower().replace(" ", "-")
    return f'<span class="level level-{clean(name)}"><span class="unseen">Rating level: </span>{clean(level)}</span> '
