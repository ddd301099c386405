"""Deadlines, worked out by hand. Time is minutes from Monday 5 January 2026, 00:00 UTC; one clerk,
always there, unless a test says otherwise."""

import datetime as dt

import numpy as np

from tests.builders import (
    batch,
    calendar,
    call,
    chain,
    deadline,
    end,
    every,
    flow,
    hours,
    late,
    minutes,
    model,
    office,
    post,
    process,
    recorded,
    repeat,
    start,
    task,
    wait,
)
from tests.paper.world import TWO_WEEKS
from tests.simulated import simulate


def cases(*hours_):
    day = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    return [recorded(*(("a", day + dt.timedelta(hours=hour)) for hour in hours_))]


def limited(limit, *, arrivals, **fields):
    """A task of two hours with a limit, after which somebody else tells the requester."""
    return process(
        "p",
        start(),
        task("check", time=hours(2), deadlines=(limit,), **fields),
        task("tell", role="boss", time=minutes(5)),
        end(),
        flows=[*chain("start", "check", "end"), late("check", "tell"), flow("tell", "end")],
        arrivals=arrivals,
    )


def run(*processes, posts=None, **fields):
    posts = [post(), post("a", "boss")] if posts is None else posts
    return simulate(model(posts=posts, processes=processes, window=TWO_WEEKS, **fields))


WHOLE = ("ready", "queued", "started", "ended", "work", "result")


def test_queued_work_is_withdrawn_at_its_deadline_and_the_case_goes_the_late_way():
    """Two cases at 00:00, two hours each, limit 90 minutes. The clerk begins the first, which is
    withdrawn at 90 with 90 minutes done; so is the second, which nobody has touched."""
    found = run(limited(deadline(after=minutes(90)), arrivals=cases(0, 0)))
    assert found.rows("check", *WHOLE) == [
        (0, 0, 0, 90, 90, "WITHDRAWN"),
        (0, 0, 90, 90, 0, "WITHDRAWN"),
    ]
    assert found.rows("tell", "ready", "started", "ended") == [(90, 90, 95), (90, 95, 100)]
    assert found.ended() == [95, 100]


def test_the_member_of_withdrawn_work_is_free_at_once():
    """The second case arrives at 60, waits for the clerk until the first is withdrawn at 90."""
    found = run(limited(deadline(after=minutes(90)), arrivals=cases(0, 1)))
    assert found.rows("check", "member", "started", "ended", "work", "result") == [
        (0, 0, 90, 90, "WITHDRAWN"),
        (0, 90, 150, 60, "WITHDRAWN"),
    ]


def test_work_that_ends_at_the_instant_of_its_deadline_is_done():
    found = run(limited(deadline(after=hours(2)), arrivals=cases(0)))
    assert found.rows("check", "ended", "result") == [(120, "DONE")]
    assert found.rows("tell") == []


def test_a_limit_on_work_counts_from_its_first_start():
    """Ready at 0 and 60, two hours each, limit 2 h since start: both are done in time."""
    within = deadline(after=hours(2), since="start")
    found = run(limited(within, arrivals=cases(0, 1)))
    assert found.rows("check", "started", "ended", "result") == [
        (0, 120, "DONE"),
        (120, 240, "DONE"),
    ]
    short = deadline(after=minutes(100), since="start")
    found = run(limited(short, arrivals=cases(0, 1)))
    assert found.rows("check", "started", "ended", "result") == [
        (0, 100, "WITHDRAWN"),
        (100, 200, "WITHDRAWN"),
    ]


def test_a_limit_until_the_start_is_patience():
    """Two cases at 00:00, two hours each, limit 90 minutes until the start of work: the first is
    done at 120, the second leaves the queue at 90."""
    patience = deadline(after=minutes(90), until="start")
    found = run(limited(patience, arrivals=cases(0, 0)))
    assert found.rows("check", *WHOLE) == [
        (0, 0, 0, 120, 120, "DONE"),
        (0, 0, 90, 90, 0, "WITHDRAWN"),
    ]
    assert found.rows("tell", "ready", "started") == [(90, 90)]


def test_without_patience_only_what_finds_somebody_free_is_done():
    """Of three cases at 00:00 one finds the clerk free; so does that of 02:00, when he is free
    again at that very instant."""
    found = run(limited(deadline(after=minutes(0), until="start"), arrivals=cases(0, 0, 1, 2)))
    assert found.rows("check", "started", "ended", "result") == [
        (0, 120, "DONE"),
        (0, 0, "WITHDRAWN"),
        (60, 60, "WITHDRAWN"),
        (120, 240, "DONE"),
    ]


