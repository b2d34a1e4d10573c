"""Items that are about the same thing: one that repeats what is in a plan, and alike ones among a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.patterns import load_data
from assistant.plan.drafts import Drafted
from assistant.plan.items import ActionItem, ActionPlan, Priority, QuoteRole, Source, Task
from assistant.plan.making import MOST_TASKS
from assistant.plan.quotes import Quotes
from corpus.words import keywords

_ALIKE = 0.3  # the share of the shorter one's words that both have
_MOST_ANSWERED = 6  # findings that one item of a draft answers
_ORDER = tuple(Priority)


def repeats(plan: ActionPlan, item: ActionItem) -> ActionItem | None:
    """The open item of a plan that a drafted one repeats: about the same prompt, in words that are alike."""
    found = [(_likeness(held, item), n, held) for n, held in enumerate(plan.open_items) if _same_aim(held, item)]
    alike = [row for row in found if row[0] >= _ALIKE]
    return max(alike, key=lambda row: (row[0], -row[1]))[2] if alike else None


def added_to(existing: ActionItem, item: ActionItem) -> ActionItem:
    """The item of the plan with what a drafted one adds: its words with their place, its tasks and its quotes."""
    return _united(existing, item, most_tasks=len(existing.tasks) + len(item.tasks))


def join_alike(drafted: Sequence[Drafted]) -> tuple[Drafted, ...]:
    """The drafted items with those about the same prompt made one, in the order of the first of each."""
    joined: list[Drafted] = []
    for one in drafted:
        place = next((n for n, held in enumerate(joined) if _same_draft(held, one)), None)
        if place is None:
            joined.append(one)
            continue
        held = joined[place]
        item = _united(held.item, one.item, most_tasks=MOST_TASKS)
        also = held.also if one.finding in held.answers else (*held.also, one.finding)
        joined[place] = replace(held, item=item, also=also)
    return tuple(joined)


def urgent_first(drafted: Iterable[Drafted]) -> tuple[Drafted, ...]:
    """The drafted items by their priority; those of one priority keep their order."""
    return tuple(sorted(drafted, key=lambda one: _ORDER.index(one.item.priority)))


def _same_draft(held: Drafted, one: Drafted) -> bool:
    room = len(held.answers) < _MOST_ANSWERED or one.finding in held.answers
    return room and held.item.action == one.item.action and _prompts(held.item) == _prompts(one.item)


def _same_aim(held: ActionItem, item: ActionItem) -> bool:
    if held.not_yet and held.not_yet == item.not_yet:
        return True
    return bool(_prompts(held) & _prompts(item)) or bool(held.action and held.action == item.action)


def _prompts(item: ActionItem) -> frozenset[tuple[str, str]]:
    first = item.quoted(QuoteRole.PROMPT)[:1]
    return frozenset((citation.document_id, citation.code) for citation in first)


def _likeness(held: ActionItem, item: ActionItem) -> float:
    one, other = set(keywords(held.not_yet)), set(keywords(item.not_yet))
    return len(one & other) / max(min(len(one), len(other)), 1)


def _united(first: ActionItem, second: ActionItem, most_tasks: int) -> ActionItem:
    quotes = Quotes(first.quotes)
    numbers = {q.citation.number: q for q in second.quotes}
    tasks = list(first.tasks)
    said = {task.text for task in tasks}
    for task in second.tasks:
        if task.text in said or len(tasks) >= most_tasks:
            continue
        quoted = numbers.get(task.quote)
        tasks.append(replace(task, quote=quotes.add(quoted.role, quoted.citation)) if quoted else task)
    for quoted in second.quotes:
        if quoted.role not in {QuoteRole.TASK, QuoteRole.PROMPT}:
            quotes.add(quoted.role, quoted.citation)
    urgent = min((first, second), key=lambda item: _ORDER.index(item.priority))
    return replace(
        first,
        not_yet=_lines(first.not_yet, "" if second.not_yet in first.not_yet else _with_place(second)),
        regulations=tuple(dict.fromkeys([*first.regulations, *second.regulations])),
        kloes=tuple(dict.fromkeys([*first.kloes, *second.kloes])),
        notes=_lines(first.notes, second.notes),
        tasks=_renumbered(tasks, first, quotes),
        quotes=quotes.all,
        priority=urgent.priority,
        priority_reason=_reason(first, second, urgent.priority_reason),
    )


def _reason(first: ActionItem, second: ActionItem, reason: str) -> str:
    """The more urgent of two reasons; that it is not everybody's is said, once."""
    one_of = load_data("plan_drafting.toml")["item"]["one_of"]
    shared = first.priority_reason == second.priority_reason
    return reason if shared or reason.startswith(one_of.partition("{")[0]) else one_of.format(reason=reason)


def _renumbered(tasks: Iterable[Task], first: ActionItem, quotes: Quotes) -> tuple[Task, ...]:
    """Tasks with the numbers that their quotes have now: those of the first item may have counted otherwise."""
    places = {q.citation.number: (q.role, q.citation) for q in first.quotes}
    own = len(first.tasks)
    renumbered = []
    for n, task in enumerate(tasks):
        held = places.get(task.quote) if n < own else None
        renumbered.append(replace(task, quote=quotes.add(*held)) if held else task)
    return tuple(renumbered)


def _with_place(item: ActionItem) -> str:
    words = load_data("plan_drafting.toml")["item"]
    place = place_of(item.source)
    if not place or not item.not_yet:
        return item.not_yet
    return words["also"].format(words=item.not_yet, place=place)


def place_of(source: Source) -> str:
    """Where the words of an item stand, in a few words."""
    page = load_data("plan_drafting.toml")["item"]["page"].format(page=source.page) if source.page else ""
    return ", ".join(part for part in (source.document, source.heading, page) if part)


def _lines(first: str, second: str) -> str:
    """Two texts on lines of their own; what is there already is not said twice."""
    if not second or second in first.split("\n"):
        return first
    return f"{first}\n{second}" if first else second
