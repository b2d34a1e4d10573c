"""Reading a report and drafting the plan: both take long, tell how far they are, and can be stopped."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import gradio as gr

from assistant.plan.drafting import Drafter
from assistant.plan.drafts import Draft
from assistant.report.danger import with_danger
from assistant.report.findings import Report
from assistant.report.reader import ReportReader
from assistant.report.reading import Loaded, read_file, read_pasted
from assistant.report.review import ReviewError
from assistant.screens.long_work import Step, StoppedError, Tell, in_steps
from assistant.screens.report_words import counted, day_words, says
from assistant.screens.report_work import failed_html, over_html, working_html
from assistant.screens.shared import Shared, Updates
from assistant.screens.uploads import file_of
from assistant.store.reports import REPORTS
from corpus.errors import AskKloeError

if TYPE_CHECKING:
    from assistant.answering import Assistant

MOST_MB = 25
_log = logging.getLogger(__name__)
T = TypeVar("T")
Over = tuple[str, str]  # what came of it, and the address that shows it


@dataclass(frozen=True)
class Working:
    """The handlers of what takes long."""

    shared: Shared
    part: gr.HTML

    def read(self, window: str, browser: str, event: gr.EventData) -> Iterator[Updates]:
        """Read a file or pasted words, and keep what was read out of them."""
        given = event._data or {}

        def work(assistant: "Assistant", tell: Tell) -> Report:
            return with_danger(ReportReader(assistant).read(_loaded(event), tell), assistant)

        def keep(report: Report) -> Over:
            REPORTS.keep(self.shared.store_of(window), browser, report)
            count = counted(len(report.findings), "finding")
            return says("work", "done", name=report.name, count=count), f"#report/{report.id}"

        if given:  # Gradio's own event brings nothing
            yield from self._run(window, "reading", "stopped", work, keep)

    def draft(self, window: str, browser: str, event: gr.EventData) -> Iterator[Updates]:
        """Draft actions for findings; they are held in the window until somebody adds them to a plan."""
        given = event._data or {}
        identity, ticked = str(given.get("report", "")), given.get("findings")

        def work(assistant: "Assistant", tell: Tell) -> Draft:
            report = REPORTS.open(self.shared.store_of(window), browser, identity)
            wanted = [
                finding
                for finding in report.shortfalls
                if (finding.id in ticked if isinstance(ticked, list) else not finding.planned)
            ]
            if not wanted:
                raise ReviewError(says("draft", "nothing"))
            return Drafter(assistant).from_findings(wanted, report, tell)

        def hold(draft: Draft) -> Over:
            self.shared.windows.hold_draft(window, replace(draft, report=identity))
            return says("work", "drafted", count=counted(len(draft.drafted), "action")), "#plan/add"

        if given:
            yield from self._run(window, "drafting", "stopped_drafting", work, hold)

    def stop(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Stop what is under way in a window."""
        del browser, event
        self.shared.windows.stop_work(window)
        return {self.part: gr.skip()}

    def _run(
        self,
        window: str,
        doing: str,
        stopped: str,
        work: Callable[["Assistant", Tell], T],
        finish: Callable[[T], Over],
    ) -> Iterator[Updates]:
        """Do the work in steps, and then what finishes it, unless it was stopped."""
        stop = self.shared.windows.begin_work(window)
        title = says("work", doing)
        yield {self.part: working_html(title, Step())}
        try:
            assistant = self._ready(stop)
            steps = in_steps(lambda tell: work(assistant, tell), stop)
            while True:
                try:
                    yield {self.part: working_html(title, next(steps))}
                except StopIteration as end:
                    text, address = finish(end.value)
                    break
            yield {self.part: over_html(text, address)}
        except StoppedError:
            yield {self.part: over_html(says("work", stopped))}
        except AskKloeError as error:
            yield {self.part: failed_html(error.user_message)}
        except Exception:  # noqa: BLE001 - whatever it is, the screen stays as it is
            _log.exception("Long work on a report could not be done")
            yield {self.part: failed_html(says("screen", "failed"))}

    def _ready(self, stop: threading.Event) -> "Assistant":
        assistant = self.shared.wait()
        if stop.is_set():
            raise StoppedError
        if assistant is None:
            raise ReviewError(f"AskKLOE is not ready. {self.shared.start.progress.error}")
        return assistant


def _loaded(event: gr.EventData) -> Loaded:
    """What was loaded, as text.

    Raises:
        AskKloeError: there is nothing, or it cannot be read.
    """
    given = event._data or {}
    if "content" in given:
        upload = file_of(event, MOST_MB)
        return read_file(upload.name, upload.content)
    now = datetime.now()
    name = says("upload", "paste_name", day=day_words(now.date()), time=f"{now:%H:%M}")
    return replace(read_pasted(str(given.get("text", ""))), name=name)
