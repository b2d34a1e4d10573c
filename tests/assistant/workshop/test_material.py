"""What was written by hand on the topics of workshops, and the places that it names."""

from collections import Counter

import pytest

from assistant.cite import Citer
from assistant.data_files import DataFileError
from assistant.patterns import load_data
from assistant.workshop.material import FOLDER, open_material
from corpus.framework import LEVELS
from corpus.types import Kind

FILES = sorted(FOLDER.glob("*.toml"))
S4 = (FOLDER / "S4.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def material(assistant):
    return open_material(assistant.index)


@pytest.fixture
def changed(assistant, tmp_path):
    """Open one topic, S4, with some words of its file changed."""

    def opened(old, new):
        assert old in S4
        (tmp_path / "S4.toml").write_text(S4.replace(old, new, 1), encoding="utf-8")
        return open_material(assistant.index, tmp_path)

    return opened


def sources(topic):
    """Every place of a topic."""
    yield from topic.ask_ourselves
    yield from (held.source for held in (*topic.outcomes, *topic.messages, *topic.quiz, *topic.observe))
    yield from (source for scenario in topic.scenarios for source in scenario.sources)
    yield from (source for held in topic.cards.values() for source in held)
    if topic.case:
        yield from (*topic.case.problem, *topic.case.did, *topic.case.outcome)


def test_every_file_is_a_topic_and_every_kloe_has_one_named_after_it(assistant, material):
    assert [topic.id for topic in material] == [path.stem for path in FILES]
    kloes = assistant.index.frameworks["annex-a2"].kloes
    assert set(kloes) <= {topic.id for topic in material}
    assert all(topic.kloes[0] == topic.id for topic in material if topic.id in kloes)


def test_every_place_is_a_slice_of_its_passage(assistant, material):
    citer = Citer(assistant.index)
    held = [source for topic in material for source in sources(topic)]
    assert len(held) > 1000
    for source in held:
        passage = assistant.index.passages[source.number]
        cited = citer.cite_part(source.number, source.spans)
        assert cited.quote
        assert cited.quote in passage.text
        assert cited.quote == assistant.index.slice(passage.document_id, source.spans)


def test_a_quote_is_just_the_words_that_the_file_gives(assistant, changed):
    line = S4.split("[[message]]\n")[1].splitlines()[0]
    place = 'document = "guide-to-improvement", begins = "Always ensure that any safeguarding concerns"'
    (topic,) = changed(line, f'source = {{ {place}, quote = "earliest opportunity. Don\'t delay." }}')
    source = topic.messages[0].source
    passage = assistant.index.passages[source.number]
    assert passage.text.startswith("Always ensure that any safeguarding concerns")
    assert assistant.index.slice(passage.document_id, source.spans) == "earliest opportunity. Don't delay."


def test_prompts_are_quoted_without_their_code(assistant, material):
    for topic in material:
        for source in topic.ask_ourselves:
            passage = assistant.index.passages[source.number]
            assert passage.kind is Kind.PROMPT
            assert not assistant.index.slice(passage.document_id, source.spans).startswith(passage.code)


def test_cards_are_statements_of_the_first_kloe_at_their_level_and_none_stands_twice(assistant, material):
    for topic in material:
        assert list(topic.cards) == [level for level in LEVELS if level in topic.cards]
        words = []
        for level, held in topic.cards.items():
            passages = [assistant.index.passages[source.number] for source in held]
            assert all((p.code, p.level) == (topic.kloes[0], level) for p in passages)
            words += [p.text for p in passages]
        assert len(set(words)) == len(words), topic.id


def test_a_question_on_a_level_quotes_its_source_whole(assistant, material):
    asked = [(topic.id, q) for topic in material for q in topic.quiz if q.kind == "level"]
    assert len(asked) > 20
    for name, question in asked:
        passage = assistant.index.passages[question.source.number]
        assert f"“{passage.text}”" in question.question, name
        assert LEVELS[question.right - 1] == passage.level, name


def test_the_right_answer_is_not_always_in_the_same_place(material):
    places = Counter(q.right for topic in material for q in topic.quiz if len(q.options) == 4 and q.kind != "level")
    assert set(places) == {1, 2, 3, 4}
    assert max(places.values()) < sum(places.values()) / 2


def test_sections_are_sections_of_the_guide(assistant, material):
    guide = load_data("workshop.toml")["documents"]["guide"]
    headings = " | ".join({part for p in assistant.index.passages if p.document_id == guide for part in p.heading})
    assert all(f"{section} " in headings or f"{section}:" in headings or f"{section}." in headings
               for topic in material for section in topic.sections)  # fmt: skip


def test_no_text_of_ours_names_a_regulation_or_a_telephone_number(material):
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert "Regulation 1" not in text
        assert not any(len(word) > 6 and word.isdecimal() for word in text.split())


def test_an_index_without_the_framework_holds_no_topics(small_assistant):
    assert open_material(small_assistant.index) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "S4"', 'id = "S5"', r"S4\.toml: its id"),
        ('thin = ""', 'thin = ""\nextra = 1', r"S4\.toml, extra: Extra inputs"),
        ('kloes = ["S4"]', 'kloes = ["S9"]', r"S4\.toml, kloes: .* has no S9"),
        ('ask_ourselves = ["S4.2"', 'ask_ourselves = ["S4.99"', r"S4\.toml, ask_ourselves: .* no prompt 'S4\.99'"),
        ('source = { code = "', 'source = { code = "X', r"S4\.toml, outcome 1: .* no prompt 'X"),
        ("[[message]]\nsource = {", "[[message]]\nsource = { level = 3,", r"S4\.toml, message 1 source level"),
        ("[[quiz]]\nkind = ", '[[quiz]]\nkind = "riddle" #', r"S4\.toml, quiz 1 kind"),
        ("right = ", "right = 9 #", r"S4\.toml, quiz 1: .*none of the options"),
        ('[[observe]]\ntext = "', '[[observe]]\ntext = ""\nold = "', r"S4\.toml, observe 1 text"),
        ("aims = ", "aims = = ", r"S4\.toml cannot be read"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_entry(changed, old, new, told):
    with pytest.raises(DataFileError, match=told):
        changed(old, new)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ('{ document = "guide-to-improvement", begins = "No such words" }', "message 1: no passage begins"),
        ('{ document = "guide-to-improvement", begins = "Ensure " }', r"message 1: \d+ passages begin"),
        ('{ code = "S4", level = "Good", begins = "No such words" }', "message 1: no passage begins .* in S4, Good"),
        ('{ document = "guide-to-improvement", begins = "Always ensure that any safeguarding concerns", '
         'quote = "never said" }', "message 1: “never said” does not stand"),
        ('{ code = "S4.2", quote = "x" }', "message 1 source: .*a source is"),
        ('{ document = "guide-to-improvement" }', "message 1 source: .*a source is"),
    ],
)  # fmt: skip
def test_a_source_that_leads_nowhere_is_told(changed, place, told):
    line = S4.split("[[message]]\n")[1].splitlines()[0]
    with pytest.raises(DataFileError, match=rf"S4\.toml, {told}"):
        changed(line, f"source = {place}")


def test_a_key_that_its_source_contradicts_is_refused(changed):
    rows = S4.split("[[quiz]]\n")[1:]
    level = next(row for row in rows if row.startswith('kind = "level"'))
    right = next(line for line in level.splitlines() if line.startswith("right = "))
    wrong = level.replace(right, f"right = {int(right[-1]) % 4 + 1}")
    with pytest.raises(DataFileError, match="the right level is not that of the source"):
        changed(level, wrong)


def test_a_topic_of_a_document_that_is_not_held_is_left_out(assistant, changed):
    line = S4.split("[[message]]\n")[1].splitlines()[0]
    assert changed(line, 'source = { document = "no-such-document", begins = "x" }') == ()
