"""Speed and memory: answers against a bare query in one run, start-up and ingest in processes of their own."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
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
        return []
    p50, p95, bare_p50 = np.percentile(asked, 50), np.percentile(asked, 95), np.percentile(bare, 50)
    values = {"latency_p50": p50, "latency_p95": p95, "bare_p50": bare_p50, "latency_ratio": p50 / bare_p50}
    return [_figure(name, float(value), len(asked)) for name, value in values.items()]


def startup_figures(index: Path, question: str) -> list[Figure]:
    """A fresh process that opens the index and answers; the import of the model's libraries in another one."""
    libraries = _run(["-m", "evals.child", "imports"])["seconds"]
    fresh = _run(["-m", "evals.child", "answer", "--index", str(index.resolve()), "--question", question])
    return [
        _figure("import_libraries", libraries),
        _figure("start_open", fresh["import_s"] + fresh["open_s"]),
        _figure("start_first_answer", fresh["answer_s"]),
        _figure("start_beyond_import", fresh["answer_s"] - libraries),
        *([_figure("peak_memory", fresh["peak_mb"])] if fresh["peak_mb"] is not None else []),
    ]


def ingest_figures(corpus: Path = CORPUS) -> list[Figure]:
    """A full ingest into an empty folder and one with nothing changed, against encoding the same texts in one call.

    Both the ingest and the one call load the model within the time taken; neither counts Python's start.
    """
    with tempfile.TemporaryDirectory(prefix="askkloe-evals-") as folder:
        arguments = ["-m", "ingest", "--corpus", str(corpus), "--index", folder, "--json"]
        full, unchanged = _run(arguments)["seconds"], _run(arguments)["seconds"]
        encoding = _run(["-m", "evals.child", "encode", "--index", folder, "--corpus", str(corpus)])["seconds"]
    return [
        _figure("ingest", full),
        _figure("ingest_encoding", encoding),
        _figure("ingest_ratio", full / encoding),
        _figure("ingest_unchanged", unchanged),
    ]


def _bare_query(index: Index, encoder: Encoder, question: str) -> None:
    index.vectors["passage"].nearest(encoder.encode([question])[0], _BARE_TOP_K)


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float | None:
    started = clock()
    try:
        work()
    except Exception:  # noqa: BLE001 - a crash is counted where answers are measured; here it has no time
        return None
    return clock() - started


def _figure(measure: str, value: float, n: int = 1) -> Figure:
    return Figure(measure, TIMING_SET, Estimate(value, n))


def _run(arguments: list[str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise MeasurementError(f"`python {' '.join(arguments)}` failed: {last}")
    return json.loads(done.stdout)
