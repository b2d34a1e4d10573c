"""Which findings tell of present danger, so that the safety card comes before anything else."""

from dataclasses import replace

from assistant.answering import Assistant
from assistant.report.findings import Polarity, Report
from assistant.risk import is_live_risk


def with_danger(report: Report, assistant: Assistant) -> Report:
    """The report with its shortfalls looked at for danger; strengths tell of none."""
    words = [finding.words for finding in report.findings if finding.polarity is Polarity.SHORTFALL]
    vectors = assistant.vectors(words)
    live = {text for text in words if is_live_risk([text], [vectors[text]])}
    return replace(report, findings=tuple(replace(f, danger=f.words in live) for f in report.findings))
