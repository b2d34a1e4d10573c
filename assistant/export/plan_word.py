"""An action plan in Word, on landscape paper: the table to work with, then what else is filled in, then the quotes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.shared import Pt

from assistant.export.paper import add_line, add_row, add_table, blank_paper, clean_words, lay_flat, page_footer, saved
from assistant.export.plan_paper import add_facts, as_blank, fill, mark_of, paper_name, says, tighten
from assistant.export.plan_quotes import PlanQuotes, add_numbers
from assistant.export.references import long_day
from assistant.patterns import load_data
from assistant.plan.fields import FOR_YOU, MAIN, FieldGroup, ItemField, as_text, field_groups, field_named, shown
from assistant.plan.items import ActionItem, ActionPlan, QuoteRole, Status, Term

_SIZE = 10
_CELL_SIZE = 9
_MARGIN_CM = 1.5
_COLUMNS = {
    "reference": 1.2, "not_yet": 6.8, "control": 4.0, "action": 4.6, "lead": 2.5, "due": 2.1, "evidence": 3.6,
    "status": 1.9,
}  # fmt: skip
_CLOSED = {
    "reference": 1.2, "not_yet": 5.2, "action": 4.6, "lead": 2.6, "done": 2.2, "holding": 2.4, "impact": 4.2,
    "lessons": 4.3,
}  # fmt: skip
_ELSEWHERE = {"tasks", "source"}
_NAMED_FIRST = ("regulations", "kloes", "quality_statement")


def plan_word_name(plan: ActionPlan, day: date) -> str:
    """The file name of a plan in Word."""
    return paper_name("plan", plan.name, day)


def plan_word(plan: ActionPlan, day: date) -> bytes:
    """The whole plan as a .docx file on landscape A4 paper, as it stands on ``day``."""
    return _PlanPaper(plan, day).written()


class _PlanPaper:
    def __init__(self, plan: ActionPlan, day: date) -> None:
        self._plan, self._day = plan, day
        self._items = (*_by_term(plan.open_items), *plan.closed_items)
        self._quotes = PlanQuotes(self._items)
        title = f"{says('plan', 'title')}: {plan.name}" if plan.name else says("plan", "title")
        self._file = blank_paper(title, day, size=_SIZE, margin=_MARGIN_CM)
        lay_flat(self._file)
        section = self._file.sections[0]
        section.top_margin = section.bottom_margin = Pt(42)
        section.header_distance = section.footer_distance = Pt(22)
        tighten(self._file, _SIZE)
        self._file.add_heading(clean_words(title), 0)

    def written(self) -> bytes:
        self._opening()
        for term, name in ((Term.QUICK, "quick"), (Term.LONG, "long"), (Term.NONE, "unsorted")):
            items = [item for item in self._plan.open_items if item.term is term]
            self._table(says("plan", name), items, _COLUMNS)
        self._table(says("plan", "closed"), self._plan.closed_items, _CLOSED)
        if self._items:
            self._file.add_heading(says("plan", "details"), 1)
        for item in self._items:
            self._details(item)
        self._sources()
        page_footer(self._file.sections[0], f"AskKLOE; {says('blank', 'legend')}", size=8)
        return saved(self._file)

    def _opening(self) -> None:
        plan = self._plan
        facts = [
            (says("plan", name), as_text(getattr(plan, name))) for name in ("service", "scope", "manager", "review")
        ]
        add_facts(self._file, facts)
        overdue = sum(item.overdue(self._day) for item in plan.items)
        counts = {"open": len(plan.open_items), "overdue": overdue, "closed": len(plan.closed_items)}
        add_line(self._file, says("plan", "counts" if plan.items else "empty", day=long_day(self._day), **counts))
        add_line(self._file, f"{says('plan', 'check')} {says('blank', 'legend')}")

    def _table(self, title: str, items: Sequence[ActionItem], columns: dict[str, float]) -> None:
        if not items:
            return
        self._file.add_heading(title, 1)
        table = add_table(self._file, [field_named(name).heading for name in columns], list(columns.values()))
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].font.size = Pt(_CELL_SIZE)
        for item in items:
            for cell, name in zip(add_row(table), columns, strict=True):
                fill(cell, self._in_cell(item, name), size=_CELL_SIZE, bold=name == "reference")

    def _in_cell(self, item: ActionItem, name: str) -> str:
        text = shown(item, name)
        match name:
            case "due" if item.overdue(self._day):
                return f"{text}\n{says('plan', 'overdue')}"
            case "status":
                days = [says("plan", n, day=shown(item, n)) for n in ("done", "holding") if getattr(item, n)]
                return "\n".join([text, *days])
        return text + mark_of(item, name)

    def _details(self, item: ActionItem) -> None:
        title = item.action or item.not_yet
        mark = mark_of(item, "action" if item.action else "not_yet")
        self._file.add_heading(clean_words(f"{item.reference}: {title}{mark}" if title else item.reference), 2)
        self._from(item)
        for task in item.tasks:
            drafted = f" {says('blank', 'drafted')}" if task.drafted else ""
            line = add_line(self._file, as_text(task) + drafted, "List Bullet")
            add_numbers(line, self._quotes.of_task(item, task.quote))
        for group in field_groups():
            if group.id != MAIN:
                self._group(item, group)
        self._guidance(item)
        self._blanks(item)

    def _from(self, item: ActionItem) -> None:
        named = [f"{field_named(name).label}: {shown(item, name)}" for name in _NAMED_FIRST if getattr(item, name)]
        source = [f"{says('plan', 'source')}: {shown(item, 'source')}"]
        add_line(self._file, ". ".join("; ".join(part.splitlines()) for part in (*source, *named)) + ".")
        words = clean_words(item.source.words)
        if words and words != clean_words(item.not_yet):
            add_line(self._file, f"{says('plan', 'words')}: “{words}”")

    def _group(self, item: ActionItem, group: FieldGroup) -> None:
        """The filled-in fields of a group: short ones together in one line, long ones on lines of their own."""
        filled = [f for f in group.fields if f.name not in (*_ELSEWHERE, *_NAMED_FIRST) and shown(item, f.name)]
        short = [f for f in filled if f.kind in {"date", "choice", "text", "considered"}]
        for fields in (short, *([f] for f in filled if f not in short)):
            paragraph = add_line(self._file, "") if fields else None
            for number, field in enumerate(fields):
                self._field(paragraph, item, field, first=number == 0)

    def _field(self, paragraph: Any, item: ActionItem, field: ItemField, *, first: bool) -> None:  # noqa: ANN401
        paragraph.add_run("" if first else "  |  ")
        paragraph.add_run(clean_words(field.label)).bold = True
        text = "; ".join(line for line in shown(item, field.name).splitlines() if line.strip())
        between = " " if field.label.endswith("?") else ": "
        paragraph.add_run(between + clean_words(text) + mark_of(item, field.name))

    def _guidance(self, item: ActionItem) -> None:
        in_tasks = {number for task in item.tasks for number in self._quotes.of_task(item, task.quote)}
        paragraph = None
        for role in QuoteRole:
            numbers = [number for number in self._quotes.of_role(item, role) if number not in in_tasks]
            if numbers:
                between = "; " if paragraph else ""
                paragraph = paragraph or add_line(self._file, "")
                paragraph.add_run(between + load_data("plan_papers.toml")["plan"]["quotes"][role.value])
                add_numbers(paragraph, numbers)

    def _blanks(self, item: ActionItem) -> None:
        """What only the manager knows and nobody has filled in, while there is still something to do."""
        groups = field_groups() if item.status is Status.CLOSED else [g for g in field_groups() if g.id != "closing"]
        blank = [f.label for g in groups if g.id != MAIN for f in g.fields if f.yours and not shown(item, f.name)]
        if blank:
            run = add_line(self._file, f"{FOR_YOU.capitalize()}: {'; '.join(blank)}").runs[0]
            as_blank(run)

    def _sources(self) -> None:
        notices = self._quotes.notices()
        if notices:
            self._file.add_heading(says("plan", "notices"), 1)
        for notice in notices:
            add_line(self._file, notice, "List Bullet")
        if self._quotes.citations:
            self._file.add_heading(says("plan", "references"), 1)
            add_line(self._file, says("plan", "references_intro"))
            self._quotes.write_references(self._file)
            self._file.add_heading(says("plan", "sources"), 2)
            for source in self._quotes.sources():
                add_line(self._file, source, "List Bullet")


def _by_term(items: Sequence[ActionItem]) -> tuple[ActionItem, ...]:
    """In the order of the tables: quick wins, long-term actions, the rest."""
    order = (Term.QUICK, Term.LONG, Term.NONE)
    return tuple(sorted(items, key=lambda item: order.index(item.term)))
