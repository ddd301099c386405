"""The map as one self-contained SVG, readable by screen readers and keyboards, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never
from xml.sax.saxutils import escape, quoteattr

from procsim.report.maps import colours
from procsim.report.maps.fonts import SVG_FAMILIES
from procsim.report.maps.marks import details, outline
from procsim.report.maps.strokes import DASHES, Box, Line, Ring, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from procsim.report.maps.drawing import Drawing, Lane, Plate, Point, Rect, Route, Shape, Text

_STYLE: Final = (
    ".step:focus{outline:none}.step:focus>.outline,.step:focus-visible>.outline"
    "{stroke:#0b62d6;stroke-width:3}"
)


def to_svg(drawing: Drawing) -> str:
    """The drawing as SVG text; steps can be reached with the tab key in reading order."""
    families = ", ".join(f"'{name}'" if " " in name else name for name in SVG_FAMILIES)
    size = f'width="{_n(drawing.width)}pt" height="{_n(drawing.height)}pt"'
    view = f'viewBox="-0.5 -0.5 {_n(drawing.width + 1)} {_n(drawing.height + 1)}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="group" '
        f"lang={quoteattr(drawing.language)} aria-label={quoteattr(drawing.title)} "
        f"font-family={quoteattr(families)}>"
    )
    body = (
        f"<title>{escape(drawing.title)}</title>",
        f"<desc>{escape(drawing.description)}</desc>",
        f"<style>{_STYLE}</style>",
        *(part for number, lane in enumerate(drawing.lanes) for part in _lane(lane, number)),
        *(part for route in drawing.routes for part in _route(route)),
        *(part for shape in drawing.shapes for part in _shape(shape)),
        *(part for route in drawing.routes if route.label for part in _haloed(route.label)),
    )
    return "\n".join((head, *body, "</svg>", ""))


def _lane(lane: Lane, number: int) -> Iterator[str]:
    fill = colours.LANE_FILLS[number % len(colours.LANE_FILLS)]
    yield _rect(lane.rect, fill, colours.LANE_EDGE, 0.6)
    yield _rect(lane.header, colours.HEADER, colours.LANE_EDGE, 0.6)
    yield _text(lane.title, colours.WHITE)


def _route(route: Route) -> Iterator[str]:
    yield (
        f'<polyline points="{_points(route.shaft)}" fill="none" stroke="{colours.LINE}" '
        'stroke-width="0.9" stroke-linejoin="round" aria-hidden="true"/>'
    )
    yield f'<polygon points="{_points(route.arrow)}" fill="{colours.LINE}" aria-hidden="true"/>'


def _shape(shape: Shape) -> Iterator[str]:
    name = quoteattr(shape.name)
    yield (
        f'<g class="step" data-step={quoteattr(shape.id)} data-kind="{shape.kind}" tabindex="0" '
        f'role="img" aria-label={name}>'
    )
    yield f"<title>{escape(shape.name)}</title>"
    for number, stroke in enumerate(outline(shape)):
        yield _stroke(stroke, ' class="outline"' if number == 0 else "")
    if shape.title is not None:
        if shape.form == "box":
            yield _text(shape.title, shape.ink)
        else:
            yield from _haloed(shape.title)
    yield from (_text(note.text, shape.ink) for note in shape.notes)
    yield from (_stroke(stroke) for stroke in details(shape))
    yield from (part for plate in shape.plates for part in _plate(plate))
    yield "</g>"


def _stroke(stroke: Stroke, extra: str = "") -> str:
    pen = stroke.pen
    paint = f'fill="{pen.fill}"'
    if pen.width:
        paint += f' stroke="{pen.edge}" stroke-width="{_n(pen.width)}" stroke-linejoin="round"'
    if pen.is_dashed:
        paint += f' stroke-dasharray="{DASHES[0]} {DASHES[1]}"'
    match stroke:
        case Line():
            tag = "polygon" if stroke.is_closed else "polyline"
            cap = "" if stroke.is_closed else ' stroke-linecap="round"'
            return f'<{tag} points="{_points(stroke.points)}" {paint}{cap}{extra}/>'
        case Ring():
            x, y = stroke.centre
            circle = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(stroke.radius)}"'
            return f"<circle {circle} {paint}{extra}/>"
        case Box():
            return f'<rect {_place(stroke.rect)} rx="{_n(stroke.corner)}" {paint}{extra}/>'
        case never:
            assert_never(never)


def _plate(plate: Plate) -> Iterator[str]:
    yield _rect(plate.rect, plate.fill, plate.edge, 0.7, plate.rect.height / 2)
    yield _text(plate.text, plate.ink)


def _haloed(text: Text) -> Iterator[str]:
    """The text over a white copy of itself: not every program knows `paint-order`."""
    halo = (
        f' stroke="{colours.WHITE}" stroke-width="2.4" stroke-linejoin="round" aria-hidden="true"'
    )
    yield _text(text, colours.WHITE, halo)
    yield _text(text, colours.INK)


def _text(text: Text, ink: str, extra: str = "") -> str:
    weight = ' font-weight="bold"' if text.bold else ""
    spans = []
    for (x, y), line in zip(text.baselines(), text.lines, strict=True):
        turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if text.angle else ""
        spans.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(text.size)}" fill="{ink}" '
            f'text-anchor="{text.anchor}"{weight}{turn}{extra}>{escape(line)}</text>'
        )
    return "".join(spans)


def _rect(rect: Rect, fill: str, edge: str, width: float, radius: float = 0.0) -> str:
    corner = f' rx="{_n(radius)}"' if radius else ""
    paint = f'fill="{fill}" stroke="{edge}" stroke-width="{_n(width)}"'
    return f"<rect {_place(rect)}{corner} {paint}/>"


def _place(rect: Rect) -> str:
    size = f'width="{_n(rect.width)}" height="{_n(rect.height)}"'
    return f'x="{_n(rect.x)}" y="{_n(rect.y)}" {size}'


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(number: float) -> str:
    """A coordinate with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
