"""Slicing stored text: white space, mark-up remnants and sentences, always by position."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from corpus.types import Span

# Extraction left these inside sentences; they are cut out of spans, never out of the stored text.
_REMNANT = re.compile(
    r"<(?P<tag>/?(?:p|ul|ol|li|i|b|u|em|strong|br)\b)[^>\n]*>"
    r"|\*\*"
    r"|(?<![\w*])\*(?=[A-Za-z][^*\n]*[\w)]\*)|(?<=[\w)])\*(?=\s|$)(?<=\)\*)"
    r"|(?<=\s)\[(?=[^\]\n]+\]\(#\))|^\[(?=[^\]\n]+\]\(#\))|\]\(#\)"
    r"|[■▪]",
    re.MULTILINE,
)
_HARD_TAGS = {"p", "/p", "ul", "/ul", "ol", "/ol", "li", "/li", "br"}
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s+[\"'“‘(\[]?[A-Z0-9])")
_NOT_AN_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|Ltd|Mr|Mrs|Ms|Dr|St|No)\.|\b[A-Z]\.|^\d+\.|^[a-z]\.)$")


def fold(text: str) -> str:
    """White space runs become one space; none at the ends."""
    return " ".join(text.split())


def slice_spans(text: str, spans: Iterable[Span]) -> str:
    """The words at these spans, joined by one space, white space folded: the only way to make a quote."""
    return fold(" ".join(text[span.start : span.end] for span in spans))


def part_spans(text: str, spans: Iterable[Span], words: str) -> tuple[Span, ...]:
    """The spans of that part of ``spans`` which reads ``words``, its first; none if the words do not stand there."""
    letters: list[tuple[int, int]] = []  # of the slice: the number of its span, and the place in the text
    read = ""
    for number, span in enumerate(spans):
        for word in re.finditer(r"\S+", text[span.start : span.end]):
            start = span.start + word.start()
            letters += ([(number, start)] if read else []) + [(number, start + n) for n in range(len(word.group()))]
            read += (" " if read else "") + word.group()
    found = read.find(fold(words)) if fold(words) else -1
    if found < 0:
        return ()
    held: dict[int, list[int]] = {}
    for number, place in letters[found : found + len(fold(words))]:
        held.setdefault(number, []).append(place)
    return tuple(Span(places[0], places[-1] + 1) for places in held.values())


def trim(text: str, span: Span) -> Span | None:
    """The span without white space at its ends, or None if nothing else is in it."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def lines_of(text: str) -> list[Span]:
    """One span per line, counted from 0, without its line break."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def runs(text: str, span: Span) -> list[list[Span]]:
    """Cut mark-up remnants out of ``span``.

    Returns paragraphs-like runs (cut at block tags and bullets), each a list of trimmed spans (cut at
    inline mark-up), in order, together covering every character that is not a remnant or white space.
    """
    out: list[list[Span]] = [[]]
    position = span.start
    for match in _REMNANT.finditer(text, span.start, span.end):
        piece = trim(text, Span(position, match.start()))
        if piece:
            out[-1].append(piece)
        if (match["tag"] in _HARD_TAGS or match.group() in "■▪") and out[-1]:
            out.append([])
        position = match.end()
    piece = trim(text, Span(position, span.end))
    if piece:
        out[-1].append(piece)
    return [run for run in out if run]


def sentences(text: str, run: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Cut a run of spans into sentences, each a tuple of spans; order and characters are kept."""
    found: list[tuple[Span, ...]] = []
    current: list[Span] = []
    for position, span in enumerate(run):
        start = span.start
        for end in _sentence_ends(text, span):
            current.append(Span(start, end))
            found.append(tuple(current))
            current, start = [], end
            while start < span.end and text[start].isspace():
                start += 1
        if start < span.end:
            current.append(Span(start, span.end))
        following = run[position + 1] if position + 1 < len(run) else None
        if current and following and re.search(r"[.!?][\"'”’)]*$", text[span.start : span.end]):
            if text[following.start].isupper():
                found.append(tuple(current))
                current = []
    if current:
        found.append(tuple(current))
    return found


def _sentence_ends(text: str, span: Span) -> Iterator[int]:
    sentence_start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        if not _NOT_AN_END.search(text[max(sentence_start, match.end() - 12) : match.end()]):
            sentence_start = match.end() + 1
            yield match.end()


def digest(*parts: str) -> str:
    """First 16 hexadecimal digits of the SHA-256 over the parts, each ended by a zero byte."""
    state = sha256()
    for part in parts:
        state.update(part.encode("utf-8") + b"\0")
    return state.hexdigest()[:16]
