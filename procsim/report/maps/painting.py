"""Fills a frame: shapes with their plates and colours, lanes with headers, texts in free places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from procsim.report.maps.drawing import (
    ALARM_RADIUS,
    HALF_ARROW,
    LEADING,
    Alarm,
    Drawing,
    Lane,
    Point,
    Rect,
    Route,
    Shape,
    Text,
    around,
)
from procsim.report.maps.labels import ON_LINE, Candidate, Scene, along, beside
from procsim.report.maps.shapes import shape, solid
from procsim.report.maps.steps import TITLE_SIZE, Step
from procsim.report.maps.wrapping import size_of, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.report.maps.frame import Frame, Skeleton

Wishes = dict[str | int, tuple[Candidate, ...]]
"""Places that a text could have, by step id (titles) or position of a flow (names of branches)."""
Costs = dict[str | int, float]

BRANCH_SIZE: Final = 8.0
HEADER_SIZE: Final = 9.0
_HEADER_PADDING: Final = 6.0
#: From the edge of the page to the nearest word.
_MARGIN: Final = 3.0


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


def paint(skeleton: Skeleton, frame: Frame, scenery: Scenery) -> tuple[Drawing, Costs]:
    """The drawing, and the cost of the place of each text (by step id or position of flow)."""
    drawn: Mapping[str, Shape] = {
        id_: shape(step, frame.rects[id_], _alarms(step, skeleton, frame), scenery.language)
        for id_, step in skeleton.steps.items()
    }
    lanes = tuple(_lane(frame, scenery, number) for number in range(len(scenery.lanes)))
    page = _page(lanes)
    scene = Scene(
        page=page.grown(-_MARGIN),
        lanes=[lane.rect for lane in lanes],
        boxes=[lane.header for lane in lanes] + [box for s in drawn.values() for box in solid(s)],
        lines=[line for points in frame.routes for line in _thin(points)],
    )
    titles, labels, costs = _texts(skeleton, frame, scenery, drawn, scene)
    drawn = {id_: replace(drawn[id_], title=titles.get(id_, drawn[id_].title)) for id_ in drawn}
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
            Route(end.source, end.target, points, labels.get(number), end.deadline)
            for number, (end, points) in enumerate(zip(skeleton.ends, frame.routes, strict=True))
        ),
    )
    return drawing, costs


def _alarms(step: Step, skeleton: Skeleton, frame: Frame) -> tuple[Alarm, ...]:
    """The deadlines of a step, each where its late flow begins."""
    interrupts = {clock.id: clock.interrupts for clock in step.clocks}
    return tuple(
        Alarm(end.deadline, _behind(points), interrupts[end.deadline])
        for end, points in zip(skeleton.ends, frame.routes, strict=True)
        if end.source == step.id and end.deadline
    )


def _behind(points: tuple[Point, ...]) -> Rect:
    """The place of an alarm whose rim a route leaves."""
    (x, y), (x1, y1) = points[:2]
    dx, dy = (x1 > x) - (x1 < x), (y1 > y) - (y1 < y)
    centre = (x - ALARM_RADIUS * dx, y - ALARM_RADIUS * dy)
    return around(centre, 2 * ALARM_RADIUS, 2 * ALARM_RADIUS)


def _texts(
    skeleton: Skeleton,
    frame: Frame,
    scenery: Scenery,
    drawn: Mapping[str, Shape],
    scene: Scene,
) -> tuple[dict[str, Text], dict[int, Text], Costs]:
    """The titles beside shapes (by step), the names of branches (by position of the flow), and what
    their places cost. Names come first; if that leaves a text without a place, titles do."""
    titles: Wishes = {
        id_: tuple(beside(step.form, drawn[id_].rect, step.title, TITLE_SIZE))
        for id_, step in skeleton.steps.items()
        if step.form != "box" and step.title
    }
    names: Wishes = {
        number: tuple(along(points, scenery.branches[number], BRANCH_SIZE))
        for number, points in enumerate(frame.routes)
        if scenery.branches[number]
    }
    placed = _placed({**names, **titles}, scene)
    if _trouble(placed):
        placed = min(placed, _placed({**titles, **names}, scene), key=_trouble)
    return (
        {key: text for key, (text, _) in placed.items() if isinstance(key, str)},
        {key: text for key, (text, _) in placed.items() if isinstance(key, int)},
        {key: cost for key, (_, cost) in placed.items()},
    )


def _placed(wishes: Wishes, scene: Scene) -> dict[str | int, tuple[Text, float]]:
    """A place for each text, one after the other."""
    own = replace(scene, texts=[])
    return {key: own.place(candidates) for key, candidates in wishes.items()}


def _trouble(placed: Mapping[str | int, tuple[Text, float]]) -> float:
    return sum(cost for _, cost in placed.values() if cost >= ON_LINE)


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
