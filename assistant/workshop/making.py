"""A workshop that one window is making: what was asked for, what was changed, and the pack built from it."""

from dataclasses import dataclass, field, replace

from assistant.workshop.kept import Differences
from assistant.workshop.pack import Changes, Pack, Request

MOST_STEPS = 50  # that can be undone


@dataclass(frozen=True)
class Making:
    """A workshop in the making.

    Attributes:
        before: the changes as they were before each step, and what the step did, the latest last.
        kept: its id, if it is kept on this computer, and ``name`` what it is called there.
        news: what differs from when it was kept, if it was built from other documents then; None if not.
    """

    request: Request
    pack: Pack
    changes: Changes = field(default_factory=Changes)
    before: tuple[tuple[Changes, str], ...] = ()
    kept: str = ""
    name: str = ""
    news: Differences | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name or self.pack.title

    @property
    def undo(self) -> str:
        """What the last step did, or ""."""
        return self.before[-1][1] if self.before else ""

    def stepped(self, changes: Changes, pack: Pack, what: str) -> "Making":
        """The workshop after one more change."""
        before = (*self.before, (self.changes, what))[-MOST_STEPS:]
        return replace(self, changes=changes, pack=pack, before=before)
