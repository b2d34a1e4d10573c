"""The bones of a blank cause and effect diagram as a picture: lines only, so that it looks the same everywhere."""

import io

from PIL import Image, ImageDraw

_DOTS = 200 / 72  # to a point


def bones_png(width: float, height: float, columns: int) -> bytes:
    """Branches from above and below in so many columns, with lines to write on, leading to the right; in points."""
    picture = Image.new("L", (round(width * _DOTS), round(height * _DOTS)), 255)
    draw = ImageDraw.Draw(picture)
    wide, high = picture.size
    middle, thick = high // 2, round(2.5 * _DOTS)
    draw.line((0, middle, wide, middle), 0, thick + 2)
    arrow = round(9 * _DOTS)
    draw.polygon([(wide, middle), (wide - arrow, middle - arrow // 2), (wide - arrow, middle + arrow // 2)], fill=0)
    step = wide / columns
    for column in range(columns):
        start, end = step * (column + 0.5), step * (column + 0.94)
        for edge in (0, high):
            draw.line((start, edge, end, middle), 0, thick)
            for part in (0.25, 0.5, 0.75):  # a line to write on that leads to the branch
                x, y = start + (end - start) * part, edge + (middle - edge) * part
                draw.line((x - step * 0.47, y, x, y), 120, round(0.8 * _DOTS))
    out = io.BytesIO()
    picture.convert("1", dither=Image.Dither.NONE).save(out, "PNG", dpi=(200, 200))
    return out.getvalue()
