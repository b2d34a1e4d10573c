"""Where each block of a report stands: heading, key question, quality statement, and whether findings stand there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.patterns import plain
from assistant.report.blocks import Block
from assistant.report.ratings import rating_of
from assistant.report.rules import is_whole, numbers, rules, table, value
from corpus.crosswalk import FILE, Crosswalk
from corpus.notes_file import load_notes
from corpus.text import fold

_HEADING_MAX_CHARS, _HEADING_MAX_WORDS = 120, 16
_NO_HEADING_END = (".", ",", ";", ":", "!", "”", '"')
_LIST_SHARE = 0.5  # share of lines that could be headings, from which on they are a plain list of findings
_LIST_LEAST = 6


class Region(StrEnum):
    """What a part of a report is about."""

    FINDINGS = "findings"
    OUTSIDE = "outside"  # of the key questions: a summary, or before the first heading
    ACTION = "action"  # breaches, and what CQC did about them
    DROPPED = "dropped"


@dataclass(frozen=True)
class Place:
    """Where a block stands.

    Attributes:
        notice: what a table of breaches is about, "" where its words say it.
        short: how far its heading, or the report's own rating, speaks for shortfalls (log odds; below 0 against).
    """

    heading: str = ""
    key_question: str = ""
    quality_statement: str = ""
    region: Region = Region.OUTSIDE
    notice: str = ""
    short: float = 0.0


def quality_statements() -> dict[str, tuple[str, str]]:
    """Title and key question of each quality statement of the single assessment framework, by its plain title."""
    return {_key(row.title): (row.title, row.key_question) for row in load_notes(FILE, Crosswalk).statement}


def placed(blocks: Sequence[Block]) -> list[tuple[Block, Place]]:
    """Each block but the headings, with its place."""
    blocks = _with_headings(blocks)
    statements = quality_statements()
    deepest = max((block.level for block in blocks if block.shape == "heading"), default=0)
    found: list[tuple[Block, Place]] = []
    place, question_level, dropped_level = Place(), 0, 0
    for block in blocks:
        if block.shape != "heading":
            if rating := rating_of(block.text):
                place = replace(place, short=_weight(rating))
            found.append((block, place))
            continue
        if (
            place.region is Region.DROPPED
            and block.level > dropped_level > 0
            and not _starts_part(block.text, statements)
        ):
            place = replace(place, heading=block.text)
            continue
        if place.key_question and _ends_question(block, question_level, deepest, statements):
            place = Place()
        place = _under(block.text, place, statements)
        question_level = (
            block.level if rules("headings", "key_question").fullmatch(plain(block.text)) else question_level
        )
        dropped_level = block.level if place.region is Region.DROPPED else 0
    return found


def is_list(blocks: Sequence[Block]) -> bool:
    """Whether a text is a list of findings, one a line: most blocks are items, and no key question is a heading."""
    told = [block for block in _with_headings(blocks) if block.shape != "heading"]
    question = any(rules("headings", "key_question").fullmatch(plain(block.text)) for block in blocks)
    return not question and len(told) >= 2 and sum(b.shape == "item" for b in told) >= _LIST_SHARE * len(told)


def _with_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those that only read like headings made headings, and ratings in the guise of one no longer."""
    could_be = [block.shape == "paragraph" and _reads_like_heading(block) for block in blocks]
    known = [block.shape in {"paragraph", "heading"} and _is_known(block.text) for block in blocks]
    plain_list = sum(could_be) > max(_LIST_SHARE * len(blocks), _LIST_LEAST) and not any(known)
    found = []
    for number, block in enumerate(blocks):
        if block.shape == "heading" and rating_of(block.text):
            block = replace(block, shape="paragraph", level=0)
        elif plain_list and could_be[number]:
            block = replace(block, shape="heading" if number == 0 else "item")
        elif (known[number] and block.shape == "paragraph") or could_be[number]:
            block = replace(block, shape="heading")
        found.append(block)
    return found


def _reads_like_heading(block: Block) -> bool:
    text = block.text
    short = len(text) <= _HEADING_MAX_CHARS and len(text.split()) <= _HEADING_MAX_WORDS
    words = text[:1].isupper() or text[:1].isdigit()
    return short and words and block.alone and not text.endswith(_NO_HEADING_END) and not rating_of(text)


def _is_known(text: str) -> bool:
    return _starts_part(text, quality_statements()) and not rating_of(text)


def _starts_part(text: str, statements: dict[str, tuple[str, str]]) -> bool:
    action = any(pattern.fullmatch(plain(text)) for pattern in table("headings", "action").values())
    names = ("key_question", "outside", "dropped")
    return action or _key(text) in statements or any(is_whole(text, "headings", name) for name in names)


def _ends_question(block: Block, question_level: int, deepest: int, statements: dict[str, tuple[str, str]]) -> bool:
    """Whether a heading, by its level, no longer stands under the key question above it."""
    if not block.level or not question_level or _key(block.text) in statements:
        return False
    return block.level < question_level or (block.level == question_level and deepest > question_level)


def _under(text: str, place: Place, statements: dict[str, tuple[str, str]]) -> Place:
    """The place under a heading that follows ``place``."""
    if question := rules("headings", "key_question").fullmatch(plain(text)):
        name = question[1].replace(" ", "-").capitalize()
        return Place(text, name, region=Region.FINDINGS)
    if statement := statements.get(_key(text)):
        return Place(text, place.key_question or statement[1], statement[0], Region.FINDINGS, short=place.short)
    for notice, pattern in table("headings", "action").items():
        if pattern.fullmatch(plain(text)):
            return Place(text, region=Region.ACTION, notice=notice)
    if is_whole(text, "headings", "dropped"):
        return Place(text, place.key_question, region=Region.DROPPED)
    if is_whole(text, "headings", "outside"):
        return Place(text, short=_side(text))
    if place.region is Region.ACTION:  # the head of a table of breaches
        return place
    region = Region.FINDINGS if place.key_question else Region.OUTSIDE
    return Place(text, place.key_question, region=region, short=_side(text) or place.short * bool(place.key_question))


def _weight(rating: str) -> float:
    """How far a rating or score, in the report's words, speaks for shortfalls (log odds)."""
    score = re.search(r"[1-4]", rating)
    return numbers("polarity", "rated").get(score[0] if score else rating.lower(), 0.0)


def _side(heading: str) -> float:
    """How far a heading like "What needs to improve" does (log odds); 0 for one that takes no side."""
    sides = is_whole(heading, "polarity", "headings", "shortfall") - is_whole(
        heading, "polarity", "headings", "strength"
    )
    return sides * value("polarity", "weight")


def _key(text: str) -> str:
    return fold(plain(text)).casefold().replace("–", "-").rstrip(":.")
