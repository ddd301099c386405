"""Who arrives, and when a run stops: identity under changed demand, edges of the window."""

import dataclasses
import datetime as dt

import numpy as np
import pytest

from procsim.model.distributions import Constant
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.preparation.cases import prepare_cases
from procsim.units import DAY, HOUR, MINUTE, Span
from tests.builders import (
    by,
    calendar,
    exponential,
    gaps,
    minutes,
    model,
    office,
    post,
    process,
    recorded,
    recurrence,
    rework,
    scheduled,
    task,
    window,
    yearly,
)
from tests.simulated import same_log, simulate


def arriving(*arrivals, offices=None, **fields):
    offices = offices or [office("a")]
    return model(
        offices=offices,
        posts=[post(place.id) for place in offices],
        processes=[process("p", task(), arrivals=arrivals)],
        **fields,
    )


def prepared(built, *, seed=1, replication=0):
    return prepare_cases(make_plan(built), seed=seed, replication=replication)


def identities(cases):
    """Identity → (arrival, key of its luck)."""
    names = (cases.process, cases.office, cases.stream, cases.number)
    return dict(
        zip(
            zip(*(column.tolist() for column in names), strict=True),
            zip(cases.arrived.tolist(), cases.key.tolist(), strict=True),
            strict=True,
        )
    )


