"""From a loaded text to a `Report`: findings told apart, their regulations, the report's own ratings, and flags."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from assistant.answering import Assistant
from assistant.report.blocks import blocks_of
from assistant.report.findings import Finding, Report, ReportState
from assistant.report.places import Place, placed
from assistant.report.ratings import is_overall, ratings_of
from assistant.report.reading import Loaded, ReportError
from assistant.report.rules import says
from assistant.report.splitting import split
from corpus.model import Encoder

Progress = Callable[[str, int, int], None]

_FLAGGED_AT_ONCE = 8
_LOOKED_AT_FOR_STATE = 4000  # characters at the beginning; there a draft says that it is one


class ReportReader:
    """Reads reports with the models of an assistant; holds nothing of any report."""

    def __init__(self, assistant: Assistant) -> None:
        """Keep the assistant."""
        self._assistant = assistant

    def read(self, loaded: Loaded, progress: Progress = lambda task, done, total: None) -> Report:
        """The findings of a report, each with its flags.

        ``progress`` is told what is being done, how much of it is done, and how much there is.

        Raises:
            ReportError: nothing in it reads like a finding.
        """
        blocks = placed(blocks_of(loaded))
        findings = findings_of(loaded, self._assistant.encoder, progress)
        if not findings:
            raise ReportError(
                f"In “{loaded.name}” I found no sentence that says how a service does. "
                "If there are findings in it, paste them, one a line. Nothing was loaded."
            )
        lines = [(b.text, b.pages[0] if loaded.paged else None, _about(place)) for b, place in blocks]
        return Report(
            id=uuid.uuid4().hex,
            name=loaded.name,
            findings=tuple(self._flagged(findings, progress)),
            ratings=ratings_of(lines),
            state=_state(loaded),
            pages=len(loaded.pages) if loaded.paged else 0,
        )

    def _flagged(self, findings: list[Finding], progress: Progress) -> list[Finding]:
        found: list[Finding] = []
        for start in range(0, len(findings), _FLAGGED_AT_ONCE):
            part = findings[start : start + _FLAGGED_AT_ONCE]
            flags = self._assistant.flag_each([finding.words for finding in part])
            found += [replace(finding, flags=given) for finding, given in zip(part, flags, strict=True)]
            progress("Finding the guidance", len(found), len(findings))
        return found


def findings_of(loaded: Loaded, encoder: Encoder, progress: Progress = lambda task, done, total: None) -> list[Finding]:
    """The findings of a report, in order, without flags; none, if nothing reads like one."""
    blocks = placed(blocks_of(loaded))
    findings = split(blocks, encoder, lambda done, total: progress("Reading", done, total))
    return findings if loaded.paged else [replace(finding, page=None) for finding in findings]


def _about(place: Place) -> str:
    """What a rating that stands there is about."""
    return place.quality_statement or place.key_question or ("Overall" if is_overall(place.heading) else "")


def _state(loaded: Loaded) -> ReportState:
    """Draft, if the report says that it is one; else nobody has said yet."""
    start = " ".join(loaded.pages)[:_LOOKED_AT_FOR_STATE]
    return ReportState.DRAFT if says(start, "states", "draft") else ReportState.NONE
