"""What a report says of itself, and whether it is a draft, as HTML."""

from collections.abc import Sequence
from html import escape

from assistant.markup import clean
from assistant.report.days import days_line, how_counted, working_days_left
from assistant.report.findings import Report, ReportRating, ReportState
from assistant.report.law import in_order
from assistant.screens.report_view import ReportView
from assistant.screens.report_words import says

_MOST_SHOWN = 8  # ratings; scores of quality statements are many
_KEY_QUESTIONS = ("overall", "safe", "effective", "caring", "responsive", "well-led")
_STATES = (
    (ReportState.DRAFT, "A draft"),
    (ReportState.FINAL, "The final report"),
)


def said_html(report: Report) -> str:
    """Ratings, regulations and notices, as the report's own."""
    first, rest = _sorted(report.ratings)
    ratings = _table(first) if report.ratings else f"<p>{clean(says('said', 'no_ratings'))}</p>"
    more = ""
    if rest:
        more = (
            f'<details data-fold="scores"><summary>{clean(says("said", "scores", count=str(len(rest))))}</summary>'
            f"{_table(rest)}</details>"
        )
    breaches = sorted({r for f in report.findings if f.breach for r in f.regulations}, key=in_order)
    named = sorted({r for f in report.findings for r in f.regulations}.difference(breaches), key=in_order)
    notices = dict.fromkeys(f.notice for f in report.findings if f.notice)
    rows = (("breaches", breaches), ("regulations", named), ("notices", notices))
    facts = "".join(
        f"<dt>{clean(says('said', name))}</dt><dd>{clean(', '.join(values))}</dd>" for name, values in rows if values
    )
    return (
        f'<section aria-labelledby="rp-said"><h3 id="rp-said">{clean(says("said", "title"))}</h3>'
        f'<p class="details">{clean(says("said", "ours"))}</p>{ratings}{more}'
        f"{f'<dl class=facts>{facts}</dl>' if facts else ''}</section>"
    )


def _sorted(ratings: Sequence[ReportRating]) -> tuple[list[ReportRating], list[ReportRating]]:
    """The ratings that are shown at once, and the others."""
    main = [rating for rating in ratings if rating.about.casefold() in _KEY_QUESTIONS]
    main = main or list(ratings[:_MOST_SHOWN])
    return main, [rating for rating in ratings if rating not in main]


def _table(ratings: Sequence[ReportRating]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{clean(r.about)}</th><td>{clean(r.rating)}</td>'
        f"<td>{clean(says('review', 'page', page=str(r.page))) if r.page else ''}</td></tr>"
        for r in ratings
    )
    return (
        '<table class="ratings"><thead class="unseen"><tr><th scope="col">About</th><th scope="col">The report says'
        f'</th><th scope="col">Where</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def state_html(view: ReportView) -> str:
    """Draft or final, the date of CQC's e-mail and the days left, and which draft a final report follows."""
    report = view.report
    options = "".join(
        f'<span class="option"><input type="radio" name="rp-state" id="rp-state-{n}" value="{state.value}"'
        f'{" checked" if report.state is state else ""}><label for="rp-state-{n}">{label}</label></span>'
        for n, (state, label) in enumerate(_STATES)
    )
    emailed = report.emailed.isoformat() if report.emailed else ""
    sure = report.state is not ReportState.DRAFT or report.emailed is not None
    confirm = "" if sure else f'<p class="confirm">{clean(says("state", "says_draft"))}</p>'
    hidden = "" if report.state is ReportState.DRAFT else " hidden"
    return (
        f'<section aria-labelledby="rp-state"><h3 id="rp-state">{clean(says("state", "title"))}</h3>'
        f'<form data-do="state" class="state-form"><fieldset><legend>{clean(says("state", "question"))}</legend>'
        f'<p class="details">{clean(says("state", "draft_hint"))} {clean(says("state", "none_hint"))}</p>{confirm}'
        f'<div class="options">{options}</div></fieldset>'
        f'<div class="emailed"{hidden}><label for="rp-emailed">{clean(says("state", "emailed"))}</label>'
        f'<p class="details" id="rp-emailed-hint">{clean(says("state", "emailed_hint"))}</p>'
        f'<input type="date" id="rp-emailed" max="{view.today.isoformat()}" value="{emailed}" '
        'aria-describedby="rp-emailed-hint"></div><p class="problem-line" role="alert"></p>'
        f'<button type="submit" class="second">Save</button></form>{_days(view)}{_follow(view)}</section>'
    )


def _days(view: ReportView) -> str:
    report = view.report
    if report.state is not ReportState.DRAFT:
        return ""
    way = f'<p><a href="#report/{escape(report.id)}/accuracy">{clean(says("accuracy", "go"))}</a></p>'
    if report.emailed is None:
        return f'<p class="days">{clean(says("state", "no_date"))}</p>{way}'
    left = working_days_left(report.emailed, view.today)
    text, source = how_counted()
    return (
        f'<p class="days{" passed" if left.passed else ""}"><strong>{clean(days_line(left))}</strong></p>'
        f'<details data-fold="days"><summary>How the days are counted</summary><p>{clean(text)}</p>'
        f'<p class="details">{clean(source)}</p></details>{way}'
    )


def _follow(view: ReportView) -> str:
    report = view.report
    if report.state is not ReportState.FINAL or report.earlier or not view.drafts:
        return ""
    options = "".join(f'<option value="{escape(line.id)}">{clean(line.name)}</option>' for line in view.drafts)
    return (
        f'<form data-do="follow" class="follow-form"><h4>{clean(says("follow", "title"))}</h4>'
        f'<label for="rp-draft">{clean(says("follow", "question"))}</label>'
        f'<p class="details">{clean(says("follow", "hint"))}</p><select id="rp-draft">{options}</select>'
        '<button type="submit" class="second">Compare and carry over</button></form>'
    )
