"""How the check does on statements with known answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.check import Checker, Shown
from evals.answering import Progress
from evals.statements import StatementRow


@dataclass(frozen=True)
class CheckResult:
    """One statement, checked.

    ``let_through`` is 1 for an unsupported statement that would be shown, ``dropped`` 1 for a supported one of which
    not even the quotes would be shown, ``not_as_written`` 1 for a supported one whose own words would not be shown; 0
    otherwise, None where it does not apply.
    """

    set_name: str
    id: str
    kind: str
    supported: bool
    shown: str
    why: str
    let_through: float | None
    dropped: float | None
    not_as_written: float | None


def check_all(checker: Checker, set_name: str, rows: Sequence[StatementRow], progress: Progress) -> list[CheckResult]:
    """Check every statement of a set, in order."""
    results = []
    for number, row in enumerate(rows, 1):
        verdict = checker.check(row.statement, row.quotes)
        shown, good = verdict.shown, row.supported
        results.append(
            CheckResult(
                set_name,
                row.id,
                row.kind,
                good,
                shown.value,
                verdict.why,
                let_through=None if good else float(shown is Shown.STATEMENT),
                dropped=float(shown is Shown.NOTHING) if good else None,
                not_as_written=float(shown is not Shown.STATEMENT) if good else None,
            )
        )
        progress(f"Checking the {set_name} statements", number, len(rows))
    return results
