"""Reading and drafting: how far they are is told, they can be stopped, and a closed window does no harm."""

import base64
import threading
import time
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.screens.long_work import Step, StoppedError, in_steps
from assistant.screens.report_working import Working
from assistant.screens.shared import Shared
from assistant.screens.start import Progress
from assistant.screens.windows import Windows
from assistant.store import open_store
from assistant.store.reports import REPORTS

WORDS = """## Safe
### Medicines
Medicines were not managed safely. Charts had gaps on nine days and staff did not know why doses had been missed.

### Staffing
There were not enough staff at night. People told us that they waited up to an hour for help to go to the toilet.

## Caring
People told us that staff were kind and always knocked before they came in.
"""


@pytest.fixture(scope="module")
def part():
    with gr.Blocks(analytics_enabled=False):
        return gr.HTML()


@pytest.fixture
def working(assistant, part, tmp_path):
    start = SimpleNamespace(assistant=assistant, progress=Progress("Ready", ready=True))
    return Working(Shared(start, open_store(tmp_path / "data")), part)


def event(**data):
    return gr.EventData(None, data)


def read(working, **data):
    return [update[working.part] for update in working.read("w", "b", event(**data))]


def a_report(working):
    read(working, text=WORDS)
    return REPORTS.open(working.shared.store, "b", REPORTS.list(working.shared.store, "b")[0][0])


def test_pasted_words_are_read_and_kept_and_the_file_is_not(working):
    *steps, last = read(working, text=WORDS)
    assert all("Reading the report" in step and 'data-do="stop"' in step for step in steps)
    identity = REPORTS.list(working.shared.store, "b")[0][0]
    assert f'data-go="#report/{identity}"' in last
    report = REPORTS.open(working.shared.store, "b", identity)
    assert any("not enough staff" in finding.words for finding in report.shortfalls)
    assert all(finding.flags for finding in report.shortfalls)


def test_a_file_is_read(working):
    content = base64.b64encode(WORDS.encode()).decode()
    assert "“elm.txt” has been read" in read(working, name="elm.txt", content=content)[-1]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"text": " "}, "is empty"),
        ({"name": "scan.xyz", "content": "QUJD"}, "not a kind of file"),
        ({"name": "a.pdf", "content": base64.b64encode(b"%PDF-1.4 nothing").decode()}, "a.pdf"),
        ({"name": "a.pdf", "content": "%%%"}, "did not arrive whole"),
        ({"name": "a.pdf", "content": ""}, "No file was chosen"),
    ],
)
def test_what_cannot_be_read_gets_one_plain_line_and_nothing_is_kept(working, data, expected):
    last = read(working, **data)[-1]
    assert expected in last
    assert 'role="alert"' in last
    assert "Traceback" not in last
    assert REPORTS.list(working.shared.store, "b") == ()


def test_reading_that_is_stopped_keeps_nothing(working):
    updates = working.read("w", "b", event(text=WORDS))
    next(updates)
    working.stop("w", "b", event(stop=True))
    assert "Stopped. Nothing was kept." in list(updates)[-1][working.part]
    assert REPORTS.list(working.shared.store, "b") == ()


def test_reading_ends_with_its_window(working):
    updates = working.read("w", "b", event(text=WORDS))
    next(updates)
    working.shared.windows.leave("w")
    list(updates)
    assert REPORTS.list(working.shared.store, "b") == ()


def test_a_second_reading_takes_the_place_of_the_first(working):
    first = working.read("w", "b", event(text=WORDS))
    next(first)
    assert "has been read" in read(working, text=WORDS)[-1]
    assert "Stopped" in list(first)[-1][working.part]
    assert len(REPORTS.list(working.shared.store, "b")) == 1


def test_all_kept_shortfalls_or_the_ticked_ones_are_drafted_and_held_in_the_window(working):
    report = a_report(working)
    *_, last = working.draft("w", "b", event(report=report.id))
    assert 'data-go="#plan/add"' in last[working.part]
    draft = working.shared.windows.draft("w")
    assert draft.report == report.id
    assert {one.finding for one in draft.drafted} <= {finding.id for finding in report.shortfalls}
    assert draft.drafted
    one = report.shortfalls[0].id
    list(working.draft("w", "b", event(report=report.id, findings=[one])))
    assert {drafted.finding for drafted in working.shared.windows.draft("w").drafted} == {one}
    assert working.shared.windows.draft("another").drafted == ()


@pytest.mark.parametrize("findings", [[], ["f999"], [{}]])
def test_nothing_ticked_drafts_nothing_and_says_so(working, findings):
    report = a_report(working)
    *_, last = working.draft("w", "b", event(report=report.id, findings=findings))
    assert "Tick the findings first" in last[working.part]


def test_a_report_that_is_gone_is_said(working):
    *_, last = working.draft("w", "b", event(report="nothing"))
    assert "not on this computer any more" in last[working.part]


def test_a_report_of_another_window_can_be_kept_while_one_is_read(working):
    report = a_report(working)
    updates = working.read("w", "b", event(text=WORDS))
    next(updates)
    REPORTS.keep(working.shared.store, "other", report.__class__("r7", "Other.pdf"))
    assert REPORTS.list(working.shared.store, "other")
    list(updates)


# -- long work -----------------------------------------------------------------------------------


def test_steps_are_told_and_the_result_returned():
    go_on = threading.Event()

    def work(tell):
        tell("Pages", 1, 2)
        go_on.wait(5)
        return "done"

    steps = in_steps(work, threading.Event())
    assert next(steps) == Step("Pages", 1, 2)
    go_on.set()
    with pytest.raises(StopIteration) as end:
        next(steps)
    assert end.value.value == "done"


def test_what_the_work_raises_comes_through():
    def work(tell):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(in_steps(work, threading.Event()))


def test_stopping_does_not_wait_for_work_that_tells_nothing():
    stop, go_on = threading.Event(), threading.Event()
    steps = in_steps(lambda tell: go_on.wait(30), stop)
    threading.Timer(0.1, stop.set).start()
    started = time.monotonic()
    with pytest.raises(StoppedError):
        list(steps)
    assert time.monotonic() - started < 5
    go_on.set()


def test_work_whose_window_is_gone_is_told_to_stop():
    stop, told = threading.Event(), []

    def work(tell):
        try:
            for n in range(100):
                tell("Pages", n, 100)
                time.sleep(0.05)
        except StoppedError:
            told.append("stopped")
            raise

    steps = in_steps(work, stop)
    next(steps)
    steps.close()
    end = time.monotonic() + 5
    while not told and time.monotonic() < end:
        time.sleep(0.02)
    assert told == ["stopped"]


def test_a_change_of_a_report_is_remembered_by_its_window_only():
    windows = Windows()
    windows.hold_changed_report("w", "before", "after")
    assert windows.changed_report("w") == ("before", "after")
    assert windows.changed_report("another") is None
