"""All cases of a year and what they come to: those that arrive, and those that other cases begin.

Processes are taken callers first, so that the children of a process are known when its turn comes;
processes that start one another in a circle are taken in turns until nothing new begins.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np

from procsim.model.arrivals import RecordedArrivals
from procsim.model.callers import starts_of
from procsim.model.elements import Call
from procsim.model.flow_analysis.case_flow import Begun, Way
from procsim.model.flow_analysis.demand_flows import Flows
from procsim.model.flow_analysis.volumes import reported, volume_of
from procsim.model.routing import origins_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from procsim.model.flow_analysis.case_flow import CaseFlow
    from procsim.model.model import Model
    from procsim.model.process import Process

_TURNS: Final = 200
_NOTHING: Final = 1e-9
"""Cases a year below which nothing more begins."""
_TOO_MANY: Final = 1e12
"""Cases a year that no organisation has."""
_AS_MANY: Final = 1 - 1e-6


@dataclass(slots=True)
class Demand:
    """Cases a year of one process at one office: volume and flow of each kind of them."""

    parts: list[tuple[float, CaseFlow]] = field(default_factory=list)

    @property
    def cases_per_year(self) -> float:
        """All of them."""
        return math.fsum(volume for volume, _ in self.parts)

    def mean(self, of: Mapping[int, float]) -> float:
        """The mean per case of a number of each part."""
        if len(self.parts) == 1:
            return of.get(0, 0.0)
        total = self.cases_per_year
        return math.fsum(self.parts[n][0] * each for n, each in of.items()) / total if total else 0

    def visits(self, node: str) -> float:
        """Visits to a node per case."""
        if len(self.parts) == 1:
            return self.parts[0][1].visits[node]
        return self.mean({n: flow.visits[node] for n, (_, flow) in enumerate(self.parts)})

    def spent(self, task: str) -> float:
        """What the `cost` of a task comes to per case."""
        return self.mean({n: flow.spent.get(task, 0.0) for n, (_, flow) in enumerate(self.parts)})

    def ways(self, task: str) -> tuple[Way, ...]:
        """The ways in which a task is done, per case; none where it is skipped."""
        if len(self.parts) == 1:
            return self.parts[0][1].ways.get(task, ())
        found = [
            (n, flow.ways[task]) for n, (_, flow) in enumerate(self.parts) if task in flow.ways
        ]
        if not found:
            return ()
        return tuple(
            Way(
                self.mean({n: ways[level].visits for n, ways in found}),
                self.mean({n: ways[level].activities for n, ways in found}),
                self.mean({n: ways[level].hours for n, ways in found}),
                {
                    value: self.mean({n: ways[level].by_value.get(value, 0.0) for n, ways in found})
                    for value in dict.fromkeys(v for _, ways in found for v in ways[level].by_value)
                },
            )
            for level in range(len(found[0][1]))
        )

    @property
    def forgets(self) -> bool:
        """Whether any of it had too many states to remember."""
        return any(flow.forgets for _, flow in self.parts)


Coming = dict[str, list[tuple[float, "Begun | None"]]]
"""Office → (cases a year, what begins or records them; None: all their facts are drawn)."""


def demand_of(model: Model) -> Mapping[str, Mapping[str, Demand]]:
    """Process → office → its cases of a year, in the order in which offices are met."""
    found: dict[str, dict[str, Demand]] = {id_: {} for id_ in model.processes}
    coming: dict[str, Coming] = {
        id_: _arriving(model, process) for id_, process in model.processes.items()
    }
    for circle in _callers_first(model):
        _follow(model, circle, coming, found)
    return found


def endless_circles(model: Model) -> tuple[tuple[str, ...], ...]:
    """The processes that start one another without end: a generation of their cases is, on average,
    no smaller than the one long before it."""
    circles = list(_callers_first(model))
    if not any(_goes_round(model, circle) for circle in circles):
        return ()
    found: dict[str, dict[str, Demand]] = {id_: {} for id_ in model.processes}
    coming = {id_: _arriving(model, process) for id_, process in model.processes.items()}
    endless = []
    for circle in circles:
        sizes = _follow(model, circle, coming, found)
        if len(sizes) == _TURNS and sizes[-1] >= sizes[_TURNS // 2] * _AS_MANY:
            endless.append(circle)
    return tuple(endless)


def _follow(
    model: Model,
    circle: tuple[str, ...],
    coming: dict[str, Coming],
    found: dict[str, dict[str, Demand]],
) -> list[float]:
    """Add the cases of a circle of processes to `found`, one generation after the other, and what
    they begin to `coming`; the size of each generation that they begin in the circle."""
    flows = {id_: Flows(model, model.processes[id_]) for id_ in circle}
    sizes: list[float] = []
    while len(sizes) < _TURNS:
        for id_ in circle:
            taken, coming[id_] = coming[id_], {}
            for office, sources in taken.items():
                demand = found[id_].setdefault(office, Demand())
                for volume, flow in flows[id_].of(office, sources):
                    demand.parts.append((volume, flow))
                    _send_on(model, office, volume, flow.begun, coming)
        volumes = [
            volume for id_ in circle for sources in coming[id_].values() for volume, _ in sources
        ]
        if not any(volume > _NOTHING for volume in volumes):
            break
        sizes.append(math.fsum(volumes))
        if sizes[-1] > _TOO_MANY:
            return [*sizes, *([math.inf] * (_TURNS - len(sizes)))]
    return sizes


def _arriving(model: Model, process: Process) -> Coming:
    """The cases that arrive; those that were recorded with facts bring them along."""
    coming: Coming = {}
    for arrivals in process.arrivals:
        for office in origins_of(arrivals):
            volume = volume_of(model, arrivals, model.offices[office])
            if volume > 0:
                begun: Begun | None = None
                if isinstance(arrivals, RecordedArrivals) and arrivals.facts:
                    begun = _recorded(model, process, arrivals, office)
                coming.setdefault(office, []).append((volume, begun))
    return coming


def _recorded(model: Model, process: Process, arrivals: RecordedArrivals, office: str) -> Begun:
    """The recorded cases of an office within the reported window, all of the same weight."""
    begin, end = reported(model.window)
    instants, facts = arrivals.of(office)
    those = (begin <= instants) & (instants < end)
    passed = {name: column[those] for name, column in facts.items()}
    count = int(those.sum())
    return Begun("", process.id, "origin", 1.0, passed, np.full(count, 1 / count))


def _callers_first(model: Model) -> Iterator[tuple[str, ...]]:
    """The processes, callers before those they call; circles together, in file order."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(model.processes)
    for id_ in model.processes:
        graph.add_edges_from((id_, child) for child in _begun_by(model, id_))
    order = list(model.processes)
    condensed = nx.condensation(graph)
    for number in nx.topological_sort(condensed):
        yield tuple(sorted(condensed.nodes[number]["members"], key=order.index))


def _begun_by(model: Model, process: str) -> Iterator[str]:
    """The processes that cases of a process call or start."""
    for node in model.processes[process].nodes:
        if isinstance(node, Call):
            yield node.process
        yield from (started.process for started in starts_of(node))


def _goes_round(model: Model, circle: tuple[str, ...]) -> bool:
    return len(circle) > 1 or circle[0] in _begun_by(model, circle[0])


def _send_on(
    model: Model, office: str, volume: float, begun: Iterable[Begun], coming: dict[str, Coming]
) -> None:
    for each in begun:
        place = model.place(each.at, office)
        if place is not None:
            cases = volume * each.count
            sources = coming[each.process].setdefault(place, [])
            sources.append((cases, each if each.passed else None))
