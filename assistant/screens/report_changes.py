"""A final report beside its draft as HTML: what was changed, what is gone and what is new."""

from collections.abc import Sequence

from assistant.markup import clean
from assistant.report.compare import Change, FindingChange, carry_over
from assistant.report.findings import Finding
from assistant.screens.report_finding import place_html, words_html
from assistant.screens.report_review import frame_html
from assistant.screens.report_view import ReportView
from assistant.screens.report_words import counted, says

_SHOWN = (Change.CHANGED, Change.NEW, Change.GONE)


def changes_html(view: ReportView) -> str:
    """The whole page."""
    title = f'<h3 tabindex="-1">{clean(says("changes", "title"))}</h3>'
    if not view.report.earlier:
        return frame_html(view, "changes", f"{title}<p>{clean(says('changes', 'not_compared'))}</p>")
    if view.earlier is None:
        return frame_html(view, "changes", f"{title}<p>{clean(says('follow', 'gone'))}</p>")
    _, changes = carry_over(view.earlier, view.report)
    same = sum(change.change is Change.SAME for change in changes)
    groups = "".join(_group(kind, [c for c in changes if c.change is kind]) for kind in _SHOWN)
    body = groups or f"<p>{clean(says('changes', 'none'))}</p>"
    intro = says("changes", "intro", name=view.earlier.name)
    unchanged = says("changes", "same", count=counted(same, "finding"))
    return frame_html(
        view,
        "changes",
        f'{title}<p class="lead">{clean(intro)} {clean(unchanged)}</p><div class="changes">{body}</div>',
    )


def _group(kind: Change, changes: Sequence[FindingChange]) -> str:
    if not changes:
        return ""
    rows = "".join(_row(change) for change in changes)
    return f'<section><h4 class="group">{clean(says("changes", kind.value))} ({len(changes)})</h4>{rows}</section>'


def _row(change: FindingChange) -> str:
    finding = change.after or change.before
    place = place_html(finding) if finding else ""
    return (
        f'<div class="change-row"><h5>{place}</h5>{_side("In the draft", change.before)}'
        f"{_side('In the final report', change.after)}</div>"
    )


def _side(title: str, finding: Finding | None) -> str:
    if finding is None:
        return (
            f'<div><p class="small-label">{title}</p><p class="nothing">{clean(says("changes", "not_there"))}</p></div>'
        )
    said = finding.accuracy
    told = f"You said of it: {said.judgement.value}. {said.comment}" if said.judgement else ""
    remark = f'<p class="details">{clean(told)}</p>' if told else ""
    return f'<div><p class="small-label">{title}</p>{words_html(finding)}{remark}</div>'
