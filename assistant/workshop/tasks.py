"""The parts in which people work with cards, a case study or a quiz."""

import re
from string import ascii_uppercase

from assistant.workshop.desk import Desk, timed
from assistant.workshop.material import Question, Scenario
from assistant.workshop.pack import (
    Block,
    Card,
    Cards,
    Form,
    Line,
    Lines,
    Paper,
    PaperKind,
    Part,
    PartKind,
    Slide,
    SlideKind,
)
from assistant.workshop.pen import ours
from assistant.workshop.rules import minutes_text, told, told_all

_QUOTED = re.compile(r"\s*“(.+)”\s*$", re.DOTALL)


def case(desk: Desk, minutes: int) -> Part | None:
    """A case study as a handout, with what changed on a paper of its own; None if there is none."""
    held = desk.supply.case
    if held is None:
        return None
    problem, did = desk.pen.quotes(held.problem), desk.pen.quotes(held.did)
    outcome = desk.pen.quotes(held.outcome)
    answers = [
        told("case", "note_talk_line", question=q, likely=a) for q, a in zip(held.questions, held.likely, strict=True)
    ]
    how = told_all("case", "line_one" if desk.groups.alone else "line")
    last = () if outcome else ours(told("case", "no_outcome"))
    slides = [
        (
            Slide(
                SlideKind.POINTS,
                held.title,
                ours(*how),
                ours(*told_all("case", "note")),
            ),
            1.0,
        ),
        (
            Slide(
                SlideKind.POINTS,
                told("case", "talk"),
                ours(*held.questions),
                (*ours(told("case", "note_talk"), *answers), *last),
            ),
            3.0,
        ),
    ]
    if outcome:
        slides += [(Slide(SlideKind.QUOTE, told("case", "outcome"), outcome, ours(told("case", "note_outcome"))), 1.0)]
    handout = Paper(
        PaperKind.CASE,
        held.title,
        (
            Lines(problem, told("case", "problem")),
            *([Lines(did, told("case", "did"))] if did else []),
            Form(told_all("case", "columns"), tuple((*ours(q), Line("")) for q in held.questions)),
            Lines(ours(told("case", "source"))),
        ),
    )
    revealed = Paper(
        PaperKind.CASE_OUTCOME,
        told("case", "outcome"),
        (Lines(outcome, held.title), Lines(ours(told("case", "outcome_use")))),
        held_back=True,
    )
    papers = (handout, revealed) if outcome else (handout,)
    return Part("case", PartKind.CASE, told("case", "title"), minutes, timed(slides, minutes), papers)


def scenarios(desk: Desk, minutes: int) -> Part:
    """Situations on cards, with what to listen for on the facilitator's copy."""
    held = desk.supply.scenarios(desk.count(PartKind.SCENARIOS, minutes))
    each = minutes_text(int(desk.rules.of(PartKind.SCENARIOS).each))
    how = told_all("scenarios", "note", each=each, heard=desk.groups.hearing, sets=desk.groups.sets, count=len(held))
    lines = told_all("scenarios", "line_one" if desk.groups.alone else "line")
    slides = [(Slide(SlideKind.POINTS, told("scenarios", "slide"), ours(*lines), ours(*how)), 0.3)]
    cards, copy = [], list[Block]([Lines(ours(told("scenarios", "use"), *how))])
    for number, scenario in enumerate(held, 1):
        title = f"{number}. {scenario.title}"
        slides += [(Slide(SlideKind.QUESTION, title, ours(scenario.text), _listen_for(desk, scenario)), 1.0)]
        cards += [Card(str(number), Line(scenario.text), scenario.title)]
        copy += _copy(desk, title, scenario)
    title = told("scenarios", "title")
    papers = (
        Paper(PaperKind.SCENARIOS, title, (Cards(tuple(cards)),)),
        Paper(PaperKind.SCENARIO_ANSWERS, title, tuple(copy), held_back=True),
    )
    return Part("scenarios", PartKind.SCENARIOS, title, minutes, timed(slides, minutes), papers)


def _listen_for(desk: Desk, scenario: Scenario) -> tuple[Line, ...]:
    points = ours(told("scenarios", "listen"), *scenario.points)
    basis = (*ours(told("scenarios", "rests")), *desk.pen.quotes(scenario.sources))
    if not scenario.care:
        return (*points, *basis)
    steps = desk.pen.quotes(desk.safeguarding[:2])
    care = ours(told("scenarios", "care", text=scenario.care), *([told("scenarios", "care_steps")] if steps else []))
    return (*care, *steps, *points, *basis)


