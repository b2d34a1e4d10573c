"""The plan, the factual accuracy comments and the written report in Word, read back."""

import ast
import io
import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from assistant.export.accuracy import accuracy_name, accuracy_word
from assistant.export.plan_word import plan_word, plan_word_name
from assistant.export.written_report import written_report_name, written_report_word
from assistant.patterns import load_data
from assistant.plan.fields import FOR_YOU, field_groups, item_fields
from assistant.plan.items import (
    ActionItem,
    ActionPlan,
    Considered,
    CrossReference,
    Milestone,
    Priority,
    Quoted,
    QuoteRole,
    Source,
    SourceKind,
    Status,
    Task,
    Term,
    WrittenRequest,
)
from assistant.report.findings import Accuracy, Finding, Judgement, Report, ReportState
from assistant.types import Citation
from corpus.types import Span

ASSISTANT = Path(__file__).resolve().parents[3] / "assistant"
DAY = date(2026, 11, 22)
KLOE = CrossReference("annex-a2", "consultation draft of the 2017 framework", "S4", "Safe")
WORDS = "We found gaps in 6 of 14 MAR charts."
WHOSE = "in the words of: Guide to improvement, page 31"
TIP, GOOD = "Check MAR charts every week.", "Medicines are given as prescribed."


def cited(number, quote, start=10, document="guide-to-improvement"):
    return Citation(
        number, f"p{start}", document, "Guide to improvement", "0.txt", "tip", ("Medicines", "Top tips"), "page 31",
        quote, (Span(start, start + len(quote)),), "Skills for Care, 2019; advice",
    )  # fmt: skip


def drafted(**values):
    """An action as it comes out of drafting: nothing filled in that only the manager knows."""
    return replace(
        ActionItem(
            source=Source(SourceKind.INSPECTION, WORDS, "Report of March", "Is the service safe?", 7),
            regulations=("12(2)(g)",),
            kloes=(KLOE,),
            not_yet=WORDS,
            action="Medicines records without gaps",
            tasks=(Task(TIP, quote=1), Task("Talk about gaps in handover.", drafted=True)),
            objective="By __, no chart has a gap.",
            evidence="audit tools",
            term=Term.QUICK,
            drafted=("action", "objective"),
            quotes=(
                Quoted(QuoteRole.TASK, cited(1, TIP)),
                Quoted(QuoteRole.SERVES, cited(2, GOOD, 900, "cqc-annex-a2")),
            ),
        ),
        **values,
    )


def planned(*items, **values):
    return replace(ActionPlan("p", "Autumn plan"), **values).with_new(items)


def read(data):
    return Document(io.BytesIO(data))


def everything(document):
    """All words of a document, those of tables, links and footers included."""
    body = "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    return body + "\n" + "\n".join(p.text for section in document.sections for p in section.footer.paragraphs)


def lines(document):
    """Its paragraphs, the words of links included."""
    return ["".join(n.text or "" for n in p._p.iter(qn("w:t"))) for p in document.paragraphs]


def headings(document, level):
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


# -- the plan --------------------------------------------------------------------------------------


def test_the_plan_lies_on_landscape_a4():
    section = read(plan_word(planned(drafted()), DAY)).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)


def test_the_table_has_the_default_columns_and_fits_the_page():
    document = read(plan_word(planned(drafted()), DAY))
    table, section = document.tables[0], document.sections[0]
    assert rows(table)[0] == [field.heading for field in field_groups()[0].fields]
    assert len(table.columns) == 8
    room = section.page_width - section.left_margin - section.right_margin
    for row in table.rows:
        assert sum(cell.width for cell in row.cells) <= room


def test_the_row_of_headings_is_repeated_and_rows_stay_whole():
    plan = planned(*[drafted() for _ in range(25)], drafted(status=Status.CLOSED))
    for table in read(plan_word(plan, DAY)).tables:
        heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_what_only_the_manager_knows_is_marked_as_blank_and_never_filled():
    document = read(plan_word(planned(drafted()), DAY))
    cells = dict(zip(*rows(document.tables[0]), strict=True))
    assert [name for name, text in cells.items() if text == FOR_YOU] == ["Immediate control", "Lead", "Due"]
    blanks = next(line for line in lines(document) if line.startswith("For you to fill in: "))
    for label in ("Root cause", "Effect on people", "Resources", "Duty of candour?"):
        assert label in blanks
    assert "Lessons learned" not in blanks


