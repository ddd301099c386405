"""Batches, worked out by hand. Time is minutes from Monday 5 January 2026, 00:00 UTC."""

import datetime as dt

from procsim.units import HOUR
from tests.builders import (
    batch,
    by,
    chain,
    end,
    every,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    recorded,
    recurrence,
    rework,
    start,
    task,
    terminate,
    wait,
    window,
)
from tests.paper.world import TWO_WEEKS, at, cases
from tests.simulated import simulate

NOON = recurrence("FREQ=DAILY", "12:00")


def collected(rule, *instants, time=None, **fields):
    step = task("pay", batch=rule, time=time or minutes(10), **fields)
    return model(processes=[process("p", step, arrivals=cases(*instants))], window=TWO_WEEKS)


def test_a_batch_leaves_when_it_is_full():
    """Three cases, at 0, 20 and 50: 5 min of setting up and 3 × 10 of work from 50 to 85."""
    rule = batch(3, setup=minutes(5))
    run = simulate(collected(rule, at(0), at(0, 20), at(0, 50)))
    assert run.rows("pay", "ready", "released", "queued", "started", "ended", "work") == [
        (0, 0, 50, 50, 85, 15),
        (20, 20, 50, 50, 85, 10),
        (50, 50, 50, 50, 85, 10),
    ]


def test_what_is_left_over_waits_for_the_next_batch():
    """Batches of two: the third case of 1 h leaves with the fourth of 5 h."""
    run = simulate(collected(batch(2), at(0), at(0, 30), at(1), at(5)))
    assert [row[0] for row in run.done("pay")] == [30, 30, 300, 300]


def test_a_batch_leaves_when_its_oldest_member_reaches_the_age():
    """Age two hours: the case of 0:00 takes that of 1:00 along at 2:00; the one of 2:30 leaves
    alone at 4:30."""
    run = simulate(collected(batch(age=2 * HOUR), at(0), at(1), at(2, 30)))
    assert [row[0] for row in run.done("pay")] == [120, 120, 270]


def test_when_due_all_leave_in_batches_of_the_size_oldest_first():
    """Size three, noon: five cases... the first three leave full at 2:00, the other two at noon."""
    rule = batch(3, rule=NOON, setup=minutes(5))
    run = simulate(collected(rule, at(0), at(1), at(2), at(3), at(4)))
    assert run.rows("pay", "queued", "ended", "work") == [
        (120, 155, 15),
        (120, 155, 10),
        (120, 155, 10),
        (720, 745, 15),
        (720, 745, 10),
    ]


def test_a_scheduled_batch_takes_all_that_are_there_and_comes_again():
    """Noon of Monday: two cases; noon of Tuesday: one."""
    run = simulate(collected(batch(rule=NOON), at(1), at(11), at(13)))
    assert [row[0] for row in run.done("pay")] == [720, 720, 1440 + 720]


def test_a_case_that_comes_at_the_very_instant_of_the_schedule_leaves_at_it():
    """It passes at once, as at a cut-off, in a batch of its own after those already due."""
    run = simulate(collected(batch(rule=NOON, setup=minutes(5)), at(11), at(12)))
    assert run.rows("pay", "queued", "work") == [(720, 15), (720, 15)]


def test_the_schedule_is_that_of_the_office_where_the_work_is_done():
    """Noon of headquarters in Zurich (UTC+1 in January) is 11:00 UTC, wherever cases come from."""
    offices = [office("hq", tier="hq", zone="Europe/Zurich"), office("a", zone="Asia/Kathmandu")]
    step = task("pay", at="hq", batch=batch(rule=NOON))
    built = model(
        offices=offices,
        posts=[post("hq")],
        processes=[process("p", step, arrivals=cases(at(1)))],
        window=TWO_WEEKS,
    )
    assert simulate(built).done("pay") == [(660, 660, 670)]


