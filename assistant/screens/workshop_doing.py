"""What people do on the screen "Workshops", by the names of its buttons and forms."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.screens.errands import anew, reply
from assistant.screens.given import Given
from assistant.screens.workshop_making import Change, Workshops
from assistant.screens.workshop_parts import says
from assistant.screens.workshop_start import start_html
from assistant.screens.workshop_views import start_view
from assistant.workshop.asking import AskingError, read_request
from assistant.workshop.changing import moved, part_of, timed, with_case, with_spare, without
from assistant.workshop.pack import Pack

if TYPE_CHECKING:
    from assistant.workshop.pack import Request


@dataclass(frozen=True)
class Done:
    """What came of it: a reply to the script, a file to save, another page."""

    told: str = ""
    errand: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Acts:
    """The acts of one window."""

    workshops: Workshops

    def do(self, given: Given) -> Done:
        """Do what was asked for; what is not known does nothing.

        Raises:
            AskKloeError: it could not be done, and nothing was changed.
        """
        known: dict[str, Callable[[Given], Done]] = {
            "make": self._make,
            "undo": self._undo,
            "keep": self._keep,
            "noted": self._noted,
            "rename": self._rename,
            "delete": self._delete,
        }
        what = given.line("do")
        if what in known:
            return known[what](given)
        if what in STEPS:
            return self._step(given, what)
        return self._save(given, what)

    def _make(self, given: Given) -> Done:
        try:
            request = read_request(given.fields())
        except AskingError as error:
            return Done(reply(failed=error.user_message, field=error.field))
        declined = self.workshops.make(request)
        if declined is None:
            return Done(reply(go="new/outline", said=self._made(request)))
        view = replace(start_view(self.workshops, request), declined=declined)
        return Done(reply(done="declined"), shown=anew(start_html(view)))

    def _made(self, request: "Request") -> str:
        pack = self.workshops.view("new").pack
        return says("outline", "made", minutes=str(request.minutes), parts=str(len(pack.parts)))

    def _step(self, given: Given, what: str) -> Done:
        identity = given.line("pack")
        change, said = STEPS[what](self.workshops.view(identity).pack, given)
        self.workshops.change(identity, change, said)
        return Done(reply(go=f"{identity}/outline", said=said))

    def _undo(self, given: Given) -> Done:
        what = self.workshops.undo(given.line("pack"))
        return Done(reply(go=_address(given), said=says("changes", "undone", what=what)))

    def _keep(self, given: Given) -> Done:
        identity = self.workshops.keep()
        return Done(reply(go=f"{identity}/{given.line('page')}", said=says("keep", "kept")))

    def _noted(self, given: Given) -> Done:
        self.workshops.noted(given.line("pack"))
        return Done(reply(go=_address(given), said=says("news", "noted_said")))

    def _rename(self, given: Given) -> Done:
        self.workshops.rename(given.line("pack"), given.line("name"))
        return Done(reply(go="", said=says("keep", "renamed")))

    def _delete(self, given: Given) -> Done:
        self.workshops.delete(given.line("pack"))
        return Done(reply(go="", said=says("keep", "deleted")))

    def _save(self, given: Given, kind: str) -> Done:
        from assistant.screens.workshop_saving import KINDS, saved_pack  # Word's and PowerPoint's libraries take long

        if kind not in KINDS:
            return Done()
        pack = self.workshops.view(given.line("pack")).pack
        return Done(reply(done="file"), errand=saved_pack(pack, kind, datetime.now().date()))


def _address(given: Given) -> str:
    return f"{given.line('pack')}/{given.line('page')}"


# -- one change each, and what is said of it -------------------------------------------------------


def _drop(pack: Pack, given: Given) -> tuple[Change, str]:
    part = part_of(pack, given.line("part"))
    return lambda now, changes: without(now, changes, part.id), says("changes", "dropped", part=part.title)


def _take_in(pack: Pack, given: Given) -> tuple[Change, str]:
    spare = given.line("spare")
    title = next((one.title for one in pack.spare if one.id == spare), "")
    return lambda now, changes: with_spare(now, changes, spare), says("changes", "added", part=title)


def _up(pack: Pack, given: Given) -> tuple[Change, str]:
    part = part_of(pack, given.line("part"))
    return lambda now, changes: moved(now, changes, part.id, -1), says("changes", "moved_up", part=part.title)


def _down(pack: Pack, given: Given) -> tuple[Change, str]:
    part = part_of(pack, given.line("part"))
    return lambda now, changes: moved(now, changes, part.id, 1), says("changes", "moved_down", part=part.title)


def _time(pack: Pack, given: Given) -> tuple[Change, str]:
    part, minutes = part_of(pack, given.line("part")), given.number("minutes")
    said = says("changes", "timed", part=part.title, minutes=str(minutes), all=str(pack.request.minutes))
    return lambda now, changes: timed(now, changes, part.id, minutes), said


def _case(pack: Pack, given: Given) -> tuple[Change, str]:
    topic = given.line("topic")
    said = says("changes", "case", part=dict(pack.cases).get(topic, ""))
    return lambda now, changes: with_case(now, changes, topic), said


STEPS: dict[str, Callable[[Pack, Given], tuple[Change, str]]] = {
    "drop": _drop,
    "take-in": _take_in,
    "up": _up,
    "down": _down,
    "time": _time,
    "case": _case,
}
