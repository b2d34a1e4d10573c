"""What is held on a topic as JSON: the contract of `python -m assistant workshop --json`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from assistant.cite import Citer
from assistant.notices import notices_for
from assistant.records import citation_record
from assistant.workshop.material import Case, Sourced, Topic
from assistant.workshop.places import Source
from assistant.workshop.topics import Found

if TYPE_CHECKING:
    from corpus.index import Index


def found_record(index: "Index", asked: str, found: Found) -> dict[str, Any]:
    """What was found: ``topic`` whole (null if there is none), the others and the nearest by name."""
    first, *others = found.topics or (None,)
    return {
        "asked": asked,
        "topic": _Record(index).topic(first) if first else None,
        "others": [_named(topic) for topic in others if topic],
        "why": found.why,
        "nearest": [_named(topic) for topic in found.nearest],
        "unsaid": list(found.unsaid),
    }


def _named(topic: Topic) -> dict[str, Any]:
    return {"id": topic.id, "title": topic.title, "thin": topic.thin}


class _Record:
    """One topic being written down; its places are numbers of ``citations``."""

    def __init__(self, index: "Index") -> None:
        self._citer = Citer(index)

    def topic(self, topic: Topic) -> dict[str, Any]:
        """A whole topic."""
        framework = topic.framework
        held = {
            **_named(topic),
            "framework": {"id": framework.id, "title": framework.title, "version": framework.version},
            "kloes": list(topic.kloes),
            "sections": list(topic.sections),
            "aims": topic.aims,
            "outcomes": self._sourced(topic.outcomes),
            "messages": [{"n": self._number(m.source), "note": m.note} for m in topic.messages],
            "warm_up": topic.warm_up,
            "case": self._case(topic.case) if topic.case else None,
            "scenarios": [
                {
                    "title": s.title,
                    "text": s.text,
                    "points": list(s.points),
                    "n": self._numbers(s.sources),
                    "care": s.care,
                }
                for s in topic.scenarios
            ],
            "quiz": [
                {
                    "kind": q.kind,
                    "question": q.question,
                    "options": list(q.options),
                    "right": q.right,
                    "why": q.why,
                    "n": self._number(q.source),
                }
                for q in topic.quiz
            ],
            "cards": {level: self._numbers(sources) for level, sources in topic.cards.items()},
            "activity": {"name": topic.activity, "problem": topic.activity_problem},
            "ask_ourselves": self._numbers(topic.ask_ourselves),
            "observe": self._sourced(topic.observe),
            "local": list(topic.local),
        }
        citations = self._citer.citations
        return {
            **held,
            "citations": [
                {**citation_record(cited), "code": cited.code, "level": cited.level, "note": cited.note}
                for cited in citations
            ],
            "notices": [notice.text for notice in notices_for(topic.title, citations)],
        }

    def _number(self, source: Source) -> int:
        return self._citer.cite_part(source.number, source.spans).number

    def _numbers(self, sources: Iterable[Source]) -> list[int]:
        return [self._number(source) for source in sources]

    def _sourced(self, rows: Iterable[Sourced]) -> list[dict[str, Any]]:
        return [{"text": row.text, "n": self._number(row.source)} for row in rows]

    def _case(self, case: Case) -> dict[str, Any]:
        return {
            "title": case.title,
            "problem": self._numbers(case.problem),
            "did": self._numbers(case.did),
            "outcome": self._numbers(case.outcome),
            "questions": list(case.questions),
            "likely": list(case.likely),
        }
