"""The outline of a workshop, as HTML: its parts with their minutes, and what can be done with each."""

from assistant.markup import clean
from assistant.screens.report_words import counted
from assistant.screens.workshop_parts import PackView, minutes_words, page, says
from assistant.workshop.changing import can_move
from assistant.workshop.pack import Pack, Part, PartKind, Spare


def outline_html(view: PackView) -> str:
    """The page."""
    pack = view.pack
    parts = "".join(_part(pack, part) for part in pack.parts)
    intro = says("outline", "intro", minutes=minutes_words(pack.request.minutes))
    body = (
        f'{_remarks(pack)}<p class="lead">{clean(intro)}</p><div class="outline-columns">'
        f'<div class="running">{_starts()}<ol class="parts">{parts}</ol>{_total(pack)}</div>{_spare(pack)}</div>'
    )
    return page(view, "outline", body)


def _remarks(pack: Pack) -> str:
    remark = ""
    if pack.remark:
        remark = f'<div class="remark"><p>{clean(pack.remark)}</p></div>'
    notices = "".join(f"<p>{clean(notice)}</p>" for notice in pack.notices)
    folded = ""
    if notices:
        folded = f'<details class="framework-notice"><summary>Please note</summary>{notices}</details>'
    return remark + folded


def _starts() -> str:
    return (
        f'<p class="starts"><label for="ws-starts">{clean(says("outline", "starts"))}</label>'
        '<input type="time" id="ws-starts" step="300" aria-describedby="ws-starts-hint">'
        f'<span class="details" id="ws-starts-hint">{clean(says("outline", "starts_hint"))}</span></p>'
    )


def _part(pack: Pack, part: Part) -> str:
    title = clean(part.title)
    kind = _kind(part)
    drop = (
        f'<span class="always">{clean(says("outline", "needed"))}</span>'
        if part.needed
        else _button("drop", part, "Drop", disabled=False)
    )
    return (
        f'<li class="part" data-part="{clean(part.id)}" data-minutes="{part.minutes}"><div class="part-head">'
        f'<span class="clock" hidden></span><h3 tabindex="-1">{title}</h3>{kind}</div>'
        f'<div class="part-doing"><span class="minutes"><label class="unseen" for="ws-m-{clean(part.id)}">'
        f'Minutes for “{title}”</label><input type="number" id="ws-m-{clean(part.id)}" data-minutes-of '
        f'min="1" max="{pack.request.minutes - 1}" step="1" value="{part.minutes}"'
        f"{' disabled' if len(pack.parts) == 1 else ''}><span aria-hidden=true>min</span></span>"
        f"{_button('up', part, 'Up', disabled=not can_move(pack, part.id, -1))}"
        f"{_button('down', part, 'Down', disabled=not can_move(pack, part.id, 1))}{drop}</div>"
        f'{_inside(pack, part)}<p class="problem-line" role="alert"></p></li>'
    )


def _kind(part: Part | Spare) -> str:
    """What kind of part it is, if its title does not say so."""
    return "" if part.title.casefold() == part.kind.casefold() else f'<span class="kind">{clean(part.kind)}</span>'


def _button(do: str, part: Part, label: str, *, disabled: bool) -> str:
    off = " disabled" if disabled else ""
    return (
        f'<button type="button" class="second small" data-do="{do}"{off}>{label}'
        f'<span class="unseen"> “{clean(part.title)}”</span></button>'
    )


def _inside(pack: Pack, part: Part) -> str:
    slides = "".join(f"<li>Slide: {clean(slide.title)}</li>" for slide in part.slides)
    held_back = f" ({clean(says('papers', 'held_back').lower())})"
    papers = "".join(
        f"<li>Paper: {clean(paper.title)}{held_back if paper.held_back else ''}</li>" for paper in part.papers
    )
    listed = f"<ul>{slides}{papers}</ul>" if slides or papers else f"<p>{clean(says('outline', 'nothing_inside'))}</p>"
    counts = [counted(len(part.slides), "slide")] if part.slides else []
    counts += [counted(len(part.papers), "paper")] if part.papers else []
    about = f" ({', '.join(counts)})" if counts else ""
    return (
        f'<details class="inside" data-fold="{clean(part.id)}"><summary>{clean(says("outline", "inside"))}{about}'
        f'<span class="unseen"> “{clean(part.title)}”</span></summary>{listed}</details>{_cases(pack, part)}'
    )


def _cases(pack: Pack, part: Part) -> str:
    if part.kind is not PartKind.CASE or len(pack.cases) < 2:
        return ""
    options = "".join(
        f'<option value="{clean(identity)}"{" selected" if n == 0 else ""}>{clean(title)}</option>'
        for n, (identity, title) in enumerate(pack.cases)
    )
    return (
        f'<form class="case" data-do="case"><label for="ws-case">{clean(says("outline", "case"))}</label>'
        f'<div class="row"><select id="ws-case">{options}</select>'
        '<button type="submit" class="second small">Use it</button></div></form>'
    )


def _total(pack: Pack) -> str:
    parts = says("outline", "total", parts=counted(len(pack.parts), "part"))
    return (
        f'<p class="total"><span>{clean(parts)}</span> <strong>{minutes_words(pack.minutes)}</strong>'
        '<span class="until"></span></p>'
    )


def _spare(pack: Pack) -> str:
    if pack.spare:
        items = "".join(
            f"<li><span>{clean(spare.title)} {_kind(spare)}</span>"
            f'<button type="button" class="second small" data-do="take-in" data-spare="{clean(spare.id)}">Take in'
            f'<span class="unseen"> “{clean(spare.title)}”</span></button></li>'
            for spare in pack.spare
        )
        body = f'<p class="details">{clean(says("outline", "spare_hint"))}</p><ul class="spare">{items}</ul>'
    else:
        body = f"<p>{clean(says('outline', 'no_spare'))}</p>"
    return (
        f'<section class="spares" aria-labelledby="ws-spare"><h3 id="ws-spare" tabindex="-1">'
        f"{clean(says('outline', 'spare'))}</h3>{body}</section>"
    )
