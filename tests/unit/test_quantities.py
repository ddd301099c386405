"""Texts with units become the quantities they say; expected values are worked out by hand."""

import datetime as dt
import math
from pathlib import Path

import pytest

from procsim.files import quantities
from procsim.files.distribution_text import distribution
from procsim.files.parameter_text import Dimension
from procsim.files.quantities import UnreadableError
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
)
from procsim.units import DAY, HOUR, MINUTE, WEEK, Money, Rate, Span, WorkingDays

HERE = Path(__file__).parent


def time(text: str) -> Distribution:
    return distribution(text, "time", HERE).distribution


def refusal(text: str, dimension: Dimension) -> UnreadableError:
    with pytest.raises(UnreadableError) as raised:
        distribution(text, dimension, HERE)
    return raised.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 min", Constant(20 * MINUTE)),
        ("2 h", Constant(2 * HOUR)),
        ("3 days", Constant(3 * DAY)),
        ("1 weeks", Constant(WEEK)),
        ("uniform 5..10 min", Uniform(5 * MINUTE, 10 * MINUTE)),
        ("uniform 0.5..2 h", Uniform(30 * MINUTE, 120 * MINUTE)),
        ("triangular 5..9..30 min", Triangular(5 * MINUTE, 9 * MINUTE, 30 * MINUTE)),
        ("pert 5..9..30 min", Pert(5 * MINUTE, 9 * MINUTE, 30 * MINUTE)),
        ("exponential mean 8 min", Exponential(8 * MINUTE)),
        ("lognormal mean 12 min sd 6 min", Lognormal(12 * MINUTE, 6 * MINUTE)),
        ("lognormal mean 1 h sd 6 min", Lognormal(60 * MINUTE, 6 * MINUTE)),
        ("gamma mean 12 sd 6 min", Gamma(12 * MINUTE, 6 * MINUTE)),
        ("weibull mean 10 min shape 1.5", Weibull(10 * MINUTE, 1.5)),
        ("beta mean 5 sd 2 in 0..10 min", Beta(5 * MINUTE, 2 * MINUTE, 0, 10 * MINUTE)),
        ("scale 0.7 of exponential mean 8 min", Scaled(0.7, Exponential(8 * MINUTE))),
        ("discrete 1=50% 2=30% 5=20% h", Discrete((HOUR, 2 * HOUR, 5 * HOUR), (0.5, 0.3, 0.2))),
    ],
)
def test_a_time_distribution_is_read_in_microseconds(text: str, expected: Distribution) -> None:
    assert time(text) == expected


def test_an_erlang_of_k_phases_is_a_gamma_with_sd_mean_over_root_k() -> None:
    assert time("erlang mean 10 min k 4") == Gamma(10 * MINUTE, 5 * MINUTE)


@pytest.mark.parametrize(
    "text",
    [
        "normal mean 20 sd 5 min min 0",
        "normal mean 20 min sd 5 min min 0 min",
        "normal mean 20 min sd 5 min 0",
        "normal mean 20 min sd 5 min min 0",
    ],
)
def test_min_is_the_least_value_before_a_number_and_minutes_elsewhere(text: str) -> None:
    assert time(text) == Normal(20 * MINUTE, 5 * MINUTE, 0)


def test_a_count_has_no_unit() -> None:
    read = distribution("normal mean 420 sd 25 min 0", "number", HERE)
    assert read.distribution == Normal(420, 25, 0)
    assert distribution("poisson mean 3", "number", HERE).distribution == Poisson(3)


def test_money_keeps_its_currency_and_whether_it_recurs() -> None:
    once = distribution("triangular 60000..90000..150000 USD", "money", HERE)
    yearly = distribution("150000 USD/year", "money", HERE)

    assert (once.distribution, once.unit) == (Triangular(60000, 90000, 150000), "USD")
    assert (yearly.distribution, yearly.unit) == (Constant(150000), "USD/year")


def test_recorded_times_come_from_a_column_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "times.csv").write_text("case,minutes\na,5\nb,7.5\n", encoding="utf-8")

    read = distribution("empirical times.csv:minutes min", "time", tmp_path)

    assert read.distribution == Empirical((5 * MINUTE, 7.5 * MINUTE))


