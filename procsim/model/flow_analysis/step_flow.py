"""What a step asks of whom, per case of an office: hours by queue, money."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procsim.model.capacity import Queue, hourly_cost
from procsim.model.flow_analysis.batches import setup_hours
from procsim.model.performers import own_queues, seats_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.elements import Task
    from procsim.model.flow_analysis.case_flow import Way
    from procsim.model.flow_analysis.demand import Demand
    from procsim.model.model import Model
    from procsim.model.process import Process


@dataclass(frozen=True, slots=True)
class QueuePart:
    """What a step asks of one queue, per case: pieces of work, and hours of it."""

    queue: Queue
    activities: float
    hours: float


@dataclass(frozen=True, slots=True)
class StepFlow:
    """A step for one case, on average: how often it is done and the hours of work it takes.

    A skipped step is done 0 times. Hours of a step done by a system are 0; those of a team are of
    all its members. `parts` is empty where the flow averages several origins.
    """

    step: str
    visits: float
    hours: float
    cost: float
    parts: tuple[QueuePart, ...]
    is_estimate: bool


class Rates:
    """Hourly costs, each worked out once; a cache is its only state."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: dict[Queue, float] = {}

    def of(self, queue: Queue) -> float:
        """Cost of an hour of work in a queue."""
        if queue not in self._known:
            self._known[queue] = hourly_cost(self._model, *queue)
        return self._known[queue]


def step_flows(
    model: Model,
    process: Process,
    demand: Mapping[str, Demand],
    rates: Rates,
    estimated: frozenset[str],
) -> Mapping[str, Mapping[str, StepFlow]]:
    """Office → task → its flow."""
    found: dict[str, dict[str, StepFlow]] = {office: {} for office in demand}
    for task in process.tasks:
        ways = {office: each.ways(task.id) for office, each in demand.items()}
        queues = {office: own_queues(model, task, office) for office in demand}
        setups = _setups(model, process, task, demand, ways, queues)
        unsure = task.id in estimated or bool(setups)
        for office, each in demand.items():
            parts = _parts(model, task, office, ways[office], queues[office], setups)
            hours = math.fsum(part.hours for part in parts)
            paid = _paid(model, task, ways[office], each.spent(task.id))
            cost = math.fsum(part.hours * rates.of(part.queue) for part in parts) + paid
            visits = math.fsum(way.visits for way in ways[office])
            found[office][task.id] = StepFlow(task.id, visits, hours, cost, parts, unsure)
    return found


def _parts(
    model: Model,
    task: Task,
    office: str,
    ways: tuple[Way, ...],
    queues: tuple[Queue, ...],
    setups: Mapping[str, float],
) -> tuple[QueuePart, ...]:
    """What is asked of each queue: of the levels of a delegation, or of every seat of a team."""
    if not queues or not ways:
        return ()
    if task.team is not None:
        (way,) = ways
        seats = seats_of(model, task.team, office)
        return tuple(QueuePart(seat, way.activities, way.hours) for seat in seats)
    return tuple(
        QueuePart(queue, way.activities, way.hours + way.activities * setups.get(queue[1], 0.0))
        for queue, way in zip(queues, ways, strict=True)
    )


def _paid(model: Model, task: Task, ways: tuple[Way, ...], spent: float) -> float:
    """Fixed cost and cost by facts."""
    if task.fixed_cost is None:
        return spent
    each = model.in_reporting_currency(task.fixed_cost.amount, task.fixed_cost.currency)
    return math.fsum(way.activities for way in ways) * each + spent


def _setups(
    model: Model,
    process: Process,
    task: Task,
    demand: Mapping[str, Demand],
    ways: Mapping[str, tuple[Way, ...]],
    queues: Mapping[str, tuple[Queue, ...]],
) -> Mapping[str, float]:
    """Place → hours of set-up that fall to one activity, on average; none without set-up."""
    if task.batch is None or task.batch.setup is None:
        return {}
    yearly: dict[str, dict[float, float]] = {}
    for office, each in demand.items():
        for (_, place), way in zip(queues[office], ways[office], strict=False):
            here = yearly.setdefault(place, {})
            for value, count in way.by_value.items():
                here[value] = here.get(value, 0.0) + each.cases_per_year * count
    return {
        place: setup_hours(model, process, task, place, counts.values())
        for place, counts in yearly.items()
    }
