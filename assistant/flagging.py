"""Flags of whole texts, and those that stand with an answer."""

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.flags import Flagger, flag_texts
from assistant.long_text import encode_whole, readable_parts
from assistant.practice import describes_practice
from assistant.readable import without_markup
from assistant.types import AnswerKind, Flag
from corpus.errors import AskKloeError
from corpus.model import Encoder, Vector

MAX_FLAG_CHARACTERS = 50_000  # some ten seconds on two cores
SURE_BY = 0.4  # an answer names no level that could as well be a better or a worse one
_LEAST_DESCRIBED, _LEAST_ASKED = 0.2, 0.45  # probability of a KLOE that an answer is flagged with
_MOST_IN_CHAT = 2


class TextTooLongError(AskKloeError):
    """A text is too long to be flagged."""


class Flagging:
    """Flags texts with one index and encoder."""

    def __init__(self, flagger: Flagger, encoder: Encoder) -> None:
        """Keep the tools."""
        self._flagger = flagger
        self._encoder = encoder

    def each(self, texts: Sequence[str], *, sure_by: float = 0.0) -> list[tuple[Flag, ...]]:
        """The flags of several texts, all encoded in one call.

        Raises:
            TextTooLongError: one of them has more than `MAX_FLAG_CHARACTERS`.
        """
        read = [without_markup(text).strip() for text in texts]
        if any(len(text) > MAX_FLAG_CHARACTERS for text in read):
            raise TextTooLongError(
                f"That is longer than I can read at once ({MAX_FLAG_CHARACTERS:,} characters). "
                "Nothing was flagged; please flag it in parts, for example paragraph by paragraph."
            )
        parts = {text: readable_parts(text, self._encoder) for text in read if re.search(r"\w", text)}
        vectors = encode_whole([t for text, held in parts.items() for t in flag_texts(text, held)], self._encoder)
        described = {text: describes_practice(text, vectors[text], in_chat=False) for text in parts}
        return [
            self._flagger.flag(text, vectors, described=described[text], parts=parts[text], sure_by=sure_by)
            if text in parts
            else ()
            for text in read
        ]

    def named(self, text: str, codes: Collection[str]) -> tuple[Flag, ...]:
        """Flags of a text for KLOEs that somebody chose, whatever the text says; none for a text without words."""
        read = without_markup(text).strip()[:MAX_FLAG_CHARACTERS]
        if not re.search(r"\w", read):
            return ()
        parts = readable_parts(read, self._encoder)
        vectors = encode_whole(flag_texts(read, parts), self._encoder)
        described = describes_practice(read, vectors[read], in_chat=False)
        return self._flagger.flag(read, vectors, described=described, named=codes, parts=parts)

    def beside(
        self, text: str, vectors: Mapping[str, Vector], codes: Collection[str], kind: AnswerKind | None = None
    ) -> tuple[Flag, ...]:
        """The flags of an answer, for what was written just now; of an abstention only where practice is described.

        ``codes`` are those that the question names.
        """
        described = describes_practice(text, vectors[text])
        if kind is AnswerKind.ABSTAINED and not described:
            return ()
        named = {code.split(".")[0] for code in codes}
        flags = self._flagger.flag(text, vectors, described=described, named=named, sure_by=SURE_BY)
        least = _LEAST_DESCRIBED if described else _LEAST_ASKED
        return tuple(flag for flag in flags if flag.score >= least)[:_MOST_IN_CHAT]
