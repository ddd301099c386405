"""Routes for all flows on the channel grid: the cheapest way by A*, flow after flow.

Length, bends, crossings, shared pieces and crowded ports have a cost (Hart, Nilsson and Raphael
1968 for the search). Flows that met others are taken up and routed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from procsim.report.maps.grid import PORTS, Axis
from procsim.report.maps.occupancy import (
    BACK,
    BEND,
    FRONT,
    OPPOSITE,
    STEPS,
    Node,
    Occupancy,
    Path,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

State = tuple[Node, int]

_ROUNDS: Final = 2
_OFF_CENTRE: Final = 26.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A flow to be routed: its ends, the ports allowed there, whether it goes back, and whether it
    is one of several branches of a decision."""

    source: str
    target: str
    out: tuple[tuple[int, int], ...]
    into: tuple[tuple[int, int], ...]
    goes_back: bool
    is_branch: bool


@dataclass(frozen=True, slots=True)
class Field:
    """Where routes may run: both axes, the cells of the steps (track, rank), rough positions."""

    across: Axis
    along: Axis
    cells: Mapping[str, tuple[int, int]]
    u: tuple[float, ...]
    v: tuple[float, ...]

    def port(self, id_: str, side: int, line: int) -> Node:
        """The first node outside a step's cell, seen from a port."""
        track, rank = self.cells[id_]
        if side in (FRONT, BACK):
            return (self.across.cells[track] + line, self.along.first_line(rank, STEPS[side][1]))
        return (self.across.first_line(track, STEPS[side][0]), self.along.cells[rank] + line)

    def blocked(self) -> frozenset[Node]:
        """The nodes that steps cover."""
        return frozenset(
            (self.across.cells[track] + i, self.along.cells[rank] + j)
            for track, rank in self.cells.values()
            for i in range(PORTS)
            for j in range(PORTS)
        )


def route(field: Field, wanted: Sequence[Wanted]) -> tuple[tuple[Path, ...], bool]:
    """A path for each flow, and whether no two strangers share a piece of line."""
    decisions = frozenset(flow.source for flow in wanted if flow.is_branch)
    occupancy = Occupancy(tuple((flow.source, flow.target) for flow in wanted), decisions)
    blocked = field.blocked()
    paths: dict[int, Path] = {}
    for flow in sorted(range(len(wanted)), key=lambda n: (*_ease(field, wanted[n]), n)):
        paths[flow] = _cheapest(field, wanted[flow], flow, occupancy, blocked)
        occupancy.add(flow, paths[flow])
    for _ in range(_ROUNDS):
        for flow in range(len(wanted)):
            if occupancy.trouble(flow, paths[flow]) > 0:
                occupancy.remove(flow, paths[flow])
                paths[flow] = _cheapest(field, wanted[flow], flow, occupancy, blocked)
                occupancy.add(flow, paths[flow])
    is_clean = not any(occupancy.strangers(flow, path) for flow, path in paths.items())
    return tuple(paths[flow] for flow in range(len(wanted))), is_clean


def _ease(field: Field, flow: Wanted) -> tuple[bool, int]:
    """Straight and short flows first: they take the ports they need."""
    (a, b), (c, d) = field.cells[flow.source], field.cells[flow.target]
    return flow.goes_back, 2 * abs(a - c) + abs(b - d)


def _leaving(side: int, line: int, *, goes_back: bool) -> float:
    """How unusual it is to leave from a port."""
    off = 0.0 if line == 1 else _OFF_CENTRE
    if side == BACK:
        return off + (40.0 if goes_back else 90.0)
    return off + (0.0 if (side == FRONT) != goes_back else 12.0)


def _entering(side: int, line: int, *, goes_back: bool) -> float:
    """How unusual it is to enter at a port."""
    off = 0.0 if line == 1 else _OFF_CENTRE
    if side == FRONT:
        return off + 90.0
    return off + (0.0 if (side == BACK) != goes_back else 12.0)


