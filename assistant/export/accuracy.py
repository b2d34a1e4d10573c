"""Factual accuracy comments on a draft report in Word, by section of the report; never mixed with a plan."""

from collections.abc import Iterable
from datetime import date

from docx.shared import Pt

from assistant.export.paper import add_line, add_row, add_table, blank_paper, clean_words, lay_flat, page_footer, saved
from assistant.export.plan_paper import add_facts, fill, paper_name, says, tighten
from assistant.export.references import long_day
from assistant.plan.fields import as_text
from assistant.report.days import days_line, how_counted, working_days_left
from assistant.report.findings import Finding, Judgement, Report, ReportState

_SIZE = 10.5
_CELL_SIZE = 9.5
_COLUMNS = {"page": 1.5, "words": 9.0, "judgement": 2.6, "comment": 7.2, "evidence": 6.0}
_FOR_THE_CHECK = (Judgement.WRONG, Judgement.INCOMPLETE)


def accuracy_name(report: Report, day: date) -> str:
    """The file name of the comments on a report."""
    return paper_name("factual-accuracy", report.name.rsplit(".", 1)[0], day)


def accuracy_word(report: Report, day: date) -> bytes:
    """The comments as a .docx file on landscape A4 paper: only what is factually wrong or incomplete."""
    title = says("accuracy", "title")
    file = blank_paper(f"{title}: {report.name}", day, size=_SIZE, margin=1.7)
    lay_flat(file)
    tighten(file, _SIZE)
    file.add_heading(title, 0)
    add_line(file, says("accuracy", "report", name=report.name)).runs[0].bold = True
    if report.state is ReportState.FINAL:
        add_line(file, says("accuracy", "final"))
    add_facts(file, [(says("accuracy", "emailed"), long_day(report.emailed) if report.emailed else "")])
    counted, checked = how_counted()
    if report.emailed:
        add_line(file, days_line(working_days_left(report.emailed, day)))
    for name in ("form", "then", "checks"):
        add_line(file, says("accuracy", name), "List Bullet")
    add_line(file, says("blank", "names"), "List Bullet")
    commented = [finding for finding in report.findings if finding.accuracy.judgement in _FOR_THE_CHECK]
    if not commented:
        add_line(file, says("accuracy", "none"))
    for heading, findings in _by_section(commented).items():
        file.add_heading(clean_words(says("accuracy", "section", heading=heading)), 2)
        table = add_table(file, [says("accuracy", name) for name in _COLUMNS], list(_COLUMNS.values()))
        for finding in findings:
            for cell, text in zip(add_row(table), _cells(finding), strict=True):
                fill(cell, text, size=_CELL_SIZE)
    for text in (counted, checked):
        add_line(file, text, size=8).paragraph_format.space_before = Pt(6)
    page_footer(file.sections[0], f"{title}: {report.name}")
    return saved(file)


def _by_section(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings under the report's own headings, both in the order of the report."""
    sections: dict[str, list[Finding]] = {}
    for finding in findings:
        places = dict.fromkeys(part for part in (finding.key_question, finding.heading) if part)
        sections.setdefault(" › ".join(places) or says("accuracy", "no_heading"), []).append(finding)
    return sections


def _cells(finding: Finding) -> tuple[str, ...]:
    said = finding.accuracy
    dated = says("accuracy", "dated", date=said.evidence_dated) if said.evidence_dated.strip() else ""
    page = as_text(finding.page) or "–"
    return (page, f"“{clean_words(finding.words)}”", said.judgement.value, said.comment, f"{said.evidence}\n{dated}")
