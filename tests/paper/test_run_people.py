"""Members' time, worked out by hand: seasons, dated absence, vacancies, turnover, overtime."""

import datetime as dt
import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from procsim.model.calendars import Season, open_time
from procsim.model.capacity import available_hours, hourly_cost, line_hours
from procsim.model.holders import mean_pace, pace_held, stages
from procsim.model.open_time import OpenTime
from procsim.model.organisation import Overtime, Turnover, WorkingTime
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.preparation.absences import leavings, pace_on, vacant_days
from procsim.simulation.preparation.roster import draw_roster, timeline_of
from procsim.units import DAY, HOUR, Span
from tests.builders import (
    calendar,
    hours,
    model,
    post,
    process,
    recorded,
    task,
    window,
    yearly,
)
from tests.simulated import simulate

YEAR = (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
WEEK = calendar("week", "Mon-Fri", "09:00-17:00")
JANUARY = window(dt.date(2026, 1, 5), months=0, days=14)


def on(day, hour, month=1):
    return [recorded(("a", dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)))]


def one_task(line, work, arrivals, *, calendars=(WEEK,), window_=JANUARY):
    return model(
        calendars=calendars,
        posts=[line],
        processes=[process("p", task("work", time=hours(work)), arrivals=arrivals)],
        window=window_,
    )


def worked(built):
    """When the work began and ended, on the clock."""
    run = simulate(built)
    ((started, ended),) = run.rows("work", "started", "ended")
    return run.local(started), run.local(ended)


# Seasons


def with_season(first, last, day_hours, *, every_year=False):
    short = calendar("short", "Mon-Fri", day_hours)
    return replace(WEEK, seasons=(Season(first, last, short.week, every_year),))


def test_hours_are_shorter_on_the_dates_of_a_season():
    """Ramadan from Wednesday 18 February: 09:00-14:00. Ten hours from Tuesday 15:00: two that day,
    five on Wednesday, three on Thursday, until 12:00."""
    ramadan = with_season(dt.date(2026, 2, 18), dt.date(2026, 3, 19), "09:00-14:00")
    built = one_task(
        post(calendar="week"),
        10,
        on(17, 15, month=2),
        calendars=[ramadan],
        window_=window(dt.date(2026, 2, 16), months=0, days=14),
    )
    assert worked(built) == ("Tue 17 Feb 15:00", "Thu 19 Feb 12:00")


def test_a_season_takes_its_hours_from_the_capacity():
    """22 weekdays from 18 February to 19 March, three hours shorter: 2,088 − 66 h."""
    ramadan = with_season(dt.date(2026, 2, 18), dt.date(2026, 3, 19), "09:00-14:00")
    line = post(calendar="week")
    built = model(calendars=[ramadan], posts=[line])
    assert available_hours(built, line, *YEAR) == pytest.approx(2088 - 22 * 3)


def test_a_yearly_season_may_go_over_new_year():
    """From 20 December to 10 January, in every year: half days, 4 hours, on the 7 weekdays up to 9
    January and on the 9 from Monday 21 December."""
    winter = with_season(
        dt.date(2000, 12, 20), dt.date(2001, 1, 10), "09:00-13:00", every_year=True
    )
    found = open_time(winter, "UTC", *YEAR)
    short = found.day[found.closes - found.opens == 4 * HOUR]
    days = [dt.date.fromordinal(int(day)) for day in short]
    assert [sum(day.month == month for day in days) for month in (1, 12)] == [7, 9]
    assert found.total == (261 * 8 - 16 * 4) * HOUR


# Dated absence and vacancy


def test_dated_absence_is_cut_out_of_a_members_time():
    """Away on 6 and 7 January (up to, not including, the 8th): ten hours from Monday 15:00 end on
    Thursday 17:00, and the year offers 16 hours less."""
    line = replace(post(calendar="week"), away=((dt.date(2026, 1, 6), dt.date(2026, 1, 8)),))
    built = one_task(line, 10, on(5, 15))
    assert worked(built) == ("Mon 05 Jan 15:00", "Thu 08 Jan 17:00")
    assert available_hours(built, line, *YEAR) == pytest.approx(2088 - 16)


