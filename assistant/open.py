"""Opening the assistant on an index folder."""

from pathlib import Path

from assistant.answering import Assistant
from corpus.index import open_index
from corpus.model import MiniLM, model_folder


def open_assistant(index: Path) -> Assistant:
    """An assistant over the index that serves in ``index``; the model loads on the first question.

    Raises:
        IndexMissingError: nothing has been built yet.
        StaleIndexError: the index is damaged or of another version.
        ModelMissingError: the embedding model is not installed or not the published one.
    """
    return Assistant(open_index(index), MiniLM(model_folder()))
