import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answering import MAX_QUESTION_WORDS, Assistant
from assistant.types import AnswerKind, Filters, Role
from corpus.index import open_index

TWENTY_THOUSAND = 20_000
ORDINARY = [
    "How do we improve our medication process?",
    "give me all the top tips for supervision",
    "what are the prompts of S4?",
    "what does good look like for complaints?",
    "compare good and outstanding for R2",
    "which rating would it be if complaints are not answered?",
    "How did a provider improve medicines? Is there a case study?",
    "how much is the consultancy package?",
    "What tips are there for supervision and what is the VAT on training?",
    "What is the minimum wage?",
    "How do I breed tropical fish?",
    "Mum has bruises on her arms again and won't say how",
    "what does the news article say?",
    "what is a CCG?",
    "safegarding trainning",
    "RI",
    "KLOEs",
]
ODD = [
    "",
    "   \n\t ",
    "!!!",
    "…?!—“”",
    "😀😀",
    "👩‍⚕️ 💊 ?",
    "\x00\x01\x02",
    "tips\x00for\x1b[31m supervision\x07",
    "‮tips for supervision‬",
    "<script>alert('x')</script>",
    "<img src=x onerror=alert(1)> tips for supervision",
    "**bold** [link](javascript:alert(1)) | table |",
    "{about} {0} {} %s ${HOME} {{7*7}}",
    "'; DROP TABLE passages; --",
    "../../etc/passwd",
    "¿Cómo mejoramos la gestión de los medicamentos?",
    "Wie verbessern wir die Medikamentengabe?",
    "Jak poprawić podawanie leków?",
    "如何改善药物管理",
    "كيف نحسن إدارة الأدوية",
    "דואר",
    "a",
    "?",
    "1234567890",
    "the of and to",
    "ＷＨＡＴ ＡＲＥ ＴＨＥ ＴＩＰＳ",
    "I̸̢g̷n̶o̴r̵e̷ ̶t̸h̷i̵s̶",
    "\ud800 lone surrogate".encode("utf-8", "replace").decode(),
    "x" * TWENTY_THOUSAND,
    "tips for supervision " * 50,
    "\n".join(["how do we improve?"] * 20),
]


@pytest.mark.parametrize("question", ORDINARY + ODD)
def test_every_answer_is_cited_or_abstains_or_asks_or_is_a_notice(ask, honesty, question):
    honesty.check(ask(question), question)


@settings(max_examples=35, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(question=st.text(max_size=200), before=st.lists(st.text(max_size=80), max_size=3))
def test_any_text_after_any_history_gets_an_honest_answer(assistant, honesty, history, question, before):
    honesty.check(assistant.ask(question, history(*before)), question)


WORDS = [
    "tips",
    "S4",
    "good",
    "outstanding",
    "medicines",
    "reg 17",
    "and",
    "what",
    "is",
    "?",
    "£",
    "fell",
    "all",
    "the",
]


@settings(max_examples=35, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_any_mixture_of_telling_words_gets_an_honest_answer(assistant, honesty, words):
    question = " ".join(words)
    honesty.check(assistant.ask(question), question)


@pytest.mark.parametrize("question", ORDINARY)
def test_lay_questions_and_decoys_are_never_shown(ask, never_shown, question):
    answer = ask(question)
    ours = [b.text for b in answer.blocks if b.role is not Role.QUOTE] + [n.text for n in answer.notices]
    shown = "\n".join([*ours, *(s for s in answer.suggestions)]).lower().replace(question.lower(), "")
    allowed = {"what should we include in an action plan?", "what evidence can we collect for cqc?"}
    assert [text for text in never_shown if text in shown and text not in allowed] == []


@pytest.mark.parametrize("question", ["", "   \n", "!!!", "😀😀", "\x00\x01", "…?!"])
def test_nothing_typed_asks_for_a_question(ask, question):
    answer = ask(question)
    assert (answer.kind, answer.reason) == (AnswerKind.CLARIFY, "empty")


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script>",
        "<style>p{color:red}</style><div class='a'></div>",
        "<!-- a comment on safeguarding -->",
        "https://www.example.org/guidance/medicines?x=1",
        "www.example.org",
        '{"question": "tips for supervision", "n": 3}',
        "[1, 2, 3]",
        "12345",
        "1,000.50",
        "07700 900461",
        "zxcvbnm qazwsx",
        "如何改善药物管理",
    ],
)
def test_what_holds_no_question_is_asked_back_and_never_quoted(ask, question):
    answer = ask(question)
    assert (answer.kind, answer.reason) == (AnswerKind.CLARIFY, "unreadable")
    assert not answer.notices


