"""Pools that keep up are never called unstable; pools that do not always are."""

import datetime as dt

import numpy as np
import pytest

from procsim.units import Span
from tests.builders import (
    calendar,
    call,
    exponential,
    gaps,
    minutes,
    model,
    office,
    post,
    process,
    task,
    window,
    yearly,
)
from tests.measured import replicated

SERVICE = 60.0
"""Minutes."""
MONTHS = 12


def queue(load, *, seasonality=None, posts=1, warm_up=None, **fields):
    """One queue with Poisson arrivals round the clock, 8,760 hours a year."""
    arrivals = (
        gaps(exponential(SERVICE / load / posts))
        if seasonality is None
        else yearly(a=8760 * load * posts, seasonality=seasonality)
    )
    return model(
        posts=[post(posts=posts)],
        processes=[process("visa", task(time=exponential(SERVICE)), arrivals=[arrivals])],
        window=window(dt.date(2026, 1, 1), warm_up=warm_up or Span(), drain=Span(1, 0), **fields),
    )


def pools(outcome):
    return [found.pool for found in outcome.stability.pools]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_queue_at_ninety_per_cent_that_starts_empty_is_stable(seed):
    """M/M/1 at ρ = 0.9: 8.1 waiting in the long run, of 7,884 a year."""
    assert replicated(queue(0.9), 5, seed=seed).stability.is_stable


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_queue_with_five_cases_a_month_is_stable(seed):
    """Few cases: one more at the end than at the beginning is no growth."""
    made = model(
        posts=[post()],
        processes=[process("visa", task(time=exponential(90 * 60)), arrivals=[yearly(a=60.0)])],
        window=window(drain=Span(2, 0)),
    )
    assert replicated(made, 5, seed=seed).stability.is_stable


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_season_that_peaks_in_the_last_months_is_stable(seed):
    """60 % load, up to 84 % in the peak."""
    peak = (0.8,) * 9 + (1.4, 1.4, 1.4)
    assert replicated(queue(0.6, seasonality=peak), 4, seed=seed).stability.is_stable


def test_a_short_overload_at_the_end_of_the_year_that_can_be_worked_off_is_stable():
    """70 % load; December with 1.5 times as much is 105 %, which leaves a backlog of half a per
    cent of the year."""
    peak = (21 / 22,) * 11 + (1.5,)
    assert replicated(queue(0.7, seasonality=peak), 4).stability.is_stable


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_load_of_one_or_more_is_unstable(seed):
    found = replicated(queue(1.1), 3, seed=seed)
    assert pools(found) == ["clerk@a"]


def test_the_growth_of_an_overloaded_pool_is_what_it_cannot_do():
    """20 % more than the 730 hours of a month: 146 more waiting every month."""
    (found,) = replicated(queue(1.2), 5).stability.pools
    assert found.load == pytest.approx(1.2)
    assert found.growth_low <= 146 <= found.growth_high
    assert found.growth == pytest.approx(146, rel=0.1)


def test_growth_is_per_month_whatever_the_length_of_the_window():
    (found,) = replicated(queue(1.2, months=6), 5).stability.pools
    assert found.growth == pytest.approx(146, rel=0.1)


def test_a_group_that_shares_members_is_unstable_where_one_of_its_roles_is_short():
    """Two people for clerk's work, one of whom also signs: 80 % of all their time is needed, but
    signatures alone are 130 % of the one who may sign. Every load is below 100 %."""
    made = model(
        posts=[post("a", "clerk", "boss"), post("a", "clerk", posts=1)],
        processes=[
            process("write", task("write"), arrivals=[gaps(exponential(10 / 0.3))]),
            process("sign", task("sign", role="boss"), arrivals=[gaps(exponential(10 / 1.3))]),
        ],
        window=window(months=2, drain=Span(0, 1)),
    )
    found = replicated(made, 3)
    assert pools(found) == ["clerk+boss@a", "clerk@a"]
    assert all(each.load == pytest.approx(0.8) for each in found.stability.pools)


def two_offices():
    """b cannot keep up; a can. Both send their cases to headquarters afterwards; another process of
    a has nothing to do with it."""
    return model(
        offices=[office("hq", tier="hq"), office("a", tier="regional"), office("b")],
        posts=[post("hq", posts=3), post("a"), post("b")],
        processes=[
            process(
                "visa",
                task("check", time=minutes(60)),
                task("sign", at="hq", time=minutes(30)),
                arrivals=[gaps(exponential(120), "a"), gaps(exponential(40), "b")],
            ),
            process("leave", task("book"), arrivals=[gaps(exponential(600), "a")]),
        ],
        window=window(months=2, drain=Span(1, 0)),
    )


def test_what_an_unstable_pool_touches_is_blank_and_the_rest_is_not():
    found = replicated(two_offices(), 3)
    mean = {key[:5]: m for key, m in zip(found.estimates.keys, found.estimates.mean, strict=True)}

    assert pools(found) == ["clerk@b"]
    for blank in (
        ("visa", "process", "visa", "cycle_time", "mean"),
        ("visa", "office", "b", "cycle_time", "p90"),
        ("visa", "tier", "country", "waiting_contention", "mean"),
        ("visa", "step", "sign", "waiting_time", "mean"),
        ("visa", "process", "visa", "cost_of_work_per_year", "total"),
        ("all", "process", "all", "work_per_year", "total"),
        ("all", "pool", "clerk@hq", "posts_needed", "total"),
    ):
        assert np.isnan(mean[blank]), blank
    for kept in (
        ("leave", "process", "leave", "cycle_time", "mean"),
        ("leave", "process", "leave", "work_per_year", "total"),
        ("visa", "office", "a", "cycle_time", "mean"),
        ("all", "process", "all", "cost_of_capacity", "total"),
        ("all", "pool", "clerk@b", "utilisation", "mean"),
        ("all", "pool", "clerk@b", "backlog_growth", "mean"),
        ("visa", "process", "visa", "cases_unfinished", "total"),
    ):
        assert np.isfinite(mean[kept]), kept


def test_opening_hours_do_not_make_a_backlog_grow():
    """Work of a week arrives round the clock and is done in 40 hours of it, at 85 %."""
    week = calendar("week", "Mon-Fri", "09:00-17:00")
    made = model(
        offices=[office(calendar="week")],
        posts=[post(calendar="week", posts=2)],
        calendars=[week],
        processes=[
            process("visa", task(time=exponential(60)), arrivals=[yearly(a=2 * 2088 * 0.85)])
        ],
        window=window(drain=Span(1, 0)),
    )
    assert replicated(made, 5).stability.is_stable


def test_who_calls_a_process_that_cannot_keep_up_waits_for_it():
    """The parent has nobody of its own to wait for, and its times are blank with the child's; those
    of a process beside them are not."""
    made = model(
        posts=[post(), post("a", "boss")],
        processes=[
            process("parent", call("ask", "child"), arrivals=[yearly(a=3000.0)]),
            process("child", task(time=exponential(6 * SERVICE)), arrivals=[]),
            process("beside", task(role="boss"), arrivals=[yearly(a=100.0)]),
        ],
        window=window(dt.date(2026, 1, 1), months=2),
    )
    found = replicated(made, 2)
    assert pools(found) == ["clerk@a"]
    blank = {key.process for key in found.stability.touched if key.kpi == "cycle_time"}
    assert blank == {"parent", "child"}
