"""An answer as HTML and as plain text: pure functions, everything escaped, nothing that knows the screen."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.compose import phrase
from assistant.flag_view import flags_html
from assistant.markup import badge, cite_link, cite_links, clean, with_links
from assistant.patterns import load_data
from assistant.sections import Cluster, Section, card_of, fold, sections_of, whole_units
from assistant.source_view import framework_of, source_html, sources_html
from assistant.statement_view import hidden_html, left_out_html, statement_html
from assistant.text_view import answer_text
from assistant.types import Answer, AnswerKind, Citation, Notice
from assistant.written import said_first, said_later, written_label

if TYPE_CHECKING:
    from corpus.index import Index

__all__ = ["answer_html", "answer_text", "label_of", "source_html", "sources_html"]

_LABELS = {
    AnswerKind.ANSWERED: "In the guidance’s own words",
    AnswerKind.PARTIAL: "Part of this is not in the guidance",
    AnswerKind.ABSTAINED: "The guidance does not answer this",
    AnswerKind.CLARIFY: "Please say which you mean",
    AnswerKind.NOTICE: "A note from AskKLOE, not from the guidance",
}


def answer_html(answer: Answer, index: "Index | None" = None, *, turn: int = 1) -> str:
    """An answer; ids and links start with ``a{turn}-`` so that several can stand on one page.

    With an index, whole lists are told from selections (and not folded), and codes and levels carry the
    name of their framework.
    """
    page = _Page(answer, index, turn)
    parts = [page.card(), page.label(), *map(page.section, sections_of(answer))]
    parts += [flags_html(answer, index, turn=turn), page.notices(), hidden_html(answer), left_out_html(answer)]
    return f'<div class="answer answer-{answer.kind.value}" id="a{turn}">{"".join(parts)}</div>'


def label_of(answer: Answer) -> str:
    """What kind of answer it is, in words."""
    if answer.kind is AnswerKind.NOTICE and answer.citations:
        return "First what to do now; below it, the guidance’s own words"
    written = written_label(answer)
    if written and answer.kind is AnswerKind.PARTIAL:
        return f"{written}; {phrase('written', 'part')}"
    return written or _LABELS[answer.kind]


class _Page:
    """One answer being written; holds what every part needs."""

    def __init__(self, answer: Answer, index: "Index | None", turn: int) -> None:
        self._answer = answer
        self._index = index
        self._turn = turn
        self._citations = {citation.number: citation for citation in answer.citations}
        self._placed: set[int] = set()

    def card(self) -> str:
        lines = card_of(self._answer)
        if not lines:
            return ""
        card = load_data("safety_card.toml")
        items = "".join(f"<li>{clean(line)}</li>" for line in lines[1:])
        return (
            f'<section class="card" id="a{self._turn}-card"><h3>{clean(lines[0])}</h3>'
            f'<p class="card-source">This is {clean(card["source"])}. Last checked {_day(card["checked"])}.</p>'
            f"<ul>{items}</ul></section>"
        )

    def label(self) -> str:
        said = "".join(f'<p class="whose-words">{clean(line)}</p>' for line in said_first(self._answer))
        return f'<p class="label">{clean(label_of(self._answer))}</p>{said}'

    def section(self, section: Section) -> str:
        lines = "".join(f'<p class="ours">{clean(line)}</p>' for line in section.lines)
        lines += f'<p class="voice">{clean(section.voice)}</p>' if section.voice else ""
        lines += "".join(statement_html(s, self._citations, self._turn, self._placed) for s in section.statements)
        whole = whole_units(section, self._citations.__getitem__, self._index)
        shown, folded = (section.clusters, ()) if whole else fold(section.clusters)
        more = ""
        if folded:
            quotes = sum(len(cluster.quotes) for cluster in folded)
            counted = f"{quotes} more quote{'s' if quotes > 1 else ''}"
            more = (
                f'<details class="more"><summary>More from the guidance ({counted})</summary>'
                f"{self._clusters(folded)}</details>"
            )
        return f'<section class="part">{lines}{self._clusters(shown)}{more}</section>'

    def _clusters(self, clusters: Sequence[Cluster]) -> str:
        """Clusters; where neighbours come from the same source, its line stands under the last of them."""
        lines = [self._source_lines(cluster) for cluster in clusters]
        return "".join(
            self._cluster(cluster, "" if line == following and "cite" not in line else line)
            for cluster, line, following in zip(clusters, lines, [*lines[1:], ""][: len(lines)], strict=True)
        )

    def _cluster(self, cluster: Cluster, source_line: str) -> str:
        level = self._common_level(cluster)
        heading = _place(cluster.heading.removesuffix(f" – {level}"), level) if cluster.heading else ""
        quotes = "".join(self._quote(q.text, q.citations, with_badge=not (level and heading)) for q in cluster.quotes)
        return f'<div class="quotes">{heading}{quotes}{source_line}</div>'

    def _common_level(self, cluster: Cluster) -> str:
        """The rating level that all quotes of a cluster stand at, or ""."""
        levels = {self._citations[q.citations[0]].level for q in cluster.quotes if q.citations}
        return levels.pop() if len(levels) == 1 else ""

    def _quote(self, text: str, numbers: Sequence[int], *, with_badge: bool) -> str:
        first = self._citations.get(numbers[0]) if numbers else None
        identity = ""
        if first and first.number not in self._placed:
            self._placed.add(first.number)
            identity = f' id="a{self._turn}-q{first.number}"'
        ending = with_links(text, (cite_link(self._turn, number) for number in numbers))
        level = badge(first.level) if with_badge and first and first.level else ""
        return f"<blockquote{identity}><p>{level}{ending}</p></blockquote>"

    def _source_lines(self, cluster: Cluster) -> str:
        by_line: dict[str, list[int]] = {}
        for number in dict.fromkeys(n for quote in cluster.quotes for n in quote.citations):
            if number in self._citations:
                by_line.setdefault(self._source_line(self._citations[number]), []).append(number)
        several = len(by_line) > 1
        return "".join(
            f'<p class="source-line">{cite_links(self._turn, numbers) + ": " if several else ""}{clean(line)}</p>'
            for line, numbers in by_line.items()
        )

    def _source_line(self, citation: Citation) -> str:
        framework = framework_of(citation, self._index)
        return f"{citation.source_line}; {framework.split(' (')[0]}" if framework else citation.source_line

    def notices(self) -> str:
        said = {block.text for block in self._answer.blocks}
        shown = [n for n in said_later(self._answer) if n.text not in said and not self._is_card(n)]
        if not shown:
            return ""
        items = "".join(f"<li>{clean(n.text)}{self._about(n)}</li>" for n in shown)
        return f'<section class="notes"><h3>Please note</h3><ul>{items}</ul></section>'

    def _is_card(self, notice: Notice) -> bool:
        return bool(card_of(self._answer)) and notice.id == load_data("safety_card.toml")["id"]

    def _about(self, notice: Notice) -> str:
        numbers = [n for n in notice.citations if n in self._citations]
        return f' <span class="about">About {cite_links(self._turn, numbers)}</span>' if numbers else ""


def _place(heading: str, level: str) -> str:
    """The heading of quotes: the last place large, the way to it small, the rating level as a badge."""
    way, _, last = heading.rpartition(" › ")
    path = f'<span class="path">{clean(way)}<span class="unseen"> › </span></span>' if way else ""
    return f'<h3 class="place">{path}{clean(last)}{f" {badge(level)}" if level else ""}</h3>'


def _day(iso: str) -> str:
    """A date as people write it: 21 November 2026."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
