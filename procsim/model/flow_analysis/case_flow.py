"""What the cases of one office come to on average: visits, work, money, further cases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.model.amounts import means_of, names_of, values_of
from procsim.model.callers import starts_of
from procsim.model.choices import values_by
from procsim.model.distributions.discrete import Constant, Poisson
from procsim.model.elements import Call
from procsim.model.flow_analysis.courses import course_of
from procsim.model.knowledge import level_of
from procsim.units import HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procsim.model.amounts import Amount, Floats
    from procsim.model.elements import Task
    from procsim.model.expressions import Expression
    from procsim.model.flow_analysis.courses import Course
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Process

_DRAWS: Final = 4096
"""Quantiles that stand for the draws of a whole number."""
_FEW: Final = 64
"""Quantiles where the number depends on the facts of the case, too."""


@dataclass(frozen=True, slots=True)
class Way:
    """A task done by one level of a delegation (0 where there is none), per case: visits in which
    it is done, activities (repetitions count), hours of one member without set-up, and activities
    by the value of the fact that its batches are by."""

    visits: float
    activities: float
    hours: float
    by_value: Mapping[float, float]


@dataclass(frozen=True, slots=True)
class Begun:
    """Cases of another process that begin at a node: how many per case, at which placement, and
    their passed facts in cases of these weights (none passed: {})."""

    node: str
    process: str
    at: str
    count: float
    passed: Mapping[str, Floats]
    weights: Floats


@dataclass(frozen=True, slots=True)
class CaseFlow:
    """Per case on average. `ways` by task, and the money of its `cost`; skipped tasks have none."""

    visits: Mapping[str, float]
    ways: Mapping[str, tuple[Way, ...]]
    spent: Mapping[str, float]
    begun: tuple[Begun, ...]
    forgets: bool


def case_flow(
    model: Model, process: Process, origin: Office, columns: Mapping[str, Floats], weights: Floats
) -> CaseFlow:
    """The flow of cases with these facts and weights (which add up to 1)."""
    learnt = [task.id for task in process.tasks if task.again != 1]
    course = course_of(model, process, origin, columns, weights.size, learnt)
    mean = _Mean(course, weights)
    visits = {node.id: mean.visits(node.id) for node in process.nodes}
    ways: dict[str, tuple[Way, ...]] = {}
    spent: dict[str, float] = {}
    for task in process.tasks:
        if not course.steps.is_skipped(task):
            ways[task.id] = tuple(_ways(model, process, origin, task, mean))
            spent[task.id] = _spent(task, mean, columns)
    begun = tuple(_begun(process, origin, mean))
    return CaseFlow(visits, ways, spent, begun, course.forgets)


class _Mean:
    """Averages over cases by their weights."""

    def __init__(self, course: Course, weights: Floats) -> None:
        self.course = course
        self.weights = weights
        count = course.visits.shape[0]
        self._by_group = np.bincount(course.group, weights, count)

    def visits(self, node: str) -> float:
        """Visits to a node."""
        places = list(self.course.at.get(node, ()))
        return float(self._by_group @ self.course.visits[:, places].sum(axis=1))

    def later(self, node: str) -> float:
        """Visits that are not the first (0 where nobody asked)."""
        first = self.course.first.get(node)
        if first is None:
            return 0.0
        places = list(self.course.at.get(node, ()))
        return self.visits(node) - float(self._by_group @ first[:, places].sum(axis=1))

    def by_state(self, node: str) -> Iterator[tuple[Mapping[str, Floats], Floats, Floats]]:
        """For each state of a node the facts as changed, and visits case by case: all, and those
        that are not the first (none where nobody asked)."""
        course = self.course
        first = course.first.get(node)
        for place in course.at.get(node, ()):
            visits = course.visits[:, place]
            later = np.zeros_like(visits) if first is None else visits - first[:, place]
            facts = course.steps.columns(course.states[place][1])
            yield facts, visits[course.group], later[course.group]


def _ways(model: Model, process: Process, origin: Office, task: Task, mean: _Mean) -> Iterator[Way]:
    """The levels of a task's delegation, or its one way."""
    time = task.time.of(origin)
    levels = 1
    if task.performer.by is not None:
        delegation = model.delegations[task.performer.by]
        levels, values = len(delegation.levels), values_by(model, process, delegation)
    if not _asks_facts(task):
        yield _plain_way(task, time, mean)
        return
    sums = np.zeros((levels, 3))
    by_value: list[dict[float, float]] = [{} for _ in range(levels)]
    for facts, visits, later in mean.by_state(task.id):
        size = mean.weights.size
        counts, some = _counts(task, facts, size)
        each = np.zeros(1) if time is None else means_of(time, facts) / HOUR
        effort = (visits - (1 - task.again) * later) * counts * each
        level = np.zeros(size, dtype=np.int64)
        if task.performer.by is not None:
            level = np.broadcast_to(level_of(delegation, facts, values), (size,))
        weighed = np.stack([visits * some, visits * counts, effort + np.zeros(size)])
        weighed = np.where(weighed == 0, 0.0, weighed) * mean.weights
        for number in range(levels):
            those = level == number
            sums[number] += weighed[:, those].sum(axis=1)
            _add_values(by_value[number], task, facts, weighed[1], those)
    for (visited, activities, hours), values_of_way in zip(sums.tolist(), by_value, strict=True):
        yield Way(visited, activities, hours, values_of_way)


