"""The words of what is printed and shown for workshops, and the places of its sources."""

from collections.abc import Iterable

from assistant.export.paper import clean_words
from assistant.patterns import load_data
from assistant.types import Citation
from assistant.workshop.pack import Line
from assistant.workshop.quoting import in_marks


def says(section: str, name: str, /, **values: object) -> str:
    """One line of ``workshop_papers.toml``, its gaps filled."""
    return load_data("workshop_papers.toml")[section][name].format(**values)


def short_places(citations: Iterable[Citation]) -> tuple[str, ...]:
    """The short places of some citations, each once with all its numbers: "[1] [2] Guide, Top tips, page 36"."""
    numbers: dict[str, list[int]] = {}
    for citation in citations:
        numbers.setdefault(_short(citation), []).append(citation.number)
    return tuple(f"{' '.join(f'[{n}]' for n in held)} {place}" for place, held in numbers.items())


def _short(citation: Citation) -> str:
    heading = "" if citation.code else "".join(citation.heading[-1:])
    parts = (citation.document_title.split(":")[0], heading, citation.locator)
    return ", ".join(part for part in parts if part)


def quoted(line: Line) -> str:
    """A line as it is printed: a quote in quotation marks with its number, or ours."""
    text = clean_words(line.text)
    return f"{in_marks(text)} [{line.citation}]" if line.citation else text
