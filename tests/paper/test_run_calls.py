"""Cases that begin in the run, worked out by hand. Time is minutes from Monday 5 January 2026,
00:00 UTC."""

import datetime as dt

import numpy as np

from tests.builders import (
    by,
    call,
    chain,
    end,
    every,
    exponential,
    hand_over,
    hours,
    minutes,
    model,
    post,
    process,
    recorded,
    start,
    starts,
    task,
    terminate,
    window,
)
from tests.paper.world import FIELD, TWO_WEEKS, system
from tests.simulated import simulate


def at(minute, place="a"):
    return (place, dt.datetime(2026, 1, 5, tzinfo=dt.UTC) + dt.timedelta(minutes=minute))


def run(*processes, **fields):
    return simulate(
        model(
            offices=FIELD,
            processes=processes,
            window=TWO_WEEKS,
            posts=[post("hq")],
            **fields,
        )
    )


def test_a_caller_goes_on_when_the_case_it_called_has_ended():
    parent = process("p", call("ask", "child"), system("file", 1), arrivals=[recorded(at(0))])
    child = process("child", system("x", 10), system("y", 20), arrivals=[])
    found = run(parent, child)
    assert found.rows(None, "case", "step", "queue", "ready", "started", "ended") == [
        (0, "ask", None, 0, 0, 30),
        (0, "file", None, 30, 30, 31),
        (1, "x", None, 0, 0, 10),
        (1, "y", None, 10, 10, 30),
    ]
    assert found.log.case_parent.tolist() == [-1, 0]
    assert found.ended() == [31, 30]


def test_a_called_case_is_that_of_the_office_the_call_says():
    """Called for the parent office, hq: no hand-over within the child, one back in the caller."""
    parent = process(
        "p", task("begin", at="hq", time=minutes(5)), call("ask", "child", at="parent"),
        task("file", at="hq", time=minutes(5)), arrivals=[recorded(at(0))],
    )  # fmt: skip
    child = process("child", task("x", time=minutes(10)), arrivals=[])
    found = run(parent, child, hand_overs=[hand_over("country", "hq", hours(1))])
    assert found.rows(None, "step", "ready", "handed", "ended") == [
        ("begin", 0, 60, 65),
        ("ask", 65, 65, 75),
        ("file", 75, 75, 80),
        ("x", 65, 65, 75),
    ]
    offices = [found.plan.names.offices[n] for n in found.log.case_office]
    assert offices == ["a", "hq"]


def test_a_call_is_skipped_where_the_file_says_so():
    skipping = call("ask", "child", at=by("origin", country="skip"))
    parent = process("p", skipping, system("file", 1), arrivals=[recorded(at(0))])
    found = run(parent, process("child", system("x", 10), arrivals=[]))
    assert found.rows(None, "step", "ended") == [("file", 1)]


def test_what_a_step_starts_goes_on_by_itself():
    parent = process(
        "p",
        system("begin", 10, starts=(starts("child", 2), starts("other"))),
        system("file", 1),
        arrivals=[recorded(at(0))],
    )
    child = process("child", system("x", 100), arrivals=[])
    other = process("other", system("y", 50), arrivals=[])
    found = run(parent, child, other)
    assert found.rows(None, "case", "step", "ready", "ended") == [
        (0, "begin", 0, 10),
        (0, "file", 10, 11),
        (1, "x", 10, 110),
        (2, "x", 10, 110),
        (3, "y", 10, 60),
    ]
    assert found.log.case_parent.tolist() == [-1, 0, 0, 0]
    assert found.log.case_number.tolist() == [0, 0, 1, 2]
    assert found.ended() == [11, 110, 110, 60]


def test_a_start_and_an_end_can_start_cases():
    parent = process(
        "p", start(starts=[starts("child")]), system("x", 10), end(starts=[starts("child")]),
        flows=chain("start", "x", "end"), arrivals=[recorded(at(0))],
    )  # fmt: skip
    found = run(parent, process("child", system("y", 5), arrivals=[]))
    assert found.rows("y", "case", "ready", "ended") == [(1, 0, 5), (2, 10, 15)]


def terminated(**fields):
    parent = process(
        "p",
        start(),
        every("split"),
        task("short", at="hq", time=minutes(30), **fields),
        terminate("stop"),
        call("ask", "child"),
        end(),
        flows=[*chain("start", "split", "short", "stop"), *chain("split", "ask", "end")],
        arrivals=[recorded(at(0))],
    )
    child = process("child", task("x", role="boss", at="hq", time=hours(2)), arrivals=[])
    return simulate(
        model(
            offices=FIELD,
            processes=[parent, child, process("free", system("y", 100), arrivals=[])],
            window=TWO_WEEKS,
            posts=[post("hq"), post("hq", "boss")],
        )
    )


def test_terminate_ends_the_cases_that_were_called():
    found = terminated()
    assert found.rows(None, "step", "started", "ended", "work", "result") == [
        ("short", 0, 30, 30, "DONE"),
        ("ask", 0, 30, 0, "WITHDRAWN"),
        ("x", 0, 30, 30, "WITHDRAWN"),
    ]
    assert found.ended() == [30, 30]


def test_terminate_leaves_the_cases_that_were_started():
    found = terminated(starts=(starts("free"),))
    assert found.rows("y", "ready", "ended", "result") == [(30, 130, "DONE")]


def test_a_called_case_that_terminates_lets_its_caller_go_on():
    parent = process("p", call("ask", "child"), arrivals=[recorded(at(0))])
    child = process(
        "child", start(), system("x", 10), terminate(), flows=chain("start", "x", "stop"),
        arrivals=[],
    )  # fmt: skip
    assert run(parent, child).ended() == [10, 10]


def test_children_of_children():
    first = process("p", call("one", "q"), arrivals=[recorded(at(0))])
    second = process("q", call("two", "r"), system("x", 5), arrivals=[])
    found = run(first, second, process("r", system("y", 10), arrivals=[]))
    assert found.ended() == [15, 15, 10]
    assert found.log.case_parent.tolist() == [-1, 0, 1]


def test_the_luck_of_a_born_case_is_that_of_its_parent_and_the_place_of_its_birth():
    """Whatever else begins before it, a case draws the same."""
    child = process("child", task("x", at="hq", time=exponential(50)), arrivals=[])
    parent = process("p", system("begin", 10, starts=(starts("child", 2),)),
                     arrivals=[recorded(at(0), at(1000))])  # fmt: skip
    stranger = process("z", system("b", 1, starts=(starts("child", 3),)),
                       arrivals=[recorded(at(0))])  # fmt: skip
    alone, beside = run(parent, child), run(stranger, parent, child)
    expected = alone.rows("x", "work")
    assert len(set(expected)) == 4
    work = dict(zip(beside.log.activities.case.tolist(), beside.log.activities.work, strict=True))
    kin = [n for n, p in enumerate(beside.log.case_parent.tolist()) if p in (1, 2)]
    assert np.allclose([work[case] / 60e6 for case in kin], [row[0] for row in expected])


def test_demand_that_another_process_makes_counts_for_the_end_of_the_run():
    """A started case of the window that is still open keeps the run going into the drain."""
    parent = process("p", system("b", 1, starts=(starts("child"),)), arrivals=[recorded(at(0))])
    child = process("child", system("x", 5 * 24 * 60), arrivals=[])
    from procsim.units import Span

    built = model(
        offices=FIELD, processes=[parent, child], posts=[],
        window=window(dt.date(2026, 1, 5), months=0, days=2, drain=Span(0, 10)),
    )  # fmt: skip
    assert simulate(built).ended() == [1, 1 + 5 * 24 * 60]
