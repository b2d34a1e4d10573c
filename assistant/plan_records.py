"""Reports and drafted items as JSON for scripts: the contract of the command line."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.flag_records import flag_record
from assistant.plan.drafts import Draft
from assistant.plan.items import ActionItem, Quoted
from assistant.records import citation_record
from assistant.report.findings import Finding, Polarity

Row = dict[str, Any]


class FindingRow(BaseModel):
    """One input row of findings; fields that other tools add are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: Any = None
    text: str


def plan_record(findings: Sequence[Finding], draft: Draft, items: Sequence[ActionItem], seconds: float) -> Row:
    """What was read and what was drafted; ``items`` are those of the draft with their references."""
    return {
        "findings": [finding_record(finding) for finding in findings],
        "items": [
            {**item_record(item), "findings": list(drafted.answers)}
            for item, drafted in zip(items, draft.drafted, strict=True)
        ],
        "risk": draft.risk,
        "remarks": list(draft.remarks),
        "seconds": round(seconds, 4),
    }


def finding_record(finding: Finding) -> Row:
    """One finding, in the words of its report."""
    return {
        "id": finding.id,
        "text": finding.says,
        "page": finding.page,
        "heading": finding.heading,
        "key_question": finding.key_question,
        "quality_statement": finding.quality_statement,
        "shortfall": finding.polarity is Polarity.SHORTFALL,
        "regulations": list(finding.regulations),
        "breach": finding.breach,
        "notice": finding.notice,
        "flags": [flag_record(flag) for flag in finding.flags],
    }


def item_record(item: ActionItem) -> Row:
    """One item, all of its fields; its quotes as ``citations``, each with what it is to the item."""
    record = {f.name: _plain(getattr(item, f.name)) for f in fields(item) if f.name != "quotes"}
    return {**record, "citations": [_quoted(quoted) for quoted in item.quotes]}


def _quoted(quoted: Quoted) -> Row:
    return {**citation_record(quoted.citation), "role": quoted.role.value}


def _plain(value: Any) -> Any:  # noqa: ANN401 - of any field
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(part) for part in value]
        case str() | int() | bool() | None:
            return value
    return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
