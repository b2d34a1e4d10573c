"""Work that takes long: it runs beside the event that asked for it, tells how far it is, and can be stopped."""

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
LOOK_AGAIN_S = 0.2
Tell = Callable[[str, int, int], None]


class StoppedError(Exception):
    """Somebody stopped the work, or closed the window."""


@dataclass(frozen=True)
class Step:
    """How far the work is: ``done`` of ``total`` of what ``text`` says; a total of 0 means that nothing is counted."""

    text: str = ""
    done: int = 0
    total: int = 0


def in_steps(work: Callable[[Tell], T], stop: threading.Event) -> Generator[Step, None, T]:
    """Do the work in a thread of its own; yields how far it is, and returns what came of it.

    Raises:
        StoppedError: it was stopped; what the thread still does comes to nothing.
        Exception: whatever the work raises.
    """
    told: queue.SimpleQueue[Step] = queue.SimpleQueue()
    ended = threading.Event()
    results: list[T] = []
    errors: list[Exception] = []

    def tell(text: str, done: int, total: int) -> None:
        if stop.is_set():
            raise StoppedError
        told.put(Step(text, done, total))

    def run() -> None:
        try:
            results.append(work(tell))
        except Exception as error:  # noqa: BLE001 - raised again below, where somebody waits for it
            errors.append(error)
        finally:
            ended.set()

    threading.Thread(target=run, name="long work", daemon=True).start()
    try:
        while not ended.wait(LOOK_AGAIN_S) and not stop.is_set():
            yield from _latest(told)
    finally:
        if not ended.is_set():
            stop.set()
    if stop.is_set():
        raise StoppedError
    if errors:
        raise errors[0]
    return results[0]


def _latest(told: "queue.SimpleQueue[Step]") -> Iterator[Step]:
    """The last step that was told since somebody looked, if there is one."""
    step = None
    while not told.empty():
        step = told.get()
    if step:
        yield step
