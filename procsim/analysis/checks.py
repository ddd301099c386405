"""Does a run agree with what is known without it? Conservation, Little's law, flow analysis.

A check compares the mean over replications with its expected value. It holds if they differ by less
than Student's limit at a level that a right program misses once in 16,000 checks (4 standard errors
with many replications), or by the tolerance stated. Checks are printed, passed or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.model.process import Task
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


def checks(yardstick: Yardstick, estimates: Estimates) -> tuple[Check, ...]:
    """All checks of one scenario."""
    at: dict[tuple[str, ...], int] = {key[:5]: n for n, key in enumerate(estimates.keys)}
    found: list[Check] = []
    for process in yardstick.model.processes:
        found.append(_conservation(estimates, at, process))
        found.extend(_little(yardstick, estimates, at, process))
        found.extend(_flow(yardstick, estimates, at, process))
    return tuple(found)


def _column(estimates: Estimates, at: dict[tuple[str, ...], int], *key: str) -> Values:
    return np.asarray(estimates.values[:, at[key]], dtype=np.float64)


def _conservation(estimates: Estimates, at: dict[tuple[str, ...], int], process: str) -> Check:
    arrived, ended, unfinished = (
        _column(estimates, at, process, "process", process, f"cases_{what}", "total")
        for what in ("arrived", "ended", "unfinished")
    )
    lost = float(np.abs(arrived - ended - unfinished).max())
    return Check(
        "conservation", process, 0.0, lost, 0.0, lost == 0, "cases arrived − ended − unfinished"
    )


def _little(
    yardstick: Yardstick, estimates: Estimates, at: dict[tuple[str, ...], int], process: str
) -> list[Check]:
    start, end = yardstick.plan.window
    arrived = _column(estimates, at, process, "process", process, "cases_arrived", "total")
    time = _column(estimates, at, process, "process", process, "cycle_time", "mean")
    progress = _column(estimates, at, process, "process", process, "in_progress", "mean")
    if np.isnan(time).any() or arrived.mean() == 0:
        return []
    expected = float((arrived * time).mean() / ((end - start) / DAY))
    difference = progress - arrived * time / ((end - start) / DAY)
    error = _error(difference)
    found = float(progress.mean())
    holds = abs(found - expected) <= max(_limit(arrived.size) * error, _LITTLE * expected)
    note = f"cases in progress = arrivals × cycle time, ±{_LITTLE:.0%} for the window's edges"
    return [Check("Little's law", process, expected, found, error, holds, note)]


def _flow(
    yardstick: Yardstick, estimates: Estimates, at: dict[tuple[str, ...], int], process: str
) -> list[Check]:
    flow = yardstick.flow.processes[process]
    found = []
    for element in yardstick.model.processes[process].nodes:
        if not isinstance(element, Task) or element.id not in flow.steps:
            continue
        visits = _column(estimates, at, process, "step", element.id, "visits", "mean")
        expected = flow.steps[element.id].visits
        found.append(_close("visits", f"{process}.{element.id}", expected, visits))
    work = _column(estimates, at, process, "process", process, "work", "mean")
    if not np.isnan(work).any():
        check = _close("hours of work per case", process, flow.hours, work)
        found.append(
            check
            if not flow.is_estimate
            else Check(*_fields(check)[:5], True, "flow analysis is an estimate here: not judged")
        )
    return found


def _fields(check: Check) -> tuple[str, str, float, float, float]:
    return check.name, check.subject, check.expected, check.found, check.error


def _close(name: str, subject: str, expected: float, values: Values) -> Check:
    found, error = float(values.mean()), _error(values)
    holds = abs(found - expected) <= max(_limit(values.size) * error, 1e-9 * max(1.0, abs(expected)))
    note = f"flow analysis; {_limit(values.size):.1f} standard errors allowed"
    if values.size < 2:
        return Check(name, subject, expected, found, 0.0, True, "one replication: not judged")
    return Check(name, subject, expected, found, error, holds, note)


def _error(values: Values) -> float:
    return float(values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else 0.0


def _limit(replications: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(replications - 1, _SURE)) if replications > 1 else 0.0
