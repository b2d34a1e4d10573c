"""The real assistant on the real index, built once; and what every honest answer must look like."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock

from assistant.abstain import codes_there
from assistant.answering import Assistant
from assistant.open import open_assistant
from assistant.patterns import load_data
from assistant.types import EVERYTHING, AnswerKind, Role, Turn
from corpus.framework import LEVELS
from corpus.index import open_index
from corpus.model import MiniLM, model_folder
from corpus.types import Kind
from ingest.pipeline import ingest

ROOT = Path(__file__).resolve().parent.parent.parent
_ANYTHING = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="session")
def real_index():
    """The folder of an index over the real corpus, kept between runs; brought up to date if anything changed."""
    folder = ROOT / ".pytest_cache" / "askkloe-index"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        ingest(ROOT / "corpus", folder, MiniLM(model_folder()))
    return folder


@pytest.fixture(scope="session")
def assistant(real_index):
    return open_assistant(real_index)


@pytest.fixture(scope="session")
def small_assistant(small_index, WordEncoder):
    """An assistant over three files without manifest, lay questions, decoys or annex."""
    return Assistant(open_index(small_index), WordEncoder())


@pytest.fixture(scope="session")
def ask(assistant):
    """Ask the real assistant; each question is answered once and remembered."""
    known = {}

    def asked(question, *before, filters=EVERYTHING):
        key = (question, before, filters)
        if key not in known:
            known[key] = assistant.ask(question, history(*before), filters)
        return known[key]

    return asked


def history(*before):
    """Turns by the person and the assistant in alternation, the person first."""
    return tuple(Turn("assistant" if n % 2 else "user", text) for n, text in enumerate(before))


@pytest.fixture(name="history", scope="session")
def history_maker():
    return history


@pytest.fixture(scope="session")
def by_code(assistant):
    """Passage numbers of KLOEs and prompts by code."""
    passages = enumerate(assistant.index.passages)
    return {p.code: n for n, p in passages if p.kind in {Kind.KLOE, Kind.PROMPT}}


@pytest.fixture(scope="session")
def cited():
    """Passage ids that an answer cites, in order."""
    return lambda answer: [citation.passage_id for citation in answer.citations]


def _lines(data):
    """Every string of a data file, at any depth."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _lines(value)
        case list():
            for value in data:
                yield from _lines(value)


def _template(line):
    """A regular expression for a line of ours, with a named group for each gap the first time it occurs."""
    seen = set()

    def gap(match):
        name = match.group(1)
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.+?)"

    parts = _ANYTHING.split(line)
    out = []
    for n, part in enumerate(parts):
        out.append(gap(re.match(r"(.*)", part)) if n % 2 else re.escape(part))
    return re.compile("".join(out), re.DOTALL)


def _made_of(text, pieces):
    """Whether nothing but commas is left of a text when the pieces are taken out of it."""
    for piece in sorted(pieces, key=len, reverse=True):
        text = text.replace(piece, "")
    return not text.replace(",", "").strip()


