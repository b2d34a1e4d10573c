"""How workshop packs are measured, on packs that can be read by eye."""

import os
import stat
from dataclasses import replace
from datetime import date

import pytest

from assistant.export.pack_zip import pack_files
from assistant.workshop.pack import (
    Audience,
    Card,
    Cards,
    Declined,
    Line,
    Lines,
    Pack,
    Paper,
    PaperKind,
    Part,
    PartKind,
    Purpose,
    Request,
    Slide,
    SlideKind,
)
from corpus.errors import AskKloeError
from evals.aims import load_measures
from evals.figures import WORKSHOP_MEASURES, workshop_figures
from evals.rendering import expected_pages, wrong_pages
from evals.rows import EvaluationDataError
from evals.workshops import WorkshopRow, load_workshops, measure, workshop_all

TEXT = "Tell somebody at once. Write it down."
DAY = date(2026, 11, 22)
ROW = WorkshopRow(
    id="w", topic="telling", minutes=30, audience="care workers", people=4, purpose="practice",
    expected="pack", lead=("S1",), parts=("scenario cards",),
)  # fmt: skip
OURS, NOTE = Line("Ours."), (Line("Say this."),)


@pytest.fixture
def pack(make):
    """A pack of thirty minutes with one message and one card."""
    document = make.document(TEXT)
    quote = Line("Tell somebody at once.", 1)
    card = Card("1", Line("What would you do?"))
    answers = (Lines((OURS,), "1. The card"), Lines((quote,)))
    return Pack(
        request=ROW.request,
        title="Telling",
        topics=("S1",),
        parts=(
            Part("welcome", PartKind.WELCOME, "Welcome", 5, (Slide(SlideKind.TITLE, "Telling", (), NOTE, 5),)),
            Part("messages", PartKind.MESSAGES, "Key", 10, (Slide(SlideKind.QUOTE, "Key", (quote,), NOTE, 10),)),
            Part(
                "scenarios",
                PartKind.SCENARIOS,
                "Cards",
                15,
                (
                    Slide(SlideKind.POINTS, "How", (OURS,), NOTE, 5),
                    Slide(SlideKind.QUESTION, "1. The card", (card.line,), (quote,), 10),
                ),
                (
                    Paper(PaperKind.SCENARIOS, "Cards", (Cards((card,)),)),
                    Paper(PaperKind.SCENARIO_ANSWERS, "Cards", answers, held_back=True),
                ),
            ),
        ),
        papers=tuple(
            Paper(kind, kind.value)
            for kind in (
                PaperKind.RUNNING_ORDER,
                PaperKind.FACILITATOR,
                PaperKind.OBSERVED,
                PaperKind.LOCAL,
                PaperKind.EVALUATION,
                PaperKind.SOURCES,
            )
        ),
        citations=(make.citation(document, (0, 22)),),
        notices=("Check.",),
    )


def measured(pack, row=ROW):
    return measure(row, pack, {"guide": TEXT})


def with_part(pack, place, **changes):
    parts = list(pack.parts)
    parts[place] = replace(parts[place], **changes)
    return replace(pack, parts=tuple(parts))


def test_a_pack_as_it_should_be_has_nothing_missing(pack):
    result = measured(pack)
    assert [getattr(result, name) for name in WORKSHOP_MEASURES] == [1, 1, 1, 1, 1, None]
    assert result.missing == ()


def test_minutes_of_parts_and_of_slides_have_to_add_up(pack):
    assert measured(with_part(pack, 0, minutes=6)).workshop_minutes == 0
    assert measured(replace(pack, request=replace(pack.request, minutes=31))).workshop_minutes == 0
    slides = (replace(pack.parts[1].slides[0], minutes=9),)
    assert measured(with_part(pack, 1, slides=slides)).workshop_minutes == 0


def test_a_long_workshop_needs_a_break(pack):
    long = with_part(pack, 1, minutes=100, slides=(replace(pack.parts[1].slides[0], minutes=100),))
    assert measured(replace(long, request=replace(pack.request, minutes=120))).workshop_minutes == 0


@pytest.mark.parametrize(
    ("text", "number"), [("Tell somebody.", 1), ("Tell somebody at once.", 2), ("Write it down.", 1)]
)
def test_a_quote_that_is_not_its_citations_counts_as_wrong(pack, text, number):
    slide = replace(pack.parts[1].slides[0], lines=(Line(text, number),))
    assert measured(with_part(pack, 1, slides=(slide,))).workshop_verbatim == pytest.approx(2 / 3)


def test_a_citation_that_is_not_in_its_place_counts_as_wrong(pack, make):
    moved = make.citation(make.document(TEXT), (1, 22), quote="Tell somebody at once.")
    assert measured(replace(pack, citations=(moved,))).workshop_verbatim == 0


def test_slides_and_cards_that_rest_on_nothing_are_named(pack):
    bare = (pack.parts[1].slides[0], replace(pack.parts[1].slides[0], title="Bare", lines=(OURS,), minutes=0))
    result = measured(with_part(pack, 1, slides=bare))
    assert result.workshop_traceable == 0.75  # two messages, one situation and its card
    assert result.missing == ("slide “Bare” rests on nothing",)
    cards, answers = pack.parts[2].papers
    other = replace(answers, blocks=(Lines((OURS,), "2. Another"), *answers.blocks[1:]))
    assert measured(with_part(pack, 2, papers=(cards, other))).missing == ("card 1 rests on nothing",)


