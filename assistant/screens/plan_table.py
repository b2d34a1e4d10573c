"""A plan's open actions as HTML: a table that filters and sorts, with quick changes in the row; cards on a phone."""

from datetime import date
from html import escape

from assistant.markup import clean
from assistant.plan.fields import FOR_YOU, MAIN, FieldGroup, ItemField, field_groups
from assistant.plan.items import ActionItem, ActionPlan, Light, Status, Term
from assistant.screens.plan_parts import Shown, address, day_text, first_up, lines, options, overdue_text, page, says

SHOWS = (
    ("", "All that is open"),
    ("overdue", "Overdue"),
    ("no-lead", "Without a lead"),
    ("no-date", "Without a due date"),
    ("done", "Done, not yet checked"),
    ("drafted", "With drafted wording to check"),
)


def table_html(shown: Shown, problem: str = "") -> str:
    """The page of what is open; ``problem`` says why it is shown and not what was asked for."""
    plan = shown.plan
    told = f'<p class="notice" role="alert">{clean(problem)}</p>' if problem else ""
    if not plan.open_items:
        empty = says("plan", "all_closed" if plan.closed_items else "empty")
        return page(shown, "", "", f'{told}{_tools(plan)}<p class="empty">{clean(empty)}</p>')
    return page(shown, "", "", f"{told}{_tools(plan)}{_filters(plan)}{_table(plan, shown.today)}{closing_html()}")


def columns() -> tuple[ItemField, ...]:
    """The fields that the table shows."""
    group: FieldGroup = next(group for group in field_groups() if group.id == MAIN)
    return group.fields


def _tools(plan: ActionPlan) -> str:
    return (
        '<div class="actions tools-line">'
        f'<a class="button-link strong" href="{address("add", plan.id)}">Add actions</a>'
        f'<a class="button-link" href="{address(plan.id, "new")}">Add a blank action of our own</a>'
        '<button type="button" class="second" data-do="excel">Save as Excel</button>'
        '<button type="button" class="second" data-do="word">Save as Word</button>'
        '<button type="button" class="second" data-do="print">Print</button></div>'
    )


def _filters(plan: ActionPlan) -> str:
    keys = dict.fromkeys(kloe.key_question for item in plan.open_items for kloe in item.kloes)
    shows = "".join(f'<option value="{value}">{text}</option>' for value, text in SHOWS)
    questions = "".join(f'<option value="{escape(key)}">{clean(key)}</option>' for key in keys)
    lights = "".join(f'<option value="{light.value}">{first_up(light.value)}</option>' for light in Light if light)
    terms = "".join(f'<option value="{term.value}">{first_up(term.value)}</option>' for term in Term if term)
    sorts = "".join(f'<option value="{field.name}">{clean(field.heading)}</option>' for field in columns())
    return (
        '<details class="filter-fold" open><summary>Choose and sort</summary>'
        '<form class="filters" role="search" aria-label="Which actions to show">'
        '<p><label for="plan-text">Words in it</label>'
        '<input id="plan-text" type="text" data-filter="text" autocomplete="off"></p>'
        f'<p><label for="plan-show">Show</label><select id="plan-show" data-filter="show">{shows}</select></p>'
        '<p><label for="plan-key">Key question</label><select id="plan-key" data-filter="key">'
        f'<option value="">All</option>{questions}<option value="none">None given</option></select></p>'
        '<p><label for="plan-light">When to act</label><select id="plan-light" data-filter="light">'
        f'<option value="">All</option>{lights}<option value="none">Not said yet</option></select></p>'
        '<p><label for="plan-term">Quick or long</label><select id="plan-term" data-filter="term">'
        f'<option value="">All</option>{terms}<option value="none">Not said yet</option></select></p>'
        f'<p class="sort-choice"><label for="plan-sort">Sort by</label><select id="plan-sort">{sorts}</select></p>'
        '<p class="counted"><span class="counted-text"></span> '
        '<button type="button" class="plain" data-do="clear-filters">Show all</button></p></form></details>'
        f'<p class="empty no-match" hidden>{clean(says("plan", "no_match"))}</p>'
    )


