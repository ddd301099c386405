"""Work and working hours, worked out by hand.

The run starts on Monday 5 January 2026, 00:00 UTC, unless a test says otherwise.
"""

import dataclasses
import datetime as dt

from procsim.units import Span
from tests.builders import (
    calendar,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    recorded,
    role,
    task,
    window,
)
from tests.simulated import simulate

WEEK = calendar("week", "Mon-Fri", "09:00-17:00")


def at(day, hour=0, minute=0, month=1):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=dt.UTC)


def one_task(*arrived, time, hours_=WEEK, zone="UTC", start=dt.date(2026, 1, 5), **fields):
    """Cases of office `a` with one task for one clerk."""
    posts = fields.pop("posts", None) or [post("a", calendar=hours_.id)]
    return model(
        offices=[office("a", zone=zone, calendar=hours_.id)],
        calendars=[hours_],
        posts=posts,
        roles=fields.pop("roles", None),
        processes=[
            process(
                "p",
                task("work", time=time, **fields),
                arrivals=[recorded(*(("a", instant) for instant in arrived))],
            )
        ],
        window=window(start, months=0, days=28),
    )


def clock(run, step="work", ahead=0):
    """(started, ended) of the rows of a step as local clocks show them."""
    rows = run.rows(step, "started", "ended")
    return [tuple(run.local(instant, ahead) for instant in row) for row in rows]


def test_work_of_ten_hours_goes_on_the_next_morning():
    """Mon 10:00 + 7 h until closing, 3 h on Tuesday."""
    run = simulate(one_task(at(5, 10), time=hours(10)))
    assert clock(run) == [("Mon 05 Jan 10:00", "Tue 06 Jan 12:00")]


def test_work_that_ends_at_closing_ends_at_closing():
    run = simulate(one_task(at(5, 10), time=hours(7)))
    assert clock(run) == [("Mon 05 Jan 10:00", "Mon 05 Jan 17:00")]


def test_a_case_of_the_evening_waits_for_the_morning():
    run = simulate(one_task(at(5, 20), time=minutes(30)))
    assert clock(run) == [("Tue 06 Jan 09:00", "Tue 06 Jan 09:30")]


def test_a_case_at_closing_time_waits_for_the_morning():
    run = simulate(one_task(at(5, 17), time=minutes(30)))
    assert clock(run) == [("Tue 06 Jan 09:00", "Tue 06 Jan 09:30")]


def test_a_free_clerk_takes_work_however_little_of_the_day_is_left():
    """16:59: one minute today, 29 tomorrow."""
    run = simulate(one_task(at(5, 16, 59), time=minutes(30)))
    assert clock(run) == [("Mon 05 Jan 16:59", "Tue 06 Jan 09:29")]


def test_work_of_friday_goes_on_after_the_weekend():
    run = simulate(one_task(at(9, 16), time=hours(2)))
    assert clock(run) == [("Fri 09 Jan 16:00", "Mon 12 Jan 10:00")]


def test_nobody_works_on_a_holiday():
    """Tuesday 6 January is closed."""
    closed = calendar("week", "Mon-Fri", "09:00-17:00", holidays=[dt.date(2026, 1, 6)])
    run = simulate(one_task(at(5, 16), at(6, 10), time=hours(2), hours_=closed))
    assert clock(run) == [
        ("Mon 05 Jan 16:00", "Wed 07 Jan 10:00"),
        ("Wed 07 Jan 10:00", "Wed 07 Jan 12:00"),
    ]


def test_work_pauses_over_lunch():
    lunch = calendar("week", "Mon-Fri", "09:00-12:00 13:00-17:00")
    run = simulate(one_task(at(5, 11, 30), at(5, 12, 10), time=hours(1), hours_=lunch))
    assert clock(run) == [
        ("Mon 05 Jan 11:30", "Mon 05 Jan 13:30"),
        ("Mon 05 Jan 13:30", "Mon 05 Jan 14:30"),
    ]


def test_a_night_shift_works_past_midnight():
    """22:00-06:00 on weekdays: the shift of Friday ends on Saturday morning."""
    night = calendar("night", "Mon-Fri", "22:00-06:00")
    run = simulate(one_task(at(9, 23), at(10, 5), time=hours(2), hours_=night))
    assert clock(run) == [
        ("Fri 09 Jan 23:00", "Sat 10 Jan 01:00"),
        ("Sat 10 Jan 05:00", "Mon 12 Jan 23:00"),
    ]


