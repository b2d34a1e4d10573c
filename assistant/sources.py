"""Questions about one source: "what does the news article say about …", "according to Skills for Care …"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.patterns import load_data, plain
from corpus.types import SourceDocument

_SUBTITLE = re.compile(r"\s*[:–?](?:\s.*)?$")
_MIN_TITLE_WORDS = 2  # a title of one word is an everyday word as well


@dataclass(frozen=True)
class Reference:
    """The documents that a question asks about, and the question without the words that name them."""

    documents: tuple[str, ...]
    question: str


class Sources:
    """The names of the documents held, ready to be looked for."""

    def __init__(self, documents: Iterable[SourceDocument]) -> None:
        """Compile the frames of ``sources.toml`` for every document that the index holds."""
        frames = load_data("sources.toml")["frames"]
        self._patterns: list[tuple[re.Pattern[str], tuple[str, ...]]] = []
        for names, held, whole in _named(tuple(documents)):
            source = f"(?:the )?(?:{'|'.join(names)})"
            for frame in [*frames["says"], *(frames["place"] if whole else ())]:
                self._patterns.append((re.compile(frame.replace("{source}", source), re.IGNORECASE), held))

    def read(self, question: str) -> Reference | None:
        """The source that the question names as the one to look in; None if it names none."""
        text = plain(question)
        found = [(match, held) for pattern, held in self._patterns if (match := pattern.search(text))]
        if not found:
            return None
        match, held = max(found, key=lambda pair: (len(pair[0].group()), -pair[0].start()))
        left = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,;:")
        return Reference(held, " ".join(left.split()))


def _named(documents: tuple[SourceDocument, ...]) -> Iterator[tuple[list[str], tuple[str, ...], bool]]:
    """Names as regular expressions, the documents they stand for, and whether they name whole documents."""
    data = load_data("sources.toml")
    for document in documents:
        title = _SUBTITLE.sub("", document.title)
        names = [re.escape(name) for name in dict.fromkeys((document.title, title))]
        names = [name for name in names if len(name.split("\\ ")) >= _MIN_TITLE_WORDS or "." in name]
        if names:
            yield names, (document.id,), True
    for row in data["name"]:
        held = tuple(d.id for d in documents if row["holds"] in str(getattr(d, row["field"])))
        if held:
            yield row["names"], held, True
    for row in data["publisher"]:
        held = tuple(d.id for d in documents if row["holds"] in d.publisher)
        if held:
            yield row["names"], held, False
