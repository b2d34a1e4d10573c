"""The handouts, cards and other papers of a workshop as pages, as HTML."""

from collections.abc import Iterator, Sequence

from assistant.markup import clean
from assistant.screens.workshop_parts import PackView, line_html, lines_html, page, says
from assistant.workshop.pack import Block, Card, Cards, Diagram, Form, Lines, Pack, Paper


def papers_html(view: PackView) -> str:
    """The page."""
    papers = tuple(all_papers(view.pack))
    intro = (
        f'<p class="lead">{clean(says("papers", "intro"))}</p><div class="actions"><button type="button" '
        'class="second" data-do="print">Print all papers</button><button type="button" class="second" '
        'data-do="handouts">Download handouts for Word</button></div>'
    )
    shown = "".join(_paper(number, paper) for number, paper in enumerate(papers, 1))
    return page(view, "papers", f'{intro}<div class="paper-columns">{_list(papers)}<div>{shown}</div></div>')


def all_papers(pack: Pack) -> Iterator[Paper]:
    """The papers of the parts in their order, then those that belong to no part."""
    for part in pack.parts:
        yield from part.papers
    yield from pack.papers


def _list(papers: Sequence[Paper]) -> str:
    items = "".join(
        f'<li><button type="button" class="plain" data-do="jump" data-to="ws-paper-{number}">{clean(paper.title)}'
        f"</button>{_mark(paper)}</li>"
        for number, paper in enumerate(papers, 1)
    )
    return (
        f'<nav class="paper-list" aria-label="{clean(says("papers", "list"))}"><h3>{clean(says("papers", "list"))}'
        f"</h3><ol>{items}</ol></nav>"
    )


def _mark(paper: Paper) -> str:
    return f' <span class="tag">{clean(says("papers", "held_back"))}</span>' if paper.held_back else ""


def _paper(number: int, paper: Paper) -> str:
    blocks = "".join(_block(block) for block in paper.blocks)
    held = " held-back" if paper.held_back else ""
    return (
        f'<article class="sheet-of-paper{held}" aria-labelledby="ws-paper-{number}"><div class="paper-head">'
        f'<h3 id="ws-paper-{number}" tabindex="-1">{clean(paper.title)}</h3>{_mark(paper)}'
        f'<button type="button" class="plain" data-do="print-one">{clean(says("papers", "print_one"))}'
        f'<span class="unseen">: {clean(paper.title)}</span></button></div>{blocks}</article>'
    )


def _block(block: Block) -> str:
    match block:
        case Lines():
            return _lines(block)
        case Cards():
            cards = "".join(_card(card) for card in block.cards)
            return f'<p class="details">{clean(says("papers", "cut"))}</p><ul class="cards">{cards}</ul>'
        case Form():
            return _form(block)
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


def _form(form: Form) -> str:
    head = "".join(f'<th scope="col">{clean(column)}</th>' for column in form.columns)
    width = len(form.columns)
    given = [tuple(line_html(line) for line in row) for row in form.rows]
    rows = [*(row + ("",) * (width - len(row)) for row in given), *(("",) * width for _ in range(form.blank))]
    body = "".join(
        f"<tr{'' if any(row) else ' class=blank'}>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows
    )
    return (
        '<div class="scrolls" tabindex="0" role="region" aria-label="Form"><table class="form-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _diagram(diagram: Diagram) -> str:
    half = (len(diagram.branches) + 1) // 2
    upper, lower = diagram.branches[:half], diagram.branches[half:]
    return (
        f'<p class="details">{clean(says("papers", "diagram"))}</p><div class="fishbone"><div class="bones">'
        f'<ul class="upper">{_branches(upper)}</ul><ul class="lower">{_branches(lower)}</ul></div>'
        f'<p class="fish-head">{clean(diagram.problem)}</p></div>'
    )


def _branches(names: Sequence[str]) -> str:
    return "".join(f"<li>{clean(name)}</li>" for name in names)