def test_patience_has_ended_for_good_when_work_is_passed_on():
    """The office closes at 01:00 and passes the rest on; the limit of 90 minutes no longer counts,
    and the work ends an hour after the office opens again."""
    early = calendar("early", "Mon-Fri", "00:00-01:00")
    patience = deadline(after=minutes(90), until="start")
    found = run(
        limited(patience, arrivals=cases(0), at_closing="pass_on"),
        calendars=[early],
        posts=[post("a", calendar="early"), post("a", "boss")],
    )
    assert found.rows("check", "started", "ended", "result") == [
        (0, 60, "PASSED_ON"),
        (1440, 1500, "DONE"),
    ]


def test_reminders_until_the_start_stop_when_work_starts():
    """The second case is reminded of at 50 and 100 and begun at 120."""
    limit = deadline(after=minutes(50), interrupts=False, every=minutes(50), until="start")
    found = run(limited(limit, arrivals=cases(0, 0)))
    assert found.rows("tell", "case", "started") == [(1, 50), (1, 100)]


def test_a_reminder_leaves_the_work_and_comes_again():
    """Limit 30 minutes, then every 40: reminders at 30, 70 and 110; the work ends at 120."""
    limit = deadline(after=minutes(30), interrupts=False, every=minutes(40))
    found = run(limited(limit, arrivals=cases(0)))
    assert found.rows("check", "ended", "result") == [(120, "DONE")]
    assert found.rows("tell", "visit", "started") == [(0, 30), (1, 70), (2, 110)]
    assert found.ended() == [120]


def test_a_limit_in_working_time_counts_open_hours():
    """Office hours 09:00-17:00. Ready on Monday at 16:00, limit 2 h of working time: Tuesday
    10:00 (34 h after the start of the week)."""
    limit = deadline(after=hours(2), calendar="office")
    found = simulate(
        model(
            offices=[office(calendar="week")],
            calendars=[calendar(), calendar("late", "Fri")],
            posts=[post(calendar="late"), post("a", "boss")],
            processes=[limited(limit, arrivals=cases(16))],
            window=TWO_WEEKS,
        )
    )
    assert found.rows("check", "queued", "ended", "result") == [(16 * 60, 34 * 60, "WITHDRAWN")]
    assert found.rows("tell", "started") == [(34 * 60,)]


def test_who_is_being_collected_leaves_the_batch_at_its_deadline():
    """A batch of two at 00:00 and 03:00; the limit of the first is 02:00, so the second waits for
    a third, of 04:00, and both leave then. (It takes four hours; the limits stop it at 360.)"""
    found = run(limited(deadline(after=hours(2)), arrivals=cases(0, 3, 4), batch=batch(2)))
    assert found.rows("check", "queued", "started", "ended", "work", "result") == [
        (120, 120, 120, 0, "WITHDRAWN"),
        (240, 240, 360, 120, "WITHDRAWN"),
        (240, 240, 360, 0, "WITHDRAWN"),
    ]


def test_a_batch_that_has_left_goes_on_for_the_rest():
    """Two cases of 00:00 and 01:00 leave together at 60, two hours each: done at 300. The limit of
    the first passes at 250; its row comes with the batch's, its token goes on at once."""
    found = run(limited(deadline(after=minutes(250)), arrivals=cases(0, 1), batch=batch(2)))
    assert found.rows("check", "queued", "started", "ended", "work", "result") == [
        (60, 60, 300, 120, "WITHDRAWN"),
        (60, 60, 300, 120, "DONE"),
    ]
    assert found.rows("tell", "case", "started") == [(0, 250)]


def test_a_deadline_withdraws_all_instances_of_a_repeated_task():
    """Three at once, two clerks, two hours each, limit 90: two rows of work, one of waiting."""
    found = run(
        limited(deadline(after=minutes(90)), arrivals=cases(0), repeat=repeat(3, "parallel")),
        posts=[post(posts=2), post("a", "boss")],
    )
    assert found.rows("check", "instance", "started", "ended", "work", "result") == [
        (1, 0, 90, 90, "WITHDRAWN"),
        (2, 0, 90, 90, "WITHDRAWN"),
        (3, 90, 90, 0, "WITHDRAWN"),
    ]
    assert found.rows("tell", "visit", "started") == [(0, 90)]