@pytest.mark.parametrize(
    ("text", "dimension", "code", "hint"),
    [
        ("20", "time", "P200", "min"),
        ("uniform 5..10", "time", "P200", "min"),
        ("1200", "money", "P200", "currency"),
        ("20 USD", "time", "P202", "units of time"),
        ("20 wd", "time", "P202", "calendar"),
        ("3 min", "number", "P202", "no unit"),
        ("triangel 1..2..3 min", "time", "P201", "triangular"),
        ("5..9 min", "time", "P201", "uniform 5..9 min"),
        ("triangular 5..9 min", "time", "P201", "min..mode..max"),
        ("exponential 8 min", "time", "P201", "mean"),
        ("exponential mean 8 min twice", "time", "P201", "mean"),
        ("lognormal mean 8 min", "time", "P201", "sd"),
        ("uniform 10..5 min", "time", "P203", ""),
        ("-5 min", "time", "P203", ""),
        ("normal mean 20 sd 5 min", "time", "P203", "min 0"),
        ("discrete 1=50% 2=40%", "number", "P203", ""),
        ("erlang mean 8 min k 1.5", "time", "P203", ""),
        ("empirical times.csv min", "time", "P201", "column"),
        ("empirical nowhere.csv:x min", "time", "P211", ""),
        ("", "time", "P201", "min"),
    ],
)
def test_a_text_that_is_no_distribution_is_refused_with_a_way_out(
    text: str, dimension: Dimension, code: str, hint: str
) -> None:
    refused = refusal(text, dimension)

    assert refused.code == code
    assert hint in refused.hint


def test_scales_inside_scales_end_somewhere() -> None:
    assert refusal("scale 1 of " * 5000 + "3 min", "time").code == "P201"


def test_money_and_rates_carry_their_currency() -> None:
    assert quantities.money("1200 USD") == Money(1200, "USD")
    assert quantities.rate("42000 USD/year") == Rate(42000, "USD", "year")
    assert quantities.rate("1450 JOD/month") == Rate(17400, "JOD", "year")
    assert quantities.rate("40 USD/h") == Rate(40, "USD", "hour")


def test_lengths_of_time_and_spans_are_different_things() -> None:
    assert quantities.duration("1.5 h") == 90 * MINUTE
    assert quantities.span("12 months") == Span(months=12)
    assert quantities.span("1 year 10 days") == Span(months=12, days=10)
    assert quantities.span("2 weeks") == Span(days=14)


def test_working_days_may_name_a_calendar() -> None:
    assert quantities.working_days("30 wd") == WorkingDays(30)
    assert quantities.working_days("20 wd europe") == WorkingDays(20, "europe")


def test_percentages_are_shares_of_one() -> None:
    assert quantities.percentage("85%") == 0.85
    assert quantities.percentage("12.5 %") == 0.125


def test_dates_months_and_clock_times() -> None:
    assert quantities.date("2026-03-20") == dt.date(2026, 3, 20)
    assert quantities.month("2026-09") == dt.date(2026, 9, 1)
    assert quantities.clock("17:30") == 17 * 60 + 30


def test_hours_have_breaks_and_may_end_on_the_next_day() -> None:
    assert quantities.hours("08:30-12:30 13:30-17:30") == ((510, 750), (810, 1050))
    assert quantities.hours("22:00-06:00") == ((1320, 1800),)
    assert quantities.hours("00:00-24:00") == ((0, 1440),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon-Fri", {0, 1, 2, 3, 4}),
        ("Sun-Thu", {6, 0, 1, 2, 3}),
        ("Mon Wed Fri", {0, 2, 4}),
        ("Mon-Thu Sat", {0, 1, 2, 3, 5}),
    ],
)
def test_days_of_the_week_are_ranges_and_lists(text: str, expected: set[int]) -> None:
    assert quantities.days(text) == expected


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (quantities.percentage, "85", "P200"),
        (quantities.percentage, "120%", "P210"),
        (quantities.percentage, "most", "P204"),
        (quantities.money, "1200", "P200"),
        (quantities.money, "1200 dollars", "P208"),
        (quantities.rate, "-5 USD/year", "P210"),
        (quantities.rate, "42000 USD", "P208"),
        (quantities.rate, "42000 USD/week", "P208"),
        (quantities.duration, "5", "P200"),
        (quantities.duration, "5 months", "P202"),
        (quantities.span, "12", "P200"),
        (quantities.span, "a year", "P209"),
        (quantities.working_days, "30", "P200"),
        (quantities.working_days, "30 days", "P209"),
        (quantities.date, "2026-02-30", "P205"),
        (quantities.date, "20.03.2026", "P205"),
        (quantities.month, "2026-13", "P205"),
        (quantities.clock, "24:00", "P206"),
        (quantities.hours, "09:00-09:00", "P206"),
        (quantities.hours, "13:00-17:00 08:00-12:00", "P206"),
        (quantities.hours, "9-17", "P206"),
        (quantities.days, "Mon-Fry", "P207"),
        (quantities.days, "", "P207"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_code(read: object, text: str, code: str) -> None:
    assert callable(read)
    with pytest.raises(UnreadableError) as raised:
        read(text)
    assert raised.value.code == code


def test_a_factor_is_a_number_or_a_percentage() -> None:
    assert math.isclose(quantities.factor("110%"), 1.1)
    assert quantities.factor("0.5") == 0.5