def test_the_night_the_clocks_go_forward_is_an_hour_shorter():
    """Zurich, Sunday 29 March 2026, 02:00 → 03:00: a shift 22:00-06:00 has seven hours."""
    night = calendar("night", "Mon-Sun", "22:00-06:00")
    start = dt.date(2026, 3, 28)
    arrived = dt.datetime(2026, 3, 28, 21, tzinfo=dt.UTC)  # 22:00 local
    run = simulate(
        one_task(arrived, time=hours(8), hours_=night, zone="Europe/Zurich", start=start)
    )
    assert clock(run, ahead=2)[0][1] == "Sun 29 Mar 23:00"


def test_the_night_the_clocks_go_back_is_an_hour_longer():
    """Zurich, Sunday 25 October 2026, 03:00 → 02:00: a shift 22:00-06:00 has nine hours."""
    night = calendar("night", "Mon-Sun", "22:00-06:00")
    start = dt.date(2026, 10, 24)
    arrived = dt.datetime(2026, 10, 24, 20, tzinfo=dt.UTC)  # 22:00 local
    run = simulate(
        one_task(arrived, time=hours(9), hours_=night, zone="Europe/Zurich", start=start)
    )
    assert clock(run, ahead=1)[0][1] == "Sun 25 Oct 06:00"


def test_an_office_keeps_its_local_hours_when_the_clocks_change():
    """Zurich opens at 08:00 UTC until Friday 27 March and at 07:00 UTC from Monday 30 March."""
    arrived = [
        dt.datetime(2026, 3, 27, 1, tzinfo=dt.UTC),
        dt.datetime(2026, 3, 30, 1, tzinfo=dt.UTC),
    ]
    run = simulate(
        one_task(*arrived, time=hours(1), zone="Europe/Zurich", start=dt.date(2026, 3, 27))
    )
    assert [run.local(row[0]) for row in run.rows("work", "started")] == [
        "Fri 27 Mar 08:00",
        "Mon 30 Mar 07:00",
    ]


def test_kathmandu_opens_at_a_quarter_past_three_utc():
    """09:00 at +5:45 is 03:15 UTC."""
    run = simulate(one_task(at(5, 1), time=hours(1), zone="Asia/Kathmandu"))
    assert clock(run) == [("Mon 05 Jan 03:15", "Mon 05 Jan 04:15")]


def test_an_office_that_is_always_open_is_open_at_both_ends_of_a_year_in_every_zone():
    """Fiji is 12 h ahead of UTC and Lima 5 h behind: local days do not begin at 00:00 UTC."""
    for zone in ("Pacific/Fiji", "America/Lima"):
        built = model(
            offices=[office("a", zone=zone)],
            processes=[
                process(
                    "p",
                    task(time=minutes(30)),
                    arrivals=[recorded(("a", at(1, 1)), ("a", at(31, 22, month=12)))],
                )
            ],
            window=window(dt.date(2026, 1, 1), months=12),
        )
        waits = [row[1] - row[0] for row in simulate(built).done("work")]
        assert waits == [0, 0]


def test_half_a_post_works_the_first_half_of_the_day():
    """Half of 09:00-17:00 is 09:00-13:00."""
    run = simulate(
        one_task(at(5, 12), time=hours(2), posts=[post("a", posts=0.5, calendar="week")])
    )
    assert clock(run) == [("Mon 05 Jan 12:00", "Tue 06 Jan 10:00")]


def test_a_share_of_sixty_percent_is_a_pace():
    """An hour of work takes 100 open minutes."""
    run = simulate(
        one_task(at(5, 10), time=hours(1), posts=[post("a", share=0.6, calendar="week")])
    )
    assert clock(run) == [("Mon 05 Jan 10:00", "Mon 05 Jan 11:40")]


def test_work_that_is_passed_on_is_finished_by_whoever_is_there():
    """An early clerk (06:00-12:00) and a late one (12:00-18:00). Four hours from 10:00: two by the
    first, two by the second, as two stints on the log with the work done in each."""
    early, late = calendar("early", hours="06:00-12:00"), calendar("late", hours="12:00-18:00")
    built = model(
        calendars=[early, late],
        posts=[post("a", calendar="early"), post("a", calendar="late")],
        processes=[
            process(
                "p",
                task("work", time=hours(4), at_closing="pass_on"),
                arrivals=[recorded(("a", at(5, 10)))],
            )
        ],
        window=window(dt.date(2026, 1, 5), months=0, days=7),
    )
    columns = ("stint", "member", "queued", "started", "ended", "work", "result")
    assert simulate(built).rows("work", *columns) == [
        (0, 0, 600, 600, 720, 120, "PASSED_ON"),
        (1, 1, 720, 720, 840, 120, "DONE"),
    ]


