"""The plan for people who use the service, their families and friends: plain words, large print, nobody's name."""

from collections.abc import Sequence
from datetime import date

from docx.shared import Pt

from assistant.export.paper import add_line, blank_paper, clean_words, page_footer, saved
from assistant.export.plan_names import Names, names_to_check, shared_objective
from assistant.export.plan_paper import says
from assistant.export.references import long_day
from assistant.patterns import load_data
from assistant.plan.fields import item_fields
from assistant.plan.items import ActionItem, ActionPlan, Status

_SIZE = 14
_MARGIN_CM = 2.2
_BLANK = "_" * 34
_BLANK_LINES = 6


def shared_plan_name(day: date) -> str:
    """The file name of the shared version; what people called the plan is not in it."""
    return f"askkloe-plan-to-share-{day.isoformat()}.docx"


def names_warning(plan: ActionPlan) -> str:
    """What to say before the shared version is saved: what may be a name in it, and that somebody has to read it."""
    names = ", ".join(f"“{name}”" for name in names_to_check(plan))
    found = f"{says('names', 'warning', names=names)} " if names else ""
    return found + says("names", "read")


def shared_plan_word(plan: ActionPlan, day: date) -> bytes:
    """The shared version as a .docx file on A4 paper, as things stand on ``day``."""
    return _SharedPaper(plan, day).written()


class _SharedPaper:
    def __init__(self, plan: ActionPlan, day: date) -> None:
        self._plan, self._day = plan, day
        self._names = Names(plan)
        self._fields = {field.name for field in item_fields() if field.share}
        title = says("shared", "at", service=plan.service) if plan.service.strip() else says("shared", "title")
        self._file = blank_paper(title, day, size=_SIZE, margin=_MARGIN_CM)
        styles = self._file.styles
        for name, points, before, after in (
            ("Normal", _SIZE, 0, 6),
            ("Title", 26, 0, 10),
            ("Heading 1", 21, 20, 8),
            ("Heading 2", 17, 16, 4),
        ):
            form = styles[name].paragraph_format
            styles[name].font.size = Pt(points)
            form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.2
        self._file.add_heading(clean_words(title), 0)

    def written(self) -> bytes:
        for name in ("intro", "day"):
            add_line(self._file, says("shared", name, day=long_day(self._day)))
        self._part("doing", self._plan.open_items)
        self._part("finished", self._plan.closed_items)
        if not self._plan.items:
            add_line(self._file, says("shared", "nothing"))
        self._asking()
        page_footer(self._file.sections[0], long_day(self._day))
        return saved(self._file)

    def _part(self, title: str, items: Sequence[ActionItem]) -> None:
        by_subject: dict[str, list[ActionItem]] = {}
        for item in items:
            if self._typed(item, "action") or shared_objective(item):
                by_subject.setdefault(_subject(item), []).append(item)
        if by_subject:
            self._file.add_heading(says("shared", title), 1)
        for subject, about_it in by_subject.items():
            self._file.add_heading(subject, 2)
            for item in about_it:
                self._item(item)

    def _item(self, item: ActionItem) -> None:
        finished = item.status is Status.CLOSED or item.done is not None
        lines = (
            ("improving", self._names.taken_out(shared_objective(item))),
            ("action_done" if finished else "action", self._typed(item, "action")),
            ("due", "" if finished or item.due is None else long_day(item.due)),
            ("far", self._how_far(item)),
            ("impact", self._typed(item, "impact")),
        )
        for name, text in lines:
            if text.strip():
                paragraph = add_line(self._file, "")
                paragraph.paragraph_format.keep_with_next = True
                paragraph.add_run(f"{says('shared', name)}: ").bold = True
                paragraph.add_run(clean_words(text))
        last = add_line(self._file, says("shared", "reference", reference=item.reference))
        last.paragraph_format.space_after = Pt(_SIZE + 4)

    def _typed(self, item: ActionItem, name: str) -> str:
        """What people wrote into a field that may be shared, without names."""
        return self._names.taken_out(getattr(item, name)) if name in self._fields else ""

    def _how_far(self, item: ActionItem) -> str:
        if item.done:
            said = says("shared", "done", day=long_day(item.done))
        elif item.status is Status.CLOSED:
            said = says("shared", "closed")
        else:
            said = says("shared", "overdue" if item.overdue(self._day) else "open")
        return f"{said} {says('shared', 'holding', day=long_day(item.holding))}" if item.holding else said

    def _asking(self) -> None:
        self._file.add_heading(says("shared", "ask"), 1).paragraph_format.page_break_before = bool(self._plan.items)
        for name in ("ask_whom", "ask_how"):
            self._to_fill_in(says("shared", name))
        self._file.add_heading(says("shared", "tell"), 1)
        add_line(self._file, says("shared", "tell_why")).paragraph_format.keep_with_next = True
        for _ in range(_BLANK_LINES):
            self._to_fill_in("")
        self._to_fill_in(says("shared", "tell_back"))
        add_line(self._file, says("shared", "other_ways"))

    def _to_fill_in(self, label: str) -> None:
        """A line to write on: the rest of the width after the label."""
        paragraph = add_line(self._file, f"{label} {_BLANK}" if label else _BLANK + _BLANK[:24])
        paragraph.paragraph_format.keep_with_next = True


def _subject(item: ActionItem) -> str:
    """What an action is about in plain words, by the key question it falls under."""
    about = load_data("plan_papers.toml")["shared"]["about"]
    return about.get(item.kloes[0].key_question if item.kloes else "", about[""])
