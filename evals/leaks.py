"""Evaluation rows that were seen before: as lay questions, examples, training data, or rows that tune."""

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.framework import Framework
from corpus.situations import SITUATIONS, load_situations
from evals.practice import load_practice
from evals.questions import load_questions, load_risks

NEAR = 0.8
NEAR_MIN_WORDS = 4
_FIELDS = frozenset({"question", "questions"})
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Text:
    """Something somebody might ask, and where it is written."""

    source: str
    text: str


@dataclass(frozen=True)
class Leak:
    """An evaluation row and the text that is the same or nearly so."""

    row: Text
    seen: Text

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.row.source} {self.row.text!r} is like {self.seen.source} {self.seen.text!r}"


def folded(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; apostrophes are dropped, other punctuation parts words."""
    return tuple(_NOT_WORDS.sub(" ", re.sub(r"['’`]", "", text.casefold())).split())


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether folded texts are equal, or share 0.8 of their different words and both have at least 4."""
    if one == other:
        return True
    a, b = set(one), set(other)
    return min(len(a), len(b)) >= NEAR_MIN_WORDS and len(a & b) >= NEAR * len(a | b)


def leaks(rows: Iterable[Text], seen: Iterable[Text]) -> list[Leak]:
    """Every pair of an evaluation row and a text seen before that are alike."""
    texts = [(text, folded(text.text)) for text in seen]
    holding: dict[str, list[int]] = defaultdict(list)
    for n, (_, words) in enumerate(texts):
        for word in set(words):
            holding[word].append(n)
    found = []
    for row in rows:
        words = folded(row.text)
        rarest = sorted(set(words), key=lambda word: len(holding[word]) if word in holding else 0)
        # A text that shares 0.8 of the words cannot lack more than 0.2 of them, the rarest included.
        tried = rarest[: len(rarest) - int(NEAR * len(rarest)) + 1]
        candidates = sorted({n for word in tried if word in holding for n in holding[word]})
        found += [Leak(row, texts[n][0]) for n in candidates if alike(words, texts[n][1])]
    return found


def evaluation_rows(folder: Path, names: Iterable[str]) -> list[Text]:
    """The questions of evaluation files, such as ``questions.test`` or ``risk.dev``."""
    rows: list[Text] = []
    for name in names:
        path = folder / f"{name}.jsonl"
        loaded = load_risks(path) if name.startswith("risk.") else load_questions(path)
        rows += [Text(f"{name} {row.id}", row.question) for row in loaded]
    return rows


def written_questions(root: Path, folders: Iterable[str] = ("corpus", "assistant/data")) -> list[Text]:
    """Every ``question`` or ``questions`` field, at any depth, of the JSONL and TOML data of these folders."""
    found: list[Text] = []
    for path in sorted(p for folder in folders for p in (root / folder).rglob("*")):
        text = path.read_text(encoding="utf-8") if path.suffix in (".jsonl", ".toml") else ""
        rows = (
            [tomllib.loads(text)] if path.suffix == ".toml" else [json.loads(r) for r in text.split("\n") if r.strip()]
        )
        found += [Text(path.relative_to(root).as_posix(), value) for row in rows for value in _questions(row)]
    return found


def statement_rows(folder: Path, names: Iterable[str]) -> list[Text]:
    """The statements that the check is measured on, of sets such as ``dev`` or ``test``."""
    found: list[Text] = []
    for name in names:
        lines = (folder / f"statements.{name}.jsonl").read_text(encoding="utf-8").split("\n")
        loaded = [json.loads(line) for line in lines if line.strip()]
        found += [Text(f"statements.{name} {row['id']}", row["statement"]) for row in loaded]
    return found


def practice_rows(folder: Path, names: Iterable[str]) -> list[Text]:
    """The texts that flags are measured on, of sets such as ``dev`` or ``test``."""
    return [Text(f"{row.collection} {row.id}", row.text) for name in names for row in load_practice(name, folder)]


def learnt_texts(corpus: Path, frameworks: Iterable[Framework]) -> list[Text]:
    """What flags are learnt from besides questions: situations, and the words of the frameworks."""
    found = [Text(SITUATIONS, situation.text) for situation in load_situations(corpus)]
    for framework in frameworks:
        found += [Text(framework.id, kloe.question) for kloe in framework.kloes.values()]
        found += [Text(framework.id, prompt.text) for kloe in framework.kloes.values() for prompt in kloe.prompts]
        found += [Text(framework.id, said.text) for _, cell in framework.cells() for said in cell.statements]
    return found


def _questions(data: object, wanted: bool = False) -> Iterator[str]:
    match data:
        case str() if wanted:
            yield data
        case dict():
            for key, value in data.items():
                yield from _questions(value, key in _FIELDS)
        case list():
            for value in data:
                yield from _questions(value, wanted)
