"""From the grid to the page: the place of each step, lane and route for given gaps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from procsim.report.maps.drawing import Orientation, Point, Rect, around
from procsim.report.maps.grid import Axis, Extent, Positions, Spacing, positions
from procsim.report.maps.occupancy import BACK, FRONT, HIGH, LOW, Path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procsim.report.maps.steps import Step

#: Distances across and along the flow, in points, by orientation.
SPACINGS: Final[dict[Orientation, tuple[Spacing, Spacing]]] = {
    "vertical": (
        Spacing(leave=10, step=7, enter=10, least=12, edge=6, port=15),
        Spacing(leave=6, step=8, enter=10, least=14, edge=10, port=6),
    ),
    "horizontal": (
        Spacing(leave=10, step=8, enter=10, least=15, edge=7, port=7),
        Spacing(leave=9, step=8, enter=13, least=20, edge=12, port=20),
    ),
}


@dataclass(frozen=True, slots=True)
class End:
    """What a flow joins, and the deadline that it leaves by, if any."""

    source: str
    target: str
    deadline: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The map without distances: axes, cells (track, rank) of the steps, the least sizes of tracks,
    and routes on the grid."""

    orientation: Orientation
    across: Axis
    along: Axis
    cells: Mapping[str, tuple[int, int]]
    steps: Mapping[str, Step]
    least: tuple[float, ...]
    paths: tuple[Path, ...]
    ends: tuple[End, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The skeleton with distances; `header` is the depth of the lane headers."""

    orientation: Orientation
    u: Positions
    v: Positions
    header: float
    rects: Mapping[str, Rect]
    routes: tuple[tuple[Point, ...], ...]

    def lane_rect(self, lane: int) -> Rect:
        """The area of a lane without its header."""
        start, end = self.u.edges[lane], self.u.edges[lane + 1]
        if self.orientation == "vertical":
            return Rect(start, self.header, end - start, self.v.length)
        return Rect(self.header, start, self.v.length, end - start)


def extents(
    steps: Mapping[str, Step],
    cells: Mapping[str, tuple[int, int]],
    least: Sequence[float],
    ranks: int,
    orientation: Orientation,
) -> tuple[list[Extent], list[Extent]]:
    """Of tracks and ranks: those of the largest step in each; tracks are at least `least`."""
    across, along = [Extent(size) for size in least], [Extent(0.0)] * ranks
    for id_, (track, rank) in cells.items():
        step = steps[id_]
        u, v = step.width, step.height
        if orientation == "horizontal":
            u, v = v, u
        sides = [step.margin(side) for side in range(4)]
        across[track] = _larger(across[track], Extent(u, sides[LOW], sides[HIGH]))
        along[rank] = _larger(along[rank], Extent(v, sides[BACK], sides[FRONT]))
    return across, along


def _larger(one: Extent, other: Extent) -> Extent:
    return Extent(
        max(one.size, other.size), max(one.before, other.before), max(one.after, other.after)
    )


def frame(
    skeleton: Skeleton, extra: tuple[Sequence[float], Sequence[float]], header: float
) -> Frame:
    """Gives every gap the room its routes need, and `extra`."""
    across, along = extents(
        skeleton.steps,
        skeleton.cells,
        skeleton.least,
        len(skeleton.along.cells),
        skeleton.orientation,
    )
    used_u, used_v = _used(skeleton.paths)
    spacing_u, spacing_v = SPACINGS[skeleton.orientation]
    u = positions(skeleton.across, across, used_u, spacing_u, extra[0])
    v = positions(skeleton.along, along, used_v, spacing_v, extra[1])
    rects = {
        id_: around(
            _point(_middle(u.cells[track]), _middle(v.cells[rank]), skeleton.orientation, header),
            skeleton.steps[id_].width,
            skeleton.steps[id_].height,
        )
        for id_, (track, rank) in skeleton.cells.items()
    }
    routes = tuple(
        _polyline(skeleton, path, ends, rects, (u, v), header)
        for path, ends in zip(skeleton.paths, skeleton.ends, strict=True)
    )
    return Frame(skeleton.orientation, u, v, header, rects, routes)


def _used(paths: Sequence[Path]) -> tuple[frozenset[int], frozenset[int]]:
    """The lines of both axes on which some route runs."""
    across: set[int] = set()
    along: set[int] = set()
    for path in paths:
        for a, b in pairwise(path.nodes):
            if a[0] == b[0]:
                across.add(a[0])
            else:
                along.add(a[1])
    return frozenset(across), frozenset(along)


def _polyline(
    skeleton: Skeleton,
    path: Path,
    ends: End,
    rects: Mapping[str, Rect],
    axes: tuple[Positions, Positions],
    header: float,
) -> tuple[Point, ...]:
    """The corners of a route, from the side of one step to the side of another."""
    inner = [
        _point(axes[0].lines[u], axes[1].lines[v], skeleton.orientation, header)
        for u, v in path.nodes
    ]
    source = rects[ends.source]
    if ends.deadline:
        source = source.grown(skeleton.steps[ends.source].overhang(path.out[0]))
    first = _on_side(source, inner[0], path.out[0], skeleton.orientation)
    last = _on_side(rects[ends.target], inner[-1], path.into[0], skeleton.orientation)
    return _corners([first, *inner, last])


def _on_side(rect: Rect, near: Point, side: int, orientation: Orientation) -> Point:
    """Where a straight stub from `near` meets a side of a step."""
    across = side in (LOW, HIGH)
    if across == (orientation == "vertical"):
        return (rect.x if near[0] < rect.x else rect.right, near[1])
    return (near[0], rect.y if near[1] < rect.y else rect.bottom)


def _corners(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points where the direction changes, and both ends."""
    kept = [points[0]]
    for here, after in pairwise(points[1:]):
        before = kept[-1]
        straight = any(
            abs(before[axis] - here[axis]) < 1e-6 and abs(here[axis] - after[axis]) < 1e-6
            for axis in (0, 1)
        )
        if not straight:
            kept.append(here)
    return (*kept, points[-1])


def _middle(span: tuple[float, float]) -> float:
    return (span[0] + span[1]) / 2


def _point(u: float, v: float, orientation: Orientation, header: float) -> Point:
    return (u, v + header) if orientation == "vertical" else (v + header, u)
