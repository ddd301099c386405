"""Simple payback: how long the yearly saving takes to bring back the one-off cost."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from procsim.analysis.comparison import Comparison
    from procsim.model.model import Model
    from procsim.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Payback:
    """The one-off cost of a scenario and what it saves a year, in the reporting currency.

    `saved` is the fall of the cost of capacity less the running cost of the change itself, `low`
    and `high` its 95 % interval over replications (NaN with one replication). `one_off` is the mean
    of a cost between `cheapest` and `dearest` (which may be infinite; None: it is known).
    """

    one_off: float
    saved: float
    low: float
    high: float
    cheapest: float | None = None
    dearest: float | None = None

    @property
    def years(self) -> float | None:
        """The simple payback; None where nothing is saved."""
        return simple_payback(self.one_off, self.saved)

    @property
    def shortest(self) -> float | None:
        """The payback at the upper bound of what is saved."""
        return simple_payback(self.one_off, self.high)

    @property
    def longest(self) -> float | None:
        """The payback at the lower bound of what is saved."""
        return simple_payback(self.one_off, self.low)

    @property
    def verdict(self) -> Literal["pays back", "never", "cannot tell", "not tested"]:
        """Whether it pays back, as far as the interval of what is saved can tell."""
        if isnan(self.low):
            return "not tested" if self.saved > 0 else "never"
        if self.low > 0:
            return "pays back"
        return "never" if self.high < 0 or self.low == self.high else "cannot tell"


def simple_payback(one_off: float, saved_per_year: float) -> float | None:
    """Years until the yearly saving has brought back the one-off cost; None if nothing is saved.

    one_off / saved_per_year, both in one currency and at constant prices; without discounting,
    ramp-up or dual running. Source: the usual definition for even yearly cash flows, for example
    Brealey, Myers and Allen, *Principles of Corporate Finance*, chapter on investment criteria.
    """
    return one_off / saved_per_year if saved_per_year > 0 else None


def payback_of(comparison: Comparison, scenario: Scenario) -> Payback | None:
    """The payback of a scenario of a comparison; None without one-off costs, or where the cost of
    capacity cannot be compared."""
    model = comparison.baseline.model
    one_off = _mean_cost(model, scenario, yearly=False)
    cheapest, dearest = _range_of_one_off_cost(model, scenario)
    judged = comparison.of(
        scenario.id,
        process="all",
        scope="process",
        id="all",
        kpi="cost_of_capacity",
        statistic="total",
    )
    if one_off <= 0 or not judged or isnan(judged[0].difference):
        return None
    (effect,) = judged
    running = yearly_cost(model, scenario)
    return Payback(
        one_off,
        saved=-effect.difference - running,
        low=-effect.high - running,
        high=-effect.low - running,
        cheapest=cheapest if cheapest < dearest else None,
        dearest=dearest if cheapest < dearest else None,
    )


def _range_of_one_off_cost(model: Model, scenario: Scenario) -> tuple[float, float]:
    """The least and the most that the one-off costs can be together, in the reporting currency."""
    costs = [each for each in scenario.investments if not each.yearly]
    least, most = (
        sum(model.in_reporting_currency(each.cost.support[end], each.currency) for each in costs)
        for end in (0, 1)
    )
    return least, most


def yearly_cost(model: Model, scenario: Scenario) -> float:
    """What the change itself costs to run a year (mean), in the reporting currency."""
    return _mean_cost(model, scenario, yearly=True)


def _mean_cost(model: Model, scenario: Scenario, *, yearly: bool) -> float:
    """The mean cost of the scenario's investments of one kind, in the reporting currency."""
    return sum(
        model.in_reporting_currency(each.cost.mean, each.currency)
        for each in scenario.investments
        if each.yearly is yearly
    )
