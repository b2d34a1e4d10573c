import itertools
import re

import pytest

from assistant.intent import Shape
from assistant.picks import default_limits
from assistant.select import Selector
from assistant.types import Filters
from corpus.framework import LEVELS
from corpus.types import Kind

LIMITS = default_limits()
ABOUT_350 = LIMITS.words + 2 * LIMITS.completing_words  # a list or two may be completed
FREE = [
    "How do we improve our medication process?",
    "What makes a good registered manager?",
    "How do we prepare for an inspection?",
    "How can we learn from complaints?",
    "How do we support staff wellbeing?",
    "What does the guide say about quality assurance?",
    "How do we keep our care plans up to date?",
    "Why do services fail to improve?",
]


@pytest.fixture(scope="module")
def select(assistant):
    selector = Selector(assistant.index, LIMITS)
    known = {}

    def selected(question, filters=None):
        if (question, filters) not in known:
            understanding, scores = assistant.look(question, (), filters or Filters())
            known[question, filters] = selector.select(understanding.question, understanding.intent, scores)
        return known[question, filters]

    return selected


def numbers(group):
    return [pick.number for pick in group.picks]


def words(assistant, groups):
    return sum(len(assistant.index.passages[n].text.split()) for group in groups for n in numbers(group))


@pytest.mark.parametrize(
    "question",
    [
        "give me all the top tips for supervision",
        "list all the tips on safeguarding",
        "what are all the top tips to improve workplace culture?",
        "all the tips on recruitment and retention please",
    ],
)
def test_a_list_question_gets_the_whole_list(assistant, select, question):
    first = select(question)[0]
    assert (first.label, first.whole) == ("list", True)
    unit = next(unit for unit in assistant.index.passages[numbers(first)[0]].units if "#list:" in unit)
    assert set(assistant.index.units[unit]) <= set(numbers(first))
    assert all(not pick.sentences for pick in first.picks)


@pytest.mark.parametrize("code", ["S1", "S4", "E2", "C1", "R2", "W3"])
def test_a_kloe_is_shown_with_all_its_prompts(assistant, select, by_code, code):
    (group,) = select(f"what are the prompts of {code}?")
    assert (group.label, group.whole, group.about) == ("kloe", True, code)
    prompts = [number for other, number in by_code.items() if other.startswith(f"{code}.")]
    assert len(prompts) > 1
    assert {by_code[code], *prompts} <= set(numbers(group))


def test_a_prompt_is_shown_alone(select, by_code):
    (group,) = select("what does W3.2 ask?")
    assert group.label == "prompt"
    assert numbers(group) == [by_code["W3.2"]]


def test_two_codes_are_both_shown(select):
    assert [group.about for group in select("what are the prompts of S4 and R2?")] == ["S4", "R2"]


@pytest.mark.parametrize(("code", "level"), [("S4", "Good"), ("W2", "Inadequate"), ("R2", "Outstanding")])
def test_a_level_of_a_kloe_is_the_whole_cell(assistant, select, code, level):
    first = select(f"what does {level} look like for {code}?")[0]
    cell = next(n for unit, n in assistant.index.units.items() if unit.endswith(f"#cell:{code}:{level}"))
    assert (first.label, first.whole, first.about) == ("cell", True, f"{code}|{level}")
    assert tuple(numbers(first)) == cell


@pytest.mark.parametrize(("level", "neighbour"), [("Good", "Outstanding"), ("Outstanding", "Good")])
def test_a_whole_cell_has_the_level_above_beside_it(assistant, select, level, neighbour):
    second = select(f"what does {level} look like for R2?")[1]
    assert (second.label, second.about) == ("cell part", f"R2|{neighbour}")
    passages = [assistant.index.passages[n] for n in numbers(second)]
    assert {(p.code, p.level) for p in passages} == {("R2", neighbour)}
    assert words(assistant, [second]) <= LIMITS.neighbour_words


@pytest.mark.parametrize(
    ("question", "levels"),
    [
        ("compare good and outstanding for R2", ["Outstanding", "Good"]),
        ("how does RI differ from good for S4?", ["Good", "Requires improvement"]),
        ("what are all four levels of W2?", list(LEVELS)),
    ],
)
def test_a_comparison_shows_every_level_that_is_compared(select, question, levels):
    groups = [group for group in select(question) if group.label.startswith("cell")]
    assert [group.about.split("|")[1] for group in groups] == levels
    assert len({group.about.split("|")[0] for group in groups}) == 1


def test_a_comparison_without_a_code_is_about_one_kloe(assistant, select):
    groups = select("What is the difference between Good and Outstanding for complaints?")
    cells = [group for group in groups if group.label.startswith("cell")]
    assert [group.about for group in cells] == ["R2|Outstanding", "R2|Good"]
    assert all(assistant.index.passages[n].level in {"Good", "Outstanding"} for g in cells for n in numbers(g))


def test_a_key_question_is_compared_by_how_each_of_its_cells_begins(assistant, select):
    groups = select("what is the difference between good and outstanding in Well-led?")
    assert [group.about for group in groups if group.label == "cell part"] == ["Well-led|Outstanding", "Well-led|Good"]
    codes = {assistant.index.passages[n].code for n in numbers(groups[0])}
    assert {"Well-led", "W1", "W2", "W3"} <= codes


