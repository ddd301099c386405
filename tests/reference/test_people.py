"""People, posts and hours: what a run offers and uses against hand calculation and theory."""

import datetime as dt

import numpy as np
import pytest

from procsim.model.capacity import available_hours, line_hours
from procsim.model.organisation import WorkingTime
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.preparation.roster import draw_roster
from procsim.units import DAY, HOUR, MINUTE, Span
from tests.builders import (
    calendar,
    exponential,
    gaps,
    model,
    post,
    process,
    task,
    window,
    yearly,
)
from tests.simulated import several, simulate

WEEK = calendar("week", "Mon-Fri", "09:00-17:00")


def present_hours(built, replications):
    """Hours a year that all members together are present, for each replication."""
    plan = make_plan(built)
    start, end = plan.window
    totals = []
    for number in range(replications):
        roster = draw_roster(plan, seed=1, replication=number)
        inside = [
            (np.minimum(time.closes, end) - np.maximum(time.opens, start)).clip(min=0).sum()
            * member.pace
            / 1000
            for time, member in zip(roster.time, plan.members, strict=True)
        ]
        totals.append(sum(inside) / HOUR)
    return totals


def test_members_are_present_for_the_available_hours_in_every_calendar_year():
    """261 weekdays of 2026 less 30 + 6 + 2 days away, × 8 h × 90 %: 223 × 7.2 = 1,605.6 h a post,
    in every replication, because absences are whole days and as many each year."""
    away = WorkingTime(annual_leave=30, sick=6, training=2, productive=0.9)
    line = post(calendar="week", posts=3, working_time=away)
    built = model(calendars=[WEEK], posts=[line])
    expected = available_hours(built, line, dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert expected == pytest.approx(1605.6)
    assert present_hours(built, 5) == pytest.approx([3 * expected] * 5)


def test_parts_of_posts_and_fractions_of_days_are_present_as_expected_on_average():
    """2.5 posts with 27.5 days away. A replication varies by half a day of three members
    (± 7 h): over 200 the mean lies within 4 × 7 / √200 = 2 h."""
    line = post(calendar="week", posts=2.5, working_time=WorkingTime(annual_leave=20, sick=7.5))
    built = model(calendars=[WEEK], posts=[line])
    expected = line_hours(built, line, dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert np.mean(present_hours(built, 200)) == pytest.approx(expected, abs=2.0)


def test_absences_of_a_part_of_the_year_are_even_over_it():
    """April to September: the mean over 300 replications of 10 members is the available hours; a
    member's 25 days fall there 12.5 ± 4 days, so the mean within 4 × 4 × 8 h / √300 per member
    (weeks of leave are kept together)."""
    line = post(calendar="week", posts=10, working_time=WorkingTime(annual_leave=25))
    first = dt.date(2026, 4, 1)
    built = model(calendars=[WEEK], posts=[line], window=window(first, months=6))
    expected = line_hours(built, line, first, dt.date(2026, 10, 1))
    allowed = 4 * 4 * 8 * 10**0.5 / 300**0.5 * 2
    assert np.mean(present_hours(built, 300)) == pytest.approx(expected, abs=allowed)


def utilisation(run, days):
    worked = run.log.activities.work.sum()
    return worked / (days * DAY * len(run.plan.members))


def test_utilisation_is_arrival_rate_times_work_over_members():
    """3 clerks, 10 min of work every 5 min on average: 2/3. 60 days: 17,280 cases, standard error
    0.667 × √(2 / 17,280) = 0.7 %."""
    built = model(
        posts=[post(posts=3)],
        processes=[process("p", task(time=exponential(10)), arrivals=[gaps(exponential(5))])],
        window=window(months=0, days=60),
    )
    assert utilisation(simulate(built), 60) == pytest.approx(2 / 3, rel=4 * 0.011)


def test_two_half_posts_wait_twice_as_long_as_one_post_with_both_roles():
    """Two roles with a third of a clerk's work each. One clerk for both is M/M/1 at ρ = 2/3: waits
    ρ/(1−ρ) × 10 min = 20 min. Two clerks of half the pace, each for one role, are two M/M/1 of 20
    min at ρ = 2/3: 40 min."""
    both = [
        process(name, task(name, role=name, time=exponential(10)), arrivals=[gaps(exponential(30))])
        for name in ("x", "y")
    ]
    lines = {"one": [post("a", "x", "y")], "two": [post("a", r, share=0.5) for r in ("x", "y")]}
    waits = {}
    for name, posts in lines.items():
        built = model(
            posts=posts,
            processes=both,
            window=window(months=0, days=50, warm_up=Span(0, 5), drain=Span(0, 5)),
        )
        runs = several(built, 10)
        waits[name] = [np.mean([run.mean_wait(step) for step in ("x", "y")]) for run in runs]
    for name, theory in (("one", 20.0), ("two", 40.0)):
        error = np.std(waits[name], ddof=1) / 10**0.5
        assert np.mean(waits[name]) == pytest.approx(theory, abs=4 * error)
        assert error < 0.05 * theory
    assert np.mean(waits["two"]) / np.mean(waits["one"]) == pytest.approx(2, rel=0.15)


def test_people_on_different_shifts_share_the_work_of_one_queue():
    """An early (06:00-14:00) and a late clerk (12:00-20:00), work around the clock: 24 h × 30 % of
    one clerk. Each is at work for what remains: all work is done between 06:00 and 20:00, none of
    it before the office opens, and together they work 7.2 h a day."""
    early, late = (
        calendar("early", "Mon-Sun", "06:00-14:00"),
        calendar("late", "Mon-Sun", "12:00-20:00"),
    )
    built = model(
        calendars=[early, late],
        posts=[post("a", calendar="early"), post("a", calendar="late")],
        processes=[process("p", task(time=exponential(9)), arrivals=[gaps(exponential(30))])],
        window=window(months=0, days=100),
    )
    run = simulate(built)
    acts = run.log.activities
    taken = acts.member >= 0
    hour = acts.started[taken] % DAY / HOUR
    member = acts.member[taken]
    assert hour[member == 0].min() >= 6
    assert hour[member == 0].max() < 14
    assert hour[member == 1].min() >= 12
    assert hour[member == 1].max() < 20
    # 4,800 cases of 9 min: 720 h, standard error √(2 × 4,800) × 0.15 h = 14.7 h.
    assert acts.work.sum() / HOUR == pytest.approx(720, abs=4 * 14.7)
    # From 12:00 to 14:00 whoever has been idle longer takes the work, so both do.
    overlap = (hour >= 12.5) & (hour < 13.5)
    shares = np.bincount(member[overlap], minlength=2) / overlap.sum()
    assert shares.min() > 0.4


def test_the_load_of_a_group_of_roles_is_that_of_its_people():
    """One clerk for two roles with 400 and 600 cases of 30 min a year in office hours: 500 h of
    2,088 h (261 days × 8 h), 24 %; standard error √(1,000) × 0.5 h = 16 h (Poisson)."""
    both = [
        process(n, task(n, role=n, time=exponential(30)), arrivals=[yearly(calendar="week", a=v)])
        for n, v in (("x", 400), ("y", 600))
    ]
    built = model(calendars=[WEEK], posts=[post("a", "x", "y", calendar="week")], processes=both)
    run = simulate(built)
    assert run.log.activities.work.sum() / HOUR == pytest.approx(500, abs=4 * 16 * 2**0.5)
    assert present_hours(built, 1) == pytest.approx([2088])


def test_waits_are_whole_microseconds_of_the_log():
    """M/M/1 by hand: with the run's own arrivals and works every start is the later of arrival and
    the end before it."""
    built = model(
        processes=[process("p", task(time=exponential(10)), arrivals=[gaps(exponential(12))])],
        window=window(months=0, days=30),
    )
    acts = simulate(built).log.activities
    done = acts.started >= 0
    free = 0
    columns = (column[done].tolist() for column in (acts.queued, acts.started, acts.work))
    for queued, started, work in zip(*columns, strict=True):
        assert started == max(queued, free)
        free = started + work
    assert free > 29 * DAY - 600 * MINUTE
