"""A final report against its draft: what is the same, changed, gone and new; what people did is carried over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from assistant.patterns import plain
from assistant.report.findings import Finding, Report, ReportState

_ALIKE = 62.0  # likeness (0 to 100) of their words, from which on two findings are one that was changed
_NEAR = 4.0  # more, if they stand under the same heading


class Change(StrEnum):
    """What became of a finding."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class FindingChange:
    """A finding as it was in the draft (None if new) and as it is in the final report (None if gone)."""

    change: Change
    before: Finding | None
    after: Finding | None


def carry_over(draft: Report, final: Report) -> tuple[Report, tuple[FindingChange, ...]]:
    """The final report with what people did to the draft, and what became of every finding.

    Dropped findings stay dropped, comments and references of planned items stay with their finding, and a text, a
    side or a KLOE that somebody changed is kept where the report's own words are the same. Changes are in the order
    of the final report; each finding that is gone stands behind the one that it followed.
    """
    pairs = _pairs(draft.findings, final.findings)
    carried = tuple(
        _carried(draft.findings[pairs[n]], finding) if n in pairs else finding
        for n, finding in enumerate(final.findings)
    )
    report = replace(final, findings=carried, state=ReportState.FINAL, earlier=draft.id, plan=draft.plan)
    return report, tuple(_changes(draft.findings, carried, pairs))


def _pairs(before: Sequence[Finding], after: Sequence[Finding]) -> dict[int, int]:
    """The number of the draft's finding for each of the final report's that is still the same one."""
    if not before or not after:
        return {}
    words = [[_words(finding) for finding in findings] for findings in (after, before)]
    likeness = cdist(*words, scorer=fuzz.ratio)
    close = [
        (float(likeness[a, b]) + (_NEAR if after[a].heading == before[b].heading else 0.0), a, b)
        for a in range(len(after))
        for b in range(len(before))
        if likeness[a, b] >= _ALIKE
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, a, b in sorted(close, key=lambda row: (-row[0], abs(row[1] - row[2]))):
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return pairs


def _carried(before: Finding, after: Finding) -> Finding:
    kept = replace(after, kept=before.kept, accuracy=before.accuracy, planned=before.planned)
    if _words(before) != _words(after):
        return kept
    return replace(kept, text=before.text, polarity=before.polarity, flags=before.flags, chosen=before.chosen)


def _changes(before: Sequence[Finding], after: Sequence[Finding], pairs: dict[int, int]) -> Iterable[FindingChange]:
    matched = {b: a for a, b in pairs.items()}
    behind: dict[int, list[Finding]] = {}  # what is gone, by the final finding that it follows; -1 is the start
    last = -1
    for b, finding in enumerate(before):
        if b in matched:
            last = matched[b]
        else:
            behind.setdefault(last, []).append(finding)
    yield from (FindingChange(Change.GONE, gone, None) for gone in behind.get(-1, ()))
    for a, finding in enumerate(after):
        if a in pairs:
            draft = before[pairs[a]]
            same = _words(draft) == _words(finding)
            yield FindingChange(Change.SAME if same else Change.CHANGED, draft, finding)
        else:
            yield FindingChange(Change.NEW, None, finding)
        yield from (FindingChange(Change.GONE, gone, None) for gone in behind.get(a, ()))


def _words(finding: Finding) -> str:
    return plain(finding.words)
