"""The screen of inspection reports: its events, over what all windows share."""

import itertools
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.export.accuracy import accuracy_name, accuracy_word
from assistant.report.compare import carry_over
from assistant.report.findings import Accuracy, Judgement, Report, ReportState
from assistant.report.review import TEXT_CHARS, ReviewError, judged
from assistant.screens.acting import WORD
from assistant.screens.chat import SCRIPT as CHAT_SCRIPT
from assistant.screens.errands import save, say
from assistant.screens.given import Given
from assistant.screens.opened import Opened
from assistant.screens.report_accuracy import accuracy_html
from assistant.screens.report_changes import changes_html
from assistant.screens.report_doing import Asked, Change, change_of
from assistant.screens.report_review import review_html
from assistant.screens.report_start import start_html, waiting_html
from assistant.screens.report_view import ReportLine, ReportView, StartView
from assistant.screens.report_words import says
from assistant.screens.report_working import Working
from assistant.screens.shared import EVENT, WHO, Frame, Shared, Updates, html
from assistant.store import Store, StoreError
from assistant.store.reports import REPORTS
from corpus.errors import AskKloeError, CorpusError

if TYPE_CHECKING:
    from assistant.answering import Assistant

SCRIPT = Path(__file__).resolve().with_name("report.js")
_TRIES = 3
_serial = itertools.count(1)
_log = logging.getLogger(__name__)


def build_report(frame: Frame) -> None:
    """The screen, which is filled whenever it is shown or its address changes."""
    script = SCRIPT.read_text(encoding="utf-8")
    work = html("", "report-work", script)
    screen = html(waiting_html(), "report-part", script)
    errand = html("", "report-errand", CHAT_SCRIPT.read_text(encoding="utf-8"))
    state = html("", "report-state", script)
    handlers = ReportHandlers(frame.shared, screen, errand, state)
    working = Working(frame.shared, work)
    mine: dict[str, Any] = {**EVENT, "js": WHO, "trigger_mode": "multiple"}
    screen.load(handlers.show, frame.who, [screen, state], **mine)
    screen.submit(handlers.act, frame.who, [screen, errand], **mine)
    screen.select(handlers.judge, frame.who, [state], **mine)
    screen.upload(working.read, frame.who, [work], **mine)
    screen.apply(working.draft, frame.who, [work], **mine)
    work.stop(working.stop, frame.who, [work], **mine)


