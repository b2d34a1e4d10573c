"""Workshop packs made by hand, with every kind of slide, paper and block; their sources are invented."""

from assistant.types import Citation
from assistant.workshop.pack import (
    Audience,
    Card,
    Cards,
    Diagram,
    Form,
    Line,
    Lines,
    Pack,
    Paper,
    PaperKind,
    Part,
    PartKind,
    Purpose,
    Request,
    Slide,
    SlideKind,
    Spare,
)
from assistant.workshop.rules import told
from corpus.types import Span

GUIDE, ANNEX = "Guide to improvement: a guide for managers", "Annex A2: key lines of enquiry"
NOTICE = (
    "The codes and characteristics here are those of the consultation draft of the 2017 framework. "
    "Check on CQC’s website which framework applies to you now."
)
QUOTES = (
    "Always tell the local safeguarding team and the CQC at the earliest opportunity. Don't delay.",
    "It's fine to fact-find in order to give the team what it needs, but don't investigate before you've asked it.",
    "“I asked every member of staff how comfortable they felt about speaking up. “Not very,” most of them said.",
    "We held workshops on what safeguarding is, and what it is not. Staff told us that they had been afraid of getting "
    "somebody into trouble, and that nobody had ever asked them. So we asked, every week, in every handover, until it "
    "became ordinary. The manager wrote down what she heard, thanked the person, and told them within three days what "
    "had been done about it. Nobody was ever blamed for having raised something that turned out to be nothing at all.",
    "Staff came forward more often. The home was rerated as requires improvement.",
    "Are people safe when they go out?",
    "People are consistently safe and protected from bullying and harassment.",
    "Staff are exceptionally well trained in safeguarding people.",
    "Safeguarding is not always given sufficient priority.",
    "People have experienced, or are at significant or immediate risk of, avoidable harm.",
    "The service is particularly creative in the way it helps people to understand what keeping safe means for them.",
    "Staff do not recognise or respond appropriately to abuse.",
)
_LEVELS = {
    7: "Good",
    8: "Outstanding",
    9: "Requires improvement",
    10: "Inadequate",
    11: "Outstanding",
    12: "Inadequate",
}


def cited(number: int, quote: str) -> Citation:
    """A citation of an invented place."""
    framework = number in _LEVELS or number == 6
    return Citation(
        number=number,
        passage_id=f"p{number}",
        document_id="cqc-annex-a2" if framework else "guide-to-improvement",
        document_title=ANNEX if framework else GUIDE,
        source_file="annex.txt" if framework else "guide.txt",
        kind="characteristic" if number in _LEVELS else "prompt" if framework else "tip",
        heading=("Safe", "S1") if framework else ("3 Safe", "3.6 Safeguarding", "Top tips"),
        locator="page 4" if framework else "page 36",
        quote=quote,
        spans=(Span(number * 1000, number * 1000 + len(quote)),),
        source_line=f"CQC, “{ANNEX}” (2017); ratings framework" if framework else f"Skills, “{GUIDE}” (2019); advice",
        level=_LEVELS.get(number, ""),
        code="S1.4" if number == 6 else "S1" if framework else "",
    )


CITATIONS = tuple(cited(number, quote) for number, quote in enumerate(QUOTES, 1))


def said(number: int) -> Line:
    """The words of a citation."""
    return Line(QUOTES[number - 1], number)


def ours(*texts: str) -> tuple[Line, ...]:
    """Lines of ours."""
    return tuple(map(Line, texts))


