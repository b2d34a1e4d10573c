"""The parts around the work: the welcome, the key messages, the break and the close."""

from collections.abc import Sequence

from assistant.workshop.desk import Desk, timed
from assistant.workshop.pack import (
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
from assistant.workshop.places import Source
from assistant.workshop.rules import minutes_text, told, told_all

_TAKE_AWAY = 4  # messages on the paper at least, also where there is time to talk about fewer


def outcomes(desk: Desk) -> tuple[tuple[str, ...], tuple[Source, ...]]:
    """What people can do afterwards, and the places that this rests on."""
    if desk.rules.of_audience(desk.request.audience).own_outcomes:
        return told_all("trustees", "outcome"), desk.supply.lead.ask_ourselves[:2]
    held = desk.supply.outcomes()
    return tuple(row.text for row in held), tuple(row.source for row in held)


def welcome(desk: Desk, minutes: int, running: Sequence[tuple[str, int]]) -> Part:
    """Title, aim, outcomes, running order, ground rules and a question to begin with."""
    request = desk.request
    texts, sources = outcomes(desk)
    for_whom = told(
        "welcome",
        "one_person" if desk.groups.alone else "for_whom",
        minutes=request.minutes,
        people=request.people,
        audience=request.audience,
    )
    basis = told("trustees", "note_outcomes") if desk.trustees else told_all("welcome", "note_outcomes")[-1]
    order = [told("welcome", "order_line", title=name, minutes=minutes_text(own)) for name, own in running]
    question = told("trustees", "warm_up") if desk.trustees else desk.supply.lead.warm_up
    slides = [
        (
            Slide(
                SlideKind.TITLE,
                desk.supply.title,
                ours(for_whom),
                ours(*told_all("welcome", "note_title", groups=desk.groups.text)),
            ),
            1,
        ),
        (_points(told("welcome", "aim"), [desk.supply.aims], [told("welcome", "note_aim")]), 0.8),
        (
            Slide(
                SlideKind.POINTS,
                told("welcome", "outcomes"),
                ours(*texts),
                (*ours(told_all("welcome", "note_outcomes")[0], basis), *desk.pen.quotes(sources)),
            ),
            1,
        ),
        (_points(told("welcome", "order"), order, [told("welcome", "note_order")]), 0.4),
        (
            _points(
                told("welcome", "rules"),
                told_all("welcome", "rule_incident" if desk.incident else "rule"),
                told_all("welcome", "note_rules"),
            ),
            2 if desk.incident else 1.2,
        ),
        (
            Slide(
                SlideKind.QUESTION,
                told("welcome", "warm_up"),
                ours(question),
                ours(told("welcome", "note_warm_up_one" if desk.groups.alone else "note_warm_up")),
            ),
            3,
        ),
    ]
    return Part("welcome", PartKind.WELCOME, told("welcome", "title"), minutes, timed(slides, minutes), needed=True)


def _points(title: str, lines: Sequence[str], notes: Sequence[str]) -> Slide:
    return Slide(SlideKind.POINTS, title, ours(*lines), ours(*notes))


def messages_title(desk: Desk) -> str:
    """What the key messages are called."""
    good = desk.rules.of_audience(desk.request.audience).good_first
    return told("messages", "title_good" if good else "title")


def messages(desk: Desk, minutes: int) -> Part:
    """Key messages, quoted, on slides and on a paper to take away, which also holds aim and outcomes."""
    count = desk.count(PartKind.MESSAGES, minutes)
    good = desk.rules.of_audience(desk.request.audience).good_first
    told_first = dict.fromkeys(desk.supply.good() if good else (), told("trustees", "good_note"))
    most = max(count, _TAKE_AWAY)
    notes = {message.source: message.note for message in desk.supply.messages(most)} | told_first
    order = [*told_first, *(source for source in notes if source not in told_first)][:most]
    quotes = [desk.pen.quote(source) for source in order]
    shown = [(quote, notes[source]) for quote, source in zip(quotes, order, strict=True)][:count]
    slides = [
        (Slide(SlideKind.QUOTE, told("messages", "slide", number=n, count=len(shown)), (quote,), ours(note)), 1.0)
        for n, (quote, note) in enumerate(shown, 1)
    ]
    title = messages_title(desk)
    return Part(
        "messages", PartKind.MESSAGES, title, minutes, timed(slides, minutes), (_take_away(desk, quotes, title),)
    )


def _take_away(desk: Desk, quotes: Sequence[Line], title: str) -> Paper:
    texts, _ = outcomes(desk)
    blocks = (
        Lines(ours(desk.supply.aims), told("welcome", "aim")),
        Lines(ours(*texts), told("welcome", "outcomes"), listed=True),
        Lines(tuple(quotes), title, listed=True),
        Lines(ours(told("messages", "handout"))),
    )
    return Paper(PaperKind.MESSAGES, told("messages", "paper"), blocks)


def pause(desk: Desk, minutes: int) -> Part:
    """The break."""
    slide = Slide(
        SlideKind.TITLE,
        told("break", "title"),
        ours(told("break", "line", minutes=minutes)),
        ours(told("break", "note")),
        minutes,
    )
    return Part("break", PartKind.BREAK, told("break", "title"), minutes, (slide,))


def close(desk: Desk, minutes: int) -> Part:
    """One thing that each takes away, and the evaluation."""
    lines = [*told_all("close", "line"), *([told("close", "line_incident")] if desk.incident else [])]
    question = told("close", "question_trustees" if desk.trustees else "question")
    likely = told("close", "likely_trustees" if desk.trustees else "likely")
    slides = [
        (Slide(SlideKind.QUESTION, told("close", "slide"), ours(question), ours(told("close", "note"), likely)), 2.0),
        (_points(told("close", "ahead"), lines, told_all("close", "note_ahead")), 1.0),
    ]
    title = told("close", "title")
    return Part("close", PartKind.CLOSE, title, minutes, timed(slides, minutes), needed=True)


def say_of(part: Part, desk: Desk) -> str:
    """What the facilitator does and says in a part, for the running order."""
    each = int(desk.rules.of(PartKind.SCENARIOS).each)
    section = SECTIONS[part.kind]
    own = desk.activity[0].say if part.kind is PartKind.ACTIVITY and desk.activity else ""
    return " ".join(
        text
        for text in (
            told(section, "say", each=minutes_text(each), heard=desk.groups.hearing, count=len(part.slides)),
            own,
        )
        if text
    )


SECTIONS = {
    PartKind.WELCOME: "welcome",
    PartKind.MESSAGES: "messages",
    PartKind.CASE: "case",
    PartKind.SCENARIOS: "scenarios",
    PartKind.LEVEL_CARDS: "levels",
    PartKind.QUIZ: "quiz",
    PartKind.ACTIVITY: "activity",
    PartKind.ASK_OURSELVES: "questions",
    PartKind.ACTIONS: "actions",
    PartKind.BREAK: "break",
    PartKind.CLOSE: "close",
}
