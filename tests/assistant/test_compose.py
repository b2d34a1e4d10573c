import pytest

from assistant.cite import Citer
from assistant.compose import Composer, phrase
from assistant.picks import Group, Pick
from assistant.types import Role
from corpus.types import Kind


@pytest.fixture
def compose(assistant):
    def composed(*groups):
        citer = Citer(assistant.index)
        return Composer(assistant.index).compose(groups, citer), citer.citations

    return composed


def tips(assistant):
    unit = next(u for u, n in assistant.index.units.items() if "#list:" in u and len(n) > 3)
    return assistant.index.units[unit]


def test_quotes_are_the_words_of_their_first_citation(assistant, compose):
    blocks, citations = compose(Group("list", tuple(map(Pick, tips(assistant))), whole=True))
    quotes = [block for block in blocks if block.role is Role.QUOTE]
    assert [q.text for q in quotes] == [citations[q.citations[0] - 1].quote for q in quotes]
    assert [q.citations[0] for q in quotes] == list(range(1, len(tips(assistant)) + 1))


def test_a_heading_stands_once_above_the_quotes_that_share_it(assistant, compose):
    blocks, _ = compose(Group("best", tuple(map(Pick, tips(assistant)))))
    assert [b.role for b in blocks] == [Role.HEADING] + [Role.QUOTE] * len(tips(assistant))


def test_a_heading_names_the_document_and_its_year(assistant, compose):
    blocks, _ = compose(Group("best", (Pick(tips(assistant)[0]),)))
    assert blocks[0].text.startswith("Guide to improvement (2019) › ")


def test_a_label_of_ours_stands_before_its_group_where_there_is_one(assistant, compose):
    picks = (Pick(tips(assistant)[0]),)
    assert [b.role for b in compose(Group("best", picks))[0]] == [Role.HEADING, Role.QUOTE]
    labelled, _ = compose(Group("list", picks, whole=True))
    assert labelled[0].role is Role.OURS
    assert labelled[0].text == "The whole list, as it stands:"


@pytest.mark.parametrize("level", ["Outstanding", "Good", "Requires improvement", "Inadequate"])
def test_a_cell_names_its_level_and_its_framework(assistant, compose, level):
    unit = next(u for u in assistant.index.units if u.endswith(f"#cell:R2:{level}"))
    blocks, _ = compose(Group("cell", tuple(map(Pick, assistant.index.units[unit])), True, f"R2|{level}"))
    assert blocks[0].text == f"R2 – {level}, in the consultation draft of CQC's 2017 framework (the whole cell):"
    assert level in blocks[1].text


@pytest.mark.parametrize("label", ["kloe", "prompt", "prompts", "resembles", "cell", "cell part"])
def test_every_label_that_shows_codes_names_the_framework(label):
    assert "in the draft" in phrase("labels", label, about="S4", level="Good", framework="in the draft")


def test_a_table_with_missing_parts_says_so(assistant, compose):
    number = next(n for n, p in enumerate(assistant.index.passages) if "missing in our copy" in p.note)
    passage = assistant.index.passages[number]
    label, _ = compose(Group("cell", (Pick(number),), True, f"{passage.code}|{passage.level}"))
    assert label[0].text.endswith(phrase("abstain", "missing_table"))


def test_resembling_characteristics_carry_their_level_at_each_place(assistant, compose):
    numbers = [n for n, p in enumerate(assistant.index.passages) if p.kind is Kind.CHARACTERISTIC][::60]
    blocks, citations = compose(Group("resembles", tuple(map(Pick, numbers))))
    headings = [b.text for b in blocks if b.role is Role.HEADING]
    assert [h.rsplit(" – ", 1)[1] for h in headings] == [c.level for c in citations]


def test_the_same_passage_in_two_groups_keeps_its_number(assistant, compose):
    pick = Pick(tips(assistant)[0])
    blocks, citations = compose(Group("best", (pick,)), Group("also", (pick,)))
    assert len(citations) == 1
    assert [b.citations for b in blocks if b.role is Role.QUOTE] == [(1,), (1,)]


def test_the_same_words_in_two_documents_are_one_quote_with_both_citations(tmp_path, WordEncoder):
    from assistant.answering import Assistant
    from corpus.index import open_index
    from ingest.pipeline import ingest

    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text("Always ask people how they would like to be helped.\n", encoding="utf-8")
    ingest(folder, tmp_path / "index", WordEncoder())
    twin = Assistant(open_index(tmp_path / "index"), WordEncoder())
    citer = Citer(twin.index)
    (quote,) = [b for b in Composer(twin.index).compose([Group("best", (Pick(0),))], citer) if b.role is Role.QUOTE]
    assert quote.citations == (1, 2)
    assert {c.document_id for c in citer.citations} == {"one.txt", "two.txt"}


@pytest.mark.parametrize(("names", "values"), [(("abstain", "part"), {}), (("labels", "kloe"), {"level": "Good"})])
def test_a_phrase_with_a_gap_left_open_is_refused(names, values):
    with pytest.raises(KeyError):
        phrase(*names, **values)


def test_an_unknown_phrase_is_refused():
    with pytest.raises(KeyError):
        phrase("labels", "no such label")


def test_quotes_of_one_heading_stand_together_wherever_they_were_picked(assistant, compose):
    units = [n for u, n in assistant.index.units.items() if "#list:" in u and len(n) > 3][:2]
    one, other = units
    groups = Group("best", tuple(map(Pick, (one[0], other[0], one[1])))), Group("also", tuple(map(Pick, other[1:3])))
    blocks, _ = compose(*groups)
    headings = [block.text for block in blocks if block.role is Role.HEADING]
    assert len(headings) == len(set(headings)) == 2
    assert [block.text for block in blocks if block.role is Role.OURS] == []  # nothing is left of the second group


def test_nothing_is_added_to_a_whole_unit(assistant, compose):
    members = tips(assistant)
    heading = assistant.index.passages[members[0]].heading
    numbers = [n for n, p in enumerate(assistant.index.passages) if p.heading == heading]
    left = next(n for n in numbers if n not in members[:3])
    blocks, _ = compose(Group("list", tuple(map(Pick, members[:3])), whole=True), Group("also", (Pick(left),)))
    assert [block.role for block in blocks[-3:]] == [Role.OURS, Role.HEADING, Role.QUOTE]
