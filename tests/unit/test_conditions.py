"""Conditions of `--fail-if`: how they are read, and what they say."""

import numpy as np
import pytest

from procsim.analysis.conditions import (
    OVER_ALL_ONLY,
    OVER_ALL_TOO,
    check_names,
    judge,
    read_condition,
)
from procsim.analysis.kpis import KPIS
from procsim.errors import UsageError
from procsim.model.indicators import STATISTICS
from procsim.study import simulate
from tests.builders import minutes, model, office, post, process, task, yearly


def test_the_files_know_exactly_the_indicators_that_are_measured() -> None:
    assert {kpi.id: kpi.statistics for kpi in KPIS.values()} == STATISTICS


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("payroll.cycle_time.p90 > 20 days", 20, "days"),
        ("payroll.cycle_time.p90 > 36 h", 1.5, "days"),
        ("payroll.cycle_time.p90>2d", 2, "days"),
        ("payroll.cycle_time.p90 > 20 wd", 20, "wd"),
        ("payroll.within_target.mean < 85%", 0.85, "share"),
        ("payroll.processing_time.mean > 90 min", 1.5, "h"),
        ("payroll.cost_of_work.mean >= 120 USD", 120, "money"),
        ("all.cost_of_capacity.total > 120000 USD/year", 120000, "money"),
        ("all.posts.total > 3", 3, "posts"),
    ],
)
def test_a_number_is_turned_into_the_unit_of_the_measurement(
    text: str, number: float, unit: str
) -> None:
    condition = read_condition(text)

    assert (condition.number, condition.unit) == (pytest.approx(number), unit)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("payroll.cycle_time > 20 wd", "write it as in"),
        ("payroll.cycle_tim.p90 > 20 wd", "did you mean 'cycle_time'"),
        ("payroll.cycle_time.p99 > 20 wd", "did you mean 'p90'|did you mean 'p95'"),
        ("payroll.cycle_time.p90 > 20", "a unit is missing"),
        ("payroll.cycle_time.p90 > 20 USD", "'USD' does not fit"),
        ("payroll.posts.total > 3", "write all.posts"),
        ("all.cycle_time.p90 > 3 days", "name one"),
        ("payroll.load.mean > 90%", "not measured for a process"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_condition(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("payrol.cycle_time.p90 > 20 wd", "did you mean 'payroll'"),
        ("centr: payroll.cycle_time.p90 > 20 wd", "did you mean 'centre'"),
        ("payroll.cost_of_work.mean > 20 EUR", "figures are in USD"),
        ("payroll.cycle_time.p90 > 20 wd europ", "did you mean 'europe'"),
    ],
)
def test_what_the_study_does_not_have_is_refused_before_it_runs(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check_names(
            [read_condition(text)],
            scenarios=["baseline", "centre"],
            processes=["payroll"],
            calendars=["europe"],
            currency="USD",
        )


def test_conditions_say_what_was_measured_and_a_check_of_an_unknown_figure_fails() -> None:
    check = process("visa", task("check", time=minutes(30)), arrivals=[yearly(geneva=400)])
    small = model(
        offices=[office("geneva", tier="hq")],
        posts=[post("geneva", "clerk", posts=1)],
        processes=[check],
    )

    outcome = simulate(small, replications=2).outcome

    measured = {key.kpi for key in outcome.estimates.keys if key[:3] == ("all", "process", "all")}
    assert measured == {*OVER_ALL_ONLY, *OVER_ALL_TOO}
    met = judge(read_condition("visa.work.mean > 29 min"), outcome)
    assert (met.answer, met.fails, met.found) == ("met", True, pytest.approx(0.5))
    assert met.low <= met.found <= met.high
    not_met = judge(read_condition("visa.work.mean > 31 min"), outcome)
    assert (not_met.answer, not_met.fails) == ("not met", False)
    unknown = judge(read_condition("visa.within_target.mean < 1%"), outcome)
    assert np.isnan(unknown.found)
    assert (unknown.answer, unknown.fails) == ("no figure", True)
