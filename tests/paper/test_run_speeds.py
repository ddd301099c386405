"""People of different speed, worked out by hand. The run starts on Monday 5 January 2026."""

import datetime as dt
from dataclasses import replace

import pytest

from procsim.model.capacity import available_hours, hourly_cost
from procsim.model.elements import Seat, Team
from procsim.model.flow_analysis.flow import analyse
from procsim.model.organisation import WorkingTime
from tests.builders import (
    by,
    calendar,
    hours,
    model,
    post,
    process,
    recorded,
    task,
    yearly,
)
from tests.paper.world import TWO_WEEKS
from tests.simulated import simulate

WEEK = calendar("week", "Mon-Fri", "09:00-17:00")


def at_eighty(**fields):
    return replace(post(**fields), speed=0.8)


def cases(*hour_of_day):
    instants = (dt.datetime(2026, 1, 5, hour, tzinfo=dt.UTC) for hour in hour_of_day)
    return [recorded(*(("a", instant) for instant in instants))]


def test_an_hour_of_work_takes_75_minutes_at_a_speed_of_eighty_percent():
    """60 min / 80 % = 75 min of presence; the log books an hour of work."""
    built = model(
        posts=[at_eighty()],
        processes=[process("p", task("work", time=hours(1)), arrivals=cases(0))],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "started", "ended", "work") == [(0, 75, 60)]


def test_share_productive_time_and_speed_multiply():
    """An hour at a share of 60 %, productive for 80 % and at a speed of 125 %: 60 / 0.6 = 100."""
    line = replace(post(share=0.6, working_time=WorkingTime(productive=0.8)), speed=1.25)
    built = model(
        posts=[line],
        processes=[process("p", task("work", time=hours(1)), arrivals=cases(0))],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "started", "ended") == [(0, 100)]


def test_a_team_goes_at_the_speed_of_its_slowest_member():
    team = Team((Seat("clerk", by("origin")), Seat("boss", by("origin"))))
    built = model(
        posts=[at_eighty(), post("a", "boss")],
        processes=[
            process("p", task("meet", role=None, team=team, time=hours(4)), arrivals=cases(0))
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("meet", "ended", "work") == [(300, 240)] * 2


def test_a_slow_post_is_there_for_all_its_hours_and_does_fewer_hours_of_work():
    """261 weekdays × 8 h = 2,088 h of presence, × 80 % = 1,670.4 h of work; the hour of work costs
    41,760 / 1,670.4 = 25 USD instead of 20, and work of 835.2 hours is a load of 50 %."""
    line = at_eighty(calendar="week", cost=41_760)
    built = model(
        calendars=[WEEK],
        posts=[line],
        processes=[process("p", task(time=hours(0.8352)), arrivals=[yearly(a=1000)])],
    )
    year = (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert available_hours(built, line, *year) == pytest.approx(1670.4)
    assert hourly_cost(built, "clerk", "a") == pytest.approx(25)
    assert analyse(built).groups[0].load == pytest.approx(0.5)
