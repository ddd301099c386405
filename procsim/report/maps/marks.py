"""The marks inside shapes as lines and corners, the same for every format (BPMN 2.0 notation)."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from procsim.report.maps.drawing import Point, Rect, Text

Piece = tuple[Point, Point]

#: Line width of the circle of an event, in points.
RING: Final = {"start": 1.1, "end": 2.8, "terminate": 1.6}


def diamond(rect: Rect) -> tuple[Point, Point, Point, Point]:
    """The corners of a gateway: top, right, bottom, left."""
    x, y = rect.centre
    return (x, rect.y), (rect.right, y), (x, rect.bottom), (rect.x, y)


def cross(rect: Rect) -> tuple[Piece, ...]:
    """× of an exclusive gateway."""
    (x, y), arm = rect.centre, rect.width * 0.15
    return ((x - arm, y - arm), (x + arm, y + arm)), ((x - arm, y + arm), (x + arm, y - arm))


def plus(rect: Rect) -> tuple[Piece, ...]:
    """+ of a parallel gateway."""
    (x, y), arm = rect.centre, rect.width * 0.22
    return ((x - arm, y), (x + arm, y)), ((x, y - arm), (x, y + arm))


def clock(rect: Rect) -> tuple[Piece, ...]:
    """The hands and the twelve ticks of a wait."""
    (x, y), face = rect.centre, rect.width / 2 - 4.2
    ticks = tuple(
        (
            (x + face * sin(hour * pi / 6), y - face * cos(hour * pi / 6)),
            (x + face * 0.82 * sin(hour * pi / 6), y - face * 0.82 * cos(hour * pi / 6)),
        )
        for hour in range(0, 12, 3)
    )
    return (*ticks, ((x, y), (x, y - face * 0.7)), ((x, y), (x + face * 0.5, y + face * 0.25)))


def strike_lines(text: Text) -> tuple[Piece, ...]:
    """A line through each line of a text."""
    return tuple(
        ((text.rect.x, y - 0.32 * text.size), (text.rect.right, y - 0.32 * text.size))
        for _, y in text.baselines()
    )
