"""Observed figures beside simulated ones, and targets beside what is reached."""

import numpy as np
import pytest

from procsim.analysis.comparison import Outcome
from procsim.analysis.estimates import estimate
from procsim.analysis.kpis import KPIS
from procsim.analysis.observed import beside_observed, targets_reached
from procsim.analysis.sheet import UNKNOWN, Key
from procsim.analysis.stability import Stability
from procsim.model.flow_analysis.flow import analyse
from procsim.model.indicators import STATISTICS, UNITS
from procsim.model.model import Observed, Target
from procsim.units import DAY, HOUR
from tests.builders import model, office, post


def observed(value, offices=(), scope="", kpi="cycle_time", statistic="mean", unit="µs"):
    return Observed(
        "visa", tuple(offices), scope, kpi, statistic, value, unit, None, False, "a register"
    )


def target(value, unit="µs", calendar=None, bound="at_most", kpi="cycle_time"):
    return Target("visa", kpi, "mean", bound, value, unit, calendar)


def outcome(columns, *, figures=(), targets=()):
    made = model(
        offices=[office("hq", tier="hq"), office("a"), office("b"), office("c")],
        posts=[post("a")],
        observed=figures,
        targets=targets,
    )
    keys = [
        Key("visa", scope, id_, kpi, statistic, unit)
        for scope, id_, kpi, statistic, unit in columns
    ]
    values = np.array(list(columns.values()), dtype=float).T
    return Outcome(
        "baseline", made, None, estimate("baseline", keys, values), Stability((), frozenset()),
        analyse(model()),
    )  # fmt: skip


def time_of(id_, scope="office", kpi="cycle_time", statistic="mean", unit="days"):
    return scope, id_, kpi, statistic, unit


def cases_of(id_):
    return "office", id_, "cases_arrived", "total", "cases"


def simulated(columns, figure):
    (found,) = beside_observed(outcome(columns, figures=[figure]))
    return found


def test_a_figure_of_a_process_stands_beside_the_process_in_its_unit():
    found = simulated({time_of("visa", "process"): [8.0, 10.0]}, observed(12 * DAY))
    assert (found.value, found.simulated, found.unit) == (12.0, 9.0, "days")
    assert found.ratio == pytest.approx(0.75)
    assert found.low < 9 < found.high


def test_a_figure_of_a_whole_tier_stands_beside_the_tier():
    figure = observed(12 * DAY, ("a", "b", "c"), "every country")
    found = simulated({time_of("country", "tier"): [8.0, 10.0]}, figure)
    assert found.simulated == 9.0
    assert found.subject == "visa, every country"


def test_means_of_several_offices_are_weighted_by_their_cases():
    """3 cases of 10 days and 1 of 2: 8 days; then 1 and 1: 6."""
    columns = {
        time_of("a"): [10.0, 10.0],
        time_of("b"): [2.0, 2.0],
        cases_of("a"): [3.0, 1.0],
        cases_of("b"): [1.0, 1.0],
    }
    found = simulated(columns, observed(7 * DAY, ("a", "b"), "a, b"))
    assert found.simulated == pytest.approx(7.0)
    assert found.low < 7 < found.high


def test_an_office_without_cases_counts_for_nothing_and_an_unknown_one_for_all():
    columns = {
        time_of("a"): [10.0, 12.0],
        time_of("b"): [np.nan, 2.0],
        cases_of("a"): [3.0, 1.0],
        cases_of("b"): [0.0, 1.0],
    }
    figure = observed(7 * DAY, ("a", "b"), "a, b")
    assert simulated(columns, figure).simulated == pytest.approx((10 + 7) / 2)
    columns[time_of("b")] = [UNKNOWN, 2.0]
    columns[cases_of("b")] = [1.0, 1.0]
    assert np.isnan(simulated(columns, figure).simulated)


def test_totals_of_several_offices_are_added():
    columns = {cases_of("a"): [3.0, 5.0], cases_of("b"): [1.0, 1.0]}
    figure = observed(5.0, ("a", "b"), "a, b", "cases_arrived", "total", "")
    assert simulated(columns, figure).simulated == 5.0


def test_a_figure_in_working_days_stands_beside_working_days():
    columns = {
        time_of("visa", "process"): [14.0, 14.0],
        time_of("visa", "process", "cycle_time_wd", unit="wd week"): [9.0, 11.0],
    }
    found = simulated(columns, observed(10.0, unit="wd"))
    assert (found.value, found.simulated, found.unit) == (10.0, 10.0, "wd week")


def test_a_figure_of_what_is_not_measured_stands_alone():
    found = simulated({time_of("visa", "process"): [1.0]}, observed(HOUR, kpi="processing_time"))
    assert np.isnan(found.simulated)


def reached(columns, wanted):
    (found,) = targets_reached(outcome(columns, targets=[wanted]))
    return found


def test_a_target_is_met_by_the_mean_that_is_found():
    columns = {time_of("visa", "process"): [8.0, 10.0]}
    assert reached(columns, target(9 * DAY)).is_met is True
    assert reached(columns, target(8.9 * DAY)).is_met is False
    assert reached(columns, target(9.1 * DAY, bound="at_least")).is_met is False


def test_a_target_is_surely_met_or_missed_only_where_the_interval_leaves_its_limit_out():
    """8 and 10 days: 9 ± 12.7 (t = 12.706, standard error 1); 9 in every replication is sure."""
    columns = {time_of("visa", "process"): [8.0, 10.0]}
    assert not reached(columns, target(9.1 * DAY)).is_sure
    assert not reached(columns, target(8.9 * DAY)).is_sure
    assert reached(columns, target(22 * DAY)).is_sure
    assert reached({time_of("visa", "process"): [9.0, 9.0]}, target(9 * DAY)).is_sure
    assert not reached({time_of("visa", "process"): [8.0]}, target(9 * DAY)).is_sure


def test_a_target_without_a_figure_is_neither_met_nor_missed():
    assert reached({time_of("visa", "process"): [8.0, UNKNOWN]}, target(9 * DAY)).is_met is None


def test_a_target_in_working_days_is_judged_in_its_own_calendar_only():
    columns = {time_of("visa", "process", "cycle_time_wd", unit="wd week"): [9.0, 11.0]}
    own = reached(columns, target(10.0, "wd", "week"))
    other = reached(columns, target(10.0, "wd", "gulf"))
    assert (own.found, own.is_met, own.unit) == (10.0, True, "wd week")
    assert (other.is_met, other.unit) == (None, "wd gulf")


def test_files_know_the_indicators_that_are_measured():
    assert {kpi.id: kpi.statistics for kpi in KPIS.values()} == STATISTICS
    assert {kpi.id: kpi.unit for kpi in KPIS.values()} == UNITS


def test_hours_a_year_stand_beside_hours_a_year():
    columns = {time_of("visa", "process", "work_per_year", "total", "h/year"): [1200.0, 1200.0]}
    found = simulated(columns, observed(1500 * HOUR, kpi="work_per_year", statistic="total"))
    assert (found.value, found.simulated, found.unit) == (1500.0, 1200.0, "h/year")
