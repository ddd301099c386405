"""Intervals, paired effects and adjusted p-values against published worked examples."""

import numpy as np
import pytest
from scipy.special import ndtri

from procsim.analysis.estimates import (
    effects,
    estimate,
    further_replications,
    holm,
    moments,
    p_values,
)
from procsim.analysis.sheet import UNKNOWN, Key
from procsim.simulation.addresses import absorb, uniforms

#: Hours of sleep gained by ten patients with each of two drugs (Cushny and Peebles 1905), the data
#: of Student, "The Probable Error of a Mean" (1908).
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def key(id_="visa", kpi="cycle_time", statistic="mean", scope="process"):
    return Key("visa", scope, id_, kpi, statistic, "days")


def column(*values, name=None):
    return estimate("x", [name or key()], np.array(values, dtype=float)[:, None])


def both(before, after):
    return effects(column(*before), column(*after))


def test_the_interval_of_a_paired_difference_is_students():
    """R, `t.test(extra ~ group, data = sleep, paired = TRUE)`: mean 1.58, t = 4.0621, df = 9,
    p = 0.002833, 95 % interval 0.7001142 to 2.4598858."""
    found = both(FIRST, SECOND)
    assert found.difference[0] == pytest.approx(1.58)
    assert found.low[0] == pytest.approx(0.7001142, abs=5e-8)
    assert found.high[0] == pytest.approx(2.4598858, abs=5e-8)
    assert found.difference[0] / found.error[0] == pytest.approx(4.0621, abs=5e-5)
    assert found.p[0] == pytest.approx(0.002833, abs=5e-7)


def test_the_interval_of_a_mean_is_students():
    """R, `t.test(sleep$extra[sleep$group == 2])`: mean 2.33, 95 % 0.8976775 to 3.7623225."""
    found = column(*SECOND)
    assert found.mean[0] == pytest.approx(2.33)
    assert found.low[0] == pytest.approx(0.8976775, abs=5e-8)
    assert found.high[0] == pytest.approx(3.7623225, abs=5e-8)


def test_holm_rejects_as_in_the_worked_example():
    """p = 0.01, 0.04, 0.03, 0.005: times 3, 1, 2, 4 in order of size, never below a smaller one's
    (Wikipedia, "Holm-Bonferroni method", example: at 5 % the first and the last are rejected)."""
    adjusted = holm(np.array([0.01, 0.04, 0.03, 0.005]))
    assert adjusted == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_leaves_out_what_was_not_tested():
    adjusted = holm(np.array([0.02, np.nan, 0.04]))
    assert adjusted[[0, 2]] == pytest.approx([0.04, 0.04])
    assert np.isnan(adjusted[1])


def test_adjusted_p_values_are_at_most_one():
    assert holm(np.array([0.6, 0.9])).tolist() == [1.0, 1.0]


def test_the_reduction_is_the_sum_of_the_variances_over_that_of_the_difference():
    """Variances 1 and 4, differences 1, 2, 3 with variance 1: five times."""
    assert both([1, 2, 3], [2, 4, 6]).reduction[0] == pytest.approx(5.0)


def test_the_reduction_is_infinite_where_the_difference_never_varies():
    assert np.isinf(both([1, 2, 3], [2, 3, 4]).reduction[0])
    assert np.isnan(both([1, 1, 1], [2, 2, 2]).reduction[0])


def test_one_replication_has_no_interval_and_no_test():
    found = both([3.0], [4.0])
    assert found.difference[0] == 1.0
    assert np.isnan([found.low[0], found.high[0], found.p[0], found.reduction[0]]).all()


def test_a_difference_that_is_always_the_same_is_certain():
    found = both([1, 2, 3], [0.5, 1.5, 2.5])
    assert (found.low[0], found.high[0], found.p[0]) == (-0.5, -0.5, 0.0)


def test_a_difference_of_rounding_is_none():
    """The same three costs, added in another order."""
    one, other = 0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1
    assert one != other
    found = both([one, one], [other, other])
    assert (found.difference[0], found.p[0]) == (0.0, 1.0)


