"""Distributions that draw from separate values: a constant, counts, chosen and recorded values.

Quantile functions take probabilities in the open interval (0, 1) and give the least value whose
cumulative probability reaches them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from procsim.model.distributions.continuous import Floats


@dataclass(frozen=True, slots=True)
class Constant:
    """Always `value`."""

    value: float

    @property
    def mean(self) -> float:
        return self.value

    @property
    def variance(self) -> float:
        return 0.0

    @property
    def support(self) -> tuple[float, float]:
        return self.value, self.value

    def quantile(self, u: Floats) -> Floats:
        return np.full_like(u, self.value)


@dataclass(frozen=True, slots=True)
class Poisson:
    """A whole number of independent events; variance = mean."""

    mean: float

    @property
    def variance(self) -> float:
        return self.mean

    @property
    def support(self) -> tuple[float, float]:
        return 0.0, (math.inf if self.mean > 0 else 0.0)

    def quantile(self, u: Floats) -> Floats:
        """The least k with F(k) ≥ u, looked up in a table of F wide enough for every double u."""
        if self.mean == 0:
            return np.zeros_like(u)
        from scipy.special import pdtr

        reach = 12 * math.sqrt(self.mean) + 40
        counts: Floats = np.arange(max(0.0, (self.mean - reach) // 1), self.mean + reach)
        below = np.searchsorted(pdtr(counts, self.mean), u)
        return counts[np.minimum(below, counts.size - 1)]


@dataclass(frozen=True, slots=True)
class Discrete:
    """One of `values`, with its probability."""

    values: tuple[float, ...]
    probabilities: tuple[float, ...]

    @property
    def mean(self) -> float:
        return math.fsum(p * x for x, p in self._possible())

    @property
    def variance(self) -> float:
        mean = self.mean
        return math.fsum(p * (x - mean) ** 2 for x, p in self._possible())

    @property
    def support(self) -> tuple[float, float]:
        possible = self._possible()
        return possible[0][0], possible[-1][0]

    def quantile(self, u: Floats) -> Floats:
        table: Floats = np.array(self._possible(), dtype=np.float64)
        values: Floats = table[:, 0]
        return values[np.searchsorted(np.cumsum(table[:-1, 1]), u)]

    def _possible(self) -> list[tuple[float, float]]:
        """(value, probability) ascending, without the impossible."""
        pairs = zip(self.values, self.probabilities, strict=True)
        return sorted((x, p) for x, p in pairs if p > 0)


@dataclass(frozen=True, slots=True)
class Empirical:
    """One of the recorded values, each as likely as the others; nothing between them."""

    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        return math.fsum(self.values) / len(self.values)

    @property
    def variance(self) -> float:
        """Over the recorded values as the whole population: divided by n."""
        mean = self.mean
        return math.fsum((x - mean) ** 2 for x in self.values) / len(self.values)

    @property
    def support(self) -> tuple[float, float]:
        return min(self.values), max(self.values)

    def quantile(self, u: Floats) -> Floats:
        ranks = np.ceil(u * len(self.values)).astype(np.int64) - 1
        return np.sort(np.array(self.values, dtype=np.float64))[ranks]
