"""An item and a plan with everything in them, for the tests of the screen "Action plan"."""

from datetime import date

from assistant.plan.items import (
    ActionItem,
    ActionPlan,
    Considered,
    CrossReference,
    Light,
    Milestone,
    Priority,
    Quoted,
    QuoteRole,
    Source,
    SourceKind,
    Status,
    Task,
    Term,
    WrittenRequest,
)
from assistant.types import Citation
from corpus.types import Span

EVIL = '<script>alert("x")</script> <img src=x onerror=alert(1)>'
DAY = date(2026, 11, 22)


def cited(number=1, words="Check every chart at the end of the shift.", **more):
    told = {"code": "", "level": "", "note": "", **more}
    return Citation(
        number, "p1", "guide", "Guide to improvement", "guide.pdf", "tip", ("3. Common areas",), "page 92", words,
        (Span(0, 10),), "Skills for Care, 2019", **told,
    )  # fmt: skip


def full_item(text="Gaps on two charts", **more):
    """An item in which every field says something."""
    quotes = (
        Quoted(QuoteRole.TASK, cited(1, text)),
        Quoted(QuoteRole.SERVES, cited(2, text, code="S4", level="Good", note=text)),
        Quoted(QuoteRole.RESEMBLES, cited(3, text, code="S4", level="Inadequate")),
        Quoted(QuoteRole.EXAMPLE, cited(4, text)),
    )
    told = {
        "source": Source(SourceKind.INSPECTION, text, text, text, 3),
        "regulations": (text,),
        "kloes": (CrossReference("annex-a2", "consultation draft", "S4", "Safe"),),
        **dict.fromkeys(
            ("quality_statement", "not_yet", "effect", "control", "root_cause", "action", "objective", "lead", "others",
             "resources", "priority_reason", "risk", "baseline", "measure", "evidence", "sustain", "notes",
             "closing_evidence", "impact", "lessons"), text,
        ),
        "tasks": (Task(text, 1), Task(text, 0, True, text, text, text, DAY, True)),
        "due": DAY,
        "milestones": (Milestone(text, DAY),),
        "priority": Priority.SAFETY,
        "term": Term.QUICK,
        "safeguarding": Considered(text, text, DAY),
        "light": Light.TODAY,
        "drafted": ("action", "measure"),
        "quotes": quotes,
        **more,
    }  # fmt: skip
    return ActionItem(**told)


def full_plan(text="Gaps on two charts", identity="abc"):
    """A plan with an open and a closed item in which every field says something."""
    items = (full_item(text), full_item(text, status=Status.CLOSED, done=DAY))
    request = WrittenRequest(DAY, text, DAY, (text,))
    plan = ActionPlan(identity, text, service=text, scope=text, manager=text, review=DAY, request=request)
    return plan.with_new(items)
