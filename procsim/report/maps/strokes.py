"""What both formats can draw: lines, circles and boxes, each with a pen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procsim.report.maps.drawing import Point, Rect

DASHES = (3, 2)
"""Lengths of a dash and of the gap after it, in points."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Colours and width of a line; without `fill` what it encloses shows through."""

    edge: str
    width: float
    fill: str = "none"
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; closed, it encloses an area."""

    points: tuple[Point, ...]
    pen: Pen
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle."""

    centre: Point
    radius: float
    pen: Pen


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners of a radius."""

    rect: Rect
    corner: float
    pen: Pen


Stroke = Line | Ring | Box
