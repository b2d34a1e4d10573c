import io
import re
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.conversation import Conversation, Exchange
from assistant.export.clipboard import copied_html, copied_text
from assistant.export.markdown import to_markdown
from assistant.export.references import file_name, references_of
from assistant.export.word import to_word
from assistant.types import Answer, AnswerKind, Block, Citation, Notice, Role
from corpus.types import SourceDocument, Span

EVIL = '<script>alert("x")</script> **stars** \x00\x0b # not a heading'
DAY = date(2026, 11, 22)
SOURCE = SourceDocument(
    "annex", "Annex A2", "CQC", "unknown; no date", "annex-a2", "regulator's framework", "© Them", "unknown",
    "a.txt", "0.txt", "", "plain",
)  # fmt: skip
INDEX = SimpleNamespace(
    documents={"annex": SimpleNamespace(source=SOURCE)},
    frameworks={"annex-a2": SimpleNamespace(version="consultation draft of the 2017 framework (our reading)")},
)


def cited(number, quote="Store medicines well.", locator="page 3", document="annex"):
    return Citation(
        number, f"p{number}", document, "Annex A2", "0.txt", "tip", ("Safe", "Top tips"), locator, quote,
        (Span(0, 5),), "CQC, “Annex A2”; advice",
    )  # fmt: skip


ONE, TWO, THREE = cited(1), cited(2, "Check the label."), cited(3, "Look it up.", "page 9")
ANSWER = Answer(
    AnswerKind.ANSWERED,
    (
        Block(Role.CARD, "Act first"),
        Block(Role.CARD, "Call 999."),
        Block(Role.OURS, "Here it is:"),
        Block(Role.HEADING, "Annex A2 › Top tips"),
        *(Block(Role.QUOTE, c.quote, (c.number,)) for c in (ONE, TWO, THREE)),
    ),
    (ONE, TWO, THREE),
    (Notice("old", "This framework was replaced.", (1, 2)), Notice("safety-card", "Act first: Call 999.")),
)
TALK = Conversation().plus("How do we store medicines?", ANSWER).plus("And then?", ANSWER)


def read_back(data):
    return Document(io.BytesIO(data))


def test_quotes_from_one_place_share_a_reference():
    references = references_of(ANSWER, INDEX)
    assert [r.numbers for r in references] == [(1, 2), (3,)]
    assert references[0].line == (
        "Annex A2; Safe › Top tips › page 3; CQC, date unknown; no date; regulator's framework; tip; "
        "consultation draft of the 2017 framework"
    )


@pytest.mark.parametrize("index", [None, SimpleNamespace(documents={})])
def test_a_reference_to_a_document_that_is_gone_still_says_what_is_known(index):
    assert references_of(ANSWER, index)[0].line == "Annex A2; Safe › Top tips › page 3; CQC, “Annex A2”; advice"


def test_files_are_named_by_the_day():
    assert file_name(DAY, "docx") == "askkloe-2026-11-22.docx"


# -- Word ------------------------------------------------------------------------------------------


def test_word_has_questions_quotes_notices_and_references():
    document = read_back(to_word(TALK, INDEX, DAY))
    texts = [(p.style.name, p.text) for p in document.paragraphs]
    assert texts[0] == ("Title", "AskKLOE conversation")
    assert "22 November 2026" in texts[1][1]
    assert [text for style, text in texts if style == "Heading 1"] == ["How do we store medicines?", "And then?"]
    quotes = [text for style, text in texts if style == "Quote"][:3]
    assert quotes == ["Store medicines well. [1]", "Check the label. [2]", "Look it up. [3]"]
    assert ("List Bullet", "This framework was replaced. [1] [2]") in texts
    assert any(text.startswith("[1] [2] Annex A2; Safe › Top tips › page 3; CQC") for _, text in texts)
    assert [text for _, text in texts].count("Act first") == 2
    assert [text for _, text in texts].index("Act first") < [text for _, text in texts].index("Here it is:")


def test_every_number_in_word_links_to_its_own_reference():
    body = read_back(to_word(TALK, INDEX, DAY)).element.body
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert sorted(names) == sorted(f"q{turn}ref{n}" for turn in (1, 2) for n in (1, 2, 3))
    assert set(anchors) == set(names)
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert ids == [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))]
    assert len(ids) == len(set(ids))


def test_word_names_no_person_and_is_british_a4():
    data = to_word(TALK, INDEX, DAY)
    document = read_back(data)
    assert document.core_properties.author == "AskKLOE"
    assert document.core_properties.last_modified_by in {"", "AskKLOE"}
    assert round(document.sections[0].page_width.cm, 1) == 21.0
    styles = zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()
    assert 'w:lang w:val="en-GB"' in styles


def test_word_takes_any_character():
    talk = Conversation().plus(EVIL, Answer(AnswerKind.NOTICE, (Block(Role.OURS, EVIL),)))
    texts = [p.text for p in read_back(to_word(talk, None, DAY)).paragraphs]
    assert '<script>alert("x")</script> **stars** # not a heading' in texts


# -- Markdown --------------------------------------------------------------------------------------


def test_markdown_has_questions_quotes_notices_and_references():
    text = to_markdown(TALK, INDEX, DAY)
    assert text.startswith("# AskKLOE conversation\n\nSaved on 22 November 2026.")
    for part in (
        "\n\n## How do we store medicines?\n\n### Act first\n\n- Call 999.\n\n",
        "\n\n### Annex A2 › Top tips\n\n> Store medicines well. [1]\n\n> Check the label. [2]\n\n",
        "\n\n### Please note\n\n- This framework was replaced. [1] [2]\n\n",
        "\n\n### References\n\n- [1] [2] Annex A2; Safe › Top tips › page 3",
    ):
        assert part in text


def test_markdown_shows_markup_as_text():
    talk = Conversation().plus(EVIL, Answer(AnswerKind.NOTICE, (Block(Role.OURS, "1. one"), Block(Role.OURS, "- two"))))
    text = to_markdown(talk, None, DAY)
    assert "\\<script\\>" in text
    assert "\\*\\*stars\\*\\*" in text
    assert "\n\n1\\. one\n\n\\- two\n" in text


# -- the clipboard ---------------------------------------------------------------------------------


def test_copied_text_has_question_answer_and_references():
    text = copied_text(TALK.exchanges[0], INDEX)
    assert text.startswith("How do we store medicines?\n\nIn the guidance’s own words\n\nAct first\nCall 999.\n")
    assert "“Check the label.” [2]" in text
    assert text.endswith(
        "References\n"
        + "\n".join(f"{' '.join(f'[{n}]' for n in r.numbers)} {r.line}" for r in references_of(ANSWER, INDEX))
    )
    assert "Sources:" not in text


def test_copied_html_is_plain_and_escaped():
    html = copied_html(TALK.exchanges[0], INDEX)
    assert "<blockquote>Check the label. [2]</blockquote>" in html
    assert "<p>[1] [2] Annex A2; Safe" in html
    assert not re.search(r"\b(?:class|id|href)=", html)
    evil = copied_html(Exchange(EVIL, Answer(AnswerKind.NOTICE, (Block(Role.OURS, EVIL),))), None)
    assert "<script" not in evil