def test_wording_of_ours_is_marked_until_it_is_changed():
    item = drafted()
    document = read(plan_word(planned(item), DAY))
    assert rows(document.tables[0])[1][3] == "Medicines records without gaps †"
    assert rows(document.tables[0])[1][6] == "audit tools"
    assert "Objective: By __, no chart has a gap. †" in lines(document)
    assert "Talk about gaps in handover. †" in lines(document)
    assert "† Wording drafted by AskKLOE" in document.sections[0].footer.paragraphs[0].text
    changed = planned(replace(item, drafted=(), tasks=()))
    assert "†" not in "".join(rows(read(plan_word(changed, DAY)).tables[0])[1])


def test_quick_wins_long_term_and_closed_actions_stand_apart():
    plan = planned(
        drafted(term=Term.LONG),
        drafted(term=Term.QUICK),
        drafted(term=Term.NONE),
        drafted(status=Status.CLOSED, lessons="Check weekly.", impact="Nobody missed a dose.", term=Term.QUICK),
    )
    document = read(plan_word(plan, DAY))
    assert headings(document, 1)[:5] == [
        "Quick wins", "Long-term actions", "Not yet sorted into quick wins and long-term actions",
        "Closed actions and lessons", "The actions one by one",
    ]  # fmt: skip
    assert [rows(table)[1][0] for table in document.tables] == ["A2", "A1", "A3", "A4"]
    closed = dict(zip(*rows(document.tables[3]), strict=True))
    assert closed["Lessons learned"] == "Check weekly."
    assert closed["What changed for people"] == "Nobody missed a dose."


def test_overdue_and_done_are_said_beside_date_and_status():
    late = drafted(due=date(2026, 11, 1))
    done = drafted(due=date(2026, 11, 1), done=date(2026, 10, 30), holding=date(2026, 11, 12))
    document = read(plan_word(planned(late, done), DAY))
    assert rows(document.tables[0])[1][5] == "01/11/2026\noverdue"
    assert rows(document.tables[0])[2][5] == "01/11/2026"
    assert rows(document.tables[0])[2][7] == "open\ndone 30/10/2026\nchecked, and holding, 12/11/2026"
    assert any(
        line.startswith("2 open, 1 of them overdue, and 0 closed on 22 November 2026") for line in lines(document)
    )


def test_everything_that_is_filled_in_stands_somewhere():
    texts = {
        f.name: f"Words of {f.name}." for f in item_fields() if f.kind in {"text", "long"} and f.name != "regulations"
    }
    days = {f.name: date(2027, 1, n) for n, f in enumerate((f for f in item_fields() if f.kind == "date"), 1)}
    duties = {f.name: Considered(f"No, {f.name}", "R. M.", DAY) for f in item_fields() if f.kind == "considered"}
    others = {"regulations": ("12",), "priority": Priority.BREACH, "milestones": (Milestone("Half of them", DAY),)}
    item = drafted(**{**texts, **days, **duties, **others})
    text = everything(read(plan_word(planned(item), DAY)))
    for words in (*texts.values(), *(f"No, {name}" for name in duties), "breach or time frame", "Half of them"):
        assert words in text
    for day in days.values():
        assert f"{day:%d/%m/%Y}" in text


def test_a_quote_is_numbered_once_however_many_actions_use_it():
    other = drafted(
        quotes=(Quoted(QuoteRole.TASK, cited(1, TIP)), Quoted(QuoteRole.EXAMPLE, cited(2, "“We did.”", 50)))
    )
    document = read(plan_word(planned(drafted(), other), DAY))
    references = [line for line in lines(document) if line.startswith("[")]
    assert references == [
        f"[1] “{TIP}” Guide to improvement; Top tips; page 31; advice",
        f"[2] “{GOOD}” Guide to improvement; Top tips; page 31; advice",
        "[3] “We did.” Guide to improvement; Top tips; page 31; advice",
    ]
    assert lines(document).count("Skills for Care, 2019; advice") == 1
    assert lines(document).count(f"{TIP} [1]") == 2
    assert "What Good looks like [2]" in lines(document)
    assert "What one provider did (an example, not a task) [3]" in lines(document)


def test_numbers_are_links_to_places_that_exist():
    body = read(plan_word(planned(drafted(), drafted()), DAY)).element.body
    places = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert links == places == {"ref1", "ref2"}


def test_a_code_comes_with_its_framework_and_the_notice_on_it():
    document = read(plan_word(planned(drafted()), DAY))
    assert any("S4 (Safe; consultation draft of the 2017 framework)" in line for line in lines(document))
    notice = next(r["text"] for r in load_data("notices.toml")["notice"] if r["id"] == "framework-annex-a2")
    assert lines(document).count(notice) == 1


def test_a_code_of_a_framework_without_a_notice_still_says_which_it_is():
    item = drafted(kloes=(CrossReference("kite", "draft of 2026", "K1", "Safe"),), quotes=())
    text = everything(read(plan_word(planned(item), DAY)))
    assert "stand for draft of 2026. Check on CQC’s website" in text


