"""The report as one HTML page without scripts or anything to fetch; every text in it is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from evals.aims import TIMING_SET
from evals.answering import CRASH, AnswerResult
from evals.bars import headline_row, scale_of, small_row
from evals.evaluation import Run
from evals.figures import FINDING_MEASURES, SPLIT_MEASURES, WORKSHOP_MEASURES, Figure
from evals.finding import OURS
from evals.flagging import FlagResult
from evals.following import FollowResult
from evals.record import Provenance
from evals.report import (
    FLAG_GROUP_HEAD,
    FLAG_HEAD,
    FOLLOW_HEAD,
    Measures,
    budget_text,
    difference_rows,
    finding_titles,
    flag_group_rows,
    flag_rows,
    follow_rows,
    in_order,
    is_flag_figure,
    is_follow_figure,
)
from evals.splitting import SplitResult
from evals.workshops import WorkshopResult

_CSS = Path(__file__).with_name("page.css")
_HELD_OUT = "test"  # its rows are not shown one by one: what is read here gets tuned on
_WORST = 15

_KEY = (
    '<p class="key soft"><span><i></i>floor</span><span><i class="aim"></i>aim</span>'
    '<span><i class="reach-key"></i>95 % interval (bootstrap over questions)</span></p>'
)
_NOTE = (
    "An interval of no width (all rows alike) says nothing about certainty: with no event in n rows, "
    "a true share of up to about 3 / n remains possible. Floors and aims hold for the development set."
)


def page(measures: Measures, made_with: Provenance, run: Run) -> str:
    """The whole page."""
    parts = [
        _section("Against floors and aims", _NOTE, _KEY + _headline(measures, run.figures)),
        _section(
            "Finding, beside simpler systems",
            "The same questions in the same run; the peers are given the question alone, without the conversation.",
            _peers(measures, run.figures),
        ),
        _section(
            "AskKLOE minus each of them",
            "95 % interval by paired bootstrap: questions are drawn with both results together.",
            _table(["set", "system", *finding_titles(measures), "n"], difference_rows(measures, run.differences)),
        ),
        _section(
            "Flags, beside the nearest statement",
            "The same rows in the same run; the peer takes the code and the level of the statement nearest in meaning.",
            _table(FLAG_HEAD, flag_rows(measures, run.figures)),
        ),
        _section("Flags of our own rows, by KLOE", "", _table(FLAG_GROUP_HEAD, flag_group_rows(measures, run.figures))),
        _section("Flags that went wrong", f"All sets but the {_HELD_OUT} set.", _wrong_flags(run.flags)),
        _section(
            "Findings of reports that went wrong", f"All sets but the {_HELD_OUT} set.", _wrong_splits(run.splits)
        ),
        _section("Workshop packs that went wrong", "", _wrong_workshops(run.workshops)),
        _section("Evidence recall by group of questions", "", _groups(measures, run.figures)),
        _section("Follow-ups answered right, by type", "", _table(FOLLOW_HEAD, follow_rows(measures, run.figures))),
        _section("Follow-ups that went wrong", f"All sets but the {_HELD_OUT} set.", _wrong_follows(run.follows)),
        _section("The questions that went worst", f"All sets but the {_HELD_OUT} set.", _worst(run.answers)),
        _section("Wrong side of the line", f"All sets but the {_HELD_OUT} set.", _errors(run)),
        _section("Speed and memory", "On the machine named above, in this run.", _timings(measures, run.figures)),
    ]
    about = (
        f"Commit {made_with.commit}, measured {made_with.measured}; index {made_with.index.fingerprint} with "
        f"{made_with.index.passages} passages of {made_with.index.documents} documents; {made_with.machine}."
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>AskKLOE, measured</title><style>{_CSS.read_text(encoding='utf-8')}</style></head>"
        f'<body><main><h1>AskKLOE, measured</h1><p class="soft">{escape(about)}</p>'
        f"{''.join(parts)}</main></body></html>\n"
    )


def _section(title: str, note: str, body: str) -> str:
    if not body:
        return ""
    note = f'<p class="soft">{escape(note)}</p>' if note else ""
    return f"<section><h2>{escape(title)}</h2>{note}{body}</section>"


def _headline(measures: Measures, figures: Iterable[Figure]) -> str:
    ours = [f for f in figures if f.is_ours and f.set_name != TIMING_SET and measures[f.measure].better]
    lines = []
    for measure in measures.values():
        rows = [f for f in ours if f.measure == measure.id]
        scale = scale_of(measure, rows)
        lines += [headline_row(measure, figure, scale, first=not n) for n, figure in enumerate(rows)]
    words = [f for f in in_order(measures, [f for f in figures if f.is_ours]) if measures[f.measure].format == "words"]
    said = [f"{measures[f.measure].title}: {measures[f.measure].text(f.estimate.value)} ({f.set_name})" for f in words]
    return "".join(lines) + f'<p class="soft">{escape("; ".join(said))}</p>'


def _peers(measures: Measures, figures: Sequence[Figure]) -> str:
    panels = []
    for name in dict.fromkeys(f.set_name for f in figures if f.measure in FINDING_MEASURES):
        for measure in FINDING_MEASURES:
            rows = [f for f in figures if f.set_name == name and f.measure == measure and not f.group]
            bars = "".join(small_row(measures[measure], f, f.system) for f in rows)
            n = rows[0].estimate.n
            panels.append(f"<div><h3>{escape(measures[measure].title)}, {escape(name)} (n {n})</h3>{bars}</div>")
    return f'<div class="panels">{"".join(panels)}</div>' if panels else ""


def _groups(measures: Measures, figures: Sequence[Figure]) -> str:
    panels = []
    held = [f for f in figures if f.group and not is_flag_figure(f) and not is_follow_figure(f)]
    for name in dict.fromkeys(f.set_name for f in held):
        rows = [f for f in held if f.set_name == name]
        bars = "".join(small_row(measures[f.measure], f, f"{f.group} ({f.estimate.n})") for f in rows)
        panels.append(f"<div><h3>{escape(name)}</h3>{bars}</div>")
    return f'<div class="panels">{"".join(panels)}</div>' if panels else ""


def _worst(answers: Sequence[AnswerResult]) -> str:
    below = [a for a in answers if a.set_name != _HELD_OUT and (a.evidence_recall or 0.0) < 1 and a.answerable]
    worst = sorted(below, key=lambda a: (a.evidence_recall or 0.0, a.set_name, a.id))[:_WORST]
    rows = [
        [
            f"{a.set_name} {a.id}",
            a.group,
            a.question,
            "crash: " + a.error if a.kind == CRASH else a.kind,
            f"{a.evidence_recall or 0.0:.2f}",
            " / ".join(_short(quote) for quote in a.missing),
        ]
        for a in worst
    ]
    return _table(["row", "group", "question", "answer", "recall", "must-have words not cited"], rows)


def _errors(run: Run) -> str:
    rows = [
        [
            f"{a.set_name} {a.id}",
            "answered though not covered" if a.false_answer else "refused though covered",
            a.question,
        ]
        for a in run.answers
        if a.set_name != _HELD_OUT and (a.false_answer or a.refusal)
    ]
    rows += [
        [f"{r.set_name} {r.id}", "live risk missed" if r.missed else "safety card shown needlessly", r.question]
        for r in run.risks
        if r.set_name != _HELD_OUT and (r.missed or r.needless)
    ]
    return _table(["row", "what went wrong", "question"], rows)


def _wrong_flags(flags: Sequence[FlagResult]) -> str:
    """Our flags whose first KLOE is wrong, or whose level is far."""
    ours = [f for f in flags if f.system == OURS and f.set_name != _HELD_OUT]
    rows = [
        [
            f"{f.collection} {f.id}",
            f.text,
            f"{' or '.join(f.codes) or 'none'}, {f.expected_level or 'no level'}",
            f"crash: {f.error}" if f.error else f"{', '.join(f.named) or 'none'}, {f.level or 'no level'}",
        ]
        for f in ours
        if f.kloe_first == 0 or f.level_far or f.none_flagged or f.question_level
    ]
    return _table(["row", "text", "should be", "flagged"], rows)


def _wrong_follows(follows: Sequence[FollowResult]) -> str:
    rows = [
        [f"{f.set_name} {f.id}", f.type, f.question, f.error or f.kind, " / ".join(f.cited)]
        for f in follows
        if f.set_name != _HELD_OUT and (not f.follow_right or f.follow_dragged)
    ]
    return _table(["row", "type", "question", "answer", "cited first"], rows)


def _wrong_splits(splits: Sequence[SplitResult]) -> str:
    """Gold findings that were missed or misplaced, and what was found though it is none."""
    rows = [
        [s.document, s.id, s.text, s.error or ", ".join(m.removeprefix("split_") for m in wrong)]
        for s in splits
        if s.set_name != _HELD_OUT and (wrong := [m for m in SPLIT_MEASURES if getattr(s, m) == 0])
    ]
    return _table(["document", "finding", "words", "wrong"], rows)


def _wrong_workshops(workshops: Sequence[WorkshopResult]) -> str:
    """Packs that lack something, or are not what was expected."""
    rows = [
        [w.id, w.topic, w.error or ", ".join((*(m.removeprefix("workshop_") for m in wrong), *w.missing))]
        for w in workshops
        if (wrong := [m for m in WORKSHOP_MEASURES if getattr(w, m) not in {1, None}])
    ]
    return _table(["pack", "topic", "wrong"], rows)


def _timings(measures: Measures, figures: Sequence[Figure]) -> str:
    rows = []
    for figure in in_order(measures, [f for f in figures if f.set_name == TIMING_SET]):
        measure = measures[figure.measure]
        budget = "" if measure.floor is None else f"at most {measure.text(measure.floor)}"
        rows.append([measure.title, measure.text(figure.estimate.value), budget, budget_text(measure, figure)])
    return _table(["measure", "value", "budget", ""], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _short(text: str, words: int = 14) -> str:
    split = text.split()
    return " ".join(split[:words]) + (" …" if len(split) > words else "")
