"""What an item is to aim at: the prompts of a framework that a matter is nearest to.

The flags say which KLOEs may be meant. They are not always sure, so every prompt may be found by its own nearness, too,
and an item may carry prompts of more than one KLOE rather than gamble on one.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from assistant.plan.headings import Headings
from assistant.plan.nearness import Nearness
from assistant.plan.templates import Guide, open_guide
from assistant.plan.vectors import Vectors
from assistant.types import Flag
from corpus.framework import Framework, Kloe, Prompt
from corpus.model import Vector

if TYPE_CHECKING:
    from assistant.answering import Assistant

# Source: own reading of what is drafted for the findings of evals/findings.dev.jsonl.
_MOST_PROMPTS = 3
_NEAR = 0.25  # a further prompt may be this much less near than the nearest
_PLAIN = 0.85  # the nearness from which on a prompt is meant although nothing is flagged
_PLAIN_CLAUSE = 1.25  # the same of a clause, whatever is flagged
_LAW = re.compile(r"\bregulations? \d+(?:\(\w+\))*(?:(?:, | and )\d+(?:\(\w+\))*)*", re.IGNORECASE)
_NOTHING: Mapping[str, float] = MappingProxyType({})
_OWN_MATTER = 0.2  # the probability from which on another clause is a matter of its own


@dataclass(frozen=True)
class Aim:
    """Prompts of one framework, the nearest first, and the flags of their KLOEs.

    ``about`` is the vector of its words, ``near`` how near the first prompt is.
    """

    framework: Framework
    guide: Guide
    prompts: tuple[Prompt, ...]
    flags: tuple[Flag, ...]
    words: str
    about: Vector
    near: float

    @property
    def kloes(self) -> tuple[Kloe, ...]:
        """The KLOEs of the prompts, each once."""
        return tuple({k.code: k for k in (self.framework.kloe_of[p.code] for p in self.prompts)}.values())


class Aims:
    """Finds aims in the frameworks of an index."""

    def __init__(self, assistant: "Assistant") -> None:
        """Open the templates.

        Raises:
            DataFileError: a file of templates cannot be used.
        """
        self.vectors = Vectors(assistant)
        self._frameworks = {
            f.id: f for f in assistant.index.frameworks.values() if any(k.prompts for k in f.kloes.values())
        }
        self._headings = {f.id: Headings(f) for f in self._frameworks.values()}
        self._guides = {f.id: open_guide(assistant.index, f) for f in self._frameworks.values()}
        self._near = {
            f.id: Nearness(assistant.index, self.vectors, f, self._guides[f.id]) for f in self._frameworks.values()
        }

    def find(
        self, words: str, flags: Sequence[Flag], least: float = 0.0, heading: str = "", statement: str = ""
    ) -> tuple[Aim, ...]:
        """One aim or two; the second is of a clause with a subject of its own.

        ``heading`` is that above the words in their source, ``statement`` the quality statement that it is, if any.

        None where no prompt is at least as near as ``least``, and, without flags, where none is plainly meant.
        """
        known = [flag for flag in flags if flag.framework in self._frameworks]
        if not self._frameworks:
            return ()
        framework = self._frameworks[known[0].framework] if known else next(iter(self._frameworks.values()))
        own = [flag for flag in known if flag.framework == framework.id]
        above = self._headings[framework.id].kloes(heading, statement, max((flag.score for flag in own), default=0.0))
        first = self._aim(framework, own, words, [words, *(flag.why for flag in own[:1])], above=above)
        if first.near < (least if own else _PLAIN):
            return ()
        covered = {kloe.code for kloe in first.kloes}
        for flag in own[1:]:
            if flag.why == own[0].why or flag.score < _OWN_MATTER or flag.code in covered:
                continue
            second = self._aim(framework, [flag], flag.why, [words, flag.why])
            agreed = second.kloes[0].code == flag.code or second.near >= _PLAIN_CLAUSE
            if agreed and second.kloes[0].code not in covered:
                return first, second
        return (first,)

    def at(self, framework: Framework, codes: Collection[str], words: str, flags: Sequence[Flag] = ()) -> Aim:
        """The aim of words that are known to be about these KLOEs."""
        return self._aim(framework, flags, words, [words], codes)

    def good(self, aim: Aim, prompt: Prompt) -> int | None:
        """The number of the passage that says what Good looks like for a prompt of an aim; None if there is none."""
        template = aim.guide.templates.get(prompt.code)
        wanted = template.objective if template else prompt.text
        about = aim.about + self.vectors.of([wanted])[wanted]
        words = f"{aim.words} {template.title if template else ''} {prompt.text}"
        return self._near[aim.framework.id].said_best("Good", aim.framework.kloe_of[prompt.code].code, words, about)

    def _aim(
        self,
        framework: Framework,
        flags: Sequence[Flag],
        words: str,
        about: Sequence[str],
        only: Collection[str] = (),
        above: Mapping[str, float] = _NOTHING,
    ) -> Aim:
        nearness = self._near[framework.id]
        alike = nearness.alike(_without_law(words))
        scores = nearness.weighed(alike, {**above, **{f.code: max(f.score, above.get(f.code, 0.0)) for f in flags}})
        held = [code for code in scores if not only or framework.kloe_of[code].code in only]
        ranked = sorted(held, key=lambda code: -scores[code])
        near = [code for code in ranked[:_MOST_PROMPTS] if scores[code] >= scores[ranked[0]] - _NEAR]
        prompts = {p.code: p for code in near for p in framework.kloe_of[code].prompts}
        kloes = {framework.kloe_of[code].code for code in near}
        return Aim(
            framework,
            self._guides[framework.id],
            tuple(prompts[code] for code in near),
            tuple(flag for flag in flags if flag.code in kloes),
            words,
            _middle(self.vectors.of(about)),
            alike[near[0]],
        )


def _without_law(words: str) -> str:
    """The words without the numbers of regulations, which draw to the prompt on the law; a breach is about the law."""
    return words if "breach" in words.lower() else " ".join(_LAW.sub(" ", words).split()) or words


def _middle(vectors: Mapping[str, Vector]) -> Vector:
    total = np.sum(list(vectors.values()), axis=0)
    return (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)
