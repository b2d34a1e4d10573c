"""Which KLOEs a text falls under, which characteristics its wording resembles, and because of which of its words.

Nothing here rates a service: a level always belongs to the quoted characteristic.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.types import Flag
from corpus.flag_model import NONE, FlagModel, Floats
from corpus.framework import Framework
from corpus.index import Index
from corpus.model import Vector
from corpus.types import Kind

# Margins of the linear models as probabilities: softmax(margin * _SHARPNESS). Source: own measurement; with this
# value the mean probability of the first code equals the share that is right on situations held out in turn.
_SHARPNESS = 4.0
_LEAST_PROBABILITY = 0.06  # of a KLOE that is flagged at all
_MOST_CODES = 4
_CLEAR = 0.5  # the probability from which on a clause is clearly about a code
_MOST_CODES_OF_LONG = 8  # of a text too long for the model, a report's page, say
_MOST_PROMPTS = 2
_PROMPT_NEAR = 0.1  # a further prompt may be this much less like the text than the nearest (cosine)
_MIN_CLAUSE_WORDS = 4
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_CLAUSE = re.compile(r"(?<=[;:])\s+|,\s+(?=(?:and|but|so|which|while|although|though|yet|or|because|who)\b)|\s+[–-]\s+")


def clauses(text: str) -> list[str]:
    """The text's sentences and their clauses, each with at least four words; the whole text if there are none."""
    parts = [part.strip() for sentence in _SENTENCE.split(text) for part in _CLAUSE.split(sentence)]
    held: list[str] = []
    for part in parts:
        if held and len(part.split()) < _MIN_CLAUSE_WORDS:
            held[-1] = f"{held[-1]} {part}" if part else held[-1]
        elif part:
            held.append(part)
    return held or [text]


def flag_texts(text: str, parts: Sequence[str] = ()) -> list[str]:
    """What must be encoded to flag a text: the text itself, its clauses, and the ``parts`` of a long one."""
    return list(dict.fromkeys([text, *clauses(text), *parts]))


@dataclass(frozen=True)
class _Read:
    """One text as a model reads it: margins of the codes and of the levels."""

    code: Floats
    level: Floats


class Flagger:
    """Flags texts with the characteristics of every framework that the index holds."""

    def __init__(self, index: Index) -> None:
        """Prepare what does not depend on a text."""
        self._readers = [
            _FrameworkFlagger(index, index.frameworks[model.framework], model) for model in index.flag_models
        ]

    def flag(
        self, text: str, vectors: Mapping[str, Vector], *, described: bool = True, parts: Sequence[str] = ()
    ) -> tuple[Flag, ...]:
        """Flags of a text, best first; ``vectors`` holds those of `flag_texts`.

        With ``described`` off the text only asks about a subject: its flags name KLOEs, and no characteristic.
        ``parts`` are those of a text too long for the model; it is flagged for what its parts say.
        """
        read = list(parts) or [text]
        found = [flag for reader in self._readers for flag in reader.flag(text, vectors, described, read)]
        return tuple(sorted(found, key=lambda flag: -flag.score))


