"""Follow-ups: does a question stand alone, and what does it carry over from the turns before?"""

import re
from collections.abc import Sequence

from assistant.codes import CQC_CODES, Codes
from assistant.patterns import plain
from assistant.types import Turn
from corpus.words import keywords

_OPENS = re.compile(
    r"^(?:and|so|but|ok(?:ay)?(?: so| and| then)?|right|what about|how about|then|also|or|same for|is there another|"
    r"any (?:more|others?)|another|more|go on|tell me more|why|who|when|where|which one|which of|show me)\b[\s,]*",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|these|those|them|they|their|it|its|he|she|his|her|him|there|one|ones|the (?:same|next|other|first|"
    r"second|last|previous)(?: one)?|instead|as well|else|above)\b",
    re.IGNORECASE,
)
_STANDS_ALONE_WORDS = 7
_CARRIED_WORDS = 40
_CARRIED_QUESTIONS = 3
_ENOUGH_STEMS = 2


def stands_alone(question: str, history: Sequence[Turn], known: Codes = CQC_CODES) -> bool:
    """Whether the question can be understood without the turns before it."""
    if not any(turn.role == "user" for turn in history):
        return True
    text = plain(question)
    words = keywords(text)
    points_back = bool(_POINTS_BACK.search(text))
    opens = bool(_OPENS.match(text))
    if known.read(text) and not opens:
        return True
    if len(words) >= _STANDS_ALONE_WORDS and not opens:
        return not (points_back and len(words) < _STANDS_ALONE_WORDS + 3)
    return not (opens or points_back or len(words) <= 2)


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
