"""What changed between two states of an item or a plan, and bringing two people's changes together."""

from dataclasses import dataclass, fields, replace
from typing import Any

from assistant.plan.items import ActionItem, ActionPlan
from corpus.errors import AskKloeError

_FIELDS = tuple(f.name for f in fields(ActionItem) if f.name not in {"reference", "drafted"})


class ClashError(AskKloeError):
    """Somebody else changed the same thing meanwhile; nothing was written."""

    retryable = True

    def __init__(self, message: str, names: tuple[str, ...]) -> None:
        """``names`` are the fields that both changed."""
        super().__init__(message)
        self.names = names


@dataclass(frozen=True)
class Change:
    """One field of an item before and after; an item that came or went has ``field`` ""."""

    reference: str
    field: str
    before: Any
    after: Any


def changed_fields(before: ActionItem, after: ActionItem) -> tuple[str, ...]:
    """The names of the fields that differ, in the order of the item."""
    return tuple(name for name in _FIELDS if getattr(before, name) != getattr(after, name))


def merge_item(base: ActionItem, mine: ActionItem, theirs: ActionItem) -> ActionItem:
    """The item with both people's changes since ``base``.

    Raises:
        ClashError: both changed a field, to different things.
    """
    changed = changed_fields(base, mine)
    clashes = tuple(
        name
        for name in changed
        if getattr(theirs, name) != getattr(base, name) and getattr(theirs, name) != getattr(mine, name)
    )
    if clashes:
        message = f"{theirs.reference} was changed in another window meanwhile. Nothing was overwritten."
        raise ClashError(message, clashes)
    merged = replace(theirs, **{name: getattr(mine, name) for name in changed})
    return replace(merged, drafted=tuple(name for name in theirs.drafted if name not in changed))


def compare(before: ActionPlan, after: ActionPlan) -> tuple[Change, ...]:
    """What differs between the items of two states of a plan, in the order of the later one, what is gone last."""
    found = []
    for item in after.items:
        old = before.item(item.reference)
        if old is None:
            found.append(Change(item.reference, "", None, item))
            continue
        found += [Change(item.reference, n, getattr(old, n), getattr(item, n)) for n in changed_fields(old, item)]
    gone = [item for item in before.items if after.item(item.reference) is None]
    return (*found, *(Change(item.reference, "", item, None) for item in gone))
