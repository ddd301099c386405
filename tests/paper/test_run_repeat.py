"""Repeated tasks, worked out by hand. Time is minutes from Monday 5 January 2026, 00:00 UTC."""

import pytest

from procsim.errors import ProcsimError
from tests.builders import (
    chain,
    decision,
    end,
    flow,
    hand_over,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    repeat,
    start,
    task,
)
from tests.paper.world import AT_ONCE, TWO_WEEKS
from tests.simulated import simulate

FIELD = (office("hq", tier="hq"), office("a", parent="hq"))
WHOLE = ("visit", "instance", "ready", "handed", "queued", "started", "ended")


def run(*tasks, posts=2, **fields):
    built = process("p", *tasks, arrivals=AT_ONCE)
    return simulate(model(posts=[post(posts=posts)], processes=[built], window=TWO_WEEKS, **fields))


def test_one_after_the_other_each_is_ready_when_the_one_before_has_ended():
    found = run(task("sign", repeat=repeat(3)), task("file"))
    assert found.rows("sign", *WHOLE) == [
        (0, 1, 0, 0, 0, 0, 10),
        (0, 2, 10, 10, 10, 10, 20),
        (0, 3, 20, 20, 20, 20, 30),
    ]
    assert found.rows("file", "instance", "ready") == [(0, 30)]


def test_all_at_once_the_step_is_done_with_the_last():
    """Three of 10 minutes, two clerks: 0-10, 0-10, 10-20."""
    found = run(task("sign", repeat=repeat(3, "parallel")), task("file"))
    assert found.rows("sign", *WHOLE) == [
        (0, 1, 0, 0, 0, 0, 10),
        (0, 2, 0, 0, 0, 0, 10),
        (0, 3, 0, 0, 0, 10, 20),
    ]
    assert found.rows("file", "ready") == [(20,)]
    assert found.ended() == [30]


def test_the_hand_over_happens_once():
    """To headquarters in 60 minutes, three times 10 there; the first row has the hand-over."""
    built = process("p", task("sign", at="hq", repeat=repeat(3, "parallel")), arrivals=AT_ONCE)
    found = simulate(
        model(
            offices=FIELD,
            posts=[post("hq")],
            hand_overs=[hand_over("country", "hq", hours(1))],
            processes=[built],
            window=TWO_WEEKS,
        )
    )
    assert found.rows("sign", *WHOLE) == [
        (0, 1, 0, 60, 60, 60, 70),
        (0, 2, 60, 60, 60, 70, 80),
        (0, 3, 60, 60, 60, 80, 90),
    ]


def test_none_at_all_is_passed_without_a_row():
    found = run(task("sign", repeat=repeat(0)), task("file"))
    assert found.rows(None, "step", "ready") == [("file", 0)]


def test_every_instance_has_its_own_delay():
    found = run(task("sign", delay=minutes(5), repeat=repeat(2)))
    assert found.rows("sign", "ready", "released", "started", "ended") == [
        (0, 5, 5, 15),
        (15, 20, 20, 30),
    ]


def test_a_system_can_be_repeated():
    found = run(task("send", role=None, time=minutes(7), repeat=repeat(2, "parallel")))
    assert found.rows("send", "instance", "started", "ended") == [(1, 0, 7), (2, 0, 7)]


def test_the_second_time_takes_sixty_per_cent():
    """Ten minutes, done again: six."""
    built = process(
        "p",
        start(),
        task("check", again=0.6),
        decision("ok"),
        end(),
        flows=[
            *chain("start", "check", "ok"),
            flow("ok", "check", 1.0, at_most=2),
            flow("ok", "end", is_default=True),
        ],
        arrivals=AT_ONCE,
    )
    found = simulate(model(processes=[built], window=TWO_WEEKS))
    assert found.rows("check", "visit", "work") == [(0, 10), (1, 6), (2, 6)]


def test_ten_thousand_instances_are_the_most():
    with pytest.raises(ProcsimError, match=r"p\.sign is to be repeated 10001 times"):
        run(task("sign", repeat=repeat(10_001)))
