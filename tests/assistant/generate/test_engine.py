"""The engine against a scripted server: whatever the model does, a sound answer comes within the limit."""

import json
import threading
import time

import pytest

from assistant.generate.failures import Trouble
from assistant.patterns import load_data
from assistant.types import AnswerKind, Role
from evals.scripted import Play, pieces_of, statements_json

TROUBLE = load_data("generate.toml")["trouble"]
SPARE_S = 15  # beyond the limit, for a busy machine to find, check and compose
INVENTED = "All homes must complete 17 hours of sky-diving with Professor Zebedee every Tuesday."


def sound(answer, index):
    """Fail if anything but our lines, slices and statements that cite slices is in an answer."""
    numbers = {c.number: c for c in answer.citations}
    assert answer.kind is AnswerKind.ANSWERED
    assert answer.citations
    assert list(numbers) == list(range(1, len(numbers) + 1))
    for citation in answer.citations:
        assert citation.quote == index.slice(citation.document_id, citation.spans)
    for block in answer.blocks:
        if block.role in {Role.QUOTE, Role.STATEMENT}:
            assert block.citations
            assert set(block.citations) <= set(numbers)
        if block.role is Role.QUOTE:
            assert block.text == numbers[block.citations[0]].quote
        assert "Zebedee" not in block.text
    assert all("Zebedee" not in notice.text for notice in answer.notices)


def notice(answer, name):
    return next((n.text for n in answer.notices if n.id == name), "")


def test_a_good_answer_is_shown_with_the_words_that_each_statement_rests_on(engage, serve, good, question):
    answer = engage(serve(good).url).ask(question)
    sound(answer, engage("").index)
    statements = [block for block in answer.blocks if block.role is Role.STATEMENT]
    assert answer.engine == "generative"
    assert len(statements) >= 3
    assert answer.left_out == ()
    assert answer.written.instructions
    assert not answer.written.remote
    assert "scripted" in notice(answer, "generate-written")


def test_steps_show_statements_as_they_pass_and_the_last_is_complete(engage, serve, first_sentences, question):
    def slowly(asked):
        return Play(pieces_of(statements_json(first_sentences(asked)), 40), pause_s=0.02)

    steps = list(engage(serve(slowly).url).stream(question))
    counts = [sum(b.role is Role.STATEMENT for b in step.answer.blocks) for step in steps]
    assert [step.last for step in steps] == [False] * (len(steps) - 1) + [True]
    assert counts == sorted(counts)
    assert {0, 1, 2, 3} <= set(counts)


def test_the_key_is_sent_and_stands_nowhere_else(engage, serve, good, question):
    engine = engage(serve(good).url, key="sk-secret-9")
    answer = engine.ask(question)
    assert "sk-secret-9" not in repr(answer)
    assert "sk-secret-9" not in repr(engine._settings) + engine._settings.model_dump_json()


def test_no_model_is_asked_where_there_is_nothing_to_answer_from(engage, serve, good):
    server = serve(good)
    for text in (
        "What is the boiling point of tungsten?",
        "hello",
        "",
        "A resident has just been hit by a carer",
        "S4",
    ):
        answer = engage(server.url).ask(text)
        assert answer.engine == "extractive"
        assert answer.written is None
    assert server.asked == []


def test_a_passage_that_is_not_there_is_not_cited(engage, serve, first_sentences, question):
    def hallucinated(asked):
        rows = first_sentences(asked)
        return Play(pieces_of(statements_json([*rows, (INVENTED, ["S99"]), (rows[0][0] + " Yes.", [])])))

    answer = engage(serve(hallucinated).url).ask(question)
    sound(answer, engage("").index)
    assert answer.engine == "generative"
    assert answer.left_out[0].text == INVENTED
    assert "S99" in answer.left_out[0].why
    assert "2 of" in notice(answer, "generate-left-out")


def test_invented_figures_are_dropped_and_mostly_invented_answers_are_not_shown(
    engage, serve, first_sentences, question
):
    def invented(asked):
        rows = [
            (f"{text.rstrip('.')} within {17 + n} days.", labels)
            for n, (text, labels) in enumerate(first_sentences(asked))
        ]
        return Play(pieces_of(statements_json([*rows, (INVENTED, ["S1"])])))

    answer = engage(serve(invented).url).ask(question)
    sound(answer, engage("").index)
    assert answer.engine == "extractive"
    assert len(answer.left_out) >= 4
    assert notice(answer, "generate-fallback")


