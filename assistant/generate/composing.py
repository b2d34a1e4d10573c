"""From checked statements to the blocks of an answer, each with the exact words that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.check import Checker, Quote, Shown, points_back
from assistant.cite import Citer
from assistant.compose import Composer
from assistant.generate.passages import Labelled, claims_of, narrowed, pick_text
from assistant.generate.reply import Draft
from assistant.patterns import compiled, load_data
from assistant.picks import Group, Pick
from assistant.types import Block, Dropped, Role
from corpus.index import Index
from corpus.types import Kind

_FIRST_PERSON = (r"\b(?:we|us|our|ours|i|me|my)\b",)


@dataclass
class Composition:
    """An answer while it is written: blocks of what passed the check, and what did not."""

    citer: Citer
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    statements: int = 0  # shown as they were written
    quoted: int = 0  # for which quotes are shown instead
    voice: str = ""  # who speaks in what was added last; "" for the guidance itself
    last: tuple[int, int] | None = None  # the passage and its sentence that were shown last
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
        if verdict.shown is Shown.NOTHING:
            to.dropped.append(Dropped(draft.text, verdict.why))
        elif verdict.shown is Shown.QUOTES:
            self._show_quotes(picks, to)
        else:
            pick = next(p for p, quote in zip(picks, quotes, strict=True) if verdict.sentence in quote.whole_claims)
            self._show_statement(verdict.text, pick, verdict.sentence, to)

    def _show_statement(self, text: str, pick: Pick, sentence: str, to: Composition) -> None:
        """Show a statement that is cut from a sentence, or the sentence with the one before it if it leans on that."""
        place = self._place(pick, sentence)
        if any(other.number == pick.number and place in (other.sentences or (place,)) for other in to.shown):
            to.quoted += 1  # its sentence is among the quotes above
            return
        if points_back(text, sentence) and to.last != (pick.number, place - 1):
            before = {max(0, place - 1), *pick.sentences} if pick.sentences else ()
            self._show_quotes([Pick(pick.number, tuple(sorted(before)))], to)
            return
        to.blocks += self._voice(text, pick, to)
        to.blocks.append(Block(Role.STATEMENT, text, (to.citer.cite(pick.number, pick.sentences).number,)))
        to.last = pick.number, place
        to.statements += 1

    def _show_quotes(self, picks: Sequence[Pick], to: Composition) -> None:
        """Show the words of picks that were not shown before."""
        new = tuple(pick for pick in dict.fromkeys(picks) if pick not in to.shown)
        to.shown.update(new)
        to.blocks += self._quoted(new, to) if new else []
        to.quoted += 1

    def _place(self, pick: Pick, sentence: str) -> int:
        """The place of a sentence in its passage; that of a list is where its opening words stand."""
        passage = self._index.passages[pick.number]
        slices = (self._index.slice(passage.document_id, spans) for spans in passage.sentences)
        return next(place for place, text in enumerate(slices) if sentence.startswith(text))

    def _quote(self, pick: Pick, passage: Labelled) -> Quote:
        held = self._index.passages[pick.number]
        whole = held.document_id in self._index.framework_of
        return Quote(pick_text(self._index, pick), passage.about, claims_of(self._index, pick), whole)

    def _voice(self, text: str, pick: Pick, to: Composition) -> list[Block]:
        """Who speaks in a statement, or whom it is about, where that is another than before: "we" are these."""
        passage = self._index.passages[pick.number]
        voice, before = passage.speaker or passage.provider, to.voice
        if not passage.speaker and passage.kind is not Kind.EXAMPLE and compiled(_FIRST_PERSON).search(text):
            voice = self._index.documents[passage.document_id].source.publisher  # the author's own "we"
        to.voice = voice
        if voice == before:
            return []
        return [Block(Role.VOICE, voice or self._composer.place(passage))]

    def _quoted(self, picks: Sequence[Pick], to: Composition) -> list[Block]:
        """Blocks for quotes; where they stand is not said again right after quotes from the same place."""
        blocks = self._composer.compose([Group("best", tuple(picks))], to.citer)
        last_quoted = self._index.passages[picks[-1].number]
        to.voice = ""  # quotes stand under their place, which does not say who speaks
        to.last = picks[-1].number, (picks[-1].sentences or range(len(last_quoted.sentences)))[-1]
        last = next((block.text for block in reversed(to.blocks) if block.role is Role.HEADING), "")
        follows = bool(to.blocks) and to.blocks[-1].role is Role.QUOTE
        again = follows and bool(blocks) and blocks[0].role is Role.HEADING and blocks[0].text == last
        return blocks[1:] if again else blocks
