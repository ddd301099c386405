"""Distributions: their moments and quantiles against integration and published values."""

from __future__ import annotations

import math

import numpy as np
import pytest

from procsim.model.distributions import (
    Beta,
    Constant,
    Discrete,
    Distribution,
    Empirical,
    Exponential,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Poisson,
    Scaled,
    Triangular,
    Uniform,
    Weibull,
    problem_of,
)

KINDS: list[Distribution] = [
    Constant(20),
    Uniform(5, 10),
    Triangular(5, 9, 30),
    Triangular(5, 5, 30),
    Triangular(5, 30, 30),
    Pert(5, 9, 30),
    Beta(12, 4, 5, 30),
    Exponential(8),
    Lognormal(12, 6),
    Gamma(12, 6),
    Gamma(10, 10 / math.sqrt(3)),
    Gamma(2, 6),
    Weibull(10, 1.5),
    Weibull(10, 0.8),
    Normal(420, 25),
    Normal(420, 25, 0),
    Normal(10, 10, 0),
    Normal(0, 1, 3),
    Poisson(3),
    Poisson(0.2),
    Poisson(5000),
    Discrete((1, 2, 5), (0.5, 0.3, 0.2)),
    Discrete((5, 1, 2), (0.2, 0.8, 0.0)),
    Empirical((4, 1, 1, 10, 7)),
    Scaled(0.7, Triangular(5, 9, 30)),
]

WITHOUT_SPREAD: list[tuple[Distribution, float]] = [
    (Uniform(7, 7), 7),
    (Triangular(7, 7, 7), 7),
    (Pert(7, 7, 7), 7),
    (Beta(7, 0, 5, 9), 7),
    (Beta(7, 0, 7, 7), 7),
    (Exponential(0), 0),
    (Lognormal(7, 0), 7),
    (Lognormal(0, 0), 0),
    (Gamma(7, 0), 7),
    (Gamma(0, 0), 0),
    (Weibull(0, 2), 0),
    (Normal(7, 0), 7),
    (Normal(7, 0, 7), 7),
    (Poisson(0), 0),
    (Discrete((7,), (1.0,)), 7),
    (Empirical((7,)), 7),
    (Scaled(0, Exponential(3)), 0),
    (Scaled(2, Constant(3.5)), 7),
]


def integrated_moments(distribution: Distribution) -> tuple[float, float]:
    """∫Q(u)du and ∫(Q(u) − mean)²du by the midpoint rule on a grid that is dense at both ends.

    u = v³(10 − 15v + 6v²) has the weight 30 v²(1 − v)², which tames the tails.
    """
    v = (np.arange(400_000) + 0.5) / 400_000
    u = v**3 * (10 - 15 * v + 6 * v**2)
    weight = 30 * v**2 * (1 - v) ** 2 / v.size
    inside = (u > 0) & (u < 1)
    x, weight = distribution.quantile(u[inside]), weight[inside]
    mean = float(np.sum(x * weight))
    return mean, float(np.sum((x - mean) ** 2 * weight))


@pytest.mark.parametrize("distribution", KINDS, ids=repr)
def test_mean_and_variance_are_the_integrals_of_the_quantile_function(
    distribution: Distribution,
) -> None:
    mean, variance = integrated_moments(distribution)
    assert distribution.mean == pytest.approx(mean, rel=1e-4)
    assert distribution.variance == pytest.approx(variance, rel=2e-3, abs=1e-9)


@pytest.mark.parametrize("distribution", KINDS, ids=repr)
def test_the_quantile_function_never_falls_and_stays_in_the_support(
    distribution: Distribution,
) -> None:
    ends = np.array([2.0**-60, 1e-12, 1e-6])
    u = np.concatenate([ends, np.linspace(1e-5, 1 - 1e-5, 20_001), 1 - 2.0 ** -np.arange(20, 54)])
    x = distribution.quantile(u)
    low, high = distribution.support
    assert x.dtype == np.float64
    assert np.all(np.isfinite(x))
    # Inverse incomplete functions are iterative: neighbours may differ in the last digits.
    assert np.all(np.diff(x) >= -1e-9 * np.abs(x[1:]))
    assert low <= x.min()
    assert x.max() <= high


@pytest.mark.parametrize(("distribution", "value"), WITHOUT_SPREAD, ids=repr)
def test_a_distribution_without_spread_is_a_constant(
    distribution: Distribution, value: float
) -> None:
    assert problem_of(distribution) is None
    assert distribution.mean == value
    assert distribution.variance == 0
    assert distribution.support == (value, value)
    assert distribution.quantile(np.array([0.01, 0.5, 0.99])).tolist() == [value] * 3


