"""Who takes which work, worked out by hand. The run starts on Monday 5 January 2026, 00:00 UTC."""

import datetime as dt

import numpy as np

from procsim.model.organisation import WorkingTime
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.preparation.absences import absent_days
from tests.builders import (
    calendar,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    recorded,
    task,
    window,
)
from tests.paper.world import TWO_WEEKS, at, cases
from tests.simulated import simulate


def test_the_lower_priority_number_goes_first():
    """The clerk is busy until 01:00; then the urgent case of 00:30 passes the two before it."""
    built = model(
        processes=[
            process("first", task("one", time=hours(1)), arrivals=cases(at(0), at(0, 10))),
            process("urgent", task("two", time=hours(1), priority=-1), arrivals=cases(at(0, 30))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("one") == [(0, 0, 60), (10, 120, 180)]
    assert run.done("two") == [(30, 60, 120)]


def test_nothing_is_pre_empted():
    built = model(
        processes=[
            process("slow", task("one", time=hours(10)), arrivals=cases(at(0))),
            process("urgent", task("two", time=hours(1), priority=-9), arrivals=cases(at(1))),
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).done("two") == [(60, 600, 660)]


def test_the_clerk_who_has_been_idle_longest_takes_the_work():
    """Clerks 0, 1, 2. 00:00: three cases of 30, 10 and 20 minutes go to 0, 1 and 2, which are free
    again in the order 1 (00:10), 2 (00:20), 0 (00:30). At 01:00, 02:00, 03:00 they follow so."""
    built = model(
        posts=[post("a", posts=3)],
        processes=[
            process("p0", task("t0", time=minutes(30)), arrivals=cases(at(0))),
            process("p1", task("t1", time=minutes(10)), arrivals=cases(at(0))),
            process("p2", task("t2", time=minutes(20)), arrivals=cases(at(0))),
            process("q", task("later", time=minutes(1)), arrivals=cases(at(1), at(2), at(3))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert [run.rows(f"t{n}", "member") for n in range(3)] == [[(0,)], [(1,)], [(2,)]]
    assert run.rows("later", "member") == [(1,), (2,), (0,)]


def test_idleness_counts_the_time_off_duty_too():
    """The late clerk (1) has done nothing since the start; at 13:00 he goes before the early one,
    who has worked at 07:00."""
    early, late = calendar("early", hours="06:00-14:00"), calendar("late", hours="12:00-18:00")
    built = model(
        calendars=[early, late],
        posts=[post("a", calendar="early"), post("a", calendar="late")],
        processes=[process("p", task("work"), arrivals=cases(at(7), at(13)))],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "member") == [(0,), (1,)]


def test_cases_of_one_instant_are_served_in_the_order_of_the_file():
    """Offices a and b hand work to headquarters at the same instant: processes in file order, then
    offices in file order, then the order of the records."""
    together = [recorded(("b", at(1)), ("a", at(1)), ("b", at(1)))]
    built = model(
        offices=[office("hq", tier="hq"), office("a"), office("b")],
        posts=[post("hq")],
        processes=[
            process("second", task("two", at="hq"), arrivals=together),
            process("first", task("one", at="hq"), arrivals=together),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    names = [run.plan.names.offices[number] for number in run.log.case_office]
    assert names == ["a", "b", "b", "a", "b", "b"]
    assert [row[1] for row in run.done("two")] == [60, 70, 80]
    assert [row[1] for row in run.done("one")] == [90, 100, 110]


def test_work_of_no_time_takes_no_time_and_its_case_goes_on_at_the_same_instant():
    """Both cases queue at 01:00. Case 0 is through its first step at once and queues for its second
    at 01:00 too; of works queued at one instant the first case's goes first."""
    built = model(
        processes=[
            process(
                "p",
                task("none", time=minutes(0)),
                task("some", time=minutes(10)),
                arrivals=cases(at(1), at(1)),
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("none") == [(60, 60, 60), (60, 70, 70)]
    assert run.done("some") == [(60, 60, 70), (70, 70, 80)]


def test_one_clerk_with_two_roles_takes_the_first_work_over_both():
    """Role x has work of 00:00 (an hour) and 00:20, role y of 00:10: served 00:00, 00:10, 00:20."""
    built = model(
        posts=[post("a", "x", "y")],
        processes=[
            process("px", task("tx", role="x", time=hours(1)), arrivals=cases(at(0), at(0, 20))),
            process("py", task("ty", role="y", time=hours(1)), arrivals=cases(at(0, 10))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("tx") == [(0, 0, 60), (20, 120, 180)]
    assert run.done("ty") == [(10, 60, 120)]


def test_work_waits_for_the_only_one_who_can_do_it_while_another_is_free():
    """Clerk 0 holds x and y, clerk 1 only x. At 00:00 work for y goes to clerk 0, at 00:05 work for
    y waits although clerk 1 is free, at 00:10 work for x goes to clerk 1 and passes it."""
    built = model(
        posts=[post("a", "x", "y"), post("a", "x")],
        processes=[
            process("py", task("ty", role="y", time=hours(1)), arrivals=cases(at(0), at(0, 5))),
            process("px", task("tx", role="x", time=hours(1)), arrivals=cases(at(0, 10))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("ty") == [(0, 0, 60), (5, 60, 120)]
    assert run.rows("tx", "member", "started") == [(1, 10)]


def test_a_group_of_roles_wakes_up_for_each_of_its_people():
    """Clerk 0 (x, y) works 10:00-18:00, clerk 1 (x) 06:00-14:00. Work for y of 01:00 waits for
    10:00; work for x that comes in the night of the next day is taken up at 06:00."""
    early, late = calendar("early", hours="06:00-14:00"), calendar("late", hours="10:00-18:00")
    built = model(
        calendars=[early, late],
        posts=[post("a", "x", "y", calendar="late"), post("a", "x", calendar="early")],
        processes=[
            process("py", task("ty", role="y", time=hours(1)), arrivals=cases(at(1))),
            process("px", task("tx", role="x", time=hours(1)), arrivals=cases(at(1, day=6))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("ty") == [(60, 600, 660)]
    assert run.done("tx") == [(1500, 1440 + 360, 1440 + 420)]


def test_a_clerk_who_comes_free_off_duty_is_there_in_the_morning():
    """All are asleep until the late clerk opens at 12:00 when the early one, whose work ended at
    his closing, has his next opening at 06:00: he is woken first."""
    early, late = calendar("early", hours="06:00-14:00"), calendar("late", hours="12:00-14:00")
    built = model(
        calendars=[early, late],
        posts=[post("a", calendar="early"), post("a", calendar="late")],
        processes=[
            process("p", task("work", time=hours(2)), arrivals=cases(*[at(12)] * 2, at(13), at(13)))
        ],
        window=TWO_WEEKS,
    )
    rows = simulate(built).rows("work", "member", "started", "ended")
    assert rows == [
        (0, 720, 840),
        (1, 720, 840),
        (0, 1440 + 360, 1440 + 480),
        (0, 1440 + 480, 1440 + 600),
    ]


def test_everybody_is_away_exactly_as_many_days_as_agreed_in_each_year():
    """30 days of leave, 6 of sickness and 2 of training a year, two years: 38 working days each,
    none of them a weekend; the hours on duty are those of the other days."""
    week = calendar("week", "Mon-Fri", "09:00-17:00")
    away = WorkingTime(annual_leave=30, sick=6, training=2)
    built = model(
        calendars=[week],
        posts=[post("a", posts=3, calendar="week", working_time=away)],
        window=window(dt.date(2026, 1, 1), months=24),
    )
    run = simulate(built)
    sets = absent_days(run.plan.members, seed=1, replication=0)
    for days, time in zip(sets, run.roster.time, strict=True):
        dates = [dt.date.fromordinal(int(day)) for day in days]
        assert [sum(date.year == year for date in dates) for year in (2026, 2027)] == [38, 38]
        assert all(date.weekday() < 5 for date in dates)
        assert len(set(dates)) == 76
        assert not np.isin(days, time.day).any()
        present = {day for day in time.day.tolist() if 2025 < dt.date.fromordinal(day).year < 2028}
        assert len(present) == 261 + 261 - 76
    assert len({days.tobytes() for days in sets}) == 3, "people are not away together"


def test_a_fraction_of_a_day_away_is_a_whole_day_as_often_as_it_says():
    """2.5 days a year: two or three, three in about half of the years (200 people, 4 errors:
    0.5 ± 4 × 0.035)."""
    week = calendar("week", "Mon-Fri", "09:00-17:00")
    built = model(
        calendars=[week],
        posts=[post("a", posts=200, calendar="week", working_time=WorkingTime(sick=2.5))],
    )
    counts = [len(days) for days in absent_days(make_plan(built).members, seed=1, replication=0)]
    assert set(counts) == {2, 3}
    assert abs(counts.count(3) / 200 - 0.5) < 0.14


def test_nobody_is_needed_for_work_nobody_brings():
    """A model without any case gives an empty log."""
    built = model(processes=[process("p", task(), arrivals=[])], window=TWO_WEEKS)
    run = simulate(built)
    assert run.rows() == []
    assert run.ended() == []
