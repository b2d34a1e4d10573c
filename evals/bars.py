"""Bars with intervals against floor and aim, as HTML; every text is escaped here."""

from html import escape

from evals.aims import Measure, Standing
from evals.figures import Figure
from evals.finding import OURS
from evals.report import interval_text

_TONES = {Standing.AIM: "good", Standing.FLOOR: "fair", Standing.MISSED: "bad"}


def scale_of(measure: Measure, figures: list[Figure]) -> float:
    """The value at the right end of a measure's bars: 1, or for a small share less, so that it can be read."""
    if measure.better != "lower":
        return 1.0
    shown = [f.estimate.high or f.estimate.value or 0.0 for f in figures]
    return min(1.0, max(0.1, 2 * (measure.floor or 0.0), *shown))


def bar(measure: Measure, figure: Figure, scale: float, *, marks: bool = False) -> str:
    """A bar from 0 to ``scale`` with its interval and, with ``marks``, floor and aim."""
    estimate = figure.estimate
    parts = []
    if estimate.value is not None:
        tone = "fill ours" if figure.system == OURS else "fill"
        parts.append(f'<div class="{tone}" style="width:{_percent(estimate.value, scale)}"></div>')
    if estimate.low is not None and estimate.high is not None and estimate.high > estimate.low:
        width = _percent(estimate.high - estimate.low, scale)
        parts.append(f'<div class="reach" style="left:{_percent(estimate.low, scale)};width:{width}"></div>')
    if marks and measure.floor is not None:
        parts.append(f'<div class="mark" style="left:{_percent(measure.floor, scale)}"></div>')
    if marks and measure.aim is not None:
        parts.append(f'<div class="mark aim" style="left:{_percent(measure.aim, scale)}"></div>')
    said = f"{measure.title}, {figure.set_name}, {figure.system}: {measure.text(estimate.value)}"
    return f'<div class="track" role="img" aria-label="{escape(said)}">{"".join(parts)}</div>'


def headline_row(measure: Measure, figure: Figure, scale: float, *, first: bool) -> str:
    """One line: the measure's name (on its first line), the bar, the number, and how it does."""
    standing = measure.standing(figure)
    name = escape(measure.title) + "<br>" if first else ""
    if first and measure.better == "lower":
        name += f'<span class="soft">lower is better; the bar ends at {scale:.2f}</span><br>'
    chip = f'<span class="chip {_TONES.get(standing, "")}">{escape(standing)}</span>' if standing else ""
    return (
        f'<div class="row{" first" if first else ""}">'
        f'<div>{name}<span class="soft">{escape(figure.set_name)}, n {figure.estimate.n}</span></div>'
        f"{bar(measure, figure, scale, marks=True)}"
        f'<div class="number"><b>{escape(measure.text(figure.estimate.value))}</b> '
        f'<span class="soft">{escape(interval_text(measure, figure))}</span></div><div>{chip}</div></div>'
    )


def small_row(measure: Measure, figure: Figure, label: str) -> str:
    """A line of a panel: label, bar from 0 to 1, number."""
    return (
        f'<div class="row"><div>{escape(label)}</div>{bar(measure, figure, 1.0)}'
        f'<div class="number">{escape(measure.text(figure.estimate.value))}</div></div>'
    )


def _percent(value: float, scale: float) -> str:
    return f"{100 * min(1.0, max(0.0, value / scale)):.2f}%"
