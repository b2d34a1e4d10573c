"""What an item is to aim at: the prompts of a framework that a matter is nearest to.

The flags say which KLOEs may be meant. Where they are not sure, the framework's own passages that are found for the
words have a say, too, and an item may carry prompts of more than one KLOE rather than gamble on one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.plan.templates import Guide, open_guide
from assistant.types import Filters, Flag
from corpus.framework import Framework, Kloe, Prompt
from corpus.model import Vector
from corpus.types import Kind

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from corpus.flag_model import FlagModel

# Source: own reading of what is drafted for the findings of evals/findings.dev.jsonl.
_SURE = 0.8  # the probability from which on the first flag is not doubted
_VOTE = 0.35  # what the passages that are found count for beside the flags
_VOTERS = 8
_ALSO = 0.5  # of the likeliest KLOE's weight: from there on another one's prompt is carried along
_MOST_KLOES = 3
_OWN_MATTER = 0.2  # the probability from which on another clause is a matter of its own
_TEMPLATE = 0.5  # what the nearness of each text of a template counts for beside the prompt's own
_NEAR = 0.15  # a further prompt may be this much less near than the nearest
_FRAMEWORK_KINDS = (Kind.PROMPT.value, Kind.CHARACTERISTIC.value)


@dataclass(frozen=True)
class Aim:
    """Prompts of one framework, the nearest first, and the flags that led there; ``about`` is a vector."""

    framework: Framework
    guide: Guide
    prompts: tuple[Prompt, ...]
    flags: tuple[Flag, ...]
    words: str
    about: Vector

    @property
    def kloes(self) -> tuple[Kloe, ...]:
        """The KLOEs of the prompts, each once."""
        return tuple({k.code: k for k in (self.framework.kloe_of[p.code] for p in self.prompts)}.values())


class Aims:
    """Finds aims in the frameworks of an index."""

    def __init__(self, assistant: "Assistant") -> None:
        """Open the templates.

        Raises:
            TemplateError: a file of templates cannot be used.
        """
        self._assistant = assistant
        index = assistant.index
        self.guides = {framework.id: open_guide(index, framework) for framework in index.frameworks.values()}
        self._models = {model.framework: model for model in index.flag_models}
        self._said: dict[str, dict[str, list[int]]] = {f: _said(index, m) for f, m in self._models.items()}
        self._templates: dict[tuple[str, str], Vector] = {}  # (texts, 384) by framework and prompt

    def find(self, words: str, flags: Sequence[Flag]) -> tuple[Aim, ...]:
        """One aim or two; none without flags. The second is of a clause with a subject of its own."""
        known = [flag for flag in flags if flag.framework in self.guides]
        if not known:
            return ()
        framework = self._assistant.index.frameworks[known[0].framework]
        own = [flag for flag in known if flag.framework == framework.id]
        vectors = self._assistant.vectors([words, *(flag.why for flag in own)])
        weights = self._weights(words, framework, own)
        ranked = sorted(weights, key=lambda code: -weights[code])
        first = [code for code in ranked if weights[code] >= _ALSO * weights[ranked[0]]][:_MOST_KLOES]
        if own[0].score >= _SURE and own[0].code == ranked[0]:
            first = ranked[:1]
        whys = {flag.code: flag.why for flag in own}
        aims = [self._aim(framework, first, own, words, _about(vectors, words, whys.get(first[0], words)))]
        for flag in own:
            another = flag.why != whys.get(first[0]) and flag.score >= _OWN_MATTER and flag.code not in first
            if another and len(aims) == 1:
                aims.append(self._aim(framework, [flag.code], own, flag.why, _about(vectors, words, flag.why)))
        return tuple(aims)

    def at(self, framework: Framework, codes: Sequence[str], words: str, flags: Sequence[Flag] = ()) -> Aim:
        """The aim of words that are known to be about these KLOEs."""
        return self._aim(framework, codes, flags, words, self._assistant.vectors([words])[words])

    def good(self, framework: Framework, code: str, about: Vector, prompt: str) -> int | None:
        """The number of the passage that says what Good looks like here; None if there is none."""
        model = self._models.get(framework.id)
        if model is None:
            return None
        index = self._assistant.index
        kloe = framework.kloe_of[code].code
        rows = [
            row
            for row, number in enumerate(model.said)
            if index.passages[number].level == "Good" and framework.kloe_of.get(index.passages[number].code) is not None
            if framework.kloe_of[index.passages[number].code].code == kloe
        ]
        if not rows:
            return None
        wanted = about + self._texts(framework, prompt).mean(axis=0)
        return int(model.said[rows[int(np.argmax(model.sayings[rows] @ wanted))]])

    def _weights(self, words: str, framework: Framework, flags: Sequence[Flag]) -> dict[str, float]:
        weights = {flag.code: flag.score for flag in flags}
        if flags[0].score >= _SURE:
            return weights
        only = Filters(documents=(framework.document,), kinds=_FRAMEWORK_KINDS)
        votes: dict[str, float] = {}
        for hit in self._assistant.search(words, _VOTERS, (), only):
            kloe = framework.kloe_of.get(hit.passage.code)
            if kloe:
                votes[kloe.code] = votes.get(kloe.code, 0.0) + hit.score
        total = sum(votes.values()) or 1.0
        codes = dict.fromkeys([*weights, *votes])
        return {code: (1 - _VOTE) * weights.get(code, 0.0) + _VOTE * votes.get(code, 0.0) / total for code in codes}

    def _aim(self, framework: Framework, codes: Sequence[str], flags: Sequence[Flag], words: str, about: Vector) -> Aim:
        main, *further = (framework.kloes[code] for code in codes)
        near = self._ranked(framework, main, about)
        prompts = [prompt for prompt, value in near[:2] if value >= near[0][1] - _NEAR]
        if further:
            prompts = [near[0][0], *(self._ranked(framework, kloe, about)[0][0] for kloe in further)]
        flags = tuple(flag for flag in flags if flag.code in codes)
        return Aim(framework, self.guides[framework.id], tuple(prompts), flags, words, about)

    def _ranked(self, framework: Framework, kloe: Kloe, about: Vector) -> list[tuple[Prompt, float]]:
        near = [(prompt, self._near(framework, prompt.code, about)) for prompt in kloe.prompts]
        return sorted(near, key=lambda row: -row[1])

    def _near(self, framework: Framework, code: str, about: Vector) -> float:
        model = self._models.get(framework.id)
        rows = self._said.get(framework.id, {}).get(code, [])
        own = float((model.sayings[rows] @ about).max()) if model is not None and rows else 0.0
        return own + _TEMPLATE * float((self._texts(framework, code) @ about).sum())

    def _texts(self, framework: Framework, code: str) -> Vector:
        """Vectors of what is written for a prompt; those of a whole KLOE are encoded together, when first needed."""
        if (framework.id, code) not in self._templates:
            kloe = framework.kloe_of[code]
            texts = {prompt.code: _texts(prompt, self.guides[framework.id]) for prompt in kloe.prompts}
            vectors = self._assistant.vectors([text for held in texts.values() for text in held])
            for name, held in texts.items():
                self._templates[framework.id, name] = np.stack([vectors[text] for text in held])
        return self._templates[framework.id, code]


def _texts(prompt: Prompt, guide: Guide) -> list[str]:
    template = guide.templates.get(prompt.code)
    return [template.title, template.objective, template.measure] if template else [prompt.text]


def _said(index: object, model: "FlagModel") -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, number in enumerate(model.said):
        passage = index.passages[number]  # type: ignore[attr-defined]
        if passage.kind is Kind.PROMPT:
            rows.setdefault(passage.code, []).append(row)
    return rows


def _about(vectors: Mapping[str, Vector], words: str, why: str) -> Vector:
    both = vectors[words] + vectors[why]
    return (both / max(float(np.linalg.norm(both)), 1e-9)).astype(np.float32)