class Honesty:
    """Checks that an answer is made of slices of documents and lines of ours, and of nothing else."""

    def __init__(self, index):
        self.index = index
        phrases = load_data("phrases.toml")
        self.templates = [_template(line) for line in _lines(phrases) if line]
        self.missing_table = phrases["abstain"]["missing_table"]
        self.elsewhere = phrases["abstain"]["elsewhere"]
        self.suggestions = [_template(line) for line in phrases["suggest"].values()]
        self.card = load_data("safety_card.toml")
        requests, subjects = load_data("requests.toml")["request"], load_data("scope.toml")["subject"]
        self.fixed = {r["says"] for r in requests} | {s["says"] for s in subjects}
        self.fixed |= {row["asks"] for row in load_data("ambiguous.toml")["ambiguous"]}
        self.fixed |= {self.card["guidance_heading"], self.card["question_heading"]}
        self.asks = {s["ask"] for s in subjects} | {phrases["abstain"]["default_ask"]}
        self.whats = {kind["what"] for kind in load_data("intents.toml")["expected"].values()}
        self.notice_texts = {n["text"] for n in load_data("notices.toml")["notice"]}
        headings = {h for p in index.passages for h in p.heading}
        titles = {d.source.title.split(":")[0] for d in index.documents.values()}
        self.sources = {f"{d.source.title} ({d.source.publisher})" for d in index.documents.values()}
        dates = {d.source.published for d in index.documents.values()}
        codes = {p.code for p in index.passages if p.code}
        self.places = headings | titles | {f"{t} ({d})" for t in titles for d in dates}
        self.places |= {f"{h} – {level}" for h in headings for level in LEVELS}
        self.places |= {f"{c} (overall) – {level}" for c in codes for level in LEVELS}
        self.abouts = headings | codes | {f"{n}|{level}" for n in codes for level in LEVELS} | codes
        self.words = "\n".join(p.text for p in index.passages) + "\n" + "\n".join(headings)
        self.providers = {p.provider for p in index.passages}
        self.codes = codes

    def check(self, answer, question):
        """Fail if anything in the answer is not the guidance's or ours."""
        numbers = {c.number: c for c in answer.citations}
        assert [c.number for c in answer.citations] == list(range(1, len(numbers) + 1))
        for citation in answer.citations:
            assert citation.quote
            assert citation.quote == self.index.slice(citation.document_id, citation.spans)
        for block in answer.blocks:
            assert set(block.citations) <= set(numbers)
            match block.role:
                case Role.QUOTE:
                    assert block.text == numbers[block.citations[0]].quote
                case Role.HEADING:
                    self._heading(block.text)
                case Role.CARD:
                    assert block.text in {self.card["title"], *self.card["lines"]}
                case Role.OURS:
                    assert self.is_ours(block.text, question), block.text
        for notice in answer.notices:
            assert set(notice.citations) <= set(numbers)
        assert all(self.is_suggestion(s) for s in answer.suggestions), answer.suggestions
        self._kind(answer)

    def _heading(self, text):
        assert _made_of(text.replace("›", ","), {place.replace("›", ",") for place in self.places}), text

    @staticmethod
    def _kind(answer):
        """Invariant 2 of the design: no source, no answer."""
        card = any(notice.id == "safety-card" for notice in answer.notices)
        match answer.kind:
            case AnswerKind.ANSWERED | AnswerKind.PARTIAL:
                assert answer.citations
                assert any(block.role is Role.QUOTE for block in answer.blocks)
            case AnswerKind.ABSTAINED:
                assert answer.reason
                assert answer.blocks[0].role is Role.OURS
            case AnswerKind.CLARIFY:
                assert not answer.citations
                assert [block.role for block in answer.blocks] == [Role.OURS]
            case AnswerKind.NOTICE:
                assert card or ([b.role for b in answer.blocks] == [Role.OURS] and not answer.citations)
                assert answer.notices

    def is_ours(self, text, question):
        """Whether a line is one of ours, with nothing put in that is not the guidance's or the asker's own."""
        text = text.removesuffix(f" {self.missing_table}")
        if text in self.fixed:
            return True
        return any(
            all(self._filled(name, value, question) for name, value in match.groupdict().items())
            for template in self.templates
            if (match := template.fullmatch(text))
        )

    def _filled(self, name, value, question):
        match name:
            case "about" | "level":
                return value in self.abouts or value in LEVELS
            case "part":
                return " ".join(value.split()) in " ".join(question.split())
            case "ask":
                return value.removesuffix(f" {self.elsewhere}") in self.asks
            case "what":
                return value in self.whats
            case "sources":
                return _made_of(value, self.sources)
            case "why" | "there":
                return self.is_ours(value, question)
            case "kloe" | "first" | "last":
                return value in self.codes
            case "framework" | "keys":
                frameworks = self.index.frameworks.values()
                return value in {f.name for f in frameworks} | {codes_there(f) for f in frameworks}
            case "code" | "limit":
                return bool(re.fullmatch(r"[SECRW]\d(\.\d+)?" if name == "code" else r"\d+", value))
        return False

    def is_suggestion(self, text):
        """Whether a suggestion is a line of ours about something that stands in the index."""
        for template in self.suggestions:
            match = template.fullmatch(text)
            if match and all(self._known(value) for value in match.groupdict().values()):
                return True
        return False

    def _known(self, value):
        parts = value.rstrip("…").split("” in “")
        return all(part in self.words or part in self.codes or part in self.providers for part in parts)


@pytest.fixture(scope="session")
def honesty(assistant):
    """`Honesty` about the real index."""
    return Honesty(assistant.index)


@pytest.fixture(scope="session")
def honesty_about():
    """Make an `Honesty` about another index."""
    return Honesty


@pytest.fixture(scope="session")
def never_shown(corpus_folder):
    """Lay questions and decoys, in lower case: all of five words or more, which nobody writes by chance."""
    found = []
    for name in ("lay_questions.jsonl", "decoys.jsonl"):
        for line in (corpus_folder / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found += row.get("questions", []) or [row["question"]]
    return tuple(text.lower() for text in found if len(text.split()) >= 5)


@pytest.fixture(scope="session")
def tools():
    """Short names for what the tests of answers share."""
    return SimpleNamespace(root=ROOT, history=history)
