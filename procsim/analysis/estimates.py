"""Means over replications with their intervals, and paired effects of scenarios on a baseline.

A replication is the unit: cases within one depend on each other, so an interval over cases would be
far too narrow. Effects are differences replication by replication on the same luck; their intervals
are Student's. Where many effects are judged at once, p-values are adjusted by Holm (1979).

Some measurements have no value in some replications, because nothing of the kind happened there (an
office without a case of a rare process). Their mean is that of the replications that have one, and
`counts` says how many. A measurement that unfinished cases could change in any replication has no
mean at all: leaving those replications out would leave out the bad ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from procsim.analysis.kpis import TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from procsim.analysis.sheet import Key

    Values = NDArray[np.float64]
    Counts = NDArray[np.int64]

CONFIDENCE: Final = 0.95
_ROUNDING: Final = 1e-12
_MOST: Final = 1_000_000
"""Replications beyond which nobody wants to know how many it would take."""


@dataclass(frozen=True, slots=True)
class Estimates:
    """One scenario's measurements over its replications: `values` has shape (replications, keys),
    NaN where there is no value.

    Arrays by key: mean, the bounds of its 95 % interval (NaN with less than two values), and the
    number of replications that have a value.
    """

    scenario: str
    keys: tuple[Key, ...]
    values: Values
    mean: Values
    low: Values
    high: Values
    counts: Counts

    @property
    def replications(self) -> int:
        """How many replications were run."""
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
    counts: Counts
    """Replications in which both have a value: `before`, `after` and all others are about these."""
    pairs: tuple[Values, Values]
    """Baseline and scenario, each of shape (replications, keys)."""


class Moments(NamedTuple):
    """Mean, standard error of the mean, and number of the values in each column."""

    mean: Values
    error: Values
    counts: Counts


def estimate(scenario: str, keys: Sequence[Key], values: Values) -> Estimates:
    """Means and intervals of measurements of shape (replications, keys)."""
    known = np.where(np.isinf(values).any(axis=0), np.nan, values)
    mean, error, counts = moments(known)
    half = student(counts - 1) * error
    return Estimates(scenario, tuple(keys), known, mean, mean - half, mean + half, counts)


def effects(baseline: Estimates, scenario: Estimates) -> Effects:
    """The effects on every key that both have, and on totals that one has: a pool or a step that
    is not there costs and does 0. In the order of the scenario, then of the baseline.

    The reduction is (var AS-IS + var TO-BE) / var(difference): with independent luck the variance
    of a difference is the sum of the variances. It is infinite where the difference never varies.
    """
    runs = min(baseline.replications, scenario.replications)
    keys = _compared(baseline.keys, scenario.keys)
    before, after = (_columns(side, keys)[:runs] for side in (baseline, scenario))
    both = np.isnan(before) | np.isnan(after)
    before, after = np.where(both, np.nan, before), np.where(both, np.nan, after)
    mean, error, counts = moments(_difference(before, after))
    half = student(counts - 1) * error
    return Effects(
        scenario=scenario.scenario,
        baseline=baseline.scenario,
        keys=keys,
        before=moments(before).mean,
        after=moments(after).mean,
        difference=mean,
        low=mean - half,
        high=mean + half,
        error=error,
        p=p_values(mean, error, counts),
        reduction=_reduction(before, after),
        replications=runs,
        counts=counts,
        pairs=(before, after),
    )


def p_values(mean: Values, error: Values, counts: Counts) -> Values:
    """Two-sided p-values of Student's test that a mean is 0: 1 for what is always 0, 0 for what is
    always the same but not 0, NaN where there is no standard error."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(error > 0, np.abs(mean) / error, np.where(mean == 0, 0.0, np.inf))
    p = 2 * stdtr(np.maximum(counts - 1, 1), -t)
    return np.asarray(np.where(np.isnan(error), np.nan, p), dtype=np.float64)


def holm(p: Values) -> Values:
    """Holm's step-down adjustment of a family of p-values; NaN members are left out."""
    adjusted = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    factors = np.arange(order.size, 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * factors), 1.0)
    return adjusted


def further_replications(
    difference: Values, error: Values, replications: Counts, level: Values
) -> Values:
    """About how many more replications would tell each difference found from 0 at a two-sided
    level: the fewest n with t(n - 1) × s / √n < |difference|. 0 where those there are do; NaN where
    the difference found is 0 or its error unknown, and where a million would not do."""
    spread = error * np.sqrt(replications)
    fewest = np.ones_like(replications)
    enough = np.full_like(replications, _MOST)
    known = (difference != 0) & (replications > 1) & np.isfinite(error)
    known &= _tells(difference, spread, enough, level)
    while np.any(enough - fewest > 1):
        middle = (fewest + enough) // 2
        tells = _tells(difference, spread, middle, level)
        fewest, enough = np.where(tells, fewest, middle), np.where(tells, middle, enough)
    return np.where(known, np.maximum(0, enough - replications), np.nan)


def moments(values: Values) -> Moments:
    """Of the columns of an array (replications, keys), over the replications that have a value."""
    some = ~np.isnan(values)
    counts = some.sum(axis=0)
    first = np.take_along_axis(values, some.argmax(axis=0)[None], axis=0)[0]
    # What never varies has no error, whatever the rounding of its mean.
    constant = ((values == first) | ~some).all(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(some, values, 0.0).sum(axis=0) / counts
        mean = np.where(constant, first, mean)
        squares = np.where(some, values - mean, 0.0) ** 2
        error = np.sqrt(squares.sum(axis=0) / (counts - 1) / counts)
    error = np.where(counts > 1, np.where(constant, 0.0, error), np.nan)
    return Moments(mean, error, counts)


def student(freedom: Counts) -> Values:
    """Student's quantile for a 95 % interval, by degrees of freedom; NaN below 1."""
    from scipy.special import stdtrit

    found = stdtrit(np.maximum(freedom, 1), (1 + CONFIDENCE) / 2)
    return np.asarray(np.where(freedom > 0, found, np.nan), dtype=np.float64)


def _compared(old: Sequence[Key], new: Sequence[Key]) -> tuple[Key, ...]:
    before, after = set(old), set(new)
    return (
        *(key for key in new if key in before or key.statistic == TOTAL),
        *(key for key in old if key not in after and key.statistic == TOTAL),
    )


def _columns(estimates: Estimates, keys: Sequence[Key]) -> Values:
    position = {key: number for number, key in enumerate(estimates.keys)}
    with_absent = np.column_stack([estimates.values, np.zeros(estimates.replications)])
    return with_absent[:, [position.get(key, -1) for key in keys]]


def _difference(before: Values, after: Values) -> Values:
    """After − before; 0 where they differ by rounding only (sums of the same in another order)."""
    difference = after - before
    rounding = _ROUNDING * np.maximum(np.abs(before), np.abs(after))
    return np.where(np.abs(difference) <= rounding, 0.0, difference)


def _tells(
    difference: Values, spread: Values, replications: Counts, level: Values
) -> NDArray[np.bool_]:
    from scipy.special import stdtrit

    quantile = stdtrit(np.maximum(replications - 1, 1), 1 - level / 2)
    enough = quantile * spread / np.sqrt(replications) < np.abs(difference)
    return np.asarray(enough & (replications > 1), dtype=np.bool_)


def _reduction(before: Values, after: Values) -> Values:
    def variance(values: Values) -> Values:
        _, error, counts = moments(values)
        return error**2 * counts

    paired = variance(_difference(before, after))
    independent = variance(before) + variance(after)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(independent > 0, np.inf, np.nan)
        return np.where(paired > 0, independent / paired, found)
