"""Drafted items on their way into a plan: nothing of them is in any plan until somebody adds it."""

from dataclasses import dataclass

from assistant.plan.items import ActionItem


@dataclass(frozen=True)
class Drafted:
    """One drafted item; ``finding`` is the id of the report's finding that it answers, if it comes from one."""

    item: ActionItem
    finding: str = ""


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
