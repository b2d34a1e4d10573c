"""Packs as they are built from the real material."""

import re
from dataclasses import replace
from itertools import product

import pytest

from assistant.workshop.build import build_pack, seed_of
from assistant.workshop.material import open_material
from assistant.workshop.minutes import MinutesError
from assistant.workshop.pack import (
    Audience,
    Cards,
    Changes,
    Declined,
    Diagram,
    Form,
    Lines,
    PaperKind,
    PartKind,
    Purpose,
    Request,
)

PRACTICE = Request("safeguarding practice", 90, Audience.CARE_WORKERS, 12, Purpose.PRACTICE)
OWN_WORDS = {PartKind.WELCOME, PartKind.BREAK, PartKind.CLOSE}


@pytest.fixture(scope="module")
def build(assistant):
    """Build a pack; each is built once and remembered."""
    known = {}

    def built(request, changes=Changes()):  # noqa: B008
        key = (request, repr(changes))
        if key not in known:
            known[key] = build_pack(assistant, request, changes)
        return known[key]

    return built


def papers(pack):
    """The papers of a pack by kind."""
    return {paper.kind: paper for paper in [*(p for part in pack.parts for p in part.papers), *pack.papers]}


def lines(value):
    """Every line of a paper or of a pack."""
    if hasattr(value, "parts"):
        for part in value.parts:
            for slide in part.slides:
                yield from (*slide.lines, *slide.notes)
        for paper in papers(value).values():
            yield from lines(paper)
        return
    for block in value.blocks:
        match block:
            case Lines():
                yield from block.lines
            case Cards():
                yield from (card.line for card in block.cards)
            case Form():
                yield from (line for row in block.rows for line in row)


def ids(pack):
    return [part.id for part in pack.parts]


@pytest.mark.parametrize(
    ("audience", "purpose", "minutes"),
    [*product(Audience, Purpose, (30, 60, 90, 180)), *product(Audience, [Purpose.PRACTICE], (20, 47, 137, 240))],
)
def test_minutes_add_up_for_everybody_and_every_length(build, audience, purpose, minutes):
    pack = build(Request("S1", minutes, audience, 12, purpose))
    assert pack.minutes == minutes
    for part in pack.parts:
        assert sum(slide.minutes for slide in part.slides) == part.minutes
        assert min(slide.minutes for slide in part.slides) >= 0
        assert part.minutes >= (2 if part.kind is PartKind.WELCOME else 3)
    assert (PartKind.BREAK in [part.kind for part in pack.parts]) == (minutes >= 120)
    assert all(slide.notes for part in pack.parts for slide in part.slides)


def test_every_topic_gives_a_pack_whose_quotes_are_the_documents(assistant, build):
    for topic in open_material(assistant.index):
        pack = build(Request(topic.title, 180, Audience.SENIORS))
        assert pack.topics[0] == topic.id
        cited = {citation.number: citation for citation in pack.citations}
        assert list(cited) == list(range(1, len(cited) + 1))
        used = {line.citation for line in lines(pack)} - {0}
        assert used == set(cited), topic.id
        for line in lines(pack):
            if line.citation:
                citation = cited[line.citation]
                text = assistant.index.documents[citation.document_id].text
                there = " ".join(" ".join(text[s.start : s.end] for s in citation.spans).split())
                assert line.text == citation.quote == there
            else:
                assert "{" not in line.text


def test_care_workers_get_situations_and_no_level_cards(build):
    for purpose in Purpose:
        kinds = [part.kind for part in build(Request("medicines", 60, purpose=purpose)).parts]
        assert PartKind.SCENARIOS in kinds
        assert PartKind.LEVEL_CARDS not in kinds


def test_trustees_get_questions_and_no_task_for_care_workers(build):
    for purpose in Purpose:
        pack = build(Request("medicines", 60, Audience.TRUSTEES, 6, purpose))
        kinds = [part.kind for part in pack.parts]
        assert PartKind.ASK_OURSELVES in kinds
        assert PartKind.SCENARIOS not in kinds
        assert "fill in a medicine record fully and accurately" not in {line.text for line in lines(pack)}