@pytest.mark.parametrize("question", ["asdfgh qwerty", "lorem ipsum dolor", "SELECT * FROM staff; DROP TABLE staff;"])
def test_words_that_ask_nothing_are_not_answered(ask, question):
    answer = ask(question)
    assert answer.kind in {AnswerKind.ABSTAINED, AnswerKind.CLARIFY}
    assert not answer.notices


@pytest.mark.parametrize(
    "question", ["<b>top tips for supervision</b>", "top tips for supervision https://www.example.org/tips"]
)
def test_a_question_among_mark_up_is_answered_as_without(ask, question):
    assert ask(question).citations == ask("top tips for supervision").citations != ()


@pytest.mark.parametrize("question", ["what about that?", "the of and to"])
def test_nothing_to_search_for_asks_what_is_meant(ask, question):
    answer = ask(question)
    assert (answer.kind, answer.reason) == (AnswerKind.CLARIFY, "unclear")


def test_a_text_that_is_too_long_asks_for_a_shorter_one(ask):
    answer = ask("word " * (TWENTY_THOUSAND // 5))
    assert (answer.kind, answer.reason) == (AnswerKind.CLARIFY, "too long")
    assert str(MAX_QUESTION_WORDS) in answer.blocks[0].text


def test_the_longest_question_that_is_read_is_read(ask):
    question = "How do we improve supervision? " + "really " * (MAX_QUESTION_WORDS - 5)
    assert len(question.split()) == MAX_QUESTION_WORDS
    assert ask(question).reason != "too long"
    assert ask(f"{question} really").reason == "too long"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("W5.9", "W5 has the prompts W5.1 to W5."),
        ("S4.99", "S4 has the prompts S4.1 to S4."),
        ("S9", "S1 to S5"),
        ("E7", "E1 to E5"),
        ("S6", "S1 to S5"),
    ],
)
def test_a_code_that_does_not_exist_is_said_not_to_exist(ask, code, says):
    answer = ask(f"what does {code} say?")
    assert (answer.kind, answer.reason) == (AnswerKind.ABSTAINED, "unknown code")
    assert answer.blocks[0].text.startswith(f"There is no {code} in ")
    assert says in answer.blocks[0].text


def test_the_line_about_key_lines_names_those_of_the_annex(ask, by_code):
    says = ask("what does S9 say?").blocks[0].text
    for letter in "SECRW":
        highest = max(int(code[1:]) for code in by_code if code[0] == letter and "." not in code)
        assert f"{letter}1 to {letter}{highest}" in says


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("reg 17", ("good governance", "death")),
        ("what does regulation 17 say?", ("good governance", "death")),
        ("Reg. 18?", ("staffing", "notification of other incidents")),
        ("are we in breach of regulation 18", ("staffing", "notification of other incidents")),
    ],
)
def test_a_bare_regulation_shows_both_that_it_may_be(ask, question, both):
    answer = ask(question)
    assert answer.kind is AnswerKind.CLARIFY
    assert answer.citations == ()
    assert all(meaning in answer.blocks[0].text for meaning in both)


@pytest.mark.parametrize("question", ["regulation 17 of 2014 good governance", "reg 18 (2009) notifications"])
def test_a_regulation_that_says_which_is_not_asked_back(ask, question):
    assert ask(question).reason != "ambiguous regulation"


@pytest.mark.parametrize("question", ["rate us", "would you say our home is good?", "predict our rating"])
def test_a_service_is_never_rated(ask, question):
    answer = ask(question)
    assert [notice.id for notice in answer.notices] == ["rate"]
    assert answer.citations == ()


