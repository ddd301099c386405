"""Several members at once, worked out by hand. The run starts on Monday 5 January 2026, 00:00."""

from procsim.model.elements import DAY_HELD, Performer, Seat, Team
from procsim.units import DAY, HOUR
from tests.builders import (
    by,
    calendar,
    chain,
    end,
    every,
    hand_over,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    role,
    start,
    task,
    terminate,
    wait,
)
from tests.paper.world import TWO_WEEKS, at, cases
from tests.simulated import simulate


def seat(role, at="origin", count=1):
    return Seat(role, by(at), count)


def meeting(*seats, time=None, hold_after=DAY_HELD, id_="meet", **fields):
    return task(id_, role=None, team=Team(seats, hold_after), time=time or hours(1), **fields)


def test_a_panel_over_three_time_zones_works_in_its_common_open_time():
    """Geneva (09:00-17:00) is open 08-16 UTC, Bangkok (12:00-20:00) 05-13, Lima (05:00-13:00)
    10-18: common 10-13 UTC. Five hours that are ready on Monday 00:00: three on Monday, two on
    Tuesday. Everybody's row has the five hours of work."""
    built = model(
        calendars=[
            calendar("geneva", hours="09:00-17:00"),
            calendar("bangkok", hours="12:00-20:00"),
            calendar("lima", hours="05:00-13:00"),
        ],
        offices=[
            office("geneva", tier="hq", zone="Europe/Zurich"),
            office("bangkok", zone="Asia/Bangkok"),
            office("lima", zone="America/Lima"),
        ],
        posts=[post(place, "officer", calendar=place) for place in ("geneva", "bangkok", "lima")],
        processes=[
            process(
                "p",
                meeting(
                    *(seat("officer", place) for place in ("geneva", "bangkok", "lima")),
                    time=hours(5),
                ),
                arrivals=cases(at(0), place="lima"),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("meet", "seat", "queue", "started", "ended", "work") == [
        (0, "officer@geneva", 600, 1440 + 720, 300),
        (1, "officer@bangkok", 600, 1440 + 720, 300),
        (2, "officer@lima", 600, 1440 + 720, 300),
    ]


def test_a_team_works_at_the_pace_of_the_slowest():
    """The boss gives half of his time: an hour of the team's work takes two."""
    built = model(
        posts=[post("a", "clerk"), post("a", "boss", share=0.5)],
        processes=[process("p", meeting(seat("clerk"), seat("boss")), arrivals=cases(at(0)))],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("meet", "member", "started", "ended", "work") == [
        (0, 0, 120, 60),
        (1, 0, 120, 60),
    ]


def test_an_incomplete_team_is_passed_by_later_work():
    """The boss is busy until 05:00. The team of 00:10 waits for him; the clerk does what comes
    later meanwhile, and the team starts at 05:00, when both are free."""
    built = model(
        posts=[post("a", "clerk"), post("a", "boss")],
        processes=[
            process("b", task("long", role="boss", time=hours(5)), arrivals=cases(at(0))),
            process("p", meeting(seat("clerk"), seat("boss")), arrivals=cases(at(0, 10))),
            process("c", task("work", time=hours(1)), arrivals=cases(at(1), at(2))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("work") == [(60, 60, 120), (120, 120, 180)]
    assert run.done("meet") == [(10, 300, 360)] * 2


def test_a_team_that_has_waited_long_enough_keeps_its_members():
    """Clerk's work of 50 minutes comes at 00:00, 00:10, …; the boss is busy until 05:00. The team
    has waited an hour at 01:00; from 01:40 on, when the clerk comes free, it keeps him, although
    work waits for him. They start at 05:00; the third piece of work is taken up at 06:00."""
    built = model(
        posts=[post("a", "clerk"), post("a", "boss")],
        processes=[
            process("b", task("long", role="boss", time=hours(5)), arrivals=cases(at(0))),
            process(
                "p", meeting(seat("clerk"), seat("boss"), hold_after=HOUR), arrivals=cases(at(0))
            ),
            process(
                "c",
                task("work", time=minutes(50)),
                arrivals=cases(*(at(0, minute) for minute in (0, 10, 20))),
            ),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("work") == [(0, 0, 50), (10, 50, 100), (20, 360, 410)]
    assert run.done("meet") == [(0, 300, 360)] * 2


def test_members_are_kept_for_one_team_at_a_time():
    """Both teams need the boss (busy until 05:00), the first also clerk x, the second clerk y. The
    first keeps x; y, who is not kept, goes on with his own work."""
    built = model(
        posts=[post("a", "x"), post("a", "y"), post("a", "boss")],
        processes=[
            process("b", task("long", role="boss", time=hours(5)), arrivals=cases(at(0))),
            process(
                "p1",
                meeting(seat("x"), seat("boss"), hold_after=0, id_="m1"),
                arrivals=cases(at(0, 10)),
            ),
            process(
                "p2",
                meeting(seat("y"), seat("boss"), hold_after=0, id_="m2"),
                arrivals=cases(at(0, 10)),
            ),
            process("c", task("wx", role="x", time=hours(1)), arrivals=cases(at(1))),
            process("d", task("wy", role="y", time=hours(1)), arrivals=cases(at(1))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("wy") == [(60, 60, 120)]
    assert run.done("m1") == [(10, 300, 360)] * 2
    assert run.done("wx") == [(60, 360, 420)]
    assert run.done("m2") == [(10, 360, 420)] * 2


def test_seats_are_filled_so_that_all_of_them_are():
    """Member 0 is clerk and boss, member 1 clerk. The clerk's seat alone would go to member 0,
    the lower number; then nobody were left for the boss's."""
    built = model(
        posts=[post("a", "clerk", "boss"), post("a", "clerk")],
        processes=[process("p", meeting(seat("clerk"), seat("boss")), arrivals=cases(at(0)))],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("meet", "seat", "queue", "member", "started") == [
        (0, "clerk@a", 1, 0),
        (1, "boss@a", 0, 0),
    ]


def test_a_seat_may_count_several_members():
    """Three of four clerks; the fourth is free for the next case at once."""
    built = model(
        posts=[post("a", posts=4)],
        processes=[
            process("p", meeting(seat("clerk", count=3)), arrivals=cases(at(0))),
            process("q", task("work"), arrivals=cases(at(0), at(0))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("meet", "seat", "member") == [(0, 0), (1, 1), (2, 2)]
    assert run.rows("work", "member", "started") == [(3, 0), (3, 10)]


def test_teams_that_need_one_another_members_do_not_block_each_other():
    """p needs x and y, q needs y and x, at the same instant and both may keep: one after the
    other."""
    built = model(
        posts=[post("a", "x"), post("a", "y")],
        processes=[
            process(
                "p", meeting(seat("x"), seat("y"), hold_after=0, id_="m1"), arrivals=cases(at(0))
            ),
            process(
                "q", meeting(seat("y"), seat("x"), hold_after=0, id_="m2"), arrivals=cases(at(0))
            ),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("m1") == [(0, 0, 60)] * 2
    assert run.done("m2") == [(0, 60, 120)] * 2


def test_work_is_handed_over_to_the_office_of_the_first_seat_and_goes_on_from_there():
    """Origin a, first seat in headquarters: four hours there, none to the next step there."""
    built = model(
        offices=[office("hq", tier="hq"), office("a", parent="hq")],
        posts=[post("hq"), post("a")],
        hand_overs=[hand_over("country", "hq", hours(4))],
        processes=[
            process(
                "p",
                meeting(seat("clerk", "hq"), seat("clerk", "origin")),
                task("then", at="hq"),
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("meet", "queue", "ready", "handed", "started") == [
        ("clerk@hq", 0, 240, 240),
        ("clerk@a", 0, 240, 240),
    ]
    assert run.rows("then", "ready", "started") == [(300, 300)]


def test_a_member_of_the_case_may_be_kept_out_of_a_team():
    """Clerk 0 did the first step; the panel of one clerk and the boss must not have him."""
    built = model(
        posts=[post("a", posts=2), post("a", "boss")],
        processes=[
            process(
                "p",
                task("first"),
                meeting(seat("clerk"), seat("boss"), performer=Performer(not_same_as=("first",))),
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("meet", "member", "started") == [(1, 10), (2, 10)]


def test_a_terminated_case_frees_the_whole_team_and_books_what_it_did():
    """The meeting of three hours is stopped after one and a half; both members take other work at
    that moment."""
    built = model(
        posts=[post("a", "clerk"), post("a", "boss")],
        processes=[
            process(
                "p",
                start(),
                every("split"),
                meeting(seat("clerk"), seat("boss"), time=hours(3)),
                wait("pause", minutes(90)),
                terminate("stop"),
                end(),
                flows=[
                    *chain("start", "split", "meet", "end"),
                    *chain("split", "pause", "stop"),
                ],
                arrivals=cases(at(0)),
            ),
            process("q", task("work"), arrivals=cases(at(1))),
            process("r", task("more", role="boss"), arrivals=cases(at(1))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("meet", "seat", "ended", "work", "result") == [
        (0, 90, 90, "WITHDRAWN"),
        (1, 90, 90, "WITHDRAWN"),
    ]
    assert run.done("work") == [(60, 90, 100)]
    assert run.done("more") == [(60, 90, 100)]


def test_a_team_at_work_and_a_team_that_waits_stand_in_the_log_when_the_run_ends():
    """The run ends after 14 days: the meeting of 20 days has 14 done, the next has not begun."""
    built = model(
        posts=[post("a", "clerk"), post("a", "boss")],
        processes=[
            process(
                "p",
                meeting(seat("clerk"), seat("boss"), time=hours(480)),
                arrivals=cases(at(0), at(1)),
            )
        ],
        window=TWO_WEEKS,
    )
    days = 14 * DAY // HOUR * 60
    assert simulate(built).rows("meet", "seat", "queue", "started", "ended", "work", "result") == [
        (0, "clerk@a", 0, days, days, "UNFINISHED"),
        (1, "boss@a", 0, days, days, "UNFINISHED"),
        (0, "clerk@a", None, None, 28_800, "WAITING"),
        (1, "boss@a", None, None, 28_800, "WAITING"),
    ]


def test_a_seat_of_an_unlimited_role_is_taken_while_its_office_is_open():
    """The requester's office is open 09:00-17:00: the clerk, who is always there, meets him from
    09:00 on, for ten hours, which end the next day at 11:00; at 08:00 the clerk does other work."""
    built = model(
        calendars=[calendar("day", "Mon-Fri", "09:00-17:00")],
        offices=[office("a", calendar="day")],
        roles=[role("requester", unlimited=True)],
        posts=[post("a")],
        processes=[
            process(
                "p",
                meeting(seat("requester"), seat("clerk"), time=hours(10)),
                arrivals=cases(at(7)),
            ),
            process("q", task("work"), arrivals=cases(at(8))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("meet", "seat", "queue", "member", "started", "ended") == [
        (0, "clerk@a", 0, 540, 1440 + 660),
        (1, "requester@a", -1, 540, 1440 + 660),
    ]
    assert run.done("work") == [(480, 480, 490)]
