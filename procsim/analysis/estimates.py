"""Means over replications with their intervals, and paired effects of scenarios on a baseline.

A replication is the unit: cases within one depend on each other, so an interval over cases would be
far too narrow. Effects are differences replication by replication on the same luck; their intervals
are Student's. Where many effects are judged at once, p-values are adjusted by Holm (1979).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from procsim.analysis.sheet import Key

    Values = NDArray[np.float64]

CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Estimates:
    """One scenario's measurements over its replications: `values` has shape (replications, keys).

    Arrays by key: mean and the bounds of its 95 % interval; NaN where a replication has no value,
    and bounds also where there is only one replication.
    """

    scenario: str
    keys: tuple[Key, ...]
    values: Values
    mean: Values
    low: Values
    high: Values

    @property
    def replications(self) -> int:
        """How many replications stand behind each mean."""
        return int(self.values.shape[0])


@dataclass(frozen=True, slots=True)
class Effects:
    """Scenario minus baseline. Arrays by key: the mean difference, its 95 % interval, the p-value
    of no difference, and how many times smaller its variance is than with independent luck."""

    scenario: str
    baseline: str
    keys: tuple[Key, ...]
    before: Values
    after: Values
    difference: Values
    low: Values
    high: Values
    error: Values
    """Standard error of the difference."""
    p: Values
    reduction: Values
    replications: int


def estimate(scenario: str, keys: Sequence[Key], values: Values) -> Estimates:
    """Means and intervals of measurements of shape (replications, keys)."""
    mean, error = _mean_and_error(values)
    half = _quantile(values.shape[0]) * error
    return Estimates(scenario, tuple(keys), values, mean, mean - half, mean + half)


def effects(baseline: Estimates, scenario: Estimates) -> Effects:
    """The effects on every key that both have, in the order of the scenario.

    The reduction is (var AS-IS + var TO-BE) / var(difference): with independent luck the variance
    of a difference is the sum of the variances. It is infinite where the difference never varies.
    """
    common = min(baseline.replications, scenario.replications)
    position = {key: number for number, key in enumerate(baseline.keys)}
    pairs = [(position[key], n) for n, key in enumerate(scenario.keys) if key in position]
    old, new = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    before, after = baseline.values[:common, old], scenario.values[:common, new]
    mean, error = _mean_and_error(after - before)
    half = _quantile(common) * error
    return Effects(
        scenario=scenario.scenario,
        baseline=baseline.scenario,
        keys=tuple(scenario.keys[n] for n in new),
        before=before.mean(axis=0),
        after=after.mean(axis=0),
        difference=mean,
        low=mean - half,
        high=mean + half,
        error=error,
        p=p_values(mean, error, common),
        reduction=_reduction(before, after),
        replications=common,
    )


def p_values(mean: Values, error: Values, replications: int) -> Values:
    """Two-sided p-values of Student's test that a mean is 0; 1 for one that is always 0."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(error > 0, np.abs(mean) / error, np.where(mean == 0, 0.0, np.inf))
    return np.asarray(2 * stdtr(max(replications - 1, 1), -t), dtype=np.float64)


def holm(p: Values) -> Values:
    """Holm's step-down adjustment of a family of p-values; NaN members are left out."""
    adjusted = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    factors = np.arange(order.size, 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * factors), 1.0)
    return adjusted


def further_replications(difference: float, error: float, replications: int) -> int | None:
    """About how many more replications would bring the half-width below the difference found;
    None where the difference found is 0."""
    if difference == 0 or error == 0 or not np.isfinite(error):
        return None
    spread = error * np.sqrt(replications)
    needed = int(np.ceil((_quantile(replications) * spread / abs(difference)) ** 2)) + 1
    return max(1, needed - replications)


def _mean_and_error(values: Values) -> tuple[Values, Values]:
    count = values.shape[0]
    mean = values.mean(axis=0)
    if count < 2:
        return mean, np.full(mean.shape, np.nan)
    # What never varies has no error, whatever the rounding of its mean.
    constant = (values == values[0]).all(axis=0)
    error = np.where(constant, 0.0, values.std(axis=0, ddof=1) / np.sqrt(count))
    return np.where(constant, values[0], mean), error


def _quantile(replications: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(replications - 1, (1 + CONFIDENCE) / 2)) if replications > 1 else np.nan


def _reduction(before: Values, after: Values) -> Values:
    if before.shape[0] < 2:
        return np.full(before.shape[1], np.nan)
    paired = (after - before).var(axis=0, ddof=1)
    independent = before.var(axis=0, ddof=1) + after.var(axis=0, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(paired > 0, independent / paired, np.where(independent > 0, np.inf, np.nan))