def test_a_deadline_ends_the_case_that_was_called():
    """The called process takes two hours; after one its caller goes on without it."""
    parent = process(
        "p",
        start(),
        call("ask", "child", deadlines=[deadline(after=hours(1))]),
        task("tell", role="boss", time=minutes(5)),
        end(),
        flows=[*chain("start", "ask", "end"), late("ask", "tell"), flow("tell", "end")],
        arrivals=cases(0),
    )
    child = process("child", task("check", time=hours(2)), arrivals=[])
    found = run(parent, child)
    assert found.rows(None, "step", "started", "ended", "work", "result") == [
        ("ask", 0, 60, 0, "WITHDRAWN"),
        ("tell", 60, 65, 5, "DONE"),
        ("check", 0, 60, 60, "WITHDRAWN"),
    ]
    assert found.ended() == [65, 60]
    outcome = [found.plan.names.steps[step][1] for step in found.log.case_outcome]
    assert outcome == ["end", "ask"]


def test_a_deadline_of_the_case_withdraws_all_its_tokens():
    """Two strands of two hours and of five; the limit of three hours ends the second, and the join
    that the first waits at is forgotten."""
    built = process(
        "p",
        start("start", deadline(after=hours(3))),
        every("split"),
        task("near", time=hours(2)),
        task("far", role="boss", time=hours(5)),
        every("join"),
        wait("sorry", minutes(10)),
        end(),
        flows=[
            *chain("start", "split", "near", "join", "end"),
            *chain("split", "far", "join"),
            late("start", "sorry"),
            flow("sorry", "end"),
        ],
        arrivals=cases(0),
    )
    found = run(built)
    assert found.rows(None, "step", "ended", "work", "result") == [
        ("near", 120, 120, "DONE"),
        ("far", 180, 180, "WITHDRAWN"),
        ("sorry", 190, 0, "DONE"),
    ]
    assert found.ended() == [190]


def test_deemed_approval_after_silence():
    """A wait for a reply that never comes, at most 5 days: the case goes on at 5 days."""
    built = process(
        "p",
        start(),
        wait("reply", message="reply", deadlines=[deadline(after=hours(120))]),
        end(),
        flows=[*chain("start", "reply", "end"), late("reply", "end")],
        arrivals=cases(0),
    )
    found = run(built)
    assert found.rows("reply", "queued", "ended", "result") == [(0, 7200, "WITHDRAWN")]
    assert found.ended() == [7200]


def test_a_deadline_is_of_one_visit():
    """A rest that is passed on keeps the limit; the second visit has its own."""
    built = process(
        "p",
        start(),
        task("check", time=hours(10), at_closing="pass_on", deadlines=(deadline(after=hours(20)),)),
        end(),
        flows=[*chain("start", "check", "end"), late("check", "check")],
        arrivals=cases(9),
    )
    found = simulate(
        model(calendars=[calendar()], posts=[post(calendar="week")], processes=[built],
              window=TWO_WEEKS)
    )  # fmt: skip
    # Monday 09:00-17:00; the limit is 05:00 on Tuesday; then 09:00-17:00, and so on.
    first = found.rows("check", "visit", "stint", "started", "ended", "work", "result")[:4]
    assert first == [
        (0, 0, 540, 1020, 480, "PASSED_ON"),
        (0, 1, 1740, 1740, 0, "WITHDRAWN"),
        (1, 0, 1980, 2460, 480, "PASSED_ON"),
        (1, 1, 2940, 2940, 0, "WITHDRAWN"),
    ]


def test_who_is_withdrawn_never_ends_after_the_limit():
    """Twenty cases at once, one clerk, ten minutes each, limit 75: seven are done, one begun."""
    found = run(
        process(
            "p",
            start(),
            task("check", time=minutes(10), deadlines=(deadline(after=minutes(75)),)),
            end(),
            flows=[*chain("start", "check", "end"), late("check", "end")],
            arrivals=cases(*[0] * 20),
        )
    )
    results = found.rows("check", "ended", "work", "result")
    assert [row for row in results if row[2] == "DONE"] == [
        (10 * n, 10, "DONE") for n in range(1, 8)
    ]
    assert results[7] == (75, 5, "WITHDRAWN")
    assert results[8:] == [(75, 0, "WITHDRAWN")] * 12
    assert np.all(found.log.case_ended >= 0)
