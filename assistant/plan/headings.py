"""What the heading over a finding says of its key lines of enquiry: our reading, which only tips the balance."""

from collections.abc import Mapping
from functools import cache

from assistant.patterns import load_data, plain
from corpus.crosswalk import Crosswalk, load_crosswalk
from corpus.framework import Framework

# As probabilities of a KLOE. Source: own judgement; a KLOE that is flagged with certainty still comes first.
_LEAST, _MOST = 0.3, 0.8  # what a heading makes of it where the words are plain, and where they say nothing
_STATEMENT = (1.0, 0.7, 0.5)  # shares of that, of those that a quality statement comes near, best first


class Headings:
    """The headings that are known for one framework."""

    def __init__(self, framework: Framework) -> None:
        """Read what is known of them; of another framework's headings nothing is."""
        self._crosswalk: Crosswalk | None = load_crosswalk(framework)
        self._rows = headings_of(framework.id)

    def kloes(self, heading: str, statement: str, sure: float = 1.0) -> Mapping[str, float]:
        """How likely a heading makes KLOEs; ``statement`` is a quality statement, if it is one.

        The surer the words are by themselves (``sure``, 0 to 1), the less it says.
        """
        likely = max(_LEAST, _MOST * (1 - sure))
        nearest = next((row.kloes for row in self._statements() if row.title.lower() == statement.lower()), ())
        if nearest:
            return {near.code: likely * share for near, share in zip(nearest, _STATEMENT, strict=False)}
        read = plain(heading).lower()
        return {code: likely for words, kloes in self._rows if any(w in read for w in words) for code in kloes}

    def _statements(self) -> tuple:
        return self._crosswalk.statement if self._crosswalk else ()


@cache
def headings_of(framework: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The words of headings and the codes of a framework's KLOEs, as they stand in the data."""
    data = load_data("report_headings.toml")
    if data["framework"] != framework:
        return ()
    return tuple((tuple(row["words"]), tuple(row["kloes"])) for row in data["heading"])