def test_managers_sort_the_cards_of_one_kloe(build):
    pack = build(Request("S4", 90, Audience.MANAGERS, 10, Purpose.INSPECTION))
    held = papers(pack)
    cards = held[PaperKind.LEVEL_CARDS].blocks[0].cards
    cited = {citation.number: citation for citation in pack.citations}
    key = {row[0].text: (row[1].text, row[2]) for row in held[PaperKind.LEVEL_ANSWERS].blocks[1].rows}
    assert [card.mark for card in cards] == sorted(key) == [chr(65 + n) for n in range(len(cards))]
    for card in cards:
        level, quote = key[card.mark]
        assert quote == card.line
        assert (cited[quote.citation].code, cited[quote.citation].level) == ("S4", level)
    assert len({level for level, _ in key.values()}) == 4
    assert [key[card.mark][0] for card in cards] != sorted(key[card.mark][0] for card in cards)


def test_cards_are_shuffled_in_the_same_way_each_time(assistant, build):
    request = Request("S4", 90, Audience.MANAGERS, 10)
    again = build_pack(assistant, request)
    assert again == build(request)
    assert again.seed == seed_of(request) != seed_of(replace(request, people=11))
    assert seed_of(replace(request, topic="  s4 ")) == again.seed


def test_no_two_cards_of_different_levels_are_nearly_the_same(assistant):
    for topic in open_material(assistant.index):
        words = {
            (level, number): set(re.findall(r"\w+", assistant.index.slice(topic.framework.document, s.spans).lower()))
            for level, sources in topic.cards.items()
            for number, s in enumerate(sources)
        }
        for (one, left), (other, right) in product(words.items(), repeat=2):
            if one[0] < other[0]:
                assert len(left & right) / len(left | right) < 0.6, (topic.id, one, other)


def test_a_card_does_not_repeat_a_message_whose_level_has_been_told(build):
    for code in ("S1", "W2", "S4"):
        held = papers(build(Request(code, 90, Audience.TRUSTEES, 6)))
        told = {line for block in held[PaperKind.MESSAGES].blocks for line in block.lines if line.citation}
        cards = {card.line for card in held[PaperKind.LEVEL_CARDS].blocks[0].cards}
        assert not told & cards


def test_quiz_key_names_one_option_of_each_question_and_quotes(build):
    held = papers(build(Request("S1", 180, Audience.SENIORS)))
    asked = {b.heading: b for b in held[PaperKind.QUIZ].blocks if isinstance(b, Lines) and b.heading}
    key = [b for b in held[PaperKind.QUIZ_ANSWERS].blocks if b.heading]
    assert [b.heading for b in key] == list(asked)
    assert len(key) >= 4
    options = {line.text for b in held[PaperKind.QUIZ].blocks for line in b.lines}
    for block in key:
        assert block.lines[0].text.removeprefix("Right: ") in options
        assert block.lines[-1].citation


def test_the_place_of_a_quote_is_not_told_on_the_slide_that_asks_for_it(build):
    pack = build(Request("S1", 180, Audience.SENIORS))
    (quiz,) = (part for part in pack.parts if part.kind is PartKind.QUIZ)
    assert not any(slide.places for slide in quiz.slides)


def test_outcomes_and_answers_are_held_back(build):
    held = papers(build(PRACTICE))
    back = {kind for kind, paper in held.items() if paper.held_back}
    assert back == {
        PaperKind.CASE_OUTCOME,
        PaperKind.SCENARIO_ANSWERS,
        PaperKind.QUIZ_ANSWERS,
        PaperKind.RUNNING_ORDER,
        PaperKind.FACILITATOR,
    }
    outcome = {line.text for line in lines(held[PaperKind.CASE_OUTCOME]) if line.citation}
    assert outcome
    assert not outcome & {line.text for line in lines(held[PaperKind.CASE])}


