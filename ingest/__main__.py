"""`python -m ingest`: bring an index up to date with a folder of documents."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from corpus.errors import AskKloeError
from corpus.model import MiniLM, model_folder
from ingest.pipeline import Summary, ingest

HERE = Path(__file__).resolve().parent.parent


class _ProgressLine:
    """One line on stderr that says what is going on, redrawn at most ten times a second."""

    def __init__(self) -> None:
        self._last = 0.0
        self._task = ""

    def __call__(self, task: str, done: int, total: int) -> None:
        now = time.monotonic()
        if task == self._task and done < total and now - self._last < 0.1:
            return
        line_end = "\n" if self._task and task != self._task else "\r"
        self._task, self._last = task, now
        sys.stderr.write(f"{line_end if self._task else ''}{task}: {done} of {total}".ljust(60))
        sys.stderr.flush()


def main(arguments: list[str] | None = None) -> int:
    """Run an ingest and print its summary. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ingest", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus", help="folder of documents")
    parser.add_argument("--index", type=Path, default=HERE / "index", help="folder of the index")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    options = parser.parse_args(arguments)
    try:
        summary = ingest(options.corpus, options.index, MiniLM(model_folder()), _ProgressLine())
    except AskKloeError as error:
        sys.stderr.write(f"\n{error.user_message}\n")
        return 1
    sys.stderr.write("\n")
    sys.stdout.write(json.dumps(asdict(summary), indent=1) + "\n" if options.json else _plain(summary))
    return 0


def _plain(summary: Summary) -> str:
    lines = [
        f"{summary.documents} documents, {summary.passages} passages, {summary.seconds:.1f} seconds"
        + ("" if summary.changed else " (nothing had changed)")
    ]
    for name, covered in summary.coverage.items():
        left = ", ".join(f"{reason} {n}" for reason, n in sorted(covered.left_out.items()))
        lines.append(f"  {name}: {covered.share:.1%} of {covered.total} characters kept; left out: {left or 'nothing'}")
        lines += [f"    not accounted for: {words[:80]}" for words in covered.unaccounted]
    lines += [f"  skipped {s.file}: {s.reason}" for s in summary.skipped]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
