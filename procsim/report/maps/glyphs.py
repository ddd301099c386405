"""Small signs before the notes in a box, drawn on a square of one by one.

Each stands beside words that say the same, so nobody has to know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final, Literal

from procsim.report.maps.strokes import Line, Pen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procsim.report.maps.drawing import Point, Rect
    from procsim.report.maps.strokes import Stroke

Glyph = Literal[
    "team",
    "person",
    "stairs",
    "eyes",
    "pile",
    "at once",
    "in turn",
    "envelope",
    "letter",
    "link",
    "warning",
    "lens",
    "flag",
    "pencil",
    "process",
    "clock",
]
_LINE: Final = 0.8


@dataclass(frozen=True, slots=True)
class _Part:
    """Points on the unit square; `paper` is drawn in the colour of the ground."""

    points: tuple[Point, ...]
    is_closed: bool = False
    is_filled: bool = False
    is_paper: bool = False


def _line(*points: Point) -> _Part:
    return _Part(points)


def _loop(*points: Point) -> _Part:
    return _Part(points, is_closed=True)


def _area(*points: Point) -> _Part:
    return _Part(points, is_closed=True, is_filled=True)


def _disc(x: float, y: float, radius: float, *, is_filled: bool = True) -> _Part:
    """A circle as a polygon of 16 corners, which nobody can tell from one at this size."""
    turns = (n * pi / 8 for n in range(16))
    points = tuple((x + radius * sin(turn), y - radius * cos(turn)) for turn in turns)
    return _Part(points, is_closed=True, is_filled=is_filled)


def _bar(x: float, y: float, width: float, height: float) -> _Part:
    return _area((x, y), (x + width, y), (x + width, y + height), (x, y + height))


_FRAME: Final = ((0.0, 0.15), (1.0, 0.15), (1.0, 0.87), (0.0, 0.87))
_FLAP: Final = ((0.04, 0.2), (0.5, 0.56), (0.96, 0.2))
_PARTS: Final[Mapping[Glyph, tuple[_Part, ...]]] = {
    "team": (
        _disc(0.17, 0.36, 0.13),
        _disc(0.83, 0.36, 0.13),
        _area((0.0, 0.9), (0.02, 0.66), (0.1, 0.56), (0.24, 0.56), (0.17, 0.7), (0.16, 0.9)),
        _area((1.0, 0.9), (0.98, 0.66), (0.9, 0.56), (0.76, 0.56), (0.83, 0.7), (0.84, 0.9)),
        _disc(0.5, 0.22, 0.18),
        _area((0.24, 0.98), (0.26, 0.66), (0.37, 0.5), (0.63, 0.5), (0.74, 0.66), (0.76, 0.98)),
    ),
    "person": (
        _disc(0.5, 0.24, 0.21),
        _area((0.14, 0.98), (0.17, 0.7), (0.32, 0.55), (0.68, 0.55), (0.83, 0.7), (0.86, 0.98)),
    ),
    "stairs": (
        _line((0.0, 0.92), (0.33, 0.92), (0.33, 0.62), (0.67, 0.62), (0.67, 0.3), (1.0, 0.3)),
        _line((0.05, 0.5), (0.45, 0.1)),
        _line((0.2, 0.08), (0.47, 0.08), (0.47, 0.35)),
    ),
    "eyes": (
        _disc(0.23, 0.5, 0.23, is_filled=False),
        _disc(0.77, 0.5, 0.23, is_filled=False),
        _disc(0.26, 0.5, 0.09),
        _disc(0.8, 0.5, 0.09),
    ),
    "pile": (
        _loop((0.0, 0.36), (0.66, 0.36), (0.66, 1.0), (0.0, 1.0)),
        _line((0.17, 0.3), (0.17, 0.18), (0.83, 0.18), (0.83, 0.82), (0.71, 0.82)),
        _line((0.34, 0.12), (0.34, 0.0), (1.0, 0.0), (1.0, 0.64), (0.88, 0.64)),
    ),
    "at once": tuple(_bar(x, 0.05, 0.16, 0.9) for x in (0.12, 0.42, 0.72)),
    "in turn": tuple(_bar(0.05, y, 0.9, 0.16) for y in (0.12, 0.42, 0.72)),
    "envelope": (_loop(*_FRAME), _line(*_FLAP)),
    "letter": (_area(*_FRAME), _Part(_FLAP, is_paper=True)),
    "link": (
        _line((0.5, 0.18), (0.05, 0.18), (0.05, 0.95), (0.82, 0.95), (0.82, 0.5)),
        _line((0.4, 0.6), (0.97, 0.03)),
        _line((0.62, 0.03), (0.97, 0.03), (0.97, 0.38)),
    ),
    "warning": (
        _loop((0.5, 0.06), (1.0, 0.94), (0.0, 0.94)),
        _line((0.5, 0.4), (0.5, 0.66)),
        _disc(0.5, 0.81, 0.04),
    ),
    "lens": (
        _disc(0.42, 0.42, 0.34, is_filled=False),
        _area((0.62, 0.7), (0.7, 0.62), (1.0, 0.9), (0.9, 1.0)),
    ),
    "flag": (
        _line((0.15, 0.0), (0.15, 1.0)),
        _area((0.15, 0.04), (0.95, 0.3), (0.15, 0.56)),
    ),
    "pencil": (
        _loop((0.06, 0.94), (0.16, 0.64), (0.72, 0.08), (0.92, 0.28), (0.36, 0.84)),
        _line((0.16, 0.64), (0.36, 0.84)),
    ),
    "process": (
        _loop((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
        _line((0.5, 0.2), (0.5, 0.8)),
        _line((0.2, 0.5), (0.8, 0.5)),
    ),
    "clock": (
        _disc(0.5, 0.5, 0.48, is_filled=False),
        _line((0.5, 0.2), (0.5, 0.5), (0.72, 0.6)),
    ),
}


def glyph_strokes(
    glyph: Glyph, rect: Rect, ink: str, paper: str, width: float = _LINE
) -> Iterator[Stroke]:
    """The sign as large as `rect`."""
    for part in _PARTS[glyph]:
        points = tuple((rect.x + x * rect.width, rect.y + y * rect.height) for x, y in part.points)
        if part.is_filled:
            yield Line(points, Pen(ink, 0.0, ink), is_closed=True)
        else:
            edge = paper if part.is_paper else ink
            yield Line(points, Pen(edge, width), part.is_closed)


def clock_strokes(centre: Point, radius: float, ink: str, width: float) -> Iterator[Stroke]:
    """A clock's ticks and hands, without its rim."""
    x, y = centre
    turns = (n * pi / 2 for n in range(4))
    for turn in turns:
        ends = ((x + s * radius * sin(turn), y - s * radius * cos(turn)) for s in (1.0, 0.82))
        yield Line(tuple(ends), Pen(ink, width))
    hands = ((x, y - radius * 0.7), (x, y), (x + radius * 0.5, y + radius * 0.25))
    yield Line(hands, Pen(ink, width))


def pentagon(centre: Point, radius: float, pen: Pen) -> Stroke:
    """Any of several events."""
    turns = (n * 2 * pi / 5 for n in range(5))
    points = ((centre[0] + radius * sin(turn), centre[1] - radius * cos(turn)) for turn in turns)
    return Line(tuple(points), pen, is_closed=True)
