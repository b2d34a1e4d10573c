"""What a question goes on from: completed from the turns before it, or pointing at what an answer showed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.clarify import chosen, doubt_about
from assistant.codes import CQC_CODES, Codes
from assistant.completing import Before, complete
from assistant.followup import asks, carried_subject, own_words, pointing_back, stands_alone
from assistant.patterns import load_data
from assistant.pointing import Pointed, pointed_at
from assistant.readable import without_markup
from assistant.scope import fixed_request
from assistant.shown import ShownBefore
from assistant.spelling import Speller
from assistant.types import Turn
from corpus.framework import Framework
from corpus.index import Index
from corpus.types import Kind
from corpus.words import keywords

_COURTESIES = {"greeting", "thanks", "ok", "bye", "help"}
_STORIES = {Kind.CASE, Kind.EXAMPLE}
_CASE = re.compile(r"case study", re.IGNORECASE)
_NAMED_WORDS = 14  # of a passage or a KLOE, by which it is named
_LOOKED_UP_WORDS = 60  # of a passage that is pointed at
_ENOUGH_STEMS = 2  # of a question that says what it was about


@dataclass(frozen=True)
class Followed:
    """A question as it is looked up after the turns before it.

    ``question`` is looked up, and ``carried`` ("" for a question that needs nothing) together with it.
    ``understood`` is what people are told, "" where nothing was carried over. ``pointed`` is what the question points
    at among ``shown``, numbers of the passages that the last answer showed; ``more`` asks for others than these.
    ``leans`` says that rules completed it from what was before, which somebody else may do better.
    """

    question: str
    carried: str = ""
    understood: str = ""
    pointed: Pointed | None = None
    shown: tuple[int, ...] = ()
    more: bool = False
    leans: bool = False

    @property
    def target(self) -> int | None:
        """The number of the passage that is pointed at, or None."""
        return None if self.pointed is None or self.pointed.place is None else self.shown[self.pointed.place]

    @property
    def shown_already(self) -> tuple[int, ...]:
        """The passages that are not to be shown again."""
        return self.shown if self.more else ()


NOTHING_BEFORE = Followed("")


class Dialogue:
    """Reads questions after other questions; without an index nothing is known of what was cited."""

    def __init__(self, speller: Speller, codes: Codes = CQC_CODES, index: Index | None = None) -> None:
        """Keep the tools, and note where the passages of the index stand."""
        self._speller = speller
        self._codes = codes
        self._passages = index.passages if index else []
        self._before = ShownBefore(index) if index else None
        self._titles = kloe_titles(index.frameworks.values()) if index else {}

    def follow(self, question: str, history: Sequence[Turn]) -> Followed:
        """A question, which may lean on the turns before it."""
        corrected = self._speller.correct(question)
        choice = chosen(corrected, history)
        if choice:
            return Followed(choice, understood=choice)
        shown = self._before.last(history) if self._before else ()
        passages = [self._passages[number] for number in shown]
        pointed = None if self._codes.read(corrected) else pointed_at(corrected, passages)
        if pointed:
            return self._pointing(question, pointed, shown)
        if stands_alone(corrected, history, self._codes) or is_courtesy(question):
            return Followed(question)
        before = self._question_before(history)
        if _is_new_and_doubtful(corrected, before, history):
            return Followed(question)
        completed = complete(corrected, Before(before, passages, self._titles), self._codes)
        asked = completed.question if completed.reworded else question
        told = before if len(keywords(before)) >= _ENOUGH_STEMS else carried_subject(history, self._codes)
        carried = "" if completed.alone else told
        return Followed(asked, carried, completed.question, None, shown, completed.more, leans=True)

    def _pointing(self, question: str, pointed: Pointed, shown: tuple[int, ...]) -> Followed:
        """A question about something that was shown, which is looked up by the words of that."""
        if pointed.place is None:
            return Followed(question, pointed=pointed, shown=shown)
        passage = self._passages[shown[pointed.place]]
        words = passage.text.strip('“”" ').split()
        story = next((h for h in passage.heading if _CASE.match(h)), passage.heading[-1] if passage.heading else "")
        named = story if passage.kind in _STORIES and story else _shortened(words)
        understood = load_data("followup.toml")["pointed"]["completed"].format(kind=passage.kind.value, words=named)
        carried = " ".join([*passage.heading[-2:], *words[:_LOOKED_UP_WORDS]])
        return Followed(question, carried, understood, pointed, shown)

    def _question_before(self, history: Sequence[Turn]) -> str:
        """The question before, in full: each one was itself completed from those before it."""
        before = ""
        for number, turn in enumerate(history):
            text = self._speller.correct(without_markup(turn.content) or turn.content) if turn.role == "user" else ""
            if not keywords(text) or is_courtesy(text):
                continue
            earlier = history[:number]
            if before and not stands_alone(text, earlier, self._codes):
                shown = self._before.last(earlier) if self._before else ()
                held = Before(before, [self._passages[n] for n in shown], self._titles)
                text = complete(text, held, self._codes).question
            before = text
        return before


def _is_new_and_doubtful(question: str, before: str, history: Sequence[Turn]) -> bool:
    """Whether a question is to be asked back: it means several things, and the one before does not say which."""
    own = set(own_words(question))
    new = asks(question) and own and not own.intersection(keywords(before)) and not pointing_back().search(question)
    return bool(new) and doubt_about(question, history) is not None


def is_courtesy(text: str) -> bool:
    """Whether a message only greets, thanks or asks what this is."""
    request = fixed_request(text)
    return request is not None and request.id in _COURTESIES


def kloe_titles(frameworks: Iterable[Framework]) -> dict[str, str]:
    """Each KLOE with its code and the first words of what it asks, by its code and by those of its prompts."""
    titles: dict[str, str] = {}
    for framework in frameworks:
        for code, kloe in framework.kloe_of.items():
            titles[code] = f"{kloe.code} ({_shortened(kloe.question.rstrip('?').split())})"
    return titles


def _shortened(words: Sequence[str]) -> str:
    return " ".join(words[:_NAMED_WORDS]) + ("…" if len(words) > _NAMED_WORDS else "")
