"""The language model on the screens: setting it, what the page never shows, and answers as they come."""

import json
import re
import threading
import time
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.generate import ModelSettings
from assistant.screens.handlers import Handlers, Parts
from assistant.screens.long_work import as_they_come
from assistant.screens.page import goes_to_html, intro_html
from assistant.screens.settings import SettingsHandlers, facts_of
from assistant.screens.settings_page import settings_html
from assistant.screens.shared import Shared
from assistant.screens.start import Progress
from assistant.store import open_store
from assistant.store.language_model import KeptModel, keep_model, kept_model
from evals.scripted import Play, pieces_of, scripted_server, statements_json

KEY = "sk-secret-9"
QUESTION = "How do I get staff to engage with improvement?"
HERE = "http://127.0.0.1:9/v1"
THERE = "http://models.example.invalid/v1"


def first_sentences(asked):
    passages = re.findall(r"^(S\d+): (.*)$", asked.text, re.MULTILINE)
    found = [(re.split(r"(?<=[.!?])\s", text)[0], [label]) for label, text in passages]
    return statements_json([(text, labels) for text, labels in found if 5 <= len(text.split()) <= 40][:4])


def good(asked):
    return Play(pieces_of(first_sentences(asked), 60), pause_s=0.1)


def hangs(asked):
    return Play(pieces_of(first_sentences(asked)), end="hang") if "improvement?" in asked.last else good(asked)


def event(**data):
    return gr.EventData(None, data)


@pytest.fixture
def shared(tmp_path):
    start = SimpleNamespace(assistant=None, progress=Progress("Ready", ready=True))
    return lambda given=None: Shared(start, open_store(tmp_path / "data"), given=given)


@pytest.fixture
def settings():
    with gr.Blocks(analytics_enabled=False):
        return lambda held: SettingsHandlers(held, gr.HTML(), gr.HTML(), gr.HTML())


@pytest.fixture
def press(settings):
    """Press a button of the section; returns everything that was shown meanwhile."""

    def pressed(held, do, **typed):
        handlers = settings(held)
        steps = list(handlers.act_or_set("w", "b", event(do=do, **typed)))
        return [{"screen": s[handlers.screen], "said": s[handlers.errand], "line": s[handlers.goes_to]} for s in steps]

    return pressed


@pytest.fixture
def page_of():
    return lambda held: settings_html(facts_of(held, "b"))


@pytest.fixture
def chat(assistant, tmp_path):
    """The handlers of the chat over the real index, with a model at an address."""
    assistant.warm_up()
    names = [name for name in Parts.__dataclass_fields__ if name != "suggestions"]
    with gr.Blocks(analytics_enabled=False):
        parts = Parts(**{name: gr.HTML() for name in names}, suggestions=tuple(gr.Button() for _ in range(3)))
    start = SimpleNamespace(assistant=assistant, progress=Progress("Ready", ready=True))

    def made(url):
        store = open_store(tmp_path / "chat")
        keep_model(store, KeptModel(url, "scripted", seconds=15, used=True))
        return Handlers(Shared(start, store), parts)

    return made


def answer_of(handlers, window="w"):
    return handlers.shared.windows.held(window).conversation.exchanges[-1].answer


# -- setting it ------------------------------------------------------------------------------------


def test_it_is_off_by_default(shared, page_of):
    held = shared()
    assert held.model() is None
    assert held.sent_to() == ""
    assert "<strong>Off.</strong>" in page_of(held)
    assert "stays on this computer" in intro_html(held.sent_to())


def test_a_model_on_this_computer_is_used_at_once_and_no_line_is_shown(shared, press):
    held = shared()
    (step,) = press(held, "model-use", url=HERE, name="small", key=KEY, seconds="30")
    assert "Answers are written by small on this computer." in step["screen"]
    assert step["line"] == ""
    assert held.model().key.get_secret_value() == KEY
    assert held.model().seconds == 30


def test_another_machine_is_used_only_after_people_agreed_to_that_one(shared, press):
    held = shared()
    typed = {"url": THERE, "name": "big", "seconds": "30"}
    (asked,) = press(held, "model-use", **typed)
    assert "Questions will leave this computer." in asked["screen"]
    assert held.model() is None
    press(held, "model-agree", **typed, agreed="another.example")
    assert held.model() is None
    (agreed,) = press(held, "model-agree", **typed, agreed="models.example.invalid")
    assert "sent to <strong>models.example.invalid</strong>" in agreed["line"]
    assert "sent to <strong>models.example.invalid</strong>" in intro_html(held.sent_to())
    assert "sends nothing to anybody" not in agreed["screen"]


