"""The papers that belong to no part: running order, facilitator's notes, who to call, what to look for later."""

from collections.abc import Iterator, Sequence

from assistant.patterns import load_data
from assistant.types import Citation
from assistant.workshop.desk import Desk
from assistant.workshop.minutes import starts
from assistant.workshop.opening import outcomes, say_of
from assistant.workshop.pack import Block, Form, Line, Lines, Paper, PaperKind, Part, Slide
from assistant.workshop.pen import ours
from assistant.workshop.rules import minutes_text, told, told_all

_ANSWERS = {PaperKind.SCENARIO_ANSWERS, PaperKind.QUIZ_ANSWERS}
_IN_GROUPS = {PaperKind.SCENARIOS, PaperKind.LEVEL_CARDS, PaperKind.ACTIVITY, PaperKind.ACTIONS}


def running_order(desk: Desk, parts: Sequence[Part], others: Sequence[Paper]) -> Paper:
    """What comes when, what is said and which papers are needed; and what to do before the day."""
    begun = starts({part.id: part.minutes for part in parts}, [part.id for part in parts])
    rows = tuple(
        ours(
            told("order", "from_to", start=begun[part.id], end=begun[part.id] + part.minutes),
            f"{part.title} ({minutes_text(part.minutes)})",
            say_of(part, desk),
            "; ".join(dict.fromkeys(paper.kind.value for paper in part.papers)),
        )
        for part in parts
    )
    return Paper(
        PaperKind.RUNNING_ORDER,
        told("order", "title"),
        (
            Form(told_all("order", "columns"), rows),
            Lines(
                ours(*told_all("order", "before_line", groups=desk.groups.text)), told("order", "before"), listed=True
            ),
            Lines(ours(*_copies(desk, parts, others)), told("order", "copies"), listed=True),
            Lines(ours(told("order", "no_projector"))),
        ),
        held_back=True,
    )


def _copies(desk: Desk, parts: Sequence[Part], others: Sequence[Paper]) -> Iterator[str]:
    papers = [*(paper for part in parts for paper in part.papers), *others]
    for paper in papers:
        if paper.held_back:
            continue
        name = paper.kind.value.capitalize()
        if paper.kind in _IN_GROUPS:
            yield told("order", "copies_groups", paper=name, sets=desk.groups.sets)
        elif paper.kind in {PaperKind.LOCAL, PaperKind.OBSERVED}:
            yield told("order", "copies_one", paper=name)
        else:
            yield told("order", "copies_each", paper=name, people=desk.request.people)
    held = [told("facilitator", "title"), *(paper.kind.value for paper in papers if paper.held_back)]
    yield told("order", "copies_you", papers="; ".join(held))


def facilitator(desk: Desk, parts: Sequence[Part], remark: str) -> Paper:
    """The notes to every slide, and what to do if somebody tells of harm."""
    blocks: list[Block] = [Lines(ours(told("facilitator", "ours")))]
    if remark:
        blocks += [Lines(ours(remark), told("facilitator", "thin"))]
    if desk.incident:
        blocks += [Lines(ours(*told_all("facilitator", "incident_line")), told("facilitator", "incident"), listed=True)]
    blocks += [Lines(ours(*told_all("facilitator", "harm_line")), told("facilitator", "harm"), listed=True)]
    if desk.safeguarding:
        blocks += [Lines(desk.pen.quotes(desk.safeguarding), told("facilitator", "harm_guide"), listed=True)]
    for part in parts:
        title = told("facilitator", "part", title=part.title, minutes=minutes_text(part.minutes))
        answered = any(paper.kind in _ANSWERS for paper in part.papers)
        elsewhere = [told("facilitator", "elsewhere")] if answered else []
        blocks += [Lines(ours(say_of(part, desk), *elsewhere), title)]
        blocks += [_notes(slide, with_lines=not part.papers, with_quotes=not answered) for slide in part.slides]
    return Paper(PaperKind.FACILITATOR, told("facilitator", "title"), tuple(blocks), held_back=True)


def _notes(slide: Slide, with_lines: bool, with_quotes: bool) -> Lines:
    minutes = minutes_text(slide.minutes) if slide.minutes else told("facilitator", "under_a_minute")
    shown = (*ours(told("facilitator", "on_slide")), *slide.lines) if with_lines else ()
    before = {told("scenarios", "rests"), told("scenarios", "care_steps"), told("quiz", "words")}
    notes = tuple(n for n in slide.notes if with_quotes or not (n.citation or n.text in before))
    return Lines((*shown, *notes), told("facilitator", "slide", title=slide.title, minutes=minutes), listed=True)


def observed(desk: Desk) -> Paper:
    """What can be seen two weeks later if practice has changed."""
    held = desk.supply.observe()
    rows = tuple((Line(row.text), desk.pen.quote(row.source), Line(""), Line("")) for row in held)
    use = (*told_all("observed", "use"), *([told("trustees", "observe")] if desk.trustees else []))
    return Paper(
        PaperKind.OBSERVED,
        told("observed", "title"),
        (Lines(ours(*use)), Form(told_all("observed", "columns"), rows), Lines(ours(told("observed", "signed")))),
    )


def local(desk: Desk) -> Paper:
    """Blank slots for whom to call."""
    held = load_data("workshop_pack.toml")["local"]
    named = dict.fromkeys([*held["always"], *(name for topic in desk.supply.topics for name in topic.local)])
    labels = [held["label"][name] for name in named if name in held["label"]]
    rows = tuple(ours(label, "", "") for label in labels)
    return Paper(
        PaperKind.LOCAL,
        told("local", "title"),
        (Lines(ours(told("local", "use"))), Form(told_all("local", "columns"), rows, held["blank"])),
    )


def evaluation(desk: Desk) -> Paper:
    """What people thought of it, and whether they can do what they were to learn."""
    texts, _ = outcomes(desk)
    said = [*(told("evaluation", "outcome", outcome=text) for text in texts), *told_all("evaluation", "row")]
    rows = tuple(ours(text, "", "", "") for text in said)
    open_rows = tuple(ours(text, "") for text in told_all("evaluation", "open_row"))
    return Paper(
        PaperKind.EVALUATION,
        told("evaluation", "title"),
        (
            Lines(ours(told("evaluation", "use"))),
            Form(told_all("evaluation", "columns"), rows),
            Form(("", told("evaluation", "open")), open_rows),
        ),
    )


def sources(desk: Desk, notices: Sequence[str]) -> Paper:
    """The places of all quotes by document, with its date; frameworks with their version; and the notices."""
    by_line: dict[str, list[Citation]] = {}
    for cited in desk.pen.citer.citations:
        by_line.setdefault(_document(desk, cited), []).append(cited)
    blocks = [Lines(ours(told("sources", "use"), told("sources", "ours")))]
    blocks += [Lines(ours(*map(_place, held)), line) for line, held in by_line.items()]
    blocks += [Lines(ours(*notices), told("sources", "notices"), listed=True)] if notices else []
    return Paper(PaperKind.SOURCES, told("sources", "title"), tuple(blocks))


def _document(desk: Desk, cited: Citation) -> str:
    if cited.document_id != desk.framework.document:
        return cited.source_line
    return told("sources", "framework", line=cited.source_line, framework=desk.framework_name)


def _place(cited: Citation) -> str:
    parts = (*(() if cited.code else cited.heading[-1:]), cited.locator, cited.note)
    return told("sources", "place", number=cited.number, place="; ".join(part for part in parts if part))
