"""Understanding a question: cleaned, corrected, spelt out, with its intent and what it carries over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.followup import carried_subject, stands_alone
from assistant.glossary import Expansion, Glossary
from assistant.intent import Intent, Shape, read_codes, read_intent, with_codes, without_asking, without_levels
from assistant.scope import without_instructions
from assistant.spelling import Speller
from assistant.types import Turn
from corpus.words import keywords


@dataclass(frozen=True)
class Understanding:
    """A question ready for finding.

    ``search_text`` is what the embedder reads; ``words`` are keyword stems with what the glossary adds,
    those of the question itself being ``own_words``. ``carried`` is what a follow-up takes over from before
    (else ""), and is searched for together with the question, beside the question alone.
    """

    question: str
    search_text: str
    words: tuple[str, ...]
    own_words: tuple[str, ...]
    intent: Intent
    expansion: Expansion
    carried: str


class Reader:
    """Understands questions with a glossary and a speller."""

    def __init__(self, glossary: Glossary, speller: Speller) -> None:
        """Keep the tools."""
        self._glossary = glossary
        self._speller = speller

    def understand(self, question: str, history: Sequence[Turn] = ()) -> Understanding:
        """Make a question ready for finding; instructions hidden in it are dropped."""
        cleaned = without_instructions(question) or question
        corrected = self._speller.correct(cleaned)
        expansion = self._glossary.expand(cleaned)
        carried = "" if stands_alone(corrected, history) else carried_subject(history)
        intent = read_intent(corrected)
        if carried and not intent.codes:
            intent = replace(intent, codes=read_codes(carried)[:2])
        spelt_out = f" ({', '.join(expansion.spelt_out)})" if expansion.spelt_out else ""
        subject = without_asking(with_codes(corrected))
        if intent.levels and intent.cues & {Shape.RATINGS, Shape.COMPARE}:
            subject = without_levels(subject) or subject
        own_words = keywords(subject)
        added = [word for text in expansion.keywords for word in keywords(text)]
        search_text = f"{subject}{spelt_out}"
        words = (*own_words, *added)
        return Understanding(cleaned, search_text, words, tuple(own_words), intent, expansion, carried)