def _copy(desk: Desk, title: str, scenario: Scenario) -> list[Block]:
    care = [Lines(ours(told("scenarios", "care", text=scenario.care)))] if scenario.care else []
    return [
        Lines(ours(*scenario.points), title, listed=True),
        *care,
        Lines((*ours(told("scenarios", "rests")), *desk.pen.quotes(scenario.sources))),
    ]


def level_cards(desk: Desk, minutes: int) -> Part | None:
    """Statements of one KLOE to be sorted by level; None if fewer than two levels have any."""
    held = desk.supply.cards(desk.count(PartKind.LEVEL_CARDS, minutes))
    levels = [level for level in desk.supply.lead.cards if any(level == own for own, _ in held)]
    if len(levels) < 2:
        return None
    cards = [(ascii_uppercase[n], level, desk.pen.quote(source)) for n, (level, source) in enumerate(held)]
    code = desk.supply.lead.kloes[0]
    about = told(
        "levels", "about", code=code, framework=desk.framework_name, question=desk.framework.kloes[code].question
    )
    lines = told_all("levels", "line", levels=", ".join(levels))
    how = told_all("levels", "note", sets=desk.groups.sets, count=len(cards))
    slides = [(Slide(SlideKind.POINTS, told("levels", "slide"), ours(*lines, about), ours(*how)), float(len(levels)))]
    for level in levels:
        own = [(mark, quote) for mark, of, quote in cards if of == level]
        note = told("levels", "note_answer", marks=", ".join(mark for mark, _ in own))
        title = told("levels", "answer", level=level)
        slides += [(Slide(SlideKind.POINTS, title, tuple(quote for _, quote in own), ours(note)), 1.0)]
    title = told("levels", "title")
    rows = tuple((Line(mark), Line(level), quote) for mark, level, quote in cards)
    papers = (
        Paper(PaperKind.LEVEL_CARDS, title, (Cards(tuple(Card(mark, quote) for mark, _, quote in cards)),)),
        Paper(
            PaperKind.LEVEL_ANSWERS,
            title,
            (
                Lines(ours(told("levels", "use", framework=desk.framework_name), about)),
                Form(told_all("levels", "columns"), rows),
            ),
            held_back=True,
        ),
    )
    return Part("levels", PartKind.LEVEL_CARDS, title, minutes, timed(slides, minutes), papers)


def quiz(desk: Desk, minutes: int) -> Part:
    """Questions with options, and a key that quotes what each rests on."""
    held = desk.supply.quiz(desk.count(PartKind.QUIZ, minutes))
    codes = ours(told("quiz", "codes", framework=desk.framework_name))
    slides, sheet, key = [], [Lines(ours(told("quiz", "sheet")))], [Lines(ours(told("quiz", "use")))]
    for number, question in enumerate(held, 1):
        asked, quoted = _asked(desk, question)
        options = ours(*(f"{ascii_uppercase[n]}. {option}" for n, option in enumerate(question.options)))
        letter, answer = ascii_uppercase[question.right - 1], question.options[question.right - 1]
        right = ours(told("quiz", "right", letter=letter, option=answer), question.why, told("quiz", "words"))
        note = (*ours(told("quiz", "note")), *right, desk.pen.quote(question.source))
        about = codes if question.kind == "kloe" else ()
        title = told("quiz", "slide", number=number, count=len(held))
        shown = (*ours(asked), *quoted, *options, *about)
        slides += [(Slide(SlideKind.QUESTION, title, shown, note, places=False), 1.0)]
        heading = f"{number}. {asked}"
        sheet += [Lines((*quoted, *about), heading), Lines(options, listed=True)] if quoted or about else []
        sheet += [] if quoted or about else [Lines(options, heading, listed=True)]
        key += [Lines((*right, desk.pen.quote(question.source)), heading)]
    title = told("quiz", "title")
    papers = (
        Paper(PaperKind.QUIZ, title, tuple(sheet)),
        Paper(PaperKind.QUIZ_ANSWERS, title, tuple(key), held_back=True),
    )
    return Part("quiz", PartKind.QUIZ, title, minutes, timed(slides, minutes), papers)


def _asked(desk: Desk, question: Question) -> tuple[str, tuple[Line, ...]]:
    """The question, and apart from it the words that it quotes."""
    match = _QUOTED.search(question.question)
    quote = desk.pen.quote(question.source)
    if match and match[1] == quote.text:
        return question.question[: match.start()], (quote,)
    return question.question, ()