def test_a_post_that_is_vacant_on_dates_does_no_work_and_costs_no_more_an_hour():
    """Vacant until 8 January: work of Monday begins on Thursday. The hour of whoever holds the post
    costs what it did, 20,880 USD / 2,088 h."""
    line = replace(
        post(calendar="week", cost=20_880), vacant=((dt.date(2026, 1, 1), dt.date(2026, 1, 8)),)
    )
    built = one_task(line, 2, on(5, 9))
    assert worked(built) == ("Thu 08 Jan 09:00", "Thu 08 Jan 11:00")
    assert line_hours(built, line, *YEAR) == pytest.approx(2088 - 5 * 8)
    assert hourly_cost(built, "clerk", "a") == pytest.approx(10)


def test_a_share_of_vacancy_is_one_spell_of_that_share_of_every_year():
    """8 % of 261 working days are 20.88: 20 or 21 days a year, next to each other but where the
    spell goes on from the first of January; 21 in 88 % of the years (300: ± 4 × 0.019)."""
    line = replace(post(posts=300, calendar="week"), vacancy=0.08)
    plan = make_plan(model(calendars=[WEEK], posts=[line]))
    counts = []
    for member in plan.members:
        (days,) = (year for year in member.years if year.size)
        vacant = np.isin(days, vacant_days(member, seed=1, replication=0))
        counts.append(int(vacant.sum()))
        assert sum(a != b for a, b in pairwise([vacant[-1], *vacant])) == 2, "one spell, in a ring"
    assert set(counts) == {20, 21}
    assert counts.count(21) / 300 == pytest.approx(0.88, abs=0.076)


# Turnover


def test_a_new_holder_learns_in_equal_steps_from_month_to_month():
    """Two months of gap are 61 days, six of learning 183; from 40 % in six steps of 10 %."""
    found = stages(Turnover(rate=0.5, gap=Span(2), learning=Span(6), pace=0.4))
    assert [day for day, _ in found] == [0, 61, 91, 122, 152, 183, 213, 244]
    assert [pace for _, pace in found] == pytest.approx([0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])


def test_turnover_takes_the_days_since_the_last_leaving_into_account():
    """Without learning, a gap of 73.05 ≈ 73 days at one leaving in two years: somebody is there on
    exp(−0.5 × 73 / 365.25) = 90.5 % of the days, and whoever is there works at the full pace."""
    line = replace(post(calendar="week"), turnover=Turnover(0.5, Span(0, 73), Span()))
    assert mean_pace(line) == pytest.approx(math.exp(-0.5 * 73 / 365.25))
    assert pace_held(line) == pytest.approx(1)
    built = model(calendars=[WEEK], posts=[line])
    assert line_hours(built, line, *YEAR) == pytest.approx(2088 * 0.9049, rel=1e-4)
    assert available_hours(built, line, *YEAR) == pytest.approx(2088)


def test_the_pace_follows_a_leaving():
    """The holder leaves on day 100: nobody until day 110, half pace until 140, then full."""
    line = replace(post(), turnover=Turnover(0.1, Span(0, 10), Span(0, 30), 0.5))
    (member,) = make_plan(model(posts=[line])).members
    days = np.array([99, 100, 109, 110, 139, 140])
    paces = pace_on(days, np.array([100]), member.holders)
    assert paces.tolist() == [1, 0, 0, 0.5, 0.5, 1]


def test_work_begun_at_half_pace_goes_on_at_the_full_one():
    """Eight hours a day, the first at half pace: six hours of work take the whole first day (four
    hours done) and two hours of the second. Stopped after an hour of the second day, five are
    done."""
    opens = np.array([0, DAY])
    time = OpenTime(np.array([1, 2]), opens, opens + 8 * HOUR)
    timeline = timeline_of(time, 1000, 10 * DAY, np.array([500, 1000]))
    assert timeline.finish(0, 0, 6 * HOUR) == DAY + 2 * HOUR
    assert timeline.done_before(DAY + HOUR) == 5 * HOUR * 1000