def test_work_that_is_kept_waits_for_its_clerk():
    early, late = calendar("early", hours="06:00-12:00"), calendar("late", hours="12:00-18:00")
    built = model(
        calendars=[early, late],
        posts=[post("a", calendar="early"), post("a", calendar="late")],
        processes=[
            process("p", task("work", time=hours(4)), arrivals=[recorded(("a", at(5, 10)))])
        ],
        window=window(dt.date(2026, 1, 5), months=0, days=7),
    )
    run = simulate(built)
    assert clock(run) == [("Mon 05 Jan 10:00", "Tue 06 Jan 08:00")]


def test_passed_on_work_keeps_its_old_place_in_the_queue():
    """One clerk. Case 0 (6 h) runs 16:00-17:00; case 1 comes at 16:30. In the morning case 0, which
    queued first, goes on before it."""
    run = simulate(one_task(at(5, 16), at(5, 16, 30), time=hours(6), at_closing="pass_on"))
    assert clock(run) == [
        ("Mon 05 Jan 16:00", "Mon 05 Jan 17:00"),
        ("Tue 06 Jan 09:00", "Tue 06 Jan 14:00"),
        ("Tue 06 Jan 14:00", "Tue 06 Jan 17:00"),
        ("Wed 07 Jan 09:00", "Wed 07 Jan 12:00"),
    ]


def test_a_lunch_break_is_no_closing():
    """Work that is passed on at closing stays with its clerk over lunch."""
    lunch = calendar("week", "Mon-Fri", "09:00-12:00 13:00-17:00")
    run = simulate(one_task(at(5, 11), time=hours(4), hours_=lunch, at_closing="pass_on"))
    assert clock(run) == [("Mon 05 Jan 11:00", "Mon 05 Jan 16:00")]


def test_two_clerks_on_different_shifts_share_a_queue():
    """Early 06:00-14:00, late 10:00-18:00, three cases of two hours at 09:00: the early clerk has
    09:00-11:00, the late one 10:00-12:00, the early one again 11:00-13:00."""
    early, late = calendar("early", hours="06:00-14:00"), calendar("late", hours="10:00-18:00")
    built = model(
        calendars=[early, late],
        posts=[post("a", calendar="early"), post("a", calendar="late")],
        processes=[
            process("p", task("work", time=hours(2)), arrivals=[recorded(*[("a", at(5, 9))] * 3)])
        ],
        window=window(dt.date(2026, 1, 5), months=0, days=7),
    )
    rows = simulate(built).rows("work", "member", "started", "ended")
    assert rows == [(0, 540, 660), (1, 600, 720), (0, 660, 780)]


def test_unlimited_staff_work_at_once_while_the_office_is_open():
    """Three cases at 16:30 all start then; an hour's work pauses overnight."""
    built = one_task(
        *[at(5, 16, 30)] * 3,
        time=hours(1),
        posts=[post("a", "other")],
        roles=[role("clerk", unlimited=True)],
    )
    run = simulate(built)
    assert clock(run) == [("Mon 05 Jan 16:30", "Tue 06 Jan 09:30")] * 3
    assert run.rows("work", "queue", "member") == [("clerk@a", -1)] * 3


def test_unlimited_work_that_the_office_never_opens_for_is_reported_as_waiting():
    """The run ends on Sunday: work of Friday evening has not begun."""
    built = one_task(
        at(9, 18),
        time=hours(1),
        posts=[post("a", "other")],
        roles=[role("clerk", unlimited=True)],
    )
    ends = window(dt.date(2026, 1, 5), months=0, days=7, drain=Span())
    run = simulate(_with(built, ends))
    columns = ("started", "ended", "work", "result")
    assert run.rows("work", *columns) == [(None, None, 60, "WAITING")]


def test_work_in_hand_at_the_end_of_the_run_is_booked_as_far_as_it_got():
    """Friday 16:00 to 17:00 is an hour of three; the run ends on Monday 00:00."""
    built = _with(one_task(at(9, 16), time=hours(3)), window(dt.date(2026, 1, 5), months=0, days=7))
    rows = simulate(built).rows("work", "started", "ended", "work", "result")
    assert rows == [(4 * 1440 + 960, 7 * 1440, 60, "UNFINISHED")]


def _with(built, window_):
    return dataclasses.replace(built, window=window_)
