"""The generative engine over the real index, and scripted servers to ask."""

import re

import pytest

from assistant.generate import GenerativeAssistant, ModelSettings
from evals.scripted import Play, pieces_of, scripted_server, statements_json

QUESTION = "How do I get staff to engage with improvement?"


@pytest.fixture(scope="session")
def engage(assistant):
    """A generative assistant that asks the server at an address."""

    assistant.warm_up()

    def engaged(url, **values):
        values = {"seconds": 10, "silence_seconds": 5, **values}
        return GenerativeAssistant(assistant, ModelSettings(url=url, name="scripted", **values))

    return engaged


@pytest.fixture
def serve():
    """Run a scripted server; ended with the test."""
    held = []

    def served(script):
        context = scripted_server(script)
        held.append(context)
        return context.__enter__()

    yield served
    for context in held:
        context.__exit__(None, None, None)


def passages_of(asked):
    """Labels and texts of the passages in a request."""
    return re.findall(r"^(S\d+): (.*)$", asked.text, re.MULTILINE)


def first_sentences(asked, most=4):
    """Statements that are the first sentences of the first passages, which are always supported."""
    found = [(re.split(r"(?<=[.!?])\s", text)[0], [label]) for label, text in passages_of(asked)]
    return [(text, labels) for text, labels in found if 5 <= len(text.split()) <= 40][:most]


def good(asked):
    """A script that answers well."""
    return Play(pieces_of(statements_json(first_sentences(asked))))


@pytest.fixture(name="good", scope="session")
def good_script():
    return good


@pytest.fixture(name="first_sentences", scope="session")
def first_sentences_of():
    return first_sentences


@pytest.fixture(name="question", scope="session")
def the_question():
    return QUESTION
