"""Small documents and a scripted assistant, for measures that can be worked by hand."""

import zlib
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.types import Answer, AnswerKind, Characteristic, Citation, Flag, Hit, Notice
from corpus.model import DIMENSIONS
from corpus.types import Document, Kind, Passage, SourceDocument, Span
from corpus.words import raw_words
from evals.gold import locate
from evals.questions import GoldQuote, Question


def make_document(text, name="guide"):
    fields = dict.fromkeys(("title", "publisher", "published", "framework", "kind", "rights", "url", "sha256"), "")
    return Document(SourceDocument(id=name, file=f"{name}.txt", source_file=f"{name}.txt", reader="", **fields), text)


def make_question(question="What?", *quotes, name="q1", group="fact", optional=(), answerable=None):
    gold = tuple(GoldQuote(q, True, "guide.txt") for q in quotes)
    gold += tuple(GoldQuote(q, False, "guide.txt") for q in optional)
    covered = bool(quotes) if answerable is None else answerable
    return Question(name, "manager", group, group, question, (), covered, gold)


def make_citation(document, *spans, number=1, quote=None):
    spans = tuple(Span(*pair) for pair in spans)
    words = " ".join(" ".join(document.text[s.start : s.end] for s in spans).split()) if quote is None else quote
    name = document.source.id
    return Citation(number, f"p{number}", name, "", f"{name}.txt", "prose", (), "", words, spans, "")


def make_hit(document, *spans, number=0):
    spans = tuple(Span(*pair) for pair in spans)
    text = " ".join(document.text[s.start : s.end] for s in spans)
    passage = Passage(f"p{number}", document.source.id, Kind.PROSE, (), "", spans, text, (spans,))
    return Hit(number, passage, 1.0)


class ScriptedAssistant:
    """Answers, hits and flags by question or text, from a script; an exception in the script is raised."""

    def __init__(self, answers=None, hits=None, flags=None):
        self.answers, self.hits, self.flags = answers or {}, hits or {}, flags or {}

    def ask(self, question, history=(), filters=None):
        return self._say(self.answers.get(question, Answer(AnswerKind.ABSTAINED, ())))

    def search(self, question, top_k=10, history=(), filters=None):
        return self._say(self.hits.get(question, []))[:top_k]

    def flag(self, text):
        return self._say(self.flags.get(text, ()))

    @staticmethod
    def _say(scripted):
        if isinstance(scripted, Exception):
            raise scripted
        return scripted


class WordEmbedder:
    """A vector that depends on the words of the text and nothing else."""

    def encode(self, texts):
        vectors = np.full((len(texts), DIMENSIONS), 1e-3, np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in raw_words(text):
                row[zlib.crc32(word.encode()) % DIMENSIONS] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def count(self, text):
        return len(raw_words(text))


def make_answer(kind, *citations, notices=()):
    return Answer(AnswerKind(kind), (), citations, tuple(Notice(name, "") for name in notices))


def make_flag(code, level="", framework="annex-a2"):
    told = Characteristic(level, "", "", (), "", "") if level else None
    return Flag(framework, code, "", "", (), 0.5, "", told)


@pytest.fixture
def make():
    """Everything above, by short names."""
    return SimpleNamespace(
        document=make_document,
        question=make_question,
        citation=make_citation,
        hit=make_hit,
        answer=make_answer,
        flag=make_flag,
        assistant=ScriptedAssistant,
        embedder=WordEmbedder,
        located=lambda document, *questions: locate(questions, [document]),
    )