def test_every_pack_says_what_to_do_when_somebody_tells_of_harm(build):
    for topic in ("S1", "W4", "recruitment"):
        notes = [line.text for line in lines(papers(build(Request(topic, 30)))[PaperKind.FACILITATOR])]
        assert any("Do not promise to keep it secret" in text for text in notes)
        assert any("don't investigate anything until you've spoken to them" in text for text in notes)


def test_a_situation_that_may_upset_has_the_safeguarding_steps_in_its_notes(build):
    (part,) = (part for part in build(PRACTICE).parts if part.kind is PartKind.SCENARIOS)
    careful = [s for s in part.slides if any(line.text.startswith("Take care:") for line in s.notes)]
    assert careful
    for slide in careful:
        assert any("don't investigate" in line.text and line.citation for line in slide.notes)


def test_after_an_incident_nobody_is_blamed_and_nothing_is_looked_into(build):
    pack = build(Request("S4", 90, Audience.SENIORS, 8, Purpose.INCIDENT))
    assert {"case", "activity", "actions"} <= set(ids(pack))
    said = [line.text for line in lines(pack)]
    assert any("not here to find out who did what" in text for text in said)
    (activity,) = (part for part in pack.parts if part.kind is PartKind.ACTIVITY)
    assert isinstance(activity.papers[0].blocks[-1], Diagram)
    assert any("don't investigate" in line.text for line in activity.slides[0].notes)


def test_nothing_local_is_filled_in(build):
    form = papers(build(PRACTICE))[PaperKind.LOCAL].blocks[1]
    assert {row[0].text for row in form.rows} >= {"Safeguarding team of the council", "On-call manager"}
    assert all(not cell.text for row in form.rows for cell in row[1:])


def test_the_action_sheet_has_the_names_of_the_plans_fields(build):
    form = papers(build(PRACTICE))[PaperKind.ACTIONS].blocks[1]
    assert form.columns == ("Finding", "Action", "Lead", "Due", "Evidence", "How we will know it worked")


def test_the_running_order_tells_when_what_begins_and_how_much_to_print(build):
    order = papers(build(PRACTICE))[PaperKind.RUNNING_ORDER]
    rows = order.blocks[0].rows
    assert rows[0][0].text.startswith("0 to ")
    assert rows[-1][0].text.endswith(" to 90")
    ends = [row[0].text.split(" to ") for row in rows]
    assert [end for _, end in ends[:-1]] == [start for start, _ in ends[1:]]
    said = [line.text for line in lines(order)]
    assert "Scenario cards: 3 sets, one for each group" in said
    assert "Case study: 12, one for each person" in said


def test_sources_tell_document_date_framework_and_version(build):
    pack = build(PRACTICE)
    paper = papers(pack)[PaperKind.SOURCES]
    headings = " ".join(block.heading for block in paper.blocks)
    assert "Skills for Care, “Guide to improvement” (2019)" in headings
    assert "CQC Annex A2, consultation draft of the 2017 framework" in headings
    numbers = [int(n) for line in lines(paper) for n in re.findall(r"^\[(\d+)\]", line.text)]
    assert sorted(numbers) == [citation.number for citation in pack.citations]
    assert any("Check on CQC's website which framework" in notice for notice in pack.notices)


def test_a_thin_topic_says_so_and_names_what_is_nearest(build):
    pack = build(Request("infection control", 60))
    assert "Skills for Care's guide has no section on infection control" in pack.remark
    assert "Nearest topics with fuller material: " in pack.remark
    assert pack.remark in {line.text for line in lines(papers(pack)[PaperKind.FACILITATOR])}


def test_words_that_the_documents_never_use_are_named(build):
    assert "“parkinson”" in build(Request("medicines in Parkinson's", 60)).remark


def test_what_is_not_covered_is_declined_with_the_nearest(build):
    declined = build(Request("hand washing", 60))
    assert isinstance(declined, Declined)
    assert declined.nearest == ("Preventing and controlling infection",)


