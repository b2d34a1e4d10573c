"""Follow-ups worth asking after an answer: all of them can be answered from the guidance."""

from collections.abc import Sequence

from assistant.compose import phrase
from assistant.types import Citation
from corpus.index import Index
from corpus.types import Kind, Passage

_MOST = 3
_LONG_TOPIC = 9


def suggestions(question: str, citations: Sequence[Citation], index: Index) -> tuple[str, ...]:
    """Up to three follow-ups, from what stands around the cited passages."""
    passages = [index.passages[index.number[c.passage_id]] for c in citations[:6]]
    found: list[str] = []
    for passage in passages:
        found += _list(passage, index, len(citations)) + _case(passage, index) + _ratings(passage, question, index)
    lower = question.lower()
    if "evidence" not in lower:
        found.append(phrase("suggest", "evidence"))
    if "action plan" not in lower:
        found.append(phrase("suggest", "plan"))
    unique = [s for s in dict.fromkeys(found) if s.lower() != lower]
    return tuple(unique[:_MOST])


def _list(passage: Passage, index: Index, cited: int) -> list[str]:
    unit = next((u for u in passage.units if "#list:" in u), "")
    if passage.kind is not Kind.TIP or len(passage.heading) < 2 or len(index.units.get(unit, ())) <= cited:
        return []
    generic = passage.heading[-1].lower().startswith("top tips: things")
    about = f"{passage.heading[-1]}” in “{passage.heading[-2]}" if generic else passage.heading[-1]
    return [phrase("suggest", "list", about=about)]


def _case(passage: Passage, index: Index) -> list[str]:
    """What a named provider of care did; those whose documents we hold advise or regulate, and are none."""
    if passage.kind is not Kind.CASE or not passage.provider or "not named" in passage.provider:
        return []
    publishers = {document.source.publisher for document in index.documents.values()}
    if any(passage.provider.startswith(publisher) for publisher in publishers if publisher):
        return []
    return [phrase("suggest", "case", provider=passage.provider)]


def _ratings(passage: Passage, question: str, index: Index) -> list[str]:
    if not passage.code:
        return []
    code = passage.code.split(".")[0]
    own = (p for p in index.passages if p.kind is Kind.KLOE and p.document_id == passage.document_id)
    title = next((p.text for p in own if p.code == code), "")
    topic = " ".join(title.split()[1:]).removeprefix(passage.change).strip().rstrip("?")
    if not topic:
        return []
    topic = " ".join(topic.split()[:_LONG_TOPIC]) + ("…" if len(topic.split()) > _LONG_TOPIC else "")
    if passage.kind is Kind.CHARACTERISTIC:
        names = ["all_levels"] if "four" not in question else []
        return [phrase("suggest", name, code=code, topic=topic) for name in names] + [
            phrase("suggest", "prompts", code=code)
        ]
    return [phrase("suggest", "good", code=code, topic=topic)]
