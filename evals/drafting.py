"""`python -m evals.drafting`: a sheet on which two readers judge, independently, what is drafted for findings.

Each row is a finding with its items and all that they quote. A reader copies the rows and sets ``bears`` (does at least
one item's citations bear on the finding?) and ``invented`` (how many facts stand in an item that are neither in the
finding nor quoted?); `evals.judged` reads the two copies.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.open import open_assistant
from assistant.plan.command import read_findings
from assistant.plan.drafting import Drafter
from assistant.plan.drafts import Drafted
from assistant.plan.items import QuoteRole
from assistant.report.findings import Report
from assistant.report.reader import ReportReader
from assistant.report.reading import read_file
from corpus.errors import AskKloeError
from evals.rows import EvaluationDataError, write_rows
from evals.timing import ROOT

Row = dict[str, Any]
_NO_CITATIONS_OF = {QuoteRole.EVIDENCE}  # the same lists in every item


def sheet(assistant: Assistant, reports: Sequence[Report]) -> Iterator[Row]:
    """One row for each shortfall of each report, in order."""
    drafter = Drafter(assistant)
    for report in reports:
        draft = drafter.from_findings(report.shortfalls, report, lambda *_: None)
        for finding in report.shortfalls:
            items = [drafted for drafted in draft.drafted if finding.id in drafted.answers]
            yield {
                "id": f"{report.name}/{finding.id}",
                "finding": finding.says,
                "heading": finding.heading,
                "items": [_item(drafted) for drafted in items],
                "bears": None,
                "invented": 0,
            }


def _item(drafted: Drafted) -> Row:
    item = drafted.item
    ours = ("action", "objective", "measure", "baseline", "evidence", "risk", "sustain", "priority_reason")
    return {
        **{name: getattr(item, name) for name in ours},
        "tasks": [task.text for task in item.tasks],
        "quotes": [
            {"role": q.role.value, "quote": q.citation.quote, "source": q.citation.document_title}
            for q in item.quotes
            if q.role not in _NO_CITATIONS_OF
        ],
        "answers": len(drafted.answers),
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the sheet for some reports (.pdf, .docx, .txt) or files of findings (.jsonl with id and text)."""
    parser = argparse.ArgumentParser(prog="python -m evals.drafting", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True, help="where the sheet goes, one row a line")
    parser.add_argument("--index", type=Path, default=ROOT / "index", help="folder of the index")
    options = parser.parse_args(arguments)
    try:
        assistant = open_assistant(options.index)
        reports = [_report(assistant, path) for path in options.files]
        count = write_rows(options.out, sheet(assistant, reports))
    except AskKloeError as error:
        sys.stderr.write(f"{error.user_message}\n")
        return 2
    sys.stdout.write(f"{count} shortfalls: {options.out}\n")
    return 0


def _report(assistant: Assistant, path: Path) -> Report:
    try:
        if path.suffix == ".jsonl":
            return read_findings(assistant, path)
        return ReportReader(assistant).read(read_file(path.name, path.read_bytes()))
    except OSError as error:
        raise EvaluationDataError(f"{path.name} cannot be read.") from error


if __name__ == "__main__":
    raise SystemExit(main())
