"""What a model wrote, as people see it, copy it, save it and open it again."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from pydantic import TypeAdapter

from assistant.conversation import Conversation
from assistant.export.clipboard import copied_html, copied_text
from assistant.export.markdown import to_markdown
from assistant.export.word import to_word
from assistant.screens.conversation_page import conversation_html, spoken
from assistant.sections import sections_of
from assistant.types import Answer, AnswerKind, Block, Citation, Dropped, Masked, Notice, Role, Writing
from assistant.view import answer_html, answer_text, label_of
from corpus.types import Span

EVIL = "<b>evil</b>"
QUOTE = "Supervision meetings take place every six weeks."
SAID = "Supervision takes place every six weeks."
LEFT_OUT = "Supervision is voluntary."
WORDS = Citation(1, "p", "d", "The guide", "d.md", "prose", ("Training",), "page 3", QUOTE, (Span(0, 9),), "Advice")
WRITTEN = Answer(
    AnswerKind.ANSWERED,
    (
        Block(Role.STATEMENT, SAID, (1,)),
        Block(Role.HEADING, "Training"),
        Block(Role.QUOTE, QUOTE, (1,)),
        Block(Role.STATEMENT, "Both people sign.", (1,)),
        Block(Role.OURS, "Nothing else was found."),
    ),
    (WORDS,),
    (
        Notice("generate-written", "Written by a language model."),
        Notice("generate-left-out", "1 of 3 sentences were left out."),
    ),
    engine="generative",
    left_out=(Dropped(LEFT_OUT, "It says the opposite."),),
    written=Writing("small", "models.example", True, "hash", 3, masked=(Masked("names", "Patel"),)),
)
SENT = Notice("generate-sent", "Your question was sent to models.example.")
TALK = Conversation().plus("How often?", WRITTEN)
DAY = date(2026, 11, 22)


def word_text():
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(to_word(TALK, None, DAY))).paragraphs)


def test_statements_stand_in_the_order_in_which_they_were_written():
    sections = sections_of(WRITTEN)
    assert [[s.text for s in section.statements] for section in sections] == [[SAID], ["Both people sign."], []]
    assert [len(section.clusters) for section in sections] == [1, 0, 0]


def test_who_speaks_stands_above_the_statements_wherever_they_are_shown():
    blocks = (
        Block(Role.VOICE, "Ann Lee, manager"),
        *WRITTEN.blocks[:3],
        Block(Role.VOICE, "The Elms"),
        WRITTEN.blocks[3],
    )
    spoken_by = replace(WRITTEN, blocks=blocks)
    assert [section.voice for section in sections_of(spoken_by)] == ["Ann Lee, manager", "The Elms"]
    assert '<p class="voice">Ann Lee, manager</p><div class="statement">' in answer_html(spoken_by)
    talk = Conversation().plus("How often?", spoken_by)
    for text in (
        to_markdown(talk, None, DAY),
        copied_text(talk.exchanges[0], None),
        copied_html(talk.exchanges[0], None),
    ):
        assert (
            text.index("Ann Lee, manager") < text.index(SAID) < text.index("The Elms") < text.index("Both people sign.")
        )
    assert "Ann Lee" not in spoken(spoken_by)


def test_plain_text_says_whose_words_they_are_before_the_answer_and_what_was_left_out_behind_it():
    notices = (*WRITTEN.notices, SENT, Notice("dated", "The guide is from 2019."))
    text = answer_text(replace(WRITTEN, notices=notices))
    above, answer = text.split(f"\n\n{SAID} [1]\n")
    assert above.split("\n")[0] == label_of(WRITTEN)
    assert above.endswith(SENT.text)
    said, noted = answer.split("\n\nSources:")[0].split("\n\nPlease note:\n")
    assert said.endswith("Nothing else was found.\n\n1 of 3 sentences were left out.")
    assert noted == "- The guide is from 2019."


def test_copied_text_names_the_model_once_and_says_where_the_question_was_sent():
    answer = replace(WRITTEN, notices=(*WRITTEN.notices, SENT))
    text = copied_text(replace(TALK.exchanges[0], answer=answer), None)
    assert text.count("small") == 1
    assert text.index(SENT.text) < text.index(SAID)


def test_the_next_question_carries_over_the_answer_and_not_who_wrote_it():
    assert TALK.history()[-1].content.startswith(SAID)


def test_a_statement_is_no_quote_and_shows_the_words_it_rests_on():
    html = answer_html(WRITTEN)
    statement = html.split('<div class="statement">')[1].split("</div>")[0]
    before, fold = statement.split('<details class="rests-on">')
    assert "blockquote" not in before
    assert 'href="#a1-s1"' in before
    assert f"<blockquote><p>{QUOTE}</p></blockquote>" in fold
    assert html.count('id="a1-q1"') == 1


def test_the_label_says_who_wrote_it():
    assert label_of(WRITTEN) == "Written by a language model (small), checked"
    assert label_of(replace(WRITTEN, kind=AnswerKind.PARTIAL)).endswith("; part of this is not in the guidance")


def test_an_answer_in_the_guidances_words_says_before_it_why_no_model_wrote_it():
    why = Notice("generate-fallback", "The guidance’s own words follow, because it was slow.")
    answer = replace(WRITTEN, blocks=(Block(Role.QUOTE, QUOTE, (1,)),), notices=(why,), engine="extractive")
    assert label_of(answer) == "In the guidance’s own words"
    html = answer_html(answer)
    assert html.index("because it was slow") < html.index("<blockquote")
    assert html.count("because it was slow") == 1


def test_what_was_left_out_is_folded_and_marked_with_its_reason():
    fold = answer_html(WRITTEN).split('<details class="more left-out">')[1]
    assert fold.startswith("<summary>What was left out (1)")
    assert "Not supported" in fold
    assert LEFT_OUT in fold
    assert "It says the opposite." in fold


def test_what_was_hidden_is_shown():
    assert "<li>names: Patel</li>" in answer_html(WRITTEN)


@pytest.mark.parametrize(
    "text",
    [
        copied_text(TALK.exchanges[0], None),
        copied_html(TALK.exchanges[0], None),
        to_markdown(TALK, None, DAY).replace("\\", ""),
        word_text(),
        spoken(WRITTEN),
    ],
    ids=["text", "html", "markdown", "word", "spoken"],
)
def test_what_leaves_the_page_says_who_wrote_it_and_nothing_that_was_left_out(text):
    assert "Written by a language model (small), checked" in text
    assert SAID in text
    assert QUOTE in text
    assert LEFT_OUT not in text
    assert "Patel" not in text


def test_saved_statements_carry_their_citations_and_the_words_they_rest_on():
    for text in (word_text(), copied_text(TALK.exchanges[0], None), to_markdown(TALK, None, DAY).replace("\\", "")):
        assert f"{SAID} [1]" in text
        assert "The words that the sentences above rest on" in text


def test_a_kept_answer_is_the_same_when_it_is_opened_again():
    adapter = TypeAdapter(Conversation)
    again = adapter.validate_json(adapter.dump_json(TALK))
    assert again == TALK
    assert conversation_html(again, None) == conversation_html(TALK, None)


def test_everything_a_model_wrote_is_escaped():
    evil = replace(
        WRITTEN,
        blocks=(Block(Role.STATEMENT, EVIL, (1,)),),
        left_out=(Dropped(EVIL, EVIL),),
        written=Writing(EVIL, EVIL, True, "hash", masked=(Masked(EVIL, EVIL),)),
    )
    assert "<b>" not in conversation_html(Conversation().plus("q", evil), None)
    assert "<b>" not in to_markdown(Conversation().plus("q", evil), None, DAY)
