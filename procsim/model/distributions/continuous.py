"""Continuous distributions: frozen values that know their mean, variance, support and quantiles.

A field called `mean` is the true mean of the variable, `sd` its true standard deviation. Quantile
functions take probabilities in the open interval (0, 1) and are non-decreasing; without spread
they are constant. `scipy.special` is imported where it is used: it is slow to load and most
commands never draw.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Uniform:
    """Equally likely anywhere from `low` to `high`."""

    low: float
    high: float

    @property
    def mean(self) -> float:
        return (self.low + self.high) / 2

    @property
    def variance(self) -> float:
        return (self.high - self.low) ** 2 / 12

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def quantile(self, u: Floats) -> Floats:
        return self.low + (self.high - self.low) * u


@dataclass(frozen=True, slots=True)
class Triangular:
    """Density rising linearly from `low` to `mode` and falling to `high`."""

    low: float
    mode: float
    high: float

    @property
    def mean(self) -> float:
        return (self.low + self.mode + self.high) / 3

    @property
    def variance(self) -> float:
        """((mode − low)² + (high − mode)² + (high − low)²) / 36."""
        left, right = self.mode - self.low, self.high - self.mode
        return (left**2 + right**2 + (left + right) ** 2) / 36

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def quantile(self, u: Floats) -> Floats:
        width, left, right = self.high - self.low, self.mode - self.low, self.high - self.mode
        rising, falling = u * width, 1 - u
        is_rising = rising <= left
        rising *= left
        falling *= width
        falling *= right
        np.sqrt(rising, out=rising)
        np.sqrt(falling, out=falling)
        rising += self.low
        np.subtract(self.high, falling, out=falling)
        return np.where(is_rising, rising, falling)


@dataclass(frozen=True, slots=True)
class Pert:
    """A beta distribution on low..high with mean (low + 4 mode + high) / 6.

    Malcolm, Roseboom, Clark & Fazar (1959), with shapes that add up to 6.
    """

    low: float
    mode: float
    high: float

    @property
    def mean(self) -> float:
        return (self.low + 4 * self.mode + self.high) / 6

    @property
    def variance(self) -> float:
        """(mean − low)(high − mean) / 7."""
        return (self.mean - self.low) * (self.high - self.mean) / 7

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def quantile(self, u: Floats) -> Floats:
        width = self.high - self.low
        if width == 0:
            return np.full_like(u, self.low)
        a = 1 + 4 * (self.mode - self.low) / width
        b = 1 + 4 * (self.high - self.mode) / width
        return _beta_quantile(u, a, b, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Beta:
    """A beta distribution on low..high with the given mean and standard deviation."""

    mean: float
    sd: float
    low: float
    high: float

    @property
    def variance(self) -> float:
        return self.sd**2

    @property
    def support(self) -> tuple[float, float]:
        return (self.low, self.high) if self.sd > 0 else (self.mean, self.mean)

    def quantile(self, u: Floats) -> Floats:
        if self.sd == 0:
            return np.full_like(u, self.mean)
        below, above = self.mean - self.low, self.high - self.mean
        concentration = (below * above / self.sd**2 - 1) / (self.high - self.low)
        return _beta_quantile(u, below * concentration, above * concentration, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Exponential:
    """Without memory; standard deviation = mean."""

    mean: float

    @property
    def variance(self) -> float:
        return self.mean**2

    @property
    def support(self) -> tuple[float, float]:
        return 0.0, (math.inf if self.mean > 0 else 0.0)

    def quantile(self, u: Floats) -> Floats:
        return -self.mean * np.log1p(-u)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """The exponential of a normal variable; `mean` and `sd` are its own, not of its logarithm.

    With s² = ln(1 + sd²/mean²), the logarithm has mean ln(mean) − s²/2 and standard deviation s.
    """

    mean: float
    sd: float

    @property
    def variance(self) -> float:
        return self.sd**2

    @property
    def support(self) -> tuple[float, float]:
        return (0.0, math.inf) if self.sd > 0 else (self.mean, self.mean)

    def quantile(self, u: Floats) -> Floats:
        if self.sd == 0:
            return np.full_like(u, self.mean)
        from scipy.special import ndtri

        s2 = math.log1p((self.sd / self.mean) ** 2)
        return np.exp(math.log(self.mean) - s2 / 2 + math.sqrt(s2) * ndtri(u))


@dataclass(frozen=True, slots=True)
class Gamma:
    """Shape (mean/sd)², scale sd²/mean. An Erlang of k phases has sd = mean/√k."""

    mean: float
    sd: float

    @property
    def variance(self) -> float:
        return self.sd**2

    @property
    def support(self) -> tuple[float, float]:
        return (0.0, math.inf) if self.sd > 0 else (self.mean, self.mean)

    def quantile(self, u: Floats) -> Floats:
        if self.sd == 0:
            return np.full_like(u, self.mean)
        from scipy.special import gammaincinv

        shape = np.full_like(u, (self.mean / self.sd) ** 2)
        return gammaincinv(shape, u) * (self.sd**2 / self.mean)


@dataclass(frozen=True, slots=True)
class Weibull:
    """Scale mean/Γ(1 + 1/shape); shape 1 is the exponential, a larger one is less spread."""

    mean: float
    shape: float

    @property
    def variance(self) -> float:
        """mean² (Γ(1 + 2/shape) / Γ(1 + 1/shape)² − 1)."""
        g1, g2 = math.gamma(1 + 1 / self.shape), math.gamma(1 + 2 / self.shape)
        return self.mean**2 * (g2 / g1**2 - 1)

    @property
    def support(self) -> tuple[float, float]:
        return 0.0, (math.inf if self.mean > 0 else 0.0)

    def quantile(self, u: Floats) -> Floats:
        scale = self.mean / math.gamma(1 + 1 / self.shape)
        return scale * (-np.log1p(-u)) ** (1 / self.shape)


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal variable with mean `mu` and standard deviation `sigma`, given that it is ≥ `low`.

    `mean` and `variance` are those of what is drawn: with a = (low − mu)/sigma and
    λ = φ(a)/(1 − Φ(a)), mean = mu + sigma λ and variance = sigma² (1 + aλ − λ²)
    (Johnson, Kotz & Balakrishnan 1994, section 13.10.1).
    """

    mu: float
    sigma: float
    low: float = -math.inf

    @property
    def mean(self) -> float:
        return self.mu + self.sigma * self._hazard()

    @property
    def variance(self) -> float:
        hazard = self._hazard()
        if hazard == 0:
            return self.sigma**2
        a = (self.low - self.mu) / self.sigma
        return self.sigma**2 * max(0.0, 1 + a * hazard - hazard**2)

    @property
    def support(self) -> tuple[float, float]:
        return (self.low, math.inf) if self.sigma > 0 else (self.mu, self.mu)

    def quantile(self, u: Floats) -> Floats:
        if self.sigma == 0:
            return np.full_like(u, self.mu)
        from scipy.special import log_ndtr, ndtri, ndtri_exp

        if self.low == -math.inf:
            return self.mu + self.sigma * ndtri(u)
        log_above = float(log_ndtr((self.mu - self.low) / self.sigma))
        # 1 − F is scaled in logarithms, so a limit far above `mu` keeps its precision.
        drawn: Floats = self.mu - self.sigma * ndtri_exp(np.log1p(-u) + log_above)
        return np.maximum(self.low, drawn)

    def _hazard(self) -> float:
        if self.sigma == 0 or self.low == -math.inf:
            return 0.0
        from scipy.special import log_ndtr

        a = (self.low - self.mu) / self.sigma
        return math.exp(-(a**2) / 2 - math.log(2 * math.pi) / 2 - float(log_ndtr(-a)))


def _beta_quantile(u: Floats, a: float, b: float, low: float, high: float) -> Floats:
    from scipy.special import betaincinv

    return low + (high - low) * betaincinv(a, b, u)
