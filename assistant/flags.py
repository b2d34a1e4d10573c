"""Which KLOEs a text falls under, which characteristics its wording resembles, and because of which of its words.

Nothing here rates a service: a level always belongs to the quoted characteristic.
"""

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from assistant.types import Characteristic, Flag
from corpus.flag_model import NONE, FlagModel, Floats
from corpus.framework import Framework
from corpus.index import Index
from corpus.model import Vector
from corpus.types import Kind

# Margins as probabilities: softmax(margin * _SHARPNESS). Source: the cross-validation below; with this value the first
# code has a mean probability of 0.82, and is a reader's first code for 0.82 of the findings.
_SHARPNESS = 3.0
_LEAST_PROBABILITY = 0.06  # of a KLOE that is flagged at all
_CLEAR = 0.5  # the probability from which on a clause is clearly about a code
_MOST_CODES = 4
_MOST_CODES_OF_LONG = 8  # of a text too long for the model, a report's page, say
_MOST_PROMPTS = 2
# Each saying of a characteristic counts exp(_VOTE * cosine) for it. Source: 239 findings of reports for which two
# readers, apart, chose a statement within the cell (alike in 0.94): both take ours for 0.845 of them, 0.799 where only
# the nearest saying counts; for 0.573 before 1,500 other findings had been said to resemble a statement. Of held-out
# findings (`python -m evals`) both of two other readers take it for 0.847.
_VOTE = 15.0
_PROMPT_NEAR = 0.1  # a further prompt may be this much less like the text than the nearest (cosine)
_MIN_CLAUSE_WORDS = 4
_UPPER = ("Outstanding", "Good")
# The examples hold each level as often; services are mostly Good or Requires improvement, and to name an extreme
# needlessly harms more. Source: cross-validation over 4,986 findings of real reports, each time without all that one
# writer reworded: 0.124 of those in the middle are put at an extreme with it, 0.142 without, and as many are right in
# all (0.794 against 0.791); with more of it extremes were missed.
_MIDDLE = ("Good", "Requires improvement")
_MIDDLE_BONUS = 0.1  # margin
# What to aim for. Requires improvement is no aim: its statements, too, tell what is wrong.
_NEXT_UP = {"Inadequate": ("Good",), "Requires improvement": ("Good",), "Good": ("Outstanding",)}
_TO_LOOK_UP_TO = ("Good", "Outstanding")  # shown to a question that only asks about a subject
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


class Flagger:
    """Flags texts with the characteristics of every framework that the index holds."""

    def __init__(self, index: Index) -> None:
        """Prepare what does not depend on a text."""
        self._readers = [
            _FrameworkFlagger(index, index.frameworks[model.framework], model) for model in index.flag_models
        ]

    def flag(
        self,
        text: str,
        vectors: Mapping[str, Vector],
        *,
        described: bool = True,
        named: Collection[str] = (),
        parts: Sequence[str] = (),
        sure_by: float = 0.0,
    ) -> tuple[Flag, ...]:
        """Flags of a text, best first; ``vectors`` holds those of `flag_texts`.

        With ``described`` off the text only asks about a subject: its flags name KLOEs, and no characteristic.
        Where the text names KLOEs by code (``named``), its flags are of these and no others. ``parts`` are those
        of a text too long for the model; it is flagged for what its parts say. Where the upper two levels and the
        lower two are less than ``sure_by`` apart (in margins) no level is named.
        """
        read = list(parts) or [text]
        found = [
            flag for reader in self._readers for flag in reader.flag(text, vectors, described, named, read, sure_by)
        ]
        return tuple(sorted(found, key=lambda flag: -flag.score))


