"""The quotes of a whole plan, each numbered once however many of its actions use it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from assistant.export.paper import add_line, bookmark, clean_words, link_to
from assistant.export.plan_paper import says
from assistant.notices import notices_for
from assistant.patterns import load_data
from assistant.plan.items import ActionItem, QuoteRole, Task
from assistant.types import Citation


class PlanQuotes:
    """Numbers from 1 in the order in which the actions of a paper stand."""

    def __init__(self, items: Iterable[ActionItem]) -> None:
        """Number every quote of these actions."""
        self._items = tuple(items)
        self._numbered: dict[tuple[object, ...], Citation] = {}
        for quoted in (quoted for item in self._items for quoted in item.quotes):
            number = len(self._numbered) + 1
            self._numbered.setdefault(_key(quoted.citation), replace(quoted.citation, number=number))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All of them, by number."""
        return tuple(self._numbered.values())

    def of_role(self, item: ActionItem, role: QuoteRole) -> tuple[int, ...]:
        """The numbers of an action's quotes of one role."""
        return tuple(self._numbered[_key(citation)].number for citation in item.quoted(role))

    def of_task(self, item: ActionItem, quote: int) -> tuple[int, ...]:
        """The number of the quote that a task's words are; ``quote`` is its number within the action."""
        cited = [q.citation for q in item.quotes if q.citation.number == quote]
        return tuple(self._numbered[_key(citation)].number for citation in cited)

    def notices(self) -> tuple[str, ...]:
        """What people have to know of the sources, and of the frameworks that codes stand for."""
        found = [notice.text for notice in notices_for("", self.citations)]
        known = {row["id"]: row["text"] for row in load_data("notices.toml")["notice"]}
        for kloe in (kloe for item in self._items for kloe in item.kloes):
            own = says("plan", "framework", version=kloe.version)
            found.append(known.get(f"framework-{kloe.framework}", own))
        return tuple(dict.fromkeys(found))

    def sources(self) -> tuple[str, ...]:
        """The sources in full, each once, the date of a provider's example with it."""
        return tuple(sorted({citation.source_line for citation in self.citations}))

    def write_references(self, file: Any) -> None:  # noqa: ANN401
        """Every quote, word for word, with its place and what kind of source it is; the sources in full stand below."""
        for citation in self.citations:
            paragraph = add_line(file, "")
            bookmark(paragraph, f"ref{citation.number}", citation.number, f"[{citation.number}] ")
            words = clean_words(citation.quote)
            paragraph.add_run(words if words.startswith("“") else f"“{words}”")
            paragraph.add_run(f" {clean_words(_place(citation))}").italic = True


def add_numbers(paragraph: Any, numbers: Iterable[int]) -> None:  # noqa: ANN401
    """Numbers of quotes behind what a paragraph says, each a link to its reference."""
    for number in numbers:
        paragraph.add_run(" ")
        link_to(paragraph, f"ref{number}", f"[{number}]")


def words_of(item: ActionItem, task: Task) -> str:
    """Whose words a task is, with their place; "" once they are no longer the quote's."""
    for citation in (quoted.citation for quoted in item.quotes if quoted.citation.number == task.quote):
        if clean_words(task.text) and clean_words(task.text) in clean_words(citation.quote):
            return ", ".join(part for part in (_short(citation), citation.locator) if part)
    return ""


def _place(citation: Citation) -> str:
    """Where a quote stands, in few words: the short title, the nearest heading, the place, and the kind of source."""
    kind = citation.source_line.rsplit("; ", 1)[-1]
    parts = (_short(citation), *citation.heading[-1:], citation.locator, kind, citation.note)
    return "; ".join(part for part in parts if part)


def _short(citation: Citation) -> str:
    return citation.document_title.split(":")[0]


def _key(citation: Citation) -> tuple[object, ...]:
    return (citation.document_id, citation.spans, citation.quote)