def test_a_whole_key_question_is_an_overview_of_its_topics(build):
    pack = build(Request("Safe", 180, Audience.SENIORS, 20))
    assert pack.title == "Safe: an overview"
    assert len(pack.topics) > 4
    cited = {citation.number: citation for citation in pack.citations}
    messages = next(part for part in pack.parts if part.kind is PartKind.MESSAGES)
    places = {cited[line.citation].heading[:2] for slide in messages.slides for line in slide.lines if line.citation}
    assert len(places) >= 3


def test_a_case_study_that_is_named_gets_more_time(build):
    def minutes(topic):
        pack = build(Request(topic, 60, Audience.CARE_WORKERS, 8))
        return next(part.minutes for part in pack.parts if part.kind is PartKind.CASE)

    assert minutes("the case study on medicines") > minutes("medicines")


def test_a_big_room_gets_more_sets_and_fewer_situations(build):
    few, many = (build(replace(PRACTICE, people=people)) for people in (4, 40))
    count = [len(papers(pack)[PaperKind.SCENARIOS].blocks[0].cards) for pack in (few, many)]
    assert count[0] >= count[1]
    said = [line.text for line in lines(papers(many)[PaperKind.RUNNING_ORDER])]
    assert "Scenario cards: 10 sets, one for each group" in said


def test_one_person_has_no_groups(build):
    said = " ".join(line.text for line in lines(build(replace(PRACTICE, people=1))))
    assert "1 groups" not in said
    assert "for one person" in said


def test_parts_can_be_dropped_and_taken_in(build):
    pack = build(PRACTICE, Changes(dropped=("quiz", "welcome"), added=("questions",)))
    assert "quiz" not in ids(pack)
    assert {"questions", "welcome"} <= set(ids(pack))
    assert pack.minutes == 90
    assert "quiz" in {spare.id for spare in pack.spare}
    assert "questions" not in {spare.id for spare in pack.spare}


def test_parts_can_be_put_in_another_order(build):
    pack = build(PRACTICE, Changes(order=("scenarios", "case")))
    assert ids(pack).index("scenarios") < ids(pack).index("case")
    assert set(ids(pack)) == set(ids(build(PRACTICE)))


def test_another_case_study_can_be_told(build):
    pack = build(PRACTICE, Changes(case="S4"))
    assert pack.cases[0][0] == "S4"
    assert papers(pack)[PaperKind.CASE].title.startswith("Halstead Hall")
    assert pack.title == build(PRACTICE).title


def test_a_topic_without_a_case_study_can_take_that_of_another(build):
    request = Request("S5", 90)
    assert "case" not in ids(build(request))
    pack = build(request, Changes(added=("case",), case="S1"))
    assert pack.cases[0][0] == "S1"
    assert "case" in ids(pack)


def test_minutes_of_one_part_can_be_set_and_the_others_share_the_rest(build):
    pack = build(PRACTICE, Changes(minutes={"case": 25}))
    assert next(part.minutes for part in pack.parts if part.id == "case") == 25
    assert pack.minutes == 90


def test_minutes_that_do_not_fit_are_refused_in_plain_english(assistant):
    with pytest.raises(MinutesError, match="The minutes that you set come to 88"):
        build_pack(assistant, PRACTICE, Changes(minutes={"case": 44, "quiz": 44}))


def test_changes_that_name_nothing_have_no_effect(build):
    changed = build(PRACTICE, Changes(dropped=("x",), added=("y",), order=("z",), case="none", minutes={"w": 4}))
    assert changed == build(PRACTICE)


def test_without_material_it_is_declined(small_assistant):
    assert isinstance(build_pack(small_assistant, PRACTICE), Declined)


def test_a_short_quiz_asks_for_what_is_on_no_level_card(build):
    pack = build(Request("safeguarding", 60, Audience.SENIORS, 8, Purpose.AWARENESS))
    both = papers(pack)
    on_cards = {card.line.citation for block in both[PaperKind.LEVEL_CARDS].blocks for card in block.cards}
    asked = [line.citation for line in lines(both[PaperKind.QUIZ_ANSWERS]) if line.citation]
    assert asked
    assert not set(asked) & on_cards
