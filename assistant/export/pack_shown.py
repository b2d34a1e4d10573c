"""The slides of a pack as they are shown: those with more words than fit go on over several, whole words and all."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.export.pack_fit import height_pt
from assistant.export.pack_words import says, short_places
from assistant.export.paper import clean_words
from assistant.export.slide_boxes import LOOKS, Box, Look
from assistant.types import Citation
from assistant.workshop.pack import Line, Pack, Slide, SlideKind
from assistant.workshop.quoting import in_marks

MOST_WORDS = 60  # of a quote on one slide
_AIRY = 0.8  # of the room, for large letters
_STEPS = 20  # in which the room on a slide is made smaller
_SENTENCE_END = re.compile(r"(?<=[.!?;:])(?<!\be\.g\.)(?<!\bi\.e\.)[”’\")]*\s+")


@dataclass(frozen=True)
class ShownLine:
    """A line of a slide: the words of a source, or ours if ``number`` is 0; the marks stand outside the quote."""

    text: str
    number: int = 0
    before: str = ""
    after: str = ""

    @property
    def words(self) -> str:
        """All of it, with quotation marks and the number of its source."""
        said = f"{in_marks(self.text)} [{self.number}]" if self.number else self.text
        return " ".join(part for part in (self.before, said, self.after) if part)


@dataclass(frozen=True)
class ShownSlide:
    """A slide as it is shown.

    Attributes:
        kind: that of a slide of nothing but quotes is `QUOTE`.
        look: the name of its layout.
        title: with "(1 of 2)" where it goes on.
        sources: the short place of every quote on it.
        notes: for the facilitator; those of a slide that goes on stand on its first.
        part: id of its part.
    """

    kind: SlideKind
    look: str
    title: str
    lines: tuple[ShownLine, ...]
    sources: tuple[str, ...]
    notes: tuple[Line, ...]
    minutes: int
    part: str

    @property
    def source_line(self) -> str:
        """The places in one line."""
        return "; ".join(self.sources)


def shown_slides(pack: Pack) -> tuple[ShownSlide, ...]:
    """The slides of all parts in their order."""
    citations = {citation.number: citation for citation in pack.citations}
    return tuple(
        shown for part in pack.parts for slide in part.slides for shown in _Splitter(slide, citations).shown(part.id)
    )


def body_height(lines: Sequence[ShownLine], box: Box) -> float:
    """How high lines are in a box."""
    width = box.width - box.indent
    return sum(height_pt(line.words, width, box.size, spacing=box.spacing) + box.before for line in lines)


class _Splitter:
    def __init__(self, slide: Slide, citations: dict[int, Citation]) -> None:
        self._slide, self._citations = slide, citations
        only_quotes = bool(slide.lines) and all(line.citation for line in slide.lines)
        self._kind = SlideKind.QUOTE if slide.kind is SlideKind.POINTS and only_quotes else slide.kind
        self._looks = LOOKS[self._kind]

    def shown(self, part: str) -> Iterator[ShownSlide]:
        title, first = self._title(self._looks[0].title)
        look, groups = self._laid((*first, *self._slide.lines))
        for number, lines in enumerate(groups, 1):
            of = says("shown", "part", number=number, of=len(groups)) if len(groups) > 1 else ""
            yield ShownSlide(
                kind=self._kind,
                look=look.name,
                title=" ".join(filter(None, (title, of))),
                lines=tuple(lines),
                sources=self._sources(lines),
                notes=self._slide.notes if number == 1 else (Line(says("shown", "notes_before")),),
                minutes=self._slide.minutes if number == 1 else 0,
                part=part,
            )

    def _laid(self, lines: Sequence[Line]) -> tuple[Look, list[tuple[ShownLine, ...]]]:
        """In large letters if it is little, else in the largest that take no more slides than the smallest do."""
        sourced = any(line.citation for line in lines)
        looks = [look for look in self._looks if look.sourced or not sourced]
        laid = [(look, self._groups(lines, look)) for look in looks]
        first, groups = laid[0]
        if len(groups) == 1 and body_height(groups[0], first.body) <= first.body.height * _AIRY:
            return laid[0]
        fewest = min(len(groups) for _, groups in laid)
        return next(pair for pair in (*laid[1:], *laid) if len(pair[1]) == fewest)

    def _groups(self, lines: Sequence[Line], look: Look) -> list[tuple[ShownLine, ...]]:
        pieces = [piece for line in lines for piece in self._pieces(line, look)]
        return _evenly(pieces, lambda held, share: self._fits(held, look, share)) or [()]

    def _title(self, box: Box) -> tuple[str, tuple[Line, ...]]:
        """The title, and, where its box is too small for it, a short one and the whole as a first line."""
        title = clean_words(self._slide.title)
        room = says("shown", "part", number=88, of=88)
        words = title.split()
        while words and height_pt(f"{' '.join(words)}… {room}", box.width, box.size, bold=True, spacing=box.spacing) > (
            box.height
        ):
            words.pop()
        short = " ".join(words)
        return (title, ()) if short == title else (f"{short}…", (Line(title),))

    def _sources(self, lines: Sequence[ShownLine]) -> tuple[str, ...]:
        numbers = dict.fromkeys(line.number for line in lines if line.number and self._slide.places)
        return short_places([self._citations[number] for number in numbers])

    def _fits(self, lines: Sequence[ShownLine], look: Look, share: float = 1) -> bool:
        told = "; ".join(self._sources(lines))
        room = not told or height_pt(told, look.source.width, look.source.size) <= look.source.height
        return room and body_height(lines, look.body) <= look.body.height * share

    def _pieces(self, line: Line, look: Look) -> list[ShownLine]:
        """A line, in as many pieces as it needs: at the ends of sentences if that is enough, else between words."""
        text = clean_words(line.text)
        if not text:
            return []
        sentences = _SENTENCE_END.sub(lambda end: f"{end.group().rstrip()}\n", text).split("\n")
        for units in (sentences, text.split()):
            for count in range(1, len(units) + 1):
                pieces = [ShownLine(" ".join(held), line.citation) for held in _shares(units, count)]
                pieces = _with_marks(pieces)
                if all(self._is_short(piece, look) for piece in pieces):
                    return pieces
        raise AssertionError(text)  # pragma: no cover

    def _is_short(self, piece: ShownLine, look: Look) -> bool:
        few = not piece.number or len(piece.text.split()) <= MOST_WORDS
        return few and self._fits([piece], look)


def _with_marks(pieces: list[ShownLine]) -> list[ShownLine]:
    last = len(pieces) - 1
    return [
        replace(
            piece,
            before=says("shown", "goes_on_from") if number else "",
            after=says("shown", "goes_on") if number < last else "",
        )
        for number, piece in enumerate(pieces)
    ]


def _shares(units: Sequence[str], count: int) -> list[list[str]]:
    """Units in so many shares of about as many letters each; none is empty."""
    shares: list[list[str]] = [[]]
    whole = sum(map(len, units))
    done = 0
    for number, unit in enumerate(units):
        left = len(units) - number
        wanted = count - len(shares)
        full = done + len(unit) / 2 > whole * len(shares) / count
        if shares[-1] and wanted and (full or left <= wanted):
            shares.append([])
        shares[-1].append(unit)
        done += len(unit)
    return shares


def _evenly(
    pieces: Sequence[ShownLine], fits: Callable[[Sequence[ShownLine], float], bool]
) -> list[tuple[ShownLine, ...]]:
    """Pieces in order on as few slides as hold them, about as much on each."""
    groups = _filled(pieces, lambda lines: fits(lines, 1))
    for step in range(1, _STEPS):
        tried = _filled(pieces, lambda lines, share=1 - step / _STEPS: fits(lines, share))
        if len(tried) > len(groups):
            break
        groups = tried
    return groups


def _filled(pieces: Sequence[ShownLine], fits: Callable[[Sequence[ShownLine]], bool]) -> list[tuple[ShownLine, ...]]:
    """As much on each as fits; a line that announces the next ("…:") stays with it where both fit."""
    groups: list[list[ShownLine]] = []
    for piece in pieces:
        if groups and not piece.before and fits([*groups[-1], piece]):
            groups[-1].append(piece)
            continue
        moved = [groups[-1].pop()] if groups and _announces(groups[-1], piece, fits) else []
        groups.append([*moved, piece])
    return [tuple(group) for group in groups]


def _announces(group: list[ShownLine], piece: ShownLine, fits: Callable[[Sequence[ShownLine]], bool]) -> bool:
    last = group[-1]
    return len(group) > 1 and not last.number and last.text.endswith(":") and fits([last, piece])
