"""The course of cases through a process: how often each comes to each node, by its facts.

A state is a node with what a case remembers of its way: which facts were changed, which errors are
there, how often decisions that count were met. Between states the course is an absorbing chain
(Kemeny & Snell 1960, ch. 3), extended to gateways: a split sends a token on every flow it takes, a
join fires once for all of its own. Cases whose chances are equal move alike; the chain is solved
once for each such group.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.model.flow_analysis.course_steps import Memory, Steps

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from procsim.model.amounts import Floats
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Process

    Numbers = NDArray[np.int64]

MOST_STATES: Final = 1000
"""States beyond which cases are taken to remember nothing."""
_AT_ONCE: Final = 4_000_000
"""Numbers of chains solved together."""
_LEAK: Final = 1e-12
"""What every state loses where a chain has no end."""

State = tuple[str, Memory]


@dataclass(frozen=True)
class Course:
    """Expected visits to each state, for each group of cases that move alike.

    `group` is the group of each case. `first` has the visits that are the first to their node, of
    the nodes asked for.
    """

    states: tuple[State, ...]
    group: Numbers
    visits: Floats
    first: Mapping[str, Floats]
    steps: Steps
    forgets: bool
    """There were too many states to remember all; the chances are those of facts as drawn."""

    @cached_property
    def at(self) -> Mapping[str, tuple[int, ...]]:
        """Node → the positions of its states."""
        found: dict[str, tuple[int, ...]] = {}
        for place, (node, _) in enumerate(self.states):
            found[node] = (*found.get(node, ()), place)
        return found


def course_of(
    model: Model,
    process: Process,
    origin: Office,
    columns: Mapping[str, Floats],
    size: int,
    asked: Collection[str] = (),
) -> Course:
    """The course of `size` cases of an office with these facts; first visits of nodes `asked`."""
    steps = Steps(model, process, origin, columns, size)
    edges = _explored(steps)
    forgets = edges is None
    if edges is None:
        steps = Steps(model, process, origin, columns, size, remembers=False)
        edges = _explored(steps, most=len(process.nodes))
        assert edges is not None
    states, chances = _sorted(process, steps, edges)
    group, matrices = _grouped(states, chances, size)
    entry = next(place for place, state in enumerate(states) if state == steps.entry)
    visits, first = _solved(matrices, entry, states, asked)
    return Course(states, group, visits, first, steps, forgets)


Edges = dict[State, dict[State, "Floats"]]


def _explored(steps: Steps, most: int = MOST_STATES) -> Edges | None:
    """The ways on from every state that is met; None where there are too many states."""
    edges: Edges = {}
    waiting = [steps.entry]
    while waiting:
        state = waiting.pop()
        if state in edges:
            continue
        if len(edges) >= most:
            return None
        edges[state] = steps.on(*state)
        waiting += [target for target, chance in edges[state].items() if chance.any()]
    return edges


def _sorted(
    process: Process, steps: Steps, edges: Edges
) -> tuple[tuple[State, ...], Mapping[tuple[int, int], Floats]]:
    """The states in file order, and the tokens that each sends to each (a column, or one value for
    all cases)."""
    position = {node.id: place for place, node in enumerate(process.nodes)}
    states = tuple(sorted(edges, key=lambda state: (position[state[0]], state[1])))
    place_of = {state: place for place, state in enumerate(states)}
    chances = {
        (place_of[source], place_of[target]): _per(chance, steps.needed(target[0]))
        for source, targets in edges.items()
        for target, chance in targets.items()
        if target in place_of
    }
    return states, chances


def _per(chance: Floats, needed: Floats) -> Floats:
    return chance if needed.size == 1 and needed[0] == 1 else chance / needed


def _grouped(
    states: tuple[State, ...], chances: Mapping[tuple[int, int], Floats], size: int
) -> tuple[Numbers, Floats]:
    """The group of each case, and a matrix of chances for each group."""
    varied: dict[tuple[int, int], int] = {}
    columns: dict[bytes, int] = {}
    stacked: list[Floats] = []
    for edge, column in chances.items():
        if column.size > 1 and np.ptp(column) > 0:
            known = columns.setdefault(column.tobytes(), len(columns))
            varied[edge] = known
            if known == len(stacked):
                stacked.append(column)
    count = 1
    group = np.zeros(size, dtype=np.int64)
    table = np.zeros((1, 0))
    if stacked:
        table, found = np.unique(np.stack(stacked, axis=1), axis=0, return_inverse=True)
        group, count = found.reshape(-1).astype(np.int64), table.shape[0]
    matrices = np.zeros((count, len(states), len(states)))
    for edge, column in chances.items():
        if edge not in varied:
            matrices[:, edge[0], edge[1]] = column.flat[0]
    for (source, target), number in varied.items():
        matrices[:, source, target] = table[:, number]
    return group, matrices


def _solved(
    matrices: Floats, entry: int, states: tuple[State, ...], asked: Collection[str]
) -> tuple[Floats, Mapping[str, Floats]]:
    """Visits x = e + Pᵀx by group and state, and first visits.

    Visits to the states S of a node are its first visits, times what follows from being there:
    x_S = f N_SS with the fundamental matrix N = (I − P)⁻¹.
    """
    count, size, _ = matrices.shape
    visits = np.empty((count, size))
    places = {
        node: [place for place, state in enumerate(states) if state[0] == node] for node in asked
    }
    first = {node: np.zeros((count, size)) for node in asked}
    unit = np.zeros((size, 1))
    unit[entry] = 1.0
    at_once = max(1, _AT_ONCE // (size * size))
    for begin in range(0, count, at_once):
        some = slice(begin, begin + at_once)
        kept = np.eye(size) - matrices[some].transpose(0, 2, 1)
        if not asked:
            visits[some] = _solve(kept, unit)[..., 0]
            continue
        fundamental = _solve(kept, np.eye(size))
        visits[some] = fundamental[..., entry]
        for node, those in places.items():
            inside = fundamental[:, those][:, :, those]
            found = np.linalg.solve(inside, visits[some][:, those][..., np.newaxis])
            first[node][some, np.array(those)] = found[..., 0]
    return visits, first


def _solve(matrices: Floats, right: Floats) -> Floats:
    try:
        return np.linalg.solve(matrices, right).astype(np.float64, copy=False)
    except np.linalg.LinAlgError:
        # A chain without an end, for cases that never come there.
        leaking = matrices + _LEAK * np.eye(matrices.shape[-1])
        return np.linalg.solve(leaking, right).astype(np.float64, copy=False)
