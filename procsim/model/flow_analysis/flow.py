"""Flow analysis: what the cases ask of the posts, computed before any run.

An absorbing chain gives the expected visits to every step; visits × time are hours of work, hours
× cases a year the load of the posts. Exact but where a result says `is_estimate`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procsim.model.capacity import (
    Queue,
    held_hours,
    line_hours,
    pools,
    queue_groups,
    queues_of,
    shared_by_choice,
    year_of,
)
from procsim.model.flow_analysis.demand import demand_of
from procsim.model.flow_analysis.estimated import estimated_parts
from procsim.model.flow_analysis.step_flow import QueuePart, Rates, StepFlow, step_flows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procsim.model.flow_analysis.demand import Demand
    from procsim.model.model import Model
    from procsim.model.organisation import Post
    from procsim.model.process import Process

__all__ = ["FlowAnalysis", "GroupLoad", "OriginFlow", "ProcessFlow", "QueueLoad", "QueuePart"]
__all__ += ["StepFlow", "analyse", "pool_loads"]


@dataclass(frozen=True, slots=True)
class OriginFlow:
    """One process for the cases of one office, per case on average; cost in the reporting currency.
    `visits` are those of every node, steps or not.

    `is_estimate`: some step is one (see `estimated`), or shares set-up work by a batch size
    that is itself estimated.
    """

    process: str
    origin: str
    cases_per_year: float
    hours: float
    cost: float
    steps: Mapping[str, StepFlow]
    is_estimate: bool
    visits: Mapping[str, float]


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

    `available` is what the posts give to the modelled processes (their hours × share), overtime
    included and vacancies not; `posts_needed` = required / hours of one post that somebody holds,
    without overtime, + Σ (1 − share) × posts of this model (the indicator of that name takes those
    of the baseline): work outside the model stays. `load` is infinite
    where there is work and no capacity. `is_estimate`: some of the work is one, or may be done by
    others than its own queue, or by teams.
    """

    queues: tuple[Queue, ...]
    required: float
    available: float
    load: float
    posts: float
    posts_needed: float
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class FlowAnalysis:
    """Everything known before a run. `groups` are in the order of `queue_groups`."""

    processes: Mapping[str, ProcessFlow]
    queues: Mapping[Queue, QueueLoad]
    groups: tuple[GroupLoad, ...]
    is_estimate: bool


def analyse(model: Model) -> FlowAnalysis:
    """The flow analysis of a model that has passed its rules."""
    rates = Rates(model)
    demand, estimated = demand_of(model), estimated_parts(model)
    processes = {
        id_: _process_flow(model, process, demand[id_], rates, estimated[id_].nodes)
        for id_, process in model.processes.items()
    }
    groups = queue_groups(model)
    queues = _queue_loads(processes, groups)
    unsure = shared_by_choice(model) | {
        part.queue
        for id_, process in processes.items()
        for flow in process.origins.values()
        for step in flow.steps.values()
        if step.is_estimate or estimated[id_].cases
        for part in step.parts
    }
    holders = _holders(model, groups)
    return FlowAnalysis(
        processes=processes,
        queues=queues,
        groups=tuple(_group_load(model, group, queues, posts, unsure) for group, posts in holders),
        is_estimate=any(flow.is_estimate for flow in processes.values()),
    )


def pool_loads(model: Model, flow: FlowAnalysis) -> tuple[GroupLoad, ...]:
    """The load of every pool by itself, in the order of `pools`: an estimate where others may do
    its work, or teams meet."""
    unsure = {queue for group in flow.groups if group.is_estimate for queue in group.queues}
    return tuple(
        _group_load(model, pool, flow.queues, posts, frozenset(unsure))
        for pool, posts in _holders(model, pools(model))
    )


def _process_flow(
    model: Model,
    process: Process,
    demand: Mapping[str, Demand],
    rates: Rates,
    estimated: frozenset[str],
) -> ProcessFlow:
    if any(each.forgets for each in demand.values()):
        estimated = frozenset(process.node)
    steps = step_flows(model, process, demand, rates, estimated)
    origins: dict[str, OriginFlow] = {}
    for id_, each in demand.items():
        hours = math.fsum(step.hours for step in steps[id_].values())
        cost = math.fsum(step.cost for step in steps[id_].values())
        origins[id_] = OriginFlow(
            process=process.id,
            origin=id_,
            cases_per_year=each.cases_per_year,
            hours=hours,
            cost=cost,
            steps=steps[id_],
            is_estimate=any(step.is_estimate for step in steps[id_].values()),
            visits={node.id: each.visits(node.id) for node in process.nodes},
        )
    return _averaged(process, origins)


def _averaged(process: Process, origins: Mapping[str, OriginFlow]) -> ProcessFlow:
    total = math.fsum(flow.cases_per_year for flow in origins.values())
    weights = {id_: flow.cases_per_year / total for id_, flow in origins.items()}
    steps = {
        task.id: StepFlow(
            task.id,
            math.fsum(w * origins[o].steps[task.id].visits for o, w in weights.items()),
            math.fsum(w * origins[o].steps[task.id].hours for o, w in weights.items()),
            math.fsum(w * origins[o].steps[task.id].cost for o, w in weights.items()),
            (),
            any(flow.steps[task.id].is_estimate for flow in origins.values()),
        )
        for task in process.tasks
    }
    hours = math.fsum(step.hours for step in steps.values())
    cost = math.fsum(step.cost for step in steps.values())
    is_estimate = any(step.is_estimate for step in steps.values())
    return ProcessFlow(process.id, total, hours, cost, steps, origins, is_estimate)


def _queue_loads(
    processes: Mapping[str, ProcessFlow], groups: tuple[tuple[Queue, ...], ...]
) -> Mapping[Queue, QueueLoad]:
    """Staffed queues first, in the order of the groups; then those of unlimited roles."""
    group_of = {queue: place for place, group in enumerate(groups) for queue in group}
    activities: dict[Queue, float] = dict.fromkeys(group_of, 0.0)
    hours: dict[Queue, float] = dict.fromkeys(group_of, 0.0)
    for flow in (flow for process in processes.values() for flow in process.origins.values()):
        for part in (part for step in flow.steps.values() for part in step.parts):
            count, work = flow.cases_per_year * part.activities, flow.cases_per_year * part.hours
            activities[part.queue] = activities.get(part.queue, 0.0) + count
            hours[part.queue] = hours.get(part.queue, 0.0) + work
    return {
        queue: QueueLoad(*queue, activities[queue], hours[queue], group_of.get(queue))
        for queue in activities
    }


def _holders(
    model: Model, groups: tuple[tuple[Queue, ...], ...]
) -> list[tuple[tuple[Queue, ...], list[Post]]]:
    """Every group with the posts that serve its queues; a post serves those of one group."""
    group_of = {queue: place for place, group in enumerate(groups) for queue in group}
    posts: list[list[Post]] = [[] for _ in groups]
    for post in model.posts:
        posts[group_of[queues_of(post)[0]]].append(post)
    return list(zip(groups, posts, strict=True))


def _group_load(
    model: Model,
    group: tuple[Queue, ...],
    queues: Mapping[Queue, QueueLoad],
    posts: Sequence[Post],
    unsure: frozenset[Queue],
) -> GroupLoad:
    first, last = year_of(model)
    hours = [line_hours(model, post, first, last) for post in posts]
    held = math.fsum(post.posts for post in posts)
    offered = math.fsum(held_hours(model, post, first, last) for post in posts)
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
        is_estimate=bool(unsure.intersection(group)),
    )
