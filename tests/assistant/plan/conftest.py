"""A drafter over the real index, and short ways to make findings and items."""

import pytest

from assistant.plan.drafting import Drafter
from assistant.plan.items import ActionItem, CrossReference, Quoted, QuoteRole, Source, SourceKind, Task
from assistant.report.findings import Finding
from assistant.types import Citation
from corpus.types import Span


@pytest.fixture(scope="session")
def drafter(assistant):
    return Drafter(assistant)


@pytest.fixture(scope="session")
def from_finding(drafter):
    """The draft for one finding; each is drafted once and remembered."""
    known = {}

    def drafted(words, **more):
        key = (words, tuple(more.items()))
        if key not in known:
            finding = Finding("f1", words, page=4, heading="Is the service safe?", **more)
            known[key] = drafter.from_finding(finding, "Rose Lodge")
        return known[key]

    return drafted


def a_citation(start, number=1, code=""):
    """A citation of one place; its quote says which."""
    spans = (Span(start, start + 5),)
    return Citation(number, f"p{start}", "d", "D", "d.txt", "tip", (), "", f"quote {start}", spans, "", code=code)


@pytest.fixture(name="a_citation", scope="session")
def citation_maker():
    return a_citation


@pytest.fixture(scope="session")
def an_item():
    """Make an item about a prompt, with one task for each place."""

    def made(not_yet, *places, prompt="S4.2", **more):
        tasks = [Task(f"quote {place}", quote=n) for n, place in enumerate(places, 1)]
        quotes = [Quoted(QuoteRole.TASK, a_citation(place, n)) for n, place in enumerate(places, 1)]
        asked = a_citation(1000 + int(prompt[-1]), len(quotes) + 1, code=prompt)
        values = {
            "not_yet": not_yet,
            "source": Source(SourceKind.INSPECTION, not_yet, "Rose Lodge", "Safe", 7),
            "action": f"About {prompt}",
            "kloes": (CrossReference("annex-a2", "v", prompt[:2], "Safe"),),
            "tasks": (*tasks, Task("Answer", quote=asked.number, drafted=True)),
            "quotes": (*quotes, Quoted(QuoteRole.PROMPT, asked)),
        }
        return ActionItem(**values | more)

    return made
