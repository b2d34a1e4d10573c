"""Drafting items of an action plan from cited guidance, without a language model: see `making` for one item."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.flags import clauses
from assistant.patterns import load_data
from assistant.plan.aims import Aims
from assistant.plan.answers import groups_of
from assistant.plan.drafts import PLANNABLE, Draft, Drafted
from assistant.plan.items import Source, SourceKind
from assistant.plan.joining import join_alike, urgent_first
from assistant.plan.making import Maker, Matter
from assistant.plan.matters import flags_of, sentences_of
from assistant.plan.priority import Told
from assistant.report.findings import Finding, Polarity, Report
from assistant.report.regulations import regulations
from assistant.risk import is_live_risk
from assistant.types import Answer, Citation, Flag
from corpus.words import keywords

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from assistant.good.sheets import OpenPoint

MOST_ITEMS = 5
_MOST_FROM_ANSWER = 3
_FEW_WORDS = 4  # a question with fewer names a subject, and its answer says more
# Nearness of a typed text that the guidance covers. Source: 20 short texts about other things (the office, taxes) and
# 20 about care, of our own: with the flags, all but one of the former are below, and none of the latter.
_LEAST_NEAR = 0.6
_STEP = "Drafting actions"
_AT_ONCE = 12  # findings whose texts are encoded in one call
Progress = Callable[[str, int, int], None]


class Drafter:
    """Drafts items; holds nothing about any plan, so it can be shared."""

    def __init__(self, assistant: "Assistant") -> None:
        """Open the templates of all frameworks.

        Raises:
            DataFileError: a data file of drafting cannot be used; it says which entry is wrong.
        """
        self._assistant = assistant
        self._aims = Aims(assistant)
        self._maker = Maker(assistant, self._aims)

    def from_finding(self, finding: Finding, report_name: str, kind: SourceKind = SourceKind.INSPECTION) -> Draft:
        """Items for one finding of a report or audit; none for a strength, or for what is not covered."""
        if finding.polarity is Polarity.STRENGTH:
            return Draft(remarks=(_remark("no_shortfall"),))
        words = finding.says.strip()
        if not words:
            return Draft(remarks=(_remark("empty"),))
        flags = finding.flags or self._assistant.flag(words)
        live = self._live(words)
        told = Told(kind, words, flags, finding.regulations, finding.breach, finding.notice, live)
        source = Source(kind, finding.words, report_name, finding.heading, finding.page)
        matter = Matter(source, words, told, finding.quality_statement)
        aims = self._aims.find(words, flags, heading=finding.heading, statement=finding.quality_statement)
        drafted = tuple(Drafted(self._maker.make(matter, aim), finding.id) for aim in aims)
        return Draft(drafted, live, () if drafted else (_remark("not_covered"),))

    def from_findings(self, findings: Sequence[Finding], report: Report, progress: Progress) -> Draft:
        """Items for several findings of a report, the most urgent first; those that are alike are one item."""
        drafts = []
        for number, finding in enumerate(findings):
            if number % _AT_ONCE == 0:
                progress(_STEP, number, len(findings))
                self._aims.vectors.of([text for one in findings[number : number + _AT_ONCE] for text in _texts_of(one)])
            drafts.append(self.from_finding(finding, report.name))
        progress(_STEP, len(findings), len(findings))
        answered = [draft for draft in drafts if draft.drafted]
        items = urgent_first(join_alike([one for draft in answered for one in draft.drafted]))
        remarks = []
        if len(items) < sum(len(draft.drafted) for draft in answered):
            remarks.append(_remark("joined", items=len(items), findings=len(answered)))
        if len(answered) < len(drafts):
            remarks.append(_remark("unanswered", findings=len(drafts) - len(answered), all=len(drafts)))
        return Draft(items, any(draft.risk for draft in drafts), tuple(remarks), report.id)

    def from_text(self, text: str, kind: SourceKind) -> Draft:
        """Items for a text that somebody typed or pasted: one for each matter in it, five at most."""
        parts = sentences_of(text)
        if not parts:
            return Draft(remarks=(_remark("empty"),))
        live = self._live(text)
        drafted: list[Drafted] = []
        well, uncovered = 0, []
        for part, (flags, reads_well) in zip(parts, flags_of(self._assistant, parts), strict=True):
            if reads_well:
                well += 1
                continue
            risk = self._live(part)
            aims = self._aims.find(part, flags, 0.0 if risk else _LEAST_NEAR)
            if not aims:
                uncovered.append(part)
            told = Told(kind, part, flags, regulations(part), live=risk)
            matter = Matter(Source(kind, part), part, told)
            drafted += [Drafted(self._maker.make(matter, aim)) for aim in aims]
        joined = join_alike(drafted)
        remarks = []
        if not joined:
            remarks.append(_remark("no_shortfall" if well and not uncovered else "not_covered"))
        else:
            remarks += [_remark("some_not_covered", words=part) for part in uncovered]
        if len(joined) > MOST_ITEMS:
            remarks.append(_remark("too_many", count=MOST_ITEMS))
        return Draft(joined[:MOST_ITEMS], live, tuple(remarks))

    def from_answer(self, question: str, answer: Answer) -> Draft:
        """Items whose tasks are the quotes of an answer; none from an answer that is none."""
        live = any(notice.id == "safety-card" for notice in answer.notices)
        if answer.kind not in PLANNABLE:
            return Draft(risk=live, remarks=(_remark("no_answer"),))
        told = Told(SourceKind.QUESTION, question, answer.flags, regulations(question), live=live)
        matter = Matter(Source(SourceKind.QUESTION, question), question, told)
        number = self._assistant.index.number
        held = [citation for citation in answer.citations if citation.passage_id in number]  # not read anew since
        quotes = [citation for citation in held if self._maker.is_task(number[citation.passage_id])]
        groups = groups_of(quotes, self._likeness(question, quotes))
        flags = answer.flags or self._assistant.flag(question)
        drafted = []
        for heading, citations in groups:
            few = len(keywords(question)) < _FEW_WORDS
            words = " ".join([question, heading, *(citation.quote for citation in citations if few)])
            found = self._aims.find(words, flags or self._assistant.subjects(words))
            if found:
                drafted.append(Drafted(self._maker.make(matter, found[0], citations)))
        items = join_alike(drafted)[:_MOST_FROM_ANSWER]
        return Draft(items, live, () if items else (_remark("no_answer"),))

    def from_open_points(self, points: Sequence["OpenPoint"]) -> Draft:
        """Items for statements that a self-check found not yet in place."""
        drafted = []
        index = self._assistant.index
        for point in points:
            framework = index.frameworks.get(point.framework)
            number = index.number.get(point.statement)
            if framework is None:
                continue
            flags: tuple[Flag, ...] = ()
            codes = [point.unit] if point.unit in framework.kloes else []
            if not codes:
                flags = self._assistant.subjects(point.text)
                codes = [flag.code for flag in flags if flag.framework == framework.id][:1]
            if codes:
                told = Told(SourceKind.SELF_CHECK, "", level=point.level)
                source = Source(SourceKind.SELF_CHECK, point.text, framework.title, point.unit)
                matter = Matter(source, point.text, told, statement=number, notes=point.evidence)
                aim = self._aims.at(framework, codes, point.text, flags)
                drafted.append(Drafted(self._maker.make(matter, aim)))
        items = join_alike(drafted)
        return Draft(items, remarks=() if items else (_remark("not_covered"),))

    def _likeness(self, question: str, quotes: Sequence[Citation]) -> dict[int, float]:
        """How like a question each quote is, by its number."""
        vectors = self._assistant.vectors([question, *(citation.quote for citation in quotes)])
        asked = set(keywords(question))
        return {
            c.number: float(vectors[question] @ vectors[c.quote])
            + len(asked & set(keywords(c.quote))) / max(len(asked), 1)
            for c in quotes
        }

    def _live(self, words: str) -> bool:
        return is_live_risk([words], [self._aims.vectors.of([words])[words]])


def _texts_of(finding: Finding) -> list[str]:
    """What has to be encoded to draft for a finding."""
    words = finding.says.strip()
    return [words, *clauses(words), *(flag.why for flag in finding.flags)]


def _remark(name: str, **values: object) -> str:
    return load_data("plan_drafting.toml")["remark"][name].format(**values)
