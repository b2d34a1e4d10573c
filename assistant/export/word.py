"""A conversation as a Word document: quotes as quotes, each number a link to its reference."""

from datetime import date
from typing import TYPE_CHECKING, Any

from docx.shared import Cm, Pt, RGBColor

from assistant.compose import phrase
from assistant.conversation import Conversation, Exchange
from assistant.export.paper import blank_paper, bookmark, clean_words, link_to, page_footer, saved
from assistant.export.references import PURPOSE, Reference, long_day, notices_of, references_of
from assistant.flag_lines import FlagLine, Part, flag_lines
from assistant.patterns import load_data
from assistant.sections import Cluster, Section, card_of, sections_of
from assistant.types import Answer
from assistant.understood import understood_line
from assistant.view import label_of
from assistant.written import rested_on, said_first

if TYPE_CHECKING:
    from corpus.index import Index


def to_word(conversation: Conversation, index: "Index | None", day: date) -> bytes:
    """The conversation as a .docx file on A4 paper."""
    return _Paper(index, day).written(conversation)


class _Paper:
    """One document being written; `bookmarks` counts its bookmarks, which need numbers of their own."""

    def __init__(self, index: "Index | None", day: date) -> None:
        self._index, self._day = index, day
        self._bookmarks = 0
        self._file = blank_paper("AskKLOE conversation", day)
        styles = self._file.styles
        quote = styles["Quote"]
        quote.font.italic, quote.font.color.rgb = False, RGBColor(0x0B, 0x0C, 0x0C)
        quote.paragraph_format.left_indent, quote.paragraph_format.space_after = Cm(0.8), Pt(6)

    def written(self, conversation: Conversation) -> bytes:
        self._file.add_heading("AskKLOE conversation", 0)
        self._line(f"Saved on {long_day(self._day)}. {PURPOSE}")
        for turn, exchange in enumerate(conversation.exchanges, 1):
            self._exchange(exchange, turn)
        page_footer(self._file.sections[0], "AskKLOE")
        return saved(self._file)

    def _exchange(self, exchange: Exchange, turn: int) -> None:
        answer = exchange.answer
        self._file.add_heading(clean_words(exchange.question), 1)
        understood = understood_line(answer, self._index)
        if understood:
            self._line("").add_run(clean_words(understood)).italic = True
        card = card_of(answer)
        if card:
            self._file.add_heading(clean_words(card[0]), 2)
            for line in card[1:]:
                self._line(line, "List Bullet")
            self._line(f"This is {load_data('safety_card.toml')['source']}.")
        self._line("").add_run(clean_words(label_of(answer))).bold = True
        for line in said_first(answer):
            self._line(line)
        for section in sections_of(answer):
            self._section(section, turn)
        for choice in answer.choices:
            self._line(choice, "List Bullet")
        self._rested_on(answer, turn)
        self._flags(answer)
        self._notices(answer, turn)
        references = references_of(answer, self._index)
        if references:
            self._file.add_heading("References", 2)
        for reference in references:
            self._reference(reference, turn)

    def _section(self, section: Section, turn: int) -> None:
        for line in section.lines:
            self._line(line)
        if section.voice:
            self._file.add_heading(clean_words(section.voice), 3)
        for statement in section.statements:
            self._numbers(self._line(statement.text), statement.citations, turn)
        for cluster in section.clusters:
            self._cluster(cluster, turn)

    def _rested_on(self, answer: Answer, turn: int) -> None:
        citations = rested_on(answer)
        if citations:
            self._file.add_heading(clean_words(phrase("written", "rested")), 2)
        for citation in citations:
            self._numbers(self._line(citation.quote, "Quote"), (citation.number,), turn)

    def _flags(self, answer: Answer) -> None:
        flags = flag_lines(answer, self._index)
        if flags:
            self._file.add_heading(clean_words(phrase("flags", "heading")), 2)
        for line in flags:
            self._flag_line(line)

    def _notices(self, answer: Answer, turn: int) -> None:
        notices = notices_of(answer)
        if notices:
            self._file.add_heading("Please note", 2)
        for notice in notices:
            self._numbers(self._line(notice.text, "List Bullet"), notice.citations, turn)

    def _flag_line(self, line: FlagLine) -> None:
        if line.part is Part.KLOE:
            self._line("").add_run(clean_words(line.text)).bold = True
        else:
            self._line(line.text, "Quote" if line.part is Part.QUOTE else None)

    def _cluster(self, cluster: Cluster, turn: int) -> None:
        if cluster.heading:
            self._file.add_heading(clean_words(cluster.heading), 3)
        for quote in cluster.quotes:
            self._numbers(self._line(quote.text, "Quote"), quote.citations, turn)

    def _line(self, text: str, style: str | None = None) -> Any:  # noqa: ANN401
        return self._file.add_paragraph(clean_words(text), style=style)

    def _numbers(self, paragraph: Any, numbers: tuple[int, ...], turn: int) -> None:  # noqa: ANN401
        """Citation numbers at the end of a paragraph, as links to the references."""
        for number in numbers:
            paragraph.add_run(" ")
            link_to(paragraph, f"q{turn}ref{number}", f"[{number}]")

    def _reference(self, reference: Reference, turn: int) -> None:
        """A reference with a hanging indent; its numbers carry the bookmarks that quotes link to."""
        paragraph = self._line("")
        indent = paragraph.paragraph_format
        indent.left_indent, indent.first_line_indent = Cm(1), Cm(-1)
        for number in reference.numbers:
            self._bookmarks += 1
            bookmark(paragraph, f"q{turn}ref{number}", self._bookmarks, f"[{number}] ")
        paragraph.add_run(clean_words(reference.line))
