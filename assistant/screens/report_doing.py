"""What a button of the review does to the report, as a function of the report as it is then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.report.findings import Report, ReportState
from assistant.report.review import ReviewError, kept, mapped, merged, reworded, split, stated, turned
from assistant.screens.report_words import says

if TYPE_CHECKING:
    from assistant.answering import Assistant

Change = Callable[[Report], Report]


@dataclass(frozen=True)
class Asked:
    """What an event asks for: what to ``do`` with a ``finding``, and what goes with it."""

    do: str
    finding: str = ""
    other: str = ""  # another finding, a KLOE as FRAMEWORK/CODE, a state or a report
    text: str = ""
    was: str = ""
    after: int = 0
    day: str = ""


def change_of(asked: Asked, assistant: "Assistant", today: date) -> tuple[Change, str] | None:
    """The change, and what is said when it is made; None for what changes no finding.

    Raises:
        ReviewError: what goes with it means nothing.
    """
    one = asked.finding
    match asked.do:
        case "drop":
            return lambda report: kept(report, [one], on=False), says("edit", "dropped")
        case "keep":
            return lambda report: kept(report, [one], on=True), says("edit", "kept")
        case "turn":
            return lambda report: turned(report, one), says("edit", "turned")
        case "reword":
            return lambda report: reworded(report, one, asked.text, asked.was, assistant.flag), says("edit", "saved")
        case "merge":
            return lambda report: merged(report, one, asked.other, assistant.flag), says("edit", "merged")
        case "split":
            return lambda report: split(report, one, asked.after, assistant.flag), says("edit", "split")
        case "kloe":
            framework, _, code = asked.other.partition("/")
            return lambda report: _mapped(report, one, framework, code, assistant), says("edit", "kloe_done", code=code)
        case "state":
            state, day = _state(asked, today)
            name = "final_saved" if state is ReportState.FINAL else "saved"
            return lambda report: stated(report, state, day), says("state", name)
    return None


def _mapped(report: Report, identity: str, framework: str, code: str, assistant: "Assistant") -> Report:
    finding = report.finding(identity)
    found = assistant.flag_named(finding.says, [code]) if finding else ()
    flag = next((flag for flag in found if flag.framework == framework and flag.code == code), None)
    if flag is None:
        raise ReviewError("This KLOE cannot be chosen here.")
    return mapped(report, identity, flag)


def _state(asked: Asked, today: date) -> tuple[ReportState, date | None]:
    if not asked.other:
        raise ReviewError(says("state", "choose"))
    try:
        state = ReportState(asked.other)
        day = date.fromisoformat(asked.day) if asked.day else None
    except ValueError as error:
        raise ReviewError(says("state", "wrong_date")) from error
    if day and day > today:
        raise ReviewError(says("state", "later"))
    return state, day
