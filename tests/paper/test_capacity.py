"""Hours that posts offer and what an hour costs, worked out by hand."""

import datetime as dt

import pytest

from procsim.model.capacity import (
    available_hours,
    hourly_cost,
    line_hours,
    members_of,
    post_open_time,
    queue_groups,
)
from procsim.model.organisation import WorkingTime
from procsim.units import HOUR, Money, Rate
from tests.builders import calendar, model, office, post, role

YEAR = (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
TEN_HOLIDAYS = [
    dt.date(2026, 1, 1),
    dt.date(2026, 1, 2),
    dt.date(2026, 4, 3),
    dt.date(2026, 4, 6),
    dt.date(2026, 5, 14),
    dt.date(2026, 5, 25),
    dt.date(2026, 9, 10),
    dt.date(2026, 12, 24),
    dt.date(2026, 12, 25),
    dt.date(2026, 12, 31),
]
"""All on weekdays: 261 weekdays of 2026 less 10 are 251 working days."""


def an_office_year(line, **fields):
    week = calendar("week", "Mon-Fri", "09:00-17:00", holidays=TEN_HOLIDAYS)
    return model(calendars=[week], posts=[line], **fields)


def test_a_post_with_thirty_days_of_leave_offers_1768_hours_in_2026():
    """(261 weekdays − 10 holidays − 30 days of leave) × 8 h = 221 × 8 h = 1,768 h."""
    line = post(calendar="week", working_time=WorkingTime(annual_leave=30))
    assert available_hours(an_office_year(line), line, *YEAR) == pytest.approx(1768)


def test_eighty_percent_productive_time_leaves_1414_hours():
    """1,768 h × 80 % = 1,414.4 h."""
    line = post(calendar="week", working_time=WorkingTime(annual_leave=30, productive=0.8))
    assert available_hours(an_office_year(line), line, *YEAR) == pytest.approx(1414.4)


def test_share_does_not_change_the_hours_of_a_post():
    line = post(calendar="week", share=0.5)
    assert available_hours(an_office_year(line), line, *YEAR) == pytest.approx(251 * 8)


def test_absence_falls_evenly_on_the_working_days_of_its_year():
    """January 2026 has 22 weekdays less 2 holidays: 20 × 8 h × (1 − 30 / 251)."""
    line = post(calendar="week", working_time=WorkingTime(annual_leave=30))
    hours = available_hours(an_office_year(line), line, dt.date(2026, 1, 1), dt.date(2026, 2, 1))
    assert hours == pytest.approx(20 * 8 * (1 - 30 / 251))


def test_a_range_over_two_years_loses_days_by_each_years_own_calendar():
    """December 2026 has 23 weekdays less 3 holidays, January 2027 has 21; 2027 has 261 weekdays and
    no holiday in the list."""
    line = post(calendar="week", working_time=WorkingTime(sick=6))
    hours = available_hours(an_office_year(line), line, dt.date(2026, 12, 1), dt.date(2027, 2, 1))
    assert hours == pytest.approx(20 * 8 * (1 - 6 / 251) + 21 * 8 * (1 - 6 / 261))


def test_half_a_post_works_the_first_half_of_every_day():
    line = post(posts=0.5, calendar="week", working_time=WorkingTime(annual_leave=30))
    assert line_hours(an_office_year(line), line, *YEAR) == pytest.approx(1768 / 2)


def test_two_and_a_half_posts_are_two_full_members_and_a_half_one():
    line = post(posts=2.5, calendar="week")
    assert members_of(line) == (1.0, 1.0, 0.5)
    assert line_hours(an_office_year(line), line, *YEAR) == pytest.approx(2.5 * 251 * 8)


def test_named_days_are_worked_whole():
    """2026 has 52 Mondays and 52 Tuesdays; 6 April and 25 May are Mondays and holidays."""
    line = post(posts=0.4, calendar="week", days=[0, 1])
    assert line_hours(an_office_year(line), line, *YEAR) == pytest.approx((104 - 2) * 8)


def test_a_lunch_break_is_not_worked():
    week = calendar("week", "Mon-Fri", "08:30-12:30 13:30-17:30")
    line = post(calendar="week")
    made = model(calendars=[week], posts=[line])
    open_hours = post_open_time(made, line, dt.date(2026, 3, 2), dt.date(2026, 3, 9)).total / HOUR
    assert open_hours == 5 * 8


def test_an_hour_of_work_costs_the_yearly_cost_over_practical_capacity():
    """42,000 USD / 1,414.4 h = 29.69 USD/h."""
    time = WorkingTime(annual_leave=30, productive=0.8)
    made = an_office_year(post(calendar="week", cost=42_000, working_time=time))
    assert hourly_cost(made, "clerk", "a") == pytest.approx(42_000 / 1414.4)


def test_the_hour_of_posts_with_different_cost_is_their_joint_cost_over_their_joint_hours():
    """(2 × 30,000 + 1 × 60,000) USD / (3 × 8,760 h)."""
    made = model(posts=[post(posts=2, cost=30_000), post(cost=60_000)])
    assert hourly_cost(made, "clerk", "a") == pytest.approx(120_000 / (3 * 8760))


def test_cost_in_another_currency_is_converted():
    """10,000 CHF at 1.12 USD over 8,760 h."""
    line = post(cost=Money(10_000, "CHF"))
    assert hourly_cost(model(posts=[line], rates={"CHF": 1.12}), "clerk", "a") == pytest.approx(
        11_200 / 8760
    )


def test_posts_without_a_stated_cost_do_not_dilute_the_rate():
    made = model(posts=[post(cost=8760), post()])
    assert hourly_cost(made, "clerk", "a") == pytest.approx(1.0)


def test_an_unlimited_role_costs_its_stated_rate():
    traveller = role("traveller", unlimited=True, hourly={"a": Rate(35.0, "USD", "hour")})
    made = model(roles=[traveller])
    assert hourly_cost(made, "traveller", "a") == 35.0


def test_queues_that_share_members_through_others_are_one_group():
    offices = [office("a"), office("b")]
    lines = [post("a", "hr", "finance"), post("a", "finance", "travel"), post("b", "hr")]
    groups = queue_groups(model(offices=offices, posts=lines))
    assert groups == (
        (("hr", "a"), ("finance", "a"), ("travel", "a")),
        (("hr", "b"),),
    )
