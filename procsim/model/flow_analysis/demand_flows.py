"""The flows of cases of one process, with their facts drawn, recorded or passed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.model.elements import Call, Decision, First, Task, Wait
from procsim.model.facts_read import asked_of
from procsim.model.flow_analysis.case_flow import case_flow
from procsim.model.flow_analysis.fact_sample import SIZE, sample_facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procsim.model.amounts import Floats
    from procsim.model.flow_analysis.case_flow import Begun, CaseFlow
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Process

_MOST_CASES: Final = 16 * SIZE
"""Cases with passed facts that are looked at together."""


Constants = tuple[tuple[str, float], ...]
"""Facts that are passed and the same for all cases, with their values."""


class Flows:
    """The flows of cases of one process; offices whose cases move alike share one."""

    def __init__(self, model: Model, process: Process) -> None:
        self._model = model
        self._process = process
        self._asked = asked_of(model, process)
        self._known = _known_of(model, process, self._asked)

    def of(
        self, office: str, sources: list[tuple[float, Begun | None]]
    ) -> Iterator[tuple[float, CaseFlow]]:
        """(cases a year, flow) of the cases of an office: of those with drawn facts, and of those
        with passed ones."""
        same: dict[Constants, float] = {}
        given: list[tuple[float, Begun]] = []
        for volume, begun in sources:
            constants = () if begun is None or not self._asked else _constants(begun.passed)
            if constants is not None:
                same[constants] = same.get(constants, 0.0) + volume
            elif begun is not None:
                given.append((volume, begun))
        for constants, volume in same.items():
            if volume > 0:
                yield volume, self._drawn(office, constants)
        if given:
            columns, weights = self._passed(office, given)
            origin = self._model.offices[office]
            flow = case_flow(self._model, self._process, origin, columns, weights)
            yield math.fsum(volume for volume, _ in given), flow

    def _drawn(self, office: str, constants: Constants) -> CaseFlow:
        """The flow of cases that draw their facts, but for some that are the same for all."""
        origin = self._model.offices[office]
        alike = (*self._alike(origin), constants)
        known = self._known.get(alike)
        if known is None:
            columns: Mapping[str, Floats] = {}
            if self._asked:
                passed = {name: np.full(SIZE, value) for name, value in constants}
                columns = sample_facts(self._model, self._process, office, passed=passed)
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


def _known_of(
    model: Model, process: Process, asked: frozenset[str]
) -> dict[tuple[object, ...], CaseFlow]:
    """The flows of a process that are known from models which are alike in all that they ask."""
    has_race = any(isinstance(node, First) for node in process.nodes)
    named = {task.performer.by for task in process.tasks}
    named |= {node.by for node in process.nodes if isinstance(node, Decision)}
    beside = (
        model.window,
        asked,
        {id_: each for id_, each in model.delegations.items() if id_ in named},
        model.offices if has_race or asked & {"origin", "tier"} else {},
        model.calendars if has_race else {},
    )
    for other, known in process.known_flows:
        if other == beside:
            return known
    process.known_flows.append((beside, {}))
    return process.known_flows[-1][1]


def _constants(passed: Mapping[str, Floats]) -> Constants | None:
    """Passed facts that are the same for all cases; None where some are not."""
    if any(np.ptp(column) > 0 for column in passed.values()):
        return None
    return tuple((name, float(column[0])) for name, column in passed.items())


def _thinned(weights: Floats, most: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Places of the cases that are looked at: those of some weight, evenly thinned if too many."""
    some = np.flatnonzero(weights > 0)
    return some[:: max(1, -(-some.size // most))]