def test_the_plan_says_who_checks_it():
    assert "The manager checks this plan before sharing it." in everything(read(plan_word(planned(drafted()), DAY)))


@pytest.mark.parametrize("paper", [plan_word, written_report_word])
def test_an_empty_plan_makes_a_paper_that_says_so(paper):
    document = read(paper(ActionPlan("p", ""), DAY))
    assert "There are no actions in" in everything(document)
    assert document.tables == []


@pytest.mark.parametrize("paper", [plan_word, written_report_word])
def test_strange_characters_and_braces_do_no_harm(paper):
    evil = "<b>{not_met} \x00\x0b{0} & “quote”\nsecond line"
    plan = planned(drafted(not_yet=evil, action=evil, lead=evil, notes=evil), name=evil, service=evil, scope=evil)
    text = everything(read(paper(plan, DAY)))
    assert "<b>{not_met} {0} & “quote”" in text
    assert "second line" in text


def test_the_same_plan_on_the_same_day_says_the_same():
    plan = planned(drafted(), drafted())
    assert everything(read(plan_word(plan, DAY))) == everything(read(plan_word(plan, DAY)))


def test_files_are_named_by_what_they_are_and_the_day():
    plan = planned(name="Plan / after: CQC’s visit é")
    assert plan_word_name(plan, DAY) == "askkloe-plan-plan-after-cqc-s-visit-2026-11-22.docx"
    assert plan_word_name(ActionPlan("p", "…"), DAY) == "askkloe-plan-2026-11-22.docx"
    assert written_report_name(plan, DAY) == "askkloe-written-report-plan-after-cqc-s-visit-2026-11-22.docx"
    assert (
        accuracy_name(Report("r", "Draft report.pdf"), DAY) == "askkloe-factual-accuracy-draft-report-2026-11-22.docx"
    )


# -- factual accuracy ------------------------------------------------------------------------------


def commented(number, judgement, heading="Medicines", **values):
    said = Accuracy(judgement, **{"comment": f"Comment {number}", **values})
    return Finding(f"f{number}", f"Finding {number}.", "Our summary", number, heading, "Safe", accuracy=said)


DRAFT = Report(
    "r", "Draft report.pdf",
    (
        commented(1, Judgement.WRONG, evidence="Rota", evidence_dated="3 March 2026"),
        commented(2, Judgement.UNWELCOME),
        commented(3, Judgement.INCOMPLETE, "Staffing", comment=""),
        commented(4, Judgement.AGREE),
        commented(5, Judgement.NONE),
        commented(6, Judgement.WRONG),
    ),
    state=ReportState.DRAFT, emailed=date(2026, 11, 16),
)  # fmt: skip


def test_comments_stand_under_the_sections_of_the_report():
    document = read(accuracy_word(DRAFT, DAY))
    assert headings(document, 2) == [
        "Section of the report: Safe › Medicines", "Section of the report: Safe › Staffing",
    ]  # fmt: skip
    first, second = map(rows, document.tables)
    assert first[1:] == [
        ["1", "“Finding 1.”", "factually wrong", "Comment 1", "Rota\nDated: 3 March 2026"],
        ["6", "“Finding 6.”", "factually wrong", "Comment 6", FOR_YOU],
    ]
    assert second[1:] == [["3", "“Finding 3.”", "incomplete", FOR_YOU, FOR_YOU]]


def test_what_is_not_for_the_check_is_left_out_with_its_comments():
    text = everything(read(accuracy_word(DRAFT, DAY)))
    for words in ("Finding 2.", "Comment 2", "Finding 4.", "Comment 4", "Comment 5", "unwelcome", "Our summary"):
        assert words not in text


def test_comments_say_by_when_and_on_what_form_to_send_them():
    text = everything(read(accuracy_word(DRAFT, DAY)))
    assert "By our count the last day is 30 November 2026: 6 working days left" in text
    assert "Use CQC’s own form or web page" in text
    assert "send by the date in CQC’s e-mail" in text
    assert "Last checked, in a stored copy: 22 November 2026" in text


def test_without_a_date_of_the_email_no_day_is_invented():
    text = everything(read(accuracy_word(replace(DRAFT, emailed=None), DAY)))
    assert FOR_YOU in text
    assert "By our count" not in text


def test_a_report_without_comments_and_a_final_one_say_so():
    document = read(accuracy_word(Report("r", "", state=ReportState.FINAL), DAY))
    assert "No finding is marked as factually wrong or incomplete." in lines(document)
    assert any("is for draft reports" in line for line in lines(document))
    assert document.tables == []


# -- the written report ----------------------------------------------------------------------------

REQUEST = WrittenRequest(date(2026, 11, 2), "Send us a report.", date(2026, 11, 30), ("12", "18"))


