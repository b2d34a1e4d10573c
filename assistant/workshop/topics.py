"""Finding the topics of workshops that everyday words, a code, a key question or a section of the guide are about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.abstain import unknown_code
from assistant.codes import Codes
from assistant.patterns import load_data
from assistant.scope import outside_subject
from assistant.workshop.material import Topic
from assistant.workshop.wording import Asked, called, closest, matched, part_of_words, read_asked, speaks_of
from corpus.words import keywords

if TYPE_CHECKING:
    from assistant.answering import Assistant

MOST_WORDS = 60
_MOST_TOPICS = 3
_MOST_NEAREST = 3
_CLEAR_SHARE = 0.75  # of the words that say something: if a topic's own words name as much, it is meant
_LEAST_SHARE = 0.5  # with less, only a topic whose KLOE is sure is taken
_PART_OF_WORDS = 0.7  # where the words are only a part of what a topic is called ("choices" of "choice and control")
_SURE = 0.85  # probability of a KLOE whose topic is taken though none of its own words were used
_NEAR = 0.3  # the least with which a topic is offered as near
_BORNE_OUT = 0.1  # the least probability of a topic that names only some of the words
_SECTION = re.compile(
    r"(?:^|\b(?:section|chapter|part|case study)\s+)(\d(?:\.\d{1,2})?)(?=$|\s+(?:of|in)\b)", re.IGNORECASE
)
_KEY = re.compile(
    r"^(?:key question:?|is (?:it|(?:the|our) service)|are (?:they|we))\s+|\s+key question$", re.IGNORECASE
)


@dataclass(frozen=True)
class Found:
    """The topics that a text is about, best first; or none, and why, and those that are nearest.

    ``unsaid`` are words of the text that the documents never use; ``whole`` names the key question or the section of
    the guide if a whole one was asked for.
    """

    topics: tuple[Topic, ...] = ()
    why: str = ""
    nearest: tuple[Topic, ...] = ()
    unsaid: tuple[str, ...] = ()
    whole: str = ""


def find_topics(assistant: "Assistant", material: Sequence[Topic], text: str) -> Found:
    """The topics of ``material`` that a text is about; what is outside the documents is declined."""
    words = " ".join(text.split()[:MOST_WORDS]).strip(" ?.!\"'“”‘’")
    if not material:
        return Found(why=says("no_material"))
    if not re.search(r"\w", words):
        return Found(why=says("empty"))
    return (
        _titled(material, words)
        or _coded(assistant, material, words)
        or _in_key_question(material, words)
        or _in_section(assistant, material, words)
        or _in_words(assistant, material, words)
    )


def says(name: str, **values: str) -> str:
    """A line of ``workshop.toml``, its gaps filled."""
    return load_data("workshop.toml")["says"][name].format(**values)


def _titled(material: Sequence[Topic], words: str) -> Found | None:
    named = [t for t in material if words.casefold() == t.title.casefold()]
    return Found(tuple(named)) if named else None


def _coded(assistant: "Assistant", material: Sequence[Topic], words: str) -> Found | None:
    frameworks = assistant.index.frameworks.values()
    held = {code for framework in frameworks for code in framework.codes}
    codes = Codes(held).read(words)
    if not codes:
        return None
    unknown = [code for code in codes if code not in held]
    kloe_of = material[0].framework.kloe_of
    kloes = [kloe_of[code].code for code in codes if code in kloe_of]
    found = [(kloes.index(k), t.kloes.index(k), t) for t in material for k in t.kloes if k in kloes]
    # That which has the code as its name comes first.
    ranked = [t for *_, t in sorted(found, key=lambda row: (row[0], row[1], row[2].id not in kloes, row[2].id))]
    if ranked:
        return Found(tuple({topic.id: topic for topic in ranked}.values()))
    if unknown:
        return Found(why=unknown_code(unknown[0], [material[0].framework]))
    return Found(why=says("not_held", text=words))


def _in_key_question(material: Sequence[Topic], words: str) -> Found | None:
    name = _plain(_KEY.sub("", words))
    of = material[0].framework.key_question_of
    names = {_plain(key.name): key.name for key in material[0].framework.key_questions}
    if name not in names:
        return None
    topics = [t for t in material if any(of[kloe].name == names[name] for kloe in t.kloes)]
    return Found(tuple(sorted(topics, key=lambda t: (t.id not in t.kloes, t.id))), whole=names[name])


def _plain(text: str) -> str:
    return " ".join(text.replace("-", " ").split()).casefold()


def _in_section(assistant: "Assistant", material: Sequence[Topic], words: str) -> Found | None:
    match = _SECTION.search(words)
    if not match:
        return None
    section = match[1]
    topics = [t for t in material if any(f"{held}.".startswith(f"{section}.") for held in t.sections)]
    if topics:
        return Found(tuple(topics), whole=says("whole_section", section=section))
    near = [t for t in material if any(held.split(".")[0] == section.split(".")[0] for held in t.sections)]
    there = re.compile(rf"(?:^|\s){re.escape(section)}[.:]?\s")
    guide = load_data("workshop.toml")["documents"]["guide"]
    known = any(there.search(part) for p in assistant.index.passages if p.document_id == guide for part in p.heading)
    return Found(why=says("section" if known else "no_section", section=section), nearest=tuple(near[:_MOST_NEAREST]))


def _in_words(assistant: "Assistant", material: Sequence[Topic], words: str) -> Found:
    asked = read_asked(assistant, words)
    shares = {topic.id: _share(asked, topic) for topic in material}
    best = max(shares.values())
    outside = outside_subject(words) if best < 1 else None
    if outside:
        return Found(why=f"{outside.says} {outside.ask}")
    flags = assistant.subjects(" ".join(asked.words))
    likely = {flag.code: flag.score for flag in flags if flag.framework == material[0].framework.id}
    ranked = sorted(material, key=lambda t: (-shares[t.id], -_probability(t, likely), t.id not in t.kloes))
    taken = [topic for topic in ranked if shares[topic.id] == best and _is_about(assistant, asked, topic, best, likely)]
    if taken:
        taken = closest(asked, taken)[:_MOST_TOPICS]
        return Found(tuple(taken), unsaid=_unsaid(assistant, asked, taken))
    near = sorted(material, key=lambda t: (-_probability(t, likely), t.id not in t.kloes))
    near = [topic for topic in near if _probability(topic, likely) >= _NEAR]
    sure = [topic for topic in near if _probability(topic, likely) >= _SURE]
    spoken = [topic for topic in sure if speaks_of(assistant.index, topic, asked)]
    if spoken:
        return Found(tuple(spoken[:_MOST_TOPICS]))
    return Found(why=says("not_held", text=words), nearest=tuple(near[:_MOST_NEAREST]))


def _is_about(assistant: "Assistant", asked: Asked, topic: Topic, share: float, likely: dict[str, float]) -> bool:
    """Whether a topic that names this share of what was asked is what was meant."""
    if share >= _CLEAR_SHARE:
        return True
    needed = _BORNE_OUT if share >= _LEAST_SHARE else _SURE
    return share > 0 and _probability(topic, likely) >= needed


def _probability(topic: Topic, likely: dict[str, float]) -> float:
    return max((likely.get(kloe, 0.0) for kloe in topic.kloes), default=0.0)


def _share(asked: Asked, topic: Topic) -> float:
    """The share of what was asked that the topic's own words name."""
    if called(asked, topic):
        return 1.0
    if not asked.stems:
        return 0.0
    share = len(matched(asked, topic)) / len(asked.stems)
    return max(share, _PART_OF_WORDS if part_of_words(asked, topic) else 0.0)


def _unsaid(assistant: "Assistant", asked: Asked, topics: Iterable[Topic]) -> tuple[str, ...]:
    named = frozenset[str]().union(*(matched(asked, topic) for topic in topics))
    left = {word: stem for word in asked.words for stem in keywords(word) if stem in asked.stems - named}
    said = " ".join(passage.text for passage in assistant.index.passages).casefold() if left else ""
    return tuple(word for word, stem in left.items() if word not in said and stem not in said)
