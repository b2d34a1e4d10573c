"""Writing a pack's lines: quotes with their numbers, and ours."""

from collections.abc import Iterable

from assistant.cite import Citer
from assistant.workshop.pack import Line
from assistant.workshop.places import Source
from corpus.index import Index


class Pen:
    """Cites for one pack; numbers go by first use."""

    def __init__(self, index: Index) -> None:
        """Start with no citations."""
        self.citer = Citer(index)

    def quote(self, source: Source) -> Line:
        """The words of a place."""
        cited = self.citer.cite_part(source.number, source.spans)
        return Line(cited.quote, cited.number)

    def quotes(self, sources: Iterable[Source]) -> tuple[Line, ...]:
        """The words of several places, each but once."""
        return tuple(dict.fromkeys(self.quote(source) for source in sources))


def ours(*texts: str) -> tuple[Line, ...]:
    """Lines of ours."""
    return tuple(map(Line, texts))
