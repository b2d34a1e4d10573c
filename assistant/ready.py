"""Making sure that there is an index to read: if not, the ingest is run as a process of its own."""

import subprocess
import sys
from pathlib import Path

from assistant.answering import Assistant
from assistant.open import open_assistant
from corpus.errors import CorpusError, IndexMissingError, StaleIndexError
from corpus.index import discard_index

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_INDEX = ROOT / "index"


def ready_assistant(index: Path) -> Assistant:
    """An assistant over ``index``, which is built first if it is missing, stale or damaged.

    Raises:
        CorpusError: the index could not be built.
        ModelMissingError: the embedding model is not there.
    """
    try:
        return open_assistant(index)
    except IndexMissingError as error:
        sys.stderr.write(f"{error.user_message} Building it; this takes a minute or two.\n")
    except StaleIndexError as error:
        sys.stderr.write(f"{error.user_message} Rebuilding it; this takes a minute or two.\n")
        discard_index(index)
    build(index)
    return open_assistant(index)


def build(index: Path) -> None:
    """Run the ingest of our own corpus into ``index``, its progress on stderr.

    Raises:
        CorpusError: it failed; what it said stands on stderr.
    """
    command = [sys.executable, "-m", "ingest", "--index", str(index.resolve()), "--json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise CorpusError("The index could not be built; the lines above say why.")
