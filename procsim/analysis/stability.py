"""Which pools cannot keep up: said, never averaged.

A group of queues is unstable if its expected load is 100 % or more, or if its backlog grows through
the window: the interval of the slope lies above 0 and a year of it is more than `_GROWTH` of a
year's work. What an unstable group touches has no mean waiting time and is not comparable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from procsim.analysis.estimates import Estimates
    from procsim.analysis.sheet import Key
    from procsim.analysis.yardstick import Yardstick

_GROWTH: Final = 0.05
_TOUCHED_KPIS: Final = ("cycle_time", "waiting", "within_target", "in_progress", "processing_time")


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
    """The unstable pools of a scenario and the measurements they touch, by position of key."""

    pools: tuple[Unstable, ...]
    touched: frozenset[Key]

    @property
    def is_stable(self) -> bool:
        """Whether every pool keeps up."""
        return not self.pools


def stability(yardstick: Yardstick, estimates: Estimates) -> Stability:
    """Judge every pool of a scenario after its replications."""
    found: list[Unstable] = []
    groups: set[int] = set()
    growth = {key.id: n for n, key in enumerate(estimates.keys) if key.kpi == "backlog_growth"}
    crews = yardstick.crews
    for number, pool in enumerate(crews.ids):
        if crews.group[number] < 0:
            continue
        at = growth[pool]
        slope, low, high = (float(a[at]) for a in (estimates.mean, estimates.low, estimates.high))
        yearly = yardstick.activities[crews.group[number]]
        grows = low > 0 and slope * 12 > _GROWTH * yearly
        if crews.load[number] >= 1 or grows:
            found.append(Unstable(pool, float(crews.load[number]), slope, low, high))
            groups.add(int(crews.group[number]))
    return Stability(tuple(found), _touched(yardstick, estimates, groups))


def _touched(yardstick: Yardstick, estimates: Estimates, groups: set[int]) -> frozenset[Key]:
    if not groups:
        return frozenset()
    plan = yardstick.plan
    offices, steps = plan.names.offices, plan.names.steps
    touched: set[tuple[str, str, str]] = set()
    for step, places in enumerate(plan.step_place):
        process, name = steps[step]
        for origin, queue in enumerate(places):
            if queue >= 0 and plan.queue_group[queue] in groups:
                office = offices[origin]
                tier = yardstick.model.offices[office].tier
                touched |= {
                    (process, "process", process),
                    (process, "office", office),
                    (process, "tier", tier),
                    (process, "step", name),
                }
    return frozenset(
        key for key in estimates.keys if key[:3] in touched and key.kpi.startswith(_TOUCHED_KPIS)
    )


def without_touched(estimates: Estimates, stability: Stability) -> Estimates:
    """The estimates with nothing where an unstable pool has a hand in it."""
    if stability.is_stable:
        return estimates
    hidden = np.array([key in stability.touched for key in estimates.keys])
    values = np.where(hidden, np.nan, estimates.values)
    blank = [np.where(hidden, np.nan, a) for a in (estimates.mean, estimates.low, estimates.high)]
    return type(estimates)(estimates.scenario, estimates.keys, values, *blank)