def _table(plan: ActionPlan, today: date) -> str:
    heads = "".join(
        f'<th scope="col" role="columnheader" data-column="{field.name}" aria-sort="none">'
        f'<button type="button" data-do="sort" data-column="{field.name}">{clean(field.heading)}<span'
        f' class="arrow" aria-hidden="true"></span></button></th>'
        for field in columns()
    )
    rows = "".join(_row(plan, item, today) for item in plan.open_items)
    return (
        '<table class="actions-table" role="table"><caption class="unseen">Open actions. The buttons in the headings '
        f'sort the table.</caption><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _row(plan: ActionPlan, item: ActionItem, today: date) -> str:
    late = overdue_text(item, today)
    cells = "".join(
        f'<td role="cell" class="cell-{field.name}" data-label="{clean(field.heading)}">'
        f"{_cell(plan, item, field, late)}</td>"
        for field in columns()
    )
    data = {
        "ref": item.reference,
        "text": _searched(item),
        "keys": "|".join(kloe.key_question for kloe in item.kloes),
        "light": item.light.value,
        "term": item.term.value,
        "done": "yes" if item.done and not item.holding else "",
        "drafted": "yes" if is_drafted(item) else "",
    }
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return f'<tr role="row" class="item{" overdue" if late else ""}"{attributes}>{cells}</tr>'


def is_drafted(item: ActionItem) -> bool:
    """Whether any wording of it is ours and nobody has changed or checked it."""
    return bool(item.drafted) or any(task.drafted for task in item.tasks)


def _cell(plan: ActionPlan, item: ActionItem, field: ItemField, late: str) -> str:
    ref = clean(item.reference)
    match field.name:
        case "reference":
            mark = (
                '<span class="tag draft-tag">to check<span class="unseen">: wording drafted by AskKLOE</span></span>'
                if is_drafted(item)
                else ""
            )
            return f'<a class="ref" href="{address(plan.id, item.reference)}">{ref}</a>{mark}'
        case "action":
            text = lines(item.action) or "<em>No action yet</em>"
            return f'<a href="{address(plan.id, item.reference)}">{text}</a>{_tasks_done(item)}{_term(item)}'
        case "lead":
            return (
                f'<input type="text" id="row-{ref}-lead" class="quick" data-field="lead" maxlength="200" '
                f'autocomplete="off" aria-label="Lead of {ref}" value="{escape(item.lead)}">'
            )
        case "due":
            day = item.due.isoformat() if item.due else ""
            return (
                f'<input type="date" id="row-{ref}-due" class="quick" data-field="due" aria-label="{ref} is due on" '
                f'value="{day}"><span class="on-paper">{day_text(item.due)}</span><p class="late">{clean(late)}</p>'
                f'<select id="row-{ref}-light" class="quick" data-field="light" aria-label="When to act on {ref}">'
                f"{options(Light, item.light, 'When to act?')}</select>"
            )
        case "status":
            done = f'<p class="done-on">{clean(done_text(item))}</p>' if item.done else ""
            return (
                f'<select id="row-{ref}-status" class="quick" data-field="status" aria-label="Status of {ref}">'
                f"{options(Status, item.status, '')}</select>{done}"
            )
    text = lines(str(getattr(item, field.name)))
    if not text:
        return f'<span class="blank">{FOR_YOU}</span>' if field.yours else '<span class="blank">blank</span>'
    return f'<div class="long">{text}</div>'


def done_text(item: ActionItem) -> str:
    """Whether it is done, and, apart from it, checked and holding."""
    if not item.done:
        return ""
    holding = f"; checked and holding {item.holding:%d/%m/%Y}" if item.holding else "; not yet checked"
    return f"Done {item.done:%d/%m/%Y}{holding}"


def _tasks_done(item: ActionItem) -> str:
    if not item.tasks:
        return ""
    done = sum(task.done for task in item.tasks)
    return f'<p class="tasks-done">{done} of {len(item.tasks)} tasks done</p>'


def _term(item: ActionItem) -> str:
    return f'<span class="tag">{clean(first_up(item.term.value))}</span>' if item.term else ""


def _searched(item: ActionItem) -> str:
    parts = (
        item.reference, item.not_yet, item.effect, item.control, item.action, item.objective, item.lead, item.others,
        item.evidence, item.measure, item.notes, item.source.document, item.source.heading, item.source.words,
        item.quality_statement, *item.regulations, *(kloe.code for kloe in item.kloes),
        *(task.text for task in item.tasks), *(task.who for task in item.tasks),
    )  # fmt: skip
    return " ".join(" ".join(parts).split()).casefold()


def closing_html() -> str:
    """The dialog that asks for what should be noted when an action is closed; the script fills it."""
    boxes = "".join(
        f'<p><label for="close-{name}">{clean(label)}</label>'
        f'<textarea id="close-{name}" name="{name}" rows="3" maxlength="10000"></textarea></p>'
        for name, label in (
            ("closing_evidence", "Evidence that it is done"),
            ("impact", "What changed for people"),
            ("lessons", "Lessons learned"),
        )
    )
    return (
        '<dialog id="closing" class="wide-dialog" aria-labelledby="closing-title"><form data-do="close-item">'
        f'<h3 id="closing-title">Close <span class="closing-ref"></span></h3><p>{clean(says("editor", "closing"))}</p>'
        f'{boxes}<div class="actions"><button type="submit" class="main-button">Close the action</button>'
        '<button type="button" class="second" data-do="keep-open">Keep it open</button></div></form></dialog>'
    )
