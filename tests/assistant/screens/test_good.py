"""The screen on what good looks like, without a browser: its HTML, and its handlers."""

import re
from dataclasses import replace
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.good.books import Library, Place, open_library
from assistant.good.sheets import Mark, Sheet, statements_to_check
from assistant.screens.good import GoodHandlers
from assistant.screens.good_check import Keeping
from assistant.screens.good_page import View, good_html, waiting_html
from assistant.screens.good_place import place_html
from assistant.screens.shared import Shared
from assistant.screens.start import Progress
from assistant.store import Store, open_store
from assistant.store.choices import choose_keeping
from assistant.store.sheets import list_sheets

EVIL = '<script>alert("x")</script>'
RATES_A_SERVICE = re.compile(r"\b(?:your (?:service|rating) is|you are|score|you would be rated)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def library(assistant):
    return open_library(assistant.index)


@pytest.fixture(scope="module")
def book(library):
    return library.books["annex-a2"]


def page(library, address="", **more):
    return good_html(View(library, library.find(address), **more))


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_four_levels_stand_side_by_side_in_order(library):
    html = page(library, "S4")
    assert re.findall(r'<section class="level-box [^"]*" data-level="([^"]+)"', html) == [
        "Inadequate", "Requires improvement", "Good", "Outstanding",
    ]  # fmt: skip
    assert "People receive their medicines as prescribed." in html
    assert "ratings characteristics of S4, Good, Safe, from printed page 23" in html
    assert all(f">S4.{n}</span>" in html for n in range(1, 9))


def test_every_code_stands_beside_its_framework(library, book):
    for unit in book.units():
        assert "CQC Annex A2, consultation draft of the 2017 framework" in page(library, unit.address)
    assert "consultation draft of the 2017 framework (our reading; the document names no date)" in plain(page(library))
    assert "Check on CQC&#x27;s website which framework your assessment uses" in page(library)


def test_no_page_rates_a_service(library, book):
    for address in ("", "quality-statements", *(unit.address for unit in book.units())):
        ours = re.sub(r'<span class="words">.*?</span>', "", page(library, address))
        ours = re.sub(r"Nothing is added up and nothing is scored", "", ours)
        assert not RATES_A_SERVICE.search(plain(ours)), address


def test_what_is_missing_uncertain_or_corrected_is_said_as_ours(library):
    assert "its first page is lost" in page(library, "R4")
    assert "Our note: Only the end of a sentence" in page(library, "R4")
    assert "We read this as: Staff are discreet" in page(library, "C3")


def test_a_key_question_has_its_own_levels_and_a_booklet_but_no_sheet(library):
    html = page(library, "Well-led")
    assert "By well-led, we mean" in html
    assert "Save booklet as Word" in html
    assert "tab-check" not in html


def test_the_pair_that_is_shown_is_requires_improvement_to_good(library):
    html = page(library, "S4")
    shown = re.findall(r'data-pair="\d" aria-pressed="true">([^<]+)', html)
    assert shown == ["Requires improvement to Good"]
    assert len(re.findall(r'<div class="pair" data-pair="\d" hidden>', html)) == 2
    assert "Good asks for" in html


def test_the_cross_reference_is_always_ours_and_approximate(library, book):
    for html in (page(library, "quality-statements"), page(library, "S4"), page(library)):
        assert "approximate" in html
        assert "CQC has not made it or checked it" in html
    html = page(library, "quality-statements")
    assert html.count("<summary>") == 34
    assert '<a href="#good/annex-a2/S2">' in html
    assert "prompt S4.6" in page(library, "S4")


def test_what_was_typed_or_is_in_the_address_is_escaped(library):
    for html in (
        page(library, EVIL),
        page(library, f"annex-a2/{EVIL}"),
        page(library, asked=EVIL),
        page(library, "S4", problem=EVIL, keeping=Keeping(on=False, why_not=EVIL)),
        waiting_html(EVIL),
    ):
        assert "<script>" not in html
        assert "&lt;script&gt;" in html


def test_evidence_and_marks_are_escaped(library, book):
    unit = book.unit("S4")
    identity = statements_to_check(book, unit)[0][1][0][0]
    marks = (Mark(identity, "Good", "x", "partly", EVIL), Mark(EVIL, "Good", EVIL, "not yet", EVIL))
    html = page(library, "S4", sheet=Sheet("annex-a2", "S4", marks=marks))
    assert "<script>" not in html
    assert 'value="partly" checked' in html


def test_a_framework_whose_words_are_mark_up_is_escaped(library, book):
    evil = book.framework.model_copy(update={"id": EVIL, "title": EVIL, "version": EVIL, "document": "x"})
    made = Library(library.index, {EVIL: replace(book, framework=evil, crosswalk=None, handout=None)})
    place = Place(made.books[EVIL], replace(book.unit("S4"), framework=evil))
    for where in (Place(made.books[EVIL]), place, Place()):
        assert "<script>" not in good_html(View(made, where))


def test_several_frameworks_are_a_plain_choice(library, book):
    other = replace(book, framework=book.framework.model_copy(update={"id": "other", "version": "final"}))
    two = Library(library.index, {"annex-a2": book, "other": other})
    assert 'href="#good/other"' in good_html(View(two, two.find("")))
    html = good_html(View(two, two.find("S4")))
    assert 'href="#good/other/S4"' in html
    assert "stands in more than one framework" in html


def test_without_a_framework_the_screen_says_so(small_assistant):
    assert "nothing to show here" in page(open_library(small_assistant.index))


def test_a_place_is_shown_in_its_surroundings(library, book):
    html = place_html(library, book, "cell:S4/Good")
    assert "<mark>" in html
    assert "regulator" in html
    passage = next(p for p in library.index.passages if p.document_id == "guide-to-improvement")
    assert "<mark>" in place_html(library, book, f"passage:{passage.id}")
    for nowhere in ("", "cell:S9/Good", "cell:S4/Superb", "passage:nothing", EVIL):
        assert place_html(library, book, nowhere) == ""


# -- handlers -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def parts():
    with gr.Blocks(analytics_enabled=False):
        return [gr.HTML() for _ in range(4)]


@pytest.fixture
def handlers(assistant, parts, tmp_path):
    start = SimpleNamespace(assistant=assistant, progress=Progress("Ready", ready=True))
    return GoodHandlers(Shared(start, open_store(tmp_path / "data")), *parts)


def event(**data):
    return gr.EventData(None, data)


def shown(handlers, address="", window="w", browser="b"):
    return list(handlers.show(window, browser, event(address=address)))[-1][handlers.screen]


def tick(handlers, book, state="not yet", window="w", browser="b"):
    identity = statements_to_check(book, book.unit("S4"))[0][1][0][0]
    marks = [{"statement": identity, "state": state, "evidence": "The rota"}]
    return handlers.mark(window, browser, event(address="annex-a2/S4", marks=marks))[handlers.state]


def test_what_was_ticked_is_kept_and_there_again_in_another_window(handlers, book):
    assert "Kept on this computer" in tick(handlers, book)
    assert "The rota" in shown(handlers, "S4", window="another")
    assert "Check sheets you began" in shown(handlers, window="another")
    assert "The rota" not in shown(handlers, "S4", window="another", browser="elsewhere")


def test_with_keeping_off_the_sheet_lives_in_its_window_only_and_says_so(handlers, book):
    choose_keeping(handlers.shared.store, on=False)
    assert "this window only" in tick(handlers, book)
    html = shown(handlers, "S4")
    assert "The rota" in html
    assert "lives in this window only" in html
    assert "The rota" not in shown(handlers, "S4", window="another")
    assert list_sheets(handlers.shared.store, "b") == ()
    choose_keeping(handlers.shared.store, on=True)
    tick(handlers, book, "partly")
    assert "The rota" in shown(handlers, "S4", window="another")
    assert handlers.shared.windows.sheets("w") == ()


def test_a_store_that_cannot_be_used_is_said_and_nothing_is_lost(handlers, book, tmp_path):
    shared = Shared(handlers.shared.start, Store(tmp_path, None, "The disk is full."))
    broken = replace(handlers, shared=shared)
    assert "this window only" in tick(broken, book)
    html = shown(broken, "S4")
    assert "The disk is full." in html
    assert "The rota" in html


def test_marks_can_be_deleted(handlers, book):
    tick(handlers, book)
    updates = handlers.act("w", "b", event(do="sheet-delete", address="annex-a2/S4"))
    assert "The rota" not in updates[handlers.screen]
    assert list_sheets(handlers.shared.store, "b") == ()


@pytest.mark.parametrize("marks", [None, [], "x", [1], [{}], [{"statement": "x", "state": "superb"}]])
def test_marks_that_mean_nothing_change_nothing(handlers, marks):
    handlers.mark("w", "b", event(address="annex-a2/S4", marks=marks))
    assert list_sheets(handlers.shared.store, "b") == ()


@pytest.mark.parametrize(("do", "address"), [("handout", "S4"), ("handout", "Safe"), ("sheet-word", "S4")])
def test_documents_are_saved(handlers, do, address):
    assert ".docx" in handlers.act("w", "b", event(do=do, address=address))[handlers.errand]


def test_searching_shows_what_is_nearest_and_says_when_nothing_is(handlers):
    found = handlers.act("w", "b", event(do="find", text="late tablets", address="annex-a2"))[handlers.screen]
    assert "Nearest to “late tablets”" in found
    assert 'href="#good/annex-a2/S4"' in found
    assert "Nothing found" in handlers.act("w", "b", event(do="find", text="the weather"))[handlers.screen]
    assert "Type what it is about first." in handlers.act("w", "b", event(do="find", text=" "))[handlers.screen]


def test_before_it_is_ready_the_screen_says_so_and_if_it_cannot_be_why(handlers):
    start = SimpleNamespace(assistant=None, progress=Progress("x", error="The disk is full."))
    waiting = replace(handlers, shared=Shared(start, handlers.shared.store))
    first, last = (u[waiting.screen] for u in waiting.show("w", "b", event(address="S4")))
    assert "getting ready" in first
    assert "The disk is full." in last


def test_gradios_own_first_event_changes_nothing(handlers):
    updates = list(handlers.show("w", "b", gr.EventData(None, None)))
    assert all(handlers.screen not in update for update in updates)


def test_what_is_not_yet_in_place_is_drafted_for_a_plan(handlers, book):
    nothing = handlers.act("w", "b", event(do="sheet-draft", address="annex-a2/S4"))[handlers.errand]
    assert "nothing to plan" in nothing
    tick(handlers, book)
    assert "plan/add" in handlers.act("w", "b", event(do="sheet-draft", address="annex-a2/S4"))[handlers.errand]
    (drafted,) = handlers.shared.windows.draft("w").drafted
    statement = statements_to_check(book, book.unit("S4"))[0][1][0][1].text
    assert drafted.item.not_yet == statement
    assert drafted.item.notes == "The rota"
    assert handlers.shared.windows.draft("another").drafted == ()
