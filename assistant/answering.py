"""The assistant: from a question to an `Answer`, without a language model."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace

from assistant.cite import Citer
from assistant.compose import Composer, phrase
from assistant.evidence import Evidence, weigh
from assistant.followup import last_question
from assistant.glossary import Glossary
from assistant.intent import Shape, read_codes
from assistant.notices import notices_for
from assistant.parts import split_parts, uncovered_parts
from assistant.patterns import load_data, plain
from assistant.picks import Group, Pick, default_limits
from assistant.retrieve import Query, Retriever, Scores, blend
from assistant.risk import is_live_risk, safety_card
from assistant.scope import Subject, fixed_request, outside_subject
from assistant.select import Selector
from assistant.spelling import Speller
from assistant.suggest import suggestions
from assistant.types import EVERYTHING, Answer, AnswerKind, Block, Filters, Hit, Notice, Role, Turn
from assistant.understand import Reader, Understanding
from corpus.index import Index
from corpus.model import Encoder, Vector
from corpus.types import Kind
from corpus.words import keywords

MAX_QUESTION_WORDS = 400
_COURTESIES = {"greeting", "thanks", "bye", "help"}
_COURTESY_WORDS = 3  # a longer message may hold more than a courtesy, and is looked at for a risk
_NEARBY = 2
_LOOKED_AT = 8
_CARRIED_STEMS = 25
_BARE_REGULATION = re.compile(
    r"\breg(?:ulation)?s?\.? ?(17|18)\b(?!.{0,40}\b(?:2014|2009|governance|staffing|notif\w+|death)\b)", re.IGNORECASE
)


class Assistant:
    """Answers questions from one index; holds nothing about any conversation, so it can be shared."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        """Prepare everything that does not depend on a question; the model loads on first use."""
        self.index = index
        self._encoder = encoder
        self._reader = Reader(Glossary(), Speller(index.vocabulary))
        self._retriever = Retriever(index)
        self._selector = Selector(index, default_limits())
        self._composer = Composer(index)
        self._codes = {p.code for p in index.passages if p.kind in {Kind.KLOE, Kind.PROMPT}}

    def warm_up(self) -> None:
        """Load the model, so that the first question is as quick as the next."""
        self._encoder.encode(["warm up"])

    def search(
        self, question: str, top_k: int = 10, history: Sequence[Turn] = (), filters: Filters = EVERYTHING
    ) -> list[Hit]:
        """The passages found for a question, best first; whole lists come first where a list is asked for."""
        if not question.strip() or top_k < 1:
            return []
        understanding, scores = self.look(question, history, filters)
        groups = self._selector.select(understanding.question, understanding.intent, scores)
        whole = [pick.number for group in groups if group.whole for pick in group.picks]
        ranked = [hit.number for hit in self._retriever.hits(scores, top_k)]
        numbers = list(dict.fromkeys([*whole, *ranked]))[:top_k]
        return [Hit(n, self.index.passages[n], float(scores.fused[n])) for n in numbers]

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters = EVERYTHING) -> Answer:
        """Answer a question, or say why not."""
        started = time.perf_counter()
        answer = self._answer(question.strip(), history, filters)
        return replace(answer, seconds=round(time.perf_counter() - started, 4))

    # -- the path of a question -----------------------------------------------------------------

    def _answer(self, question: str, history: Sequence[Turn], filters: Filters) -> Answer:
        if not re.search(r"\w", question):
            return _ours(AnswerKind.CLARIFY, phrase("clarify", "empty"), "empty")
        if len(question.split()) > MAX_QUESTION_WORDS:
            return _ours(AnswerKind.CLARIFY, phrase("clarify", "too_long", limit=str(MAX_QUESTION_WORDS)), "too long")
        understanding = self._reader.understand(question, history)
        before = last_question(history) if understanding.carried else ""
        risk_texts = [question, f"{before} {question}"] if before else [question]
        vectors = self._vectors([*search_texts(understanding), *risk_texts])
        scores = self._score(understanding, vectors, filters)
        courtesy = fixed_request(question)
        harmless = courtesy is not None and courtesy.id in _COURTESIES and len(question.split()) <= _COURTESY_WORDS
        if not harmless and is_live_risk(risk_texts, [vectors[text] for text in risk_texts]):
            return self._risk_answer(understanding, scores)
        request = fixed_request(understanding.question)
        if request:
            return Answer(
                AnswerKind.NOTICE, (Block(Role.OURS, request.says),), notices=(Notice(request.id, request.says),)
            )
        unknown = [c for c in understanding.intent.codes if c not in self._codes]
        if unknown and self._codes:
            return self._unknown_code(unknown[0])
        regulation = _BARE_REGULATION.search(plain(understanding.question))
        if regulation:
            return _ours(AnswerKind.CLARIFY, phrase("regulation", regulation.group(1)), "ambiguous regulation")
        if not (understanding.words or understanding.carried):
            return _ours(AnswerKind.CLARIFY, phrase("clarify", "unclear"), "unclear")
        return self._guidance(understanding, scores, filters)

    def look(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = EVERYTHING
    ) -> tuple[Understanding, Scores]:
        """How a question is understood, and how every passage scores for it."""
        understanding = self._reader.understand(question, history)
        return understanding, self._score(understanding, self._vectors(search_texts(understanding)), filters)

    def _vectors(self, texts: Sequence[str]) -> dict[str, Vector]:
        """Vectors by text, each text encoded once, all in one call."""
        unique = list(dict.fromkeys(texts))
        return dict(zip(unique, self._encoder.encode(unique), strict=True))

    def _score(self, understanding: Understanding, vectors: dict[str, Vector], filters: Filters) -> Scores:
        alone, *with_carried = search_texts(understanding)
        scores = self._retriever.score(Query(vectors[alone], understanding.words, understanding.intent), filters)
        for text in with_carried:
            words = (*understanding.words, *keywords(understanding.carried)[:_CARRIED_STEMS])
            query = Query(vectors[text], words, understanding.intent)
            scores = blend(scores, self._retriever.score(query, filters))
        return scores

    def _guidance(self, understanding: Understanding, scores: Scores, filters: Filters) -> Answer:
        subject = outside_subject(understanding.question)
        evidence = weigh(understanding, scores, self.index)
        if not self._retriever.hits(scores, 1):
            text = phrase("abstain", "filtered") if filters != EVERYTHING else phrase("abstain", "nothing")
            return _ours(AnswerKind.ABSTAINED, text, "nothing found")
        best = [hit.number for hit in self._retriever.hits(scores, _LOOKED_AT)]
        some_parts = (
            0 < len(uncovered_parts(understanding, best, self.index)) < len(split_parts(understanding.question))
        )
        ruled_out = (subject or evidence.missing) and not some_parts
        sure = evidence.probability >= load_data("evidence.toml")["threshold"] or self._names_a_code(understanding)
        if ruled_out or not sure:
            return self._abstention(understanding, scores, evidence, subject)
        groups = self._selector.select(understanding.question, understanding.intent, scores)
        citer = Citer(self.index)
        blocks = self._composer.compose(groups, citer)
        parts = uncovered_parts(understanding, [p.number for g in groups for p in g.picks], self.index)
        blocks += [Block(Role.OURS, phrase("abstain", "part", part=part)) for part in parts]
        return self._finished(AnswerKind.PARTIAL if parts else AnswerKind.ANSWERED, understanding, blocks, citer)

    def _finished(self, kind: AnswerKind, understanding: Understanding, blocks: list[Block], citer: Citer) -> Answer:
        citations = citer.citations
        notices = notices_for(understanding.question, citations)
        said = {"", *(notice.text for notice in notices)}
        terms = (Notice(f"glossary-{t.short}", t.note) for t in understanding.expansion.terms if t.note not in said)
        return Answer(
            kind,
            tuple(blocks),
            citations,
            notices=(*notices, *terms),
            suggestions=suggestions(understanding.question, citations, self.index),
        )

    # -- answers that are not answers --------------------------------------------------------------

    def _abstention(
        self,
        understanding: Understanding,
        scores: Scores,
        evidence: Evidence,
        subject: Subject | None,
    ) -> Answer:
        kinds = load_data("intents.toml")["expected"]
        if subject:
            line, reason, ask = subject.says, f"outside: {subject.id}", subject.ask
        elif evidence.missing:
            what = kinds[evidence.missing[0]]["what"]
            line, reason, ask = phrase("abstain", "missing", what=what), f"no {what}", phrase("abstain", "default_ask")
        else:
            line, reason, ask = phrase("abstain", "nothing"), "not covered", phrase("abstain", "default_ask")
        blocks = [Block(Role.OURS, line)]
        citer = Citer(self.index)
        if evidence.near and (subject is None or subject.nearby):
            picks = tuple(Pick(hit.number) for hit in self._retriever.hits(scores, _NEARBY))
            blocks.append(Block(Role.OURS, phrase("abstain", "nearby")))
            blocks += self._composer.compose([Group("best", picks)], citer)
        blocks.append(Block(Role.OURS, phrase("abstain", "where", ask=ask)))
        answer = self._finished(AnswerKind.ABSTAINED, understanding, blocks, citer)
        return replace(answer, reason=reason)

    def _unknown_code(self, code: str) -> Answer:
        kloe = code.split(".")[0]
        prompts = [p.code for p in self.index.passages if p.kind is Kind.PROMPT and p.code.split(".")[0] == kloe]
        there = (
            phrase("abstain", "codes_kloe", kloe=kloe, first=prompts[0], last=prompts[-1])
            if prompts
            else phrase("abstain", "codes_key")
        )
        text = phrase("abstain", "unknown_code", code=code, there=there)
        return _ours(AnswerKind.ABSTAINED, text, "unknown code")

    def _risk_answer(self, understanding: Understanding, scores: Scores) -> Answer:
        """The safety card, the guide's own words on raising a concern, then what was asked as far as it is covered."""
        card = load_data("safety_card.toml")
        notice, blocks = safety_card(card)
        citer = Citer(self.index)
        unit = next((u for u in self.index.units if u.endswith(f"#{card['guidance_unit']}")), "")
        picks = tuple(map(Pick, self.index.units.get(unit, ())))
        if picks:
            blocks.append(Block(Role.OURS, card["guidance_heading"]))
            blocks += self._composer.compose([Group("best", picks, whole=True)], citer)
        covered = self._answers(understanding, scores)
        if covered:
            shown = {pick.number for pick in picks}
            groups = self._selector.select(understanding.question, understanding.intent, scores, skip=shown)
            blocks.append(Block(Role.OURS, card["question_heading"]))
            blocks += self._composer.compose(groups, citer)
        kind = AnswerKind.ANSWERED if covered else AnswerKind.NOTICE
        answer = self._finished(kind, understanding, blocks, citer)
        return replace(answer, notices=(notice, *answer.notices))

    def _names_a_code(self, understanding: Understanding) -> bool:
        """Whether the question asks for a KLOE, a prompt or ratings by a code that the framework has."""
        intent = understanding.intent
        asked_for = intent.shape in {Shape.KLOE, Shape.RATINGS, Shape.COMPARE}
        return asked_for and any(code in self._codes for code in read_codes(understanding.question))

    def _answers(self, understanding: Understanding, scores: Scores) -> bool:
        evidence = weigh(understanding, scores, self.index)
        sure = evidence.probability >= load_data("evidence.toml")["threshold"] and not evidence.missing
        return sure and outside_subject(understanding.question) is None


def search_texts(understanding: Understanding) -> list[str]:
    """What the embedder reads for finding: the question, and for a follow-up the question after what it carries."""
    alone = understanding.search_text
    return [alone, f"{understanding.carried} {alone}"] if understanding.carried else [alone]


def _ours(kind: AnswerKind, text: str, reason: str) -> Answer:
    return Answer(kind, (Block(Role.OURS, text),), reason=reason)
