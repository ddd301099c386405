"""Which pools cannot keep up: said, never averaged.

A group of queues is unstable if its expected load is 100 % or more, or if its backlog grows through
the window: its slope is surely above 0 (Student's test over replications, adjusted by Holm over all
pools, at 5 %) and a year of it is more than 5 % of a year's activities. (The second finds what a
load cannot: too few people for one of several roles that a group shares. A season that peaks in the
last months fills a queue too; up to 5 % it passes.)

What an unstable group touches is not comparable, and blank: times of the cases that need it, of
their processes and of all steps of these; the work done for these processes, wherever it is done,
for a backlog upstream starves what follows, and work not done is no saving. Costs of capacity and
utilisation stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.analysis.case_groups import segment_ids
from procsim.analysis.estimates import estimate, holm, moments, p_values
from procsim.analysis.kpis import ALL
from procsim.analysis.waiting_lines import queues_needed
from procsim.simulation.plan import Op

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from procsim.analysis.estimates import Estimates
    from procsim.analysis.sheet import Key
    from procsim.analysis.yardstick import Yardstick
    from procsim.simulation.plan import Plan

    Values = NDArray[np.float64]

Subject = tuple[str, str, str]
"""(process, scope, id)."""

_GROWTH: Final = 0.05
_SURE: Final = 0.05
_TIMES: Final = (
    "cycle_time",
    "waiting",
    "within_target",
    "in_progress",
    "processing_time",
    "failure_activities",
)
_WORK: Final = ("work_per_year", "cost_of_work_per_year", "posts_needed", "failure_demand")


@dataclass(frozen=True, slots=True)
class Unstable:
    """A pool that cannot keep up: expected load, and growth of its backlog in cases per month."""

    pool: str
    load: float
    growth: float
    growth_low: float
    growth_high: float


@dataclass(frozen=True, slots=True)
class Stability:
    """The unstable pools of a scenario and the measurements they touch."""

    pools: tuple[Unstable, ...]
    touched: frozenset[Key]

    @property
    def is_stable(self) -> bool:
        """Whether every pool keeps up."""
        return not self.pools


def stability(yardstick: Yardstick, estimates: Estimates) -> Stability:
    """Judge every pool of a scenario after its replications."""
    crews = yardstick.crews
    growth = {key.id: n for n, key in enumerate(estimates.keys) if key.kpi == "backlog_growth"}
    at = [growth[pool] for pool in crews.ids]
    slope, low, high = (a[at] for a in (estimates.mean, estimates.low, estimates.high))
    grows = _grows(estimates.values[:, at])
    found: list[Unstable] = []
    groups: set[int] = set()
    for number, (pool, group) in enumerate(zip(crews.ids, yardstick.group.tolist(), strict=True)):
        if group < 0:
            continue
        much = slope[number] * 12 > _GROWTH * yardstick.activities[group]
        if yardstick.load[number] >= 1 or (grows[number] and much):
            load = float(yardstick.load[number])
            numbers = (float(array[number]) for array in (slope, low, high))
            found.append(Unstable(pool, load, *numbers))
            groups.add(group)
    return Stability(tuple(found), _touched(yardstick, estimates, groups))


def _grows(slopes: Values) -> NDArray[np.bool_]:
    """Whether the mean of each column is surely above 0."""
    mean, error, counts = moments(slopes)
    p = p_values(mean, error, counts)
    return holm(np.where(mean > 0, p / 2, 1 - p / 2)) < _SURE


def _touched(yardstick: Yardstick, estimates: Estimates, groups: set[int]) -> frozenset[Key]:
    if not groups:
        return frozenset()
    origins = _origins(yardstick.plan, groups)
    times = _times_of(yardstick, origins)
    work = _work_of(yardstick, origins)
    return frozenset(
        key
        for key in estimates.keys
        if (key.kpi.startswith(_TIMES) and _at(key) in times)
        or (key.kpi in _WORK and _at(key) in work)
    )


def _at(key: Key) -> Subject:
    return key.process, key.scope, key.id


def _origins(plan: Plan, groups: set[int]) -> set[tuple[int, int]]:
    """(process, office of origin) of the cases that need an unstable group, or call such cases."""
    found = {
        (plan.step_process[step], origin)
        for step, origin, queue in queues_needed(plan)
        if plan.queue_group[queue] in groups
    }
    waiting = True
    while waiting:
        callers = set(_callers(plan, found)) - found
        found |= callers
        waiting = bool(callers)
    return found


def _callers(plan: Plan, called: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """(process, office of origin) of the cases that wait for some others."""
    for made in plan.instructions:
        if made.op == Op.CALL:
            birth = plan.births[made.table]
            for origin, office in enumerate(birth.offices):
                if (birth.process, office) in called:
                    yield plan.step_process[made.step], origin


def _times_of(yardstick: Yardstick, origins: set[tuple[int, int]]) -> set[Subject]:
    names, model = yardstick.plan.names, yardstick.model
    touched: set[Subject] = set()
    for number, origin in origins:
        process, office = names.processes[number], names.offices[origin]
        touched |= {
            (process, "process", process),
            (process, "office", office),
            (process, "tier", model.offices[office].tier),
        }
    processes = {names.processes[number] for number, _ in origins}
    for id_ in processes:
        made = model.processes[id_]
        for segment in made.segments:
            touched |= {(id_, "segment", each) for each in segment_ids(model, made, segment)}
    return touched | {(of, "step", step) for of, step in names.steps if of in processes}


def _work_of(yardstick: Yardstick, origins: set[tuple[int, int]]) -> set[Subject]:
    plan, crews = yardstick.plan, yardstick.crews
    names = plan.names
    queues = {
        queue
        for step, origin, queue in queues_needed(plan)
        if (plan.step_process[step], origin) in origins
    }
    serving = {int(crews.of_queue[queue]) for queue in queues}
    for member, crew in zip(plan.members, crews.of_member.tolist(), strict=True):
        if queues.intersection(member.queues):
            serving.add(crew)
    touched: set[Subject] = {(ALL, "process", ALL)}
    for crew in serving - {-1}:
        office = crews.offices[crew]
        touched |= {
            (ALL, "office", office),
            (ALL, "tier", yardstick.model.offices[office].tier),
            (ALL, "role", crews.roles[crew]),
            (ALL, "pool", crews.ids[crew]),
        }
    for process in {names.processes[number] for number, _ in origins}:
        touched.add((process, "process", process))
        touched |= {(process, "tier", tier) for tier in yardstick.tiers}
        touched |= {(process, "step", step) for of, step in names.steps if of == process}
    return touched


def without_touched(estimates: Estimates, stability: Stability) -> Estimates:
    """The estimates with nothing where an unstable pool has a hand in it."""
    if stability.is_stable:
        return estimates
    hidden = np.array([key in stability.touched for key in estimates.keys])
    values = np.where(hidden, np.nan, estimates.values)
    return estimate(estimates.scenario, estimates.keys, values)
