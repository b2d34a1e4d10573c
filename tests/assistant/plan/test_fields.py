from dataclasses import fields
from datetime import date

import pytest

from assistant.plan.fields import MAIN, as_text, field_groups, field_named, item_fields
from assistant.plan.items import ActionItem, Considered, CrossReference, Milestone, Source, SourceKind, Task

NOT_SHOWN = {"drafted", "quotes"}  # shown beside the fields, not as fields


def test_every_field_of_an_item_has_a_name_for_people_once():
    names = [field.name for field in item_fields()]
    assert sorted(names) == sorted({f.name for f in fields(ActionItem)} - NOT_SHOWN)


def test_every_field_is_in_a_group_and_the_main_group_has_eight():
    groups = field_groups()
    assert sum(len(group.fields) for group in groups) == len(item_fields())
    assert groups[0].id == MAIN
    assert len(groups[0].fields) == 8


def test_what_only_the_manager_knows_is_blank_in_a_new_item():
    new = ActionItem()
    for field in item_fields():
        if field.yours:
            assert as_text(getattr(new, field.name)) == "", field.name


def test_names_and_internal_notes_are_not_shared():
    for name in ("lead", "others", "not_yet", "notes", "source", "root_cause", "lessons", "closing_evidence"):
        assert not field_named(name).share


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (date(2026, 3, 2), "02/03/2026"),
        (("12", "17(3)"), "12, 17(3)"),
        (Task("Check", who="Sam", due=date(2026, 3, 2), done=True), "✓ Check (Sam; by 02/03/2026)"),
        ((Task("One"), Task("Two")), "One\nTwo"),
        (Milestone("Half way"), "Half way"),
        (Considered("Yes", "Sam", date(2026, 3, 2)), "Yes; Sam; 02/03/2026"),
        (CrossReference("f", "draft", "S4", "Safe"), "S4 (Safe; draft)"),
        (Source(SourceKind.INSPECTION, "words", "Report", "Safe", 3), "inspection finding, Report, Safe, page 3"),
    ],
)
def test_values_read_as_people_write_them(value, text):
    assert as_text(value) == text
