"""Races of waits, worked out by hand. Time is minutes from Monday 5 January 2026, 00:00 UTC."""

from tests.builders import (
    chain,
    deadline,
    end,
    every,
    first,
    flow,
    late,
    minutes,
    model,
    process,
    recurrence,
    start,
    terminate,
    wait,
)
from tests.paper.world import AT_ONCE, TWO_WEEKS, system
from tests.simulated import simulate


def run(*nodes, flows):
    built = process("p", *nodes, flows=flows, arrivals=AT_ONCE)
    return simulate(model(processes=[built], window=TWO_WEEKS))


def raced(one, other):
    """A race of two waits, each with an end of its own."""
    return run(
        start(),
        first("race"),
        one,
        other,
        system("after_one", 1),
        system("after_other", 1),
        end(),
        flows=[
            *chain("start", "race", one.id, "after_one", "end"),
            *chain("race", other.id, "after_other", "end"),
        ],
    )


def test_the_first_to_end_goes_on_and_the_others_leave_no_trace():
    found = raced(wait("slow", minutes(50)), wait("fast", minutes(20)))
    assert found.rows(None, "step", "ready", "queued", "started", "ended") == [
        ("fast", 0, 0, 0, 20),
        ("after_other", 20, 20, 20, 21),
    ]
    assert found.ended() == [21]


def test_a_tie_goes_to_the_first_flow_whatever_the_order_of_the_steps():
    for nodes in (("x", "y"), ("y", "x")):
        found = run(
            start(),
            first("race"),
            *(wait(name, minutes(20)) for name in nodes),
            end(),
            flows=[*chain("start", "race", "y", "end"), *chain("race", "x", "end")],
        )
        assert found.rows(None, "step") == [("y",)]


def test_a_wait_of_no_time_wins_at_once():
    found = raced(wait("slow", minutes(50)), wait("none", minutes(0)))
    assert found.rows(None, "step", "ended") == [("none", 0), ("after_other", 1)]


def test_a_wait_for_a_date_can_lose_to_a_delay():
    monday = recurrence("FREQ=WEEKLY;BYDAY=MO", "10:00")
    found = raced(wait("date", until=monday), wait("delay", minutes(599)))
    assert found.rows(None, "step", "ended")[0] == ("delay", 599)
    found = raced(wait("date", until=monday), wait("delay", minutes(600)))
    assert found.rows(None, "step", "ended")[0] == ("date", 600)


def test_a_reply_comes_before_the_reminder():
    """The reply is sent at 30, the reminder is due at 40."""
    built = run(
        start(),
        every("split"),
        system("reply", 30, sends=("reply",)),
        first("race"),
        wait("answered", message="reply"),
        wait("silence", minutes(40)),
        end(),
        flows=[
            *chain("start", "split", "reply", "end"),
            *chain("split", "race", "answered", "end"),
            *chain("race", "silence", "end"),
        ],
    )
    assert built.rows(None, "step", "queued", "ended") == [
        ("reply", 0, 30),
        ("answered", 0, 30),
    ]


def test_terminate_ends_a_race():
    found = run(
        start(),
        every("split"),
        system("short", 5),
        terminate("stop"),
        first("race"),
        wait("x", minutes(40)),
        wait("y", minutes(50)),
        end(),
        flows=[
            *chain("start", "split", "short", "stop"),
            *chain("split", "race", "x", "end"),
            *chain("race", "y", "end"),
        ],
    )
    assert found.rows(None, "step", "ended") == [("short", 5)]
    assert found.ended() == [5]


def test_a_deadline_of_the_case_ends_a_race():
    found = run(
        start("start", deadline(after=minutes(30))),
        first("race"),
        wait("x", minutes(40)),
        wait("y", minutes(50)),
        system("sorry", 1),
        end(),
        flows=[
            *chain("start", "race", "x", "end"),
            *chain("race", "y", "end"),
            late("start", "sorry"),
            flow("sorry", "end"),
        ],
    )
    assert found.rows(None, "step", "ended") == [("sorry", 31)]
