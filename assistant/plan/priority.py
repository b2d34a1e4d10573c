"""Why an action comes before others, by the guide's own questions: safety first, then breaches and time frames."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.patterns import compiled, load_data, plain
from assistant.plan.items import Priority, SourceKind
from assistant.types import Flag

_UPPER = frozenset({"Good", "Outstanding"})


@dataclass(frozen=True)
class Told:
    """What a source says that matters for the order of things."""

    kind: SourceKind
    words: str
    flags: tuple[Flag, ...] = ()
    regulations: tuple[str, ...] = ()
    breach: bool = False
    notice: str = ""
    live: bool = False  # the words suggest that someone may be at risk
    level: str = ""  # of the statement that is not yet in place


def prioritised(told: Told) -> tuple[Priority, str]:
    """The priority that is proposed, and the reason in plain words."""
    data = load_data("plan_priority.toml")
    words = plain(told.words).lower()
    cue = _tells(data["safety"], words)
    if cue:
        return Priority.SAFETY, data["safety"]["harm"].format(cue=cue)
    if told.live:
        return Priority.SAFETY, data["safety"]["live"]
    breach = _breach(told, data["breach"], words)
    if breach:
        return Priority.BREACH, breach
    return _rest(told, data)


def _breach(told: Told, data: dict, words: str) -> str:
    broken = told.breach or bool(compiled(tuple(data["cues"])).search(words))
    if told.notice:
        return data["notice"].format(notice=told.notice)
    if told.regulations:
        return data["breach" if broken else "regulations"].format(regulations=_listed(told.regulations))
    return data["unnamed"] if broken else ""


def _rest(told: Told, data: dict) -> tuple[Priority, str]:
    if told.level:
        below = told.level != "Outstanding"
        return (Priority.RATING, data["rating"]["good"]) if below else (Priority.OTHER, data["other"]["outstanding"])
    if told.kind is SourceKind.INSPECTION:
        return Priority.RATING, data["rating"]["report"]
    if told.kind is SourceKind.QUESTION:
        return Priority.OTHER, data["other"]["question"]
    if told.flags and told.flags[0].level and told.flags[0].level not in _UPPER:
        return Priority.RATING, data["rating"]["resembles"]
    return Priority.OTHER, data["other"]["own"]


def _tells(data: dict, words: str) -> str:
    """The words that tell of harm or danger, or ""."""
    left = compiled(tuple(data["unless"])).sub(" ", words)
    found = compiled(tuple(data["cues"])).search(left)
    return found.group().strip() if found else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