def test_quantiles_agree_with_published_values() -> None:
    """Standard normal, exponential and χ² tables; a triangular and a lognormal by hand."""
    half, upper = np.array([0.5]), np.array([0.975])
    assert Normal(0, 1).quantile(upper)[0] == pytest.approx(1.959964, abs=1e-6)
    assert Exponential(8).quantile(half)[0] == pytest.approx(8 * math.log(2))
    # χ² with 4 degrees of freedom is a gamma with mean 4 and variance 8; 95 %: 9.488.
    assert Gamma(4, math.sqrt(8)).quantile(np.array([0.95]))[0] == pytest.approx(9.488, abs=5e-4)
    # The mode of 5..9..30 splits the probability 4/25 : 21/25.
    assert Triangular(5, 9, 30).quantile(np.array([4 / 25]))[0] == pytest.approx(9)
    # The median of a lognormal is mean / √(1 + (sd/mean)²).
    assert Lognormal(12, 6).quantile(half)[0] == pytest.approx(12 / math.sqrt(1.25))


def test_a_half_normal_has_its_textbook_moments() -> None:
    """Mean σ√(2/π), variance σ²(1 − 2/π)."""
    half_normal = Normal(0, 2, 0)
    assert half_normal.mean == pytest.approx(2 * math.sqrt(2 / math.pi))
    assert half_normal.variance == pytest.approx(4 * (1 - 2 / math.pi))


def test_a_poisson_count_is_the_least_whose_probability_reaches_u() -> None:
    """F(0..3) of a Poisson variable with mean 3: 0.0498, 0.1991, 0.4232, 0.6472 (tables)."""
    u = np.array([0.049, 0.050, 0.199, 0.200, 0.423, 0.424, 0.647, 0.648])
    assert Poisson(3).quantile(u).tolist() == [0, 1, 1, 2, 2, 3, 3, 4]


def test_discrete_and_empirical_values_take_their_share_of_the_unit_interval() -> None:
    u = np.array([0.1, 0.49, 0.51, 0.79, 0.81, 0.99])
    assert Discrete((1, 2, 5), (0.5, 0.3, 0.2)).quantile(u).tolist() == [1, 1, 2, 2, 5, 5]
    assert Empirical((9, 3)).quantile(u).tolist() == [3, 3, 9, 9, 9, 9]


def test_a_value_with_probability_zero_is_never_drawn() -> None:
    never_last = Discrete((1, 2, 99), (0.1, 0.9, 0.0))
    assert never_last.quantile(np.array([1 - 2.0**-53])).tolist() == [2]
    assert never_last.support == (1, 2)


@pytest.mark.parametrize(
    ("distribution", "sentence"),
    [
        (Constant(math.nan), "every number of a distribution must be finite"),
        (Uniform(10, 5), "the range 10..5 runs backwards"),
        (Triangular(5, 40, 30), "the mode 40 lies outside 5..30"),
        (Pert(5, 4, 30), "the mode 4 lies outside 5..30"),
        (Pert(30, 9, 5), "the range 30..5 runs backwards"),
        (Exponential(-1), "the mean -1 may not be negative"),
        (Poisson(-1), "the mean -1 may not be negative"),
        (Lognormal(12, -6), "a standard deviation may not be negative"),
        (Gamma(12, -6), "a standard deviation may not be negative"),
        (Normal(12, -6), "a standard deviation may not be negative"),
        (Normal(12, math.inf), "every number of a distribution must be finite"),
        (Lognormal(0, 6), "a mean of 0 leaves no room for a standard deviation above 0"),
        (Weibull(10, 0), "a Weibull shape must be at least 0.05, not 0"),
        (Normal(5, 0, 8), "the mean 5 lies too far below the least value 8"),
        (Normal(5, 1, 20), "the mean 5 lies too far below the least value 20"),
        (Beta(40, 2, 5, 30), "the mean 40 lies outside 5..30"),
        (
            Beta(15, 10, 5, 25),
            "with mean 15 in 5..25 the standard deviation must be below 10, not 10",
        ),
        (Discrete((1, 2), (0.5, 0.4)), "the probabilities sum to 90 %, not 100 %"),
        (Discrete((1, 2), (1.5, -0.5)), "a probability may not be negative"),
        (Discrete((1, 2), (1.0,)), "2 values have 1 probabilities"),
        (Empirical(()), "there are no values to draw from"),
        (Scaled(-1, Constant(3)), "the factor -1 may not be negative"),
        (Scaled(2, Exponential(-1)), "the mean -1 may not be negative"),
    ],
    ids=repr,
)
def test_wrong_parameters_are_named_in_a_sentence(
    distribution: Distribution, sentence: str
) -> None:
    assert problem_of(distribution) == sentence


def test_a_sentence_shows_numbers_in_the_unit_of_the_author() -> None:
    minute = 60_000_000
    wrong = Triangular(5.0 * minute, 40.0 * minute, 30.0 * minute)
    assert problem_of(wrong, unit=minute) == "the mode 40 lies outside 5..30"


@pytest.mark.parametrize("distribution", KINDS, ids=repr)
def test_right_parameters_have_no_problem(distribution: Distribution) -> None:
    assert problem_of(distribution) is None
