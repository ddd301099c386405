"""What is done with a case: a graph of typed elements, and how cases arrive.

Nodes and flows are the truth; `Process.graph` derives the networkx graph from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING

import networkx as nx

from procsim.model.elements import Task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.amounts import Amount
    from procsim.model.arrivals import Arrivals
    from procsim.model.by_origin import ByOrigin
    from procsim.model.elements import Element
    from procsim.model.expressions import Expression
    from procsim.model.facts import Error, Fact, Segment
    from procsim.model.flow_analysis.case_flow import CaseFlow
    from procsim.model.organisation import Office
    from procsim.model.text import Title


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow. What lets it be taken depends on where it leaves (see `Decision`, `Any`).

    `share` is a probability by origin, `chance` one computed from the facts of the case;
    `at_most` is how often a case may take it. `deadline` names the deadline of the source that it
    is taken by: such a flow is none of the ordinary ways out.
    """

    source: str
    target: str
    share: ByOrigin[float] | None = None
    id: str = ""
    title: Title | None = None
    when: Expression | None = None
    chance: Amount | None = None
    is_default: bool = False
    level: str = ""
    found: bool = False
    at_most: int | None = None
    deadline: str = ""


@dataclass(frozen=True)
class Process:
    """A kind of case, how its cases arrive and what is done with them."""

    id: str
    title: Title
    case: Title
    owner: str
    arrivals: tuple[Arrivals, ...]
    nodes: tuple[Element, ...]
    flows: tuple[Flow, ...]
    data: Mapping[str, Fact] = field(default_factory=dict)
    """In the order in which they are drawn: a fact may depend on those before it."""
    segments: tuple[Segment, ...] = ()
    errors: Mapping[str, Error] = field(default_factory=dict)

    @cached_property
    def node(self) -> Mapping[str, Element]:
        """Id → element."""
        return {element.id: element for element in self.nodes}

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks, in file order."""
        return tuple(element for element in self.nodes if isinstance(element, Task))

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The process as a networkx graph: nodes carry `element`, edges (keyed by the flow's
        position in `flows`) carry `flow`; nodes and edges are in file order."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(id=self.id)
        for element in self.nodes:
            graph.add_node(element.id, element=element)
        for position, flow in enumerate(self.flows):
            graph.add_edge(flow.source, flow.target, key=position, flow=flow)
        return graph

    def outgoing(self, node: str) -> tuple[Flow, ...]:
        """The ordinary flows that leave a node, in file order."""
        return self._ends[0].get(node, ())

    def incoming(self, node: str) -> tuple[Flow, ...]:
        """The flows that enter a node, in file order."""
        return self._ends[1].get(node, ())

    def late(self, node: str, deadline: str) -> Flow:
        """The flow that a deadline of a node is taken by."""
        return next(f for f in self.flows if f.source == node and f.deadline == deadline)

    @cached_property
    def _ends(self) -> tuple[Mapping[str, tuple[Flow, ...]], Mapping[str, tuple[Flow, ...]]]:
        """The ordinary flows by their source, and all flows by their target."""
        leaving: dict[str, list[Flow]] = {}
        entering: dict[str, list[Flow]] = {}
        for flow in self.flows:
            if not flow.deadline:
                leaving.setdefault(flow.source, []).append(flow)
            entering.setdefault(flow.target, []).append(flow)
        return (
            {node: tuple(flows) for node, flows in leaving.items()},
            {node: tuple(flows) for node, flows in entering.items()},
        )

    @cached_property
    def known_flows(self) -> list[tuple[object, dict[tuple[object, ...], CaseFlow]]]:
        """What flow analysis has worked out of this process, in models that share it (see
        `demand_flows`)."""
        return []

    def __getstate__(self) -> dict[str, object]:
        """The fields alone: what is derived from them is derived again where it is needed."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def place_of(
    at: str, origin: Office, offices: Mapping[str, Office], centre: str | None
) -> str | None:
    """The office id that a placement means for cases of `origin`; None if there is none.

    `parent` of an office without one, `hq` without a headquarters and `centre` without a centre
    that serves the origin are None, and so is `skip`.
    """
    if at == "origin":
        return origin.id
    if at == "parent":
        return origin.parent
    if at == "hq":
        return next((office.id for office in offices.values() if office.tier == "hq"), None)
    if at == "centre":
        return centre
    return None if at == "skip" else at