def test_leavings_are_as_many_as_the_rate_says():
    """200 members, one leaving in two years each, over 3 years (2025 to 2027, whole cells): 0.5 ×
    3 × 200 = 300 ± 4 × √300 on the days of those years."""
    line = replace(post(posts=200), turnover=Turnover(0.5, Span(1), Span()))
    plan = make_plan(model(posts=[line], window=window(months=36)))
    first, last = dt.date(2026, 1, 1).toordinal(), dt.date(2029, 1, 1).toordinal()
    count = 0
    for member in plan.members:
        left = leavings(member, member.holders, seed=1, replication=0)
        assert (np.diff(left) >= 0).all()
        count += int(((left >= first) & (left < last)).sum())
    assert count == pytest.approx(300, abs=4 * math.sqrt(300))


# Overtime


def test_overtime_goes_on_after_the_last_closing_of_a_day():
    """09:00-12:00 and 13:00-17:00, an hour of overtime: nine hours from 09:00 are seven, one hour
    until 18:00, and one the next morning. Lunch is no closing."""
    lunch = calendar("week", "Mon-Fri", "09:00-12:00 13:00-17:00")
    line = replace(post(calendar="week"), overtime=Overtime(60))
    built = one_task(line, 9, on(5, 9), calendars=[lunch])
    assert worked(built) == ("Mon 05 Jan 09:00", "Tue 06 Jan 10:00")
    run = simulate(built)
    (overtime,) = run.roster.overtime
    assert set((overtime.opens - run.plan.members[0].time.opens[1::2]).tolist()) == {4 * HOUR}
    assert set((overtime.closes - overtime.opens).tolist()) == {HOUR}


def test_overtime_adds_capacity_and_leaves_the_ordinary_hour_its_cost():
    """261 days × 9 h; the ordinary hour costs 20,880 / 2,088 = 10 USD."""
    line = replace(post(calendar="week", cost=20_880), overtime=Overtime(60, price=1.5))
    built = model(calendars=[WEEK], posts=[line])
    assert line_hours(built, line, *YEAR) == pytest.approx(261 * 9)
    assert available_hours(built, line, *YEAR) == pytest.approx(261 * 8)
    assert hourly_cost(built, "clerk", "a") == pytest.approx(10)


def test_overtime_never_reaches_into_the_next_opening():
    """Round the clock there is no room for it."""
    line = replace(post(), overtime=Overtime(60))
    built = model(posts=[line])
    assert line_hours(built, line, *YEAR) == pytest.approx(8760, abs=1.01)


# All together


def test_the_hours_a_line_offers_are_those_of_its_roster_on_average():
    """Leave, a dated absence, a share of vacancy, turnover with learning, overtime and a speed of
    90 %. Sixty members over 60 replications; the spread of one member's year is about 300 h, so
    the mean lies within 4 × 300 / √3,600 = 20 h."""
    line = replace(
        post(calendar="week", posts=60, working_time=WorkingTime(annual_leave=25, sick=7.5)),
        speed=0.9,
        away=((dt.date(2026, 8, 3), dt.date(2026, 8, 15)),),
        vacancy=0.1,
        turnover=Turnover(0.5, Span(3), Span(6), 0.5),
        overtime=Overtime(30),
    )
    built = model(
        calendars=[WEEK],
        posts=[line],
        processes=[process("p", task(), arrivals=[yearly(a=1.0)])],
    )
    plan = make_plan(built)
    done = []
    for replication in range(60):
        roster = draw_roster(plan, seed=1, replication=replication)
        start, end = plan.window
        per = [t.done_before(end) - t.done_before(start) for t in roster.timelines]
        done.append(sum(per) / 1000 / HOUR / 60)
    assert np.mean(done) == pytest.approx(line_hours(built, line, *YEAR) / 60, abs=20)
