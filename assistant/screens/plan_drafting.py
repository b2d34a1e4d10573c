"""Drafts on their way into a plan: made from a sentence, looked at, and added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.plan.drafting import Drafter
from assistant.plan.drafts import Draft, Drafted
from assistant.plan.editing import EditError
from assistant.plan.fields import as_text
from assistant.plan.items import ActionItem, ActionPlan, SourceKind, Version
from assistant.plan.joining import added_to, repeats
from assistant.report.findings import Report
from assistant.screens.plan_add import NEW, SENTENCE_CHARS, Adding
from assistant.screens.plan_keeping import Plans
from assistant.screens.plan_parts import says
from assistant.store import StoreError
from assistant.store.plans import list_plans, open_plan
from assistant.store.reports import REPORTS

_MOST_NAMED = 6  # references in a line that says what was added


@dataclass(frozen=True)
class Drafts:
    """The draft of one window."""

    plans: Plans

    @property
    def draft(self) -> Draft:
        """What was drafted last and is in no plan yet."""
        return self.plans.shared.windows.draft(self.plans.window)

    def hold(self, draft: Draft) -> None:
        """Let the window hold another draft."""
        self.plans.shared.windows.hold_draft(self.plans.window, draft)

    def from_text(self, text: str, kind: str) -> Draft:
        """Draft from a sentence.

        Raises:
            EditError: nothing was typed, or AskKLOE is not ready.
            AskKloeError: it could not be drafted.
        """
        assistant = self.plans.shared.start.assistant
        if not text.strip():
            raise EditError(says("add", "type_first"))
        if assistant is None:
            raise EditError(says("screen", "not_ready"))
        known = {k.value: k for k in SourceKind}
        draft = Drafter(assistant).from_text(text.strip()[:SENTENCE_CHARS], known.get(kind, SourceKind.OWN))
        self.hold(draft)
        return draft

    def adding(self, chosen: str) -> Adding:
        """What the page shows, with the plan that is chosen (or the latest).

        Raises:
            StoreError: the plans cannot be read.
        """
        store, browser = self.plans.store, self.plans.browser
        lines = list_plans(store, browser)
        known = {line.id for line in lines}
        plan = chosen if chosen in known else NEW if chosen == NEW or not lines else lines[0].id
        found: tuple[ActionItem | None, ...] = ()
        if plan != NEW:
            held = open_plan(store, browser, plan).plan
            found = tuple(repeats(held, one.item) for one in self.draft.drafted)
        return Adding(self.draft, lines, plan, found)

    def add(self, identity: str, name: str, chosen: Sequence[Mapping[str, object]]) -> tuple[Version, str]:
        """Add the chosen drafts to a plan, or to a new one; says what was added where.

        Each of ``chosen`` has ``draft`` (its place) and ``into`` (the item that it is added to, or "").

        Raises:
            EditError: none was chosen.
            StoreError: it could not be kept.
        """
        draft = self.draft
        picked = {n: str(row.get("into") or "") for row in chosen if (n := _place(row, draft)) is not None}
        if not picked:
            raise EditError(says("add", "nothing_ticked"))
        placed: dict[int, str] = {}

        def with_drafts(plan: ActionPlan) -> ActionPlan:
            placed.clear()
            for n, into in sorted(picked.items()):
                item, held = draft.drafted[n].item, plan.item(into) if into else None
                if held is None:
                    plan = plan.with_new([item])
                    placed[n] = plan.items[-1].reference
                else:
                    plan = plan.with_changed(added_to(held, item))
                    placed[n] = held.reference
            return replace(plan, report=plan.report or draft.report)

        if identity == NEW:
            version = self.plans.make(name, what="Begun")
            identity = version.plan.id
        version = self.plans.change(identity, with_drafts, _said(draft, len(picked)))
        self.hold(replace(draft, drafted=tuple(d for n, d in enumerate(draft.drafted) if n not in picked)))
        if len(picked) == len(draft.drafted):
            self.hold(Draft())
        self._note(draft, identity, placed)
        references = list(dict.fromkeys(placed.values()))
        if len(references) > _MOST_NAMED:
            return version, f"{len(references)} actions are in the plan now."
        return version, f"In the plan now: {as_text(tuple(references))}."

    def _note(self, draft: Draft, identity: str, placed: Mapping[int, str]) -> None:
        """Note in the report which items answer which of its findings; a report that is gone needs no note."""
        if not draft.report:
            return

        def noted(report: Report) -> Report:
            planned: dict[str, tuple[str, ...]] = {}
            for n, reference in placed.items():
                for finding in draft.drafted[n].answers:
                    planned[finding] = (*planned.get(finding, ()), reference)
            findings = tuple(
                replace(f, planned=tuple(dict.fromkeys((*f.planned, *planned[f.id])))) if f.id in planned else f
                for f in report.findings
            )
            return replace(report, findings=findings, plan=identity)

        try:
            REPORTS.change(self.plans.store, self.plans.browser, draft.report, noted)
        except StoreError:
            return


def _place(row: Mapping[str, object], draft: Draft) -> int | None:
    n = row.get("draft")
    return n if isinstance(n, int) and 0 <= n < len(draft.drafted) else None


def _said(draft: Draft, number: int) -> str:
    first: Drafted = draft.drafted[0]
    return f"{number} drafted action{'' if number == 1 else 's'} added ({first.item.source.kind.value})"
