"""What people do to the findings of a report: drop, reword, turn, merge, split, map and judge. Pure functions."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from assistant.report.findings import Accuracy, Finding, Polarity, Report, ReportState
from assistant.report.regulations import is_breach, notice, regulations
from assistant.types import Flag
from corpus.errors import AskKloeError

Flags = Callable[[str], tuple[Flag, ...]]
TEXT_CHARS = 5000  # of a wording or a comment
_ELSEWHERE = " […] "  # between words that do not follow each other in the report
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr)\.)(?<!\bMrs\.)[”’\")]*\s+(?=\S)")
_GONE = "This finding is not in the report any more; it may have been merged or split in another window."
_CLASH = "This was changed in another window meanwhile. Nothing was overwritten, and what you wrote is still here."


class ReviewError(AskKloeError):
    """A change to a finding cannot be made; nothing was changed."""


def sentences(words: str) -> tuple[str, ...]:
    """The sentences of a finding; joined by single spaces they are its words."""
    folded = " ".join(words.split())
    ends = [match.end() for match in _SENTENCE.finditer(folded)]
    return tuple(folded[a:b].strip() for a, b in zip([0, *ends], [*ends, len(folded)], strict=True))


def kept(report: Report, identities: Iterable[str], *, on: bool) -> Report:
    """The report with findings dropped, or taken back.

    Raises:
        ReviewError: one of them is not there.
    """
    for identity in identities:
        report = _with(report, replace(_finding(report, identity), kept=on))
    return report


def turned(report: Report, identity: str) -> Report:
    """The report with a shortfall taken for a strength, or a strength for a shortfall.

    Raises:
        ReviewError: it is not there.
    """
    finding = _finding(report, identity)
    other = Polarity.STRENGTH if finding.polarity is Polarity.SHORTFALL else Polarity.SHORTFALL
    return _with(report, replace(finding, polarity=other, kept=True))


def reworded(report: Report, identity: str, text: str, was: str, flags: Flags) -> Report:
    """The report with a finding in people's own words; ``was`` is what they saw when they began.

    Words that are the report's own again, or none, are no wording of people's.

    Raises:
        ReviewError: it is not there, or has another wording by now.
    """
    finding = _finding(report, identity)
    said = " ".join(text.split())[:TEXT_CHARS]
    said = "" if said == finding.words else said
    if finding.text == said:
        return report
    if " ".join(was.split()) != finding.says:
        raise ReviewError(_CLASH)
    return _with(report, flagged(replace(finding, text=said), flags))


def merged(report: Report, identity: str, other: str, flags: Flags) -> Report:
    """The report with two findings made one, in the place of the one that comes first.

    Raises:
        ReviewError: one of them is not there, or both are the same.
    """
    if identity == other:
        raise ReviewError("A finding cannot be merged with itself.")
    pair = {_finding(report, identity), _finding(report, other)}
    numbers = [n for n, finding in enumerate(report.findings) if finding in pair]
    first, second = (report.findings[n] for n in numbers)
    near = numbers[1] == numbers[0] + 1 and (first.page, first.heading) == (second.page, second.heading)
    one = replace(
        first,
        words=_joined(first.words, second.words, near),
        text=_joined(first.says, second.says, True) if first.text or second.text else "",
        polarity=Polarity.SHORTFALL if Polarity.SHORTFALL in {first.polarity, second.polarity} else first.polarity,
        regulations=tuple(dict.fromkeys([*first.regulations, *second.regulations])),
        breach=first.breach or second.breach,
        notice=first.notice or second.notice,
        danger=first.danger or second.danger,
        kept=first.kept or second.kept,
        accuracy=_both(first.accuracy, second.accuracy),
        planned=tuple(dict.fromkeys([*first.planned, *second.planned])),
    )
    rest = tuple(finding for finding in report.findings if finding.id != second.id)
    return _with(replace(report, findings=rest), flagged(one, flags))


def split(report: Report, identity: str, after: int, flags: Flags) -> Report:
    """The report with a finding made two, after so many of its sentences.

    Raises:
        ReviewError: it is not there, was reworded, or does not have more sentences than that.
    """
    finding = _finding(report, identity)
    if finding.text:
        raise ReviewError("Put the report’s own words back first; then the finding can be split.")
    said = sentences(finding.words)
    if not 0 < after < len(said):
        raise ReviewError("The finding cannot be split there.")
    taken = {f.id for f in report.findings}
    name = next(n for number in range(2, len(taken) + 3) if (n := f"{identity}.{number}") not in taken)
    first = _part(finding, " ".join(said[:after]))
    second = replace(_part(finding, " ".join(said[after:])), id=name, accuracy=Accuracy(), planned=())
    both = (flagged(first, flags), flagged(second, flags))
    found = [one for f in report.findings for one in (both if f.id == identity else (f,))]
    return replace(report, findings=tuple(found))


def mapped(report: Report, identity: str, flag: Flag) -> Report:
    """The report with another KLOE put first for a finding, because somebody chose it.

    Raises:
        ReviewError: it is not there.
    """
    finding = _finding(report, identity)
    others = tuple(f for f in finding.flags if (f.framework, f.code) != (flag.framework, flag.code))
    return _with(report, replace(finding, flags=(flag, *others), chosen=True))


def flagged(finding: Finding, flags: Flags) -> Finding:
    """A finding with the flags of what it says now; a KLOE that somebody chose stays the first."""
    found = flags(finding.says)
    if finding.chosen and finding.flags:
        first = finding.flags[0]
        found = (first, *(f for f in found if (f.framework, f.code) != (first.framework, first.code)))
    return replace(finding, flags=found)


def judged(report: Report, identity: str, accuracy: Accuracy, was: Accuracy) -> Report:
    """The report with what is said of a finding's facts; only what differs from ``was`` is changed.

    Raises:
        ReviewError: it is not there, or the same thing was changed to something else meanwhile.
    """
    finding = _finding(report, identity)
    now, wanted = finding.accuracy, {}
    for name in ("judgement", "comment", "evidence", "evidence_dated"):
        mine, theirs, base = (getattr(one, name) for one in (accuracy, now, was))
        if mine == base or mine == theirs:
            continue
        if theirs != base:
            raise ReviewError(_CLASH)
        wanted[name] = mine
    return _with(report, replace(finding, accuracy=replace(now, **wanted))) if wanted else report


def stated(report: Report, state: ReportState, emailed: date | None) -> Report:
    """The report with what people say of it: draft or final, and when a draft came."""
    return replace(report, state=state, emailed=emailed if state is ReportState.DRAFT else None)


def _finding(report: Report, identity: str) -> Finding:
    finding = report.finding(identity)
    if finding is None:
        raise ReviewError(_GONE)
    return finding


def _with(report: Report, finding: Finding) -> Report:
    return replace(report, findings=tuple(finding if f.id == finding.id else f for f in report.findings))


def _joined(first: str, second: str, near: bool) -> str:
    return f"{first}{' ' if near else _ELSEWHERE}{second}"


def _both(first: Accuracy, second: Accuracy) -> Accuracy:
    def text(name: str) -> str:
        return "\n".join(said for one in (first, second) if (said := getattr(one, name)))

    return Accuracy(first.judgement or second.judgement, text("comment"), text("evidence"), text("evidence_dated"))


def _part(finding: Finding, words: str) -> Finding:
    """A finding of some of its words, with what these name; where they name no regulation, all of the whole."""
    return replace(
        finding,
        words=words,
        regulations=regulations(words) or finding.regulations,
        breach=is_breach(words),
        notice=notice(words),
    )