def test_a_kept_key_is_not_on_the_page_whatever_is_pressed(shared, press, page_of):
    held = shared()
    shown = [page_of(held)]
    for do in ("model-test", "model-use", "model-agree", "model-off", "model-cancel", "model-test"):
        steps = press(held, do, url=HERE, name="small", key=KEY, seconds="5")
        shown += [str(part) for step in steps for part in step.values()]
    assert kept_model(held.store).key == KEY
    assert "A key is kept." in page_of(held)
    assert KEY not in "".join(shown) + page_of(held)


def test_a_kept_key_goes_on_to_its_own_server_only(shared, press):
    held = shared()
    press(held, "model-use", url=HERE, name="small", key=KEY, seconds="30")
    press(held, "model-use", url=HERE + "/", name="other", key="", seconds="30")
    assert kept_model(held.store).key == KEY
    press(held, "model-use", url="http://127.0.0.1:10/v1", name="other", key="", seconds="30")
    assert kept_model(held.store).key == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"url": "", "name": "x"}, "Type the address"),
        ({"url": HERE, "name": " "}, "Type the address"),
        ({"url": "ftp://here", "name": "x"}, "has to start with http"),
        ({"url": "http://me:pw@127.0.0.1/v1", "name": "x"}, "holds a user name, a password"),
        ({"url": HERE, "name": "x", "seconds": "soon"}, "from 5 to 900"),
        ({"url": HERE, "name": "x", "seconds": "901"}, "from 5 to 900"),
        ({"url": HERE, "name": "x", "seconds": "nan"}, "from 5 to 900"),
    ],
)
@pytest.mark.parametrize("do", ["model-test", "model-use"])
def test_what_cannot_be_used_is_said_and_nothing_is_kept(shared, press, do, typed, said):
    held = shared()
    (step,) = press(held, do, **{"seconds": "30", **typed})
    assert said in step["screen"]
    assert kept_model(held.store) is None


def test_trying_says_how_it_went_and_keeps_nothing(shared, press):
    with scripted_server(lambda _: Play(pieces_of('{"statements": []}'))) as server:
        held = shared()
        steps = press(held, "model-test", url=server.url, name="small", seconds="10")
    assert "Trying 127.0.0.1…" in steps[0]["screen"]
    assert "It works: small at 127.0.0.1" in steps[-1]["screen"]
    assert kept_model(held.store) is None


def test_trying_says_what_is_wrong(shared, press):
    steps = press(shared(), "model-test", url=HERE, name="small", seconds="10")
    assert 'class="fails">Nothing answers at the model’s address' in steps[-1]["screen"]


def test_switching_off_keeps_what_was_typed_and_deleting_does_not(shared, press):
    held = shared()
    press(held, "model-use", url=HERE, name="small", seconds="30")
    (off,) = press(held, "model-off")
    assert held.model() is None
    assert HERE in off["screen"]
    press(held, "model-forget")
    assert kept_model(held.store) is None


def test_the_button_that_deletes_what_was_set_stands_in_a_dialog_that_asks_first(shared, press, page_of):
    held = shared()
    assert "model-forget" not in page_of(held)
    press(held, "model-use", url=HERE, name="small", seconds="30")
    before, _, dialog = page_of(held).partition('<dialog id="model-sure"')
    assert 'data-do="ask-first" data-dialog="model-sure"' in before
    assert "model-forget" not in before
    assert "cannot be brought back" in dialog.split("model-forget")[0]


def test_deleting_everything_deletes_it_and_the_line_goes(shared, press):
    held = shared()
    press(held, "model-agree", url=THERE, name="big", seconds="30", agreed="models.example.invalid")
    (step,) = press(held, "delete-everything")
    assert step["line"] == ""
    assert held.model() is None


def test_what_the_environment_says_is_shown_without_secrets_and_cannot_be_changed(shared, press, page_of):
    given = ModelSettings(url="http://me:pw@models.example.invalid/v1?key=7", name="big", key=KEY)
    held = shared(given)
    html = page_of(held)
    assert "http://models.example.invalid/v1" in html
    assert "set, not shown" in html
    assert "model-form" not in html
    for secret in (KEY, "me:pw", "key=7"):
        assert secret not in html
    press(held, "model-use", url=HERE, name="small", seconds="30")
    press(held, "model-off")
    assert held.model() is given
    assert held.sent_to() == "models.example.invalid"


