"""Does a run agree with what is known without it: conservation, capacity, Little, flow analysis?

A check compares the mean over replications with its expected value. It holds if they differ by less
than Student's limit at a level that a right program misses once in 16,000 checks (4 standard errors
with many replications), or by the tolerance stated. Checks are printed, passed or not; what has no
value (no cases, unfinished ones, an unstable pool) is not checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.analysis.kpis import ALL
from procsim.model.elements import Task
from procsim.units import DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.estimates import Estimates
    from procsim.analysis.yardstick import Yardstick

    Values = NDArray[np.float64]

_SURE: Final = 1 - 3.2e-5
"""One-sided level of a check's limit: 4 standard errors of a normal, more with few replications."""
_LITTLE: Final = 0.05
"""Little's law holds exactly in the long run; a window has edges."""
_ROUNDING: Final = 1e-9

Positions = dict[tuple[str, ...], int]
"""(process, scope, id, kpi, statistic) → position of the key."""


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of a run with theory."""

    name: str
    subject: str
    expected: float
    found: float
    error: float
    """Standard error of what was found (0 where it does not vary)."""
    holds: bool
    note: str
    is_judged: bool = True
    """False where there is nothing exact to hold the run against; `holds` is then True."""
    allowed: float = 0.0
    """How far what was found may lie from what is expected."""


def checks(yardstick: Yardstick, estimates: Estimates) -> tuple[Check, ...]:
    """All checks of one scenario."""
    at: Positions = {key[:5]: n for n, key in enumerate(estimates.keys)}
    found: list[Check] = []
    for process in yardstick.model.processes:
        found.append(_conservation(estimates, at, process))
        found.extend(_little(yardstick, estimates, at, process))
        found.extend(_flow(yardstick, estimates, at, process))
    return (*found, *_capacity(yardstick, estimates, at))


def _column(estimates: Estimates, at: Positions, *key: str) -> Values:
    """The values of the replications that have one."""
    values = np.asarray(estimates.values[:, at[key]], dtype=np.float64)
    return values[~np.isnan(values)]


def _conservation(estimates: Estimates, at: Positions, process: str) -> Check:
    arrived, ended, unfinished = (
        _column(estimates, at, process, "process", process, f"cases_{what}", "total")
        for what in ("arrived", "ended", "unfinished")
    )
    lost = float(np.abs(arrived - ended - unfinished).max(initial=0.0))
    note = "cases arrived − ended − unfinished"
    return Check("conservation", process, 0.0, lost, 0.0, lost == 0, note)


def _capacity(yardstick: Yardstick, estimates: Estimates, at: Positions) -> list[Check]:
    """Nobody works more than the time they are there: the busiest pool of any replication."""
    busiest = [
        (float(used.max()), pool)
        for pool in yardstick.crews.ids
        if (used := _column(estimates, at, ALL, "pool", pool, "utilisation", "mean")).size
    ]
    if not busiest:
        return []
    most, pool = max(busiest)
    note = "highest utilisation of any replication; at most 1"
    return [Check("capacity", pool, 1.0, most, 0.0, most <= 1 + _ROUNDING, note)]


def _little(yardstick: Yardstick, estimates: Estimates, at: Positions, process: str) -> list[Check]:
    start, end = yardstick.plan.window
    arrived, time, progress = (
        _column(estimates, at, process, "process", process, *what)
        for what in (("cases_arrived", "total"), ("cycle_time", "mean"), ("in_progress", "mean"))
    )
    if not arrived.size == time.size == progress.size or arrived.mean() == 0:
        return []
    expected = float((arrived * time).mean() / ((end - start) / DAY))
    difference = progress - arrived * time / ((end - start) / DAY)
    error = _error(difference)
    found = float(progress.mean())
    allowed = max(_limit(arrived.size) * error, _LITTLE * expected)
    holds = abs(found - expected) <= allowed
    note = f"cases in progress = arrivals × cycle time, ±{_LITTLE:.0%} for the window's edges"
    return [Check("Little's law", process, expected, found, error, holds, note, allowed=allowed)]


def _flow(yardstick: Yardstick, estimates: Estimates, at: Positions, process: str) -> list[Check]:
    flow = yardstick.flow.processes[process]
    found = []
    for element in yardstick.model.processes[process].nodes:
        if not isinstance(element, Task) or element.id not in flow.steps:
            continue
        visits = _column(estimates, at, process, "step", element.id, "visits", "mean")
        expected = flow.steps[element.id]
        if visits.size:
            subject = f"{process}.{element.id}"
            found.append(_close("visits", subject, expected.visits, visits, expected.is_estimate))
    work = _column(estimates, at, process, "process", process, "work", "mean")
    if work.size:
        name = "hours of work per case"
        found.append(_close(name, process, flow.hours, work, flow.is_estimate))
    return found


def _close(name: str, subject: str, expected: float, values: Values, is_estimate: bool) -> Check:
    found, error = float(values.mean()), _error(values)
    limit = _limit(values.size)
    allowed = max(limit * error, _ROUNDING * max(1.0, abs(expected)))
    holds = abs(found - expected) <= allowed
    if is_estimate or values.size < 2:
        why = "flow analysis is an estimate here" if is_estimate else "one replication"
        note = f"{why}: not judged"
        return Check(name, subject, expected, found, error, True, note, is_judged=False)
    note = f"flow analysis; {limit:.1f} standard errors allowed"
    return Check(name, subject, expected, found, error, holds, note, allowed=allowed)


def _error(values: Values) -> float:
    return float(values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else 0.0


def _limit(replications: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(replications - 1, _SURE)) if replications > 1 else 0.0
