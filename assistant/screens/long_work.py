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
            step = _latest(told)
            if step:
                yield step
    finally:
        if not ended.is_set():
            stop.set()
    if stop.is_set():
        raise StoppedError
    if errors:
        raise errors[0]
    return results[0]


def as_they_come(items: Iterator[T], stop: threading.Event) -> Iterator[T | None]:
    """Take items in a thread of their own: every moment the latest of them, None if there is no new one.

    The last item is always among them. Nobody listening any more sets ``stop``, which should end the items.

    Raises:
        Exception: whatever the items raise.
    """
    came: queue.SimpleQueue[T] = queue.SimpleQueue()
    ended = threading.Event()
    errors: list[Exception] = []

    def run() -> None:
        try:
            for item in items:
                came.put(item)
        except Exception as error:  # noqa: BLE001 - raised again below, where somebody waits for it
            errors.append(error)
        finally:
            ended.set()

    threading.Thread(target=run, name="long work", daemon=True).start()
    try:
        while not ended.wait(LOOK_AGAIN_S):
            yield _latest(came)
    finally:
        if not ended.is_set():
            stop.set()
    if errors:
        raise errors[0]
    yield _latest(came)


def _latest(came: "queue.SimpleQueue[T]") -> T | None:
    """The last thing that came since somebody looked, if there is one."""
    last = None
    while not came.empty():
        last = came.get()
    return last