def _asks_facts(task: Task) -> bool:
    """Whether who does a task, how often, or how long it takes follows from the facts of a case."""
    times = None if task.repeat is None else task.repeat.times
    by = None if task.batch is None else task.batch.by
    return bool(
        task.performer.by is not None or by is not None or names_of(*task.time.values(), times)
    )


def _plain_way(task: Task, time: Amount | None, mean: _Mean) -> Way:
    """A task whose work is the same for all cases."""
    counts, some = _counts(task, {}, 1)
    each = 0.0 if time is None else float(means_of(time, {})[0]) / HOUR
    visits, later = mean.visits(task.id), mean.later(task.id)
    activities = visits * float(counts[0])
    hours = (visits - (1 - task.again) * later) * float(counts[0]) * each
    return Way(visits * float(some[0]), activities, hours, {0.0: activities})


def _add_values(
    found: dict[float, float], task: Task, facts: Mapping[str, Floats], done: Floats, those: Floats
) -> None:
    """Activities by the value of the fact that batches are by; 0 where they are by none."""
    if task.batch is None:
        return
    by = task.batch.by
    values = np.zeros(1) if by is None else facts[by]
    values = np.broadcast_to(values, done.shape)[those]
    names, inverse = np.unique(values, return_inverse=True)
    for value, total in zip(
        names.tolist(), np.bincount(inverse.reshape(-1), done[those]).tolist(), strict=True
    ):
        found[value] = found.get(value, 0.0) + total


def _counts(task: Task, facts: Mapping[str, Floats], size: int) -> tuple[Floats, Floats]:
    """How often a task is done in a visit, and whether at all, on average for each case."""
    if task.repeat is None:
        return np.ones(1), np.ones(1)
    return whole_numbers(task.repeat.times, facts, size)


def whole_numbers(amount: Amount, facts: Mapping[str, Floats], size: int) -> tuple[Floats, Floats]:
    """The mean of an amount rounded to a whole number ≥ 0, and the chance that it is not 0, for
    each of `size` cases (or one value for all)."""
    if isinstance(amount, Poisson):
        return np.full(1, amount.mean), np.full(1, -math.expm1(-amount.mean))
    if not names_of(amount):
        drawn = np.maximum(0.0, np.rint(values_of(amount, _middles(_DRAWS), {})))
        return np.full(1, drawn.mean()), np.full(1, np.mean(drawn > 0))
    total, some = np.zeros(size), np.zeros(size)
    for u in _middles(_FEW).tolist():
        drawn = np.maximum(0.0, np.rint(values_of(amount, np.full(size, u), facts)))
        total += drawn
        some += drawn > 0
    return total / _FEW, some / _FEW


def _middles(count: int) -> Floats:
    return (np.arange(count) + 0.5) / count


def _spent(task: Task, mean: _Mean, drawn: Mapping[str, Floats]) -> float:
    """What its `cost` comes to: each activity's, by the facts of the case as they were drawn."""
    if task.cost is None:
        return 0.0
    total = 0.0
    for facts, visits, _ in mean.by_state(task.id):
        counts, _some = _counts(task, facts, mean.weights.size)
        total += float(np.sum(means_of(task.cost, drawn) * visits * counts * mean.weights))
    return total


def _begun(process: Process, origin: Office, mean: _Mean) -> Iterator[Begun]:
    """What a case calls and starts, node by node."""
    for node in process.nodes:
        sites: list[tuple[str, str, Amount, Mapping[str, Expression]]] = []
        if isinstance(node, Call):
            at = node.at.of(origin)
            if at is not None and at != "skip":
                sites.append((node.process, at, Constant(1.0), node.passes))
        elif not mean.course.steps.is_skipped(node):
            sites += [(each.process, "origin", each.count, each.passes) for each in starts_of(node)]
        for site in sites:
            yield from _begun_at(node.id, *site, mean)


def _begun_at(
    node: str,
    process: str,
    at: str,
    count: Amount,
    passes: Mapping[str, Expression],
    mean: _Mean,
) -> Iterator[Begun]:
    for facts, visits, _ in mean.by_state(node):
        size = mean.weights.size
        many, _some = whole_numbers(count, facts, size)
        weights = visits * many * mean.weights
        total = float(weights.sum())
        if total > 0:
            passed = {
                name: np.broadcast_to(each.evaluate(facts), (size,))
                for name, each in passes.items()
            }
            yield Begun(node, process, at, total, passed, weights / total)
