"""What a trainer changes in a pack: each change as the `Changes` to build it from next."""

from dataclasses import replace

from assistant.patterns import load_data
from assistant.workshop.pack import Changes, Pack, Part, PartKind
from corpus.errors import AskKloeError

_FIRST, _LAST = PartKind.WELCOME, PartKind.CLOSE  # these stay where they are


class ChangeError(AskKloeError):
    """A change that cannot be made; the pack stays as it was."""


def says(name: str, **values: str) -> str:
    """A line of ``workshop_screen.toml`` on changes, its gaps filled."""
    return load_data("workshop_screen.toml")["changes"][name].format(**values)


def without(pack: Pack, changes: Changes, part: str) -> Changes:
    """Drop a part.

    Raises:
        ChangeError: it is not there, or cannot be dropped.
    """
    held = part_of(pack, part)
    if held.needed:
        raise ChangeError(says("needed", part=held.title))
    minutes = {identity: count for identity, count in changes.minutes.items() if identity != part}
    added = tuple(identity for identity in changes.added if identity != part)
    dropped = changes.dropped if part in changes.added else (*changes.dropped, part)
    return replace(changes, added=added, dropped=dropped, minutes=minutes)


def with_spare(pack: Pack, changes: Changes, part: str) -> Changes:
    """Take in a part that fits the topic and is not in the pack.

    Raises:
        ChangeError: there is none such.
    """
    if all(spare.id != part for spare in pack.spare):
        raise ChangeError(says("gone"))
    if part in changes.dropped:
        return replace(changes, dropped=tuple(identity for identity in changes.dropped if identity != part))
    return replace(changes, added=(*changes.added, part))


def can_move(pack: Pack, part: str, by: int) -> bool:
    """Whether a part can change places with the one before (-1) or after it (1)."""
    ids = [held.id for held in pack.parts]
    if part not in ids or not 0 <= ids.index(part) + by < len(ids):
        return False
    return not {pack.parts[ids.index(part)].kind, pack.parts[ids.index(part) + by].kind} & {_FIRST, _LAST}


def moved(pack: Pack, changes: Changes, part: str, by: int) -> Changes:
    """Let a part change places with the one before (-1) or after it (1).

    Raises:
        ChangeError: it is not there, or cannot be moved there.
    """
    held = part_of(pack, part)
    if not can_move(pack, part, by):
        raise ChangeError(says("cannot_move", part=held.title))
    ids = [one.id for one in pack.parts]
    here = ids.index(part)
    ids[here], ids[here + by] = ids[here + by], ids[here]
    return replace(changes, order=tuple(ids))


def timed(pack: Pack, changes: Changes, part: str, minutes: int) -> Changes:
    """Give a part so many minutes; the others share what is left.

    Raises:
        ChangeError: it is not there, or that is no number of minutes for it.
    """
    held = part_of(pack, part)
    if not 0 < minutes < pack.request.minutes:
        raise ChangeError(says("no_minutes", part=held.title, most=str(pack.request.minutes - 1)))
    return replace(changes, minutes={**changes.minutes, part: minutes})


def with_case(pack: Pack, changes: Changes, topic: str) -> Changes:
    """Tell the case study of another topic.

    Raises:
        ChangeError: there is none such.
    """
    if all(identity != topic for identity, _ in pack.cases):
        raise ChangeError(says("gone"))
    return replace(changes, case=topic)


def part_of(pack: Pack, part: str) -> Part:
    """A part of a pack by its id.

    Raises:
        ChangeError: it is not there.
    """
    for held in pack.parts:
        if held.id == part:
            return held
    raise ChangeError(says("gone"))


def check_change(before: Pack, then: Changes, after: Pack, now: Changes) -> None:
    """See that a pack that was built anew is as it was changed to be.

    Raises:
        ChangeError: there was no room for the change.
    """
    there = {part.id: part.minutes for part in after.parts}
    titles = {part.id: part.title for part in before.parts}
    for identity, minutes in now.minutes.items():
        if then.minutes.get(identity) != minutes and there.get(identity) != minutes:
            raise ChangeError(says("not_so", part=titles.get(identity, identity), minutes=str(minutes)))
    given_up = set(now.dropped) | (set(then.added) - set(now.added))
    taken_in = (set(now.added) - set(then.added)) | (set(then.dropped) - set(now.dropped))
    if after.minutes != before.request.minutes or (set(titles) | taken_in) - given_up - set(there):
        raise ChangeError(says("no_room", minutes=str(before.request.minutes)))
