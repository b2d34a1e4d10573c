"""A place of a document in its surroundings, in a dialog, as HTML."""

from typing import TYPE_CHECKING

from assistant.good.books import Book, Library
from assistant.markup import clean
from assistant.source_view import source_html
from assistant.types import Citation

if TYPE_CHECKING:
    from corpus.index import Index


def place_html(library: Library, book: Book | None, place: str) -> str:
    """The dialog for ``passage:ID`` or ``cell:CODE/LEVEL``; nothing for what is not there."""
    kind, _, name = place.partition(":")
    citation = _passage(library, name) if kind == "passage" else _cell(library, book, name)
    if citation is None:
        return ""
    title = f"{citation.code}, {citation.level}" if kind == "cell" else "Where this stands"
    return dialog_html(citation, library.index, "place-title", title)


def dialog_html(citation: Citation, index: "Index", name: str, title: str = "Where this stands") -> str:
    """The dialog that shows a citation in its surroundings; ``name`` is the id of its title."""
    return (
        f'<dialog class="place-dialog" aria-labelledby="{name}"><div class="place-head">'
        f'<h2 id="{name}" tabindex="-1">{clean(title)}</h2>'
        '<button type="button" class="second" data-do="never-mind">Close</button></div>'
        f"{source_html(citation, index)}</dialog>"
    )


def _passage(library: Library, identity: str) -> Citation | None:
    number = library.index.number.get(identity)
    return None if number is None else library.cite([library.index.passages[number]])


def _cell(library: Library, book: Book | None, name: str) -> Citation | None:
    code, _, level = name.partition("/")
    unit = book.unit(code) if book else None
    cell = unit.cell(level) if unit else None
    if book is None or cell is None:
        return None
    return library.cite([passage for statement in cell.statements if (passage := book.passage(statement))])
