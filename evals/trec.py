"""Gold and runs in TREC's formats, for other tools: a `.qrels` for each set, a `.run` for each set and system.

TREC knows documents by name only; here a "document" is a place: `document:start-end` in characters. In the
gold it is where a must-have quote stands first; in a run, that name for each quote to which a result is the
first that is relevant (see `evals.metrics.found_at`), or else the result's own place, relevant to nothing.
"""

from collections.abc import Sequence
from pathlib import Path

from corpus.types import Span
from evals.extracts import Extract, Shown, Texts
from evals.gold import GoldQuestion, LocatedQuote
from evals.metrics import RELEVANT


class TrecExport:
    """Collects lines while systems are measured, and writes them as files."""

    def __init__(self, texts: Texts) -> None:
        """Keep the stored texts; nothing is collected yet."""
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def add(self, set_name: str, system: str, question: GoldQuestion, found: Sequence[Extract]) -> None:
        """Take a question's gold (once) and what a system found for it, best first."""
        gold = self._lines.setdefault(f"{set_name}.qrels", [])
        gold += [line for line in gold_lines(question) if line not in gold]
        run = self._lines.setdefault(f"{set_name}.{_word(system).lower()}.run", [])
        run += run_lines(question, system, found, self._texts)

    def write(self, folder: Path) -> None:
        """Write the files into ``folder``, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, lines in self._lines.items():
            (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def gold_lines(question: GoldQuestion) -> list[str]:
    """`question 0 place 1` for each must-have quote."""
    return [f"{question.question.id} 0 {_gold_name(quote)} 1" for quote in question.must]


def run_lines(question: GoldQuestion, system: str, found: Sequence[Extract], texts: Texts) -> list[str]:
    """`question Q0 place rank score system`, best first; the score is 1 / rank, since ours do not compare."""
    missing, names = list(question.must), []
    for result in found:
        shown = Shown([result])
        near = [quote for quote in missing if quote.document_id == result.document_id]
        held = [quote for quote in near if quote.covered_share(texts, shown) >= RELEVANT]
        missing = [quote for quote in missing if quote not in held]
        names += [_gold_name(quote) for quote in held] or [_name(result.document_id, result.spans)]
    ranked = enumerate(dict.fromkeys(names), 1)
    return [f"{question.question.id} Q0 {name} {rank} {1 / rank:.6f} {_word(system)}" for rank, name in ranked]


def _gold_name(quote: LocatedQuote) -> str:
    return _name(quote.document_id, quote.places[:1])


def _name(document_id: str, spans: Sequence[Span]) -> str:
    return f"{_word(document_id)}:{spans[0].start}-{spans[-1].end}"


def _word(text: str) -> str:
    return "-".join(text.split())