class _FrameworkFlagger:
    def __init__(self, index: Index, framework: Framework, model: FlagModel) -> None:
        self.index = index
        self.framework = framework
        self.model = model
        said = [index.passages[number] for number in model.said]
        self.kloes = np.array([framework.kloe_of[p.code].code if p.code in framework.kloe_of else "" for p in said])
        self.levels = np.array([p.level for p in said])
        self.prompts = np.array([p.kind is Kind.PROMPT for p in said])

    def flag(self, text: str, vectors: Mapping[str, Vector], described: bool, parts: Sequence[str]) -> list[Flag]:
        said = clauses(text)
        reads = [self._read(clause, vectors[clause]) for clause in said]
        by_part = [self._read(part, vectors[part]) for part in parts]
        shares = np.stack([_softmax(read.code) for read in by_part])  # (parts, codes)
        in_clauses = np.stack([_softmax(read.code) for read in reads])
        probabilities = _with_further_subjects(shares, in_clauses, [len(clause.split()) for clause in said])
        levels = np.stack([read.level for read in by_part])
        found = []
        for n in self._likely(shares, probabilities, in_clauses):
            # A part counts for the level of a code as much as it is about that code.
            level = self.model.level.classes[int(np.argmax(shares[:, n] @ levels))] if described else ""
            why = self._why(n, said, reads)
            about = [vectors[text], vectors[why]] if len(parts) == 1 else [vectors[why]]
            likeness: Floats = (self.model.sayings @ np.mean(about, axis=0)).astype(np.float32)
            found.append(self._flag(self.model.code.classes[n], level, float(probabilities[n]), why, likeness))
        return found

    def _likely(self, shares: Floats, probabilities: Floats, in_clauses: Floats) -> list[int]:
        """The numbers of the codes to flag, likeliest first; of a long text those that some clause is clearly about."""
        codes = self.model.code.classes
        order = [int(n) for n in np.argsort(-probabilities, kind="stable")]
        if len(shares) == 1:
            best = codes[int(np.argmax(shares[0]))]
            likely = [n for n in order if probabilities[n] >= _LEAST_PROBABILITY] if best != NONE else []
        else:
            clear = _own_subjects(in_clauses).max(axis=0) >= _CLEAR
            likely = [n for n in order if clear[n]]
        return [n for n in likely if codes[n] != NONE][: _MOST_CODES if len(shares) == 1 else _MOST_CODES_OF_LONG]

    def _read(self, text: str, vector: Vector) -> _Read:
        columns, values = self.model.words.weigh(text)
        models = self.model.code, self.model.level
        return _Read(*(model.margins(vector, columns, values) for model in models))

    @staticmethod
    def _why(code: int, parts: Sequence[str], reads: Sequence[_Read]) -> str:
        """The clause that speaks most for the code."""
        return parts[int(np.argmax([read.code[code] for read in reads]))]

    def _flag(self, code: str, level: str, probability: float, why: str, likeness: Floats) -> Flag:
        number = self._nearest(likeness, (self.kloes == code) & (self.levels == level)) if level else None
        statement = self.index.passages[number] if number is not None else None
        source = self.index.documents[self.framework.document].source
        return Flag(
            framework=self.framework.id,
            code=code,
            key_question=self.framework.key_question_of[code].name,
            level=statement.level if statement else "",
            passage_id=statement.id if statement else "",
            statement=statement.text if statement else "",
            spans=statement.spans if statement else (),
            note=statement.note if statement else "",
            source_file=source.source_file,
            prompts=self._nearest_prompts(likeness, code),
            score=round(probability, 4),
            why=why,
        )

    def _nearest(self, likeness: Floats, chosen: np.ndarray) -> int | None:
        """The passage that is said most alike, of those chosen."""
        if not chosen.any():
            return None
        rows = np.flatnonzero(chosen)
        return int(self.model.said[rows[int(np.argmax(likeness[rows]))]])

    def _nearest_prompts(self, likeness: Floats, code: str) -> tuple[str, ...]:
        rows = np.flatnonzero((self.kloes == code) & self.prompts)
        best: dict[str, float] = {}
        for row in rows:
            prompt = self.index.passages[self.model.said[row]].code
            best[prompt] = max(best.get(prompt, -1.0), float(likeness[row]))
        ranked = sorted(best, key=lambda prompt: -best[prompt])[:_MOST_PROMPTS]
        return tuple(prompt for prompt in ranked if best[prompt] >= best[ranked[0]] - _PROMPT_NEAR)


def _own_subjects(in_clauses: Floats) -> Floats:
    """Of every clause, the probability of its likeliest code; 0 for its others."""
    return np.where(in_clauses == in_clauses.max(axis=1, keepdims=True), in_clauses, 0).astype(np.float32)


def _with_further_subjects(shares: Floats, in_clauses: Floats, words: Sequence[int]) -> Floats:
    """Probabilities of the codes: the mean over a text's parts, and for what a clause is clearly about more.

    A clear clause counts by its share of the words, but never as much as what the whole is about most.
    """
    probabilities = shares.mean(axis=0)
    own = _own_subjects(in_clauses)
    weights = np.array(words, np.float32) / max(sum(words), 1)
    further = np.where(own >= _CLEAR, own, 0).T @ weights
    return np.maximum(probabilities, np.minimum(further, 0.99 * probabilities.max())).astype(np.float32)


def _softmax(margins: Floats) -> Floats:
    weights = np.exp(_SHARPNESS * (margins - margins.max()))
    return weights / weights.sum()
