"""The assistant: from a question to an `Answer`, without a language model."""

import re
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.abstain import abstention_blocks, part_line, unknown_code, why_not
from assistant.cite import Citer
from assistant.clarify import doubt_about
from assistant.codes import Codes
from assistant.compose import Composer, phrase
from assistant.dialogue import NOTHING_BEFORE, Dialogue, Followed, is_courtesy
from assistant.flagging import Flagging
from assistant.flags import Flagger, flag_texts
from assistant.followup import last_question, own_words
from assistant.glossary import Glossary
from assistant.judge import Judge, Judged, covered_parts
from assistant.long_text import encode_whole
from assistant.notices import notices_for
from assistant.patterns import load_data, plain
from assistant.picks import Group, Pick, default_limits
from assistant.pointing import without_pointing
from assistant.readable import without_markup
from assistant.retrieve import Query, Retriever, Scores, blend
from assistant.risk import is_live_risk, safety_card
from assistant.scope import fixed_request
from assistant.select import Selector
from assistant.sources import Sources
from assistant.spelling import Speller
from assistant.suggest import suggestions
from assistant.types import EVERYTHING, Answer, AnswerKind, Block, Filters, Flag, Hit, Notice, Role, Turn
from assistant.understand import Reader, Understanding
from corpus.index import Index
from corpus.model import Encoder, Vector
from corpus.words import keywords

