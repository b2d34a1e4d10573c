"""The plan for people who use the service and their families: what it says, and whom it never names."""

import io
import random
import zipfile
from dataclasses import fields, replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.export.plan_names import Names
from assistant.export.plan_shared import names_to_check, names_warning, shared_plan_name, shared_plan_word
from assistant.plan.fields import FOR_YOU, item_fields
from assistant.plan.items import (
    ActionItem,
    ActionPlan,
    Considered,
    CrossReference,
    Milestone,
    Quoted,
    QuoteRole,
    Source,
    SourceKind,
    Status,
    Task,
    WrittenRequest,
)
from assistant.types import Citation
from corpus.types import Span

DAY = date(2026, 11, 22)
FIRST = ["Aaliyah", "Bartholomew", "Chiamaka", "Dilys", "Eoghan", "Farrukh", "Gwendoline", "Hyacinth", "Ngozi", "Zofia"]
LAST = [
    "Abernathy",
    "Bhattacharya",
    "Cwmbran",
    "Dlamini",
    "Eccleston",
    "Featherstonehaugh",
    "Gruffydd",
    "O’Shaughnessy",
]
SHARED = {field.name for field in item_fields() if field.share}


def planned(*items, **values):
    return replace(ActionPlan("p", "Autumn plan"), **values).with_new(items)


def about(key_question):
    return (CrossReference("annex-a2", "consultation draft", "S4", key_question),)


def words_of(plan):
    """All that is in the file, its properties too, as one text."""
    with zipfile.ZipFile(io.BytesIO(shared_plan_word(plan, DAY))) as file:
        return "\n".join(file.read(name).decode("utf-8", "ignore") for name in sorted(file.namelist()))


def lines(plan):
    return [p.text for p in Document(io.BytesIO(shared_plan_word(plan, DAY))).paragraphs]


def full_of(name):
    """An action with a person's name in every field that can hold one, except those that everybody may read."""
    values = {}
    for field in fields(ActionItem):
        if field.name in SHARED | {"reference"}:
            continue
        if field.type is str:
            values[field.name] = f"Ask {name} about it"
        elif field.type is Considered:
            values[field.name] = Considered(f"Yes, for {name}", name, DAY)
    quote = Citation(1, "p1", "d", f"{name}’s", "f", "tip", (name,), name, name, (Span(0, 3),), name)
    return ActionItem(
        **values
        | {"lead": name, "others": f"{name} and the night staff", "quality_statement": name}
        | {"action": "Better breakfasts", "impact": "Mornings are calm."},
        source=Source(SourceKind.COMPLAINT, f"{name} waited an hour.", f"Letter of {name}", name),
        tasks=(Task(f"Speak to {name}", who=name, outcome=name, report_back=name),),
        milestones=(Milestone(f"{name} is trained"),),
        quotes=(Quoted(QuoteRole.EXAMPLE, quote),),
        drafted=("objective",),
    )


@pytest.mark.parametrize("seed", range(25))
def test_no_name_of_anybody_stands_in_the_shared_version(seed):
    chance = random.Random(seed)
    people = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(3)]
    plan = planned(
        *(replace(full_of(person), status=chance.choice(list(Status))) for person in people),
        name=f"After {people[0]}’s complaint", scope=people[1], manager=people[2],
        request=WrittenRequest(DAY, f"Tell us about {people[0]}", DAY, (people[1],)),
    )  # fmt: skip
    text = words_of(plan)
    assert "Better breakfasts" in text
    for part in " ".join(people).split():
        assert part not in text


@pytest.mark.parametrize("seed", range(25))
def test_names_that_the_plan_knows_are_taken_out_of_what_was_typed(seed):
    chance = random.Random(seed)
    lead, other, resident = (f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(3))
    title = chance.choice(["Mr", "Mrs", "Ms", "Miss", "Dr"])
    item = ActionItem(
        lead=f"{lead} (deputy manager)", others=f"{other}, night staff", notes=f"Rang {title} {resident}.",
        action=f"{lead.split()[0]} will ask {title} {resident} and {resident.split()[-1]}’s family about meals",
        impact=f"{other} says that breakfast is calm. So does {lead.split()[-1]}.",
    )  # fmt: skip
    text = words_of(planned(item))
    assert "will ask [name left out] and [name left out] family about meals" in text
    for part in f"{lead} {other} {resident}".split():
        assert part not in text


WHO = "Ngozi O’Brien-Hall"
KNOWN = [
    planned(manager=WHO),
    planned(ActionItem(lead=WHO)),
    planned(ActionItem(lead=WHO.lower())),
    planned(ActionItem(others=f"night staff, {WHO} & the cook")),
    planned(ActionItem(tasks=(Task("Check", who=WHO),))),
    planned(ActionItem(candour=Considered(by=WHO))),
    planned(ActionItem(tasks=(Task(f"Ring Ms {WHO}"),))),
    planned(ActionItem(source=Source(words=f"We met Miss {WHO}."))),
    planned(ActionItem(notes=f"Dr {WHO} rang")),
]


@pytest.mark.parametrize("plan", KNOWN)
@pytest.mark.parametrize("field", ["action", "impact", "objective"])
def test_a_name_that_stands_anywhere_in_the_plan_is_taken_out_of_every_field_that_is_shared(plan, field):
    typed = "Thank Ngozi for it. Ngozi  O'Brien-Hall’s round is calm."
    text = "\n".join(lines(plan.with_new([replace(ActionItem(action="Meals"), **{field: typed})])))
    assert "Thank [name left out] for it. [name left out] round is calm." in text


