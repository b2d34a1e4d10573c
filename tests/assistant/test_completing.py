import pytest

from assistant.codes import Codes
from assistant.completing import Before, complete
from assistant.conversation import Conversation
from assistant.types import Cited, Turn
from corpus.types import Kind, Passage, Span

CODES = Codes(["S4", "S4.1", "R2"])
TITLES = {"S4": "S4 (Medicines)", "S4.1": "S4 (Medicines)", "R2": "R2 (Complaints)"}


def shown(kind=Kind.CHARACTERISTIC, code="R2", heading=("Responsive", "R2")):
    return Passage("p", "d", kind, heading, "", (Span(0, 1),), "Text", (), (), code=code)


CASE = shown(Kind.CASE, "", ("1. Get ready", "Case study: Home Support Services"))


def completed(text, before, *passages):
    return complete(text, Before(before, passages, TITLES), CODES).question


@pytest.mark.parametrize(
    ("text", "before", "passages", "full"),
    [
        ("and inadequate?", "Good for complaints", [shown()], "What does Inadequate look like for R2 (Complaints)?"),
        ("outstanding?", "prompts of S4.1", [], "What does Outstanding look like for S4 (Medicines)?"),
        ("and Good for induction?", "tips", [], "What does Good look like for induction?"),
        ("what is it?", "Good for R2 (How are complaints handled…)?", [shown()], "What is it (about R2 (Complaints))"),
        ("any tips?", "How do we improve supervision?", [], "What are the top tips for supervision?"),
        ("why?", "How do we improve supervision?", [], "Why is supervision important?"),
        ("and for induction?", "What are the tips for supervision?", [], "What are the tips for induction?"),
        ("and S4?", "What are the prompts of R2?", [], "What are the prompts for S4?"),
        ("and for homecare?", "How do we recruit?", [], "How do we recruit, in homecare?"),
        ("any tips?", "Who did that (about supervision)", [CASE], "What are the top tips for supervision?"),
        (
            "and inadequate?",
            "Who did that (about R2 (Complaints))",
            [],
            "What does Inadequate look like for R2 (Complaints)?",
        ),
        ("and for induction?", "Who did that (about supervision)", [CASE], "Who did that (about induction)"),
        ("Who did that (about supervision)", "What are the tips?", [CASE], "Who did that (about supervision)"),
        ("and about investment?", "What does it say about leaders?", [], "What does it say about investment?"),
    ],
)
def test_a_short_follow_up_is_completed(text, before, passages, full):
    assert completed(text, before, *passages) == full


def test_a_pronoun_is_told_by_where_the_cited_words_stand():
    case = shown(Kind.CASE, "", ("3. Areas", "Case study 3.7: improving the medication process"))
    assert completed("what did they do?", "who did it well", case).endswith("(about improving the medication process)")


def test_what_was_shown_is_not_shown_again_where_more_is_asked_for(assistant):
    first = assistant.ask("What are the top tips for supervision?")
    talk = Conversation().plus("What are the top tips for supervision?", first)
    more = assistant.ask("anything else?", talk.history())
    assert more.citations
    assert not {c.passage_id for c in more.citations} & {c.passage_id for c in first.citations}


def test_what_was_understood_chains_over_turns(assistant):
    talk = Conversation()
    for question in ("What does Good look like for medicines?", "and infection control?"):
        talk = talk.plus(question, assistant.ask(question, talk.history()))
    answer = assistant.ask("and inadequate?", talk.history())
    assert "S5" in answer.understood
    assert {c.code for c in answer.citations} == {"S5"}


def test_where_all_was_shown_there_is_said_to_be_nothing_more(small_assistant):
    all_of_it = tuple(Cited(p.document_id, p.spans, p.id) for p in small_assistant.index.passages)
    history = (Turn("user", "How do we keep a record of medicines?"), Turn("assistant", "All of it.", all_of_it))
    answer = small_assistant.ask("anything else?", history)
    assert answer.citations == ()
    assert answer.reason in {"nothing more", "not covered"}


@pytest.mark.parametrize(
    ("before", "never"),
    [
        ("What are the top tips for supervision?", ("recruitment", "1.1")),
        ("What does Good look like for complaints?", ("Case study", "Practical examples")),
    ],
)
def test_a_kind_of_service_does_not_drag_an_answer_to_another_subject(assistant, before, never):
    talk = Conversation().plus(before, assistant.ask(before))
    leading = assistant.ask("and for homecare?", talk.history()).citations[:3]
    assert leading
    assert not [word for word in never for c in leading if word in " ".join(c.heading)]
