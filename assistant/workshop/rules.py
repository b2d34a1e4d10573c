"""How a workshop is put together, from data: its parts, whom it is for and what for, and the guide's activities."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from pydantic import Field

from assistant.data_files import Row, Words, read_data_file
from assistant.patterns import DATA, load_data
from assistant.workshop.pack import Audience, PartKind, Purpose
from assistant.workshop.topic_files import Activity, Sources

_Kind = Literal["advice", "true or false", "level", "kloe"]
_TEXTS = "workshop_pack.toml"


class Limits(Row):
    """What can be asked for, and how people are put into groups."""

    shortest: int
    longest: int
    most_people: int
    group: int
    a_part_for_each: int
    enough: float
    heard: int


class Pause(Row):
    """How long the break is in workshops of so many minutes or more."""

    from_: int = Field(alias="from")
    minutes: int


class PartRule(Row):
    """One part: its share of the length, and the minutes within which it works; `each` is for one item."""

    kind: PartKind
    id: Words
    share: float
    least: int
    most: int
    each: float = 0
    per_group: float = 0
    why: Words


class Programme(Row):
    """What a workshop for an audience and a purpose takes in, the most important first."""

    purpose: Purpose
    audience: Audience
    first: tuple[PartKind, ...]
    why: Words


class Instead(Row):
    """An activity that is taken instead of the topic's own; what it does not name fits everything."""

    of: Activity | None = None
    purpose: Purpose | None = None
    audience: Audience | None = None
    activity: Activity
    why: Words


class AudienceRule(Row):
    """How the material is taken for an audience."""

    name: Audience
    quiz: tuple[_Kind, ...]
    good_first: bool = False
    own_outcomes: bool = False
    cards_a_level: int = 99
    why: Words


class Rules(Row):
    """The whole file."""

    limits: Limits
    pause: tuple[Pause, ...]
    part: tuple[PartRule, ...]
    programme: tuple[Programme, ...]
    instead: tuple[Instead, ...]
    audience: tuple[AudienceRule, ...]

    def of(self, kind: PartKind) -> PartRule:
        """The rule of a part."""
        return next(rule for rule in self.part if rule.kind is kind)

    def of_audience(self, audience: Audience) -> AudienceRule:
        """The rule of an audience."""
        return next(rule for rule in self.audience if rule.name is audience)

    def programme_of(self, audience: Audience, purpose: Purpose) -> tuple[PartKind, ...]:
        """The parts for an audience and a purpose, the most important first."""
        return next(p.first for p in self.programme if (p.audience, p.purpose) == (audience, purpose))

    def pause_of(self, minutes: int) -> int:
        """How long the break is; 0 where there is none."""
        return max((pause.minutes for pause in self.pause if minutes >= pause.from_), default=0)

    def activity_of(self, own: Activity, audience: Audience, purpose: Purpose) -> Activity:
        """The activity for a topic whose own is ``own``."""
        for rule in self.instead:
            asked = (rule.of or own, rule.audience or audience, rule.purpose or purpose)
            if asked == (own, audience, purpose):
                return rule.activity
        return own


class ActivityRow(Row):
    """An activity of the guide: its sources stand on the form, the other texts are ours."""

    id: Activity
    title: Words
    problem: Words
    say: Words
    during: tuple[Words, ...]
    draw_out: tuple[Words, ...]
    likely: Words
    branches: tuple[Words, ...]
    sources: Sources = Field(min_length=1)
    columns: tuple[Words, ...]
    blank: int


class SafeguardingRow(Row):
    """The guide's safeguarding steps."""

    sources: Sources = Field(min_length=1)


class Activities(Row):
    """The whole file of activities."""

    activity: tuple[ActivityRow, ...]
    safeguarding: SafeguardingRow


@cache
def load_rules() -> Rules:
    """The rules.

    Raises:
        DataFileError: the file is not as it should be.
    """
    return read_data_file(DATA / "workshop_build.toml", Rules)


@cache
def load_activities() -> Activities:
    """The activities of the guide, and its safeguarding steps.

    Raises:
        DataFileError: the file is not as it should be.
    """
    return read_data_file(DATA / "workshop_activities.toml", Activities)


def told(section: str, name: str, /, **values: object) -> str:
    """One line of ``workshop_pack.toml``, its gaps filled."""
    return load_data(_TEXTS)[section][name].format(**values)


def told_all(section: str, name: str, /, **values: object) -> tuple[str, ...]:
    """A list of lines of ``workshop_pack.toml``, their gaps filled."""
    rows: Sequence[str] = load_data(_TEXTS)[section][name]
    return tuple(row.format(**values) for row in rows)


def minutes_text(minutes: int) -> str:
    """So many minutes, in words."""
    return told("minutes", "one" if minutes == 1 else "many", minutes=minutes)
