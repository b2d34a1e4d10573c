"""What is asked when two windows changed the same: both values, to choose from."""

from collections.abc import Mapping

from assistant.plan.changes import ClashError
from assistant.plan.editing import DETAILS, details_of, edited, with_details
from assistant.plan.fields import field_named
from assistant.plan.items import ActionItem
from assistant.screens.plan_keeping import Plans
from assistant.screens.plan_versions import clash_html
from assistant.store.plans import open_plan


def item_clash(plans: Plans, clash: ClashError, identity: str, reference: str, given: Mapping[str, object]) -> str:
    """The dialog for an item.

    Raises:
        StoreError: the plan cannot be read.
    """
    now = open_plan(plans.store, plans.browser, identity)
    theirs = now.plan.item(reference) or ActionItem()
    mine = edited(theirs, {name: given[name] for name in clash.names if name in given})
    values = [(n, field_named(n).label, getattr(mine, n), getattr(theirs, n)) for n in clash.names]
    return clash_html(clash, now.number, values)


def details_clash(plans: Plans, clash: ClashError, identity: str, given: Mapping[str, object]) -> str:
    """The dialog for what a plan says of itself.

    Raises:
        StoreError: the plan cannot be read.
    """
    now = open_plan(plans.store, plans.browser, identity)
    mine = details_of(with_details(now.plan, now.plan, {n: given[n] for n in clash.names if n in given}))
    theirs = details_of(now.plan)
    return clash_html(clash, now.number, [(n, DETAILS[n], mine[n], theirs[n]) for n in clash.names])
