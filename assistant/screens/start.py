"""Getting ready: the index is opened, or built by the ingest as a process of its own, and the model is loaded."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from corpus.errors import AskKloeError, CorpusError, IndexMissingError, StaleIndexError

if TYPE_CHECKING:
    from assistant.answering import Assistant

ROOT = Path(__file__).resolve().parent.parent.parent
_COUNT = re.compile(r"^(?P<task>[^:]+): (?P<done>\d+) of (?P<total>\d+)\s*$")
_TASKS = {
    "Reading documents": ("Reading the documents", "documents"),
    "Cutting passages": ("Cutting the documents into passages", "passages"),
    "Encoding texts": ("Building the index", "texts"),
}


@dataclass(frozen=True)
class Progress:
    """What is going on; ``why`` says why it has to, ``error`` what stopped it.

    ``done`` of ``total`` counts what the text is about; a total of 0 means that nothing is counted.
    """

    text: str
    done: int = 0
    total: int = 0
    why: str = ""
    error: str = ""
    ready: bool = False


class Start:
    """Makes one assistant ready in the background; all windows read its progress and then share it."""

    def __init__(self, index: Path, corpus: Path, tell: Callable[[Progress], None]) -> None:
        """Remember what to open; ``tell`` hears of every change, from another thread."""
        self._index, self._corpus, self._tell = index, corpus, tell
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()
        self._spawning = threading.Lock()  # so that no process is started behind the back of `stop`
        self._why = ""
        self.progress = Progress("Starting…")
        self.assistant: Assistant | None = None

    def begin(self) -> None:
        """Start, or start again after an error; returns at once."""
        self._stopped.clear()
        self._say(Progress("Opening the index…"))
        threading.Thread(target=self._run, name="start", daemon=True).start()

    def stop(self) -> None:
        """End the ingest process, if one is running."""
        self._stopped.set()
        with self._spawning:
            child = self._child
        if child and child.poll() is None:
            child.terminate()
            try:
                child.wait(timeout=5)
            except subprocess.TimeoutExpired:
                child.kill()

    def _run(self) -> None:
        try:
            assistant = self._open()
        except AskKloeError as error:
            self._fail(error.user_message)
        except ImportError as error:
            self._fail(f"The package {error.name} is missing. Run `make setup` and start again. Nothing was lost.")
        except Exception as error:  # noqa: BLE001 - whatever it is, the page must not wait for ever
            self._fail(f"An unexpected error: {type(error).__name__}: {error}. Nothing was lost.")
        else:
            self.assistant = assistant
            self._say(Progress("Ready", ready=True))

    def _open(self) -> "Assistant":
        """The assistant, tried with a question; an index that is missing or does not work is built first."""
        try:
            return self._tried()
        except IndexMissingError:
            self._why = "This is the first start: the index is built once, which takes a few minutes."
        except StaleIndexError as error:
            self._why = f"{error.user_message} This takes a few minutes; your documents are untouched."
            from corpus.index import discard_index  # as below: imports take seconds

            discard_index(self._index)
        self._build()
        return self._tried()

    def _tried(self) -> "Assistant":
        from assistant.open import open_assistant  # imports the libraries of the index, which takes seconds

        assistant = open_assistant(self._index)
        self._say(Progress("Loading the language model…", why=self._why))
        assistant.warm_up()
        try:
            assistant.search("care", top_k=1)
        except Exception as error:
            raise StaleIndexError("The index is damaged and has to be rebuilt.") from error
        return assistant

    def _build(self) -> None:
        self._say(Progress("Reading the documents…", why=self._why))
        child = self._spawn()
        said = ""
        for line in _lines(child.stderr):
            count = _COUNT.match(line)
            if count:
                said = ""
                self._say(self._counted(count["task"], int(count["done"]), int(count["total"])))
            elif line.strip():
                said = line.strip()
        if child.wait() != 0 and not self._stopped.is_set():
            raise CorpusError(said or "The index could not be built.")

    def _spawn(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "ingest", "--corpus", str(self._corpus), "--index", str(self._index)]
        with self._spawning:
            if self._stopped.is_set():
                raise CorpusError("AskKLOE was stopped.")
            self._child = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                start_new_session=True,  # Ctrl+C in the terminal is ours to pass on
            )
        return self._child

    def _counted(self, task: str, done: int, total: int) -> Progress:
        if task not in _TASKS:
            return Progress(f"{task}…", why=self._why)
        text, things = _TASKS[task]
        return Progress(f"{text}: {done:,} of {total:,} {things}", done, total, self._why)

    def _fail(self, message: str) -> None:
        if not self._stopped.is_set():
            self._say(Progress("AskKLOE could not start", error=message))

    def _say(self, progress: Progress) -> None:
        self.progress = progress
        self._tell(progress)


def _lines(stream: IO[bytes] | None) -> Iterator[str]:
    """What a process says, line by line, as it comes; a progress line counts before it is ended."""
    while stream and (chunk := os.read(stream.fileno(), 4096)):
        yield from re.split(r"[\r\n]+", chunk.decode("utf-8", errors="replace"))
