"""Flow analysis: what the cases ask of the posts, computed before any run.

An absorbing chain gives the expected visits to every step (`expected_visits`); visits × time are
hours of work, hours × cases a year the load of the posts. Exact but where a result says
`is_estimate`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procsim.model.batches import place_of_task, setup_hours
from procsim.model.capacity import Queue, hourly_cost, line_hours, queue_groups, queues_of, year_of
from procsim.model.process import All, Task, Terminate
from procsim.model.routing import expected_visits, routing_of
from procsim.model.volumes import cases_per_year
from procsim.units import HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.model import Model
    from procsim.model.process import Process
    from procsim.model.routing import Routing

__all__ = ["FlowAnalysis", "GroupLoad", "OriginFlow", "ProcessFlow", "QueueLoad", "StepFlow"]
__all__ += ["analyse", "expected_visits", "queue_groups"]


@dataclass(frozen=True, slots=True)
class StepFlow:
    """A step for one case, on average: how often it is done and the hours of work it takes.

    A skipped step is done 0 times. Hours of a step done by a system are 0. `queue` is None where
    the step has no queue or the flow averages several origins.
    """

    step: str
    visits: float
    hours: float
    cost: float
    queue: Queue | None


@dataclass(frozen=True, slots=True)
class OriginFlow:
    """One process for the cases of one office, per case on average; cost in the reporting currency.

    `is_estimate`: set-up work is shared by a batch size that is itself estimated, or parallel ways
    may be cut off by a terminate.
    """

    process: str
    origin: str
    cases_per_year: float
    hours: float
    cost: float
    steps: Mapping[str, StepFlow]
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class ProcessFlow:
    """One process, per case on average over its origins by their volumes."""

    process: str
    cases_per_year: float
    hours: float
    cost: float
    steps: Mapping[str, StepFlow]
    origins: Mapping[str, OriginFlow]
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class QueueLoad:
    """What is asked of one role in one office in a year; `group` is None for unlimited roles."""

    role: str
    office: str
    activities: float
    hours: float
    group: int | None


@dataclass(frozen=True, slots=True)
class GroupLoad:
    """Queues that share members: work against capacity, in hours a year.

    `available` is what the posts give to the modelled processes (their hours × share);
    `posts_needed` = required / hours of one post + Σ (1 − share) × posts: work outside the model
    stays. Without overtime. `load` is infinite where there is work and no capacity.
    """

    queues: tuple[Queue, ...]
    required: float
    available: float
    load: float
    posts: float
    posts_needed: float


@dataclass(frozen=True, slots=True)
class FlowAnalysis:
    """Everything known before a run. `groups` are in the order of `queue_groups`."""

    processes: Mapping[str, ProcessFlow]
    queues: Mapping[Queue, QueueLoad]
    groups: tuple[GroupLoad, ...]
    is_estimate: bool


def analyse(model: Model) -> FlowAnalysis:
    """The flow analysis of a model that has passed its rules."""
    rates = _Rates(model)
    processes = {id_: _process_flow(model, each, rates) for id_, each in model.processes.items()}
    groups = queue_groups(model)
    queues = _queue_loads(processes, groups)
    return FlowAnalysis(
        processes=processes,
        queues=queues,
        groups=tuple(_group_load(model, group, queues) for group in groups),
        is_estimate=any(flow.is_estimate for flow in processes.values()),
    )


class _Rates:
    """Hourly costs, each worked out once; a cache is its only state."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: dict[Queue, float] = {}

    def of(self, queue: Queue) -> float:
        if queue not in self._known:
            self._known[queue] = hourly_cost(self._model, *queue)
        return self._known[queue]


def _process_flow(model: Model, process: Process, rates: _Rates) -> ProcessFlow:
    volumes = cases_per_year(model, process)
    solved: dict[Routing, Mapping[str, float]] = {}
    visits: dict[str, Mapping[str, float]] = {}
    for id_ in volumes:
        routing = routing_of(process, model.offices[id_])
        if routing not in solved:
            solved[routing] = expected_visits(process, routing)
        visits[id_] = solved[routing]
    setups = setup_hours(model, process, volumes, visits)
    is_estimate = bool(setups) or _is_cut_off(process)
    origins: dict[str, OriginFlow] = {}
    for id_, volume in volumes.items():
        steps = {
            task.id: _step_flow(model, task, id_, visits[id_][task.id], setups, rates)
            for task in process.tasks
        }
        hours = math.fsum(step.hours for step in steps.values())
        cost = math.fsum(step.cost for step in steps.values())
        origins[id_] = OriginFlow(process.id, id_, volume, hours, cost, steps, is_estimate)
    return _averaged(process, origins, is_estimate)


