"""What the guide itself says about plans, quoted as help beside the fields."""

from typing import TYPE_CHECKING

from assistant.patterns import load_data, plain
from assistant.types import Citation

if TYPE_CHECKING:
    from corpus.index import Index


def guide_help(index: "Index | None", topic: str) -> tuple[Citation, ...]:
    """The passages of one topic of ``plan.toml`` in its order; what is not held (or not open yet) is left out."""
    told = load_data("plan.toml")["help"]
    if index is None or told["document"] not in index.documents or topic not in told:
        return ()
    from assistant.cite import Citer  # imports the libraries of the index, which takes seconds

    citer = Citer(index)
    mine = [n for n, passage in enumerate(index.passages) if passage.document_id == told["document"]]
    texts = {n: plain(index.passages[n].text) for n in mine}
    found = (next((n for n in mine if texts[n].startswith(plain(begins))), None) for begins in told[topic])
    return tuple(citer.cite(n) for n in found if n is not None)
