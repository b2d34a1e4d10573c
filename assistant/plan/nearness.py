"""How near the prompts of a framework are to what somebody wrote, by meaning and by words."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from assistant.flags import clauses
from assistant.plan.templates import Guide
from assistant.plan.vectors import Vectors
from corpus.framework import Framework
from corpus.model import Vector
from corpus.types import Kind
from corpus.words import keywords

if TYPE_CHECKING:
    from corpus.index import Index

# Source: own reading of the prompts that the findings of evals/findings.dev.jsonl are about. The values matter little:
# with others nearby the right prompt was first for 35 to 38 of 42 of them, and among the first three for 41 or 42.
_SAID = 0.3  # cosine with the nearest that says the prompt in other words, beside that with the nearest shortfall
_WORDS = 0.7  # share of the words, weighed by how rare they are, that the prompt has as well
_CLAUSE = 0.4  # what the nearest clause counts for beside the whole
_KLOE = 0.15  # of the logarithm of the KLOE's probability
_LEAST_KLOE = 0.05  # probability of a KLOE that is not flagged
_UNKNOWN = 4.0  # weight of a word that no prompt has


class Nearness:
    """Scores the prompts of one framework."""

    def __init__(self, index: "Index", vectors: Vectors, framework: Framework, guide: Guide) -> None:
        """Prepare the words; what has to be encoded is encoded on first use."""
        self._index = index
        self._encode = vectors.of
        self._framework = framework
        self._guide = guide
        self._model = next((m for m in index.flag_models if m.framework == framework.id), None)
        self._prompts = [prompt for kloe in framework.kloes.values() for prompt in kloe.prompts]
        self._stems = [set(keywords(" ".join([prompt.text, *self._texts(prompt.code)]))) for prompt in self._prompts]
        self._weight = _rarity(self._stems)
        self._rows: dict[int, list[int]] = {}  # of what says a passage, by its number
        for row, number in enumerate(self._model.examples.passages.tolist() if self._model is not None else ()):
            self._rows.setdefault(number, []).append(row)
        numbers = {
            p.code: n
            for n, p in enumerate(index.passages)
            if p.kind is Kind.PROMPT and p.document_id == framework.document
        }
        self._numbers = [numbers.get(prompt.code, -1) for prompt in self._prompts]
        self._vectors: list[Vector] | None = None  # of the texts of each prompt, (texts, 384)

    def alike(self, words: str) -> dict[str, float]:
        """How near each prompt is to some words, by its code; higher is nearer, most things are nearer than 0.3."""
        parts = [part for part in clauses(words) if part != words]
        vectors = self._encode([words, *parts])
        scores = self._alike(words, vectors[words])
        if parts:
            best = np.max([self._alike(part, vectors[part]) for part in parts], axis=0)
            scores = (1 - _CLAUSE) * scores + _CLAUSE * best
        return {prompt.code: float(score) for prompt, score in zip(self._prompts, scores, strict=True)}

    def weighed(self, alike: Mapping[str, float], kloes: Mapping[str, float]) -> dict[str, float]:
        """The same with the KLOEs that are flagged preferred; ``kloes`` are their probabilities."""
        kloe_of = self._framework.kloe_of
        likely = {code: max(kloes.get(kloe_of[code].code, 0.0), _LEAST_KLOE) for code in alike}
        return {code: near + _KLOE * math.log(likely[code] / _LEAST_KLOE) for code, near in alike.items()}

    def _alike(self, words: str, vector: Vector) -> Vector:
        """How alike the prompts are to some words, in their order."""
        if self._vectors is None:
            self._vectors = self._encoded()
        stems = set(keywords(words))
        total = sum(self._weight.get(stem, _UNKNOWN) for stem in stems) or 1.0
        shared = [sum(self._weight[stem] for stem in stems & own) / total for own in self._stems]
        near = [float((held @ vector).max()) for held in self._vectors]
        said = [self._said(number, vector) for number in self._numbers]
        return (np.array(near) + _SAID * np.array(said) + _WORDS * np.array(shared)).astype(np.float32)

    def said_best(self, level: str, kloe: str, words: str, about: Vector) -> int | None:
        """The number of the passage of a level of a KLOE that is nearest to words; None if there is none."""
        passages = self._index.passages
        rows = {
            number: held
            for number, held in self._rows.items()
            if passages[number].level == level and passages[number].code == kloe
        }
        if not rows:
            return None
        stems = set(keywords(words))
        weight = _rarity([set(keywords(passages[number].text)) for number in rows])
        total = sum(weight.get(stem, 0.0) for stem in stems) or 1.0

        def near(number: int) -> float:
            own = set(keywords(passages[number].text))
            return self._said(number, about) + _WORDS * sum(weight[stem] for stem in stems & own) / total

        return max(rows, key=near)

    def _said(self, number: int, about: Vector) -> float:
        """How alike the nearest text is that says a passage; 0 if none is known."""
        if self._model is None or number not in self._rows:
            return 0.0
        return float((self._model.examples.vectors[self._rows[number]] @ about).max())

    def _texts(self, code: str) -> list[str]:
        template = self._guide.templates.get(code)
        return [template.title, *template.shortfalls] if template else []

    def _encoded(self) -> list[Vector]:
        texts = [self._texts(prompt.code)[1:] or [prompt.text] for prompt in self._prompts]
        vectors = self._encode([text for held in texts for text in held])
        return [np.stack([vectors[text] for text in held]) for held in texts]


def _rarity(texts: Sequence[set[str]]) -> dict[str, float]:
    """The weight of each stem of some texts: the fewer of them have it, the more."""
    counted = Counter(stem for stems in texts for stem in stems)
    return {stem: math.log(len(texts) / n) + 0.3 for stem, n in counted.items()}
