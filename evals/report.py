"""The report as plain text, for a terminal."""

from collections.abc import Sequence

from evals.aims import TIMING_SET, Measure
from evals.figures import FINDING_MEASURES, Difference, Figure
from evals.finding import OURS
from evals.flagging import NEAREST
from evals.following import FOLLOW_MEASURES
from evals.metrics import Estimate
from evals.practice import COLLECTIONS

Measures = dict[str, Measure]


def plain_report(measures: Measures, figures: Sequence[Figure], beside: Sequence[Difference] = ()) -> str:
    """Tables of our figures by set, of the peers, of evidence recall by group, of flags, and of timings."""
    ours = [f for f in figures if f.is_ours and f.set_name != TIMING_SET]
    timings = [f for f in figures if f.set_name == TIMING_SET]
    parts = [
        ("", _headline_table(measures, ours)),
        ("Retrieval beside simpler systems (same questions, same run)", _peer_table(measures, figures)),
        ("AskKLOE minus each of them (95 % interval, paired bootstrap)", _difference_table(measures, beside)),
        ("Evidence recall by group of questions", _group_table(measures, figures)),
        ("Follow-ups answered right, by type", _follow_table(measures, figures)),
        ("Flags beside the nearest statement (same rows, same run)", _flag_table(measures, figures)),
        ("Flags of our own rows, by KLOE", _flag_group_table(measures, figures)),
        ("Speed and memory on this machine", _timing_table(measures, timings)),
    ]
    return "\n\n".join(f"{title}\n{table}".strip() for title, table in parts if table) + "\n"


def interval_text(measure: Measure, figure: Figure) -> str:
    """The interval for people; a dash where there is none."""
    low, high = figure.estimate.low, figure.estimate.high
    return "–" if low is None or high is None else f"{measure.text(low)} to {measure.text(high)}"


def budget_text(measure: Measure, figure: Figure) -> str:
    """How a timing does against its budget, for people; nothing if it has none."""
    if figure.estimate.value is None:
        return "not measured"
    if measure.floor is None:
        return ""
    return "over budget" if measure.standing(figure).is_bad else "met"


def in_order(measures: Measures, figures: Sequence[Figure]) -> list[Figure]:
    """Figures in the order of the report, the sets of one measure together; unknown measures are an error."""
    order = {measure: n for n, measure in enumerate(measures)}
    return sorted(figures, key=lambda figure: order[figure.measure])


def _headline_table(measures: Measures, figures: Sequence[Figure]) -> str:
    rows = []
    for figure in in_order(measures, figures):
        measure = measures[figure.measure]
        rows.append(
            [
                measure.title,
                figure.set_name,
                measure.text(figure.estimate.value),
                str(figure.estimate.n),
                interval_text(measure, figure),
                "" if measure.floor is None else measure.text(measure.floor),
                "" if measure.aim is None else measure.text(measure.aim),
                measure.standing(figure),
            ]
        )
    return _table(["measure", "set", "value", "n", "95 % interval", "floor", "aim", ""], rows, right=(2, 3, 5, 6))


def _peer_table(measures: Measures, figures: Sequence[Figure]) -> str:
    values = {(f.set_name, f.system, f.measure): f.estimate for f in figures if not f.group}
    pairs = dict.fromkeys((f.set_name, f.system) for f in figures if f.measure in FINDING_MEASURES)
    rows = []
    for name, system in pairs:
        estimates = [values[name, system, measure] for measure in FINDING_MEASURES]
        shown = [measures[m].text(e.value) for m, e in zip(FINDING_MEASURES, estimates, strict=True)]
        rows.append([name, system, *shown, str(estimates[0].n)])
    return _table(["set", "system", *finding_titles(measures), "n"], rows, right=range(2, 7))


def difference_rows(measures: Measures, beside: Sequence[Difference]) -> list[list[str]]:
    """A row for each set and system: the difference in each measure, with its interval."""
    rows = []
    for name, system in dict.fromkeys((d.set_name, d.system) for d in beside):
        held = {d.measure: d.estimate for d in beside if (d.set_name, d.system) == (name, system)}
        cells = [_difference_text(measures[m], held[m]) for m in FINDING_MEASURES]
        rows.append([name, system, *cells, str(held[FINDING_MEASURES[0]].n)])
    return rows