def test_only_fields_that_may_be_shared_are_shown():
    secret = {f.name: f"Secret {f.name}." for f in item_fields() if f.kind in {"text", "long"} and f.name not in SHARED}
    plan = planned(ActionItem(**secret | {"regulations": ("Secret",)}, action="Calmer meals", drafted=("objective",)))
    assert "Secret" not in words_of(plan)
    assert "What we will do: Calmer meals" in lines(plan)


def test_the_objective_is_shared_only_in_the_managers_own_words_and_without_gaps():
    item = ActionItem(action="Meals", objective="Everybody chooses breakfast.")
    assert "What we are improving: Everybody chooses breakfast." in lines(planned(item))
    for kept in (replace(item, drafted=("objective",)), replace(item, objective="By __, all choose.")):
        assert not [line for line in lines(planned(kept)) if line.startswith("What we are improving")]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "We have not finished this yet."),
        ({"due": date(2026, 12, 1)}, "We have not finished this yet."),
        ({"due": date(2026, 11, 1)}, "We have not finished this yet. It is taking longer than we planned."),
        ({"done": date(2026, 11, 2)}, "We did this on 2 November 2026."),
        (
            {"done": date(2026, 11, 2), "holding": date(2026, 11, 20)},
            "We did this on 2 November 2026. We checked on 20 November 2026 that it is working.",
        ),
        ({"status": Status.CLOSED}, "We have finished this."),
    ],
)
def test_how_far_it_is_says_no_more_than_the_plan_does(values, said):
    assert f"How far we are: {said}" in lines(planned(ActionItem(action="Meals", **values)))


def test_what_we_work_on_stands_apart_from_what_we_have_finished():
    told = lines(
        planned(
            ActionItem(action="Meals", kloes=about("Caring"), due=date(2026, 12, 1)),
            ActionItem(action="Rotas", kloes=about("Caring")),
            ActionItem(action="Lifts", status=Status.CLOSED, impact="People go out again."),
            service="Quill House",
        )
    )
    assert told[0] == "How we are making Quill House better"
    order = ["What we are working on", "Treating people with kindness and respect", "What we will do: Meals",
             "By when: 1 December 2026", "What we will do: Rotas", "What we have finished", "Making our service better",
             "What we did: Lifts", "What has changed for people: People go out again."]  # fmt: skip
    assert [line for line in told if line in order] == order


def test_blanks_are_left_out_and_there_is_room_to_answer():
    told = lines(planned(ActionItem(action="Meals"), ActionItem(lead="R. Manager")))
    assert FOR_YOU not in " ".join(told).lower()
    assert not [line for line in told if line.startswith(("By when", "What has changed"))]
    assert len([line for line in told if line.startswith("What we will do")]) == 1
    assert "Have a question?" in told
    assert "Tell us what you think" in told
    assert sum("____" in line for line in told) >= 6


def test_it_is_in_large_print_and_without_codes_or_daggers():
    plan = planned(ActionItem(action="Meals", kloes=about("Safe"), regulations=("12",), drafted=("action",)))
    document = Document(io.BytesIO(shared_plan_word(plan, DAY)))
    assert document.styles["Normal"].font.size.pt >= 14
    assert [s for s in document.element.body.iter(qn("w:sz")) if int(s.get(qn("w:val"))) < 28] == []
    text = words_of(plan)
    for code in ("S4", "annex", "†", "egulation"):
        assert code not in "\n".join(lines(plan)), code
    assert "Autumn plan" not in text
    assert shared_plan_name(DAY) == "askkloe-plan-to-share-2026-11-22.docx"


def test_an_empty_plan_makes_a_paper_too():
    assert "We will tell you here what we are working on." in lines(ActionPlan("p", ""))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Ask Mrs Smith about lunch", "Mrs Smith"),
        ("ask mrs smith about lunch", "mrs smith"),
        ("Ring Dr. J. Patel weekly", "Dr. J. Patel"),
        ("Sister Ann checks", "Sister Ann"),
        ("Review the plan with Doris weekly", "Doris"),
        ("Doris’s care plan is reviewed", "Doris"),
        ("ask jane to check", "jane"),
        ("Move the bed in room 12", "room 12"),
        ("Review resident JB weekly", "resident JB"),
        ("Talk with J.S. again", "J.S."),
    ],
)
def test_what_may_be_a_name_is_found_before_the_paper_is_saved(typed, found):
    for plan in (
        planned(ActionItem(action=typed, lead="Jane Brown")),
        planned(ActionItem(action="Meals", impact=typed, lead="Jane Brown")),
        planned(ActionItem(action="Meals", objective=typed, lead="Jane Brown")),
    ):
        assert found in names_to_check(plan)
        assert f"“{found}”" in names_warning(plan)


@pytest.mark.parametrize(
    "typed",
    [
        "Medicines records without gaps",
        "Check MAR charts every Monday until March. Tell CQC and the GP.",
        "Deputy Manager and Senior Carers check that nobody has to miss doses",
        "The district nurse visits; doctor reviews are on time. Nurse Manager to lead.",
        "I feel safe at night. Pharmacy labels are checked at practice meetings.",
    ],
)
def test_everyday_words_and_jobs_are_not_taken_for_names(typed):
    plan = planned(ActionItem(action=typed, lead="Deputy Manager", others="Senior carers, the GP practice, Pharmacy"))
    assert names_to_check(plan) == ()
    assert names_warning(plan) == "Read the paper before you share it: AskKLOE can miss a name."
    assert Names(plan).taken_out(typed) == typed


def test_a_name_in_what_is_not_shared_is_no_reason_to_warn():
    item = ActionItem(
        action="Meals", objective="Mrs Smith eats.", drafted=("objective",), notes="Mrs Smith", lead="Ann"
    )
    assert names_to_check(planned(item)) == ()
