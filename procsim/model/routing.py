"""How cases of one office of origin move through a process: which flows they take, how often.

Cases whose shares are equal move alike, so what is worked out for one *routing* (a weight for each
flow) serves every office that has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import networkx as nx
import numpy as np

from procsim.model.process import (
    All,
    Decision,
    GapArrivals,
    RandomArrivals,
    RecordedArrivals,
    ScheduledArrivals,
    Start,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from procsim.model.organisation import Office
    from procsim.model.process import Arrivals, Process

Routing = tuple[float, ...]
"""For each flow of a process the tokens it gets when the node it leaves fires: its share where it
leaves a decision, otherwise 1."""


def routing_of(process: Process, origin: Office) -> Routing:
    """The routing of cases of one origin; a decision's only flow needs no share."""
    weights = []
    for flow in process.flows:
        share = flow.share.of(origin) if flow.share is not None else None
        is_choice = isinstance(process.node[flow.source], Decision)
        weights.append(share if is_choice and share is not None else 1.0)
    return tuple(weights)


def routings(process: Process, origins: Iterable[Office]) -> Mapping[Routing, tuple[str, ...]]:
    """The distinct routings of some origins, with the ids of the origins that have each."""
    found: dict[Routing, tuple[str, ...]] = {}
    for origin in origins:
        routing = routing_of(process, origin)
        found[routing] = (*found.get(routing, ()), origin.id)
    return found


def transitions(process: Process, routing: Routing) -> NDArray[np.float64]:
    """P with P[i, j] = firings of node j that one firing of node i brings about, on average.

    Nodes are in file order. A join of n flows fires once for every n tokens it gets.
    """
    position = {node.id: place for place, node in enumerate(process.nodes)}
    matrix = np.zeros((len(position), len(position)))
    for flow, weight in zip(process.flows, routing, strict=True):
        matrix[position[flow.source], position[flow.target]] += weight
    for place, node in enumerate(process.nodes):
        if isinstance(node, All):
            matrix[:, place] /= max(1, len(process.incoming(node.id)))
    return matrix


def start_of(process: Process) -> str:
    """The id of the one start."""
    return next(node.id for node in process.nodes if isinstance(node, Start))


def taken(process: Process, routing: Routing) -> nx.DiGraph[str]:
    """The graph of the flows that are taken at all."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in process.nodes)
    graph.add_edges_from(
        (flow.source, flow.target)
        for flow, weight in zip(process.flows, routing, strict=True)
        if weight > 0
    )
    return graph


def met(process: Process, routing: Routing) -> frozenset[str]:
    """The ids of the nodes that a case can come to."""
    start = start_of(process)
    return frozenset({start, *nx.descendants(taken(process, routing), start)})


def is_finite(matrix: NDArray[np.float64]) -> bool:
    """Whether visits are finite on average: the spectral radius of P is below 1.

    Where tokens are neither lost nor left over at joins, the expected firings x > 0 of the nodes
    that can follow one another solve x = e + Pᵀx with a positive inflow, so the radius is below 1
    (Perron-Frobenius); where it is 1 or more, a case goes round, or multiplies, for ever.
    """
    return bool(np.max(np.abs(np.linalg.eigvals(matrix)), initial=0.0) < 1 - 1e-9)


def expected_visits(process: Process, routing: Routing) -> Mapping[str, float]:
    """How often a case comes to each node, on average; a join counts once for all its flows.

    x = e + Pᵀx: the absorbing chain (Kemeny & Snell 1960, ch. 3), extended to parallel gateways. A
    split sends a token on every flow, a join fires once for all of its own.
    """
    reached = met(process, routing)
    kept = [place for place, node in enumerate(process.nodes) if node.id in reached]
    matrix = transitions(process, routing)[kept][:, kept]
    entry = np.array([process.nodes[place].id == start_of(process) for place in kept], float)
    solution = np.linalg.solve(np.eye(len(kept)) - matrix.T, entry)
    visits = dict.fromkeys((node.id for node in process.nodes), 0.0)
    visits.update((process.nodes[p].id, float(x)) for p, x in zip(kept, solution, strict=True))
    return visits


def origins_of(arrivals: Arrivals) -> tuple[str, ...]:
    """The ids of the offices that an entry of `arrivals` gives cases, in the order given."""
    match arrivals:
        case RandomArrivals(per_year=per_year):
            return tuple(office for office, volume in per_year.items() if volume > 0)
        case GapArrivals(offices=offices) | ScheduledArrivals(offices=offices):
            return offices
        case RecordedArrivals(arrived=arrived):
            return tuple(dict.fromkeys(office for office, _ in arrived))
        case _:
            assert_never(arrivals)


def origins(process: Process) -> tuple[str, ...]:
    """The ids of all offices that cases of a process come from."""
    found = (office for arrivals in process.arrivals for office in origins_of(arrivals))
    return tuple(dict.fromkeys(found))
