"""Drafted items on their way into a plan: nothing of them is in any plan until somebody adds it."""

from dataclasses import dataclass

from assistant.plan.items import ActionItem
from assistant.types import AnswerKind

PLANNABLE = frozenset({AnswerKind.ANSWERED, AnswerKind.PARTIAL})  # other answers hold nothing to plan from


@dataclass(frozen=True)
class Drafted:
    """One drafted item.

    Attributes:
        finding: the id of the report's finding that it answers, or "" if it comes from none.
        also: the ids of further findings that it answers, because they are alike.
    """

    item: ActionItem
    finding: str = ""
    also: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of all findings that it answers."""
        return (self.finding, *self.also) if self.finding else self.also


@dataclass(frozen=True)
class Draft:
    """What was drafted at one go.

    Attributes:
        drafted: the items, which may be none.
        risk: the words tell of present danger: the safety card comes first.
        remarks: what people should know, for example why nothing could be drafted.
        report: the id of the report that it comes from, or "".
    """

    drafted: tuple[Drafted, ...] = ()
    risk: bool = False
    remarks: tuple[str, ...] = ()
    report: str = ""
