"""What is known of AS-IS beside what was simulated, and targets beside what was reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.units import DAY, HOUR

if TYPE_CHECKING:
    from procsim.analysis.comparison import Outcome
    from procsim.analysis.sheet import Key
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


def beside_observed(outcome: Outcome) -> tuple[Beside, ...]:
    """Every observed figure of the model with the simulated one (the mean over its offices)."""
    return tuple(_beside(outcome, figure) for figure in outcome.model.observed)


def targets_reached(outcome: Outcome) -> tuple[Reached, ...]:
    """Every target of the model with what was reached."""
    return tuple(_reached(outcome, target) for target in outcome.model.targets)


def _beside(outcome: Outcome, figure: Observed) -> Beside:
    whole = not figure.scope
    ids = (figure.process,) if whole else figure.offices
    scope = "process" if whole else "office"
    positions = [
        n
        for n, key in enumerate(outcome.estimates.keys)
        if (key.process, key.scope, key.kpi, key.statistic)
        == (figure.process, scope, figure.kpi, figure.statistic)
        and key.id in ids
    ]
    unit = outcome.estimates.keys[positions[0]].unit if positions else figure.unit
    simulated, low, high = (
        float(np.mean(array[positions])) if positions else float("nan")
        for array in (outcome.estimates.mean, outcome.estimates.low, outcome.estimates.high)
    )
    subject = figure.process if whole else f"{figure.process}, {figure.scope}"
    if len(positions) > 1:  # The offices' intervals do not add up to one of their mean.
        low = high = float("nan")
    return Beside(
        subject,
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


def _reached(outcome: Outcome, target: Target) -> Reached:
    kpi = "cycle_time_wd" if target.calendar is not None else target.kpi
    wanted = (target.process, "process", target.process, kpi, target.statistic)
    found = low = high = float("nan")
    unit = target.unit
    for n, key in enumerate(outcome.estimates.keys):
        if key[:5] == wanted:
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


def in_unit(value: float, unit: str) -> float:
    """A value in base units (µs for times) in the unit of a measurement."""
    return {"days": value / DAY, "h": value / HOUR}.get(unit, value)


def key_of(key: Key) -> str:
    """`process.kpi.statistic` of a measurement, as conditions name it."""
    return f"{key.process}.{key.kpi}.{key.statistic}"
