"""`python -m assistant plan`: from a report or a list of findings to a draft plan, as Excel or JSON."""

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from assistant.export.plan_excel import plan_excel
from assistant.plan.drafting import Drafter
from assistant.plan.drafts import Draft
from assistant.plan.items import ActionPlan
from assistant.plan.matters import flags_of
from assistant.plan_records import FindingRow, plan_record
from assistant.report.findings import Finding, Polarity, Report
from assistant.report.reader import ReportReader
from assistant.report.reading import read_file
from assistant.report.regulations import regulations
from corpus.errors import AskKloeError

if TYPE_CHECKING:
    from assistant.answering import Assistant


class PlanCommandError(AskKloeError):
    """A plan could not be drafted from what was given."""


def draft_plan(
    assistant: "Assistant", report: Path | None, findings: Path | None, out: Path | None, as_json: bool
) -> None:
    """Draft a plan and write it; with ``as_json`` also print what was read and drafted.

    Raises:
        AskKloeError: the file cannot be read, or nothing in it reads like a finding.
        OSError: a file cannot be read or written.
    """
    started = time.perf_counter()
    held = _read(assistant, report, findings)
    draft = Drafter(assistant).from_findings(held.shortfalls, held, _progress)
    plan = ActionPlan(id="", name=held.name, report=held.id).with_new(drafted.item for drafted in draft.drafted)
    if out is not None:
        frameworks = assistant.index.frameworks.values()
        out.write_bytes(plan_excel(plan, (), date.today(), frameworks))
    if as_json:
        record = plan_record(held.findings, draft, plan.items, time.perf_counter() - started)
        print(json.dumps(record, ensure_ascii=False, indent=1))  # noqa: T201
    else:
        print(_told(held, draft, out))  # noqa: T201


def _read(assistant: "Assistant", report: Path | None, findings: Path | None) -> Report:
    if report is not None:
        return ReportReader(assistant).read(read_file(report.name, report.read_bytes()), _progress)
    if findings is None:
        raise PlanCommandError("Give --report FILE or --findings FILE.")
    return read_findings(assistant, findings)


def read_findings(assistant: "Assistant", path: Path) -> Report:
    """A file of findings, one JSON object with id and text a line, flagged and told apart.

    Raises:
        PlanCommandError: a line is no finding, or there is none.
    """
    rows = _rows(path)
    held = []
    for number, (row, (flags, reads_well)) in enumerate(
        zip(rows, flags_of(assistant, [row.text for row in rows]), strict=True), 1
    ):
        name = str(number if row.id is None else row.id)
        polarity = Polarity.STRENGTH if reads_well else Polarity.SHORTFALL
        named = regulations(row.text)
        held.append(Finding(name, row.text, polarity=polarity, regulations=named, flags=flags))
    return Report(id="", name=path.name, findings=tuple(held))


def _rows(path: Path) -> list[FindingRow]:
    """The rows of a file of findings, one JSON object a line; an empty line is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise PlanCommandError(f"{path.name} is not a text file in UTF-8. Nothing was drafted.") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append(FindingRow.model_validate(json.loads(line)))
        except (json.JSONDecodeError, ValidationError, RecursionError) as error:
            raise PlanCommandError(
                f"Line {number} of {path.name} is not a finding: it needs at least “text” as text. Nothing was drafted."
            ) from error
    if not rows:
        raise PlanCommandError(f"There are no findings in {path.name}. Nothing was drafted.")
    return rows


def _progress(task: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r{task}: {done} of {total}   {'' if done < total else chr(10)}")


def _told(report: Report, draft: Draft, out: Path | None) -> str:
    lines = [f"{len(report.findings)} findings, {len(report.shortfalls)} of them shortfalls."]
    lines += [f"{len(draft.drafted)} actions were drafted." + (f" They are in {out}." if out else "")]
    return "\n".join([*lines, *draft.remarks])