def _is_cut_off(process: Process) -> bool:
    """Whether a terminate may end a case while other tokens are under way."""
    has_terminate = any(isinstance(node, Terminate) for node in process.nodes)
    return has_terminate and any(
        isinstance(node, All) and len(process.outgoing(node.id)) > 1 for node in process.nodes
    )


def _step_flow(
    model: Model,
    task: Task,
    origin: str,
    visits: float,
    setups: Mapping[tuple[str, str], float],
    rates: _Rates,
) -> StepFlow:
    place = place_of_task(model, task, origin)
    if place is None:
        return StepFlow(task.id, 0.0, 0.0, 0.0, None)
    fixed = 0.0
    if task.fixed_cost is not None:
        paid = task.fixed_cost
        fixed = visits * model.in_reporting_currency(paid.amount, paid.currency)
    time = task.time.of(model.offices[origin])
    if task.role is None or time is None:
        return StepFlow(task.id, visits, 0.0, fixed, None)
    hours = visits * (time.mean / HOUR + setups.get((task.id, place), 0.0))
    queue = (task.role, place)
    return StepFlow(task.id, visits, hours, hours * rates.of(queue) + fixed, queue)


def _averaged(
    process: Process, origins: Mapping[str, OriginFlow], is_estimate: bool
) -> ProcessFlow:
    total = math.fsum(flow.cases_per_year for flow in origins.values())
    weights = {id_: flow.cases_per_year / total for id_, flow in origins.items()}
    steps = {
        task.id: StepFlow(
            task.id,
            math.fsum(w * origins[o].steps[task.id].visits for o, w in weights.items()),
            math.fsum(w * origins[o].steps[task.id].hours for o, w in weights.items()),
            math.fsum(w * origins[o].steps[task.id].cost for o, w in weights.items()),
            None,
        )
        for task in process.tasks
    }
    hours = math.fsum(step.hours for step in steps.values())
    cost = math.fsum(step.cost for step in steps.values())
    return ProcessFlow(process.id, total, hours, cost, steps, origins, is_estimate)


def _queue_loads(
    processes: Mapping[str, ProcessFlow], groups: tuple[tuple[Queue, ...], ...]
) -> Mapping[Queue, QueueLoad]:
    """Staffed queues first, in the order of the groups; then those of unlimited roles."""
    group_of = {queue: place for place, group in enumerate(groups) for queue in group}
    activities: dict[Queue, float] = dict.fromkeys(group_of, 0.0)
    hours: dict[Queue, float] = dict.fromkeys(group_of, 0.0)
    for flow in (flow for process in processes.values() for flow in process.origins.values()):
        for step in flow.steps.values():
            if step.queue is not None:
                count = flow.cases_per_year * step.visits
                activities[step.queue] = activities.get(step.queue, 0.0) + count
                work = flow.cases_per_year * step.hours
                hours[step.queue] = hours.get(step.queue, 0.0) + work
    return {
        queue: QueueLoad(*queue, activities[queue], hours[queue], group_of.get(queue))
        for queue in activities
    }


def _group_load(
    model: Model, group: tuple[Queue, ...], queues: Mapping[Queue, QueueLoad]
) -> GroupLoad:
    first, last = year_of(model)
    members = frozenset(group)
    posts = [post for post in model.posts if members.intersection(queues_of(post))]
    hours = [line_hours(model, post, first, last) for post in posts]
    held = math.fsum(post.posts for post in posts)
    offered = math.fsum(hours)
    available = math.fsum(post.share * h for post, h in zip(posts, hours, strict=True))
    required = math.fsum(queues[queue].hours for queue in group)
    outside = math.fsum((1 - post.share) * post.posts for post in posts)
    idle = 0.0 if required == 0 else math.inf
    return GroupLoad(
        queues=group,
        required=required,
        available=available,
        load=required / available if available > 0 else idle,
        posts=held,
        posts_needed=(required / (offered / held) if offered > 0 else idle) + outside,
    )
