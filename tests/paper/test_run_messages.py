"""Messages, worked out by hand. Time is minutes from Monday 5 January 2026, 00:00 UTC."""

import datetime as dt

from tests.builders import (
    call,
    chain,
    end,
    every,
    first,
    model,
    process,
    recorded,
    start,
    starts,
    wait,
)
from tests.paper.world import FIELD, TWO_WEEKS, system
from tests.simulated import simulate


def at(minute, place="a"):
    return (place, dt.datetime(2026, 1, 5, tzinfo=dt.UTC) + dt.timedelta(minutes=minute))


def run(*processes):
    return simulate(model(offices=FIELD, processes=processes, window=TWO_WEEKS, posts=[]))


def budget(match, *arrivals):
    """Requisitions that wait for a release of budget, and releases of one minute."""
    wants = process("wants", wait("held", message="release", match=match), arrivals=[arrivals[0]])
    gives = process("gives", system("release", 1, sends=("release",)), arrivals=[arrivals[1]])
    return run(wants, gives)


def test_a_release_lets_everybody_go_who_waits_and_nobody_who_comes_later():
    found = budget("all", recorded(at(0), at(5, "b"), at(20)), recorded(at(9)))
    assert found.rows("held", "queued", "ended") == [(0, 10), (5, 10)]
    assert found.ended() == [10, None, 10, 10]


def test_a_release_for_an_office_concerns_cases_of_that_office():
    found = budget("office", recorded(at(0), at(5, "b")), recorded(at(9)))
    assert found.rows("held", "queued", "ended") == [(0, 10)]


def test_a_message_of_another_case_is_none_of_mine():
    found = budget("case", recorded(at(0)), recorded(at(9)))
    assert found.rows("held") == []


def test_a_message_to_the_case_is_kept_until_a_wait_takes_it():
    """Two messages at 10 and 20; the waits come at 30 and, after it, one after the other: both
    pass at once, the third waits for ever."""
    built = process(
        "p",
        start(),
        every("split"),
        system("one", 10, sends=("go",)),
        system("two", 10, sends=("go",)),
        system("long", 30),
        wait("w1", message="go"),
        wait("w2", message="go"),
        wait("w3", message="go"),
        end(),
        flows=[
            *chain("start", "split", "one", "two", "end"),
            *chain("split", "long", "w1", "w2", "w3", "end"),
        ],
        arrivals=[recorded(at(0))],
    )
    found = run(built)
    assert found.rows(None, "step", "queued", "ended") == [
        ("one", 0, 10),
        ("two", 10, 20),
        ("long", 0, 30),
        ("w1", 30, 30),
        ("w2", 30, 30),
    ]


def test_a_message_to_the_case_releases_one_wait_the_first_in_order():
    built = process(
        "p",
        start(),
        every("split"),
        system("one", 10, sends=("go",)),
        system("two", 10, sends=("go",)),
        wait("w1", message="go"),
        wait("w2", message="go"),
        end(),
        flows=[
            *chain("start", "split", "one", "two", "end"),
            *chain("split", "w1", "end"),
            *chain("split", "w2", "end"),
        ],
        arrivals=[recorded(at(0))],
    )
    assert run(built).rows(None, "step", "ended")[2:] == [("w1", 10), ("w2", 20)]


def test_cases_that_began_one_another_are_one_family():
    """The parent waits for what the case that it started sends."""
    parent = process(
        "parent",
        system("begin", 1, starts=(starts("child"),)),
        wait("held", message="done"),
        arrivals=[recorded(at(0), at(100))],
    )
    child = process("child", system("work", 30, sends=("done",)), arrivals=[])
    assert run(parent, child).rows("held", "case", "queued", "ended") == [
        (0, 1, 31),
        (1, 101, 131),
    ]


def test_a_called_case_hears_its_caller():
    parent = process(
        "parent",
        start(),
        every("split"),
        call("ask", "child"),
        system("think", 25, sends=("answer",)),
        every("join"),
        end(),
        flows=[
            *chain("start", "split", "ask", "join", "end"),
            *chain("split", "think", "join"),
        ],
        arrivals=[recorded(at(0))],
    )
    child = process("child", wait("held", message="answer"), arrivals=[])
    found = run(parent, child)
    assert found.rows("ask", "ready", "ended") == [(0, 25)]


def test_an_end_can_send():
    """The second case of the file waits for the end of the first."""
    one = process(
        "one", start(), system("x", 10), end(sends=("over",)), flows=chain("start", "x", "end"),
        arrivals=[recorded(at(0))],
    )  # fmt: skip
    other = process("other", wait("held", message="over", match="all"), arrivals=[recorded(at(1))])
    assert run(one, other).rows("held", "queued", "ended") == [(1, 10)]


def test_of_two_ways_of_a_race_one_message_releases_one():
    built = process(
        "p",
        start(),
        first("race"),
        wait("x", message="go", match="all"),
        wait("y", message="go", match="office"),
        end(),
        flows=[*chain("start", "race", "x", "end"), *chain("race", "y", "end")],
        arrivals=[recorded(at(0))],
    )
    sender = process("q", system("s", 5, sends=("go",)), arrivals=[recorded(at(0))])
    found = run(built, sender)
    assert found.rows(None, "step", "ended") == [("x", 5), ("s", 5)]
    assert found.ended() == [5, 5]
