"""Understanding a question: cleaned, corrected, spelt out, with its intent and what it carries over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.codes import CQC_CODES, Codes
from assistant.dialogue import NOTHING_BEFORE, Dialogue, Followed
from assistant.glossary import Expansion, Glossary
from assistant.intent import Intent, Shape, read_intent, without_asking, without_levels
from assistant.parts import points_back, split_parts
from assistant.readable import without_markup
from assistant.scope import without_instructions
from assistant.sources import Sources
from assistant.spelling import Speller
from assistant.types import Turn
from corpus.words import keywords


@dataclass(frozen=True)
class Understanding:
    """A question ready for finding.

    ``asked`` is the question without the words that name a source, with likely typing mistakes left in.
    ``search_text`` is what the embedder reads; ``words`` are keyword stems with what the glossary adds,
    those of the question itself being ``own_words``. ``carried`` is what a follow-up takes over from before
    (else ""), and is searched for together with the question, beside the question alone. ``sources`` are the
    documents that the question names as those to look in; ``readable`` is false if no word of it is known.
    ``followed`` says what was carried over from earlier turns.
    """

    question: str
    asked: str
    search_text: str
    words: tuple[str, ...]
    own_words: tuple[str, ...]
    intent: Intent
    expansion: Expansion
    carried: str
    sources: tuple[str, ...] = ()
    readable: bool = True
    followed: Followed = NOTHING_BEFORE


class Reader:
    """Understands questions with a glossary, a speller, the names of the documents held and their codes."""

    def __init__(
        self,
        glossary: Glossary,
        speller: Speller,
        sources: Sources | None = None,
        codes: Codes = CQC_CODES,
        dialogue: Dialogue | None = None,
    ) -> None:
        """Keep the tools; without ``sources`` no document is known by name."""
        self._glossary = glossary
        self._speller = speller
        self._sources = sources or Sources(())
        self._codes = codes
        self._dialogue = dialogue or Dialogue(speller, codes)

    def understand(
        self, question: str, history: Sequence[Turn] = (), followed: Followed | None = None
    ) -> Understanding:
        """Make a question ready for finding; mark-up and instructions hidden in it are dropped.

        ``followed`` is how it goes on from the turns before it; without it, the rules say so.
        """
        cleaned = without_markup(question) or question
        cleaned = without_instructions(cleaned) or cleaned
        followed = followed or self._dialogue.follow(cleaned, history)
        return replace(self._understanding(followed.question, followed.carried), followed=followed)

    def parts(self, whole: Understanding) -> list[Understanding]:
        """The parts of a question that asks several things, each by itself; none if it asks one.

        A part that points back carries the part before it; one that names no source is about the same as that.
        """
        found: list[Understanding] = []
        sources: tuple[str, ...] = ()
        for text in split_parts(whole.question):
            reference = self._sources.read(text)
            sources = reference.documents if reference else sources
            if reference and not keywords(reference.question):
                continue  # "According to the article, …" names a source and asks nothing
            leaning = found[-1].question if found and points_back(text) else ""
            part = self._understanding(text, leaning if found else whole.carried)
            found.append(replace(part, sources=sources))
        return found if len(found) > 1 else []

    def _understanding(self, cleaned: str, carried: str) -> Understanding:
        reference = self._sources.read(cleaned)
        asked = reference.question if reference and keywords(reference.question) else cleaned
        corrected = self._speller.correct(asked)
        expansion = self._glossary.expand(asked)
        intent = read_intent(corrected, self._codes)
        if carried and not intent.codes:
            intent = replace(intent, codes=self._codes.read(carried)[:2])
        spelt_out = f" ({', '.join(expansion.spelt_out)})" if expansion.spelt_out else ""
        subject = without_asking(self._codes.rewrite(corrected))
        if intent.levels and intent.cues & {Shape.RATINGS, Shape.COMPARE}:
            subject = without_levels(subject) or subject
        own_words = keywords(subject)
        added = [word for text in expansion.keywords for word in keywords(text)]
        return Understanding(
            question=cleaned,
            asked=asked,
            search_text=f"{subject}{spelt_out}",
            words=(*own_words, *added),
            own_words=tuple(own_words),
            intent=intent,
            expansion=expansion,
            carried=carried,
            sources=reference.documents if reference else (),
            readable=bool(intent.codes or expansion.terms) or self._speller.knows_any(corrected),
        )
