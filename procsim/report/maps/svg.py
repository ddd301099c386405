"""The map as one self-contained SVG, readable by screen readers and keyboards, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never
from xml.sax.saxutils import escape, quoteattr

from procsim.report.maps import colours
from procsim.report.maps.fonts import SVG_FAMILIES
from procsim.report.maps.marks import RING, clock, cross, diamond, plus, strike_lines

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
    yield from _outline(shape)
    if shape.title is not None:
        if shape.kind == "task":
            yield _text(shape.title, shape.ink)
        else:
            yield from _haloed(shape.title)
    if shape.is_struck_out and shape.title is not None:
        yield from (_line(a, b, shape.ink, 0.7) for a, b in strike_lines(shape.title))
    yield from (part for plate in shape.plates for part in _plate(plate))
    yield "</g>"


def _outline(shape: Shape) -> Iterator[str]:
    dash = ' stroke-dasharray="3 2"' if shape.is_dashed else ""
    width = 2.0 if shape.tag is not None else 1.0
    paint = f'class="outline" fill="{shape.fill}" stroke="{shape.edge}"'
    x, y = shape.rect.centre
    radius = shape.rect.width / 2
    match shape.kind:
        case "task":
            yield _rect(shape.rect, shape.fill, shape.edge, width, 4, f' class="outline"{dash}')
        case "decision" | "all":
            mark = cross(shape.rect) if shape.kind == "decision" else plus(shape.rect)
            points = _points(diamond(shape.rect))
            yield f'<polygon points="{points}" {paint} stroke-width="{_n(width)}"{dash}/>'
            yield from (_line(a, b, shape.ink, 2.0) for a, b in mark)
        case "start" | "end" | "terminate":
            ring = RING[shape.kind]
            circle = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius - ring / 2)}"'
            yield f'<circle {circle} {paint} stroke-width="{_n(ring)}"{dash}/>'
            if shape.kind == "terminate":
                disc = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius * 0.55)}"'
                yield f'<circle {disc} fill="{shape.edge}"/>'
        case "wait":
            for r in (radius - 0.5, radius - 2.7):
                circle = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"'
                yield f'<circle {circle} {paint} stroke-width="0.9"{dash}/>'
            yield from (_line(a, b, shape.ink, 1.0) for a, b in clock(shape.rect))
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


def _rect(
    rect: Rect, fill: str, edge: str, width: float, radius: float = 0.0, extra: str = ""
) -> str:
    place = f'x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.width)}" height="{_n(rect.height)}"'
    corner = f' rx="{_n(radius)}"' if radius else ""
    paint = f'fill="{fill}" stroke="{edge}" stroke-width="{_n(width)}"'
    return f"<rect {place}{corner} {paint}{extra}/>"


def _line(a: Point, b: Point, colour: str, width: float) -> str:
    ends = f'x1="{_n(a[0])}" y1="{_n(a[1])}" x2="{_n(b[0])}" y2="{_n(b[1])}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{_n(width)}" stroke-linecap="round"/>'


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(number: float) -> str:
    """A coordinate with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
