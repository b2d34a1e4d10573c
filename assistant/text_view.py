"""An answer as plain text, for the terminal, for copying and for what the next question carries over."""

from collections.abc import Sequence

from assistant.patterns import load_data
from assistant.sections import card_of
from assistant.types import Answer, Citation, Role
from assistant.written import said_before, said_behind, said_last, written_label

_OPENING = ("“", '"')
_CLOSING = ("”", '"')


def answer_text(answer: Answer, above: Sequence[str] | None = None) -> str:
    """An answer as plain text: our lines, headings, “quote” [n], notices, then the numbered references.

    ``above`` stands before it, below the safety card; None is what there is to say of a language model that
    wrote the answer, or was asked to.
    """
    lines: list[str] = []
    if card_of(answer):
        lines += [*card_of(answer), f"({load_data('safety_card.toml')['source']}.)", ""]
    whose = above if above is not None else [*filter(None, [written_label(answer)]), *said_before(answer)]
    lines += [*whose, ""] if whose else []
    for block in answer.blocks:
        if block.role is Role.QUOTE:
            lines.append(f"{_quoted(block.text)} {_numbers(block.citations)}".rstrip())
        elif block.role is Role.STATEMENT:
            lines.append(f"{block.text} {_numbers(block.citations)}")
        elif block.role is not Role.CARD:
            lines += ["", block.text] if block.role in {Role.HEADING, Role.VOICE} else [block.text]
    behind = said_behind(answer)
    lines += ["", *behind] if behind else []
    said = {block.text for block in answer.blocks}
    card = load_data("safety_card.toml")["id"]
    notices = [n for n in said_last(answer) if n.text not in said and n.id != card]
    if notices:
        lines += ["", "Please note:", *(f"- {n.text} {_numbers(n.citations)}".rstrip() for n in notices)]
    if answer.citations:
        spoken = {number for block in answer.blocks if block.role is Role.STATEMENT for number in block.citations}
        lines += ["", "Sources:"]
        for citation in answer.citations:
            lines.append(_reference(citation))
            lines += [f"    {_quoted(citation.quote)}"] if citation.number in spoken else []
    return "\n".join(lines).strip()


def _quoted(text: str) -> str:
    """The words in quotation marks, unless they bring their own."""
    opening = "" if text.startswith(_OPENING) else "“"
    closing = "" if not opening and any(mark in text[1:] for mark in _CLOSING) else "”"
    return f"{opening}{text}{closing}"


def _numbers(numbers: Sequence[int]) -> str:
    return " ".join(f"[{number}]" for number in numbers)


def _reference(citation: Citation) -> str:
    place = " › ".join([citation.document_title, *citation.heading])
    return f"[{citation.number}] {place}{f', {citation.locator}' if citation.locator else ''}"
