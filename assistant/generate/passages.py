"""What a model is given to answer from: passages with labels, those quoted for the question first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.check import LIST_MARK
from assistant.check.cues import Sentence
from assistant.picks import Pick
from assistant.types import Answer, Hit
from corpus.index import Index
from corpus.text import slice_spans

_ENDS = re.compile(r"[.!?][”’\"')]*$")


@dataclass(frozen=True)
class Labelled:
    """A passage, or some of its sentences, under a label; ``about`` says where it stands and who speaks."""

    label: str
    pick: Pick
    text: str
    about: str


def labelled_passages(answer: Answer, hits: Sequence[Hit], index: Index, words: int, more: int) -> tuple[Labelled, ...]:
    """The passages that an extractive answer quotes, then others that were found, within a number of words."""
    quoted = [_pick(index, citation.passage_id, citation.spans) for citation in answer.citations]
    there = {pick.number for pick in quoted}
    others = [Pick(hit.number) for hit in hits if hit.number not in there][:more]
    found: list[Labelled] = []
    used = 0
    for pick in dict.fromkeys([*quoted, *others]):
        text = pick_text(index, pick)
        size = len(text.split())
        if found and used + size > words:
            continue
        used += size
        found.append(Labelled(f"S{len(found) + 1}", pick, text, about_passage(index, pick.number)))
    return tuple(found)


def narrowed(index: Index, statement: str, passages: Iterable[Labelled], words: int) -> tuple[Pick, ...]:
    """What of these passages a statement rests on: short ones whole, of long ones the sentences that hold its words."""
    held = list(passages)
    return tuple(_sentences(index, statement, one, words // max(1, len(held))) for one in held)


def _sentences(index: Index, statement: str, passage: Labelled, words: int) -> Pick:
    whole = index.passages[passage.pick.number]
    places = passage.pick.sentences or tuple(range(len(whole.sentences)))
    if len(passage.text.split()) <= words or len(places) < 2:
        return passage.pick
    document = index.documents[whole.document_id].text
    texts = {place: slice_spans(document, whole.sentences[place]) for place in places}
    stems = {place: set(Sentence(text).stems) for place, text in texts.items()}
    wanted = set(Sentence(statement).stems) & set().union(*stems.values())
    chosen: list[int] = []
    used = 0
    while wanted:
        best = max(places, key=lambda place: len(wanted & stems[place]))
        size = len(texts[best].split())
        if not wanted & stems[best] or (chosen and used + size > words):
            break
        chosen.append(best)
        used += size
        wanted -= stems[best]
    return Pick(passage.pick.number, tuple(sorted(chosen or places[:1])))


def _pick(index: Index, passage_id: str, spans: Sequence) -> Pick:
    number = index.number[passage_id]
    passage = index.passages[number]
    if tuple(spans) == passage.spans:
        return Pick(number)
    cited = set(spans)
    return Pick(number, tuple(n for n, sentence in enumerate(passage.sentences) if set(sentence) <= cited))


def pick_text(index: Index, pick: Pick) -> str:
    """The words of a pick."""
    passage = index.passages[pick.number]
    if not pick.sentences:
        return passage.text
    spans = [span for place in pick.sentences for span in passage.sentences[place]]
    return slice_spans(index.documents[passage.document_id].text, spans)


def claims_of(index: Index, pick: Pick) -> tuple[str, ...]:
    """The sentences of a pick as they can be compared: the items of a list behind the words that open it.

    Items without those words claim nothing by themselves and are left out; `LIST_MARK` stands before each item.
    """
    passage = index.passages[pick.number]
    text = index.documents[passage.document_id].text
    chosen = set(pick.sentences or range(len(passage.sentences)))
    found: list[str] = []
    opened = 0  # 1 while the opening words of a list stand last in what was found, -1 if they were not chosen
    for place, spans in enumerate(passage.sentences):
        sentence = slice_spans(text, spans)
        item = sentence[:1].islower() or (opened and not _ENDS.search(sentence))
        if not item:
            opened = 0
        if place in chosen and item and opened == 1:
            found[-1] += f" {LIST_MARK} {sentence}"
        elif place in chosen and not item:
            found.append(sentence)
        if sentence.rstrip("”’\"'").endswith(":") and not item:
            opened = 1 if place in chosen else -1
    return tuple(found)


def about_passage(index: Index, number: int) -> str:
    """Where a passage stands and who speaks: names that a statement about it may use."""
    passage = index.passages[number]
    source = index.documents[passage.document_id].source
    known = [source.publisher] if source.publisher != "unknown" else []
    return "; ".join(
        filter(None, [source.title, *known, *passage.heading, passage.provider, passage.speaker, passage.level])
    )
