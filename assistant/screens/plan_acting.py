"""What people do on the screen "Action plan", by the names of its buttons and forms."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.plan.changes import ClashError
from assistant.plan.editing import EditError
from assistant.plan.items import ActionPlan, Version
from assistant.screens.errands import reply
from assistant.screens.given import Given
from assistant.screens.plan_clash import details_clash, item_clash
from assistant.screens.plan_drafting import Drafts
from assistant.screens.plan_keeping import NAME_CHARS, Plans
from assistant.screens.plan_parts import says
from assistant.screens.plan_reply import row_reply
from assistant.screens.uploads import file_of
from assistant.store.plans import open_plan


@dataclass(frozen=True)
class Done:
    """What came of it: a reply to the script, something to save or say, a dialog."""

    told: str = ""
    errand: str = ""
    dialog: str = ""


@dataclass(frozen=True)
class Acts:
    """The acts of one window."""

    plans: Plans

    def do(self, given: Given) -> Done:
        """Do what was asked for; what is not known does nothing.

        Raises:
            AskKloeError: it could not be done, and nothing was changed.
        """
        known: dict[str, Callable[[Given], Done]] = {
            "new-plan": self._new_plan,
            "rename": self._rename,
            "delete-plan": self._delete_plan,
            "keep-plan": self._keep_plan,
            "save-item": self._save_item,
            "save-details": self._save_details,
            "checked": self._checked,
            "delete-item": self._delete_item,
            "undo": self._undo,
            "restore": self._restore,
            "draft-text": self._draft_text,
            "add-drafts": self._add_drafts,
            "drop-drafts": self._drop_drafts,
            "apply-file": self._apply_file,
        }
        what = given.line("do")
        if what in known:
            return known[what](given)
        return self._save(given, what)

    # -- plans ------------------------------------------------------------------------------------

    def _new_plan(self, given: Given) -> Done:
        version = self.plans.make(given.line("name"))
        return _go(version.plan.id, f"“{version.plan.name}” is made.")

    def _rename(self, given: Given) -> Done:
        name = " ".join(given.line("name").split())[:NAME_CHARS]
        if not name:
            raise EditError("A plan needs a name. Nothing was changed.")
        self.plans.change(given.line("plan"), lambda plan: replace(plan, name=name), f"Renamed to “{name}”")
        return Done(reply(go="", said="Renamed."))

    def _delete_plan(self, given: Given) -> Done:
        self.plans.delete(given.line("plan"))
        return Done(reply(go="", said="The plan and its versions have been deleted."))

    def _keep_plan(self, given: Given) -> Done:
        self.plans.keep_here(given.line("plan"))
        return Done(reply(go="", said="The plan is kept on this computer now."))

    # -- items ------------------------------------------------------------------------------------

    def _save_item(self, given: Given) -> Done:
        identity, reference, base = given.line("plan"), given.line("reference"), given.number("version")
        try:
            version = self.plans.save_item(identity, reference, base, given.fields())
        except ClashError as clash:
            return Done(reply(done="clash"), dialog=item_clash(self.plans, clash, identity, reference, given.fields()))
        if given.line("quick"):
            return Done(row_reply(self.plans.shown(identity), reference, f"{reference} saved."))
        item = version.plan.item(reference) if reference else version.plan.items[-1]
        name = item.reference if item else ""
        return Done(reply(saved=True, go=f"{identity}/{name}", said=f"{name} saved, version {version.number}."))

    def _save_details(self, given: Given) -> Done:
        identity = given.line("plan")
        try:
            version = self.plans.save_details(identity, given.number("version"), given.fields())
        except ClashError as clash:
            return Done(reply(done="clash"), dialog=details_clash(self.plans, clash, identity, given.fields()))
        return Done(reply(saved=True, go=f"{identity}/details", said=f"Saved, version {version.number}."))

    def _checked(self, given: Given) -> Done:
        identity, reference = given.line("plan"), given.line("reference")
        self.plans.checked(identity, reference)
        return _go(f"{identity}/{reference}", "Noted: the wording has been checked.")

    def _delete_item(self, given: Given) -> Done:
        identity, reference = given.line("plan"), given.line("reference")
        self.plans.change(identity, lambda plan: plan.without(reference), f"{reference} deleted")
        return _go(identity, f"{reference} is deleted. “Undo the last change” brings it back.")

    # -- versions ---------------------------------------------------------------------------------

    def _undo(self, given: Given) -> Done:
        version = self.plans.undo(given.line("plan"), given.number("version"))
        return Done(reply(go=given.line("address") or version.plan.id, said=f"{version.what}."))

    def _restore(self, given: Given) -> Done:
        version = self.plans.restore(given.line("plan"), given.number("number"))
        return _go(version.plan.id, f"{version.what}; that is version {version.number}.")

    # -- drafts -----------------------------------------------------------------------------------

    def _draft_text(self, given: Given) -> Done:
        draft = Drafts(self.plans).from_text(given.text("text"), given.line("kind"))
        count = len(draft.drafted)
        said = f"{count} draft{'' if count == 1 else 's'} to look at." if count else " ".join(draft.remarks)
        return Done(reply(go=given.line("address"), said=said, drafted=count))

    def _add_drafts(self, given: Given) -> Done:
        version, said = Drafts(self.plans).add(given.line("chosen"), given.line("name"), given.rows("drafts"))
        return _go(version.plan.id, said)

    def _drop_drafts(self, given: Given) -> Done:
        drafts = Drafts(self.plans)
        drafts.hold(type(drafts.draft)())
        return Done(reply(go=given.line("address"), said="The drafts are taken away."))

    # -- files ------------------------------------------------------------------------------------

    def _save(self, given: Given, kind: str) -> Done:
        from assistant.screens.plan_saving import KINDS, saved_plan  # Word's and Excel's libraries take long

        if kind not in KINDS:
            return Done()
        errand = saved_plan(self.plans, given.line("plan"), kind, datetime.now().date())
        return Done(reply(done="file"), errand)

    def _apply_file(self, given: Given) -> Done:
        from assistant.export.plan_import import read_back

        identity, base = given.line("plan"), given.number("version")
        file = file_of(given.event)
        chosen = [(str(row.get("reference", "")), str(row.get("key", ""))) for row in given.rows("chosen")]
        before = open_plan(self.plans.store, self.plans.browser, identity)

        def from_file(plan: ActionPlan) -> ActionPlan:
            if plan != before.plan or before.number != base:
                raise EditError(says("files", "moved"))
            return read_back(file.content, plan, chosen).plan

        version: Version = self.plans.change(identity, from_file, f"Loaded back from “{file.name}”")
        return _go(identity, f"The plan is as the file says now: version {version.number}.")


def _go(address: str, said: str) -> Done:
    return Done(reply(go=address, said=said))
