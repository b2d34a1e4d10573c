"""What a follow-up was understood as, in a line for people; a code is never without its framework."""

from typing import TYPE_CHECKING

from assistant.codes import Codes
from assistant.compose import phrase
from assistant.types import Answer

if TYPE_CHECKING:
    from corpus.index import Index


def understood_line(answer: Answer, index: "Index | None") -> str:
    """The whole line; "" where nothing was carried over."""
    if not answer.understood:
        return ""
    return " ".join(
        [phrase("understood", "line"), answer.understood, frameworks_named(answer.understood, index)]
    ).strip()


def frameworks_named(text: str, index: "Index | None") -> str:
    """Whose the codes in a text are; "" where it names none (or there is no index)."""
    frameworks = list(index.frameworks.values()) if index else []
    named = set(Codes(code for framework in frameworks for code in framework.codes).read(text))
    whose = [framework for framework in frameworks if named.intersection(framework.codes)]
    return " ".join(phrase("flags", "framework", title=f.title.split(":")[0], version=f.version) for f in whose)
