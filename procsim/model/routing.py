"""How cases of one office of origin move through a process: which flows they take, how often.

Cases whose shares are equal move alike, so what is worked out for one *routing* (a weight for each
flow) serves every office that has it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, assert_never

import networkx as nx
import numpy as np

from procsim.model.amounts import Conditional, Formula, Multiplied
from procsim.model.arrivals import GapArrivals, RandomArrivals, RecordedArrivals, ScheduledArrivals
from procsim.model.elements import All, Any, Decision, First, Start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from procsim.model.arrivals import Arrivals
    from procsim.model.elements import Element
    from procsim.model.organisation import Office
    from procsim.model.process import Flow, Process

Routing = tuple[float, ...]
"""For each flow of a process the tokens it gets when the node it leaves fires, on average: exact
where it has a share, nominal where facts, errors or a race decide, 0 for the flow of a deadline."""

_EVEN: Final = 0.5
"""The nominal probability of what facts decide."""


def routing_of(process: Process, origin: Office) -> Routing:
    """The routing of cases of one origin; a decision's only flow needs no share."""
    weights: dict[int, float] = {}
    for node in process.nodes:
        flows = process.outgoing(node.id)
        for flow, weight in zip(flows, _weights(node, flows, origin), strict=True):
            weights[id(flow)] = weight
    return tuple(0.0 if flow.deadline else weights[id(flow)] for flow in process.flows)


def _weights(node: Element, flows: tuple[Flow, ...], origin: Office) -> list[float]:
    """The tokens that the ordinary flows of a node get."""
    match node:
        case Decision() if len(flows) > 1:
            known = [_probability(flow, origin) for flow in flows]
            rest = max(0.0, 1 - math.fsum(share for share in known if share is not None))
            silent = known.count(None)
            return [rest / silent if share is None else share for share in known]
        case Any() if len(flows) > 1:
            known = [None if flow.is_default else _probability(flow, origin) for flow in flows]
            drawn = [_EVEN if share is None else share for share in known]
            others = [
                share for flow, share in zip(flows, drawn, strict=True) if not flow.is_default
            ]
            none = math.prod(1 - share for share in others)
            return [none if f.is_default else share for f, share in zip(flows, drawn, strict=True)]
        case First():
            return [1 / len(flows)] * len(flows)
        case _:
            return [1.0] * len(flows)


def _probability(flow: Flow, origin: Office) -> float | None:
    """How often a flow is taken; None where that depends on more than its own share."""
    if flow.share is not None:
        return flow.share.of(origin) or 0.0
    drawn = flow.chance
    if drawn is None or isinstance(drawn, Formula | Multiplied | Conditional):
        return None
    return drawn.mean


def possible_flows(process: Process, routing: Routing) -> frozenset[int]:
    """The positions of the flows that can be taken at all: those with a weight, those of deadlines,
    and a default beside a way that a case may take only so often."""
    capped = {flow.source for flow in process.flows if flow.at_most is not None}
    return frozenset(
        place
        for place, (flow, weight) in enumerate(zip(process.flows, routing, strict=True))
        if weight > 0 or flow.deadline or (flow.is_default and flow.source in capped)
    )


def routings(process: Process, origins: Iterable[Office]) -> Mapping[Routing, tuple[str, ...]]:
    """The distinct routings of some origins, with the ids of the origins that have each."""
    by_origin = [flow.share for flow in process.flows if flow.share is not None]
    known: dict[tuple[float | None, ...], Routing] = {}
    found: dict[Routing, list[str]] = {}
    for origin in origins:
        shares = tuple(share.of(origin) for share in by_origin)
        if shares not in known:
            known[shares] = routing_of(process, origin)
        found.setdefault(known[shares], []).append(origin.id)
    return {routing: tuple(ids) for routing, ids in found.items()}


def transitions(process: Process, routing: Routing) -> NDArray[np.float64]:
    """P with P[i, j] = firings of node j that one firing of node i brings about, on average.

    Nodes are in file order. A join of n flows fires once for every n tokens it gets, an inclusive
    one once for all tokens that the node sends out which every way to it passes last.
    """
    position = {node.id: place for place, node in enumerate(process.nodes)}
    matrix = np.zeros((len(position), len(position)))
    for flow, weight in zip(process.flows, routing, strict=True):
        matrix[position[flow.source], position[flow.target]] += weight
    for place, node in enumerate(process.nodes):
        if isinstance(node, All):
            matrix[:, place] /= max(1, len(process.incoming(node.id)))
        elif isinstance(node, Any) and len(process.incoming(node.id)) > 1:
            matrix[:, place] /= max(1.0, _sent_out(process, routing, node.id))
    return matrix


def _sent_out(process: Process, routing: Routing, join: str) -> float:
    """The tokens that the last node on every way to a join sends out at once."""
    splits = nx.immediate_dominators(taken(process, routing), start_of(process))
    split = splits.get(join, join)
    weights = zip(process.flows, routing, strict=True)
    return math.fsum(weight for flow, weight in weights if flow.source == split)


def start_of(process: Process) -> str:
    """The id of the one start."""
    return next(node.id for node in process.nodes if isinstance(node, Start))


def taken(process: Process, routing: Routing) -> nx.DiGraph[str]:
    """The graph of the flows that are taken at all."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in process.nodes)
    flows = (process.flows[place] for place in sorted(possible_flows(process, routing)))
    graph.add_edges_from((flow.source, flow.target) for flow in flows)
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