def test_values_missing_where_nothing_happened_leave_the_mean_of_the_others():
    found = column(2.0, np.nan, 4.0)
    assert found.mean[0] == 3.0
    assert found.counts[0] == 2
    # t(1 degree, 97.5 %) = 12.706 (Student's table), s / √2 = 1.
    assert found.high[0] == pytest.approx(3 + 12.706, abs=1e-3)


def test_a_value_that_is_unknown_in_one_replication_is_unknown_altogether():
    found = column(2.0, UNKNOWN, 4.0)
    assert np.isnan(found.mean[0])
    assert np.isnan(found.values).all()


def test_effects_are_about_the_replications_in_which_both_have_a_value():
    found = both([1.0, np.nan, 3.0, 5.0], [2.0, 9.0, 5.0, np.nan])
    assert (found.before[0], found.after[0], found.difference[0]) == (2.0, 3.5, 1.5)
    assert found.counts[0] == 2


def test_a_total_that_only_one_side_has_is_zero_on_the_other():
    """A pool that goes and one that comes; means have no zero to be."""
    gone = [key("old", "posts", "total"), key("old", "utilisation"), key()]
    come = [key("new", "posts", "total"), key("new", "utilisation"), key()]
    before = estimate("before", gone, np.array([[2.0, 0.5, 1.0], [2.0, 0.6, 1.0]]))
    after = estimate("after", come, np.array([[3.0, 0.5, 1.0], [3.0, 0.6, 1.0]]))

    found = effects(before, after)

    assert [each.id for each in found.keys] == ["new", "visa", "old"]
    assert found.difference.tolist() == [3.0, 0.0, -2.0]


def test_how_many_more_replications_would_tell():
    """s = 1 and a difference of 0.5: n = 18 is the first with t(n − 1; 97.5 %) / √n below 0.5
    (2.110 / 4.243; for 17 it is 2.120 / 4.123)."""
    found = further_replications(
        difference=np.array([0.5, -0.5, 0.0, 1e-9, 0.5]),
        error=np.array([1 / np.sqrt(5), 1 / np.sqrt(18), 1.0, 1.0, np.nan]),
        replications=np.array([5, 18, 5, 5, 1]),
        level=np.full(5, 0.05),
    )
    assert found == pytest.approx([13, 0, np.nan, np.nan, np.nan], nan_ok=True)


def test_p_values_of_students_table():
    """2.262 is the 97.5 % point for 9 degrees of freedom, 3.250 the 99.5 % point."""
    one = np.ones(2)
    found = p_values(np.array([2.262, -3.250]), one, np.array([10, 10]))
    assert found == pytest.approx([0.05, 0.01], abs=2e-5)


def test_moments_of_columns_are_those_of_their_values():
    values = np.array([[1.0, 7.0], [2.0, np.nan], [4.0, 7.0]])
    mean, error, counts = moments(values)
    assert mean == pytest.approx([7 / 3, 7.0])
    assert error == pytest.approx([np.std([1, 2, 4], ddof=1) / np.sqrt(3), 0.0])
    assert counts.tolist() == [3, 2]


def test_paired_intervals_cover_the_true_difference_in_nineteen_of_twenty_experiments():
    """4,000 experiments of 10 replications; AS-IS and TO-BE share most of their luck, the true
    difference is 1; within 4 standard errors of a binomial share of 95 %."""
    experiments, replications = 4000, 10
    states = absorb(np.arange(3 * experiments * replications, dtype=np.uint64), 20260101)
    common, one, two = ndtri(uniforms(states)).reshape(3, replications, experiments)
    before, after = 5 + 3 * common + one, 6 + 3 * common + two
    keys = [key(str(number)) for number in range(experiments)]

    found = effects(estimate("a", keys, before), estimate("b", keys, after))

    covered = np.mean((found.low <= 1) & (found.high >= 1))
    assert abs(covered - 0.95) <= 4 * np.sqrt(0.95 * 0.05 / experiments)
    # The variance of the difference is 2, with independent luck 20.
    assert np.median(found.reduction) == pytest.approx(10, rel=0.1)
