"""Sharing out minutes: whole ones that add up exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.workshop.rules import told
from corpus.errors import AskKloeError

SHORTEST = 3  # no part but the welcome is shorter, whatever is set by hand
SHORTEST_WELCOME = 2


class MinutesError(AskKloeError):
    """The minutes that were set do not fit the length."""


@dataclass(frozen=True)
class Need:
    """What a part needs: the minutes that it would like, and between which it works.

    ``bare`` is below which it makes no sense at all; ``fixed`` are minutes that were set by hand, or 0; what is
    ``firm`` never gets more than its most.
    """

    id: str
    title: str
    wish: float
    least: int
    most: int
    bare: int = SHORTEST
    fixed: int = 0
    firm: bool = False


def share(length: int, needs: Sequence[Need]) -> dict[str, int]:
    """Minutes for each part, which add up to the length.

    Raises:
        MinutesError: they cannot.
    """
    for need in needs:
        if need.fixed and need.fixed < need.bare:
            raise MinutesError(
                told("errors", "pinned_short", part=need.title, least=need.bare, given=f"{need.fixed} minutes")
            )
    fixed = {need.id: need.fixed for need in needs if need.fixed}
    free = [need for need in needs if not need.fixed]
    left = length - sum(fixed.values())
    bare = sum(need.bare for need in free)
    if left < bare or (left and not free):
        raise MinutesError(_too_much(length, sum(fixed.values()), bare, bool(free)))
    return {**fixed, **_fitted(left, free)}


def _too_much(length: int, fixed: int, bare: int, free: bool) -> str:
    if not fixed:
        return told("errors", "too_full", needed=bare, minutes=length)
    name = "pinned_under" if fixed < length and not free else "pinned_over"
    return told("errors", name, pinned=fixed, rest=bare, minutes=length)


def _fitted(length: int, needs: Sequence[Need]) -> dict[str, int]:
    """The wishes scaled by one factor, none below its least or over its most as far as that is possible."""
    cramped = sum(need.least for need in needs) > length
    low = [need.bare if cramped else need.least for need in needs]
    roomy = sum(need.most for need in needs) >= length
    high = [need.most if roomy or need.firm else length for need in needs]
    small, large = 0.0, 1000.0
    for _ in range(60):
        middle = (small + large) / 2
        if sum(_between(middle * n.wish, lo, hi) for n, lo, hi in zip(needs, low, high, strict=True)) > length:
            large = middle
        else:
            small = middle
    exact = [_between(small * n.wish, lo, hi) for n, lo, hi in zip(needs, low, high, strict=True)]
    return dict(zip((need.id for need in needs), whole(length, exact), strict=True))


def _between(value: float, low: float, high: float) -> float:
    return max(low, min(value, max(high, low)))


def whole(total: int, exact: Sequence[float]) -> list[int]:
    """Whole numbers that add up to ``total``, each as near as can be to the exact one."""
    if not exact:
        return []
    down = [int(value + 1e-6) for value in exact]
    order = sorted(range(len(exact)), key=lambda n: (down[n] - exact[n], n))
    for place in range(total - sum(down)):
        down[order[place % len(order)]] += 1
    return down


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """A part's minutes over its slides, in proportion to weights."""
    whole_weight = sum(weights)
    return whole(total, [total * weight / whole_weight for weight in weights])


def starts(minutes: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    """At which minute each part begins."""
    begun, at = {}, 0
    for name in order:
        begun[name] = at
        at += minutes[name]
    return begun