MAX_QUESTION_WORDS = 400
_COURTESY_WORDS = 3  # a longer message may hold more than a courtesy, and is looked at for a risk
_NEARBY = 2
_CARRIED_STEMS = 25
_SHARE = 0.5  # of a follow-up by itself, beside what it carries over
_SHORT_SHARE = 0.3
_SHORT_STEMS = 2  # "what are the tips on that?" says next to nothing by itself
_BARE_REGULATION = re.compile(
    r"\breg(?:ulation)?s?\.? ?(17|18)\b(?!.{0,40}\b(?:2014|2009|governance|staffing|notif\w+|death)\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class Answered:
    """An answer, how its question was understood and what was found; None where nothing had to be looked up."""

    answer: Answer
    understanding: Understanding | None = None
    scores: Scores | None = None

    @property
    def followed(self) -> Followed:
        """How the question goes on from the turns before it."""
        return self.understanding.followed if self.understanding else NOTHING_BEFORE


class Assistant:
    """Answers questions from one index; holds nothing about any conversation, so it can be shared."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        """Prepare everything that does not depend on a question; the model loads on first use."""
        self.index = index
        self.encoder = encoder
        sources = Sources(document.source for document in index.documents.values())
        codes = Codes(code for framework in index.frameworks.values() for code in framework.codes)
        self._codes = codes
        speller = Speller(index.vocabulary)
        self._reader = Reader(Glossary(), speller, sources, codes, Dialogue(speller, codes, index))
        self._retriever = Retriever(index)
        self._selector = Selector(index, default_limits())
        self._composer = Composer(index)
        self._judge = Judge(index, codes)
        self._flagger = Flagger(index)
        self._flagging = Flagging(self._flagger, encoder)

    def warm_up(self) -> None:
        """Load the model, so that the first question is as quick as the next."""
        self.encoder.encode(["warm up"])

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

    def subjects(self, text: str) -> tuple[Flag, ...]:
        """The KLOEs that a text in everyday words is about, best first, of every framework; none may be near."""
        return self._flagger.flag(text, self._vectors(flag_texts(text)), described=False)

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters = EVERYTHING) -> Answer:
        """Answer a question, or say why not."""
        return self.answer(question, history, filters).answer

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        followed: Followed | None = None,
    ) -> Answered:
        """Answer a question and say what the answer was made from.

        ``followed`` is how the question goes on from the turns before it, where somebody else than the rules read it.
        """
        started = time.perf_counter()
        found = self._answer(question.strip(), history, filters, followed)
        return replace(found, answer=replace(found.answer, seconds=round(time.perf_counter() - started, 4)))

    def vectors(self, texts: Sequence[str]) -> dict[str, Vector]:
        """Vectors by text, of any length, all encoded in one call."""
        return encode_whole(texts, self.encoder)

    def flag(self, text: str, *, sure_by: float = 0.0) -> tuple[Flag, ...]:
        """The KLOEs that a text falls under, best first; none for a text without words.

        No level is named where the upper two and the lower two are less than ``sure_by`` apart (in margins).

        Raises:
            TextTooLongError: the text has more than `MAX_FLAG_CHARACTERS`.
        """
        return self.flag_each([text], sure_by=sure_by)[0]

    def flag_each(self, texts: Sequence[str], *, sure_by: float = 0.0) -> list[tuple[Flag, ...]]:
        """The flags of several texts; quicker than one by one, as all are encoded in one call.

        Raises:
            TextTooLongError: one of them has more than `MAX_FLAG_CHARACTERS`.
        """
        return self._flagging.each(texts, sure_by=sure_by)

    def flag_named(self, text: str, codes: Collection[str]) -> tuple[Flag, ...]:
        """Flags of a text for KLOEs that somebody chose, whatever the text says; none for a text without words."""
        return self._flagging.named(text, codes)

    # -- the path of a question -----------------------------------------------------------------

    def _answer(self, question: str, history: Sequence[Turn], filters: Filters, followed: Followed | None) -> Answered:
        read = without_markup(question)
        if not re.search(r"\w", read):
            return Answered(_clarify("unreadable" if re.search(r"\w", question) else "empty"))
        if len(read.split()) > MAX_QUESTION_WORDS:
            line = phrase("clarify", "too_long", limit=str(MAX_QUESTION_WORDS))
            return Answered(_ours(AnswerKind.CLARIFY, line, "too long"))
        understanding = self._reader.understand(read, history, followed)
        parts = self._reader.parts(understanding)
        before = last_question(history) if understanding.followed.understood else ""
        risk_texts = [read, f"{before} {read}"] if before else [read]
        vectors = self._vectors([*search_texts(understanding, *parts), *risk_texts, *flag_texts(read)])
        codes = understanding.intent.codes
        if not self._is_harmless(read, understanding) and is_live_risk(risk_texts, [vectors[t] for t in risk_texts]):
            whole = self._judged(understanding, vectors, filters)
            answer, flags = self._risk_answer(whole), self._flagging.beside(read, vectors, codes)
        else:
            told = self._told(understanding, history)
            if told:
                return Answered(told, understanding)
            whole, *others = [self._judged(asked, vectors, filters) for asked in (understanding, *parts)]
            answer = self._guidance(whole, others)
            flags = self._flagging.beside(read, vectors, codes, answer.kind)
        answer = replace(answer, flags=flags, understood=understanding.followed.understood)
        return Answered(answer, understanding, whole.scores)

    def _told(self, understanding: Understanding, history: Sequence[Turn]) -> Answer | None:
        """What is said to a message for which nothing is looked up; None for all others."""
        request = fixed_request(understanding.question)
        if request:
            return replace(_ours(AnswerKind.NOTICE, request.says, ""), notices=(Notice(request.id, request.says),))
        return self._doubtful(understanding, history) or self._unclear(understanding)

    @staticmethod
    def _is_harmless(read: str, understanding: Understanding) -> bool:
        """Whether a message is a courtesy, or only points at what was shown, and tells of nobody."""
        courtesy = is_courtesy(read) and len(read.split()) <= _COURTESY_WORDS
        return courtesy or (understanding.followed.pointed is not None and not own_words(without_pointing(read)))

    def _unclear(self, understanding: Understanding) -> Answer | None:
        """What is said to a question that cannot be looked up as it stands; None for one that can."""
        unknown = [c for c in understanding.intent.codes if c not in self._codes.held]
        if unknown and self._codes.held:
            text = unknown_code(unknown[0], self.index.frameworks.values())
            return _ours(AnswerKind.ABSTAINED, text, "unknown code")
        regulation = _BARE_REGULATION.search(plain(understanding.question))
        if regulation:
            return _ours(AnswerKind.CLARIFY, phrase("regulation", regulation.group(1)), "ambiguous regulation")
        pointed = understanding.followed.pointed
        if pointed and pointed.place is None:
            line = phrase("clarify", "no_such" if pointed.there > 1 else "only_one", there=str(pointed.there))
            return _ours(AnswerKind.CLARIFY, line, "no such one")
        if not understanding.readable:
            return _clarify("unreadable")
        return None if understanding.words or understanding.carried else _clarify("unclear")

    @staticmethod
    def _doubtful(understanding: Understanding, history: Sequence[Turn]) -> Answer | None:
        """The question to ask back, where one means several things; what goes on from before says which."""
        if understanding.followed.understood or understanding.sources:
            return None
        doubt = doubt_about(understanding.question, history)
        if doubt is None:
            return None
        return replace(_ours(AnswerKind.CLARIFY, doubt.asks, "ambiguous"), choices=doubt.choices)

    def look(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = EVERYTHING
    ) -> tuple[Understanding, Scores]:
        """How a question is understood, and how every passage scores for it."""
        understanding = self._reader.understand(question, history)
        vectors = self._vectors(search_texts(understanding))
        return understanding, self._score(understanding, vectors, _narrowed(filters, understanding))

    def _vectors(self, texts: Sequence[str]) -> dict[str, Vector]:
        """Vectors by text, each text encoded once, all in one call."""
        unique = list(dict.fromkeys(texts))
        return dict(zip(unique, self.encoder.encode(unique), strict=True))

    def _score(self, understanding: Understanding, vectors: dict[str, Vector], filters: Filters) -> Scores:
        alone, *with_carried = search_texts(understanding)
        scores = self._retriever.score(Query(vectors[alone], understanding.words, understanding.intent), filters)
        for text in with_carried:
            words = (*understanding.words, *keywords(understanding.carried)[:_CARRIED_STEMS])
            query = Query(vectors[text], words, understanding.intent)
            share = _SHORT_SHARE if len(understanding.own_words) <= _SHORT_STEMS else _SHARE
            scores = blend(scores, self._retriever.score(query, filters), share)
        return scores

    def _judged(self, understanding: Understanding, vectors: dict[str, Vector], filters: Filters) -> Judged:
        narrowed = _narrowed(filters, understanding)
        scores = self._score(understanding, vectors, narrowed)
        everywhere = scores if narrowed == EVERYTHING else self._score(understanding, vectors, EVERYTHING)
        return self._judge.judge(understanding, scores, narrowed, everywhere)

    def _guidance(self, whole: Judged, parts: Sequence[Judged]) -> Answer:
        """Answer what is covered: the question, or of several parts those that are."""
        if not self._retriever.hits(whole.scores, 1):
            text = phrase("abstain", "nothing" if whole.filters == EVERYTHING else "filtered")
            return _ours(AnswerKind.ABSTAINED, text, "nothing found")
        covered = covered_parts(whole, parts)
        citer = Citer(self.index)
        if not covered:
            if not whole.covered:
                return self._abstention(whole, citer)
            blocks = [*self._only(whole.understanding.sources), *self._quotes(whole, citer)]
            if not citer.citations:
                return _ours(AnswerKind.ABSTAINED, phrase("abstain", "no_more"), "nothing more")
            return self._finished(AnswerKind.ANSWERED, whole.understanding, blocks, citer)
        blocks = []
        shown: set[int] = set()
        for part in covered:
            blocks.append(Block(Role.OURS, phrase("scope", "part", part=part.understanding.question)))
            blocks += self._only(part.understanding.sources)
            blocks += self._quotes(part, citer, shown, len(covered))
        left = [part for part in parts if part not in covered]
        kind = AnswerKind.PARTIAL if left else AnswerKind.ANSWERED
        return self._finished(kind, whole.understanding, [*blocks, *map(part_line, left)], citer)

    def _quotes(self, judged: Judged, citer: Citer, shown: set[int] | None = None, share: int = 1) -> list[Block]:
        """Quotes for a question or part; what is in ``shown`` is left out, and what is quoted is added to it."""
        shown = set() if shown is None else shown
        asked = judged.understanding
        target = asked.followed.target
        if target is not None:
            groups = self._selector.about(target, asked.intent, judged.scores)
        else:
            skip = shown.union(asked.followed.shown_already)
            groups = self._selector.select(asked.question, asked.intent, judged.scores, skip=skip, share=share)
        shown.update(pick.number for group in groups for pick in group.picks)
        return self._composer.compose(groups, citer)

    def _only(self, documents: Sequence[str]) -> list[Block]:
        """The line that says where was looked, if the question named a source."""
        held = [self.index.documents[name].source for name in documents]
        titles = ", ".join(f"{source.title} ({source.publisher})" for source in held)
        return [Block(Role.OURS, phrase("scope", "sources", sources=titles))] if titles else []

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

    def _abstention(self, judged: Judged, citer: Citer) -> Answer:
        nearest = self._retriever.hits(judged.scores, _NEARBY)
        blocks = self._only(judged.understanding.sources)
        blocks += abstention_blocks(judged, nearest, self._composer, citer)
        answer = self._finished(AnswerKind.ABSTAINED, judged.understanding, blocks, citer)
        return replace(answer, reason=why_not(judged)[1])

    def _risk_answer(self, judged: Judged) -> Answer:
        """The safety card, the guide's own words on raising a concern, then what was asked as far as it is covered."""
        card = load_data("safety_card.toml")
        notice, blocks = safety_card(card)
        citer = Citer(self.index)
        unit = next((u for u in self.index.units if u.endswith(f"#{card['guidance_unit']}")), "")
        picks = tuple(map(Pick, self.index.units.get(unit, ())))
        if picks:
            blocks.append(Block(Role.OURS, card["guidance_heading"]))
            blocks += self._composer.compose([Group("best", picks, whole=True)], citer)
        if judged.covered:
            blocks.append(Block(Role.OURS, card["question_heading"]))
            blocks += self._quotes(judged, citer, {pick.number for pick in picks})
        kind = AnswerKind.ANSWERED if judged.covered else AnswerKind.NOTICE
        answer = self._finished(kind, judged.understanding, blocks, citer)
        return replace(answer, notices=(notice, *answer.notices))


def search_texts(*asked: Understanding) -> list[str]:
    """What the embedder reads for finding: each question, and a follow-up also after what it carries."""
    texts = []
    for one in asked:
        texts.append(one.search_text)
        texts += [f"{one.carried} {one.search_text}"] if one.carried else []
    return texts


def _narrowed(filters: Filters, understanding: Understanding) -> Filters:
    """The filters, and where they leave all documents open, the sources that the question names."""
    if filters.documents or not understanding.sources:
        return filters
    return replace(filters, documents=understanding.sources)


def _ours(kind: AnswerKind, text: str, reason: str) -> Answer:
    return Answer(kind, (Block(Role.OURS, text),), reason=reason)


def _clarify(why: str) -> Answer:
    return _ours(AnswerKind.CLARIFY, phrase("clarify", why), why)
