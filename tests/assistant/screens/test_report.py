"""The screen of inspection reports without a browser: its HTML, and its handlers."""

import re
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.good.books import open_library
from assistant.report.findings import Accuracy, Finding, Judgement, Polarity, Report, ReportRating, ReportState
from assistant.screens.report import ReportHandlers
from assistant.screens.report_accuracy import accuracy_html
from assistant.screens.report_changes import changes_html
from assistant.screens.report_review import review_html
from assistant.screens.report_start import start_html, waiting_html
from assistant.screens.report_view import ReportLine, ReportView, StartView
from assistant.screens.shared import Shared
from assistant.screens.start import Progress
from assistant.store import open_store
from assistant.store.choices import choose_keeping
from assistant.store.reports import REPORTS

EVIL = '<script>alert("x")</script>'
TODAY = date(2026, 11, 22)
RATES_A_SERVICE = re.compile(r"\b(?:your (?:service|rating) is|you are rated|you would be rated)\b", re.IGNORECASE)
MEDICINES = "Charts had gaps and staff did not record why medicines were missed. Nobody had checked the charts."


@pytest.fixture(scope="module")
def library(assistant):
    return open_library(assistant.index)


@pytest.fixture(scope="module")
def report(assistant):
    rows = (
        Finding("f1", MEDICINES, page=3, heading="Medicines optimisation", key_question="Safe",
                quality_statement="Medicines optimisation", regulations=("12",), breach=True),
        Finding("f2", "People were treated with kindness.", page=5, key_question="Caring", polarity=Polarity.STRENGTH),
        Finding("f3", "Audits had not found the gaps.", page=9, heading="Governance", key_question="Well-led",
                notice="warning notice"),
        Finding("f4", "A complaint was not answered.", page=8, key_question="Responsive", kept=False),
    )  # fmt: skip
    flags = assistant.flag_each([row.words for row in rows])
    findings = tuple(replace(row, flags=found) for row, found in zip(rows, flags, strict=True))
    ratings = (ReportRating("Overall", "Requires improvement", 1), ReportRating("Learning culture", "Score: 2", 3))
    return Report("r1", "Elm House.pdf", findings, ratings, pages=12)


@pytest.fixture
def view(library, report):
    return ReportView(report, library, TODAY)


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def ids(html):
    return re.findall(r'<li class="finding[^"]*" id="f-([^"]+)"', html)


# -- pages ---------------------------------------------------------------------------------------


def test_shortfalls_come_first_strengths_and_dropped_ones_stand_apart(view):
    html = review_html(view)
    listed, strengths, dropped = re.split(r'<details class="fold" data-fold="(?:strengths|dropped)">', html)
    assert (ids(listed), ids(strengths), ids(dropped)) == (["f1", "f3"], ["f2"], ["f4"])
    assert "2 shortfalls and 1 strength kept, 1 dropped." in plain(html)
    assert "Draft actions for all 2 shortfalls" in html


def test_counts_of_key_questions_are_those_of_the_shortfalls_shown(view):
    shown = re.findall(r'data-do="filter" data-key="[^"]*" aria-pressed="[^"]*">([^<]+)', review_html(view))
    assert shown == ["All (2)", "Safe (1)", "Well-led (1)"]


def test_no_shortfall_is_ticked_or_dropped_by_itself(view):
    html = review_html(view)
    assert html.count("data-tick>") == 2
    assert "checked" not in " ".join(re.findall(r"<input [^>]*data-tick>", html))


def test_words_place_and_marks_are_the_reports(view):
    text = plain(review_html(view))
    assert MEDICINES in text
    assert "Safe › Medicines optimisation, page 3" in text
    assert "Breach Regulation 12" in text
    assert "Overall Requires improvement page 1" in text
    assert "none of it is AskKLOE’s" in text
    assert "Warning notice" in text


def test_every_code_stands_beside_its_framework_and_is_never_cqcs(view, report):
    html = review_html(view)
    code = report.findings[0].flags[0].code
    assert code == "S4"
    assert '<a href="#good/annex-a2/S4"><strong>S4</strong>: How are medicines managed safely?</a>' in html
    assert html.count("By its words, in CQC Annex A2, consultation draft of the 2017 framework") == 3
    assert "AskKLOE’s reading of the words, never CQC’s" in html


def test_the_cross_reference_from_a_quality_statement_is_ours_and_approximate(view):
    html = review_html(view)
    fold = html[html.index("Quality statement: Medicines optimisation") :]
    fold = fold[: fold.index("</details>")]
    assert "The report’s own heading." in fold
    assert "#good/annex-a2/S4" in fold
    assert "approximate" in fold


