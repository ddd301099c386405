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

from procsim.model.callers import starts_of
from procsim.model.case_flow import Way, case_flow
from procsim.model.elements import Call, First, Task, Wait
from procsim.model.fact_sample import SIZE, sample_facts
from procsim.model.facts_read import asked_of
from procsim.model.volumes import cases_per_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from procsim.model.amounts import Floats
    from procsim.model.case_flow import Begun, CaseFlow
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Process

_MOST_CASES: Final = 16 * SIZE
"""Cases with passed facts that are looked at together."""
_TURNS: Final = 200
_NOTHING: Final = 1e-9
"""Cases a year below which nothing more begins."""


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
        total = self.cases_per_year
        return math.fsum(self.parts[n][0] * each for n, each in of.items()) / total if total else 0

    def visits(self, node: str) -> float:
        """Visits to a node per case."""
        return self.mean({n: flow.visits[node] for n, (_, flow) in enumerate(self.parts)})

    def spent(self, task: str) -> float:
        """What the `cost` of a task comes to per case."""
        return self.mean({n: flow.spent.get(task, 0.0) for n, (_, flow) in enumerate(self.parts)})

    def ways(self, task: str) -> tuple[Way, ...]:
        """The ways in which a task is done, per case; none where it is skipped."""
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
"""Office → (cases a year, what begins them; None: they arrive, or nothing is passed to them)."""


def demand_of(model: Model) -> Mapping[str, Mapping[str, Demand]]:
    """Process → office → its cases of a year, in the order in which offices are met."""
    found: dict[str, dict[str, Demand]] = {id_: {} for id_ in model.processes}
    coming: dict[str, Coming] = {
        id_: {office: [(volume, None)] for office, volume in cases_per_year(model, process).items()}
        for id_, process in model.processes.items()
    }
    for circle in _callers_first(model):
        flows = {id_: _Flows(model, model.processes[id_]) for id_ in circle}
        for _ in range(_TURNS):
            begun = False
            for id_ in circle:
                taken, coming[id_] = coming[id_], {}
                for office, sources in taken.items():
                    demand = found[id_].setdefault(office, Demand())
                    for volume, flow in flows[id_].of(office, sources):
                        demand.parts.append((volume, flow))
                        _send_on(model, office, volume, flow.begun, coming)
            begun = any(
                volume > _NOTHING
                for id_ in circle
                for sources in coming[id_].values()
                for volume, _ in sources
            )
            if not begun:
                break
    return found


def _callers_first(model: Model) -> Iterator[tuple[str, ...]]:
    """The processes, callers before those they call; circles together, in file order."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(model.processes)
    for id_, process in model.processes.items():
        for node in process.nodes:
            called = [node.process] if isinstance(node, Call) else []
            called += [started.process for started in starts_of(node)]
            graph.add_edges_from((id_, child) for child in called)
    order = list(model.processes)
    condensed = nx.condensation(graph)
    for number in nx.topological_sort(condensed):
        yield tuple(sorted(condensed.nodes[number]["members"], key=order.index))


def _send_on(
    model: Model, office: str, volume: float, begun: Iterable[Begun], coming: dict[str, Coming]
) -> None:
    for each in begun:
        place = model.place(each.at, office)
        if place is not None:
            cases = volume * each.count
            sources = coming[each.process].setdefault(place, [])
            sources.append((cases, each if each.passed else None))


class _Flows:
    """The flows of cases of one process; offices whose cases move alike share one."""

    def __init__(self, model: Model, process: Process) -> None:
        self._model = model
        self._process = process
        self._asked = asked_of(model, process)
        self._known: dict[tuple[object, ...], CaseFlow] = {}

    def of(
        self, office: str, sources: list[tuple[float, Begun | None]]
    ) -> Iterator[tuple[float, CaseFlow]]:
        """(cases a year, flow) of the cases of an office: of those with drawn facts, and of those
        with passed ones."""
        plain = math.fsum(volume for volume, begun in sources if begun is None)
        if plain > 0:
            yield plain, self._plain(office)
        given = [(volume, begun) for volume, begun in sources if begun is not None]
        if given:
            volume = math.fsum(volume for volume, _ in given)
            if self._asked:
                columns, weights = self._passed(office, given)
                origin = self._model.offices[office]
                yield volume, case_flow(self._model, self._process, origin, columns, weights)
            else:
                yield volume, self._plain(office)

    def _plain(self, office: str) -> CaseFlow:
        origin = self._model.offices[office]
        alike = self._alike(origin)
        known = self._known.get(alike)
        if known is None:
            columns: Mapping[str, Floats] = {}
            if self._asked:
                columns = sample_facts(self._model, self._process, office)
            size = SIZE if columns else 1
            weights = np.full(size, 1 / size)
            known = case_flow(self._model, self._process, origin, columns, weights)
            self._known[alike] = known
        return known

    def _alike(self, origin: Office) -> tuple[object, ...]:
        """What the flow of cases of an office follows from: equal, if their flows are."""
        found: list[object] = [
            origin.id if "origin" in self._asked else "",
            origin.tier if "tier" in self._asked else "",
        ]
        found += [id(fact.drawn.of(origin)) for fact in self._process.data.values()]
        found += [flow.share.of(origin) for flow in self._process.flows if flow.share is not None]
        for node in self._process.nodes:
            if isinstance(node, Task | Wait | Call):
                at = node.at.of(origin)
                missing = at is None or self._model.place(at, origin.id) is None
                found.append((at == "skip", missing, at if isinstance(node, Call) else ""))
            if isinstance(node, Task):
                found.append(id(node.time.of(origin)))
            if isinstance(node, First):
                # A wait of a race is judged by the hours of the office.
                found.append(origin.id)
        return tuple(found)

    def _passed(
        self, office: str, given: list[tuple[float, Begun]]
    ) -> tuple[Mapping[str, Floats], Floats]:
        """The facts of cases that got some from others, and their weights."""
        total = math.fsum(volume for volume, _ in given)
        parts = []
        for volume, begun in given:
            size = begun.weights.size if begun.weights.size > 1 else SIZE
            weights = np.broadcast_to(begun.weights * begun.weights.size / size, (size,))
            passed = {name: np.broadcast_to(each, (size,)) for name, each in begun.passed.items()}
            chosen = _thinned(weights, max(SIZE, _MOST_CASES // len(given)))
            passed = {name: column[chosen] for name, column in passed.items()}
            columns = sample_facts(
                self._model, self._process, office, size=chosen.size, passed=passed
            )
            kept = weights[chosen]
            parts.append((columns, kept / kept.sum() * (volume / total)))
        joined = {
            name: np.concatenate([columns[name] for columns, _ in parts]) for name in parts[0][0]
        }
        return joined, np.concatenate([weights for _, weights in parts])


def _thinned(weights: Floats, most: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Places of the cases that are looked at: those of some weight, evenly thinned if too many."""
    some = np.flatnonzero(weights > 0)
    return some[:: max(1, -(-some.size // most))]
