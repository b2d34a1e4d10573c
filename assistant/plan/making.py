"""Making one item from a matter and what it aims at: cited guidance as tasks, our wording marked as drafted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.cite import Citer
from assistant.patterns import load_data
from assistant.plan.aims import Aim, Aims
from assistant.plan.items import ActionItem, CrossReference, QuoteRole, Source, Task, Term
from assistant.plan.priority import Told, prioritised
from assistant.plan.quotes import Quotes
from assistant.plan.templates import TASK_KINDS, Template, evidence_lists, for_people
from assistant.types import Citation, Filters
from corpus.framework import Framework, Prompt
from corpus.types import Kind

if TYPE_CHECKING:
    from assistant.answering import Assistant

MOST_TASKS = 5  # "avoid making the action plan too detailed"
_MOST_GUIDANCE = 3
_ENOUGH_GUIDANCE = 2
_MOST_WORDS = 70  # of a quote that is a task: whole sentences from its start
_LEAST_SCORE = 0.85  # for ranking, of a passage that is found by search; as on the screen of frameworks
_UPPER = frozenset({"Good", "Outstanding"})
_OUR_WORDS = ("action", "objective", "measure", "baseline", "risk", "sustain", "term", "priority", "priority_reason")


@dataclass(frozen=True)
class Matter:
    """Something that is not yet as it should be.

    ``not_yet`` are its words, and ``told`` what they say for the priority; ``statement`` is the passage of the
    framework that is not yet in place, if it is one.
    """

    source: Source
    not_yet: str
    told: Told
    quality_statement: str = ""
    statement: int | None = None
    notes: str = ""


class Maker:
    """Makes items from the passages of one index."""

    def __init__(self, assistant: "Assistant", aims: Aims) -> None:
        """Find the passages that are never tasks, and the lists of evidence.

        Raises:
            DataFileError: a data file names a passage that is not there.
        """
        self._assistant = assistant
        self._index = assistant.index
        self._aims = aims
        self._for_people = for_people(assistant.index)
        self._evidence = evidence_lists(assistant.index)
        passages = enumerate(assistant.index.passages)
        self._prompts = {(p.document_id, p.code): n for n, p in passages if p.kind is Kind.PROMPT}

    def make(self, matter: Matter, aim: Aim, given: Sequence[Citation] = ()) -> ActionItem:
        """One item; with ``given`` quotes its tasks are these, else the guidance of its template."""
        quotes, citer = Quotes(), Citer(self._index)
        tasks = self._tasks(aim, quotes, citer, given)
        self._beside(matter, aim, quotes, citer)
        item = ActionItem(
            source=matter.source,
            regulations=matter.told.regulations,
            kloes=tuple(_cross(aim.framework, kloe.code) for kloe in aim.kloes),
            quality_statement=matter.quality_statement,
            not_yet=matter.not_yet,
            tasks=tasks,
            notes=matter.notes,
            quotes=quotes.all,
        )
        priority, reason = prioritised(matter.told)
        item = replace(self._worded(item, aim), priority=priority, priority_reason=reason)
        return replace(item, drafted=tuple(name for name in _OUR_WORDS if getattr(item, name)))

    def is_task(self, number: int) -> bool:
        """Whether the words of a passage may be a task."""
        return number not in self._for_people and self._index.passages[number].kind in TASK_KINDS

    def _worded(self, item: ActionItem, aim: Aim) -> ActionItem:
        template = self._template(aim)
        if template is None:
            action = load_data("plan_drafting.toml")["item"]["action"]
            return replace(item, action=action.format(question=aim.kloes[0].question))
        return replace(
            item,
            action=template.title,
            objective=template.objective,
            measure=template.measure,
            baseline=template.baseline,
            evidence="; ".join(template.evidence),
            risk=template.risk,
            sustain=template.sustain,
            term=Term(template.term),
        )

    def _tasks(self, aim: Aim, quotes: Quotes, citer: Citer, given: Sequence[Citation]) -> tuple[Task, ...]:
        prompts = [cited for prompt in aim.prompts if (cited := self._prompt(citer, aim.framework, prompt))]
        cited = given or [self._cite(citer, number) for number in self._guidance(aim)]
        tasks = [quotes.task(QuoteRole.TASK, citation) for citation in cited[: MOST_TASKS - bool(prompts)]]
        ask = load_data("plan_drafting.toml")["item"]["ask"]
        for citation in prompts[: MOST_TASKS - len(tasks)]:
            tasks.append(quotes.task(QuoteRole.PROMPT, citation, ask.format(question=citation.quote)))
        return tuple(tasks)

    def _guidance(self, aim: Aim) -> list[int]:
        """Numbers of the passages whose words are tasks: of the main prompt first, then of the others."""
        held = aim.guide.guidance
        if not aim.guide.templates:
            return self._found(aim)
        numbers = [n for n in held.get(aim.prompts[0].code, ()) if self.is_task(n)]
        others = [n for prompt in aim.prompts[1:] for n in held.get(prompt.code, ())[:1] if self.is_task(n)]
        if len(aim.kloes) > 1:
            numbers = numbers[: _ENOUGH_GUIDANCE - 1]
        elif len(numbers) >= _ENOUGH_GUIDANCE:
            others = []
        room = max(_ENOUGH_GUIDANCE, MOST_TASKS - len(aim.prompts))
        return list(dict.fromkeys([*numbers, *others]))[: min(room, _MOST_GUIDANCE)]

    def _found(self, aim: Aim) -> list[int]:
        others = tuple(name for name in self._index.documents if name != aim.framework.document)
        only = Filters(documents=others, kinds=(Kind.TIP.value, Kind.CHECKLIST.value))
        hits = self._assistant.search(aim.words, _MOST_GUIDANCE, (), only) if others else []
        return [hit.number for hit in hits if hit.score >= _LEAST_SCORE and self.is_task(hit.number)]

    def _beside(self, matter: Matter, aim: Aim, quotes: Quotes, citer: Citer) -> None:
        """Quote what the item serves, what the words resemble, an example, and the lists of evidence."""
        served = [matter.statement] if matter.statement is not None else self._served(aim)
        for number in served:
            quotes.add(QuoteRole.SERVES, citer.cite(number))
        for flag in aim.flags[:1]:
            told = flag.characteristic
            if told is not None and told.level not in _UPPER:
                quotes.add(QuoteRole.RESEMBLES, citer.cite(self._index.number[told.passage_id]))
        example = aim.guide.example.get(aim.prompts[0].code)
        if example is not None and example not in self._for_people:
            quotes.add(QuoteRole.EXAMPLE, citer.cite(example))
        template = self._template(aim)
        for number in self._evidence:
            if template and any(words in self._index.passages[number].text for words in template.evidence):
                quotes.add(QuoteRole.EVIDENCE, citer.cite(number))

    def _served(self, aim: Aim) -> list[int]:
        first: dict[str, Prompt] = {}
        for prompt in aim.prompts:
            first.setdefault(aim.framework.kloe_of[prompt.code].code, prompt)
        found = (self._aims.good(aim, prompt) for prompt in first.values())
        return [number for number in found if number is not None]

    def _cite(self, citer: Citer, number: int) -> Citation:
        """A passage, or of a long one the sentences from its start that make a task."""
        return citer.cite(number, tuple(self._start(number)))

    def _start(self, number: int) -> Iterator[int]:
        passage = self._index.passages[number]
        if len(passage.text.split()) <= _MOST_WORDS:
            return
        words = 0
        for place, spans in enumerate(passage.sentences):
            words += len(self._index.slice(passage.document_id, spans).split())
            if place and words > _MOST_WORDS:
                return
            yield place

    def _prompt(self, citer: Citer, framework: Framework, prompt: Prompt) -> Citation | None:
        """The question of a prompt, without the code that is printed before it."""
        number = self._prompts.get((framework.document, prompt.code))
        if number is None:
            return None
        first = prompt.spans[0].start
        sentences = self._index.passages[number].sentences
        return citer.cite(number, tuple(n for n, spans in enumerate(sentences) if spans[0].start >= first))

    def _template(self, aim: Aim) -> Template | None:
        return aim.guide.templates.get(aim.prompts[0].code)


def _cross(framework: Framework, code: str) -> CrossReference:
    return CrossReference(framework.id, framework.version, code, framework.key_question_of[code].name)
