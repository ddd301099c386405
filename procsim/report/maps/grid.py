"""The channel grid: lines along which flows may run, and where each line lies on the page.

Across the flow (axis u) tracks alternate with gaps; along it (axis v) ranks alternate with gaps.
A cell (track or rank) has three lines, for the ports of the steps in it; a gap has several, of
which only those in use take up room. The order of lines never changes, so a route that is free of
steps on the grid is free of them on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PORTS = 3
"""Lines of a cell; the middle one runs through its centre."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Lines between two cells: those before the lane's edge and those after it."""

    before: range
    after: range
    has_edge: bool

    def __contains__(self, line: int) -> bool:
        return line in self.before or line in self.after


@dataclass(frozen=True, slots=True)
class Axis:
    """The lines of one direction, numbered from 0; gap `i` precedes cell `i`, one gap is last."""

    cells: tuple[int, ...]
    """The first line of each cell."""
    gaps: tuple[Gap, ...]
    count: int

    def first_line(self, cell: int, forward: int) -> int:
        """The nearest line of the gap after (1) or before (-1) a cell."""
        return self.cells[cell] + (PORTS if forward > 0 else -1)


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in points. `least` is for a gap nobody uses; at a lane's edge, for half of it."""

    leave: float
    step: float
    enter: float
    least: float
    edge: float
    """From a lane's edge to the nearest line, or to a step if the half gap is empty."""
    port: float


@dataclass(frozen=True, slots=True)
class Extent:
    """The size of a cell, and how far something sticks out of it before and after."""

    size: float
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Positions:
    """Where lines, cells (start, end) and lane edges lie on an axis, from 0 to `length`."""

    lines: tuple[float, ...]
    cells: tuple[tuple[float, float], ...]
    edges: tuple[float, ...]
    length: float


def axis(lane_of_cell: Sequence[int], lines_per_gap: int) -> Axis:
    """An axis with a cell for each item; the edge of a lane splits a gap and doubles its lines."""
    cells: list[int] = []
    gaps: list[Gap] = []
    line = 0
    for cell, (lane, following) in enumerate(pairwise((None, *lane_of_cell, None))):
        has_edge = lane != following
        before = range(line, line + lines_per_gap * (lane is not None or not has_edge))
        after = range(
            before.stop, before.stop + lines_per_gap * (has_edge and following is not None)
        )
        gaps.append(Gap(before, after, has_edge))
        line = after.stop
        if cell < len(lane_of_cell):
            cells.append(line)
            line += PORTS
    return Axis(tuple(cells), tuple(gaps), line)


def positions(
    axis: Axis,
    extents: Sequence[Extent],
    used: frozenset[int],
    spacing: Spacing,
    extra: Sequence[float],
) -> Positions:
    """Places lines so that used ones are `step` apart; `extra` widens each gap."""
    lines = [0.0] * axis.count
    cells: list[tuple[float, float]] = []
    edges: list[float] = []
    at = 0.0
    for number, gap in enumerate(axis.gaps):
        edge = spacing.edge if gap.has_edge else spacing.enter
        half = extra[number] / (2 if gap.before and gap.after else 1)
        at = _spread(
            lines,
            gap.before,
            used,
            at,
            (spacing.leave, edge),
            spacing,
            half,
            1.0 if gap.has_edge else 0.5,
        )
        if gap.has_edge:
            edges.append(at)
            at = _spread(
                lines, gap.after, used, at, (spacing.edge, spacing.enter), spacing, half, 0.0
            )
        if number < len(axis.cells):
            extent = extents[number]
            at += extent.before
            centre, reach = at + extent.size / 2, min(spacing.port, extent.size / 2 - 4)
            for port in range(PORTS):
                lines[axis.cells[number] + port] = centre + (port - 1) * reach
            cells.append((at, at + extent.size))
            at += extent.size + extent.after
    return Positions(tuple(lines), tuple(cells), tuple(edges), at)


def _spread(
    lines: list[float],
    part: range,
    used: frozenset[int],
    at: float,
    margins: tuple[float, float],
    spacing: Spacing,
    extra: float,
    shift: float,
) -> float:
    """Places the lines of a part of a gap from `at` on and returns its end; `shift` is the share
    of spare room that goes before the lines."""
    if not part:
        return at
    mine = [line for line in part if line in used]
    needed = sum(margins) + spacing.step * max(len(mine) - 1, 0) if mine else 0.0
    width = max(needed, spacing.least) + extra
    slack = width - needed if mine else 0.0
    place = at + margins[0] + slack * shift
    for line in part:
        lines[line] = place if mine else at + width / 2
        if line in used:
            place += spacing.step
    return at + width