WELCOME = Part(
    "welcome",
    PartKind.WELCOME,
    "Welcome",
    10,
    slides=(
        Slide(
            SlideKind.TITLE,
            "Safeguarding: seeing it, saying it, recording it",
            ours("90 minutes for 12 care workers", "What is ours to fill in stands on the paper “Who to call here”"),
            ours("Welcome everybody. Say that anybody may step out at any time."),
            2,
        ),
        Slide(
            SlideKind.POINTS,
            "What you can do afterwards",
            ours(
                "Say what you would do, whom you would tell and what you would write down",
                "Explain why everybody here should know what to do when a person is at risk of abuse",
                "Help a person to understand what keeping safe means, and to raise a worry of their own",
            ),
            ours("Read them out, and ask which matters most to people here."),
            3,
        ),
        Slide(
            SlideKind.QUESTION,
            "To begin with",
            ours("What helps you feel able to speak up at work when something does not seem right?"),
            ours("In pairs, then one answer from each pair."),
            5,
        ),
    ),
    needed=True,
)
MESSAGES = Part(
    "messages",
    PartKind.MESSAGES,
    "Key messages",
    20,
    slides=(
        Slide(SlideKind.QUOTE, "Tell somebody at once", (said(1),), ours("Draw out that waiting is the mistake."), 4),
        Slide(SlideKind.QUOTE, "Facts, not an investigation", (said(2),), (*ours("Ask for an example."), said(2)), 4),
        Slide(SlideKind.QUOTE, "How one home made it ordinary", (said(4),), ours("Ask what would help here."), 6),
        Slide(
            SlideKind.POINTS,
            "What Safe asks about, and what people said: first the question of the framework, then a manager’s words",
            (*ours("The framework asks:"), said(6), *ours("A manager says:"), said(3)),
            ours("Compare the two."),
            3,
        ),
        Slide(
            SlideKind.POINTS,
            "A long list",
            ours(
                *(
                    f"Point {n} of a list that is too long for one slide, so that it goes on to the next"
                    for n in range(1, 13)
                )
            ),
            ours("Go through them quickly."),
            3,
        ),
    ),
)
CASE = Part(
    "case",
    PartKind.CASE,
    "Case study",
    20,
    slides=(
        Slide(
            SlideKind.QUESTION, "Case study", ours("What was wrong?", "What did they do?", "What would we do?"), (), 20
        ),
    ),
    papers=(
        Paper(
            PaperKind.CASE,
            "A care home learns to raise concerns",
            (
                Lines((said(3), said(4)), "What happened"),
                Lines(
                    ours("What was wrong?", "What did they do?", "What would we do here?"), "To talk about", listed=True
                ),
                Form(("What we noticed", "What we would do"), blank=4),
            ),
        ),
        Paper(PaperKind.CASE_OUTCOME, "What changed", (Lines((said(5),)),), held_back=True),
    ),
)
SCENARIOS = Part(
    "scenarios",
    PartKind.SCENARIOS,
    "Scenario cards",
    15,
    slides=(Slide(SlideKind.QUESTION, "What would you do?", ours("Who would you tell?"), (), 15),),
    papers=(
        Paper(
            PaperKind.SCENARIOS,
            "Scenario cards",
            (
                Cards(
                    tuple(
                        Card(
                            str(number),
                            Line(
                                f"You are helping a person to wash and see bruise number {number}, which was not "
                                "there yesterday. When you ask if it hurts, she looks away and says, ‘Please don’t "
                                "make a fuss.’ What would you do? Who would you tell?"
                            ),
                            "The bruise",
                        )
                        for number in range(1, 8)
                    )
                ),
            ),
        ),
        Paper(
            PaperKind.SCENARIO_ANSWERS,
            "Scenario cards: facilitator's copy",
            (
                Lines(
                    ours("See that this may be a sign of abuse.", "Tell the manager now."), "1: The bruise", listed=True
                ),
                Lines((said(1), said(2))),
            ),
            held_back=True,
        ),
    ),
)
LEVEL_CARDS = Part(
    "level-cards",
    PartKind.LEVEL_CARDS,
    "Level cards",
    10,
    papers=(
        Paper(
            PaperKind.LEVEL_CARDS,
            "Level cards",
            (Cards(tuple(Card("ABCDEF"[place], said(number)) for place, number in enumerate((9, 7, 12, 8, 10, 11)))),),
        ),
        Paper(
            PaperKind.LEVEL_ANSWERS,
            "Level cards: answers",
            (
                Form(
                    ("Card", "Level", "Words"),
                    tuple(
                        (Line("ABCDEF"[place]), Line(_LEVELS[number]), said(number))
                        for place, number in enumerate((9, 7, 12, 8, 10, 11))
                    ),
                ),
            ),
            held_back=True,
        ),
    ),
)
QUIZ = Part(
    "quiz",
    PartKind.QUIZ,
    "Quiz",
    5,
    papers=(
        Paper(
            PaperKind.QUIZ,
            "Quiz",
            tuple(
                Lines(ours("A. The CQC only", "B. The team only", "C. Both"), f"{n}. Who is told?", listed=True)
                for n in range(1, 7)
            ),
        ),
        Paper(PaperKind.QUIZ_ANSWERS, "Quiz: answers", (Lines((*ours("1. C."), said(1))),), held_back=True),
    ),
)
ACTIVITY = Part(
    "activity",
    PartKind.ACTIVITY,
    "Cause and effect",
    5,
    papers=(
        Paper(
            PaperKind.ACTIVITY,
            "Cause and effect",
            (
                Lines(ours("Write the causes on the branches.", "Ask why of every one of them."), listed=True),
                Diagram(
                    "Somebody here sees something that worries them, and does not tell anyone.",
                    ("People", "Training", "Communication", "Records", "Equipment", "Leadership"),
                ),
            ),
        ),
    ),
)
ACTIONS = Part(
    "actions",
    PartKind.ACTIONS,
    "Action sheet",
    5,
    slides=(Slide(SlideKind.POINTS, "What we will do", ours("One thing each, by when"), (), 5),),
    papers=(Paper(PaperKind.ACTIONS, "Action sheet", (Form(("What we will do", "Who", "By when", "Done"), blank=8),)),),
)
SOURCES = Paper(
    PaperKind.SOURCES,
    "Sources",
    (
        Lines(tuple(Line(c.quote, c.number) for c in CITATIONS), "What is quoted"),
        Lines(ours(NOTICE), "Please note"),
    ),
)
PAPERS = (
    Paper(
        PaperKind.RUNNING_ORDER,
        "Running order",
        (
            Form(("Minutes", "What", "Paper"), ((Line("10"), Line("Welcome"), Line("none")),)),
            Lines(ours("Quiz: 12, one for each person", "Level cards: 3 sets"), told("order", "copies"), listed=True),
        ),
        held_back=True,
    ),
    Paper(
        PaperKind.FACILITATOR,
        "Facilitator's notes",
        (
            Lines(ours("Say that anybody may step out."), "Welcome, 10 minutes"),
            Lines((*ours("If somebody tells you of harm, stop and follow these words:"), said(1)), "A disclosure"),
        ),
        held_back=True,
    ),
    Paper(
        PaperKind.ASK_OURSELVES,
        "Questions to ask ourselves",
        (Form(("Question", "What we can show"), ((said(6), Line("")), (Line("Who is told?"), Line("")))),),
    ),
    Paper(
        PaperKind.OBSERVED,
        "Observed practice, two weeks later",
        (Form(("What to look for", "Seen?", "Notes"), ((Line("Staff can say whom to tell."), Line(""), Line("")),)),),
        held_back=True,
    ),
    Paper(
        PaperKind.LOCAL,
        "Who to call here",
        (Form(("Who", "Name and number"), ((Line("Safeguarding team"), Line("")),)),),
    ),
    Paper(
        PaperKind.EVALUATION,
        "Evaluation",
        (Form(("Statement", "Yes", "Partly", "No"), ((Line("I know whom to tell."), *ours("", "", "")),)),),
    ),
    SOURCES,
)
PACK = Pack(
    request=Request("safeguarding practice", 90, Audience.CARE_WORKERS, 12, Purpose.PRACTICE),
    title="Safeguarding: seeing it, saying it, recording it",
    topics=("S1",),
    parts=(WELCOME, MESSAGES, CASE, SCENARIOS, LEVEL_CARDS, QUIZ, ACTIVITY, ACTIONS),
    spare=(Spare("ask", PartKind.ASK_OURSELVES, "Questions to ask ourselves"),),
    cases=(("S1", "A care home learns to raise concerns"),),
    papers=PAPERS,
    citations=CITATIONS,
    notices=(NOTICE,),
    framework="Annex A2, consultation draft of the 2017 framework",
    fingerprint="0" * 16,
    seed=7,
)
SMALL = Pack(
    request=Request("safeguarding", 30, Audience.TRUSTEES, 5),
    title="Safeguarding",
    topics=("S1",),
    parts=(Part("welcome", PartKind.WELCOME, "Welcome", 30, slides=WELCOME.slides, needed=True),),
    papers=(SOURCES,),
    citations=CITATIONS,
    notices=(NOTICE,),
    framework="Annex A2, consultation draft of the 2017 framework",
)
