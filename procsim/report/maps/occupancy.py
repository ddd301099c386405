"""Which flows run where on the grid, and what it costs to meet them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Directions of travel: along the flow, against it, across it both ways; as steps on (u, v).
FRONT, BACK, HIGH, LOW = range(4)
STEPS: Final = ((0, 1), (0, -1), (1, 0), (-1, 0))
OPPOSITE: Final = (BACK, FRONT, LOW, HIGH)

CROSS: Final = 30.0
BEND: Final = 25.0
TOUCH: Final = 150.0
TOUCH_KIN: Final = 25.0
SHARE: Final = 900.0
#: A piece shared by two branches of a decision, whose names would be hard to tell apart.
SHARE_BRANCH: Final = 40.0
#: A piece shared by flows that join, or that a parallel gateway sends out.
SHARE_KIN: Final = 0.2
PORT_AGAINST: Final = 300.0
PORT_WITH: Final = 60.0

Node = tuple[int, int]
PortKey = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Path:
    """A route on the grid: the nodes from the first gap line to the last, and its two ports,
    each a side and a line of the cell (0 to 2)."""

    nodes: tuple[Node, ...]
    out: tuple[int, int]
    into: tuple[int, int]

    def moves(self) -> Iterator[tuple[Node, int, int]]:
        """Each node with the direction in which it is reached and left."""
        towards = [STEPS.index((b[0] - a[0], b[1] - a[1])) for a, b in pairwise(self.nodes)]
        reached = (self.out[0], *towards)
        left = (*towards, OPPOSITE[self.into[0]])
        return zip(self.nodes, reached, left, strict=True)


class Occupancy:
    """The one thing that changes while flows are routed one after the other."""

    def __init__(self, ends: tuple[tuple[str, str], ...], decisions: frozenset[str]) -> None:
        self._ends = ends
        self._decisions = decisions
        self._at: defaultdict[Node, dict[int, tuple[int, int]]] = defaultdict(dict)
        self._on: defaultdict[tuple[Node, bool], set[int]] = defaultdict(set)
        self._ports: defaultdict[PortKey, dict[int, bool]] = defaultdict(dict)

    def add(self, flow: int, path: Path) -> None:
        """Books a path."""
        source, target = self._ends[flow]
        self._ports[source, *path.out][flow] = True
        self._ports[target, *path.into][flow] = False
        for node, reached, left in path.moves():
            self._at[node][flow] = (reached, left)
        for a, b in pairwise(path.nodes):
            self._on[min(a, b), a[0] == b[0]].add(flow)

    def remove(self, flow: int, path: Path) -> None:
        """Takes a path away again."""
        source, target = self._ends[flow]
        self._ports[source, *path.out].pop(flow, None)
        self._ports[target, *path.into].pop(flow, None)
        for node, _, _ in path.moves():
            self._at[node].pop(flow, None)
        for a, b in pairwise(path.nodes):
            self._on[min(a, b), a[0] == b[0]].discard(flow)

    def are_kin(self, one: int, other: int) -> bool:
        """Whether two flows leave the same step or lead to the same one."""
        a, b = self._ends[one], self._ends[other]
        return a[0] == b[0] or a[1] == b[1]

    def meeting(self, flow: int, node: Node, reached: int, left: int) -> float:
        """The cost of what else is at a node: crossing, or touching a bend."""
        others = self._at.get(node)
        if not others:
            return 0.0
        cost = 0.0
        for other, (its_reached, its_left) in others.items():
            if reached == left and its_reached == its_left:
                cost += CROSS * (reached // 2 != its_reached // 2)
            else:
                cost += TOUCH_KIN if self.are_kin(flow, other) else TOUCH
        return cost

    def sharing(self, flow: int, a: Node, b: Node) -> float:
        """The cost of running on the same piece of line as others."""
        others = self._on.get((min(a, b), a[0] == b[0]))
        if not others:
            return 0.0
        return sum(self._share(flow, other) for other in others)

    def _share(self, flow: int, other: int) -> float:
        if not self.are_kin(flow, other):
            return SHARE
        source = self._ends[flow][0]
        is_branch = source in self._decisions and source == self._ends[other][0]
        return SHARE_BRANCH if is_branch else SHARE_KIN

    def crowding(self, port: PortKey, *, leaves: bool) -> float:
        """The cost of a port that others use, more if they use it the other way."""
        used = self._ports.get(port)
        if not used:
            return 0.0
        return sum(PORT_WITH if other == leaves else PORT_AGAINST for other in used.values())

    def strangers(self, flow: int, path: Path) -> int:
        """How many pieces of a path are shared with flows that have neither end in common."""
        pieces = pairwise(path.nodes)
        return sum(self.sharing(flow, a, b) >= SHARE for a, b in pieces)

    def trouble(self, flow: int, path: Path) -> float:
        """All that a booked path meets; 0 if it is alone."""
        self.remove(flow, path)
        source, target = self._ends[flow]
        cost = sum(self.meeting(flow, *move) for move in path.moves())
        cost += sum(self.sharing(flow, a, b) for a, b in pairwise(path.nodes))
        cost += self.crowding((source, *path.out), leaves=True)
        cost += self.crowding((target, *path.into), leaves=False)
        self.add(flow, path)
        return cost