KINDS = {
    "random": lambda scale: yearly(a=2_000, scale=scale),
    "gaps": lambda scale: gaps(exponential(250), scale=scale),
    "schedule": lambda scale: scheduled(
        recurrence("FREQ=DAILY", "09:00"), cases=Constant(5), scale=scale
    ),
    "records": lambda scale: recorded(
        *[("a", dt.datetime(2026, 1 + n % 12, 5, 9, tzinfo=dt.UTC)) for n in range(2_000)],
        scale=scale,
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_less_demand_leaves_a_part_of_the_same_cases(kind):
    """80 % of about 2,000: 1,600 ± 4 × √(2,000 × 0.8 × 0.2)."""
    full, less = (identities(prepared(arriving(KINDS[kind](s)))) for s in (1.0, 0.8))
    assert less.items() <= full.items()
    assert len(less) == pytest.approx(0.8 * len(full), abs=4 * (len(full) * 0.16) ** 0.5)


@pytest.mark.parametrize("kind", KINDS)
def test_more_demand_adds_cases_and_changes_none(kind):
    full, more = (identities(prepared(arriving(KINDS[kind](s)))) for s in (1.0, 1.2))
    assert full.items() <= more.items()
    spread = (len(full) * 0.2) ** 0.5
    assert len(more) == pytest.approx(1.2 * len(full), abs=4 * spread)


def test_demand_of_one_office_changes_no_case_of_another():
    offices = [office("a"), office("b")]
    before, after = (
        identities(prepared(arriving(yearly(a=500, b=500, scale=scale), offices=offices)))
        for scale in (1.0, by(1.0, a=0.5))
    )
    of_b = {name: value for name, value in before.items() if name[1] == 1}
    assert of_b == {name: value for name, value in after.items() if name[1] == 1}
    assert len(after) < len(before)


def test_no_demand_is_no_case():
    assert prepared(arriving(yearly(a=500, scale=0.0))).arrived.size == 0


def test_a_calendar_moves_the_instants_of_cases_not_their_identity():
    """500 expected cases round the clock or Mon-Fri 9-17: the same identities and luck."""
    week = calendar("week", "Mon-Fri", "09:00-17:00")
    whole, office_hours = (
        identities(prepared(arriving(yearly(a=500, calendar=name), calendars=[week])))
        for name in ("always", "week")
    )
    assert [key for _, key in whole.values()] == [key for _, key in office_hours.values()]
    for arrived, _ in office_hours.values():
        day, time = divmod(arrived, DAY)
        assert (day + 3) % 7 < 5  # 1 January 2026 is a Thursday
        assert 9 * HOUR <= time <= 17 * HOUR


def test_the_volume_is_that_of_a_year():
    """10,000 a year: 10,000 ± 4 × 100 in 2026."""
    assert prepared(arriving(yearly(a=10_000))).arrived.size == pytest.approx(10_000, abs=400)


def test_the_season_keeps_the_volume_of_the_year():
    """Twice as many cases per open day in December: 2 × 31 / (334 + 62) of them, 15.7 %."""
    season = (1.0,) * 11 + (2.0,)
    arrived = prepared(arriving(yearly(a=10_000, seasonality=season))).arrived
    assert arrived.size == pytest.approx(10_000, abs=400)
    assert np.mean(arrived >= 334 * DAY) == pytest.approx(62 / 396, abs=4 * 0.0036)


def test_gaps_run_through_open_time_only():
    """A case every two open hours of 09:00-17:00: Thu 11:00, 13:00, 15:00; the fourth, after eight
    hours, when the office is next open: Fri 09:00, then 11:00 and 13:00."""
    week = calendar("week", "Mon-Fri", "09:00-17:00")
    built = arriving(gaps(minutes(120), calendar="week"), calendars=[week])
    hours = (prepared(built).arrived[:6] / HOUR).tolist()
    assert hours == pytest.approx([11, 13, 15, 24 + 9, 24 + 11, 24 + 13])


def test_what_was_recorded_outside_the_run_does_not_arrive():
    days = (dt.date(2025, 12, 31), dt.date(2026, 3, 1), dt.date(2027, 1, 1))
    records = [("a", dt.datetime(d.year, d.month, d.day, tzinfo=dt.UTC)) for d in days]
    cases = prepared(arriving(recorded(*records)))
    assert (cases.arrived / DAY).tolist() == [59]
    assert cases.number.tolist() == [1]


def test_an_occurrence_moved_into_the_run_arrives():
    """31 December 2025 (moved after a holiday on 31 December and 1 January) is 2 January 2026."""
    closed = calendar("week", "Mon-Fri", holidays=[dt.date(2025, 12, 31), dt.date(2026, 1, 1)])
    rule = recurrence("FREQ=MONTHLY;BYMONTHDAY=31", "09:00", calendar="week", shift="after")
    built = arriving(
        scheduled(rule), calendars=[closed], window=window(dt.date(2026, 1, 1), months=1)
    )
    # 31 January 2026 is a Saturday: moved to 2 February, outside.
    assert (prepared(built).arrived / HOUR).tolist() == [24 + 9]


def test_a_first_day_that_begins_in_the_year_before_is_not_lost():
    """Noon of 1 January in Honolulu is 22:00 UTC of that day; 20:00 of 31 December there is 06:00
    UTC of 1 January and so within the run."""
    rule = recurrence("FREQ=DAILY", "20:00")
    built = arriving(
        scheduled(rule),
        offices=[office("a", zone="Pacific/Honolulu")],
        window=window(dt.date(2026, 1, 1), months=0, days=2),
    )
    assert (prepared(built).arrived / HOUR).tolist() == [6, 30]


def test_a_longer_drain_changes_nothing_that_arrived_in_the_window():
    """The run stops when no case of the window is open: with three months or six months of drain
    every row of those cases is the same."""
    built = model(
        posts=[post("a", posts=2)],
        processes=[rework(0.2, task(time=exponential(300)), id_="p", arrivals=[yearly(a=2_500)])],
    )
    logs = []
    for months in (3, 6):
        until = window(months=6, drain=Span(months), warm_up=Span(1))
        logs.append(simulate(dataclasses.replace(built, window=until)).log)
    one, other = logs
    assert one.finished == other.finished
    assert one.activities.case.size == other.activities.case.size
    assert one.activities.ended.tobytes() == other.activities.ended.tobytes()


def test_the_run_stops_when_the_last_case_of_the_window_has_ended():
    """A case of 23:55 on the last day takes ten minutes: the run ends at 00:05 of the drain."""
    last = dt.datetime(2026, 1, 31, 23, 55, tzinfo=dt.UTC)
    built = arriving(
        recorded(("a", last), ("a", last + dt.timedelta(days=3))),
        window=window(months=1, drain=Span(1)),
    )
    run = simulate(built)
    assert run.log.finished / MINUTE == 31 * 1440 + 5
    assert run.ended() == [31 * 1440 + 5, None]


def test_a_run_without_open_cases_ends_with_the_window():
    built = arriving(window=window(months=1, drain=Span(6)))
    assert simulate(built).log.finished == 31 * DAY


def test_the_same_seed_gives_the_same_log_and_another_replication_another():
    built = model(
        processes=[rework(0.2, task(time=exponential(60)), id_="p", arrivals=[yearly(a=3_000)])]
    )
    first = simulate(built, seed=7).log
    assert same_log(first, simulate(built, seed=7).log)
    assert not same_log(first, simulate(built, seed=8).log)
    assert not same_log(first, simulate(built, seed=7, replication=1).log)
