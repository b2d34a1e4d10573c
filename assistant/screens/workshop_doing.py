"""What people do on the screen "Workshops", by the names of its buttons and forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.screens.errands import anew, reply
from assistant.screens.given import Given
from assistant.screens.workshop_making import Change, Workshops
from assistant.screens.workshop_parts import says
from assistant.screens.workshop_start import start_html
from assistant.screens.workshop_views import start_view
from assistant.workshop.about import TOPIC_CHARS
from assistant.workshop.changing import moved, part_of, timed, with_case, with_spare, without
from assistant.workshop.pack import Pack, Request
from assistant.workshop.typed import RequestError, request_of

Step = tuple[Change, str, dict[str, str]]  # the change, what it is called in the words, and what fills their gaps


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
        fields = {name: " ".join(str(raw).split())[:TOPIC_CHARS] for name, raw in given.fields().items()}
        try:
            request = _request(fields)
        except RequestError as error:
            return Done(reply(failed=error.user_message, form=True, field=error.field))
        declined = self.workshops.make(request)
        if declined is None:
            return Done(reply(go="new/outline", said=self._made(request)))
        view = replace(start_view(self.workshops, request), declined=declined)
        return Done(reply(done="declined"), shown=anew(start_html(view)))

    def _made(self, request: Request) -> str:
        pack = self.workshops.view("new").pack
        return says("outline", "made", minutes=str(request.minutes), parts=str(len(pack.parts)))

    def _step(self, given: Given, what: str) -> Done:
        identity = given.line("pack")
        change, name, words = STEPS[what](self.workshops.view(identity).pack, given)
        self.workshops.change(identity, change, says("undo", name, **words))
        return Done(reply(go=f"{identity}/outline", said=says("done", name, **words)))

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


def _request(fields: Mapping[str, str]) -> Request:
    if not fields.get("topic"):
        raise RequestError(says("ask", "empty"), "topic")
    return request_of(*(fields.get(name, "") for name in ("topic", "minutes", "audience", "people", "purpose")))


def _address(given: Given) -> str:
    return f"{given.line('pack')}/{given.line('page')}"


# -- one change each, and the words that are said of it -------------------------------------------


def _drop(pack: Pack, given: Given) -> Step:
    part = part_of(pack, given.line("part"))
    return lambda now, changes: without(now, changes, part.id), "drop", {"part": part.title}


def _take_in(pack: Pack, given: Given) -> Step:
    spare = given.line("spare")
    title = next((one.title for one in pack.spare if one.id == spare), "")
    return lambda now, changes: with_spare(now, changes, spare), "take_in", {"part": title}


def _up(pack: Pack, given: Given) -> Step:
    part = part_of(pack, given.line("part"))
    return lambda now, changes: moved(now, changes, part.id, -1), "up", {"part": part.title}


def _down(pack: Pack, given: Given) -> Step:
    part = part_of(pack, given.line("part"))
    return lambda now, changes: moved(now, changes, part.id, 1), "down", {"part": part.title}


def _time(pack: Pack, given: Given) -> Step:
    part, minutes = part_of(pack, given.line("part")), given.number("minutes")
    words = {"part": part.title, "minutes": str(minutes), "all": str(pack.request.minutes)}
    return lambda now, changes: timed(now, changes, part.id, minutes), "time", words


def _case(pack: Pack, given: Given) -> Step:
    topic = given.line("topic")
    return lambda now, changes: with_case(now, changes, topic), "case", {"part": dict(pack.cases).get(topic, "")}


STEPS: dict[str, Callable[[Pack, Given], Step]] = {
    "drop": _drop,
    "take-in": _take_in,
    "up": _up,
    "down": _down,
    "time": _time,
    "case": _case,
}