def test_a_level_belongs_to_words_and_no_page_rates_a_service(view):
    text = plain(review_html(view))
    assert "the level belongs to these words, not to your service" in text
    assert not RATES_A_SERVICE.search(text)


def test_present_danger_shows_the_safety_card_before_anything_else(view):
    assert "danger-card" not in review_html(view)
    findings = tuple(replace(f, danger=f.id == "f3") for f in view.report.findings)
    html = review_html(replace(view, report=replace(view.report, findings=findings)))
    assert html.index("Call 999 in an emergency") < html.index("What the report says of itself")
    dropped = tuple(replace(f, kept=f.id != "f3") for f in findings)
    assert "danger-card" not in review_html(replace(view, report=replace(view.report, findings=dropped)))


def test_own_words_stand_beside_the_reports(view):
    findings = (replace(view.report.findings[0], text="Ours"), *view.report.findings[1:])
    html = review_html(replace(view, report=replace(view.report, findings=findings)))
    assert '<p class="own-words">Ours</p>' in html
    assert "Charts had gaps" in html
    assert 'data-do="split-choose"' not in html


def test_findings_that_are_in_a_plan_are_not_drafted_again_unless_ticked(view):
    findings = (replace(view.report.findings[0], planned=("A1", "A2")), *view.report.findings[1:])
    html = review_html(replace(view, report=replace(view.report, findings=findings)))
    assert "In your plan as A1, A2" in html
    assert "Draft actions for the other 1 shortfall" in html


@pytest.mark.parametrize(
    ("emailed", "expected"),
    [
        (None, "Give the date of CQC’s e-mail"),
        (TODAY - timedelta(days=2), "working days left"),
        (TODAY - timedelta(days=40), "the last day was"),
    ],
)
def test_a_draft_shows_the_days_left_once_its_date_is_known(view, emailed, expected):
    report = replace(view.report, state=ReportState.DRAFT, emailed=emailed)
    for page in (review_html, accuracy_html):
        assert expected in plain(page(replace(view, report=report)))


def test_nobody_is_told_of_days_unless_it_is_a_draft(view):
    for state in (ReportState.NONE, ReportState.FINAL):
        assert 'class="days' not in review_html(replace(view, report=replace(view.report, state=state)))


def test_accuracy_asks_each_kept_finding_and_holds_what_was_said(view):
    said = Accuracy(Judgement.WRONG, "Not so.", "The log", "May 2026")
    findings = (replace(view.report.findings[0], accuracy=said), *view.report.findings[1:])
    report = replace(view.report, findings=findings, state=ReportState.DRAFT)
    html = accuracy_html(replace(view, report=report))
    assert re.findall(r'<fieldset class="judged[^"]*" data-finding="([^"]+)"', html) == ["f1", "f2", "f3"]
    assert 'value="factually wrong" checked' in html
    assert ">Not so.</textarea>" in html
    assert 'value="May 2026"' in html
    assert "Accurate but unwelcome" in html


def test_accuracy_of_what_is_no_draft_asks_first(view):
    assert "Say first whether this is a draft" in accuracy_html(view)


def test_changes_stand_beside_each_other(view):
    was = replace(view.report, id="d1", name="Draft.pdf", state=ReportState.DRAFT)
    now = replace(view.report.findings[0], words=MEDICINES.replace("Nobody had", "Few people had"))
    final = replace(view.report, findings=(now, *view.report.findings[1:3]), earlier="d1", state=ReportState.FINAL)
    text = plain(changes_html(replace(view, report=final, earlier=was)))
    assert "The final report beside the draft “Draft.pdf”" in text
    assert "Changed (1)" in text
    assert "Few people had checked" in text
    assert "No longer in it (1)" in text
    assert "is not on this computer any more" in plain(changes_html(replace(view, report=final)))


def test_what_comes_from_a_report_or_from_people_is_escaped(view, library):
    evil = Finding(
        f'f"{EVIL}', EVIL, text=EVIL, heading=EVIL, key_question=EVIL, quality_statement=EVIL, regulations=(EVIL,),
        notice=EVIL, planned=(EVIL,), accuracy=Accuracy(Judgement.WRONG, EVIL, EVIL, EVIL), danger=True,
    )  # fmt: skip
    dropped = replace(evil, id="f2", kept=False)
    report = Report(f'"{EVIL}', EVIL, (evil, dropped), (ReportRating(EVIL, EVIL, 1),), ReportState.DRAFT)
    shown = ReportView(report, library, TODAY, problem=EVIL, said=EVIL, did=EVIL)
    other = replace(shown, report=replace(report, earlier="x", state=ReportState.FINAL), earlier=report)
    pages = (
        review_html(shown), accuracy_html(shown), changes_html(other), waiting_html(EVIL),
        review_html(replace(other, report=replace(other.report, earlier=""), drafts=[ReportLine(EVIL, EVIL, None)])),
        start_html(StartView([ReportLine(EVIL, EVIL, TODAY_TIME)], problem=EVIL, said=EVIL)),
    )  # fmt: skip
    for html in pages:
        assert "<script>" not in html
        assert "&lt;script&gt;" in html


