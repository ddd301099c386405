"""Shapes as strokes, the same for every format (BPMN 2.0 notation where it has one)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from procsim.report.maps import colours
from procsim.report.maps.drawing import ALARM_RADIUS, Point, Rect, Shape, Text, around
from procsim.report.maps.glyphs import clock_strokes, glyph_strokes, pentagon
from procsim.report.maps.strokes import Box, Line, Pen, Ring, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.report.maps.drawing import Alarm

#: Line width of the circle of an event, in points.
_RIM: Final = {"start": 1.1, "end": 2.8, "terminate": 1.6}
_THICK: Final = 2.8
_TAGGED: Final = 2.0
_CORNER: Final = 4.0


def outline(shape: Shape) -> Iterator[Stroke]:
    """The shape itself, its rim first, and the mark inside that says of what kind it is."""
    match shape.form:
        case "box":
            yield from _box(shape)
        case "diamond":
            pen = Pen(shape.edge, _width(shape, 1.0), shape.fill, shape.is_dashed)
            yield Line(diamond(shape.rect), pen, is_closed=True)
            yield from _gateway_mark(shape)
        case "circle":
            yield from _circle(shape)
        case never:
            assert_never(never)


def details(shape: Shape) -> Iterator[Stroke]:
    """The signs of the notes, the deadlines on the edge, a line through what is gone."""
    for note in shape.notes:
        yield from glyph_strokes(note.glyph, note.rect, shape.ink, shape.fill)
    for alarm in shape.alarms:
        yield from _alarm(alarm, shape)
    if shape.is_struck_out and shape.title is not None:
        yield from strike_lines(shape.title, shape.ink)


def _width(shape: Shape, width: float) -> float:
    return max(width, _TAGGED) if shape.tag is not None else width


def _box(shape: Shape) -> Iterator[Stroke]:
    width = _width(shape, _THICK if shape.kind == "call" else 1.0)
    pen = Pen(shape.edge, width, shape.fill, shape.is_dashed)
    yield Box(shape.rect, _CORNER, pen)
    if shape.kind in ("wait", "message"):
        inner = Pen(shape.edge, 0.9, "none", shape.is_dashed)
        yield Box(shape.rect.grown(-2.2), _CORNER - 2.2, inner)


def _gateway_mark(shape: Shape) -> Iterator[Stroke]:
    (x, y), size = shape.rect.centre, shape.rect.width
    bold, thin = Pen(shape.ink, 2.0), Pen(shape.ink, 0.9)
    match shape.kind:
        case "check":
            yield from glyph_strokes(
                "lens", around((x, y), 0.42 * size, 0.42 * size), *_inks(shape)
            )
        case "all":
            arm = 0.22 * size
            yield Line(((x - arm, y), (x + arm, y)), bold)
            yield Line(((x, y - arm), (x, y + arm)), bold)
        case "any":
            yield Ring((x, y), 0.22 * size, bold)
        case "first":
            yield Ring((x, y), 0.285 * size, thin)
            yield Ring((x, y), 0.22 * size, thin)
            yield pentagon((x, y), 0.145 * size, thin)
        case _:
            arm = 0.15 * size
            yield Line(((x - arm, y - arm), (x + arm, y + arm)), bold)
            yield Line(((x - arm, y + arm), (x + arm, y - arm)), bold)


def _circle(shape: Shape) -> Iterator[Stroke]:
    centre, radius = shape.rect.centre, shape.rect.width / 2
    if shape.kind in ("wait", "message"):
        for r in (radius - 0.5, radius - 2.7):
            yield Ring(centre, r, Pen(shape.edge, 0.9, shape.fill, shape.is_dashed))
        if shape.kind == "wait":
            yield from clock_strokes(centre, radius - 4.2, shape.ink, 1.0)
        else:
            envelope = around(centre, 1.05 * radius, 0.9 * radius)
            yield from glyph_strokes("envelope", envelope, *_inks(shape))
        return
    rim = _RIM.get(shape.kind, 1.0)
    yield Ring(centre, radius - rim / 2, Pen(shape.edge, rim, shape.fill, shape.is_dashed))
    if shape.kind == "terminate":
        yield Ring(centre, radius * 0.55, Pen(shape.edge, 0.0, shape.edge))
    if shape.sends:
        letter = around(centre, 1.0 * radius, 0.86 * radius)
        yield from glyph_strokes("letter", letter, *_inks(shape))


def _alarm(alarm: Alarm, shape: Shape) -> Iterator[Stroke]:
    """A deadline: a clock in two rings, which are dashed if the work goes on."""
    is_dashed = not alarm.interrupts
    for inset in (0.5, 2.3):
        pen = Pen(shape.edge, 0.9, colours.WHITE, is_dashed)
        yield Ring(alarm.rect.centre, ALARM_RADIUS - inset, pen)
    yield from clock_strokes(alarm.rect.centre, ALARM_RADIUS - 3.3, shape.edge, 0.8)


def _inks(shape: Shape) -> tuple[str, str]:
    return shape.ink, shape.fill


def diamond(rect: Rect) -> tuple[Point, Point, Point, Point]:
    """The corners of a gateway: top, right, bottom, left."""
    x, y = rect.centre
    return (x, rect.y), (rect.right, y), (x, rect.bottom), (rect.x, y)


def strike_lines(text: Text, ink: str) -> Iterator[Stroke]:
    """A line through each line of a text."""
    for _, y in text.baselines():
        level = y - 0.32 * text.size
        yield Line(((text.rect.x, level), (text.rect.right, level)), Pen(ink, 0.7))
