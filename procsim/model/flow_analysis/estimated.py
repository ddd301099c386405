"""Where flow analysis can only estimate: what depends on when things happen, not only whether.

Deadlines are taken to be met, a race to be won by the wait that is the shortest on average, and a
message to come. What follows from that is an estimate, and so is what follows tokens of one case
that go different ways at once where one of them can end the case or change what others decide by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from procsim.model.callers import starts_of
from procsim.model.elements import All, Any, Call, Decision, First, Start, Task, Terminate, Wait
from procsim.model.facts_read import asked_of, settings_of
from procsim.model.routing import start_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procsim.model.model import Model
    from procsim.model.process import Process


@dataclass(frozen=True, slots=True)
class Estimated:
    """The nodes of a process whose figures per case are estimates, and whether the number of its
    cases is one."""

    nodes: frozenset[str]
    cases: bool = False


def estimated_parts(model: Model) -> Mapping[str, Estimated]:
    """Process → what is estimated of it."""
    nodes = {id_: _nodes(model, process) for id_, process in model.processes.items()}
    unsure: set[str] = set()
    waiting = list(model.processes)
    while waiting:
        caller = waiting.pop()
        process = model.processes[caller]
        for node in process.nodes:
            if node.id not in nodes[caller] and caller not in unsure:
                continue
            called = [(node.process, node.passes)] if isinstance(node, Call) else []
            called += [(each.process, each.passes) for each in starts_of(node)]
            for child, passes in called:
                # Which facts are passed follows from where cases go.
                all_of_it = nodes[child]
                if passes:
                    all_of_it = frozenset(each.id for each in model.processes[child].nodes)
                if child not in unsure or all_of_it != nodes[child]:
                    unsure.add(child)
                    nodes[child] = all_of_it
                    waiting.append(child)
    return {id_: Estimated(nodes[id_], id_ in unsure) for id_ in model.processes}


def _nodes(model: Model, process: Process) -> frozenset[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in process.nodes)
    graph.add_edges_from((flow.source, flow.target) for flow in process.flows)
    found: set[str] = set()
    for node in _sources(model, process):
        found |= {node, *nx.descendants(graph, node)}
    return frozenset(found)


def _sources(model: Model, process: Process) -> Iterator[str]:
    """The nodes from which on figures are estimates."""
    forks = [
        node.id
        for node in process.nodes
        if isinstance(node, All | Any) and len(process.outgoing(node.id)) > 1
    ]
    if any(isinstance(node, Terminate) for node in process.nodes) or _remembers(model, process):
        yield from (flow.target for fork in forks for flow in process.outgoing(fork))
    for node in process.nodes:
        if isinstance(node, First) or (isinstance(node, Wait) and node.message is not None):
            yield from (flow.target for flow in process.outgoing(node.id))
        if isinstance(node, Any) and not _is_block(process, node.id):
            yield node.id
        if isinstance(node, Start | Task | Wait | Call):
            for deadline in node.deadlines:
                late = process.late(node.id, deadline.id).target
                yield node.id if deadline.interrupts else late


def _remembers(model: Model, process: Process) -> bool:
    """Whether where a case goes follows from what was done with it before."""
    asked = asked_of(model, process)
    return (
        any(fact in asked for fact in settings_of(process))
        or any(isinstance(node, Decision) and node.finds for node in process.nodes)
        or any(flow.at_most is not None for flow in process.flows)
    )


def _is_block(process: Process, join: str) -> bool:
    """Whether an inclusive join, if it is one, gets exactly what one split sends out."""
    if len(process.incoming(join)) < 2:
        return True
    graph = nx.DiGraph([(flow.source, flow.target) for flow in process.flows if not flow.deadline])
    split = nx.immediate_dominators(graph, start_of(process)).get(join)
    ends = [node for node in graph if graph.out_degree(node) == 0]
    graph.add_edges_from((end, "") for end in ends)
    after = nx.immediate_dominators(graph.reverse(), "")
    return split is not None and after.get(split) == join
