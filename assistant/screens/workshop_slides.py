"""The slides of a workshop as pictures of our own, each with its notes below, as HTML.

They stand as they do in PowerPoint: the same words in the same boxes, whose lengths are shares of the slide's width.
"""

from itertools import groupby

from assistant.export.pack_fit import LINE
from assistant.export.pack_shown import ShownLine, ShownSlide, shown_slides
from assistant.export.slide_boxes import BAND, CIRCLE, FOOTER, LOOKS, NUMBER, PANEL, WIDTH, Box
from assistant.markup import clean
from assistant.screens.workshop_parts import PackView, line_html, lines_html, minutes_words, ours_html, page, says
from assistant.workshop.pack import Line, Pack, Part, SlideKind


def slides_html(view: PackView) -> str:
    """The page."""
    shown = shown_slides(view.pack)
    if not shown:
        return page(view, "slides", f"<p>{clean(says('slides', 'none'))}</p>")
    parts = {part.id: part for part in view.pack.parts}
    groups = groupby(enumerate(shown, 1), key=lambda held: held[1].part)
    body = "".join(
        _group(parts[part], "".join(_slide(view.pack, slide, number, len(shown)) for number, slide in slides))
        for part, slides in groups
    )
    intro = (
        f'<p class="lead">{clean(says("slides", "intro"))}</p><div class="actions"><button type="button" '
        'class="second" data-do="print">Print slides and notes</button><button type="button" class="second" '
        'data-do="slides">Download PowerPoint</button></div>'
    )
    return page(view, "slides", intro + body)


def _group(part: Part, slides: str) -> str:
    return (
        f'<section class="slide-group"><h3>{clean(part.title)} <span class="kind">{minutes_words(part.minutes)}</span>'
        f'</h3><div class="slides">{slides}</div></section>'
    )


def _slide(pack: Pack, slide: ShownSlide, number: int, total: int) -> str:
    look = next(look for look in LOOKS[slide.kind] if look.name == slide.look)
    items = "".join(_item(line, look.body) for line in slide.lines)
    sources = f'<div class="slide-source" style="{_place(look.source)}"><p>{ours_html(slide.source_line)}</p></div>'
    notes = lines_html(slide.notes) or f"<p>{clean(says('slides', 'no_notes'))}</p>"
    minutes = f"; {minutes_words(slide.minutes)}" if slide.minutes else ""
    return (
        f'<figure class="slide-with-notes"><div class="slide slide-{slide.kind.value}" role="group" '
        f'aria-label="Slide {number} of {total}">{_decoration(slide.kind)}'
        f'<h4 style="{_place(look.title)}"><span>{clean(slide.title)}</span></h4>'
        f'<div class="on-slide" style="{_place(look.body)}">{items}</div>{sources if slide.sources else ""}'
        f'<span class="slide-footer" style="{_place(FOOTER)}">{clean(pack.framework)}</span>'
        f'<span class="slide-number" aria-hidden="true" style="{_place(NUMBER)}">{number}</span></div><figcaption>'
        f"<h5>{clean(says('slides', 'notes'))} ({number} of {total}{minutes})</h5>{notes}</figcaption></figure>"
    )


def _item(line: ShownLine, box: Box) -> str:
    style = f"margin-top: {_share(box.before)}"
    if box.indent:
        style += f"; padding-left: {_share(box.indent)}"
    words = line_html(Line(line.text, line.number))
    around = (f"<span>{clean(line.before)}</span>", words, f"<span>{clean(line.after)}</span>")
    there = " ".join(text for text, held in zip(around, (line.before, line.text, line.after), strict=True) if held)
    return f'<p class="{"item" if box.indent else "alone"}" style="{style}">{there}</p>'


def _decoration(kind: SlideKind) -> str:
    match kind:
        case SlideKind.TITLE:
            return ""
        case SlideKind.QUOTE:
            panel = f'<span class="slide-panel" style="{_place(PANEL)}"></span>'
        case SlideKind.QUESTION:
            panel = f'<span class="slide-circle" style="{_place(CIRCLE)}">?</span>'
        case _:
            panel = ""
    return f'<span aria-hidden="true"><span class="slide-band" style="height: {_share(BAND)}"></span>{panel}</span>'


def _place(box: Box) -> str:
    """Where a box stands on a slide, and its letters."""
    lengths = {"left": box.left, "top": box.top, "width": box.width, "height": box.height, "font-size": box.size}
    style = "; ".join(f"{name}: {_share(length)}" for name, length in lengths.items() if length or name != "font-size")
    middle = "; justify-content: center" if box.middle else ""
    return f"{style}; line-height: {LINE * box.spacing:.3f}{middle}"


def _share(points: float) -> str:
    return f"{points / WIDTH * 100:.3f}cqw"
