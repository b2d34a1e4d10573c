"""What is to be said of an answer that a language model wrote, or was asked to write."""

from assistant.compose import phrase
from assistant.types import Answer, Citation, Notice, Role

_WRITTEN, _FALLBACK = "generate-written", "generate-fallback"  # notices that say whose the words are
_SENT, _LEFT_OUT = "generate-sent", "generate-left-out"  # … where the question went, and what is not shown


def written_label(answer: Answer) -> str:
    """Who wrote it; "" where it is the guidance's own words, whatever a model was asked."""
    if answer.written is None or not any(block.role is Role.STATEMENT for block in answer.blocks):
        return ""
    return phrase("written", "label", model=answer.written.model)


def said_first(answer: Answer) -> tuple[str, ...]:
    """What stands below the label, before the answer, because it says whose words follow."""
    lines = {n.id: n.text for n in answer.notices if n.id in {_WRITTEN, _FALLBACK}}
    if _WRITTEN in lines:
        lines[_WRITTEN] = phrase("written", "checked")  # the label names the model already
    return tuple(lines.values())


def said_later(answer: Answer) -> tuple[Notice, ...]:
    """The other notices."""
    return tuple(notice for notice in answer.notices if notice.id not in {_WRITTEN, _FALLBACK})


def said_before(answer: Answer) -> tuple[str, ...]:
    """What plain text says before the answer, below its label: whose words follow, and where the question was sent."""
    return (*said_first(answer), *_texts(answer, _SENT))


def said_behind(answer: Answer) -> tuple[str, ...]:
    """What plain text says right behind the answer: how much was left out of it."""
    return _texts(answer, _LEFT_OUT)


def said_last(answer: Answer) -> tuple[Notice, ...]:
    """The notices that plain text has still to give."""
    return tuple(notice for notice in said_later(answer) if notice.id not in {_SENT, _LEFT_OUT})


def rested_on(answer: Answer) -> tuple[Citation, ...]:
    """The citations that statements rest on, by their numbers."""
    numbers = {number for block in answer.blocks if block.role is Role.STATEMENT for number in block.citations}
    return tuple(citation for citation in answer.citations if citation.number in numbers)


def _texts(answer: Answer, *ids: str) -> tuple[str, ...]:
    return tuple(notice.text for notice in answer.notices if notice.id in ids)