def test_a_key_of_the_environment_is_not_sent_to_an_address_of_the_page(shared, press, monkeypatch):
    monkeypatch.setenv("ASKKLOE_MODEL_KEY", KEY)
    monkeypatch.setenv("ASKKLOE_MODEL_SECONDS", "44")
    held = shared(ModelSettings())
    press(held, "model-use", url=HERE, name="small", seconds="30")
    assert held.model().key.get_secret_value() == ""
    assert held.model().seconds == 44


def test_the_host_is_escaped_in_the_line():
    assert "<b>" not in goes_to_html("<b>") + intro_html("<b>")


# -- answers ---------------------------------------------------------------------------------------


def test_statements_appear_while_the_model_writes_and_the_answer_follows(chat):
    with scripted_server(good) as server:
        handlers = chat(server.url)
        working = [
            u[handlers.parts.working] for u in handlers.ask(QUESTION, [], "w", "b") if handlers.parts.working in u
        ]
    counts = [int(n) for html in working for n in re.findall(r"Writing: (\d+) statement", html)]
    assert counts == sorted(counts)
    assert max(counts) >= 1
    assert working[-1] == ""
    assert answer_of(handlers).engine == "generative"


def test_while_the_model_reads_a_follow_up_the_window_says_so(chat):
    def reads_slowly(asked):
        reading = "Last question: " in asked.last
        reply = json.dumps({"question": "How do I get staff to engage with audits?"})
        return Play(pieces_of(reply), pause_s=0.1) if reading else good(asked)

    with scripted_server(reads_slowly) as server:
        handlers = chat(server.url)
        list(handlers.ask(QUESTION, [], "w", "b"))
        working = [
            u[handlers.parts.working]
            for u in handlers.ask("and with audits?", [], "w", "b")
            if handlers.parts.working in u
        ]
    doing = [html for html in working if "Reading your question" in html]
    assert doing
    assert all('data-do="stop"' in html for html in doing)
    assert answer_of(handlers).understood == "How do I get staff to engage with audits?"


def test_stopping_ends_in_the_guidances_own_words_and_the_conversation_goes_on(chat):
    with scripted_server(hangs) as server:
        handlers = chat(server.url)
        asking = handlers.ask(QUESTION, [], "w", "b")
        next(u for u in asking if 'data-do="stop"' in str(u.get(handlers.parts.working, "")))
        pressed = time.monotonic()
        handlers.stop("w", "b")
        list(asking)
        assert time.monotonic() - pressed < 5
        assert answer_of(handlers).engine == "extractive"
        assert "You stopped it" in str(answer_of(handlers).notices)
        list(handlers.ask("How can we learn from other services?", [], "w", "b"))
    assert len(handlers.shared.windows.held("w").conversation.exchanges) == 2


def test_a_model_that_is_slow_in_one_window_holds_up_no_other(chat):
    with scripted_server(hangs) as server:
        handlers = chat(server.url)
        slow = handlers.ask(QUESTION, [], "slow", "b")
        next(u for u in slow if 'data-do="stop"' in str(u.get(handlers.parts.working, "")))
        list(handlers.ask("How can we learn from other services?", [], "quick", "b"))
        assert answer_of(handlers, "quick").engine == "generative"
        assert handlers.shared.windows.held("slow").conversation.exchanges == ()
        handlers.stop("slow", "b")
        list(slow)


def test_a_dead_server_ends_in_the_guidances_own_words_with_the_reason(chat):
    handlers = chat(HERE)
    list(handlers.ask(QUESTION, [], "w", "b"))
    html = str(handlers.shown(handlers.shared.windows.held("w"), "b")[handlers.parts.conversation])
    assert "Nothing answers at the model’s address" in html
    assert "<blockquote" in html


def test_nobody_waiting_any_more_stops_the_work():
    stop = threading.Event()

    def endless():
        while not stop.is_set():
            yield 1
            time.sleep(0.01)

    coming = as_they_come(endless(), stop)
    next(coming)
    coming.close()
    assert stop.is_set()


def test_the_last_thing_always_comes_and_errors_are_raised():
    def two():
        yield 1
        yield 2
        raise KeyError("bug")

    assert [item for item in as_they_come(iter([1, 2]), threading.Event()) if item][-1] == 2
    with pytest.raises(KeyError):
        list(as_they_come(two(), threading.Event()))
