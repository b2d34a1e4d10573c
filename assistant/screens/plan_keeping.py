"""What is done to plans: each a change of the store of its window, which makes a version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.conversation import new_id
from assistant.export.references import long_day
from assistant.plan.changes import changed_fields, merge_item
from assistant.plan.editing import EditError, edited, with_details
from assistant.plan.history import restored, said_of, to_undo, undone
from assistant.plan.items import ActionItem, ActionPlan, Status, Version
from assistant.screens.plan_list import PlanCard
from assistant.screens.plan_parts import Living, Shown, says
from assistant.screens.shared import Shared
from assistant.store import Store, StoreError
from assistant.store.plans import (
    change_plan,
    delete_plan,
    list_plans,
    list_versions,
    new_plan,
    open_plan,
    open_version,
)

NAME_CHARS = 200


@dataclass(frozen=True)
class Plans:
    """The plans that one window sees."""

    shared: Shared
    window: str
    browser: str

    @property
    def store(self) -> Store:
        """Where they are."""
        return self.shared.store_of(self.window)

    @property
    def living(self) -> Living:
        """Where they are, for people."""
        kept = self.shared.may_keep()
        return Living(kept, "" if kept or self.shared.store.engine is not None else self.shared.store.said)

    def cards(self) -> tuple[PlanCard, ...]:
        """All plans, the latest first."""
        return self._cards(self.store)

    def stray(self) -> tuple[PlanCard, ...]:
        """Plans that live in this window only although plans are kept now."""
        return self._cards(self.shared.windows.store(self.window)) if self.living.kept else ()

    def _cards(self, store: Store) -> tuple[PlanCard, ...]:
        return tuple(self._card(store, line.id, line.name, line.changed) for line in list_plans(store, self.browser))

    def _card(self, store: Store, identity: str, name: str, changed: datetime) -> PlanCard:
        try:
            plan = open_plan(store, self.browser, identity).plan
        except StoreError as error:
            return PlanCard(identity, name, changed, problem=error.user_message)
        late = sum(item.overdue(changed.now().date()) for item in plan.items)
        return PlanCard(identity, name, changed, len(plan.open_items), late, len(plan.closed_items))

    def shown(self, identity: str) -> Shown:
        """A plan as it is now.

        Raises:
            StoreError: it cannot be read, or is not there.
        """
        version = open_plan(self.store, self.browser, identity)
        what = self._what(identity)
        number = to_undo(what)
        return Shown(version, self.living, datetime.now().date(), what[number] if number else "")

    def make(self, name: str, items: Sequence[ActionItem] = (), what: str = "Begun", report: str = "") -> Version:
        """Begin a plan.

        Raises:
            StoreError: it could not be kept.
        """
        called = " ".join(name.split())[:NAME_CHARS] or f"Action plan, {long_day(datetime.now().date())}"
        return new_plan(self.store, self.browser, ActionPlan(new_id(), called, report=report).with_new(items), what)

    def change(self, identity: str, change: Callable[[ActionPlan], ActionPlan], what: str) -> Version:
        """Change a plan as it is now.

        Raises:
            StoreError: it could not be kept; whatever ``change`` raises comes through.
        """
        return change_plan(self.store, self.browser, identity, change, what)

    def delete(self, identity: str) -> None:
        """Delete a plan with all its versions.

        Raises:
            StoreError: it could not be deleted.
        """
        delete_plan(self.store, self.browser, identity)

    def keep_here(self, identity: str) -> Version:
        """Keep a plan on this computer that lived in this window only.

        Raises:
            StoreError: it could not be kept.
        """
        stray = self.shared.windows.store(self.window)
        version = open_plan(stray, self.browser, identity)
        kept = new_plan(self.store, self.browser, version.plan, "Kept on this computer")
        delete_plan(stray, self.browser, identity)
        return kept

    def save_item(self, identity: str, reference: str, base: int, given: Mapping[str, object]) -> Version:
        """Change what was changed of one item since version ``base``, or add a new one (without a reference).

        Raises:
            ClashError: another window changed the same to something else.
            EditError: a value cannot be read, or the item is not there any more.
            StoreError: it could not be kept.
        """
        if not reference:
            item = edited(ActionItem(), given)
            version = self.change(identity, lambda now: now.with_new([item]), "An action of our own added")
            return version
        then = self._at(identity, base).item(reference)
        if then is None:
            raise EditError(says("plan", "gone", reference=reference))
        mine = edited(then, given)

        def merged(now: ActionPlan) -> ActionPlan:
            theirs = now.item(reference)
            if theirs is None:
                raise EditError(says("plan", "gone", reference=reference))
            return now.with_changed(merge_item(then, mine, theirs))

        return self.change(identity, merged, _what_changed(then, mine))

    def save_details(self, identity: str, base: int, given: Mapping[str, object]) -> Version:
        """Change what a plan says of itself.

        Raises:
            ClashError: another window changed the same to something else.
            EditError: a value cannot be read.
            StoreError: it could not be kept.
        """
        then = self._at(identity, base)
        return self.change(identity, lambda now: with_details(then, now, given), "Details of the plan changed")

    def checked(self, identity: str, reference: str) -> Version:
        """Somebody has checked the wording that was drafted of an item.

        Raises:
            EditError: the item is not there any more.
            StoreError: it could not be kept.
        """

        def confirmed(now: ActionPlan) -> ActionPlan:
            item = now.item(reference)
            if item is None:
                raise EditError(says("plan", "gone", reference=reference))
            tasks = tuple(replace(task, drafted=False) for task in item.tasks)
            return now.with_changed(replace(item, drafted=(), tasks=tasks))

        return self.change(identity, confirmed, f"{reference}: drafted wording checked")

    def undo(self, identity: str, number: int) -> Version:
        """Take back the last change, if the plan is still as the window shows it.

        Raises:
            EditError: another window changed it meanwhile, or there is nothing to take back.
            StoreError: it could not be kept.
        """
        what = self._what(identity)
        target = to_undo(what)
        if max(what) != number:
            raise EditError("The plan was changed in another window meanwhile. Nothing was undone; look at it first.")
        if target is None:
            raise EditError("There is nothing to undo.")
        return self.restore(identity, target - 1, undone(target, what[target]))

    def restore(self, identity: str, number: int, what: str = "") -> Version:
        """Make an earlier version the latest.

        Raises:
            StoreError: it could not be kept.
        """
        then = self._at(identity, number)
        return self.change(identity, lambda now: restored(now, then), what or f"Went back to version {number}")

    def _what(self, identity: str) -> dict[int, str]:
        return {line.number: line.what for line in list_versions(self.store, self.browser, identity)}

    def _at(self, identity: str, number: int) -> ActionPlan:
        return open_version(self.store, self.browser, identity, number).plan


def _what_changed(then: ActionItem, mine: ActionItem) -> str:
    names = [name for name in changed_fields(then, mine) if name != "status"]
    if then.status is not mine.status:
        return f"{then.reference} {'closed' if mine.status is Status.CLOSED else 'opened again'}"
    return said_of(then.reference, names) if names else f"{then.reference}: nothing changed"
