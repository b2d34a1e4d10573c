"""Building a workshop pack from a request: the topics found, the parts chosen and timed, everything written."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.notices import notices_for
from assistant.workshop import forms, opening, papers, tasks
from assistant.workshop.choosing import Chosen, choose
from assistant.workshop.desk import Desk, open_desk
from assistant.workshop.material import Topic, open_material
from assistant.workshop.opening import SECTIONS
from assistant.workshop.pack import Changes, Declined, Pack, Paper, Part, PartKind, Request, Spare
from assistant.workshop.rules import load_rules, told
from assistant.workshop.supply import Supply
from assistant.workshop.topics import Found, find_topics

if TYPE_CHECKING:
    from assistant.answering import Assistant

_CASE = re.compile(r"\bcase stud(?:y|ies)\b", re.IGNORECASE)
_WRITERS: dict[PartKind, Callable[[Desk, int], Part | None]] = {
    PartKind.MESSAGES: opening.messages,
    PartKind.CASE: tasks.case,
    PartKind.SCENARIOS: tasks.scenarios,
    PartKind.LEVEL_CARDS: tasks.level_cards,
    PartKind.QUIZ: tasks.quiz,
    PartKind.BREAK: opening.pause,
    PartKind.ACTIVITY: forms.activity,
    PartKind.ASK_OURSELVES: forms.ask_ourselves,
    PartKind.ACTIONS: forms.actions,
    PartKind.CLOSE: opening.close,
}
NO_CHANGES = Changes()


def build_pack(assistant: "Assistant", request: Request, changes: Changes = NO_CHANGES) -> Pack | Declined:
    """The pack for a request, or why there is none.

    Raises:
        MinutesError: the parts that are wanted do not fit the length.
        DataFileError: a file of material or rules is not as it should be.
    """
    material = open_material(assistant.index)
    found = find_topics(assistant, material, request.topic)
    if not found.topics:
        return Declined(found.why, tuple(topic.title for topic in found.nearest))
    supply = _supply(request, changes, found, material)
    desk = open_desk(assistant.index, supply)
    chosen = choose(request, changes, lambda kind: _held(desk, kind), lambda kind: _title(desk, kind), _leading(desk))
    desk = replace(desk, supply=replace(supply, sorting=PartKind.LEVEL_CARDS in chosen.minutes))
    remark = _remark(material, found)
    parts = _parts(desk, chosen)
    loose = _papers(desk, parts, remark)
    citations = desk.pen.citer.citations
    notices = tuple(dict.fromkeys(notice.text for notice in notices_for(request.topic, citations)))
    return Pack(
        request=request,
        title=supply.title,
        topics=tuple(topic.id for topic in found.topics),
        parts=parts,
        spare=tuple(Spare(load_rules().of(kind).id, kind, _title(desk, kind)) for kind in chosen.spare),
        cases=_cases(supply, material),
        papers=(*loose, papers.sources(desk, notices)),
        citations=citations,
        notices=notices,
        remark=remark,
        framework=desk.framework_name,
        fingerprint=assistant.index.info.fingerprint,
        seed=supply.seed,
    )


def seed_of(request: Request) -> int:
    """A number that only depends on what was asked for."""
    said = "\0".join(
        (
            " ".join(request.topic.casefold().split()),
            str(request.minutes),
            request.audience,
            str(request.people),
            request.purpose,
        )
    )
    return int(hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16)


def _supply(request: Request, changes: Changes, found: Found, material: Sequence[Topic]) -> Supply:
    with_case = [topic for topic in found.topics if topic.case]
    other = [topic for topic in material if topic.case and topic.id == changes.case]
    added = [topic for topic in material if topic.case] if "case" in changes.added else []
    told_by = next(iter((*other, *with_case, *added)), None)
    whole = found.whole if len(found.topics) > 1 else ""
    return Supply(request, found.topics, told_by, seed_of(request), whole)


def _leading(desk: Desk) -> PartKind | None:
    """A case study that is asked for comes before everything else."""
    asked, case = desk.request.topic, desk.supply.case
    named = case is not None and asked.strip().casefold() == case.title.casefold()
    return PartKind.CASE if case and (named or _CASE.search(asked)) else None


def _held(desk: Desk, kind: PartKind) -> bool:
    match kind:
        case PartKind.CASE:
            return desk.supply.case is not None
        case PartKind.ACTIVITY:
            return desk.activity is not None
        case PartKind.LEVEL_CARDS:
            return len({level for level, _ in desk.supply.cards(99)}) > 1
    return True


def _title(desk: Desk, kind: PartKind) -> str:
    if kind is PartKind.ACTIVITY and desk.activity:
        return desk.activity[0].title
    if kind is PartKind.MESSAGES:
        return opening.messages_title(desk)
    return told(SECTIONS[kind], "title")


def _parts(desk: Desk, chosen: Chosen) -> tuple[Part, ...]:
    running = [(_title(desk, kind), minutes) for kind, minutes in chosen.minutes.items()]
    written = [
        opening.welcome(desk, minutes, running) if kind is PartKind.WELCOME else _WRITERS[kind](desk, minutes)
        for kind, minutes in chosen.minutes.items()
    ]
    return tuple(part for part in written if part)


def _papers(desk: Desk, parts: Sequence[Part], remark: str) -> tuple[Paper, ...]:
    notes = papers.facilitator(desk, parts, remark)
    others = (papers.local(desk), papers.observed(desk), papers.evaluation(desk))
    return papers.running_order(desk, parts, others), notes, *others


def _cases(supply: Supply, material: Sequence[Topic]) -> tuple[tuple[str, str], ...]:
    """The case studies that can be told: the one that is, then those nearest to the topic."""
    of = supply.lead.framework.key_question_of
    asked = {of[kloe].name for topic in supply.topics for kloe in topic.kloes}
    near = sorted(material, key=lambda topic: not any(of[kloe].name in asked for kloe in topic.kloes))
    first = [supply.told] if supply.told else []
    held = {topic.id: topic for topic in (*first, *supply.topics, *near)}
    return tuple((topic.id, topic.case.title) for topic in held.values() if topic.case)


def _remark(material: Sequence[Topic], found: Found) -> str:
    """What the documents do not cover, and where they cover more."""
    lead, *others = found.topics
    said = [told("remark", "unsaid", words=", ".join(f"“{word}”" for word in found.unsaid))] if found.unsaid else []
    if lead.thin:
        of = lead.framework.key_question_of
        asked = {of[kloe].name for kloe in lead.kloes}
        near = [t for t in material if not t.thin and t is not lead and any(of[k].name in asked for k in t.kloes)]
        said += [told("remark", "thin", what=lead.thin)]
        said += [told("remark", "nearest", titles="; ".join(t.title for t in near[:2]))] if near else []
    if others:
        said += [told("remark", "also", titles="; ".join(topic.title for topic in others))]
    thin = [topic.title for topic in others if topic.thin]
    said += [told("remark", "also_thin", titles="; ".join(thin))] if thin else []
    return " ".join(said)