def test_batches_of_different_places_do_not_mix():
    """Batches of two at a and b: a fills, b never does."""
    built = model(
        offices=[office("a"), office("b")],
        posts=[post("a"), post("b")],
        processes=[
            process(
                "p",
                task("pay", batch=batch(2)),
                arrivals=[recorded(("a", at(0)), ("b", at(1)), ("a", at(2)))],
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("pay") == [(120, 120, 140)] * 2
    assert run.ended() == [140, 140, None]


def test_members_of_a_batch_may_take_different_times():
    """10 for a and 30 for b at the same place: 40 together."""
    built = model(
        offices=[office("hq", tier="hq"), office("a"), office("b")],
        posts=[post("hq")],
        processes=[
            process(
                "p",
                task("pay", at="hq", time=by(minutes(10), b=minutes(30)), batch=batch(2)),
                arrivals=[recorded(("a", at(0)), ("b", at(0)))],
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("pay", "started", "ended", "work") == [(0, 40, 10), (0, 40, 30)]


def test_a_case_is_not_sent_on_at_one_step_by_its_age_at_another():
    """Two cases leave `sign` as a pair at 0:30 and have been done at 0:50; the age of three hours
    that the first of them would have had there at 3:00 does not end their five hours at `pay`."""
    steps = [
        task("sign", batch=batch(2, age=3 * HOUR), time=minutes(10)),
        task("pay", batch=batch(age=5 * HOUR), time=minutes(10)),
    ]
    built = process("p", *steps, arrivals=cases(at(0), at(0, 30)))
    run = simulate(model(processes=[built], window=TWO_WEEKS))
    assert run.rows("pay", "released", "queued") == [(50, 350), (50, 350)]


def test_a_case_that_comes_back_is_not_sent_on_by_the_age_of_its_last_visit():
    """Size two or three hours. Cases of 0:00 and 0:30 leave full at 0:30, done at 0:50, and come
    back at once, again full; when one comes back alone it waits three hours from then, not from its
    first visit."""
    step = task("pay", batch=batch(2, age=3 * HOUR), time=minutes(10))
    loop = rework(0.5, step, id_="p", arrivals=cases(*[at(0)] * 2))
    built = model(processes=[loop], window=TWO_WEEKS)
    for seed in range(20):
        rows = simulate(built, seed=seed).rows("pay", "released", "queued")
        assert all(queued - released in (0, 180) for released, queued in rows)
        if any(queued > released for released, queued in rows):
            break
    else:
        raise AssertionError("no seed sent a case back alone")


def stopped(*, stop_after, size, instants, posts=1):
    """Cases in a batch and beside it a timer that terminates the case 0:`stop_after` on."""
    nodes = (
        start(),
        every("split"),
        task("pay", batch=batch(size), time=minutes(10)),
        wait("timer", by(minutes(100_000), b=minutes(stop_after))),
        terminate("stop"),
        end(),
    )
    flows = [*chain("start", "split", "pay", "end"), *chain("split", "timer", "stop")]
    busy = process("busy", task("other", at="hq", time=hours(1)), arrivals=cases(at(0)))
    made = process("p", *nodes, flows=flows, arrivals=[recorded(*instants)])
    moved = [
        node if node.id != "pay" else task("pay", at="hq", batch=node.batch, time=minutes(10))
        for node in nodes
    ]
    made = process("p", *moved, flows=flows, arrivals=[recorded(*instants)])
    return model(
        offices=[office("hq", tier="hq"), office("a"), office("b")],
        posts=[post("hq", posts=posts)],
        processes=[busy, made],
        window=TWO_WEEKS,
    )


def test_a_batch_goes_on_without_a_case_that_was_terminated_in_the_queue():
    """The clerk is busy until 01:00. The oldest of three (of office b) is terminated at 0:30, while
    the batch waits: the other two are done all the same, from 01:00."""
    instants = [("b", at(0)), ("a", at(0, 10)), ("a", at(0, 20))]
    run = simulate(stopped(stop_after=30, size=3, instants=instants))
    rows = run.rows("pay", "started", "ended", "result")
    assert sorted(rows) == [(60, 90, "DONE"), (60, 90, "DONE"), (60, 90, "WITHDRAWN")]


def test_a_batch_of_terminated_cases_only_is_not_done():
    """Both of the batch are terminated at 0:30 while it waits: the clerk never takes it up."""
    instants = [("b", at(0)), ("b", at(0))]
    run = simulate(stopped(stop_after=30, size=2, instants=instants))
    assert run.rows("pay") == []


def test_a_terminated_case_leaves_the_collection():
    """Of three cases the first is terminated while they are collected: the batch of three is full
    only with the fourth."""
    instants = [("b", at(0)), ("a", at(1)), ("a", at(2)), ("a", at(3))]
    run = simulate(stopped(stop_after=90, size=3, instants=instants))
    assert run.rows("pay", "queued", "started", "result") == [(180, 180, "DONE")] * 3


def test_a_running_batch_of_terminated_cases_stops():
    """Two clerks, so the batch starts at 0:00 and is stopped at 0:05; 5 of 20 min were done, booked
    on the oldest."""
    instants = [("b", at(0)), ("b", at(0))]
    run = simulate(stopped(stop_after=5, size=2, instants=instants, posts=2))
    assert run.rows("pay", "started", "ended", "work", "result") == [
        (0, 5, 5, "WITHDRAWN"),
        (0, 5, 0, "WITHDRAWN"),
    ]


def test_a_batch_in_hand_at_the_end_has_a_row_for_each_case():
    """The window ends after a day; two cases of 15 h each from 0:00 on: 15 h and 9 h done."""
    step = task("pay", batch=batch(2), time=hours(15))
    built = model(
        processes=[process("p", step, arrivals=cases(at(0), at(0)))],
        window=window(dt.date(2026, 1, 5), months=0, days=1),
    )
    rows = simulate(built).rows("pay", "ended", "work", "result")
    assert rows == [(1440, 900, "UNFINISHED"), (1440, 540, "UNFINISHED")]


def test_a_batch_that_still_queues_at_the_end_has_a_row_for_each_case():
    """The clerk is busy all day."""
    built = model(
        processes=[
            process("busy", task("other", time=hours(48)), arrivals=cases(at(0))),
            process("p", task("pay", batch=batch(2)), arrivals=cases(at(1), at(1))),
        ],
        window=window(dt.date(2026, 1, 5), months=0, days=1),
    )
    rows = simulate(built).rows("pay", "queued", "started", "work", "result")
    assert rows == [(60, None, 10, "WAITING")] * 2