def test_a_description_of_practice_is_shown_beside_its_neighbours_in_the_cell(assistant, select):
    (group, *_) = select("which rating would it be if complaints are not taken seriously or answered?")
    assert group.label == "resembles"
    assert {assistant.index.passages[n].kind for n in numbers(group)} == {Kind.CHARACTERISTIC}
    by_cell = {}
    for number in numbers(group):
        by_cell.setdefault(assistant.index.passages[number].units[0], []).append(number)
    assert any(b - a == 1 for members in by_cell.values() for a, b in itertools.pairwise(members))


@pytest.mark.parametrize(
    "question",
    ["How did a provider improve medicines? Is there a case study?", "an example of a home that learns from incidents"],
)
def test_a_case_question_is_led_by_one_case(assistant, select, question):
    first = select(question)[0]
    assert first.label == "case"
    units = [set(assistant.index.passages[n].units) for n in numbers(first)]
    (shared,) = {u for u in set.intersection(*units) if re.search("#(?:case|example|quote):", u)}
    members = assistant.index.units[shared]
    if first.whole:
        assert tuple(numbers(first)) == members
    else:  # too long to be quoted whole: in reading order, with how it ended
        assert numbers(first) == sorted(numbers(first))
        assert {n for n in members if assistant.index.passages[n].outcome} <= set(numbers(first))


@pytest.mark.parametrize("kind", ["case", "example"])
def test_a_case_that_fits_is_shown_whole_when_it_leads(assistant, kind):
    selector = Selector(assistant.index, LIMITS)
    units = [u for u in assistant.index.units if f"#{kind}:" in u]
    fitting = [u for u in units if words_of_unit(assistant, u) <= LIMITS.unit_words]
    assert fitting
    understanding, scores = assistant.look("a case study")
    for unit in fitting[:5]:
        members = assistant.index.units[unit]
        scores.fused[members[0]] = scores.fused.max() + 1
        assert understanding.intent.shape is Shape.CASE
        first = selector.select(understanding.question, understanding.intent, scores)[0]
        assert first.whole
        assert tuple(numbers(first)) == members


def words_of_unit(assistant, unit):
    return sum(len(assistant.index.passages[n].text.split()) for n in assistant.index.units[unit])


@pytest.mark.parametrize("question", FREE)
def test_quotes_keep_to_about_350_words_unless_a_unit_is_whole(ask, question):
    answer = ask(question)
    assert answer.citations
    assert sum(len(c.quote.split()) for c in answer.citations) <= ABOUT_350


@pytest.mark.parametrize("question", FREE)
def test_no_passage_is_picked_twice(select, question):
    picked = [n for group in select(question) for n in numbers(group)]
    assert len(picked) == len(set(picked))


@pytest.mark.parametrize("question", FREE)
def test_no_words_are_quoted_twice(assistant, select, question):
    texts = [assistant.index.passages[n].text for group in select(question) for n in numbers(group)]
    assert len(texts) == len(set(texts))


def test_long_passages_are_quoted_by_the_sentences_that_bear_on_the_question(assistant):
    selector = Selector(assistant.index, LIMITS)
    trimmed = 0
    for number, passage in enumerate(assistant.index.passages):
        if len(passage.text.split()) <= LIMITS.long_passage_words or len(passage.sentences) < 5 or passage.code:
            continue
        understanding, scores = assistant.look(assistant.index.slice(passage.document_id, passage.sentences[1]))
        groups = selector.select(understanding.question, understanding.intent, scores)
        for pick in (pick for group in groups for pick in group.picks if pick.number == number and pick.sentences):
            trimmed += 1
            assert 1 in pick.sentences  # the sentence that was asked with
            assert len(pick.sentences) < len(passage.sentences)
            assert pick.sentences == tuple(range(pick.sentences[0], pick.sentences[-1] + 1))  # no gap between
        if trimmed == 4:
            return
    assert trimmed


def test_quotes_under_one_heading_stand_together(assistant, select):
    for question in FREE:
        headings = [assistant.index.passages[n].heading for group in select(question)[-1:] for n in numbers(group)]
        changes = [a for a, b in zip(headings, [*headings[1:], None], strict=True) if a != b]
        assert len(changes) == len(set(changes))


def test_what_is_shown_already_is_skipped(assistant):
    selector = Selector(assistant.index, LIMITS)
    understanding, scores = assistant.look(FREE[0])
    (group,) = selector.select(understanding.question, understanding.intent, scores)
    best = set(numbers(group))
    rest = selector.select(understanding.question, understanding.intent, scores, skip=best)
    assert not best & {n for group in rest for n in numbers(group)}


@pytest.mark.parametrize("question", ["what are the prompts of S4?", "compare good and outstanding for R2"])
def test_a_whole_unit_does_not_get_round_a_filter(assistant, select, question):
    groups = select(question, Filters(documents=("guide-to-improvement",)))
    picked = {assistant.index.passages[n].document_id for group in groups for n in numbers(group)}
    assert picked == {"guide-to-improvement"}


def test_a_unit_that_loses_parts_to_a_filter_is_not_called_whole(assistant, select):
    first = select("what are the prompts of S4?", Filters(kinds=(Kind.PROMPT,)))[0]
    assert not first.whole
    assert {assistant.index.passages[n].kind for n in numbers(first)} == {Kind.PROMPT}


def test_nothing_found_selects_nothing(select):
    assert select("anything at all", Filters(kinds=("no such kind",))) == []
