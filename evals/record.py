"""The record of a run: what was measured, with what, and every figure and result, as JSON."""

import json
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from corpus.layout import IndexInfo
from evals import metrics
from evals.evaluation import QUESTION_FOLDER, Run
from evals.figures import SEED
from evals.finding import SEARCH_DEPTH

RESULTS = Path(__file__).parent / "results"
UNCOMMITTED = "uncommitted"
_PACKAGES = ("bm25s", "chromadb", "llama-index-core", "numpy", "sentence-transformers", "torch")
_DATA_SUFFIXES = frozenset({".toml", ".jsonl", ".json", ".md", ".npz"})


@dataclass(frozen=True)
class Provenance:
    """What a run was made with.

    ``files`` are the first 8 digits of the SHA-256 of the assistant's data (instructions, weights,
    notices) and of the evaluation files, by path.
    """

    commit: str
    measured: str
    index: IndexInfo
    settings: dict[str, float]
    packages: dict[str, str]
    files: dict[str, str]
    machine: str


def provenance(root: Path, info: IndexInfo) -> Provenance:
    """What a run made now in the checkout ``root`` is made with."""
    folders = (root / "assistant", QUESTION_FOLDER)
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in _DATA_SUFFIXES)
    return Provenance(
        commit=commit_of(root),
        measured=datetime.now(UTC).isoformat(timespec="seconds"),
        index=info,
        settings={
            "evidence_words": metrics.EVIDENCE_WORDS,
            "covered_at": metrics.COVERED,
            "relevant_at": metrics.RELEVANT,
            "search_depth": SEARCH_DEPTH,
            "resamples": metrics.RESAMPLES,
            "seed": SEED,
        },
        packages={name: version(name) for name in _PACKAGES},
        files=_digests(root, (p for p in files if RESULTS not in p.parents)),
        machine=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
    )


def commit_of(root: Path) -> str:
    """The short commit of a checkout; ``uncommitted`` if it has changes, or is none."""
    try:
        changes = _git(root, "status", "--porcelain")
        return UNCOMMITTED if changes else _git(root, "rev-parse", "--short", "HEAD")
    except (OSError, subprocess.CalledProcessError):
        return UNCOMMITTED


def write_record(path: Path, made_with: Provenance, run: Run) -> None:
    """Write provenance, figures and per-question results as one JSON object."""
    path.parent.mkdir(parents=True, exist_ok=True)
    record = {"provenance": asdict(made_with), **asdict(run)}
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _digests(root: Path, files: Iterable[Path]) -> dict[str, str]:
    return {p.relative_to(root).as_posix(): sha256(p.read_bytes()).hexdigest()[:8] for p in files}


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "--no-optional-locks", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.strip()
