"""The slides of a workshop as pictures of our own, each with its notes below, as HTML."""

from assistant.markup import clean
from assistant.screens.workshop_parts import PackView, line_html, lines_html, minutes_words, page, says
from assistant.workshop.pack import Part, Slide, SlideKind


def slides_html(view: PackView) -> str:
    """The page."""
    pack = view.pack
    total = sum(len(part.slides) for part in pack.parts)
    number, groups = 0, []
    for part in pack.parts:
        shown = []
        for slide in part.slides:
            number += 1
            shown.append(_slide(slide, number, total))
        if shown:
            groups.append(_group(part, "".join(shown)))
    if not groups:
        return page(view, "slides", f"<p>{clean(says('slides', 'none'))}</p>")
    intro = (
        f'<p class="lead">{clean(says("slides", "intro"))}</p><div class="actions"><button type="button" '
        'class="second" data-do="print">Print slides and notes</button><button type="button" class="second" '
        'data-do="pptx">Download PowerPoint</button></div>'
    )
    return page(view, "slides", intro + "".join(groups))


def _group(part: Part, slides: str) -> str:
    return (
        f'<section class="slide-group"><h3>{clean(part.title)} <span class="kind">{minutes_words(part.minutes)}</span>'
        f'</h3><div class="slides">{slides}</div></section>'
    )


def _slide(slide: Slide, number: int, total: int) -> str:
    body = "".join(f"<li>{line_html(line)}</li>" for line in slide.lines)
    listed = f"<ul>{body}</ul>" if slide.kind is SlideKind.POINTS else lines_html(slide.lines)
    long = " much" if sum(len(line.text) for line in slide.lines) > _MUCH_CHARS else ""
    notes = lines_html(slide.notes) or f"<p>{clean(says('slides', 'no_notes'))}</p>"
    minutes = f"; {minutes_words(slide.minutes)}" if slide.minutes else ""
    return (
        f'<figure class="slide-with-notes"><div class="slide slide-{slide.kind.value}{long}" role="group" '
        f'aria-label="Slide {number} of {total}"><h4>{clean(slide.title)}</h4><div class="on-slide">{listed}</div>'
        f'<span class="slide-number" aria-hidden="true">{number}</span></div><figcaption>'
        f"<h5>{clean(says('slides', 'notes'))} ({number} of {total}{minutes})</h5>{notes}</figcaption></figure>"
    )


_MUCH_CHARS = 420  # of a slide whose letters have to be smaller
