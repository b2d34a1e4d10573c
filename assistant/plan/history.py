"""Going back: an earlier state of a plan as a new version, and which change "undo" takes back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.plan.fields import field_named
from assistant.plan.items import ActionPlan

_UNDONE = re.compile(r"^Undone: version (\d+)\b")
_SHOWN_FIELDS = 3


def restored(now: ActionPlan, then: ActionPlan) -> ActionPlan:
    """The plan as it was then; references that were given since are not given again."""
    return replace(then, number=max(now.number, then.number))


def to_undo(what: Mapping[int, str]) -> int | None:
    """The number of the version whose change is to be taken back, or None if there is none left.

    ``what`` says of every version what was done. Undoing twice takes back two changes: a version that undid
    another stands for the one before that.
    """
    number = max(what, default=0)
    while found := _UNDONE.match(what.get(number, "")):
        number = int(found[1]) - 1
    return number if number > 1 else None


def undone(number: int, what: str) -> str:
    """What the version says that takes back another."""
    return f"Undone: version {number} ({what})"


def said_of(reference: str, names: Sequence[str]) -> str:
    """What was changed of an item, in a few words, for the list of versions."""
    labels = [label_of(name).lower() if n else label_of(name) for n, name in enumerate(names)]
    if len(labels) > _SHOWN_FIELDS:
        return f"{reference}: {', '.join(labels[:_SHOWN_FIELDS])} and {len(labels) - _SHOWN_FIELDS} more changed"
    return f"{reference}: {' and '.join(filter(None, [', '.join(labels[:-1]), *labels[-1:]]))} changed"


def label_of(name: str) -> str:
    """A field's name for people, in a few words."""
    try:
        return field_named(name).heading
    except KeyError:
        return name.replace("_", " ").capitalize()
