"""What stands beside the levels: related guidance, the handout, and the cross-reference, as HTML."""

from collections.abc import Sequence
from html import escape

from assistant.good.books import STATEMENTS, Book, Library, Unit
from assistant.good.related import Related
from assistant.good.words import day_of, name_of, says
from assistant.markup import clean
from assistant.screens.good_levels import place_button
from assistant.types import Hit
from corpus.crosswalk import Crosswalk, QualityStatement

_START_WORDS = 9


def related_html(library: Library, groups: Sequence[Related]) -> str:
    """Passages of other documents, each with its source and a button that opens its place."""
    if not groups:
        return f"<p>{clean(says('related', 'nothing'))}</p>"
    parts = [f'<p class="lead">{clean(says("related", "intro"))}</p>']
    for group in groups:
        items = "".join(_related(library, hit) for hit in group.hits)
        parts.append(f'<h4>{clean(group.title)}</h4><ul class="related">{items}</ul>')
    return "".join(parts)


def _related(library: Library, hit: Hit) -> str:
    citation = library.cite([hit.passage])
    if citation is None:
        return ""
    place = ", ".join(part for part in (*citation.heading[-1:], citation.locator) if part)
    start = " ".join(citation.quote.split()[:_START_WORDS])
    return (
        f"<li><blockquote><p>{clean(citation.quote)}</p></blockquote>"
        f'<p class="source-line">{clean(citation.source_line)}{f"; {clean(place)}" if place else ""}</p>'
        f"{place_button(f'passage:{citation.passage_id}', f'{start}…')}</li>"
    )


def handout_html(book: Book, unit: Unit) -> str:
    """What the handout says in our words, and the buttons that save it."""
    notes = book.notes(unit)
    if unit.kloe is None:
        intro, label = says("handout", "intro_booklet", key=unit.key.name), "Save booklet as Word"
    else:
        intro, label = says("handout", "intro"), "Save handout as Word"
    button = f'<button type="button" class="second" data-do="handout">{label}</button>'
    parts = [f'<p class="lead">{clean(intro)}</p><p>{button}</p>']
    if notes and book.handout:
        ours = says("handout", "ours", checked=day_of(book.handout.checked))
        parts.append(
            f'<div class="our-words"><h4>{clean(notes.plain_title)}</h4><p>{clean(notes.in_short)}</p>'
            f"<h4>{clean(says('handout', 'not_covered'))}</h4>"
            f"<p>{clean(says('handout', 'not_covered_why'))}</p>{_list(notes.not_covered)}"
            f"<h4>{clean(says('handout', 'whom_to_ask'))}</h4>{_list(notes.whom_to_ask)}"
            f'<p class="ours">{clean(ours)}</p></div>'
        )
    return "".join(parts)


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{clean(item)}</li>' for item in items)}</ul>"


def near_html(book: Book, unit: Unit) -> str:
    """The quality statements that a KLOE comes near, marked as ours; nothing without a cross-reference."""
    crosswalk = book.crosswalk
    if crosswalk is None or unit.kloe is None:
        return ""
    near = crosswalk.near(unit.code)
    items = "".join(
        f"<li><strong>{clean(row.title)}</strong> ({clean(row.key_question)}): {clean(found.why)}</li>"
        for row, found in near
    )
    listed = f'<ul class="spaced">{items}</ul>' if near else f"<p>{clean(says('crosswalk', 'none_near'))}</p>"
    link = f'<p><a href="#good/{escape(book.framework.id)}/{STATEMENTS}">{clean(says("crosswalk", "all"))}</a></p>'
    return (
        f'<p class="lead">{clean(says("crosswalk", "reverse", to=crosswalk.to))}:</p>{_ours(crosswalk)}{listed}{link}'
    )


def crosswalk_html(book: Book) -> str:
    """All quality statements by key question, each opening the KLOEs that come near it."""
    crosswalk = book.crosswalk
    if crosswalk is None:
        return ""
    intro = says("crosswalk", "intro", framework=name_of(book.framework))
    keys = dict.fromkeys(row.key_question for row in crosswalk.statement)
    groups = "".join(
        f'<section><h3 class="group">{clean(key)}</h3>'
        f"{''.join(_statement(book, row) for row in crosswalk.statement if row.key_question == key)}</section>"
        for key in keys
    )
    return f'<p class="lead">{clean(intro)}</p>{_ours(crosswalk)}<div class="statements">{groups}</div>'


def _ours(crosswalk: Crosswalk) -> str:
    when = says("crosswalk", "ours", checked=day_of(crosswalk.checked))
    return f'<p class="ours-mark">{clean(crosswalk.says)} {clean(when)}</p>'


def _statement(book: Book, row: QualityStatement) -> str:
    items = []
    for found in row.kloes:
        unit = book.unit(found.code)
        if unit and unit.kloe:
            items.append(
                f'<li><a href="#good/{escape(unit.address)}">{clean(found.code)}: {clean(unit.kloe.question)}</a>'
                f'<span class="details">{clean(found.why)}</span></li>'
            )
    listed = f'<ul class="spaced">{"".join(items)}</ul>' if items else f"<p>{clean(says('crosswalk', 'none'))}</p>"
    note = f'<p class="details">{clean(row.note)}</p>' if row.note else ""
    return f"<details><summary>{clean(row.title)}</summary>{listed}{note}</details>"