GERMAN = (
    "Die Leitung sollte alle Mitarbeitenden von Anfang an einbeziehen und ihnen zuhören, damit sie sich "
    "wertgeschätzt fühlen und gerne mitarbeiten."
)
BAD = {
    "401": (Play(('{"error": {"message": "no"}}',), status=401), TROUBLE["key_refused"]),
    "404": (Play(('{"error": {"message": "no"}}',), status=404), TROUBLE["not_found"]),
    "429": (Play(('{"error": {"message": "no"}}',), status=429), TROUBLE["too_many"]),
    "500": (Play(("oh no",), status=500), TROUBLE["server_failed"]),
    "400": (Play(('{"error": {}}',), status=400), TROUBLE["refused"]),
    "redirect": (Play(("",), status=302), TROUBLE["refused"]),
    "not a stream": (Play(("<html>Welcome</html>",), raw=True), ""),
    "nothing": (Play(()), ""),
    "nonsense": (Play(pieces_of("I would rather talk about football, which is the best of all games.")), ""),
    "empty list": (Play(('{"statements": []}',)), load_data("generate.toml")["why"]["unsupported"]),
    "half a JSON": (Play(pieces_of('{"statements": [{"text": "Half of it')), ""),
    "cut": (Play(pieces_of('{"statements": [{"text": "Cut'), end="cut"), ""),
    "silent": (Play(("{",), end="hang"), TROUBLE["silent"]),
    "forever": (Play(("blah " * 2000,), end="forever"), TROUBLE["endless"]),
    "German": (Play(pieces_of(statements_json([(GERMAN, ["S1"])]))), load_data("generate.toml")["why"]["language"]),
    "wrong types": (Play(('{"statements": [{"text": 7, "sources": {}}, null, "S1"]}',)), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_reply_ends_in_the_guidances_own_words_within_the_limit(engage, serve, assistant, question, name):
    play, said = BAD[name]
    started = time.monotonic()
    answer = engage(serve(lambda _: play).url, seconds=4, silence_seconds=1).ask(question)
    assert time.monotonic() - started < 4 + SPARE_S
    sound(answer, assistant.index)
    assert answer.engine == "extractive"
    assert answer.citations == assistant.ask(question).citations
    assert said in notice(answer, "generate-fallback")
    assert answer.written.trouble


def test_slow_words_end_at_the_limit(engage, serve, assistant, question):
    play = Play(("word ",), pause_s=0.2, end="forever")
    started = time.monotonic()
    answer = engage(serve(lambda _: play).url, seconds=1.5).ask(question)
    assert time.monotonic() - started < 1.5 + SPARE_S
    sound(answer, assistant.index)
    assert TROUBLE["too_slow"] in notice(answer, "generate-fallback")


def test_a_server_that_dies_in_the_middle_takes_no_answer_with_it(engage, serve, first_sentences, question, assistant):
    def dies(asked):
        return Play(pieces_of(statements_json(first_sentences(asked)))[:10], end="cut")

    answer = engage(serve(dies).url).ask(question)
    sound(answer, assistant.index)


def test_a_server_without_schemas_is_asked_without(engage, serve, good, question):
    def plain(asked):
        return Play(('{"error": {}}',), status=400) if "response_format" in asked.body else good(asked)

    server = serve(plain)
    assert engage(server.url).ask(question).engine == "generative"
    assert ["response_format" in asked.body for asked in server.asked] == [True, False]


def test_an_unreadable_reply_is_asked_for_once_more(engage, serve, good, question):
    def second_time(asked):
        return good(asked) if len(asked.body["messages"]) > 2 else Play(("Certainly! Staff are important.",))

    server = serve(second_time)
    assert engage(server.url).ask(question).engine == "generative"
    assert len(server.asked) == 2


def test_stopping_ends_at_once(engage, serve, question, assistant):
    stop = threading.Event()
    server = serve(lambda _: Play(("word ",), pause_s=0.05, end="forever"))
    threading.Timer(0.6, stop.set).start()
    started = time.monotonic()
    answer = engage(server.url).ask(question, stop=stop)
    assert time.monotonic() - started < 0.6 + SPARE_S
    sound(answer, assistant.index)
    assert TROUBLE["stopped"] in notice(answer, "generate-fallback")


def test_nothing_listening_is_said(engage, question):
    answer = engage("http://127.0.0.1:9/v1").ask(question)
    assert TROUBLE[Trouble.NOTHING_LISTENS] in notice(answer, "generate-fallback")


def test_more_statements_than_wanted_are_not_read(engage, serve, first_sentences, question):
    def many(asked):
        text, labels = first_sentences(asked)[0]
        rows = [(f"{text.rstrip('.')} {'and so on ' * n}.", labels) for n in range(40)]
        return Play(pieces_of(json.dumps({"statements": [{"text": t, "sources": s} for t, s in rows]})))

    answer = engage(serve(many).url).ask(question)
    assert answer.written.statements <= load_data("generate.toml")["limits"]["max_statements"]


def test_what_leaves_this_machine_is_masked_and_comes_back(assistant, first_sentences, question, history):
    """A model on another machine, played by a double at the border: nothing is sent anywhere."""
    from assistant.generate import GenerativeAssistant, ModelSettings
    from evals.scripted import Asked

    sent = []

    class Remote:
        def ask(self, messages, *, schema, until, stop, max_tokens):
            sent.append("\n".join(m.content for m in messages))
            asked = Asked({"messages": [{"role": m.role, "content": m.content} for m in messages]})
            return Pieces(pieces_of(statements_json(first_sentences(asked))))

    class Pieces(tuple):
        def close(self):
            """Nothing is open."""

    settings = ModelSettings(url="https://model.example.org/v1", name="m")
    engine = GenerativeAssistant(assistant, settings, Remote())
    answer = engine.ask(question, history("Mrs Patel in room 12 (07700 900123) asks about supervision.", "Yes."))
    assert sent
    assert not [word for word in ("Patel", "room 12", "07700") if word in sent[0]]
    assert {m.words for m in answer.written.masked} == {"Patel", "12", "07700 900123"}
    assert "model.example.org" in notice(answer, "generate-sent")
    assert answer.written.remote
