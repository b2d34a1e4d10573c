"""The factual accuracy check of a draft report as HTML: what is said of each finding's facts."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from assistant.markup import clean
from assistant.report.days import days_line, working_days_left
from assistant.report.findings import Finding, Judgement, ReportState
from assistant.report.review import TEXT_CHARS
from assistant.screens.report_finding import place_html, words_html
from assistant.screens.report_review import frame_html
from assistant.screens.report_view import ReportView
from assistant.screens.report_words import says

DATED_CHARS = 60
_JUDGEMENTS = tuple(judgement for judgement in Judgement if judgement is not Judgement.NONE)


def accuracy_html(view: ReportView) -> str:
    """The whole page."""
    report = view.report
    if report.state is ReportState.NONE and not _said(report.findings):
        body = f'<p>{clean(says("accuracy", "none"))} <a href="#report/{escape(report.id)}">Draft or final?</a></p>'
        return frame_html(view, "accuracy", f"<h3>{clean(says('accuracy', 'title'))}</h3>{body}")
    final = f'<p class="notice">{clean(says("accuracy", "final"))}</p>' if report.state is ReportState.FINAL else ""
    shown = [f for f in report.findings if f.kept or f.accuracy.judgement]
    groups = "".join(
        f"<section><h4>{clean(key or says('review', 'no_key'))}</h4>{''.join(map(_finding, found))}</section>"
        for key, found in groupby(shown, key=lambda f: f.key_question)
    )
    body = (
        f'<h3 tabindex="-1">{clean(says("accuracy", "title"))}</h3>{final}'
        f'<p class="lead">{clean(says("accuracy", "intro"))} <strong>{clean(says("accuracy", "names"))}</strong></p>'
        f'{_days(view)}<p class="details">{clean(says("accuracy", "form"))} {clean(says("accuracy", "saved"))}</p>'
        '<div class="actions"><button type="button" class="second" data-do="accuracy-word">'
        f"{clean(says('accuracy', 'export'))}</button>"
        '<button type="button" class="second" data-do="print">Print</button></div>'
        f'<div class="accuracy">{groups}</div>'
    )
    return frame_html(view, "accuracy", body)


def _said(findings: Sequence[Finding]) -> bool:
    return any(f.accuracy.judgement or f.accuracy.comment or f.accuracy.evidence for f in findings)


def _days(view: ReportView) -> str:
    if view.report.state is not ReportState.DRAFT:
        return ""
    if view.report.emailed is None:
        back = f'<a href="#report/{escape(view.report.id)}">Draft or final?</a>'
        return f'<p class="days">{clean(says("state", "no_date"))} {back}</p>'
    left = working_days_left(view.report.emailed, view.today)
    return f'<p class="days{" passed" if left.passed else ""}"><strong>{clean(days_line(left))}</strong></p>'


def _finding(finding: Finding) -> str:
    name, said = f"acc-{escape(finding.id)}", finding.accuracy
    options = "".join(
        f'<span class="option"><input type="radio" name="{name}" id="{name}-{n}" value="{judgement.value}"'
        f'{" checked" if said.judgement is judgement else ""}><label for="{name}-{n}">'
        f"{clean(judgement.value[:1].upper() + judgement.value[1:])}</label></span>"
        for n, judgement in enumerate(_JUDGEMENTS)
    )
    open_ = " open" if said.judgement or said.comment or said.evidence else ""
    hint = f"{name}-hint"
    return (
        f'<fieldset class="judged{open_}" data-finding="{escape(finding.id)}"><legend>{place_html(finding)}</legend>'
        f'<div class="what">{words_html(finding)}</div><div class="say"><div class="options" role="group" '
        f'aria-label="{escape(says("accuracy", "question"))}">{options}'
        '<button type="button" class="plain clear" data-do="unjudge">Clear<span class="unseen"> this finding</span>'
        '</button></div><div class="more">'
        f'<label for="{name}-e">{clean(says("accuracy", "evidence"))}</label>'
        f'<p class="details" id="{hint}">{clean(says("accuracy", "evidence_hint"))}</p>'
        f'<textarea id="{name}-e" data-name="evidence" rows="2" maxlength="{TEXT_CHARS}" aria-describedby="{hint}">'
        f"{escape(said.evidence)}</textarea>"
        f'<label for="{name}-d">{clean(says("accuracy", "dated"))}</label>'
        f'<input id="{name}-d" data-name="dated" type="text" maxlength="{DATED_CHARS}" autocomplete="off" '
        f'value="{escape(said.evidence_dated)}">'
        f'<label for="{name}-c">{clean(says("accuracy", "comment"))}</label>'
        f'<textarea id="{name}-c" data-name="comment" rows="3" maxlength="{TEXT_CHARS}">{escape(said.comment)}'
        "</textarea></div></div></fieldset>"
    )