def test_the_written_report_goes_by_regulation_in_the_order_of_the_law():
    plan = planned(
        drafted(regulations=("17",)), drafted(regulations=()), drafted(regulations=("9A", "12")), drafted(),
        request=REQUEST,
    )  # fmt: skip
    document = read(written_report_word(plan, DAY))
    assert headings(document, 1) == [
        "Regulation 9A: Visiting and accompanying in care homes, hospitals and hospices",
        "Regulation 12: Safe care and treatment", "Regulation 17: Good governance", "Regulation 18: Staffing",
        "Actions for which no regulation is named", "Checked by the registered person",
    ]  # fmt: skip
    assert [text.split(":")[0] for text in headings(document, 2)] == ["A3", "A4", "A1", "A2"]
    assert lines(document).count("Named in the request.") == 2
    assert "See also A3, under another regulation that they name." in lines(document)
    assert lines(document).count("No action of the plan names this regulation.") == 1


def test_the_written_report_shows_the_request_and_its_limit():
    told = lines(read(written_report_word(planned(drafted(), request=REQUEST, service="Quill House"), DAY)))
    for line in (
        "Service: Quill House", "Date of the request: 2 November 2026", "Wording of the request: “Send us a report.”",
        "Limit stated in the request: 30 November 2026", "Regulations named in the request: 12, 18",
    ):  # fmt: skip
        assert line in told
    blank = lines(read(written_report_word(planned(drafted()), DAY)))
    assert f"Limit stated in the request: {FOR_YOU}" in blank


def test_an_action_says_all_that_a_written_report_asks_for():
    item = drafted(
        lead="R. Manager", due=date(2026, 12, 1), resources="Two hours a week", sustain="Monthly audit",
        effect="Two people missed doses.", control="Two seniors check.",
    )  # fmt: skip
    assert dict(rows(read(written_report_word(planned(item), DAY)).tables[0])) == {
        "Regulations named in the source": "12(2)(g)",
        "How the regulation was not met": (
            f"“{WORDS}” (inspection finding, Report of March, Is the service safe?, page 7)"
        ),
        "What we will do": f"Medicines records without gaps †\n• {TIP} [{WHOSE}]\n• Talk about gaps in handover. †",
        "Who will do it": "R. Manager",
        "By when": "1 December 2026",
        "What is needed for it": "Two hours a week",
        "How we will keep it up": "Monthly audit",
        "How people are affected until then, and what keeps them safe": (
            "Effect on people: Two people missed doses.\nWhat keeps them safe meanwhile: Two seniors check."
        ),
    }


def test_a_task_that_somebody_changed_is_no_longer_in_the_words_of_the_guidance():
    item = drafted(tasks=(Task("Check MAR charts every Monday.", quote=1),))
    assert "in the words of" not in everything(read(written_report_word(planned(item), DAY)))


def test_what_the_written_report_lacks_is_marked_as_blank():
    cells = dict(rows(read(written_report_word(planned(drafted()), DAY)).tables[0]))
    blank = [label for label, text in cells.items() if text == FOR_YOU]
    assert blank == [
        "Who will do it", "By when", "What is needed for it", "How we will keep it up",
        "How people are affected until then, and what keeps them safe",
    ]  # fmt: skip


def test_the_written_report_says_what_the_law_asks_and_who_checks():
    text = everything(read(written_report_word(planned(drafted()), DAY)))
    for words in (
        "Use CQC’s own form where it sent you one.", "The registered person checks every line before sending.",
        "prosecute", "Last checked, in a stored copy: 22 November 2026",
    ):  # fmt: skip
        assert words in text


# -- the words of the papers -----------------------------------------------------------------------


def calls():
    """Every literal call of `says` in the modules that read ``plan_papers.toml``: (section, name, what fills gaps)."""
    for path in (ASSISTANT / "export").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "plan_paper" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(func=ast.Name("says"), args=[ast.Constant(section), ast.Constant(name)], keywords=filled):
                    yield section, name, {keyword.arg for keyword in filled}


def test_every_line_that_a_paper_says_exists_and_its_gaps_are_filled():
    found = list(calls())
    assert len(found) > 30
    for section, name, filled in found:
        line = load_data("plan_papers.toml")[section][name]
        assert {gap for _, gap, _, _ in string.Formatter().parse(line) if gap} <= filled, (section, name)


def test_every_line_of_the_papers_is_used():
    mentioned = {
        node.value
        for path in (ASSISTANT / "export").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    for section, table in load_data("plan_papers.toml").items():
        assert {name for name in table if name not in mentioned} == set(), section


def test_every_role_of_a_quote_has_its_words():
    assert set(load_data("plan_papers.toml")["plan"]["quotes"]) == {role.value for role in QuoteRole}