TODAY_TIME = SimpleNamespace(date=lambda: TODAY)


def test_without_a_framework_findings_are_shown_and_no_kloe(small_assistant, report):
    findings = tuple(replace(finding, flags=()) for finding in report.findings)
    made = ReportView(replace(report, findings=findings), open_library(small_assistant.index), TODAY)
    html = review_html(made)
    assert ids(html) == ["f1", "f3", "f2", "f4"]
    assert "found no KLOE" in html
    assert 'data-do="kloe-choose"' not in html


def test_the_start_says_where_a_report_stays():
    text = plain(start_html(StartView()))
    assert "stays on this computer" in text
    assert "The file itself is not kept" in text
    assert "delete them at any time" in text
    assert "names people who use the service" in text
    assert "this window only" in plain(start_html(StartView(keeping=False)))


# -- handlers ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def parts():
    with gr.Blocks(analytics_enabled=False):
        return [gr.HTML() for _ in range(3)]


@pytest.fixture
def handlers(assistant, parts, tmp_path, report):
    start = SimpleNamespace(assistant=assistant, progress=Progress("Ready", ready=True))
    made = ReportHandlers(Shared(start, open_store(tmp_path / "data")), *parts)
    REPORTS.keep(made.shared.store, "b", report)
    return made


def event(**data):
    return gr.EventData(None, data)


def shown(handlers, address="", window="w", browser="b"):
    return list(handlers.show(window, browser, event(address=address)))[-1][handlers.screen]


def act(handlers, do, window="w", browser="b", report="r1", **more):
    return handlers.act(window, browser, event(do=do, report=report, page="", **more))


def kept(handlers, identity="r1"):
    return REPORTS.open(handlers.shared.store, "b", identity)


def test_a_report_is_listed_and_opened_for_its_browser_only(handlers):
    assert "Elm House.pdf" in shown(handlers)
    assert "Elm House.pdf" not in shown(handlers, browser="elsewhere")
    assert "Charts had gaps" in shown(handlers, "r1")
    html = shown(handlers, "r1", browser="elsewhere")
    assert "not on this computer any more" in html
    assert "Charts had gaps" not in html


def test_drop_and_undo(handlers):
    html = act(handlers, "drop", finding="f1")[handlers.screen]
    assert "Dropped." in html
    assert 'data-do="undo"' in html
    assert "1 shortfall and 1 strength kept, 2 dropped." in plain(html)
    html = act(handlers, "undo")[handlers.screen]
    assert "2 shortfalls" in plain(html)
    assert 'data-do="undo"' not in html
    assert "nothing to undo" in act(handlers, "undo", window="another")[handlers.screen]


def test_undo_does_not_undo_what_another_window_did(handlers):
    act(handlers, "drop", finding="f1")
    act(handlers, "turn", window="another", finding="f2")
    assert "nothing was undone" in act(handlers, "undo")[handlers.errand]
    assert kept(handlers).finding("f2").polarity is Polarity.SHORTFALL


def test_two_windows_change_different_findings_of_one_report(handlers):
    act(handlers, "drop", finding="f1")
    act(handlers, "keep", window="another", finding="f4")
    assert [f.kept for f in kept(handlers).findings] == [False, True, True, True]


def test_rewording_merging_and_splitting_flag_anew(handlers):
    act(handlers, "reword", finding="f3", text="Medicines were given late.", was="Audits had not found the gaps.")
    assert kept(handlers).finding("f3").flags[0].code == "S4"
    act(handlers, "split", finding="f1", after=1)
    assert len(kept(handlers).findings) == 5
    act(handlers, "merge", finding="f1", other="f1.2")
    assert kept(handlers).finding("f1").words == MEDICINES


def test_what_cannot_be_done_is_said_and_changes_nothing(handlers, report):
    for do, more in (
        ("reword", {"finding": "f3", "text": "x", "was": "something else"}),
        ("drop", {"finding": "nothing"}),
        ("merge", {"finding": "f1", "other": ""}),
        ("split", {"finding": "f1", "after": "x"}),
        ("kloe", {"finding": "f1", "other": "annex-a2/S9"}),
        ("kloe", {"finding": "f1", "other": EVIL}),
        ("state", {"other": "superb"}),
        ("state", {"other": ""}),
        ("state", {"other": "draft", "day": "yesterday"}),
        ("state", {"other": "draft", "day": "2999-01-01"}),
        ("follow", {"other": "nothing"}),
        ("nonsense", {}),
    ):
        updates = act(handlers, do, **more)
        assert handlers.screen not in updates, do
    assert kept(handlers) == report


