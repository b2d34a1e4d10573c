"""Speed and memory: answers against a bare query in one run, start-up and ingest in processes of their own."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from corpus.errors import AskKloeError
from corpus.index import Index
from corpus.model import Encoder
from evals.aims import TIMING_SET
from evals.answering import Product, Progress
from evals.figures import Figure
from evals.metrics import Estimate
from evals.questions import Question

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
_BARE_TOP_K = 10


LATENCY_MEASURES = ("latency_p50", "latency_p95", "bare_p50", "latency_ratio")
FLAG_LATENCY_MEASURES = ("flag_p50", "flag_p95")
STARTUP_MEASURES = ("import_libraries", "start_open", "start_first_answer", "start_beyond_import", "peak_memory")
INGEST_MEASURES = ("ingest", "ingest_encoding", "ingest_ratio", "ingest_unchanged")


class MeasurementError(AskKloeError):
    """A process that was to be timed failed."""


def latency_figures(
    product: Product,
    index: Index,
    encoder: Encoder,
    questions: Sequence[Question],
    progress: Progress,
    clock: Callable[[], float] = time.perf_counter,
) -> list[Figure]:
    """Answers, and for each the bare embedding of its question plus one Chroma query, one after the other.

    p50 and p95 over the questions, once each, after one round that is not counted; the ratio is of the p50s.
    Questions that crash are left out.

    Raises:
        MeasurementError: none was answered.
    """
    asked, bare = [], []
    for number, question in enumerate([questions[0], *questions] if questions else []):
        seconds = _seconds(lambda q=question: product.ask(q.question, q.history), clock)
        query = _seconds(lambda q=question: _bare_query(index, encoder, q.question), clock)
        progress("Timing answers", number, len(questions))
        if number and seconds is not None and query is not None:
            asked.append(1000 * seconds)
            bare.append(1000 * query)
    if not asked:
        raise MeasurementError("No question was answered, so answers could not be timed.")
    p50, p95, bare_p50 = np.percentile(asked, 50), np.percentile(asked, 95), np.percentile(bare, 50)
    return _figures(LATENCY_MEASURES, (p50, p95, bare_p50, p50 / bare_p50), len(asked))


def flag_latency_figures(
    product: Product, texts: Sequence[str], progress: Progress, clock: Callable[[], float] = time.perf_counter
) -> list[Figure]:
    """Flagging texts, one after the other, each once, after one round that is not counted.

    Raises:
        MeasurementError: none was flagged.
    """
    taken = []
    for number, text in enumerate([texts[0], *texts] if texts else []):
        seconds = _seconds(lambda t=text: product.flag(t), clock)
        progress("Timing flags", number, len(texts))
        if number and seconds is not None:
            taken.append(1000 * seconds)
    if not taken:
        raise MeasurementError("No text was flagged, so flags could not be timed.")
    return _figures(FLAG_LATENCY_MEASURES, (np.percentile(taken, 50), np.percentile(taken, 95)), len(taken))


def startup_figures(index: Path, question: str) -> list[Figure]:
    """A fresh process that opens the index and answers; the import of the model's libraries in another one."""
    libraries = _run(["-m", "evals.child", "imports"])["seconds"]
    fresh = _run(["-m", "evals.child", "answer", "--index", str(index.resolve()), "--question", question])
    answered = fresh["answer_s"]
    values = (libraries, fresh["import_s"] + fresh["open_s"], answered, answered - libraries, fresh["peak_mb"])
    return _figures(STARTUP_MEASURES, values)


def ingest_figures(corpus: Path = CORPUS) -> list[Figure]:
    """A full ingest into an empty folder and one with nothing changed, against encoding the same texts in one call.

    Both the ingest and the one call load the model within the time taken; neither counts Python's start.
    """
    with tempfile.TemporaryDirectory(prefix="askkloe-evals-") as folder:
        arguments = ["-m", "ingest", "--corpus", str(corpus), "--index", folder, "--json"]
        full, unchanged = _run(arguments)["seconds"], _run(arguments)["seconds"]
        encoding = _run(["-m", "evals.child", "encode", "--index", folder, "--corpus", str(corpus)])["seconds"]
    return _figures(INGEST_MEASURES, (full, encoding, full / encoding, unchanged))


def or_unmeasured(
    measures: Sequence[str], work: Callable[[], list[Figure]], warn: Callable[[str], object]
) -> list[Figure]:
    """What ``work`` measures; if it fails, says why and gives the measures without a value, so that it shows."""
    try:
        return work()
    except MeasurementError as error:
        warn(f"\n{error.user_message}\n")
        return _figures(measures, [None] * len(measures))


def _bare_query(index: Index, encoder: Encoder, question: str) -> None:
    index.vectors["passage"].nearest(encoder.encode([question])[0], _BARE_TOP_K)


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float | None:
    started = clock()
    try:
        work()
    except Exception:  # noqa: BLE001 - a crash is counted where answers are measured; here it has no time
        return None
    return clock() - started


def _figures(measures: Sequence[str], values: Iterable[float | None], n: int = 1) -> list[Figure]:
    pairs = zip(measures, values, strict=True)
    return [
        Figure(measure, TIMING_SET, Estimate(None, 0) if value is None else Estimate(float(value), n))
        for measure, value in pairs
    ]


def _run(arguments: list[str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise MeasurementError(f"`python {' '.join(arguments)}` failed: {last}")
    return json.loads(done.stdout)
