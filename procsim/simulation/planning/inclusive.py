"""For inclusive joins: by which flows in the tokens of a case can still come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from procsim.simulation.plan import Inclusive

if TYPE_CHECKING:
    from procsim.model.process import Process


def inclusive_join(process: Process, join: str, first: int) -> Inclusive:
    """The join of an inclusive gateway; the steps of its process are numbered from `first`.

    A way to a flow in must not pass the gateway (BPMN 2.0.2, 13.4.3). The flow of a deadline can be
    taken while a token is at the step; that of a deadline of the whole case starts with none.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(process.node)
    graph.add_edges_from((flow.source, flow.target) for flow in process.flows)
    graph.remove_node(join)
    reach = dict.fromkeys(process.node, 0)
    for number, flow in enumerate(process.incoming(join)):
        if flow.source == join:
            continue
        for node in {flow.source, *nx.ancestors(graph, flow.source)}:
            reach[node] |= 1 << number
    # From the gateway itself, too, nothing comes but by what it fires.
    return Inclusive(first, tuple(reach[node] for node in process.node))