def test_contents_that_are_not_there_are_named(pack):
    result = measured(replace(pack, papers=pack.papers[1:], notices=()))
    assert result.missing == ("no paper: running order", "no notice")
    assert result.workshop_coverage == 0.8  # of six papers, one part, notes, notice and answers


@pytest.mark.parametrize(
    ("expected", "remark", "lead", "found"),
    [
        ("pack", "", ("S1",), 1),
        ("pack", "Thin.", ("S1",), 1),
        ("thin", "Thin.", ("S1",), 1),
        ("thin", "", ("S1",), 0),
        ("pack", "", ("S2",), 0),
        ("declined", "", (), 0),
    ],
)
def test_a_pack_has_to_be_what_was_expected(pack, expected, remark, lead, found):
    row = ROW.model_copy(update={"expected": expected, "lead": lead})
    assert measured(replace(pack, remark=remark), row).workshop_found == found


def test_what_is_declined_or_fails_is_measured_for_that_alone():
    row = ROW.model_copy(update={"expected": "declined"})
    assert measured(Declined("Not covered."), row).workshop_found == 1
    assert measured(Declined("Not covered.")).workshop_found == 0
    assert measured(Declined("Not covered."), row).workshop_minutes is None

    def fail(_):
        raise AskKloeError("It broke.")

    (result,) = workshop_all(fail, {}, [ROW], lambda *_: None)
    assert (result.workshop_found, result.error) == (0, "It broke.")


def test_pages_are_counted_only_if_somebody_prints(pack):
    def build(_):
        return pack

    for printed, value in ((None, None), (lambda _: [], 1), (lambda _: ["too many"], 0)):
        (result,) = workshop_all(build, {"guide": TEXT}, [ROW], lambda *_: None, printed)
        assert result.workshop_pages == value
    assert result.missing == ("too many",)


@pytest.fixture
def printer(tmp_path):
    """A program that writes a PDF with so many pages for every file it is given."""

    def made(pages):
        program = tmp_path / "office"
        text = "/Type /Page " * pages
        program.write_text(
            '#!/bin/sh\nfor last; do case "$last" in *.pptx|*.docx) '
            f"echo '/Type /Pages {text}' > \"${{last%.*}}.pdf\";; esac; done\n"
        )
        os.chmod(program, program.stat().st_mode | stat.S_IXUSR)
        return str(program)

    return made


def test_files_with_other_pages_than_expected_are_named(pack, printer):
    expected = {file.what: expected_pages(pack, file) for file in pack_files(pack, DAY)}
    assert expected["slides"] >= 4
    assert expected["cards"] == 1
    assert wrong_pages(pack, DAY, printer(77)) == [f"{what}: 77 pages instead of {n}" for what, n in expected.items()]
    assert "cards: 1 pages instead of 1" not in wrong_pages(pack, DAY, printer(1))
    assert "cards: 0 pages instead of 1" in wrong_pages(pack, DAY, printer(0))


def test_a_program_that_fails_is_said(pack, tmp_path):
    assert wrong_pages(pack, DAY, "false") == ["not converted (CalledProcessError)"]
    assert wrong_pages(pack, DAY, str(tmp_path / "none")) == ["not converted (FileNotFoundError)"]


def test_the_rows_cover_all_audiences_purposes_and_lengths():
    rows = load_workshops()
    assert len(rows) == len({row.id for row in rows}) == 30
    assert {row.audience for row in rows} == set(Audience)
    assert {row.purpose for row in rows} == set(Purpose)
    assert {30, 60, 90, 180} <= {row.minutes for row in rows}
    assert {code[0] for row in rows for code in row.lead if code[1:].isdecimal()} == set("SECRW")
    assert sum(row.expected != "pack" for row in rows) >= 5


def test_a_row_that_cannot_be_used_is_told_with_its_line(tmp_path):
    path = tmp_path / "workshops.jsonl"
    path.write_text('{"id": "w1"}\n', encoding="utf-8")
    with pytest.raises(EvaluationDataError, match=r"workshops\.jsonl, line 1"):
        load_workshops(path)


def test_figures_leave_out_what_was_not_measured(pack):
    figures = {f.measure: f for f in workshop_figures("dev", "timing", [measured(pack)])}
    assert "workshop_pages" not in figures
    assert figures["workshop_verbatim"].estimate.value == 1
    assert figures["workshop_slowest"].set_name == "timing"
    assert workshop_figures("dev", "timing", []) == []


def test_every_measure_of_workshops_has_a_floor():
    measures = load_measures()
    assert all(measures[name].floor is not None for name in (*WORKSHOP_MEASURES, "workshop_slowest"))


def test_a_request_is_made_of_the_row():
    assert ROW.request == Request("telling", 30, Audience.CARE_WORKERS, 4, Purpose.PRACTICE)