@dataclass(slots=True)
class _Frontier:
    """What one search knows; a state is a node and the direction in which it was reached."""

    field: Field
    box: tuple[float, float, float, float]
    best: dict[State, float] = dataclass_field(default_factory=dict)
    came: dict[State, tuple[State | None, tuple[int, int]]] = dataclass_field(default_factory=dict)
    heap: list[tuple[float, Node, int, float]] = dataclass_field(default_factory=list)

    def offer(
        self, state: State, cost: float, previous: State | None, out: tuple[int, int]
    ) -> None:
        """Keeps a state if this is the cheapest way to it so far."""
        if cost < self.best.get(state, float("inf")):
            self.best[state] = cost
            self.came[state] = (previous, out)
            estimate = cost + _rest(self.field, state[0], self.box)
            heappush(self.heap, (estimate, *state, cost))

    def path(self, last: State, into: tuple[int, int]) -> Path:
        """The way back from a state to the port it began at."""
        nodes = [last[0]]
        previous, out = self.came[last]
        while previous is not None:
            nodes.append(previous[0])
            previous, out = self.came[previous]
        return Path(tuple(reversed(nodes)), out, into)


def _cheapest(
    field: Field, wanted: Wanted, flow: int, occupancy: Occupancy, blocked: frozenset[Node]
) -> Path:
    """A* over (node, direction); the ports' own costs count at both ends."""
    goals = _goals(field, wanted, occupancy)
    frontier = _Frontier(field, _bounds(field, goals))
    for side, line in wanted.out:
        cost = _leaving(side, line, goes_back=wanted.goes_back)
        cost += occupancy.crowding((wanted.source, side, line), leaves=True)
        state = (field.port(wanted.source, side, line), side)
        frontier.offer(state, cost, None, (side, line))
    found: tuple[float, State, tuple[int, int]] | None = None
    while frontier.heap:
        estimate, node, reached, cost = heappop(frontier.heap)
        if found is not None and estimate >= found[0]:
            break
        if cost > frontier.best[node, reached]:
            continue
        for port, price in goals.get(node, {}).items():
            left = OPPOSITE[port[0]]
            if left != OPPOSITE[reached]:
                total = cost + price + BEND * (left != reached)
                total += occupancy.meeting(flow, node, reached, left)
                if found is None or total < found[0]:
                    found = (total, (node, reached), port)
        out = frontier.came[node, reached][1]
        for left, there in _ways(field, blocked, node, reached):
            total = cost + BEND * (left != reached) + _length(field, node, there)
            total += occupancy.meeting(flow, node, reached, left)
            total += occupancy.sharing(flow, node, there)
            frontier.offer((there, left), total, (node, reached), out)
    assert found is not None, "gaps surround every cell, so there is always a way"
    return frontier.path(found[1], found[2])


def _ways(
    field: Field, blocked: frozenset[Node], node: Node, reached: int
) -> Iterator[tuple[int, Node]]:
    """The free neighbours of a node, without going back."""
    for left, (du, dv) in enumerate(STEPS):
        there = (node[0] + du, node[1] + dv)
        inside = 0 <= there[0] < field.across.count and 0 <= there[1] < field.along.count
        if inside and left != OPPOSITE[reached] and there not in blocked:
            yield left, there


def _bounds(field: Field, goals: Iterable[Node]) -> tuple[float, float, float, float]:
    """The box around the goals: least and greatest u, least and greatest v."""
    us, vs = zip(*((field.u[u], field.v[v]) for u, v in goals), strict=True)
    return min(us), max(us), min(vs), max(vs)


def _goals(
    field: Field, wanted: Wanted, occupancy: Occupancy
) -> dict[Node, dict[tuple[int, int], float]]:
    """The nodes before the target's ports, and what each port costs."""
    goals: dict[Node, dict[tuple[int, int], float]] = {}
    for side, line in wanted.into:
        cost = _entering(side, line, goes_back=wanted.goes_back)
        cost += occupancy.crowding((wanted.target, side, line), leaves=False)
        goals.setdefault(field.port(wanted.target, side, line), {})[side, line] = cost
    return goals


def _length(field: Field, a: Node, b: Node) -> float:
    return abs(field.u[a[0]] - field.u[b[0]]) + abs(field.v[a[1]] - field.v[b[1]])


def _rest(field: Field, node: Node, box: tuple[float, float, float, float]) -> float:
    """The least length still to go."""
    u, v = field.u[node[0]], field.v[node[1]]
    return max(box[0] - u, u - box[1], 0.0) + max(box[2] - v, v - box[3], 0.0)