class _FrameworkFlagger:
    def __init__(self, index: Index, framework: Framework, model: FlagModel) -> None:
        self.index = index
        self.framework = framework
        self.model = model
        self.source_file = index.documents[framework.document].source.source_file
        self.rows: dict[tuple[str, str], list[int]] = {}  # of what says a cell's statements, or a KLOE's prompts
        said = model.examples.passages
        for row in np.flatnonzero(said >= 0).tolist():
            passage = index.passages[said[row]]
            if passage.code in framework.kloe_of and passage.kind is not Kind.KLOE:
                self.rows.setdefault((framework.kloe_of[passage.code].code, passage.level), []).append(row)

    def flag(
        self,
        text: str,
        vectors: Mapping[str, Vector],
        described: bool,
        named: Collection[str],
        parts: Sequence[str],
        sure_by: float,
    ) -> list[Flag]:
        said = clauses(text)
        row_of = {one: row for row, one in enumerate(dict.fromkeys([*parts, *said]))}
        codes, levels = self.model.margins(list(row_of), np.stack([vectors[one] for one in row_of]))  # (rows, classes)
        whole, clause_rows = ([row_of[one] for one in some] for some in (parts, said))
        shares, in_clauses = _softmax(codes[whole]), _softmax(codes[clause_rows])
        probabilities = _with_further_subjects(shares, in_clauses, [len(clause.split()) for clause in said])
        found = []
        for n, score in self._likely(shares, probabilities, in_clauses, named):
            clause = int(np.argmax(codes[clause_rows, n]))  # that which speaks most for the code
            # A part counts for the level of a code as much as it is about that code, and the clause as far as none is.
            sure, of_parts = shares[:, n].max(), shares[:, n] @ levels[whole] / shares[:, n].sum()
            margins = sure * of_parts + (1 - sure) * levels[clause_rows[clause]]
            level = self._level(margins, sure_by) if described else ""
            about = vectors[said[clause]] + (vectors[text] if len(parts) == 1 else vectors[said[clause]])
            found.append(self._flag(self.model.code.classes[n], level, score, said[clause], about))
        return found

    def _likely(
        self, shares: Floats, probabilities: Floats, in_clauses: Floats, named: Collection[str]
    ) -> list[tuple[int, float]]:
        """The numbers of the codes to flag and their probability, likeliest first.

        Of a long text these are the codes that some clause is clearly about.
        """
        codes = self.model.code.classes
        order = [int(n) for n in np.argsort(-probabilities, kind="stable")]
        if named:
            return [(n, 1.0) for n in order if codes[n] in named]
        if len(shares) == 1:
            best = codes[int(np.argmax(shares[0]))]
            likely = [n for n in order if probabilities[n] >= _LEAST_PROBABILITY] if best != NONE else []
        else:
            clear = _own_subjects(in_clauses).max(axis=0) >= _CLEAR
            likely = [n for n in order if clear[n]]
        most = _MOST_CODES if len(shares) == 1 else _MOST_CODES_OF_LONG
        return [(n, float(probabilities[n])) for n in likely if codes[n] != NONE][:most]

    def _level(self, margins: Floats, sure_by: float) -> str:
        """The level with the widest margin; "" where it could as well be one of the other side."""
        levels = self.model.level.classes
        margins = margins + np.array([_MIDDLE_BONUS * (level in _MIDDLE) for level in levels], np.float32)
        upper = [margin for level, margin in zip(levels, margins, strict=True) if level in _UPPER]
        lower = [margin for level, margin in zip(levels, margins, strict=True) if level not in _UPPER]
        if upper and lower and abs(max(upper) - max(lower)) < sure_by:
            return ""
        return levels[int(np.argmax(margins))]

    def _flag(self, code: str, level: str, score: float, why: str, vector: Vector) -> Flag:
        told = self._characteristic(code, level, vector) if level else None
        beside = _NEXT_UP.get(level, ()) if level else _TO_LOOK_UP_TO
        others = [self._characteristic(code, name, vector) for name in beside]
        return Flag(
            framework=self.framework.id,
            code=code,
            key_question=self.framework.key_question_of[code].name,
            source_file=self.source_file,
            prompts=self._prompts(code, vector),
            score=round(score, 4),
            why=why,
            characteristic=told,
            beside=tuple(other for other in others if other),
        )

    def _characteristic(self, code: str, level: str, vector: Vector) -> Characteristic | None:
        """The characteristic of a cell whose sayings are most alike; None if our copy has none there.

        ``vector`` is the sum of two vectors of length 1.
        """
        rows = self.rows.get((code, level), [])
        if not rows:
            return None
        examples = self.model.examples
        votes = np.exp(_VOTE * (examples.vectors[rows] @ vector / 2))
        numbers, owner = np.unique(examples.passages[rows], return_inverse=True)
        passage = self.index.passages[int(numbers[np.argmax(np.bincount(owner, votes))])]
        return Characteristic(passage.level, passage.id, passage.text, passage.spans, passage.locator, passage.note)

    def _prompts(self, code: str, vector: Vector) -> tuple[str, ...]:
        examples = self.model.examples
        best: dict[str, float] = {}
        for row in self.rows.get((code, ""), []):
            prompt = self.index.passages[examples.passages[row]].code
            best[prompt] = max(best.get(prompt, -1.0), float(examples.vectors[row] @ vector) / 2)
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
    """Probabilities of the classes, ``(texts, classes)`` as the margins."""
    weights = np.exp(_SHARPNESS * (margins - margins.max(axis=1, keepdims=True)))
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
