"""A conversation as Markdown, every answer with its references."""

import re
from datetime import date
from typing import TYPE_CHECKING

from assistant.compose import phrase
from assistant.conversation import Conversation, Exchange
from assistant.export.references import PURPOSE, long_day, notices_of, numbers_line, references_of
from assistant.flag_lines import FlagLine, Part, flag_lines
from assistant.patterns import load_data
from assistant.sections import Cluster, card_of, sections_of
from assistant.understood import understood_line
from assistant.view import label_of
from assistant.written import rested_on, said_first

if TYPE_CHECKING:
    from corpus.index import Index

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STARTS_A_LIST = re.compile(r"^(\d+)([.)])|^([-+])")


def to_markdown(conversation: Conversation, index: "Index | None", day: date) -> str:
    """The conversation as Markdown; what people or documents wrote is shown as text, not as mark-up."""
    parts = ["# AskKLOE conversation", f"Saved on {long_day(day)}. {PURPOSE}"]
    for exchange in conversation.exchanges:
        parts += _exchange(exchange, index)
    return "\n\n".join(parts) + "\n"


def _exchange(exchange: Exchange, index: "Index | None") -> list[str]:
    answer = exchange.answer
    parts = [f"## {_plain(exchange.question)}"]
    understood = understood_line(answer, index)
    parts += [f"*{_plain(understood)}*"] if understood else []
    card = card_of(answer)
    if card:
        parts += [f"### {_plain(card[0])}", "\n".join(f"- {_plain(line)}" for line in card[1:])]
        parts.append(f"This is {_plain(load_data('safety_card.toml')['source'])}.")
    parts.append(f"*{_plain(label_of(answer))}*")
    parts += [_plain(line) for line in said_first(answer)]
    for section in sections_of(answer):
        parts += [_plain(line) for line in section.lines]
        parts += [f"**{_plain(section.voice)}**"] if section.voice else []
        parts += [f"{_plain(s.text)} {numbers_line(s.citations)}" for s in section.statements]
        for cluster in section.clusters:
            parts += _cluster(cluster)
    parts += ["\n".join(f"- {_plain(choice)}" for choice in answer.choices)] if answer.choices else []
    rested = rested_on(answer)
    parts += [f"### {_plain(phrase('written', 'rested'))}"] if rested else []
    parts += [f"> {_plain(citation.quote)} {numbers_line([citation.number])}" for citation in rested]
    flags = flag_lines(answer, index)
    parts += [f"### {_plain(phrase('flags', 'heading'))}"] if flags else []
    parts += [_flag_line(line) for line in flags]
    notices = notices_of(answer)
    if notices:
        parts += [
            "### Please note",
            "\n".join(f"- {_plain(n.text)} {numbers_line(n.citations)}".rstrip() for n in notices),
        ]
    references = references_of(answer, index)
    if references:
        parts += ["### References", "\n".join(f"- {numbers_line(r.numbers)} {_plain(r.line)}" for r in references)]
    return parts


def _cluster(cluster: Cluster) -> list[str]:
    quotes = [f"> {_plain(quote.text)} {numbers_line(quote.citations)}".rstrip() for quote in cluster.quotes]
    return [*([f"### {_plain(cluster.heading)}"] if cluster.heading else []), *quotes]


def _flag_line(line: FlagLine) -> str:
    marks = {Part.KLOE: "**{}**", Part.QUOTE: "> {}"}
    return marks.get(line.part, "{}").format(_plain(line.text))


def _plain(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _STARTS_A_LIST.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)
