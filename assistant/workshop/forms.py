"""The parts that end on a form: the guide's activity, questions to ask ourselves, and the action sheet."""

from assistant.patterns import load_data
from assistant.plan.fields import field_named
from assistant.workshop.desk import Desk, timed
from assistant.workshop.pack import (
    Block,
    Diagram,
    Form,
    Line,
    Lines,
    Paper,
    PaperKind,
    Part,
    PartKind,
    Purpose,
    Slide,
    SlideKind,
)
from assistant.workshop.pen import ours
from assistant.workshop.rules import ActivityRow, told, told_all

_ON_PAPER = 5  # questions on the paper, also where there is time to talk about fewer


def activity(desk: Desk, minutes: int) -> Part | None:
    """An activity of the guide with its form; None without the guide."""
    if desk.activity is None:
        return None
    row, sources = desk.activity
    words = desk.pen.quotes(sources)
    own = row.id == desk.supply.lead.activity
    problem = desk.supply.lead.activity_problem if own else row.problem
    caution = (
        (*ours(told("activity", "incident")), *desk.pen.quotes(desk.safeguarding[1:2]))
        if desk.incident and desk.safeguarding
        else ()
    )
    on_form = row.columns and not row.blank
    items = (*ours(told("activity", "items")), *words) if on_form else ()
    slides = [
        (
            Slide(
                SlideKind.POINTS,
                row.title,
                ours(problem, row.say) if on_form else (*ours(problem), *words),
                (*caution, *ours(told("activity", "note"), row.say, *row.during), *items),
            ),
            3.0,
        ),
        (
            Slide(
                SlideKind.POINTS,
                told("activity", "talk"),
                ours(*told_all("activity", "talk_line")),
                ours(*row.draw_out, row.likely),
            ),
            1.5,
        ),
    ]
    paper = Paper(PaperKind.ACTIVITY, row.title, _form(row, problem, words))
    return Part("activity", PartKind.ACTIVITY, row.title, minutes, timed(slides, minutes), (paper,))


def _form(row: ActivityRow, problem: str, words: tuple[Line, ...]) -> tuple[Block, ...]:
    if row.branches:
        return (
            Lines(ours(row.say)),
            Lines(words, told("activity", "steps"), listed=True),
            Diagram(problem, row.branches),
        )
    if row.blank:
        return (
            Lines(ours(problem, row.say)),
            Lines(words, told("activity", "steps"), listed=True),
            Form(row.columns, blank=row.blank),
        )
    empty = ours(*("" for _ in row.columns[1:]))
    return Lines(ours(problem, row.say)), Form(row.columns, tuple((quote, *empty) for quote in words))


def ask_ourselves(desk: Desk, minutes: int) -> Part:
    """Prompts of the framework, with room for what could show it."""
    count = desk.count(PartKind.ASK_OURSELVES, minutes)
    quotes = desk.pen.quotes(desk.supply.ask_ourselves(max(count, _ON_PAPER)))
    asked = quotes[:count]
    slides = [
        (
            Slide(
                SlideKind.QUOTE,
                told("questions", "slide", number=n, count=len(asked)),
                (quote,),
                ours(told("questions", "note")),
            ),
            1.0,
        )
        for n, quote in enumerate(asked, 1)
    ]
    inspection = desk.request.purpose is Purpose.INSPECTION
    columns = "columns_trustees" if desk.trustees else "columns_inspection" if inspection else "columns"
    empty = ours("", "")
    title = told("questions", "title")
    paper = Paper(
        PaperKind.ASK_OURSELVES,
        title,
        (
            Lines(ours(told("questions", "handout", framework=desk.framework_name))),
            Form(told_all("questions", columns), tuple((quote, *empty) for quote in quotes)),
        ),
    )
    return Part("questions", PartKind.ASK_OURSELVES, title, minutes, timed(slides, minutes), (paper,))


def actions(desk: Desk, minutes: int) -> Part:
    """A sheet with the fields of the action plan."""
    likely = told("actions", "likely_trustees" if desk.trustees else "likely")
    notes = (*([told("actions", "note_incident")] if desk.incident else []), *told_all("actions", "note"), likely)
    lines = told_all("actions", "line_trustees" if desk.trustees else "line")
    title = told("actions", "title")
    slide = Slide(SlideKind.POINTS, told("actions", "slide"), ours(*lines), ours(*notes), minutes)
    held = load_data("workshop_pack.toml")["actions"]
    columns = tuple(field_named(name).heading for name in held["fields"])
    paper = Paper(
        PaperKind.ACTIONS, title, (Lines(ours(told("actions", "handout"))), Form(columns, blank=held["rows"]))
    )
    return Part("actions", PartKind.ACTIONS, title, minutes, (slide,), (paper,))
