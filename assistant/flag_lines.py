"""The flags of an answer in plain lines, for what is copied and saved."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.compose import phrase
from assistant.types import Answer, Characteristic, Flag

if TYPE_CHECKING:
    from corpus.framework import Framework
    from corpus.index import Index


class Part(StrEnum):
    """What a line is: only `QUOTE` lines hold the framework's words."""

    KLOE = "kloe"
    OURS = "ours"
    QUOTE = "quote"


@dataclass(frozen=True)
class FlagLine:
    """One line of the flags."""

    part: Part
    text: str


def known_flags(answer: Answer, index: "Index | None") -> list[tuple[Flag, "Framework"]]:
    """The flags whose framework the index holds: no code is shown without the framework that it belongs to."""
    frameworks = index.frameworks if index else {}
    return [(flag, frameworks[flag.framework]) for flag in answer.flags if flag.framework in frameworks]


def shown_beside(flag: Flag, framework: "Framework", cited: Collection[str]) -> tuple[Characteristic, ...]:
    """What is quoted beside a flag: nothing to a question that the framework's own words answer already."""
    return () if flag.characteristic is None and framework.document in cited else flag.beside


def flag_lines(answer: Answer, index: "Index | None") -> list[FlagLine]:
    """The flags, line by line; none if there are no flags."""
    cited = {citation.document_id for citation in answer.citations}
    lines: list[FlagLine] = []
    known = known_flags(answer, index)
    for flag, framework in known:
        kloe = framework.kloes[flag.code]
        lines.append(FlagLine(Part.KLOE, f"{kloe.code} {kloe.question} ({flag.key_question})"))
        if flag.characteristic:
            lines.append(FlagLine(Part.OURS, phrase("flags", "why", why=flag.why)))
            lines.append(FlagLine(Part.OURS, phrase("flags", "resembles", level=flag.characteristic.level)))
            lines.append(_quote(flag.characteristic))
        for other in shown_beside(flag, framework, cited):
            lines += [FlagLine(Part.OURS, phrase("flags", "next", level=other.level)), _quote(other)]
    for framework in dict((framework.id, framework) for _, framework in known).values():
        said = phrase("flags", "framework", title=framework.title, version=framework.version)
        lines.append(FlagLine(Part.OURS, said))
    return lines


def _quote(told: Characteristic) -> FlagLine:
    return FlagLine(Part.QUOTE, f"{told.statement} ({told.locator})")
