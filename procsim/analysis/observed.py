"""What is known of AS-IS beside what was simulated, and targets beside what was reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.estimates import moments, student
from procsim.analysis.kpis import MEAN, TOTAL
from procsim.analysis.sheet import over
from procsim.units import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.analysis.comparison import Outcome
    from procsim.analysis.estimates import Estimates
    from procsim.model.model import Observed, Target


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure from outside and the simulated one, in the same unit."""

    subject: str
    kpi: str
    statistic: str
    unit: str
    value: float
    simulated: float
    low: float
    high: float
    fitted: bool
    source: str

    @property
    def ratio(self) -> float:
        """Simulated over observed."""
        return self.simulated / self.value if self.value else float("nan")


@dataclass(frozen=True, slots=True)
class Reached:
    """A target and what a scenario reached; `is_met` None where there is no figure."""

    scenario: str
    process: str
    kpi: str
    statistic: str
    unit: str
    bound: str
    limit: float
    found: float
    low: float
    high: float
    is_met: bool | None

    @property
    def is_sure(self) -> bool:
        """Whether the whole interval of what was found lies on one side of the limit."""
        return self.low == self.high or self.high < self.limit or self.low > self.limit


def beside_observed(outcome: Outcome) -> tuple[Beside, ...]:
    """Every observed figure of the model with the simulated one."""
    return tuple(_beside(outcome, figure) for figure in outcome.model.observed)


def targets_reached(outcome: Outcome) -> tuple[Reached, ...]:
    """Every target of the model with what was reached."""
    return tuple(_reached(outcome, target) for target in outcome.model.targets)


def _beside(outcome: Outcome, figure: Observed) -> Beside:
    scope, ids = _where(outcome, figure)
    unit, (simulated, low, high) = _simulated(outcome.estimates, figure, scope, ids)
    return Beside(
        figure.process if not figure.scope else f"{figure.process}, {figure.scope}",
        figure.kpi,
        figure.statistic,
        unit,
        in_unit(figure.value, unit),
        simulated,
        low,
        high,
        figure.fitted,
        figure.source,
    )


def _where(outcome: Outcome, figure: Observed) -> tuple[str, tuple[str, ...]]:
    """The scope and the ids that a figure is about: the process, a whole tier, or offices."""
    if not figure.scope:
        return "process", (figure.process,)
    offices = outcome.model.offices
    tiers = {offices[office].tier for office in figure.offices}
    every = {id_ for id_, office in offices.items() if office.tier in tiers}
    if len(tiers) == 1 and every == set(figure.offices):
        return "tier", tuple(tiers)
    return "office", figure.offices


def _simulated(
    estimates: Estimates, figure: Observed, scope: str, ids: Sequence[str]
) -> tuple[str, tuple[float, float, float]]:
    """The unit, and mean and interval over replications: totals of several offices are added,
    means weighted by their cases; of quantiles the offices' plain mean is all there is."""
    positions = {key[:5]: n for n, key in enumerate(estimates.keys)}
    kpi = _in_working_days(figure.kpi, figure.unit)
    wanted = [(figure.process, scope, id_, kpi, figure.statistic) for id_ in ids]
    at = [positions[key] for key in wanted if key in positions]
    if len(at) < len(ids):
        return figure.unit, (np.nan, np.nan, np.nan)
    values = estimates.values[:, at]
    if len(at) == 1:
        joined = values[:, 0]
    elif figure.statistic == TOTAL:
        joined = values.sum(axis=1)
    else:
        cases = [positions[figure.process, scope, id_, "cases_arrived", TOTAL] for id_ in ids]
        weights = estimates.values[:, cases]
        weights = weights if figure.statistic == MEAN else (weights > 0).astype(np.float64)
        # An office without cases counts for nothing; one whose value is unknown spoils the mean.
        joined = over(np.where(weights > 0, values * weights, 0.0).sum(axis=1), weights.sum(axis=1))
    mean, error, counted = moments(joined[:, None])
    half = student(counted - 1) * error
    unit = estimates.keys[at[0]].unit
    return unit, (float(mean[0]), float((mean - half)[0]), float((mean + half)[0]))


def _reached(outcome: Outcome, target: Target) -> Reached:
    kpi = _in_working_days(target.kpi, target.unit)
    wanted = (target.process, "process", target.process, kpi, target.statistic)
    found = low = high = float("nan")
    unit = target.unit if target.calendar is None else f"wd {target.calendar}"
    for n, key in enumerate(outcome.estimates.keys):
        # Working days are measured in one calendar for each process.
        if key[:5] == wanted and (target.calendar is None or key.unit == unit):
            unit = key.unit
            found, low, high = (
                float(a[n])
                for a in (outcome.estimates.mean, outcome.estimates.low, outcome.estimates.high)
            )
    limit = target.value if target.calendar is not None else in_unit(target.value, unit)
    met = None
    if not np.isnan(found):
        met = found <= limit if target.bound == "at_most" else found >= limit
    return Reached(
        outcome.id,
        target.process,
        kpi,
        target.statistic,
        unit,
        target.bound,
        limit,
        found,
        low,
        high,
        met,
    )


def _in_working_days(kpi: str, unit: str) -> str:
    """The indicator that a figure is about: a cycle time in working days is one of its own."""
    return "cycle_time_wd" if kpi == "cycle_time" and unit == "wd" else kpi


def in_unit(value: float, unit: str) -> float:
    """A value in base units (µs for times) in the unit of a measurement."""
    return {"days": value / DAY, "h": value / HOUR, "h/year": value / HOUR}.get(unit, value)