def test_another_kloe_can_be_chosen_and_is_said_to_be_chosen(handlers):
    html = act(handlers, "kloe", finding="f1", other="annex-a2/W2")[handlers.screen]
    assert "W2 is now the KLOE of this finding." in html
    assert "Chosen by you, in CQC Annex A2" in html
    first, *others = kept(handlers).finding("f1").flags
    assert (first.code, others[0].code) == ("W2", "S4")


def test_draft_or_final_is_kept_and_leads_to_accuracy(handlers):
    day = (date.today() - timedelta(days=1)).isoformat()
    html = act(handlers, "state", other="draft", day=day)[handlers.screen]
    assert 'href="#report/r1/accuracy"' in html
    assert "working days left" in html
    act(handlers, "state", other="final")
    assert kept(handlers).state is ReportState.FINAL


def test_what_is_said_of_facts_is_kept_as_it_is_typed(handlers):
    said = {"finding": "f1", "judgement": "incomplete", "comment": "One chart", "evidence": "", "dated": "May"}
    update = handlers.judge("w", "b", event(report="r1", rows=[{**said, "was": {}}]))[handlers.state]
    assert "Kept at" in update
    assert kept(handlers).finding("f1").accuracy == Accuracy(Judgement.INCOMPLETE, "One chart", "", "May")
    update = handlers.judge("v", "b", event(report="r1", rows=[{**said, "comment": "Two", "was": {}}]))[handlers.state]
    assert "Nothing was overwritten" in update
    assert "One chart" in shown(handlers, "r1/accuracy")


@pytest.mark.parametrize("rows", [None, [], "x", [1], [{"finding": "f1", "judgement": "superb"}], [{"finding": "f9"}]])
def test_marks_that_mean_nothing_change_nothing(handlers, report, rows):
    handlers.judge("w", "b", event(report="r1", rows=rows))
    assert kept(handlers) == report


def test_comments_are_saved_as_word(handlers):
    assert "factual-accuracy" in act(handlers, "accuracy-word")[handlers.errand]


def test_a_final_report_is_compared_with_a_draft_and_work_is_carried_over(handlers, report):
    said = Accuracy(Judgement.WRONG, "Not so.")
    REPORTS.change(
        handlers.shared.store,
        "b",
        "r1",
        lambda r: replace(r, findings=(replace(r.findings[0], accuracy=said, kept=False), *r.findings[1:])),
    )
    REPORTS.keep(handlers.shared.store, "b", replace(report, id="r2", name="Final.pdf"))
    html = act(handlers, "state", report="r2", other="final")[handlers.screen]
    assert "Which draft does this final report follow?" in html
    assert '<option value="r1">Elm House.pdf</option>' in html
    html = act(handlers, "follow", report="r2", other="r1")[handlers.screen]
    assert 'href="#report/r2/changes"' in html
    assert kept(handlers, "r2").finding("f1").accuracy == said
    assert not kept(handlers, "r2").finding("f1").kept
    assert "did not change" in shown(handlers, "r2/changes")


def test_a_deleted_report_is_gone_and_no_window_remembers_it(handlers):
    act(handlers, "drop", finding="f1")
    html = act(handlers, "delete")[handlers.screen]
    assert "Actions in your plans keep the words" in html
    assert REPORTS.list(handlers.shared.store, "b") == ()
    assert handlers.shared.windows.changed_report("w") is None
    assert "not on this computer any more" in act(handlers, "drop", finding="f1")[handlers.errand]


def test_with_keeping_off_a_report_lives_in_its_window_only(handlers, report):
    choose_keeping(handlers.shared.store, on=False)
    REPORTS.keep(handlers.shared.store_of("w"), "b", replace(report, id="r9", name="Held.pdf"))
    html = shown(handlers)
    assert "Held.pdf" in html
    assert "this window only" in html
    assert "Held.pdf" not in shown(handlers, window="another")
    assert "Dropped." in act(handlers, "drop", report="r9", finding="f1")[handlers.screen]


def test_before_it_is_ready_the_screen_says_so_and_if_it_cannot_be_why(handlers):
    start = SimpleNamespace(assistant=None, progress=Progress("x", error="The disk is full."))
    waiting = replace(handlers, shared=Shared(start, handlers.shared.store))
    first, last = (u[waiting.screen] for u in waiting.show("w", "b", event(address="r1")))
    assert "getting ready" in first
    assert "The disk is full." in last


def test_gradios_own_first_event_changes_nothing(handlers):
    updates = list(handlers.show("w", "b", gr.EventData(None, None)))
    assert all(handlers.screen not in update for update in updates)