def finding_titles(measures: Measures) -> list[str]:
    """The measures of finding, short."""
    return [measures[m].title.removeprefix("Retrieval recall, first ") for m in FINDING_MEASURES]


def _difference_text(measure: Measure, estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return measure.text(None)
    return f"{estimate.value:+.3f} ({estimate.low:+.3f} to {estimate.high:+.3f})"


def _difference_table(measures: Measures, beside: Sequence[Difference]) -> str:
    rows = difference_rows(measures, beside)
    return _table(["set", "system", *finding_titles(measures), "n"], rows, right=(6,))


def _group_table(measures: Measures, figures: Sequence[Figure]) -> str:
    rows = []
    for figure in (f for f in figures if f.group and not is_flag_figure(f) and not is_follow_figure(f)):
        measure = measures[figure.measure]
        value, n = measure.text(figure.estimate.value), str(figure.estimate.n)
        rows.append([figure.set_name, figure.group, value, n, interval_text(measure, figure)])
    return _table(["set", "group", "value", "n", "95 % interval"], rows, right=(2, 3))


def _follow_table(measures: Measures, figures: Sequence[Figure]) -> str:
    return _table(FOLLOW_HEAD, follow_rows(measures, figures), right=(2, 3))


def follow_rows(measures: Measures, figures: Sequence[Figure]) -> list[list[str]]:
    """A row for each set and type of follow-up: how many are answered right."""
    held = [f for f in figures if f.group and is_follow_figure(f)]
    return [[f.set_name, f.group, measures[f.measure].text(f.estimate.value), str(f.estimate.n)] for f in held]


def is_follow_figure(figure: Figure) -> bool:
    """Whether a figure is about follow-ups."""
    return figure.measure in FOLLOW_MEASURES


def is_flag_figure(figure: Figure) -> bool:
    """Whether a figure is about flags."""
    return figure.measure.split("_")[0] in COLLECTIONS


def flag_rows(measures: Measures, figures: Sequence[Figure]) -> list[list[str]]:
    """A row for each measure of flags: ours, that of the nearest statement alone, and n."""
    held = {(f.measure, f.set_name, f.system): f for f in figures if is_flag_figure(f) and not f.group}
    rows = []
    for figure in in_order(measures, [f for f in held.values() if f.is_ours]):
        measure = measures[figure.measure]
        peer = held.get((figure.measure, figure.set_name, NEAREST))
        theirs = measure.text(peer.estimate.value if peer else None)
        ours = measure.text(figure.estimate.value)
        rows.append([measure.title, figure.set_name, ours, theirs, str(figure.estimate.n)])
    return rows


def flag_group_rows(measures: Measures, figures: Sequence[Figure]) -> list[list[str]]:
    """A row for each KLOE that is reported apart, measure and system."""
    rows = []
    for figure in (f for f in figures if f.group and is_flag_figure(f)):
        measure = measures[figure.measure]
        value, n = measure.text(figure.estimate.value), str(figure.estimate.n)
        rows.append([figure.set_name, figure.group, measure.title, figure.system, value, n])
    return sorted(rows, key=lambda row: row[:2])


FOLLOW_HEAD = ["set", "type", "right", "n"]
FLAG_HEAD = ["measure", "set", OURS, NEAREST, "n"]
FLAG_GROUP_HEAD = ["set", "KLOE", "measure", "system", "value", "n"]


def _flag_table(measures: Measures, figures: Sequence[Figure]) -> str:
    return _table(FLAG_HEAD, flag_rows(measures, figures), right=(2, 3, 4))


def _flag_group_table(measures: Measures, figures: Sequence[Figure]) -> str:
    return _table(FLAG_GROUP_HEAD, flag_group_rows(measures, figures), right=(4, 5))


def _timing_table(measures: Measures, figures: Sequence[Figure]) -> str:
    rows = []
    for figure in in_order(measures, figures):
        measure = measures[figure.measure]
        budget = "" if measure.floor is None else measure.text(measure.floor)
        standing = budget_text(measure, figure)
        rows.append([measure.title, measure.text(figure.estimate.value), str(figure.estimate.n), budget, standing])
    return _table(["measure", "value", "n", "budget", ""], rows, right=(1, 2, 3))


def _table(head: list[str], rows: list[list[str]], right: Sequence[int]) -> str:
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [head, *rows]
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])
