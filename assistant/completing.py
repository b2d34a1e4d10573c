"""Completing a short follow-up: what it asks in full, by the question before it and by what its answer cited.

"and inadequate?" after an answer that quoted R2 is "What does Inadequate look like for R2?"; "and for infection
control?" puts a new subject into the question before.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.codes import Codes
from assistant.followup import (
    defines,
    kind_of,
    levels_in,
    needs_more,
    own_words,
    pointing_back,
    topic_pattern,
    topics_in,
    without_opening,
)
from assistant.intent import Shape, read_intent, without_asking
from assistant.patterns import compiled, load_data, plain
from corpus.types import Kind, Passage
from corpus.words import keywords

_CODED = {Kind.CHARACTERISTIC, Kind.PROMPT, Kind.KLOE, Kind.DEFINITION}
_PREPOSITION = re.compile(r"^(about|on|for|of|with|under)\b\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_ABOUT = re.compile(r" \(about ([^()]*(?:\([^()]*\))?)\)$")  # as the line `aspect` of followup.toml ends
_NUMBERED = re.compile(r"^(?:case study )?\d+(?:\.\d+)?[.:]?\s+", re.IGNORECASE)
_TELLS_NOTHING = re.compile(r"^(?:top tips|what (?:other providers do|they did)|resources to help|introduction)", re.I)
_DEFINING = re.compile(r"^\W*what(?:'s| is| are| does)\s+", re.IGNORECASE)
_MOST_SWAPPED = 6  # words of a new subject
_QUESTION_CHARS = 160


@dataclass(frozen=True)
class Before:
    """What a follow-up goes on from: the question before (as it was understood) and what its answer showed, in order.

    ``titles`` are KLOEs with the first words of what they ask, by their codes and those of their prompts.
    """

    question: str
    shown: Sequence[Passage]
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Completed:
    """A follow-up in full.

    ``alone`` if this is looked up and nothing else, ``reworded`` if it takes the place of the words that were typed;
    ``more`` if what was shown is left out.
    """

    question: str
    alone: bool = True
    reworded: bool = True
    more: bool = False


def complete(text: str, before: Before, codes: Codes) -> Completed:
    """What a follow-up asks in full."""
    if _about(text):
        return Completed(text)  # it was completed before
    data = load_data("followup.toml")
    rest = without_opening(text)
    topics, kind, levels = topics_in(rest), kind_of(rest), levels_in(rest)
    own = own_words(rest)
    if compiled(tuple(data["more"]["cues"])).search(plain(text)) and not own:
        line = kind["completed"] if kind else data["more"]["completed"]
        return Completed(line.format(subject=_subject(before, codes)), alone=False, more=True)
    bare = not own and not topics
    if levels and not kind and (bare or _is_bare_subject(rest, topics)):
        return Completed(_rated(levels, topics, rest, before, codes))
    if kind and (bare or _is_bare_subject(rest, topics)):
        subject = " and ".join(topics) or _subject(before, codes, coded=kind["id"] == "prompts")
        return Completed(kind["completed"].format(subject=subject), alone=bool(topics))
    service = compiled(tuple(data["service"]["words"])).search(rest)
    if service and not keywords(rest.replace(service.group(), " ")) and before.question:
        line = data["service"]["completed"]
        return Completed(line.format(question=_bare(before.question), service=service.group()))
    swapped = _swapped(rest, topics, before, codes)
    if swapped:
        return Completed(swapped)
    line = data["aspect"]["completed"]
    asked = _bare(rest[:1].upper() + rest[1:])
    full = line.format(question=asked, subject=_subject(before, codes))
    return Completed(full, alone=False, reworded=False)


def _is_bare_subject(rest: str, topics: Sequence[str]) -> bool:
    """Whether a text names a subject, and beside it only what is wanted of it."""
    left = topic_pattern().sub(" ", rest)
    return bool(topics) and not own_words(left) and not needs_more(left)


def _rated(levels: Sequence[str], topics: Sequence[str], rest: str, before: Before, codes: Codes) -> str:
    """A question for rating levels of what was spoken of; "compare that with …" keeps the level before."""
    lines = load_data("followup.toml")["level"]
    if Shape.COMPARE in read_intent(rest, codes).cues or re.search(r"\b(?:compare|differ)", rest, re.I):
        levels = list(dict.fromkeys([*levels_in(before.question), *levels]))
    subject = " and ".join(topics) or _subject(before, codes, coded=True)
    name = "two" if len(levels) > 1 else "one"
    return lines[name].format(level=" and ".join(levels), subject=subject)


def _subject(before: Before, codes: Codes, *, coded: bool = False) -> str:
    """What was spoken of: a code that was asked for or cited first, what the question names, or where it was found."""
    told = _about(before.question)
    if told:
        return told
    named = codes.read(before.question)
    cited = [p.code for p in before.shown[:1] if p.kind in _CODED and p.code]
    code = next((c for c in (*named, *(cited if coded else ())) if c in before.titles), "")
    topics = topics_in(_IN_BRACKETS.sub("", before.question))
    if code and (coded or not topics):
        return before.titles[code]
    if topics:
        return " and ".join(topics[:2])
    if defines(before.question):
        return _DEFINING.sub("", before.question).strip(" ?.!")
    return _place(before.shown) or _short(without_asking(before.question))


def _about(question: str) -> str:
    """The subject that a question was completed with, where it names none itself: "Who did that (about …)"; else ""."""
    found = _ABOUT.search(question)
    return found[1] if found else ""


def _place(shown: Sequence[Passage]) -> str:
    """The section that the first passage shown stands in, without its number; "" if that says nothing."""
    for passage in shown[:1]:
        headings = [_NUMBERED.sub("", heading) for heading in passage.heading]
        telling = [h for h in headings if h and h != passage.level and not _TELLS_NOTHING.match(h)]
        return telling[-1].rstrip(" ?") if telling else ""
    return ""


def _swapped(rest: str, topics: Sequence[str], before: Before, codes: Codes) -> str:
    """The question before with a new subject in the place of its own; "" if this is no new subject."""
    preposition = _PREPOSITION.match(rest)
    named = rest[preposition.end() :] if preposition else rest
    if not before.question or not 0 < len(named.split()) <= _MOST_SWAPPED or pointing_back().search(named):
        return ""
    about = _about(before.question)
    if about and topics:
        return before.question.replace(f"(about {about})", f"(about {named})")
    question = _IN_BRACKETS.sub("", _bare(before.question))
    if not (topics or codes.read(named)):
        return _tail_swapped(question, preposition.group(1), named) if preposition else ""
    if re.match(r"(?:who|what|when|where|which|why|how|do|does|did|is|are|can|should|will)\b", named, re.IGNORECASE):
        return ""
    old = topics_in(question)
    held = codes.read(question)
    if old and not any(topic.casefold() == named.casefold() for topic in old):
        return f"{question.replace(old[0], named, 1)}?"
    if held:
        pattern = re.compile(rf"\b(?:of|for|in|under)? ?{re.escape(held[0])}\b", re.IGNORECASE)
        return f"{pattern.sub(f' for {named}', question, count=1)}?".replace("  ", " ")
    return _tail_swapped(question, preposition.group(1) if preposition else "", named)


def _tail_swapped(question: str, preposition: str, named: str) -> str:
    """The question with what follows its last such preposition replaced; "" if it has none."""
    found = list(re.finditer(rf"\b{preposition}\b ", question, re.IGNORECASE)) if preposition else []
    return f"{question[: found[-1].end()]}{named}?" if found else ""


def _bare(question: str) -> str:
    return _short(question).strip(" ?.!")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUESTION_CHARS else " ".join(words[:_QUESTION_CHARS].split()[:-1])
