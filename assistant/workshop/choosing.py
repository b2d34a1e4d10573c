"""Which parts a workshop has, in which order, and how many minutes each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.workshop.minutes import SHORTEST, SHORTEST_WELCOME, Need, share
from assistant.workshop.pack import Changes, PartKind, Request
from assistant.workshop.rules import PartRule, load_rules

_LEADING = 1.6  # times the minutes for the part that was asked for by name
_NEEDED = (PartKind.WELCOME, PartKind.CLOSE)


@dataclass(frozen=True)
class Chosen:
    """The parts in order with their minutes, and those that could be taken in."""

    minutes: dict[PartKind, int]
    spare: tuple[PartKind, ...]


def choose(
    request: Request,
    changes: Changes,
    held: Callable[[PartKind], bool],
    title: Callable[[PartKind], str],
    leading: PartKind | None = None,
) -> Chosen:
    """The parts for a request and what was changed in them.

    ``held`` says whether there is material for a part; ``leading`` is one that comes before all others.

    Raises:
        MinutesError: they cannot be fitted in.
    """
    rules = load_rules()
    first = [kind for kind in rules.programme_of(request.audience, request.purpose) if held(kind)]
    if leading and held(leading):
        first = list(dict.fromkeys((leading, *first)))
    rest = rules.pause_of(request.minutes)
    pause = [PartKind.BREAK] if rest else []
    taken = [*_NEEDED, *pause]
    most = len(taken) + -(-request.minutes // rules.limits.a_part_for_each)
    for kind in first:
        if (
            len(taken) < most
            and sum(_enough(rules.of(k), request.minutes, rest) for k in (*taken, kind)) <= request.minutes
        ):
            taken.append(kind)
    ids = {rule.kind: rule.id for rule in rules.part}
    taken = [kind for kind in taken if kind in _NEEDED or ids[kind] not in changes.dropped]
    taken += [k for k in ids if ids[k] in changes.added and k not in taken and held(k)]
    needs = [
        _need(rules.of(kind), request.minutes, rest, title(kind), changes.minutes.get(ids[kind], 0)) for kind in taken
    ]
    needs = [replace(n, wish=n.wish * _LEADING) if leading and n.id == ids[leading] else n for n in needs]
    minutes = share(request.minutes, needs)
    order = _ordered([rule for rule in rules.part if rule.kind in taken], minutes, changes.order)
    able = [kind for kind in ids if kind not in taken and held(kind)]
    return Chosen({rule.kind: minutes[rule.id] for rule in order}, tuple(able))


def _wish(rule: PartRule, length: int, rest: int) -> float:
    if rule.kind is PartKind.BREAK:
        return rest or rule.least
    return max(rule.least, min(rule.share * length, rule.most))


def _enough(rule: PartRule, length: int, rest: int) -> float:
    return (
        rest if rule.kind is PartKind.BREAK else max(rule.least, load_rules().limits.enough * _wish(rule, length, rest))
    )


def _need(rule: PartRule, length: int, rest: int, title: str, fixed: int) -> Need:
    bare = SHORTEST_WELCOME if rule.kind is PartKind.WELCOME else SHORTEST
    wish = _wish(rule, length, rest)
    if rule.kind is PartKind.BREAK:
        return Need(rule.id, title, wish, int(wish), int(wish), bare, fixed, firm=True)
    return Need(rule.id, title, wish, rule.least, rule.most, bare, fixed)


def _ordered(parts: Sequence[PartRule], minutes: dict[str, int], wanted: Sequence[str]) -> list[PartRule]:
    """The parts as the rules have them, the break nearest the middle; then as somebody wants them."""
    order = [rule for rule in parts if rule.kind is not PartKind.BREAK]
    pause = [rule for rule in parts if rule.kind is PartKind.BREAK]
    if pause:
        half = sum(minutes[rule.id] for rule in order) / 2
        ends = [sum(minutes[rule.id] for rule in order[:place]) for place in range(len(order) + 1)]
        inside = range(1, len(order)) if len(order) < 4 else range(2, len(order) - 1)
        order[(best := min(inside, key=lambda place: abs(ends[place] - half))) : best] = pause
    return _as_wanted(order, wanted)


def _as_wanted(order: list[PartRule], wanted: Sequence[str]) -> list[PartRule]:
    """Those that are named in their new order; each other one stays behind the one it followed."""
    by_id = {rule.id: rule for rule in order}
    named = [by_id[name] for name in dict.fromkeys(wanted) if name in by_id]
    for place, rule in enumerate(order):
        if rule not in named:
            before = next((other for other in reversed(order[:place]) if other in named), None)
            named.insert(named.index(before) + 1 if before else 0, rule)
    return named
