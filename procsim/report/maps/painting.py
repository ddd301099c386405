"""Fills a frame: shapes with their plates and colours, lanes with headers, texts in free places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from procsim.report.maps import colours
from procsim.report.maps.drawing import (
    HALF_ARROW,
    LEADING,
    Drawing,
    Lane,
    Plate,
    Point,
    Rect,
    Route,
    Shape,
    Text,
    around,
)
from procsim.report.maps.fonts import width_of
from procsim.report.maps.labels import Scene, along, beside
from procsim.report.maps.steps import TITLE_SIZE, Step
from procsim.report.maps.words import word
from procsim.report.maps.wrapping import size_of, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.report.maps.frame import Frame, Skeleton

BRANCH_SIZE: Final = 8.0
HEADER_SIZE: Final = 9.0
PLATE_SIZE: Final = 8.0
_HEADER_PADDING: Final = 6.0
_PLATE_HEIGHT: Final = 11.0
_PLATE_PADDING: Final = 6.0
_LEAST_PLATE_SIZE: Final = 6.5
_LEAST_OVERHANG: Final = 4.0
_MOST_OVERHANG: Final = 9.0
#: From the middle of a side, where arrows arrive, to a plate.
_CLEAR: Final = 4.0


@dataclass(frozen=True, slots=True)
class Scenery:
    """The words of the map beside the titles of its steps; `branches` is by position of flow."""

    title: str
    language: str
    lanes: tuple[str, ...]
    branches: tuple[str, ...]


def headers(frame: Frame, scenery: Scenery) -> float:
    """How deep the lane headers must be for their titles."""
    lines = max(len(_header_lines(frame, scenery, lane)) for lane in range(len(scenery.lanes)))
    return lines * LEADING * HEADER_SIZE + 2 * _HEADER_PADDING


def paint(
    skeleton: Skeleton, frame: Frame, scenery: Scenery
) -> tuple[Drawing, Mapping[str | int, float]]:
    """The drawing, and the cost of the place of each text (by step id or position of flow)."""
    drawn: Mapping[str, Shape] = {
        id_: _shape(step, frame.rects[id_], scenery) for id_, step in skeleton.steps.items()
    }
    lanes = tuple(_lane(frame, scenery, number) for number in range(len(scenery.lanes)))
    page = _page(lanes)
    scene = Scene(
        page=page,
        lanes=[lane.rect for lane in lanes],
        boxes=[lane.header for lane in lanes] + [box for s in drawn.values() for box in _solid(s)],
        lines=[line for points in frame.routes for line in _thin(points)],
    )
    labels, costs = _labels(frame, scenery, scene)
    drawn, title_costs = _titles(skeleton, drawn, scene)
    drawing = Drawing(
        title=scenery.title,
        description=", ".join(scenery.lanes),
        language=scenery.language,
        orientation=frame.orientation,
        width=page.width,
        height=page.height,
        lanes=lanes,
        shapes=tuple(drawn.values()),
        routes=tuple(
            Route(*ends, points, labels.get(number))
            for number, (ends, points) in enumerate(zip(skeleton.ends, frame.routes, strict=True))
        ),
    )
    return drawing, {**costs, **title_costs}


def _labels(
    frame: Frame, scenery: Scenery, scene: Scene
) -> tuple[Mapping[int, Text], dict[str | int, float]]:
    """The names of branches by position of the flow, and the costs of their places."""
    placed = {
        number: scene.place(tuple(along(points, scenery.branches[number], BRANCH_SIZE)))
        for number, points in enumerate(frame.routes)
        if scenery.branches[number]
    }
    return {n: text for n, (text, _) in placed.items()}, {
        n: cost for n, (_, cost) in placed.items()
    }


def _titles(
    skeleton: Skeleton, drawn: Mapping[str, Shape], scene: Scene
) -> tuple[Mapping[str, Shape], dict[str | int, float]]:
    """The shapes with the titles that stand beside them, and the costs of their places."""
    costs: dict[str | int, float] = {}
    titled = dict(drawn)
    for id_, step in skeleton.steps.items():
        if step.kind != "task" and step.title:
            candidates = tuple(beside(step.kind, drawn[id_].rect, step.title, TITLE_SIZE))
            title, costs[id_] = scene.place(candidates)
            titled[id_] = replace(drawn[id_], title=title)
    return titled, costs


def _solid(shape: Shape) -> tuple[Rect, ...]:
    """What no text may cover: rectangles that fill a shape and its plates."""
    plates = tuple(plate.rect for plate in shape.plates)
    if shape.kind == "task":
        return (shape.rect, *plates)
    rect, shares = shape.rect, ((1.0, 0.2), (0.75, 0.45), (0.45, 0.75), (0.2, 1.0))
    if shape.kind not in ("decision", "all"):
        shares = ((1.0, 0.4), (0.9, 0.6), (0.6, 0.9), (0.4, 1.0))
    return (*(around(rect.centre, rect.width * a, rect.height * b) for a, b in shares), *plates)


def _thin(points: tuple[Point, ...]) -> list[Rect]:
    """The pieces of a route and its arrow head as thin rectangles."""
    found = []
    for number, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        margin = HALF_ARROW if number == len(points) - 2 else 1.6
        rect = Rect(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        flat = 0.0 if y0 == y1 else 1.0
        found.append(
            Rect(
                rect.x - margin * flat,
                rect.y - margin * (1 - flat),
                rect.width + 2 * margin * flat,
                rect.height + 2 * margin * (1 - flat),
            )
        )
    return found


def _shape(step: Step, rect: Rect, scenery: Scenery) -> Shape:
    is_faint = step.is_removed or step.is_skipped
    ink = colours.FAINT if is_faint else colours.ink_on(step.fill)
    title = None
    if step.lines:
        height = len(step.lines) * LEADING * TITLE_SIZE
        box = around(rect.centre, size_of(step.lines, TITLE_SIZE), height)
        title = Text(step.lines, box, TITLE_SIZE)
    return Shape(
        id=step.id,
        kind=step.kind,
        rect=rect,
        title=title,
        name=step.name,
        fill=step.fill,
        ink=ink,
        edge=colours.TAGS.get(step.tag, colours.FAINT if is_faint else colours.EDGE),
        is_dashed=is_faint,
        is_struck_out=step.is_removed,
        badge=_badge(step.badge, rect) if step.badge else None,
        tag=_tag(step.tag, rect, scenery.language) if step.tag else None,
    )


def _badge(text: str, rect: Rect) -> Plate:
    """A number on the upper right corner."""
    size, width = _plate_width(text, rect)
    x = max(rect.right + _LEAST_OVERHANG - width, rect.centre[0] + _CLEAR)
    x = min(x, rect.right + _MOST_OVERHANG - width)
    plate = Rect(x, rect.y - 0.66 * _PLATE_HEIGHT, width, _PLATE_HEIGHT)
    return Plate(_inside(text, plate, size), plate, colours.WHITE, colours.INK, colours.EDGE)


def _tag(tag: str, rect: Rect, language: str) -> Plate:
    """A word on the lower left corner."""
    text = word(tag, language)
    size, width = _plate_width(text, rect)
    x = min(rect.x - _LEAST_OVERHANG, rect.centre[0] - _CLEAR - width)
    x = max(x, rect.x - _MOST_OVERHANG)
    plate = Rect(x, rect.bottom - 0.34 * _PLATE_HEIGHT, width, _PLATE_HEIGHT)
    colour = colours.TAGS[tag]
    return Plate(_inside(text, plate, size), plate, colour, colours.WHITE, colour)


def _plate_width(text: str, rect: Rect) -> tuple[float, float]:
    """Size of the text and width of the plate; so small that the middle of the side stays free."""
    room = rect.width / 2 + _MOST_OVERHANG - _CLEAR - _PLATE_PADDING
    natural = width_of(text, PLATE_SIZE, bold=True)
    size = max(_LEAST_PLATE_SIZE, min(PLATE_SIZE, PLATE_SIZE * room / natural))
    return size, natural * size / PLATE_SIZE + _PLATE_PADDING


def _inside(text: str, plate: Rect, size: float) -> Text:
    box = around(plate.centre, width_of(text, size, bold=True), LEADING * size)
    return Text((text,), box, size, bold=True)


def _lane(frame: Frame, scenery: Scenery, number: int) -> Lane:
    rect = frame.lane_rect(number)
    lines = _header_lines(frame, scenery, number)
    length = size_of(lines, HEADER_SIZE, bold=True)
    depth = len(lines) * LEADING * HEADER_SIZE
    if frame.orientation == "vertical":
        header = Rect(rect.x, 0.0, rect.width, frame.header)
        title = Text(lines, around(header.centre, length, depth), HEADER_SIZE, bold=True)
    else:
        header = Rect(0.0, rect.y, frame.header, rect.height)
        title = Text(lines, around(header.centre, depth, length), HEADER_SIZE, bold=True, angle=90)
    return Lane(title, header, rect)


def _header_lines(frame: Frame, scenery: Scenery, number: int) -> tuple[str, ...]:
    start, end = frame.u.edges[number], frame.u.edges[number + 1]
    return wrap(scenery.lanes[number], end - start - 8, HEADER_SIZE, bold=True)


def _page(lanes: tuple[Lane, ...]) -> Rect:
    right = max(lane.rect.right for lane in lanes)
    return Rect(0.0, 0.0, right, max(lane.rect.bottom for lane in lanes))
