"""The handouts, cards and other papers of a workshop as pages, as HTML."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.markup import clean
from assistant.screens.workshop_files import FILES
from assistant.screens.workshop_parts import PackView, line_html, lines_html, page, says
from assistant.workshop.pack import Block, Card, Cards, Diagram, Form, Lines, Pack, Paper

_HELD_BACK = "facilitator"
_TICKED_CHARS = 8  # of the head of a column; longer ones ask for words
Row = tuple[int, str, Paper]  # a paper with its number, and the file that it comes in


def papers_html(view: PackView) -> str:
    """The page."""
    rows = [(number, what, paper) for number, (what, paper) in enumerate(_by_file(view.pack), 1)]
    intro = (
        f'<p class="lead">{clean(says("papers", "intro"))}</p><div class="actions"><button type="button" '
        'class="second" data-do="print">Print all papers</button><button type="button" class="second" '
        'data-do="handouts">Download handouts for Word</button></div>'
    )
    shown = "".join(_paper(row) for row in rows)
    return page(view, "papers", f'{intro}<div class="paper-columns">{_list(rows)}<div>{shown}</div></div>')


def _by_file(pack: Pack) -> Iterator[tuple[str, Paper]]:
    """The papers in the files that they come in, each in the first."""
    from assistant.export.pack_zip import papers_for  # PowerPoint's library takes long to import

    seen: list[Paper] = []
    for what in FILES[1:]:
        papers = [paper for paper in papers_for(pack, what) if paper not in seen]
        seen += papers
        yield from ((what, paper) for paper in papers)


def _list(rows: Sequence[Row]) -> str:
    groups = "".join(
        f"<h3>{clean(says('papers', what))}</h3><ul>"
        + "".join(
            f'<li><button type="button" class="plain" data-do="jump" data-to="ws-paper-{number}">'
            f"{clean(paper.title)}</button>{_kind(paper)}</li>"
            for number, _, paper in held
        )
        + "</ul>"
        for what, held in groupby(rows, key=lambda row: row[1])
    )
    return f'<nav class="paper-list" aria-label="{clean(says("papers", "list"))}">{groups}</nav>'


def _kind(paper: Paper) -> str:
    """What kind of paper it is, if its title does not say so."""
    return "" if paper.title.casefold() == paper.kind.casefold() else f'<span class="kind">{clean(paper.kind)}</span>'


def _paper(row: Row) -> str:
    number, what, paper = row
    held = what == _HELD_BACK
    mark = f'<span class="tag">{clean(says("papers", "held_back"))}</span>' if held else ""
    blocks = "".join(_block(block, f"{paper.title}, {n}") for n, block in enumerate(paper.blocks, 1))
    return (
        f'<article class="sheet-of-paper{" held-back" if held else ""}" aria-labelledby="ws-paper-{number}">'
        f'<div class="paper-head"><h3 id="ws-paper-{number}" tabindex="-1">{clean(paper.title)}</h3>{mark}'
        f'<button type="button" class="plain" data-do="print-one">{clean(says("papers", "print_one"))}'
        f'<span class="unseen">: {clean(paper.title)}</span></button></div>{blocks}</article>'
    )


def _block(block: Block, name: str) -> str:
    match block:
        case Lines():
            return _lines(block)
        case Cards():
            cards = "".join(_card(card) for card in block.cards)
            return f'<p class="details">{clean(says("papers", "cut"))}</p><ul class="cards">{cards}</ul>'
        case Form():
            return _form(block, name)
        case Diagram():
            return _diagram(block)


def _lines(block: Lines) -> str:
    heading = f"<h4>{clean(block.heading)}</h4>" if block.heading else ""
    if block.listed:
        return f"{heading}<ul>{''.join(f'<li>{line_html(line)}</li>' for line in block.lines)}</ul>"
    return heading + lines_html(block.lines)


def _card(card: Card) -> str:
    title = f"<strong>{clean(card.title)}</strong>" if card.title else ""
    return f'<li><span class="card-mark">{clean(card.mark)}</span><div>{title}<p>{line_html(card.line)}</p></div></li>'


def _form(form: Form, name: str) -> str:
    width = len(form.columns)
    given = [tuple(line_html(line) for line in row) for row in form.rows]
    head = "".join(_head(column, [row[n] for row in given if n < len(row)]) for n, column in enumerate(form.columns))
    rows = [*(row + ("",) * (width - len(row)) for row in given), *(("",) * width for _ in range(form.blank))]
    body = "".join(
        f"<tr{'' if any(row) else ' class=blank'}>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows
    )
    return (
        f'<div class="scrolls" tabindex="0" role="region" aria-label="{clean(name)}"><table class="form-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _head(column: str, cells: Sequence[str]) -> str:
    """The head of a column; one that is written in has room for it, unless it is only ticked."""
    room = ' class="to-write"' if not any(cells) and len(column) > _TICKED_CHARS else ""
    return f'<th scope="col"{room}>{clean(column)}</th>' if column else "<td></td>"


def _diagram(diagram: Diagram) -> str:
    half = (len(diagram.branches) + 1) // 2
    upper, lower = diagram.branches[:half], diagram.branches[half:]
    return (
        f'<p class="details">{clean(says("papers", "diagram"))}</p><div class="fishbone"><div class="bones">'
        f'<ul class="upper">{_branches(upper)}</ul><ul class="lower">{_branches(lower)}</ul></div>'
        f'<p class="fish-head">{clean(diagram.problem)}</p></div>'
    )


def _branches(names: Sequence[str]) -> str:
    return "".join(f"<li><span>{clean(name)}</span></li>" for name in names)
