"""One answer for the clipboard: as text and as HTML that Word and e-mail programs understand."""

from html import escape
from typing import TYPE_CHECKING

from assistant.compose import phrase
from assistant.conversation import Exchange
from assistant.export.references import notices_of, numbers_line, references_of
from assistant.flag_lines import FlagLine, Part, flag_lines
from assistant.markup import clean
from assistant.patterns import load_data
from assistant.sections import Cluster, card_of, sections_of
from assistant.text_view import answer_text
from assistant.understood import understood_line
from assistant.view import label_of
from assistant.written import rested_on, said_before, said_first

if TYPE_CHECKING:
    from corpus.index import Index


def copied_text(exchange: Exchange, index: "Index | None") -> str:
    """Question, answer and references as plain text."""
    body = answer_text(exchange.answer, above=said_before(exchange.answer)).split("\n\nSources:\n")[0]
    lines = flag_lines(exchange.answer, index)
    flags = ["", phrase("flags", "heading"), *(_flag_text(line) for line in lines)] if lines else []
    references = [f"{numbers_line(r.numbers)} {r.line}" for r in references_of(exchange.answer, index)]
    sources = ["", "References", *references] if references else []
    words = [f"{numbers_line([c.number])} “{c.quote}”" for c in rested_on(exchange.answer)]
    rested = ["", phrase("written", "rested"), *words] if words else []
    asked = [" ".join(exchange.question.split()), understood_line(exchange.answer, index)]
    return "\n".join([*filter(None, asked), "", label_of(exchange.answer), "", body, *rested, *flags, *sources])


def copied_html(exchange: Exchange, index: "Index | None") -> str:
    """Question, answer and references as plain HTML without classes, ids or links."""
    answer = exchange.answer
    parts = [f"<h2>{clean(exchange.question)}</h2>"]
    understood = understood_line(answer, index)
    parts += [f"<p><em>{clean(understood)}</em></p>"] if understood else []
    card = card_of(answer)
    if card:
        items = "".join(f"<li>{clean(line)}</li>" for line in card[1:])
        source = clean(load_data("safety_card.toml")["source"])
        parts.append(f"<h3>{clean(card[0])}</h3><ul>{items}</ul><p>This is {source}.</p>")
    parts.append(f"<p><em>{clean(label_of(answer))}</em></p>")
    parts += [f"<p>{clean(line)}</p>" for line in said_first(answer)]
    for section in sections_of(answer):
        parts += [f"<p>{clean(line)}</p>" for line in section.lines]
        parts += [f"<p><strong>{clean(section.voice)}</strong></p>"] if section.voice else []
        parts += [f"<p>{clean(s.text)} {numbers_line(s.citations)}</p>" for s in section.statements]
        parts += [_cluster(cluster) for cluster in section.clusters]
    rested = [f"<blockquote>{clean(c.quote)} {numbers_line([c.number])}</blockquote>" for c in rested_on(answer)]
    parts += [f"<h3>{clean(phrase('written', 'rested'))}</h3>", *rested] if rested else []
    flags = "".join(map(_flag_line, flag_lines(answer, index)))
    parts += [f"<h3>{clean(phrase('flags', 'heading'))}</h3>{flags}"] if flags else []
    notices = [f"<li>{clean(n.text)} {numbers_line(n.citations)}</li>" for n in notices_of(answer)]
    parts += [f"<h3>Please note</h3><ul>{''.join(notices)}</ul>"] if notices else []
    references = [f"<p>{numbers_line(r.numbers)} {escape(r.line)}</p>" for r in references_of(answer, index)]
    parts += ["<h3>References</h3>", *references] if references else []
    return "".join(parts)


def _flag_text(line: FlagLine) -> str:
    return f"“{line.text}”" if line.part is Part.QUOTE else line.text


def _flag_line(line: FlagLine) -> str:
    tag = {Part.KLOE: "h4", Part.QUOTE: "blockquote"}.get(line.part, "p")
    return f"<{tag}>{clean(line.text)}</{tag}>"


def _cluster(cluster: Cluster) -> str:
    heading = f"<h3>{clean(cluster.heading)}</h3>" if cluster.heading else ""
    quotes = [f"<blockquote>{clean(q.text)} {numbers_line(q.citations)}</blockquote>" for q in cluster.quotes]
    return heading + "".join(quotes)
