"""Measurements that need a process of their own: `python -m evals.child imports|answer|encode …`.

Each writes one JSON object to standard output. Modules are imported where their import is timed.
"""

import argparse
import json
import sys
import time
from pathlib import Path


def imports() -> dict[str, float]:
    """Seconds to import the libraries of the embedding model, after what opening an index needs."""
    import corpus.index  # noqa: F401

    started = time.perf_counter()
    import llama_index.embeddings.huggingface  # noqa: F401
    import sentence_transformers  # noqa: F401

    return {"seconds": time.perf_counter() - started}


def answer(index: Path, question: str) -> dict[str, float | None]:
    """Seconds to import the assistant, to open the index and to answer first; peak memory in MB."""
    started = time.perf_counter()
    from assistant.open import open_assistant

    imported = time.perf_counter()
    assistant = open_assistant(index)
    opened = time.perf_counter()
    assistant.ask(question)
    answered = time.perf_counter()
    return {
        "import_s": imported - started,
        "open_s": opened - imported,
        "answer_s": answered - opened,
        "peak_mb": _peak_mb(),
    }


def encode(index: Path, corpus: Path) -> dict[str, float]:
    """Seconds to load the model and encode, in one call, the texts that an ingest of the corpus encodes."""
    from corpus.index import open_index
    from corpus.model import MiniLM, model_folder
    from evals.ingested import ingested_texts

    texts = ingested_texts(open_index(index), corpus)
    started = time.perf_counter()
    MiniLM(model_folder()).encode(texts)
    return {"seconds": time.perf_counter() - started, "texts": len(texts)}


def _peak_mb() -> float | None:
    """Peak memory of this process; None where the system does not tell (Windows)."""
    try:
        import resource
    except ModuleNotFoundError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)  # bytes on macOS, kB on Linux


def main(arguments: list[str] | None = None) -> int:
    """Measure one thing. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.child", description=__doc__)
    parser.add_argument("what", choices=("imports", "answer", "encode"))
    parser.add_argument("--index", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--question", default="")
    options = parser.parse_args(arguments)
    match options.what:
        case "imports":
            measured = imports()
        case "answer":
            measured = answer(options.index, options.question)
        case _:
            measured = encode(options.index, options.corpus)
    sys.stdout.write(json.dumps(measured) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
