"""From checked statements to the blocks of an answer, each with the exact words that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.check import Checker, Quote, Shown
from assistant.cite import Citer
from assistant.compose import Composer
from assistant.generate.passages import Labelled, claims_of, narrowed, pick_text
from assistant.generate.reply import Draft
from assistant.patterns import load_data
from assistant.picks import Group, Pick
from assistant.types import Block, Dropped, Role
from corpus.index import Index


@dataclass
class Composition:
    """An answer while it is written: blocks of what passed the check, and what did not."""

    citer: Citer
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    statements: int = 0  # shown as they were written
    quoted: int = 0  # for which quotes are shown instead
    voice: str = ""  # who speaks in what was added last; "" for the guidance itself
    said: set[str] = field(default_factory=set)
    shown: set[Pick] = field(default_factory=set)

    @property
    def written(self) -> int:
        """How many statements there were."""
        return self.statements + self.quoted + len(self.dropped)


class StatementComposer:
    """Checks drafts against the passages they name and adds them to a composition."""

    def __init__(self, index: Index, checker: Checker, passages: Sequence[Labelled]) -> None:
        """Keep what drafts may rest on."""
        self._index = index
        self._checker = checker
        self._passages = {passage.label: passage for passage in passages}
        self._composer = Composer(index)

    def add(self, draft: Draft, to: Composition) -> None:
        """Check one draft; it is shown, or its quotes are, or it is dropped with the reason."""
        if draft.text.lower() in to.said:
            return
        to.said.add(draft.text.lower())
        unknown = [label for label in draft.labels if label not in self._passages]
        if unknown or not draft.labels:
            reasons = load_data("check.toml")["reasons"]
            why = reasons["unknown_label"].format(labels=", ".join(unknown)) if unknown else reasons["no_quote"]
            to.dropped.append(Dropped(draft.text, why))
            return
        held = [self._passages[label] for label in draft.labels]
        limits = load_data("generate.toml")["limits"]
        picks = narrowed(self._index, draft.text, held, limits["quote_words"])
        quotes = [self._quote(pick, one) for pick, one in zip(picks, held, strict=True)]
        verdict = self._checker.check(draft.text, quotes)
        match verdict.shown:
            case Shown.STATEMENT:
                to.blocks += self._voice(picks[0], to)
                numbers = [to.citer.cite(pick.number, pick.sentences).number for pick in picks]
                to.blocks.append(Block(Role.STATEMENT, draft.text, tuple(dict.fromkeys(numbers))))
                to.statements += 1
            case Shown.QUOTES:
                new = tuple(pick for pick in dict.fromkeys(picks) if pick not in to.shown)
                to.shown.update(new)
                to.blocks += self._quoted(new, to) if new else []
                to.quoted += 1
            case Shown.NOTHING:
                to.dropped.append(Dropped(draft.text, verdict.why))

    def _quote(self, pick: Pick, passage: Labelled) -> Quote:
        whole = self._index.passages[pick.number].document_id in self._index.framework_of
        return Quote(pick_text(self._index, pick), passage.about, claims_of(self._index, pick), whole)

    def _voice(self, pick: Pick, to: Composition) -> list[Block]:
        """Who speaks in the words that a statement rests on, where that is another than before: "they" are these."""
        passage = self._index.passages[pick.number]
        voice, before = passage.speaker or passage.provider, to.voice
        to.voice = voice
        if voice == before:
            return []
        return [Block(Role.HEADING, voice or self._composer.place(passage))]

    def _quoted(self, picks: Sequence[Pick], to: Composition) -> list[Block]:
        """Blocks for quotes; where they stand is not said again right after quotes from the same place."""
        blocks = self._composer.compose([Group("best", tuple(picks))], to.citer)
        last_quoted = self._index.passages[picks[-1].number]
        to.voice = last_quoted.speaker or last_quoted.provider
        last = next((block.text for block in reversed(to.blocks) if block.role is Role.HEADING), "")
        follows = bool(to.blocks) and to.blocks[-1].role is Role.QUOTE
        again = follows and bool(blocks) and blocks[0].role is Role.HEADING and blocks[0].text == last
        return blocks[1:] if again else blocks
