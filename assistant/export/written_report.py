"""The written report that CQC can ask for under regulation 17(3), in Word, by regulation."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from assistant.export.paper import add_line, blank_paper, clean_words, page_footer, saved
from assistant.export.plan_paper import add_facts, add_pairs, mark_of, paper_name, says, tighten
from assistant.export.plan_quotes import words_of
from assistant.export.references import long_day
from assistant.patterns import load_data
from assistant.plan.fields import FOR_YOU, as_text, shown
from assistant.plan.items import ActionItem, ActionPlan
from assistant.report.law import about_written_reports, in_order, regulation_of, regulation_title

_SIZE = 10.5
_WIDTHS_CM = (4.6, 12.8)
_ASKED = ("not_met", "done", "who", "when", "resources", "sustain", "effect")  # of every action, in this order


def written_report_name(plan: ActionPlan, day: date) -> str:
    """The file name of the written report made from a plan."""
    return paper_name("written-report", plan.name, day)


def written_report_word(plan: ActionPlan, day: date) -> bytes:
    """The report as a .docx file on A4 paper, as the plan stands on ``day``."""
    file = blank_paper(says("written", "title"), day, size=_SIZE, margin=1.8)
    tighten(file, _SIZE)
    file.add_heading(says("written", "title"), 0)
    add_line(file, says("written", "law", law=load_data("regulations.toml")["title"]))
    _request(file, plan)
    for line in (says("written", "form"), says("blank", "legend"), says("blank", "names")):
        add_line(file, line, "List Bullet")
    for text in about_written_reports():
        add_line(file, text, size=8.5)
    if not plan.items:
        add_line(file, says("written", "empty"))
    _regulations(file, plan)
    file.add_heading(says("written", "signed"), 1)
    add_facts(file, [(says("written", name), "") for name in ("signed_by", "signed_on")])
    page_footer(file.sections[0], says("written", "title"))
    return saved(file)


def _request(file: Any, plan: ActionPlan) -> None:  # noqa: ANN401
    asked = plan.request
    facts = [
        ("service", plan.service),
        ("asked", long_day(asked.asked) if asked.asked else ""),
        ("wording", f"“{clean_words(asked.wording)}”" if asked.wording.strip() else ""),
        ("due", long_day(asked.due) if asked.due else ""),
        ("regulations", ", ".join(sorted(asked.regulations, key=in_order))),
    ]
    add_facts(file, [(says("written", name), text) for name, text in facts])


def _regulations(file: Any, plan: ActionPlan) -> None:  # noqa: ANN401
    """Every regulation that the request or an action names, in the order of the law; the rest at the end."""
    named = dict.fromkeys(filter(None, map(regulation_of, plan.request.regulations)))
    under = {item.reference: _under(item) for item in plan.items}
    every = dict.fromkeys([*named, *(regulation for found in under.values() for regulation in found)])
    for regulation in sorted(every, key=in_order):
        file.add_heading(regulation_title(regulation), 1)
        if regulation in named:
            add_line(file, says("written", "named"))
        items = [item for item in plan.items if regulation in under[item.reference]]
        first = [item for item in items if _place(under[item.reference], named) == regulation]
        others = [item.reference for item in items if item not in first]
        _items(file, first)
        if others:
            add_line(file, says("written", "also", references=", ".join(others)))
        if not items:
            add_line(file, says("written", "no_action"))
            add_pairs(file, [(says("written", name), "") for name in _ASKED], _WIDTHS_CM)
    rest = [item for item in plan.items if not under[item.reference]]
    if rest:
        file.add_heading(says("written", "other"), 1)
        _items(file, rest)


def _under(item: ActionItem) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(regulation_of, item.regulations))))


def _place(under: Sequence[str], named: dict[str, None]) -> str:
    """The regulation under which an action stands in full: the first that the request names, else its first."""
    return next((regulation for regulation in under if regulation in named), under[0])


def _items(file: Any, items: Sequence[ActionItem]) -> None:  # noqa: ANN401
    for item in items:
        title = f"{item.reference}: {item.action}" if item.action else item.reference
        file.add_heading(clean_words(title + mark_of(item, "action")), 2)
        add_pairs(file, list(_rows(item)), _WIDTHS_CM)


def _rows(item: ActionItem) -> Iterator[tuple[str, str]]:
    under = _under(item)
    if len(item.regulations) > 1 or item.regulations != under:
        yield says("written", "numbers"), ", ".join(item.regulations)
    yield says("written", "not_met" if under else "not_yet"), "\n".join(_not_met(item))
    yield says("written", "done"), "\n".join(_done(item))
    yield says("written", "who"), "; ".join(name for name in (item.lead, item.others) if name.strip())
    done = says("written", "done_on", day=long_day(item.done)) if item.done else ""
    yield says("written", "when"), " ".join(part for part in (long_day(item.due) if item.due else "", done) if part)
    for name in ("resources", "sustain"):
        yield says("written", name), shown(item, name) + mark_of(item, name)
    yield says("written", "effect"), "\n".join(_meanwhile(item))


def _not_met(item: ActionItem) -> Iterator[str]:
    """The finding's own words with their place, then what was made of them where it is something else."""
    words, own = clean_words(item.source.words), clean_words(item.not_yet)
    if words:
        yield f"“{words}” ({as_text(item.source)})"
    if own and own != words:
        yield own + mark_of(item, "not_yet")


def _done(item: ActionItem) -> Iterator[str]:
    if item.action:
        yield item.action + mark_of(item, "action")
    drafted = says("blank", "drafted")
    for task in item.tasks:
        place = words_of(item, task)
        whose = f" [{says('written', 'words_of', place=place)}]" if place else ""
        yield f"• {as_text(task)}{f' {drafted}' if task.drafted else ''}{whose}"


def _meanwhile(item: ActionItem) -> Iterator[str]:
    if item.effect.strip() or item.control.strip():
        for name, label in (("effect", "effect_on"), ("control", "control")):
            text = clean_words(getattr(item, name))
            yield f"{says('written', label)} {text + mark_of(item, name) if text else FOR_YOU}"
