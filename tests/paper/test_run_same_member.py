"""The same member, or not the same, worked out by hand. The run starts on Monday 5 January 2026."""

import datetime as dt

from procsim.model.elements import Alternative, Performer
from tests.builders import (
    by,
    calendar,
    minutes,
    model,
    office,
    post,
    process,
    task,
    wait,
)
from tests.paper.world import TWO_WEEKS, at, cases
from tests.simulated import simulate

SAME = Performer(same_as="first")
OTHER = Performer(not_same_as=("first",))


def two_steps(performer, *, between=(), posts=None, **fields):
    return model(
        posts=posts or [post("a", posts=2)],
        processes=[
            process(
                "p",
                task("first"),
                *between,
                task("second", performer=performer, **fields),
                arrivals=cases(at(0)),
            ),
            process("q", task("other", time=minutes(60)), arrivals=cases(at(0, 15), at(0, 20))),
        ],
        window=TWO_WEEKS,
    )


def test_anybody_does_the_second_step_if_nothing_is_said():
    """Clerk 0 does the first step until 00:10, when clerk 1 has been idle longer."""
    assert simulate(two_steps(Performer())).rows("second", "member", "started") == [(1, 10)]


def test_the_same_member_does_the_later_step():
    assert simulate(two_steps(SAME)).rows("second", "member", "started") == [(0, 10)]


def test_work_for_the_same_member_waits_for_him_while_others_are_free():
    """Clerk 0 does the first step; at 00:15 other work goes to clerk 1 (until 01:15), at 00:20 to
    clerk 0 (until 01:20). The second step is ready at 00:40 and waits for clerk 0 until 01:20,
    although clerk 1 is free from 01:15 on."""
    built = two_steps(SAME, between=[wait("pause", minutes(30))])
    run = simulate(built)
    assert run.rows("other", "member", "ended") == [(1, 75), (0, 80)]
    assert run.rows("second", "member", "queued", "started") == [(0, 40, 80)]


def test_anybody_does_it_if_the_earlier_step_was_never_done():
    built = model(
        posts=[post("a", posts=2)],
        processes=[
            process(
                "p",
                task("first", at="skip"),
                task("second", performer=SAME),
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("second", "member", "started") == [(0, 0)]


def test_anybody_does_it_if_the_earlier_member_cannot():
    """The boss did the first step and is no clerk."""
    built = model(
        posts=[post("a", "boss"), post("a")],
        processes=[
            process(
                "p",
                task("first", role="boss"),
                task("second", performer=SAME),
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("second", "member", "started") == [(1, 10)]


def test_anybody_does_it_if_the_earlier_member_never_comes_again():
    """Clerk 0 works on Monday 5 January only; the second step is ready on Tuesday."""
    once = calendar("once", rule="FREQ=DAILY;COUNT=1", rule_start=dt.date(2026, 1, 5))
    built = model(
        calendars=[once],
        posts=[post("a", calendar="once"), post("a")],
        processes=[
            process(
                "p",
                task("first"),
                wait("pause", minutes(1440)),
                task("second", performer=SAME),
                arrivals=cases(at(9)),
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("first", "member") == [(0,)]
    assert run.rows("second", "member", "started") == [(1, 33 * 60 + 10)]


def test_the_same_member_follows_the_work_into_another_queue():
    """The clerk of headquarters took the first step as an alternative; the second step is the
    neighbour's own or headquarters', and goes to the same clerk."""
    others = (Alternative("clerk", by("hq")),)
    built = model(
        offices=[office("hq", tier="hq"), office("a", parent="hq"), office("b", parent="hq")],
        posts=[post("hq"), post("b")],
        processes=[
            process(
                "p",
                task("first", at="hq"),
                task("second", at="b", performer=Performer(others=others, same_as="first")),
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("second", "queue", "started") == [("clerk@hq", 10)]


def test_four_eyes_another_member_does_the_later_step():
    """Clerk 0 did the first step and, free since 00:10, has been idle longer than clerk 1, free
    since 00:35; but the second step, ready at 00:40, is for somebody else."""
    built = model(
        posts=[post("a", posts=2)],
        processes=[
            process(
                "p",
                task("first"),
                wait("pause", minutes(30)),
                task("second", performer=OTHER),
                arrivals=cases(at(0)),
            ),
            process("q", task("other", time=minutes(20)), arrivals=cases(at(0, 15))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("other", "member", "ended") == [(1, 35)]
    assert run.rows("second", "member", "started") == [(1, 40)]


def test_work_that_one_member_may_not_do_waits_and_is_passed():
    """Clerk 1 is at other work from 00:05 to 02:00. The second step, ready at 00:10, may not be
    done by clerk 0, who takes the work of 00:30 that came later."""
    built = model(
        posts=[post("a", posts=2)],
        processes=[
            process("p", task("first"), task("second", performer=OTHER), arrivals=cases(at(0))),
            process("q", task("other", time=minutes(115)), arrivals=cases(at(0, 5))),
            process("r", task("later"), arrivals=cases(at(0, 30))),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("second", "member", "queued", "started") == [(1, 10, 120)]
    assert run.rows("later", "member", "started") == [(0, 30)]


def test_who_may_not_do_it_counts_before_who_should():
    """The same member as in the first step, and not the same: not the same."""
    both = Performer(same_as="first", not_same_as=("first",))
    assert simulate(two_steps(both)).rows("second", "member") == [(1,)]
