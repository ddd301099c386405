"""The distributions of the files, in base units: µs for times, major units of money, plain numbers.

`Distribution` is the union of all kinds. Each has `mean`, `variance`, `support` and
`quantile(u)` for probabilities in the open interval (0, 1). Parameters are trusted here;
`problem_of` says what is wrong with them.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final, assert_never

from procsim.model.distributions.continuous import (
    Beta,
    Exponential,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
    Weibull,
)
from procsim.model.distributions.discrete import Constant, Discrete, Empirical, Poisson

if TYPE_CHECKING:
    from procsim.model.distributions.continuous import Floats

__all__ = [
    "Beta",
    "Constant",
    "Discrete",
    "Distribution",
    "Empirical",
    "Exponential",
    "Gamma",
    "Lognormal",
    "Normal",
    "Pert",
    "Poisson",
    "Scaled",
    "Triangular",
    "Uniform",
    "Weibull",
    "problem_of",
]

#: Below it the moments of a Weibull leave the range of floating point numbers.
_LEAST_SHAPE: Final = 0.05
#: Standard deviations a normal's least value may lie above its mean; beyond 8 nothing is normal.
_FARTHEST_LIMIT: Final = 8.0
#: How far probabilities may be from 1 together, for what rounding leaves.
_SUM_TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Scaled:
    """`factor` ≥ 0 times what `base` draws."""

    factor: float
    base: Distribution

    @property
    def mean(self) -> float:
        return self.factor * self.base.mean

    @property
    def variance(self) -> float:
        return self.factor**2 * self.base.variance

    @property
    def support(self) -> tuple[float, float]:
        if self.factor == 0:
            return 0.0, 0.0
        low, high = self.base.support
        return self.factor * low, self.factor * high

    def quantile(self, u: Floats) -> Floats:
        return self.factor * self.base.quantile(u)


Distribution = (
    Constant
    | Uniform
    | Triangular
    | Pert
    | Exponential
    | Lognormal
    | Gamma
    | Weibull
    | Normal
    | Beta
    | Poisson
    | Discrete
    | Empirical
    | Scaled
)


def problem_of(distribution: Distribution, *, unit: float = 1.0) -> str | None:
    """What is wrong with the parameters, as a sentence without a full stop; None if they are fine.

    `unit` is the size of the author's unit in base units (60 000 000 for `min`), so that the
    sentence shows the numbers as they were written.
    """
    match distribution:
        case Scaled(factor, base):
            return problem_of(base, unit=unit) or _problem_of_factor(factor)
        case Discrete(values, probabilities):
            return _problem_of_shares(values, probabilities)
        case Empirical(values):
            return _problem_of_values(values)
    if any(math.isnan(x) or x == math.inf for x in astuple(distribution)):
        return "every number of a distribution must be finite"
    match distribution:
        case Constant():
            return None
        case Uniform(low, high):
            return _problem_of_range(low, high, unit)
        case Triangular(low, mode, high) | Pert(low, mode, high):
            return _problem_of_range(low, high, unit) or _inside("mode", mode, low, high, unit)
        case Beta(mean, sd, low, high):
            return _problem_of_beta(mean, sd, low, high, unit)
        case Exponential(mean) | Poisson(mean):
            return _problem_of_mean(mean, unit)
        case Lognormal(mean, sd) | Gamma(mean, sd):
            return _problem_of_mean(mean, unit) or _problem_of_spread(mean, sd)
        case Weibull(mean, shape):
            small = f"a Weibull shape must be at least {_LEAST_SHAPE:g}, not {shape:g}"
            return _problem_of_mean(mean, unit) or (small if shape < _LEAST_SHAPE else None)
        case Normal(mu, sigma, low):
            return _problem_of_normal(mu, sigma, low, unit)
        case _:
            assert_never(distribution)


def _shown(value: float, unit: float) -> str:
    return f"{value / unit:.10g}"


def _range(low: float, high: float, unit: float) -> str:
    return f"{_shown(low, unit)}..{_shown(high, unit)}"


def _problem_of_range(low: float, high: float, unit: float) -> str | None:
    return f"the range {_range(low, high, unit)} runs backwards" if low > high else None


def _inside(name: str, value: float, low: float, high: float, unit: float) -> str | None:
    if low <= value <= high:
        return None
    return f"the {name} {_shown(value, unit)} lies outside {_range(low, high, unit)}"


def _problem_of_mean(mean: float, unit: float) -> str | None:
    return f"the mean {_shown(mean, unit)} may not be negative" if mean < 0 else None


def _problem_of_sd(sd: float) -> str | None:
    return "a standard deviation may not be negative" if sd < 0 else None


def _problem_of_spread(mean: float, sd: float) -> str | None:
    if mean == 0 and sd > 0:
        return "a mean of 0 leaves no room for a standard deviation above 0"
    return _problem_of_sd(sd)


def _problem_of_beta(mean: float, sd: float, low: float, high: float, unit: float) -> str | None:
    early = (
        _problem_of_range(low, high, unit)
        or _problem_of_sd(sd)
        or _inside("mean", mean, low, high, unit)
    )
    if early is not None or sd == 0:
        return early
    most = math.sqrt((mean - low) * (high - mean))
    if sd < most:
        return None
    return (
        f"with mean {_shown(mean, unit)} in {_range(low, high, unit)} the standard deviation "
        f"must be below {_shown(most, unit)}, not {_shown(sd, unit)}"
    )


def _problem_of_normal(mu: float, sigma: float, low: float, unit: float) -> str | None:
    if low - mu > _FARTHEST_LIMIT * sigma >= 0:
        least = _shown(low, unit)
        return f"the mean {_shown(mu, unit)} lies too far below the least value {least}"
    return _problem_of_sd(sigma)


def _problem_of_values(values: tuple[float, ...]) -> str | None:
    if not values:
        return "there are no values to draw from"
    if not all(math.isfinite(x) for x in values):
        return "every number of a distribution must be finite"
    return None


def _problem_of_shares(values: tuple[float, ...], probabilities: tuple[float, ...]) -> str | None:
    problem = _problem_of_values((*values, *probabilities))
    if problem is not None:
        return problem
    if len(values) != len(probabilities):
        return f"{len(values)} values have {len(probabilities)} probabilities"
    if min(probabilities) < 0:
        return "a probability may not be negative"
    total = math.fsum(probabilities)
    if abs(total - 1) > _SUM_TOLERANCE:
        return f"the probabilities sum to {total * 100:.10g} %, not 100 %"
    return None


def _problem_of_factor(factor: float) -> str | None:
    return None if 0 <= factor < math.inf else f"the factor {factor:g} may not be negative"
