"""What is held on a topic as plain text: our texts with the numbers of their sources, then the sources themselves."""

from collections.abc import Iterable, Iterator
from string import ascii_lowercase
from typing import TYPE_CHECKING

from assistant.cite import Citer
from assistant.good.words import name_of
from assistant.notices import notices_for
from assistant.patterns import load_data
from assistant.workshop.material import Sourced, Topic
from assistant.workshop.places import Source
from assistant.workshop.quoting import in_marks
from assistant.workshop.topics import Found, says

if TYPE_CHECKING:
    from assistant.types import Citation
    from corpus.index import Index

_LETTERS = ascii_lowercase


def found_text(index: "Index", found: Found) -> str:
    """What was found: the first topic whole, the others by name; or why there is none."""
    if not found.topics:
        near = ["", says("nearest"), *map(_line, found.nearest)] if found.nearest else []
        return "\n".join((found.why, *near)) + "\n"
    first, *others = found.topics
    lines = [says("unsaid", words=", ".join(f"“{word}”" for word in found.unsaid)), ""] if found.unsaid else []
    lines += [says("others"), *map(_line, others), ""] if others else []
    return "\n".join((*lines, *_Sheet(index, first).lines())) + "\n"


def _line(topic: Topic) -> str:
    thin = says("thin", what=topic.thin) if topic.thin else ""
    return f"- {topic.title}{f'. {thin}' if thin else ''}"


class _Sheet:
    """One topic being written down; sources are numbered in the order of first use."""

    def __init__(self, index: "Index", topic: Topic) -> None:
        self._index = index
        self._topic = topic
        self._citer = Citer(index)
        self._quoted: set[int] = set()

    def lines(self) -> Iterator[str]:
        topic = self._topic
        yield from (topic.title, "=" * len(topic.title), "")
        yield from self._about()
        yield from ("", says("what_it_is"))
        if topic.thin:
            yield from ("", says("thin", what=topic.thin))
        yield from self._part("aims", [topic.aims])
        yield from self._part("outcomes", self._sourced(topic.outcomes))
        yield from self._part("messages", self._messages())
        yield from self._part("warm_up", [topic.warm_up])
        if topic.case:
            yield from self._part("case", self._case())
        yield from self._part("scenarios", self._scenarios())
        yield from self._part("quiz", self._quiz())
        if topic.cards:
            yield from self._part("cards", self._cards(), kloe=self._named(topic.kloes[0]))
        yield from self._part("activity", [f"{topic.activity.capitalize()}: {topic.activity_problem}"])
        yield from self._part("ask_ourselves", self._quotes(topic.ask_ourselves))
        yield from self._part("observe", self._sourced(topic.observe))
        yield from self._part("local", [f"- {name}: ____________" for name in topic.local])
        yield from self._part("sources", self._sources())
        yield from self._part("notices", [f"- {n.text}" for n in notices_for(topic.title, self._citer.citations)])

    @staticmethod
    def _part(name: str, lines: Iterable[str], **values: str) -> list[str]:
        return ["", says(f"part_{name}", **values).upper(), *lines]

    def _about(self) -> Iterator[str]:
        for code in self._topic.kloes:
            yield f"{self._named(code)}: {self._topic.framework.kloes[code].question}"
        guide = self._index.documents.get(load_data("workshop.toml")["documents"]["guide"])
        if guide:
            yield from (says("section_of", section=s, guide=guide.source.title) for s in self._topic.sections)

    def _named(self, code: str) -> str:
        return f"{code} ({name_of(self._topic.framework)})"

    def _cite(self, source: Source) -> "Citation":
        return self._citer.cite_part(source.number, source.spans)

    def _numbers(self, sources: Iterable[Source]) -> str:
        return " ".join(f"[{self._cite(source).number}]" for source in sources)

    def _quote(self, source: Source) -> str:
        cited = self._cite(source)
        self._quoted.add(cited.number)
        return f"{in_marks(cited.quote)} [{cited.number}]"

    def _quotes(self, sources: Iterable[Source]) -> Iterator[str]:
        return (f"- {self._quote(source)}" for source in sources)

    def _sourced(self, rows: Iterable[Sourced]) -> Iterator[str]:
        return (f"- {row.text} {self._numbers([row.source])}" for row in rows)

    def _messages(self) -> Iterator[str]:
        for message in self._topic.messages:
            yield f"- {self._quote(message.source)}"
            yield f"  {says('note', text=message.note)}"

    def _case(self) -> Iterator[str]:
        case = self._topic.case
        if case is None:
            return
        yield case.title
        for name, sources in (("problem", case.problem), ("did", case.did), ("outcome", case.outcome)):
            if sources:
                yield from (says(f"case_{name}"), *self._quotes(sources))
        yield says("case_questions")
        for question, likely in zip(case.questions, case.likely, strict=True):
            yield from (f"- {question}", f"  {says('likely', text=likely)}")

    def _scenarios(self) -> Iterator[str]:
        for number, scenario in enumerate(self._topic.scenarios, 1):
            yield from (f"{number}. {scenario.title}", f"   {scenario.text}", f"   {says('listen_for')}")
            yield from (f"   - {point}" for point in scenario.points)
            yield f"   {says('rests_on', numbers=self._numbers(scenario.sources))}"
            if scenario.care:
                yield f"   {says('care', text=scenario.care)}"

    def _quiz(self) -> Iterator[str]:
        for number, asked in enumerate(self._topic.quiz, 1):
            yield f"{number}. {asked.question}"
            yield from (f"   {letter}) {option}" for letter, option in zip(_LETTERS, asked.options, strict=False))
            right = says("right", letter=_LETTERS[asked.right - 1], why=asked.why)
            yield f"   {right} {self._numbers([asked.source])}"

    def _cards(self) -> Iterator[str]:
        for level, sources in self._topic.cards.items():
            yield from (level, *self._quotes(sources))

    def _sources(self) -> Iterator[str]:
        """The places by document; the words of those that are not quoted above."""
        by_document: dict[str, list[Citation]] = {}
        for cited in self._citer.citations:
            by_document.setdefault(cited.source_line, []).append(cited)
        for line, held in by_document.items():
            yield f"{line}:"
            yield from map(self._source, held)

    def _source(self, cited: "Citation") -> str:
        place = (
            cited.locator if cited.code else "; ".join(part for part in (*cited.heading[-1:], cited.locator) if part)
        )
        words = "" if cited.number in self._quoted else f": {in_marks(cited.quote)}"
        note = f" ({cited.note})" if cited.note else ""
        return f"[{cited.number}] {place}{note}{words}"
