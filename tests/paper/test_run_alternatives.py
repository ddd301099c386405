"""Who else may take work, worked out by hand. The run starts on Monday 5 January 2026, 00:00."""

from procsim.model.elements import Alternative, Performer
from procsim.units import HOUR, MINUTE
from tests.builders import (
    batch,
    by,
    calendar,
    hand_over,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    recorded,
    task,
)
from tests.paper.world import FIELD, TWO_WEEKS, at, cases
from tests.simulated import simulate


def or_else(at, *, role="clerk", after=0):
    return Performer(others=(Alternative(role, by(at), after),))


def test_work_goes_to_the_parent_office_when_it_has_waited_long_enough():
    """The clerk of a is at case 0 until 10:00. Case 1 queues at 00:10; from 02:10 on the clerk of
    headquarters may take it, and does, without a hand-over."""
    built = model(
        offices=FIELD,
        posts=[post("a"), post("hq")],
        hand_overs=[hand_over("country", "hq", hours(4))],
        processes=[
            process(
                "p",
                task("work", time=hours(10), performer=or_else("parent", after=2 * HOUR)),
                arrivals=cases(at(0), at(0, 10)),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "queue", "queued", "started", "ended") == [
        ("clerk@a", 0, 0, 600),
        ("clerk@hq", 10, 130, 730),
    ]


def test_the_case_goes_on_from_the_office_where_the_work_was_done():
    """Case 0 is done in a and then travels four hours to headquarters; case 1 is done there."""
    built = model(
        offices=FIELD,
        posts=[post("a"), post("hq", posts=2)],
        hand_overs=[hand_over("country", "hq", hours(4))],
        processes=[
            process(
                "p",
                task("work", time=hours(1), performer=or_else("hq")),
                task("then", at="hq", time=hours(1)),
                arrivals=cases(at(0), at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("work", "queue", "ended") == [("clerk@a", 60), ("clerk@hq", 60)]
    assert run.rows("then", "ready", "handed", "started") == [(60, 300, 300), (60, 60, 60)]


def test_the_first_named_is_preferred_when_several_are_free():
    """All three clerks are free; own office first, then headquarters, then the neighbour. The
    neighbour has been idle longest, which counts within a queue only."""
    built = model(
        offices=FIELD,
        posts=[post("b"), post("hq"), post("a")],
        processes=[
            process(
                "p",
                task(
                    "work",
                    time=hours(1),
                    performer=Performer(
                        others=(Alternative("clerk", by("hq")), Alternative("clerk", by("b")))
                    ),
                ),
                arrivals=cases(at(0), at(0), at(0), at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "queue", "started") == [
        ("clerk@a", 0),
        ("clerk@hq", 0),
        ("clerk@b", 0),
        ("clerk@a", 60),
    ]


def test_nobody_else_takes_work_before_its_time():
    """Headquarters is idle all the time; case 1 waits in a only 20 minutes and stays there."""
    built = model(
        offices=FIELD,
        posts=[post("a"), post("hq")],
        processes=[
            process(
                "p",
                task("work", time=minutes(30), performer=or_else("hq", after=30 * MINUTE)),
                arrivals=cases(at(0), at(0, 10)),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "queue", "started") == [("clerk@a", 0), ("clerk@a", 30)]


def test_peers_are_all_offices_of_the_tier_in_file_order():
    """Four cases of b at once: its own clerk, then those of a and c; never headquarters, although
    it has a clerk. The fourth waits for the first who is free."""
    built = model(
        offices=[*FIELD, office("c", parent="hq")],
        posts=[post(place) for place in ("hq", "a", "b", "c")],
        processes=[
            process(
                "p",
                task("work", time=hours(1), performer=or_else("peers")),
                arrivals=cases(at(0), at(0), at(0), at(0), place="b"),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "queue", "started") == [
        ("clerk@b", 0),
        ("clerk@a", 0),
        ("clerk@c", 0),
        ("clerk@b", 60),
    ]


def test_another_role_may_stand_in():
    """The expert helps out with the clerk's work, not the clerk with his."""
    built = model(
        posts=[post("a", "clerk"), post("a", "expert")],
        processes=[
            process(
                "p",
                task("simple", time=hours(1), performer=or_else("origin", role="expert")),
                task("hard", role="expert", time=hours(2)),
                arrivals=cases(at(0), at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("simple", "queue") == [("clerk@a",), ("expert@a",)]
    assert run.done("hard") == [(60, 60, 180), (60, 180, 300)]


def test_borrowed_work_stands_in_the_queue_by_its_own_moment():
    """The clerk of b is at work until 03:00. Work of a queued at 00:10 and open to b from 02:10 on
    goes before b's own of 00:20, and after b's own of 00:05."""
    long, short = hours(3), hours(1)
    built = model(
        offices=FIELD,
        posts=[post("a"), post("b")],
        processes=[
            process(
                "p",
                task("own", time=by(long, a=hours(20)), performer=or_else("b", after=2 * HOUR)),
                arrivals=[recorded(("a", at(0)), ("b", at(0)), ("a", at(0, 10)))],
            ),
            process("q", task("more", time=short), arrivals=cases(at(0, 5), at(0, 20), place="b")),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("more") == [(5, 180, 240), (20, 240 + 20 * 60, 300 + 20 * 60)]
    assert run.rows("own", "queue", "started") == [
        ("clerk@a", 0),
        ("clerk@b", 240),
        ("clerk@b", 0),
    ]


def test_headquarters_has_no_parent_to_escalate_to():
    """The alternative says nothing for cases of headquarters: they wait for its own clerk."""
    built = model(
        offices=FIELD,
        posts=[post("a"), post("hq")],
        processes=[
            process(
                "p",
                task("work", time=hours(1), performer=or_else("parent")),
                arrivals=cases(at(0), at(0), place="hq"),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "queue", "started") == [("clerk@hq", 0), ("clerk@hq", 60)]


def test_work_that_is_passed_on_follows_the_sun():
    """a works 09:00-17:00, b 17:00-01:00; both may do it. Ten hours from 15:00: two in a, then
    eight in b, which begins the moment a closes."""
    built = model(
        calendars=[
            calendar("day", "Mon-Sun", "09:00-17:00"),
            calendar("late", "Mon-Sun", "17:00-01:00"),
        ],
        offices=FIELD,
        posts=[post("a", calendar="day"), post("b", calendar="late")],
        processes=[
            process(
                "p",
                task("work", time=hours(10), at_closing="pass_on", performer=or_else("b")),
                arrivals=cases(at(15)),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "stint", "queue", "started", "ended", "work") == [
        (0, "clerk@a", 15 * 60, 17 * 60, 120),
        (1, "clerk@b", 17 * 60, 25 * 60, 480),
    ]


def test_a_batch_may_be_taken_by_others():
    """Two cases leave as a batch at 00:10; the clerk of a is at other work until 20:00, so the
    clerk of headquarters does both, an hour after it queued."""
    built = model(
        offices=FIELD,
        posts=[post("a"), post("hq")],
        processes=[
            process("busy", task("other", time=hours(20)), arrivals=cases(at(0))),
            process(
                "p",
                task("work", batch=batch(2), performer=or_else("hq", after=HOUR)),
                arrivals=cases(at(0, 5), at(0, 10)),
            ),
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("work", "queue", "queued", "started", "ended") == [
        ("clerk@hq", 10, 70, 90),
        ("clerk@hq", 10, 70, 90),
    ]
