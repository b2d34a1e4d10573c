"""Follow-ups: does a question stand alone, and what does it carry over from the turns before?"""

import re
from collections.abc import Sequence
from functools import cache

from assistant.codes import CQC_CODES, Codes
from assistant.patterns import compiled, load_data, plain
from assistant.types import Turn
from corpus.words import keywords, stem

_STANDS_ALONE_WORDS = 7
_MEANT_WORDS = 4  # words of its own before "it" show that "it" is in the question itself
_OWN_WORDS = 2  # with so many words of its own, a question that asks by itself needs nothing from before
_CARRIED_WORDS = 40
_CARRIED_QUESTIONS = 3
_ENOUGH_STEMS = 2
_ASKS = re.compile(
    r"\W*(?:(?:and|so|but|ok(?:ay)?|then|also|right|please|can you|could you)\W+)*"
    r"(?:who|what|whats|when|where|which|why|how|do|does|did|is|are|can|could|should|will|would|has|have|must|"
    r"tell|give|list|show|find|name|explain|compare|describe)\b",
    re.IGNORECASE,
)
_LED = re.compile(r"\W*(?:and|but|also|or)\b", re.IGNORECASE)


def stands_alone(question: str, history: Sequence[Turn], known: Codes = CQC_CODES) -> bool:
    """Whether the question can be understood without the turns before it."""
    if not any(turn.role == "user" for turn in history):
        return True
    text = plain(question)
    words = keywords(text)
    pointing = pointing_back().search(text)
    meant = own_words(text[: pointing.start()]) if pointing and not _LED.match(text) else []
    points_back = pointing is not None and len(meant) < _MEANT_WORDS
    surely = bool(_opening("surely").match(text))
    if known.read(text) and not surely and not _opening("opens").match(text):
        return True
    if surely:
        return False
    if defines(text) or (topics_in(text) and asked_for(text) and not needs_more(text)):
        return True
    if len(words) >= _STANDS_ALONE_WORDS + 3 or (len(words) >= _STANDS_ALONE_WORDS and not points_back):
        return not (_LED.match(text) and points_back)
    if points_back or not _ASKS.match(text):
        return False
    own = own_words(text)
    return len(own) >= _OWN_WORDS or bool(own and (topics_in(text) or levels_in(text)))


def needs_more(text: str) -> bool:
    """Whether a question with a subject of its own still leans: on anything but the place ("there")."""
    return bool(pointing_back().search(re.sub(r"\b(?:there|one)\b", " ", text, flags=re.IGNORECASE)))


def defines(text: str) -> bool:
    """Whether a question asks what something is: "What is a KLOE?"."""
    return bool(compiled(tuple(load_data("followup.toml")["leaning"]["defines"])).search(text))


def topics_in(text: str) -> list[str]:
    """The subjects of the guidance that a text names, as it names them, in order."""
    return list(dict.fromkeys(match.group() for match in topic_pattern().finditer(plain(text))))


def kind_of(text: str) -> dict[str, str] | None:
    """What is asked for of a subject (tips, a case study, …), an entry of ``followup.toml``; None for nothing such."""
    kinds = load_data("followup.toml")["kind"]
    return next((kind for kind in kinds if compiled(tuple(kind["cues"])).search(plain(text))), None)


def levels_in(text: str) -> list[str]:
    """The rating levels that a short question names, with or without words that tell them from everyday words."""
    words = load_data("followup.toml")["level"]["words"]
    return [level for level, patterns in words.items() if compiled(tuple(patterns)).search(text)]


def asked_for(text: str) -> bool:
    """Whether a text says what it wants of a subject: a kind of thing, or a rating level."""
    return kind_of(text) is not None or bool(levels_in(text))


def own_words(text: str) -> list[str]:
    """Stems of the words that say what a question is about, and not how it is asked."""
    data = load_data("followup.toml")
    left = plain(text)
    for patterns in ([p for kind in data["kind"] for p in kind["cues"]], *data["level"]["words"].values()):
        left = compiled(tuple(patterns)).sub(" ", left)
    frame = {stem(word) for word in data["leaning"]["frame"]}
    return [word for word in keywords(left) if word not in frame]


def without_opening(text: str) -> str:
    """A follow-up without the words that only join it to what was before."""
    left, before = plain(text), ""
    while left != before:
        before, left = left, _opening("joins").sub("", left).strip(" ,;:-?!.")
    return left


@cache
def topic_pattern() -> re.Pattern[str]:
    """The subjects of ``followup.toml``, the longest first."""
    words = sorted(load_data("followup.toml")["topic"]["words"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


@cache
def pointing_back() -> re.Pattern[str]:
    """Words that stand for something said before."""
    words = load_data("followup.toml")["leaning"]["points_back"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


@cache
def _opening(name: str) -> re.Pattern[str]:
    """Words with which a follow-up begins."""
    words = sorted(load_data("followup.toml")["leaning"][name], key=len, reverse=True)
    return re.compile(rf"^\W*(?:{'|'.join(words)})\b[\s,]*", re.IGNORECASE)


def asks(text: str) -> bool:
    """Whether a text is put as a question or a request."""
    return bool(_ASKS.match(plain(text)))


def last_question(history: Sequence[Turn]) -> str:
    """What the person asked last."""
    return next((turn.content for turn in reversed(history) if turn.role == "user"), "")


def carried_subject(history: Sequence[Turn], known: Codes = CQC_CODES) -> str:
    """What the turns before were about: the last questions, back to one that stands alone.

    Where they hold hardly a word to go by, how the last answer began is added. Turns without any such word
    ("thanks") are passed over.
    """
    questions: list[str] = []
    for number in range(len(history) - 1, -1, -1):
        turn = history[number]
        if turn.role != "user" or not keywords(turn.content):
            continue
        questions.insert(0, " ".join(turn.content.split()[:_CARRIED_WORDS]))
        if stands_alone(turn.content, history[:number], known) or len(questions) == _CARRIED_QUESTIONS:
            break
    subject = " ".join(questions)
    if len(keywords(subject)) >= _ENOUGH_STEMS:
        return subject
    answer = next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")
    return " ".join([subject, *answer.split()[:_CARRIED_WORDS]]).strip()