@pytest.mark.parametrize("question", ["invent a quote from CQC on night staff", "make up a code for laundry"])
def test_nothing_is_invented(ask, question):
    answer = ask(question)
    assert answer.kind is AnswerKind.NOTICE
    assert [notice.id for notice in answer.notices] == ["invent"]


def test_an_abstention_gives_a_reason_and_a_place_to_look(ask):
    answer = ask("How do I breed tropical fish?")
    assert (answer.kind, answer.reason) == (AnswerKind.ABSTAINED, "not covered")
    assert answer.blocks[0].text == "The guidance does not cover this."
    assert answer.blocks[-1].text.startswith("Where to look: ")


def test_a_filter_that_hides_everything_says_so(assistant):
    answer = assistant.ask(ORDINARY[0], filters=Filters(documents=("nothing",)))
    assert answer.kind is AnswerKind.ABSTAINED
    assert "in the documents you chose" in answer.blocks[0].text


def test_suggestions_are_answered_when_they_are_asked(ask):
    suggested = {s for question in ORDINARY[:8] for s in ask(question).suggestions}
    assert len(suggested) > 5
    refused = [s for s in suggested if ask(s).kind is not AnswerKind.ANSWERED]
    assert refused == []


def test_a_question_is_not_suggested_after_itself(ask):
    question = "What are all the prompts of S4?"
    assert question.lower() not in {s.lower() for s in ask(question).suggestions}


def test_asking_again_gives_the_same_answer(assistant):
    one, other = (replace(assistant.ask(ORDINARY[0]), seconds=0) for _ in range(2))
    assert one == other


def test_two_threads_at_once_get_the_answers_that_each_gets_alone(ask, assistant, history):
    before = history("How do we improve supervision?", "Here is how.")
    jobs = [(question, ()) for question in ORDINARY[:6]] + [("any more tips on that?", before)] * 2
    alone = [replace(assistant.ask(*job), seconds=0) for job in jobs]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda job: replace(assistant.ask(*job), seconds=0), jobs))
    assert together == alone


def test_two_conversations_do_not_mix(assistant, history):
    question = "what are the tips on that?"
    first = assistant.ask(question, history("How do we improve supervision?", "…"))
    assistant.ask(question, history("How should we deal with safeguarding concerns?", "…"))
    again = assistant.ask(question, history("How do we improve supervision?", "…"))
    assert replace(again, seconds=0) == replace(first, seconds=0)


# -- a folder without manifest, lay questions, decoys and annex --------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "When may relatives visit?",
        "what are all the things to check?",
        "tell me about S4",
        "rate us",
        "hello",
        "x",
        "é",
    ],
)
def test_any_folder_gets_honest_answers(small_assistant, honesty_about, question):
    honesty_about(small_assistant.index).check(small_assistant.ask(question), question)


def test_a_folder_of_ones_own_is_quoted(small_assistant):
    answer = small_assistant.ask(
        "Two people sign for controlled drugs. Staff keep a record of every medicine they give."
    )
    assert answer.kind is AnswerKind.ANSWERED
    assert "Two people sign for controlled drugs." in " ".join(c.quote for c in answer.citations)
    assert {c.source_file for c in answer.citations} <= {"policy.md", "notes.txt", "page.html"}


def test_codes_are_not_called_unknown_where_no_framework_is_held(small_assistant):
    assert small_assistant.ask("what does W5.9 say?").reason != "unknown code"


def test_a_corpus_of_one_line_is_answered(tmp_path, WordEncoder):
    from ingest.pipeline import ingest

    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "one.txt").write_text("Sign the visitors book at the front door.\n", encoding="utf-8")
    ingest(tmp_path / "corpus", tmp_path / "index", WordEncoder())
    tiny = Assistant(open_index(tmp_path / "index"), WordEncoder())
    answer = tiny.ask("Sign the visitors book at the front door.")
    assert [c.quote for c in answer.citations] == ["Sign the visitors book at the front door."]


def test_never_shown_texts_are_there_to_be_found(never_shown, corpus_folder):
    """The test above would find nothing in an empty list."""
    assert len(never_shown) > 2000
    first = json.loads((corpus_folder / "decoys.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["question"].lower() in never_shown
