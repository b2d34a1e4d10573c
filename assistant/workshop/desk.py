"""What lies on the desk while a pack is written: its material, its pen, and the guide's activities."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.good.words import name_of
from assistant.patterns import load_data
from assistant.workshop.groups import Groups
from assistant.workshop.minutes import spread
from assistant.workshop.pack import Audience, PartKind, Purpose, Request, Slide
from assistant.workshop.pen import Pen
from assistant.workshop.places import Finder, Source
from assistant.workshop.rules import ActivityRow, Rules, load_activities, load_rules
from assistant.workshop.supply import Supply

if TYPE_CHECKING:
    from corpus.framework import Framework
    from corpus.index import Index


@dataclass(frozen=True)
class Desk:
    """One pack being written.

    Attributes:
        activity: the activity of the guide that is taken, with the places of its words; None without the guide.
        safeguarding: the guide's safeguarding steps.
    """

    supply: Supply
    pen: Pen
    activity: tuple[ActivityRow, tuple[Source, ...]] | None
    safeguarding: tuple[Source, ...]

    @property
    def request(self) -> Request:
        """What was asked for."""
        return self.supply.request

    @property
    def rules(self) -> Rules:
        """How a workshop is put together."""
        return load_rules()

    @property
    def groups(self) -> Groups:
        """The people in their groups."""
        return Groups(self.request.people)

    @property
    def framework(self) -> "Framework":
        """The framework whose codes are used."""
        return self.supply.lead.framework

    @property
    def framework_name(self) -> str:
        """The framework and its version in a few words."""
        return name_of(self.framework)

    @property
    def trustees(self) -> bool:
        """Whether it is for people who do not give care."""
        return self.request.audience is Audience.TRUSTEES

    @property
    def incident(self) -> bool:
        """Whether it is held after an incident."""
        return self.request.purpose is Purpose.INCIDENT

    def count(self, kind: PartKind, minutes: int) -> int:
        """How many items there is time for in a part."""
        rule = self.rules.of(kind)
        return max(1, int(minutes / (rule.each + rule.per_group * self.groups.heard)))


def open_desk(index: "Index", supply: Supply) -> Desk:
    """A desk with nothing written yet.

    Raises:
        DataFileError: the file of activities names a place that is not there.
    """
    pen = Pen(index)
    if load_data("workshop.toml")["documents"]["guide"] not in index.documents:
        return Desk(supply, pen, None, ())
    finder, held = Finder(index, supply.lead.framework), load_activities()
    request = supply.request
    name = load_rules().activity_of(supply.lead.activity, request.audience, request.purpose)
    row = next(row for row in held.activity if row.id == name)
    sources = finder.sources(row.sources, f"workshop_activities.toml, {name}")
    steps = finder.sources(held.safeguarding.sources, "workshop_activities.toml, safeguarding")
    return Desk(supply, pen, (row, sources), steps)


def timed(slides: Sequence[tuple[Slide, float]], minutes: int) -> tuple[Slide, ...]:
    """Slides with their minutes, which are shared out by weight and add up to the part's."""
    shares = spread(minutes, [weight for _, weight in slides])
    return tuple(replace(slide, minutes=own) for (slide, _), own in zip(slides, shares, strict=True))
