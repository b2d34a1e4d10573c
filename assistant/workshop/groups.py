"""How many groups the people make, and the words for it."""

from dataclasses import dataclass

from assistant.workshop.rules import load_rules, told


@dataclass(frozen=True)
class Groups:
    """So many people in groups of three to five; fewer than three stay together."""

    people: int

    @property
    def number(self) -> int:
        """How many groups there are."""
        return max(1, round(self.people / load_rules().limits.group))

    @property
    def heard(self) -> int:
        """How many of them are heard on each card or question."""
        return min(self.number, load_rules().limits.heard)

    @property
    def alone(self) -> bool:
        """Whether there is nobody to talk to but the facilitator."""
        return self.people == 1

    @property
    def text(self) -> str:
        """The groups in words."""
        few, more = divmod(self.people, self.number)
        if self.alone:
            return told("groups", "one")
        if self.number == 1:
            return told("groups", "single", people=self.people)
        size = told("groups", "between", few=few, many=few + 1) if more else few
        return told("groups", "some", groups=self.number, size=size)

    @property
    def sets(self) -> str:
        """How many sets of cards there have to be, in words."""
        return told("groups", "sets_one" if self.number == 1 else "sets", groups=self.number)

    @property
    def hearing(self) -> str:
        """Which groups are heard, in words."""
        if self.number == 1:
            return told("groups", "heard_one")
        return told("groups", "heard_all" if self.heard == self.number else "heard_some", heard=self.heard)
