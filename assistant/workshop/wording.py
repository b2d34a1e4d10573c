"""The words in which somebody asks for a topic, compared with those that a topic is called by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.patterns import load_data
from assistant.workshop.material import Topic
from corpus.words import keywords, raw_words

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from corpus.index import Index

_LONGEST_RUN = 6  # words


@dataclass(frozen=True)
class Asked:
    """What was asked for, its typing mistakes mended.

    ``words`` are all, in order; ``stems`` those that say something about the subject, by stem (all, if none do).
    """

    words: tuple[str, ...]
    stems: frozenset[str]

    @property
    def all_stems(self) -> frozenset[str]:
        """The stems of all words but stop words."""
        return frozenset(keywords(" ".join(self.words)))


def read_asked(assistant: "Assistant", text: str) -> Asked:
    """The words of a text."""
    understanding, _ = assistant.look(text)
    spelt_out = f" ({', '.join(understanding.expansion.spelt_out)})"
    own = frozenset(understanding.own_words)
    filler = {stem for word in load_data("workshop.toml")["filler"]["words"] for stem in keywords(word)}
    telling = frozenset(stem for stem in own - filler if not stem.isdecimal())
    return Asked(tuple(raw_words(understanding.search_text.removesuffix(spelt_out))), telling or own)


def matched(asked: Asked, topic: Topic) -> frozenset[str]:
    """The telling stems of what was asked that the topic's words, its title or its case study's title name."""
    for title in (topic.title, topic.case.title if topic.case else ""):
        if len(asked.stems) > 1 and asked.stems <= set(keywords(title)):
            return asked.stems
    return asked.stems & _named(asked, topic)


def closest(asked: Asked, topics: Sequence[Topic]) -> list[Topic]:
    """The topics without those that only name less of the same words than another ("plan" of "care plan")."""
    named = {topic.id: _named(asked, topic) for topic in topics}
    return [topic for topic in topics if not any(named[topic.id] < named[other.id] for other in topics)]


def _named(asked: Asked, topic: Topic) -> frozenset[str]:
    found: set[str] = set()
    for phrase in topic.words:
        stems = set(keywords(phrase))
        whole = len(stems) > 1 or len(phrase.split()) == 1  # "moving on" is more than its one telling word
        found |= stems if whole and stems <= asked.all_stems else _run(phrase, asked)
    return frozenset(found)


def part_of_words(asked: Asked, topic: Topic) -> bool:
    """Whether what was asked is a part of one of the topic's words."""
    return any(asked.stems <= set(keywords(phrase)) for phrase in topic.words)


def called(asked: Asked, topic: Topic) -> bool:
    """Whether what was asked is just what the topic is called by."""
    return any(tuple(raw_words(phrase)) == asked.words for phrase in topic.words)


def speaks_of(index: "Index", topic: Topic, asked: Asked) -> bool:
    """Whether every telling word stands in what is held on a topic, apart from what it says is not covered."""
    sources = [*topic.ask_ourselves, *(m.source for m in topic.messages), *(o.source for o in topic.outcomes)]
    sources += [source for scenario in topic.scenarios for source in scenario.sources]
    sources += [*topic.case.problem, *topic.case.did, *topic.case.outcome] if topic.case else []
    quoted = (index.slice(index.passages[source.number].document_id, source.spans) for source in sources)
    ours = (text for scenario in topic.scenarios for text in (scenario.text, *scenario.points))
    held = set(keywords(" ".join((topic.title, topic.aims, *topic.words, *quoted, *ours))))
    return bool(asked.stems) and asked.stems <= held


def _run(phrase: str, asked: Asked) -> set[str]:
    """The stems of neighbouring words that make the phrase, also if it is written together or apart."""
    wanted = "".join(raw_words(phrase))
    words = asked.words
    runs = (words[start : start + size] for start in range(len(words)) for size in range(1, _LONGEST_RUN + 1))
    return next((set(keywords(" ".join(run))) for run in runs if "".join(run) == wanted), set())
