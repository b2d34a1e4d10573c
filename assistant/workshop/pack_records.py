"""A workshop pack as JSON, and as an outline in plain text: what the command line prints."""

from typing import Any

from assistant.records import citation_record
from assistant.workshop.minutes import starts
from assistant.workshop.pack import Declined, Pack, Paper, Part, Request
from assistant.workshop.rules import minutes_text, told


def pack_record(pack: Pack) -> dict[str, Any]:
    """A pack: its parts with their slides and papers by title, and all its citations."""
    return {
        "request": _request(pack.request),
        "declined": None,
        "title": pack.title,
        "topics": list(pack.topics),
        "remark": pack.remark,
        "minutes": pack.minutes,
        "parts": [_part(part) for part in pack.parts],
        "spare": [{"id": spare.id, "kind": spare.kind.value, "title": spare.title} for spare in pack.spare],
        "cases": [{"id": topic, "title": title} for topic, title in pack.cases],
        "papers": [_paper(paper) for paper in pack.papers],
        "citations": [
            {**citation_record(cited), "code": cited.code, "level": cited.level, "note": cited.note}
            for cited in pack.citations
        ],
        "notices": list(pack.notices),
        "fingerprint": pack.fingerprint,
        "seed": pack.seed,
    }


def declined_record(request: Request, declined: Declined) -> dict[str, Any]:
    """Why there is no pack."""
    return {
        "request": _request(request),
        "declined": {"why": declined.why, "nearest": list(declined.nearest)},
    }


def pack_outline(pack: Pack) -> str:
    """A pack as a list of its parts with their minutes."""
    begun = starts({part.id: part.minutes for part in pack.parts}, [part.id for part in pack.parts])
    lines = [pack.title, "=" * len(pack.title)]
    lines += [f"{begun[part.id]:>4}  {part.title} ({minutes_text(part.minutes)})" for part in pack.parts]
    lines += [f"{pack.minutes:>4}"]
    return "\n".join([*lines, *(["", pack.remark] if pack.remark else [])]) + "\n"


def declined_text(declined: Declined) -> str:
    """Why there is no pack, and what there is."""
    near = ["", told("outline", "nearest"), *(f"- {title}" for title in declined.nearest)] if declined.nearest else []
    return "\n".join((declined.why, *near)) + "\n"


def _request(request: Request) -> dict[str, Any]:
    return {
        "topic": request.topic,
        "minutes": request.minutes,
        "audience": request.audience.value,
        "people": request.people,
        "purpose": request.purpose.value,
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "id": part.id,
        "kind": part.kind.value,
        "title": part.title,
        "minutes": part.minutes,
        "needed": part.needed,
        "slides": [{"title": slide.title, "minutes": slide.minutes} for slide in part.slides],
        "papers": [_paper(paper) for paper in part.papers],
    }


def _paper(paper: Paper) -> dict[str, Any]:
    return {"kind": paper.kind.value, "title": paper.title, "held_back": paper.held_back}
