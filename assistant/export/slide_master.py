"""The master and the layouts of our slides, made out of the default ones of python-pptx."""

from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Pt

from assistant.export.pack_words import says
from assistant.export.slide_boxes import BAND, CIRCLE, FOOTER, HEIGHT, LOOKS, MARGIN, NUMBER, PANEL, WIDTH, Box, Look
from assistant.workshop.pack import SlideKind

TITLE, BODY, SOURCE, FOOT, PAGE = 0, 1, 13, 11, 12  # of placeholders
_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COLOURS = {
    "dk1": "0B0C0C", "lt1": "FFFFFF", "dk2": "0F4C5C", "lt2": "E6F0F2", "accent1": "0F4C5C", "accent2": "8FC1CC",
    "accent3": "484F54", "accent4": "155A8A", "accent5": "5C4300", "accent6": "A8201A", "hlink": "155A8A",
    "folHlink": "484F54",
}  # fmt: skip


def blank_slides() -> Any:  # noqa: ANN401
    """A presentation without slides: 16:9, with a layout for every look of `slide_boxes`, called as that is."""
    file = Presentation()
    file.slide_width, file.slide_height = Pt(WIDTH), Pt(HEIGHT)
    layouts = file.slide_layouts
    looks = [look for looks in LOOKS.values() for look in looks]
    for layout in list(layouts)[len(looks) :]:
        layouts.remove(layout)
    master = file.slide_master
    _colour(master)
    _replace(master, [_placeholder(*row) for row in _rows(LOOKS[SlideKind.POINTS][0], master=True)])
    _style(master)
    for layout, look in zip(layouts, looks, strict=True):
        layout._element.attrib.pop("type", None)
        layout._element.set("userDrawn", "1")
        layout.name = look.name
        _background(layout, look.kind)
        _replace(layout, [*_decoration(look.kind), *(_placeholder(*row) for row in _rows(look))])
    return file


def _rows(look: Look, *, master: bool = False) -> list[tuple[Any, ...]]:
    """Name, type, number, box, colour and alignment of every placeholder, in the order of reading."""
    dark = look.kind is SlideKind.TITLE
    body, quiet = ("bg1", "accent2") if dark else ("tx1", "accent3")
    rows = [
        ("Title", "title", TITLE, look.title, "bg1", "l"),
        ("Text", "body", BODY, look.body, "tx2" if look.kind is SlideKind.QUESTION else body, "l"),
    ]
    if look.sourced and not master:
        rows.append(("Source", "body", SOURCE, look.source, quiet, "l"))
    return [*rows, ("Footer", "ftr", FOOT, FOOTER, quiet, "l"), ("Slide number", "sldNum", PAGE, NUMBER, quiet, "r")]


def _placeholder(name: str, kind: str, number: int, box: Box, colour: str, align: str) -> str:
    held = f'<a:pPr marL="{_emu(box.indent)}" indent="{-_emu(box.indent)}" algn="{align}">'
    bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if box.indent else "<a:buNone/>"
    style = (
        held.replace("a:pPr", "a:lvl1pPr")
        + f'<a:lnSpc><a:spcPct val="{round(box.spacing * 100_000)}"/></a:lnSpc>'
        + f'<a:spcBef><a:spcPts val="{round(box.before * 100)}"/></a:spcBef>{bullet}'
        + f'<a:defRPr sz="{round(box.size * 100)}" b="{int(box.bold)}" lang="en-GB">'
        + f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )
    words = (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-GB"/><a:t>1</a:t></a:fld>'
        if kind == "sldNum"
        else f'<a:r><a:rPr lang="en-GB"/><a:t>{name}</a:t></a:r>'
    )
    index = "" if number == TITLE else f' idx="{number}"'
    return (
        f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{number + 2}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr><p:spPr>{_place(box)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{"ctr" if box.middle else "t"}"><a:noAutofit/>'
        f"</a:bodyPr><a:lstStyle>{style}</a:lstStyle><a:p>{words}</a:p></p:txBody></p:sp>"
    )


def _decoration(kind: SlideKind) -> list[str]:
    band = _drawn(40, Box(0, 0, WIDTH, BAND, 0), "tx2")
    match kind:
        case SlideKind.TITLE:
            return [_drawn(40, Box(MARGIN, 110, 8, 330, 0), "accent2")]
        case SlideKind.QUOTE:
            return [band, _drawn(41, PANEL, "bg2"), _drawn(42, Box(PANEL.left, PANEL.top, 10, PANEL.height, 0), "tx2")]
        case SlideKind.QUESTION:
            return [band, _drawn(41, CIRCLE, "bg2", shape="ellipse", text="?")]
        case _:
            return [band]


def _drawn(number: int, box: Box, colour: str, *, shape: str = "rect", text: str = "") -> str:
    told = quoteattr(says("shown", "circle" if text else "bar"))
    letters = f'<a:r><a:rPr lang="en-GB" sz="{round(box.size * 100)}" b="1"/><a:t>{text}</a:t></a:r>' if text else ""
    return (
        f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Decoration {number}" descr={told}/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_place(box)}<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr><p:txBody>'
        '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr '
        'algn="ctr"><a:defRPr><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{letters}</a:p></p:txBody></p:sp>"
    )


def _place(box: Box) -> str:
    return (
        f'<a:xfrm><a:off x="{_emu(box.left)}" y="{_emu(box.top)}"/>'
        f'<a:ext cx="{_emu(box.width)}" cy="{_emu(box.height)}"/></a:xfrm>'
    )


def _emu(points: float) -> int:
    return int(Pt(points))


def _replace(page: Any, shapes: list[str]) -> None:  # noqa: ANN401
    tree = page.shapes._spTree
    for shape in list(page.shapes):
        tree.remove(shape._element)
    for shape in shapes:
        tree.append(parse_xml(shape))


def _background(layout: Any, kind: SlideKind) -> None:  # noqa: ANN401
    if kind is SlideKind.TITLE:
        layout.background.fill.solid()
        layout.background.fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_2


def _colour(master: Any) -> None:  # noqa: ANN401
    """Our colours in the theme, so that whoever goes on working with the slides finds them there."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    for name, value in _COLOURS.items():
        held = theme.find(f".//{_A}clrScheme/{_A}{name}")
        held.clear()
        etree.SubElement(held, f"{_A}srgbClr", val=value)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _style(master: Any) -> None:  # noqa: ANN401
    """Titles stand at the left, as the layouts have them."""
    for paragraph in master._element.iter(f"{_A}lvl1pPr"):
        if paragraph.getparent().tag.endswith("titleStyle"):
            paragraph.set("algn", "l")
