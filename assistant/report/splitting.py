"""From blocks to findings: sentences of one side and one matter taken together, words as they stand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.long_text import encode_whole
from assistant.report.blocks import Block
from assistant.report.findings import Finding, Polarity
from assistant.report.places import Place, Region, is_list
from assistant.report.ratings import rating_of
from assistant.report.regulations import base, is_breach, notice, regulations
from assistant.report.rules import is_whole, says, value
from assistant.report.weighing import is_past, is_present, weighed_parts, what_is_said
from corpus.model import Encoder, Vector
from corpus.text import fold, sentences
from corpus.types import Span

_LEAST_WORDS = 3
_SHORT_WORDS = 9  # a paragraph of so few words without an end is a label, not a finding; an item may be one
_SENTENCE_ENDS = (".", "!", "?", ":", ";", '"', "”", "’", ")", "'")
_FEWEST_WORDS = 15  # "Medicines were not managed safely." only opens what follows
_MOST_WORDS = 110  # of a finding; then the next sentence that begins something new begins another
_ALIKE = 0.22  # cosine below which a sentence that goes on with nothing begins another matter
_IN_LIST, _OUTSIDE = 3.0, -0.7  # how far a list of findings, and what stands under no key question, lean (log odds)
_BATCH = 64

_SHORT_IN_LIST = 0.4  # most of what audits list is wrong

Encoded = Callable[[int, int], None]


@dataclass(frozen=True)
class _Style:
    """Of a whole text: whether it is a list of findings, and whether it tells them in the past tense."""

    listed: bool
    past: bool


@dataclass(frozen=True)
class _Passage:
    """A paragraph, item or row cut into sentences, each with the place where it begins."""

    block: Block
    place: Place
    sentences: tuple[tuple[int, str], ...]


def split(
    placed: Sequence[tuple[Block, Place]], encoder: Encoder, progress: Encoded = lambda done, total: None
) -> list[Finding]:
    """The findings of a report, in order, their ids "f1", "f2" …; without flags."""
    passages = [_cut(block, place) for block, place in placed if _may_hold_findings(block, place)]
    texts = [part for p in passages for _, sentence in p.sentences for part in weighed_parts(sentence)]
    vectors = _encode(texts, encoder, progress)
    style = _style([block for block, _ in placed], [s for p in passages for _, s in p.sentences])
    found: list[Finding] = []
    served: dict[str, str] = {}  # notices by number of the regulation
    number = ""  # of the regulation that a table of breaches is at
    for passage in passages:
        if passage.place.region is Region.ACTION:
            number, finding = _of_action(passage, number, served)
            found += [finding] if finding else []
        else:
            found += _of_passage(passage, vectors, style)
    return [replace(_with_notice(f, served), id=f"f{n}") for n, f in enumerate(found, 1)]


def _may_hold_findings(block: Block, place: Place) -> bool:
    if place.region is Region.DROPPED or rating_of(block.text) or is_whole(block.text, "boilerplate", "lines"):
        return False
    words = len(block.text.split())
    if block.shape == "row":
        return any(len(cell.split()) >= _LEAST_WORDS + 2 for cell in block.text.split("\t"))
    if block.shape == "item":
        return words >= _LEAST_WORDS
    return words >= _LEAST_WORDS and (words > _SHORT_WORDS or block.text.endswith(_SENTENCE_ENDS))


def _cut(block: Block, place: Place) -> _Passage:
    text = block.text
    spans = [Span(found[0].start, found[-1].end) for found in sentences(text, [Span(0, len(text))])]
    return _Passage(block, place, tuple((span.start, fold(text[span.start : span.end])) for span in spans))


def _encode(texts: Iterable[str], encoder: Encoder, progress: Encoded) -> dict[str, Vector]:
    unique = list(dict.fromkeys(texts))
    vectors: dict[str, Vector] = {}
    for start in range(0, len(unique), _BATCH):
        vectors |= encode_whole(unique[start : start + _BATCH], encoder)
        progress(min(start + _BATCH, len(unique)), len(unique))
    return vectors


def _style(blocks: Sequence[Block], told: Sequence[str]) -> _Style:
    past = sum(map(is_past, told)) >= value("tense", "least_past") * len(told)
    return _Style(is_list(blocks), past)


def _of_passage(passage: _Passage, vectors: dict[str, Vector], style: _Style) -> list[Finding]:
    words = [sentence for _, sentence in passage.sentences]
    found: list[Finding] = []
    held: list[int] = []
    listed = style.listed and passage.block.shape == "item"
    short = passage.place.short + _SHORT_IN_LIST * listed
    said = what_is_said(words, vectors, [_lean(sentence, passage, style) for sentence in words], short)
    for n, polarity in enumerate(said):
        if held and (polarity is not said[held[-1]] or _begins_another(words, held, n, vectors)):
            found.append(_finding(passage, held, said[held[-1]]))
            held = []
        if polarity is not None:
            held.append(n)
    if held:
        found.append(_finding(passage, held, said[held[-1]]))
    return found


def _lean(sentence: str, passage: _Passage, style: _Style) -> float:
    """How far the form of a text and the place of a sentence speak for a finding (log odds)."""
    if style.listed and passage.block.shape == "item":
        return _IN_LIST
    inside = passage.place.region is Region.FINDINGS or style.listed
    explains = style.past and is_present(sentence)
    return (0.0 if inside else _OUTSIDE) - value("tense", "weight") * explains


def _begins_another(words: Sequence[str], held: Sequence[int], n: int, vectors: dict[str, Vector]) -> bool:
    """Whether a sentence begins another matter than those held."""
    if says(words[n], "turns", "goes_on") or is_breach(words[n]):
        return False
    size = sum(len(words[m].split()) for m in held)
    if not _FEWEST_WORDS <= size < _MOST_WORDS:
        return size >= _MOST_WORDS
    about = np.mean([vectors[words[m]] for m in held], axis=0)
    return float(about @ vectors[words[n]]) < _ALIKE * float(np.linalg.norm(about))


def _finding(passage: _Passage, held: Sequence[int], polarity: Polarity | None) -> Finding:
    words = " ".join(passage.sentences[n][1] for n in held)
    return _placed(words, passage.sentences[held[0]][0], passage, polarity or Polarity.SHORTFALL)


def _placed(words: str, start: int, passage: _Passage, polarity: Polarity) -> Finding:
    place = passage.place
    bad = polarity is Polarity.SHORTFALL
    return Finding(
        id="",
        words=words,
        page=passage.block.page_at(start),
        heading=place.heading,
        key_question=place.key_question,
        quality_statement=place.quality_statement,
        polarity=polarity,
        regulations=regulations(words),
        breach=bad and is_breach(words),
        notice=notice(words) if bad else "",
    )


def _of_action(passage: _Passage, number: str, served: dict[str, str]) -> tuple[str, Finding | None]:
    """A row of a table of breaches: it says which regulation was not met and how, and what CQC did about it."""
    text = passage.block.text.split("\t")[-1]
    named = regulations(text)
    number = base(named[0]) if named else number
    done = notice(text) or (passage.place.notice if named else "")
    if number and done and (notice(text) or number not in served):
        served[number] = done
    if not says(text, "breaches", "how"):
        return number, None
    finding = _placed(fold(text), 0, passage, Polarity.SHORTFALL)
    return number, replace(finding, regulations=finding.regulations or (number,) * bool(number), breach=True)


def _with_notice(finding: Finding, served: dict[str, str]) -> Finding:
    """A finding that tells of a breach, with what CQC did about that regulation."""
    if finding.notice or not finding.breach:
        return finding
    return replace(finding, notice=next((served[base(r)] for r in finding.regulations if base(r) in served), ""))