@dataclass(frozen=True)
class ReportHandlers:
    """The handlers; nothing here is any window's."""

    shared: Shared
    screen: gr.HTML
    errand: gr.HTML
    state: gr.HTML
    opened: Opened = field(default_factory=Opened)

    def show(self, window: str, browser: str, event: gr.EventData) -> Iterator[Updates]:
        """Show what the address says, as soon as AskKLOE is ready."""
        if Given(event).raw("address") is None:  # Gradio's own event, before the screen says what it shows
            yield {self.state: gr.skip()}
            return
        if not self.shared.start.assistant:
            yield {self.screen: waiting_html()}
        assistant = self.shared.wait()
        if assistant is None:
            error = f"AskKLOE is not ready. {self.shared.start.progress.error}"
            yield {self.screen: waiting_html(error)}
            return
        yield {self.screen: self._html(assistant, window, browser, Given(event).line("address")), self.state: ""}

    def act(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Do what a button says; what goes wrong is said and changes nothing."""
        assistant = self.shared.start.assistant
        if assistant is None:
            return {self.errand: say("AskKLOE is still getting ready.")}
        try:
            return self._act(assistant, window, browser, event)
        except AskKloeError as error:
            return {self.errand: say(error.user_message)}
        except Exception:  # noqa: BLE001 - whatever it is, the screen stays as it is
            _log.exception("Something on the screen of reports could not be done")
            return {self.errand: say(says("screen", "failed"))}

    def judge(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Keep what was said of some findings' facts."""
        rows, identity = Given(event).raw("rows"), Given(event).line("report")
        if not isinstance(rows, list) or not rows:
            return {self.state: gr.skip()}
        try:
            read = [
                (str(row.get("finding", "")), _accuracy(row), _accuracy(row.get("was")))
                for row in rows
                if isinstance(row, dict)
            ]

            def change(report: Report) -> Report:
                for finding, mine, was in read:
                    report = judged(report, finding, mine, was)
                return report

            REPORTS.change(self.shared.store_of(window), browser, identity, change)
        except (AskKloeError, ValueError) as error:
            said = error.user_message if isinstance(error, AskKloeError) else says("screen", "failed")
            return {self.state: f'<p class="report-state not-kept">{said}</p>'}
        now = says("accuracy", "kept", time=f"{datetime.now():%H:%M}")
        return {self.state: f'<p class="report-state">{now}</p>'}

    def _act(self, assistant: "Assistant", window: str, browser: str, event: gr.EventData) -> Updates:
        store, day = self.shared.store_of(window), datetime.now().date()
        identity, page = Given(event).line("report"), Given(event).line("page")
        address = f"{identity}/{page}"
        asked = _asked(event)
        match asked.do:
            case "delete":
                REPORTS.delete(store, browser, identity)
                self.shared.windows.forget_report(identity)
                shown = self._start(window, browser, did="delete", said=says("list", "deleted"))
                return {self.screen: shown, self.errand: ""}
            case "accuracy-word":
                report = REPORTS.open(store, browser, identity)
                return {self.errand: save(accuracy_name(report, day), WORD, accuracy_word(report, day))}
            case "undo":
                said = self._undo(store, window, browser, identity)
                return {self.screen: self._html(assistant, window, browser, address, "undo", said), self.errand: ""}
            case "follow":
                draft = REPORTS.open(store, browser, asked.other)
                change: tuple[Change, str] | None = (
                    lambda report: replace(carry_over(draft, report)[0], earlier=draft.id),
                    says("follow", "done", name=draft.name),
                )
            case _:
                change = change_of(asked, assistant, day)
        if change is None:
            return {self.errand: gr.skip()}
        make, said = change
        before, after = _changed(store, browser, identity, make)
        if before != after:
            self.shared.windows.hold_changed_report(window, before, after)
        return {self.screen: self._html(assistant, window, browser, address, asked.do, said), self.errand: ""}

    def _undo(self, store: Store, window: str, browser: str, identity: str) -> str:
        held = self.shared.windows.changed_report(window)
        if held is None or held[0].id != identity:
            return says("edit", "nothing_to_undo")
        before, after = held

        def back(now: Report) -> Report:
            if now != after:
                raise ReviewError(says("edit", "cannot_undo"))
            return before

        REPORTS.change(store, browser, identity, back)
        self.shared.windows.hold_changed_report(window, before, before)
        return says("edit", "undone")

    # -- what is shown -----------------------------------------------------------------------------

    def _html(
        self, assistant: "Assistant", window: str, browser: str, address: str, did: str = "", said: str = ""
    ) -> str:
        identity, _, page = address.strip("/").partition("/")
        if not identity:
            return self._start(window, browser)
        try:
            view = replace(self._view(assistant, window, browser, identity), did=did, said=said)
        except StoreError as error:
            return self._start(window, browser, problem=error.user_message)
        except CorpusError as error:
            return waiting_html(error.user_message)
        match page:
            case "accuracy":
                return accuracy_html(view)
            case "changes":
                return changes_html(view)
        return review_html(view)

    def _start(self, window: str, browser: str, *, did: str = "", said: str = "", problem: str = "") -> str:
        lines: tuple[ReportLine, ...] = ()
        try:
            lines = tuple(ReportLine(*row) for row in REPORTS.list(self.shared.store_of(window), browser))
        except StoreError as error:
            problem = error.user_message
        return start_html(StartView(lines, self.shared.may_keep(), problem, did, said, next(_serial)))

    def _view(self, assistant: "Assistant", window: str, browser: str, identity: str) -> ReportView:
        store = self.shared.store_of(window)
        report = REPORTS.open(store, browser, identity)
        held = self.shared.windows.changed_report(window)
        view = ReportView(
            report,
            self.opened.of(assistant),
            datetime.now().date(),
            keeping=self.shared.may_keep(),
            undo=held is not None and held[1] == report and held[0] != held[1],
            serial=next(_serial),
        )
        if report.earlier:
            return replace(view, earlier=_opened(store, browser, report.earlier))
        if report.state is ReportState.FINAL:
            rows = [ReportLine(*row) for row in REPORTS.list(store, browser) if row[0] != identity]
            return replace(view, drafts=[line for line in rows if _may_be_draft(store, browser, line.id)])
        return view


def _changed(store: Store, browser: str, identity: str, make: Change) -> tuple[Report, Report]:
    """Change a report and return it before and after; what takes long is done while the store is free for others."""
    for _ in range(_TRIES):
        before = REPORTS.open(store, browser, identity)
        after = make(before)
        now = REPORTS.change(store, browser, identity, lambda now, b=before, a=after: a if now == b else now)
        if now == after:
            return before, after
    raise ReviewError(says("screen", "failed"))


def _opened(store: Store, browser: str, identity: str) -> Report | None:
    try:
        return REPORTS.open(store, browser, identity)
    except StoreError:
        return None


def _may_be_draft(store: Store, browser: str, identity: str) -> bool:
    report = _opened(store, browser, identity)
    return report is not None and report.state is not ReportState.FINAL


def _accuracy(row: object) -> Accuracy:
    """What was said of a finding's facts.

    Raises:
        ValueError: there is no such judgement.
    """
    given = row if isinstance(row, dict) else {}
    texts = (str(given.get(name, ""))[:TEXT_CHARS] for name in ("comment", "evidence", "dated"))
    return Accuracy(Judgement(str(given.get("judgement", ""))), *texts)


def _asked(event: gr.EventData) -> Asked:
    after = Given(event).raw("after")
    return Asked(
        do=Given(event).line("do"),
        finding=Given(event).line("finding"),
        other=Given(event).line("other"),
        text=str(Given(event).raw("text") or "")[:TEXT_CHARS],
        was=str(Given(event).raw("was") or ""),
        after=after if isinstance(after, int) else 0,
        day=Given(event).line("day"),
    )
