"""The conversations of all open windows, in memory only: each is forgotten when its window is closed."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.conversation import Conversation
from assistant.good.sheets import Sheet
from assistant.plan.drafts import Draft
from assistant.report.findings import Report
from assistant.store import Store, window_store
from assistant.workshop.making import Making

RELOAD_S = 30  # a window that is closed is back by then if it was only reloaded
SILENT_S = 2 * 3600  # a browser that puts a window to sleep says nothing, and wakes it again
IDLE_S = 12 * 3600
MOST_WINDOWS = 100


@dataclass(frozen=True)
class Held:
    """What one window holds; ``kept`` says that every new answer is kept on this computer, too."""

    conversation: Conversation = field(default_factory=Conversation)
    kept: bool = False


@dataclass
class _Window:
    held: Held
    touched: float
    session: str = ""
    forgotten_at: float | None = None
    sheets: dict[tuple[str, str], Sheet] = field(default_factory=dict)
    store: Store | None = None
    draft: Draft = field(default_factory=Draft)
    work: dict[str, threading.Event] = field(default_factory=dict)  # by what it is
    reports: tuple[Report, Report] | None = None
    workshop: Making | None = None


class Windows:
    """What each window holds, by its random name."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with no window; ``clock`` counts seconds."""
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[str, _Window] = {}

    def arrive(self, name: str, session: str) -> Held:
        """A window was opened or reloaded; returns what it holds."""
        with self._lock:
            window = self._touched(name)
            window.session, window.forgotten_at = session, None
            return window.held

    def held(self, name: str) -> Held:
        """What a window holds: an empty conversation, if nothing."""
        with self._lock:
            return self._touched(name).held

    def hold(self, name: str, held: Held) -> None:
        """Let a window hold something else."""
        with self._lock:
            self._touched(name).held = held

    def sheets(self, name: str) -> tuple[Sheet, ...]:
        """The check sheets that live in this window only, because they cannot or may not be kept."""
        with self._lock:
            return tuple(self._touched(name).sheets.values())

    def hold_sheet(self, name: str, sheet: Sheet) -> None:
        """Let a sheet live in a window; one without marks is forgotten."""
        with self._lock:
            sheets = self._touched(name).sheets
            sheets.pop(sheet.key, None)
            if sheet.marks:
                sheets[sheet.key] = sheet

    def draft(self, name: str) -> Draft:
        """The items that were drafted in this window last, and are in no plan yet."""
        with self._lock:
            return self._touched(name).draft

    def hold_draft(self, name: str, draft: Draft) -> None:
        """Let a draft live in a window; it takes the place of the one before."""
        with self._lock:
            self._touched(name).draft = draft

    def begin_work(self, name: str, what: str = "report") -> threading.Event:
        """Something that takes long is begun in a window; what was under way there of the same kind is stopped.

        The event is set as soon as it is to be stopped.
        """
        with self._lock:
            work = self._touched(name).work
            if what in work:
                work[what].set()
            work[what] = threading.Event()
            return work[what]

    def stop_work(self, name: str, what: str = "report") -> None:
        """Stop what takes long in a window; nothing under way is no error."""
        with self._lock:
            work = self._touched(name).work.get(what)
            if work:
                work.set()

    def changed_report(self, name: str) -> tuple[Report, Report] | None:
        """The report that was changed in this window last, as it was before and after."""
        with self._lock:
            return self._touched(name).reports

    def hold_changed_report(self, name: str, before: Report, after: Report) -> None:
        """Remember one change of a report, so that it can be undone."""
        with self._lock:
            self._touched(name).reports = (before, after)

    def forget_report(self, identity: str) -> None:
        """A report has been deleted: no window remembers what it was."""
        with self._lock:
            for window in self._windows.values():
                if window.reports and window.reports[0].id == identity:
                    window.reports = None

    def workshop(self, name: str) -> Making | None:
        """The workshop that is being made in a window."""
        with self._lock:
            return self._touched(name).workshop

    def hold_workshop(self, name: str, making: Making) -> None:
        """Let a workshop live in a window; it takes the place of the one before."""
        with self._lock:
            self._touched(name).workshop = making

    def keep_workshop_no_more(self, identity: str) -> None:
        """What was kept of a workshop has been deleted: the windows that show it do not keep its changes."""
        with self._lock:
            for window in self._windows.values():
                if window.workshop and window.workshop.kept == identity:
                    window.workshop = replace(window.workshop, kept="")

    def store(self, name: str) -> Store:
        """A store of this window alone, in memory, forgotten with it."""
        with self._lock:
            window = self._touched(name)
            window.store = window.store or window_store()
            return window.store

    def leave(self, name: str) -> None:
        """A window says that it is closed or reloaded."""
        with self._lock:
            window = self._windows.get(name)
            for work in window.work.values() if window else ():  # nobody is there any more to hear of it
                work.set()
        self._forget_after(RELOAD_S, lambda window_name, _: window_name == name)

    def lose(self, session: str) -> None:
        """A connection ended; the window may not be there any more."""
        self._forget_after(SILENT_S, lambda _, window: window.session == session)

    def keep_nothing(self) -> None:
        """What was kept has been deleted: no window goes on keeping."""
        with self._lock:
            for window in self._windows.values():
                window.held = Held(window.held.conversation)
                window.reports = None
                window.workshop = replace(window.workshop, kept="") if window.workshop else None

    def keep_no_more(self, conversation: str) -> None:
        """What was kept of one conversation has been deleted: the windows that show it do not keep it again."""
        with self._lock:
            for window in self._windows.values():
                if window.held.conversation.id == conversation:
                    window.held = Held(window.held.conversation)

    def _forget_after(self, seconds: float, which: Callable[[str, _Window], bool]) -> None:
        at = self._clock() + seconds
        with self._lock:
            for name, window in self._windows.items():
                if which(name, window):
                    window.forgotten_at = min(at, window.forgotten_at or at)

    def _touched(self, name: str) -> _Window:
        """The window, made if it is new, as the latest; what is too old or too much is forgotten."""
        now = self._clock()
        for other, window in list(self._windows.items()):
            if now - window.touched > IDLE_S or (window.forgotten_at is not None and now > window.forgotten_at):
                del self._windows[other]
        window = self._windows.pop(name, None) or _Window(Held(), now)
        window.touched = now
        self._windows[name] = window
        while len(self._windows) > MOST_WINDOWS:
            del self._windows[next(iter(self._windows))]
        return window
