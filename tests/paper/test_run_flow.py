"""Ways of cases through a process, worked out by hand. Time is minutes from Monday 5 January 2026,
00:00 UTC; offices are always open unless a test says otherwise."""

import dataclasses
import datetime as dt

import numpy as np
import pytest

from procsim.errors import ProcsimError
from procsim.simulation.log import Result
from tests.builders import (
    by,
    calendar,
    chain,
    days,
    decision,
    end,
    every,
    exponential,
    flow,
    hand_over,
    hours,
    minutes,
    model,
    office,
    parallel,
    post,
    process,
    recorded,
    recurrence,
    rework,
    scheduled,
    start,
    task,
    terminate,
    wait,
    window,
    yearly,
)
from tests.paper.world import FIELD, TWO_WEEKS, at, cases
from tests.simulated import simulate

# Hand-overs


def test_crossing_to_another_office_costs_one_hand_over():
    """Office a → headquarters 60 min, back 30 min; the way inside one office costs nothing."""
    built = model(
        offices=FIELD,
        posts=[post("a"), post("hq")],
        hand_overs=[hand_over("country", "hq", hours(1)), hand_over("hq", "country", minutes(30))],
        processes=[
            process(
                "p",
                task("ask"),
                task("check", at="hq"),
                task("sign", at="hq"),
                task("file"),
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    rows = simulate(built).rows(None, "step", "ready", "handed", "queued", "started", "ended")
    assert rows == [
        ("ask", 0, 0, 0, 0, 10),
        ("check", 10, 70, 70, 70, 80),
        ("sign", 80, 80, 80, 80, 90),
        ("file", 90, 120, 120, 120, 130),
    ]


def test_the_most_specific_hand_over_holds():
    """Tier to tier 60 min; from a 20 min (a name beats a tier); from b, by the tiers, 60 min."""
    built = model(
        offices=FIELD,
        posts=[post("hq", posts=2)],
        hand_overs=[hand_over("country", "hq", hours(1)), hand_over("a", "hq", minutes(20))],
        processes=[
            process(
                "p",
                task("check", at="hq"),
                arrivals=[recorded(("a", at(0)), ("b", at(0)))],
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("check", "ready", "handed") == [(0, 20), (0, 60)]


def test_delay_follows_the_hand_over_and_comes_before_the_queue():
    """Hand-over 20, delay 15: queued at 35."""
    built = model(
        offices=FIELD,
        posts=[post("hq")],
        hand_overs=[hand_over("country", "hq", minutes(20))],
        processes=[process("p", task("check", at="hq", delay=minutes(15)), arrivals=cases(at(0)))],
        window=TWO_WEEKS,
    )
    rows = simulate(built).rows("check", "ready", "handed", "released", "queued", "started")
    assert rows == [(0, 20, 35, 35, 35)]


def test_after_a_join_the_office_of_the_last_token_counts():
    """`near` is done in a until 00:10, `far` at headquarters (no time lost) until 01:00. The last
    token comes from headquarters, so the way back to a costs 30 min: ready 60, handed 90."""
    built = model(
        offices=FIELD,
        posts=[post("a"), post("hq")],
        hand_overs=[hand_over("hq", "a", minutes(30))],
        processes=[
            process(
                "p",
                start(),
                every("split"),
                task("near"),
                task("far", at="hq", time=hours(1)),
                every("join"),
                task("sign"),
                end(),
                flows=[
                    *chain("start", "split", "near", "join", "sign", "end"),
                    *chain("split", "far", "join"),
                ],
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("sign", "ready", "handed") == [(60, 90)]


def test_a_wait_or_a_system_moves_no_case():
    """Between two tasks at headquarters nothing is handed over, although the office is a."""
    built = model(
        offices=FIELD,
        posts=[post("hq")],
        hand_overs=[hand_over("country", "hq", hours(1)), hand_over("hq", "country", hours(1))],
        processes=[
            process(
                "p",
                task("one", at="hq"),
                wait("pause", minutes(5)),
                task("machine", role=None, time=minutes(7)),
                task("two", at="hq"),
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    rows = simulate(built).rows(None, "step", "ready", "started", "ended", "work", "queue")
    assert rows == [
        ("one", 0, 60, 70, 10, "clerk@hq"),
        ("pause", 70, 70, 75, 0, None),
        ("machine", 75, 75, 82, 0, None),
        ("two", 82, 82, 92, 10, "clerk@hq"),
    ]


def test_a_step_that_is_skipped_for_an_origin_leaves_no_trace():
    """Cases of b skip the check, the wait and their hand-overs."""
    built = model(
        offices=FIELD,
        posts=[post("a"), post("b"), post("hq")],
        hand_overs=[hand_over("country", "hq", hours(1)), hand_over("hq", "country", hours(1))],
        processes=[
            process(
                "p",
                task("check", at=by("hq", b="skip")),
                wait("pause", minutes(5), at=by("origin", b="skip")),
                task("file"),
                arrivals=[recorded(("a", at(0)), ("b", at(0)))],
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows(None, "case", "step", "ready", "handed", "ended") == [
        (0, "check", 0, 60, 70),
        (0, "pause", 70, 70, 75),
        (0, "file", 75, 135, 145),
        (1, "file", 0, 0, 10),
    ]


# Waits


def test_a_cut_off_lets_pass_what_comes_at_its_very_instant():
    """Mondays 12:00: a case of 11:00 waits an hour, one of 12:00 not at all, one of 12:01 a week
    less a minute."""
    built = model(
        processes=[
            process(
                "p",
                wait("cut_off", until=recurrence("FREQ=WEEKLY;BYDAY=MO", "12:00")),
                arrivals=cases(at(11), at(12), at(12, 1)),
            )
        ],
        window=TWO_WEEKS,
    )
    rows = simulate(built).rows("cut_off", "started", "ended")
    assert rows == [(660, 720), (720, 720), (721, 720 + 7 * 1440)]


def test_a_cut_off_is_by_the_clock_of_the_office_the_case_belongs_to():
    """12:00 in Suva (UTC+12) is 00:00 UTC, in Lima (UTC−5) 17:00 UTC."""
    built = model(
        offices=[office("a", zone="Pacific/Fiji"), office("b", zone="America/Lima")],
        posts=[post("a"), post("b")],
        processes=[
            process(
                "p",
                wait("cut_off", until=recurrence("FREQ=DAILY", "12:00")),
                arrivals=[recorded(("a", at(1)), ("b", at(1)))],
            )
        ],
        window=TWO_WEEKS,
    )
    assert simulate(built).rows("cut_off", "ended") == [(1440,), (17 * 60,)]


def test_a_cut_off_that_does_not_come_within_the_run_leaves_the_case_unfinished():
    built = model(
        processes=[
            process(
                "p",
                wait("cut_off", until=recurrence("FREQ=MONTHLY;BYMONTHDAY=1")),
                arrivals=cases(at(1)),
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.ended() == [None]
    assert run.rows("cut_off") == []


def test_a_monthly_cut_off_takes_fifteen_days_on_average():
    """Verification case V3: cases at random over 2026 and the first of each month. A case that
    arrives in a month of d days waits d/2 on average: Σ d² / (2 × 365) = 11,143 / 730 = 15.26
    days (15.2 in years of 12 equal months). 20,000 cases: standard error 8.8 / √20,000 = 0.06."""
    built = model(
        processes=[
            process(
                "p",
                wait("cut_off", until=recurrence("FREQ=MONTHLY;BYMONTHDAY=1")),
                arrivals=[yearly(a=20_000)],
            )
        ],
        window=window(dt.date(2026, 1, 1), months=12, drain=window().length),
    )
    acts = simulate(built).log.activities
    inside = acts.started < 365 * 86_400_000_000
    waited = (acts.ended - acts.started)[inside] / 86_400_000_000
    assert np.mean(waited) == pytest.approx(11_143 / 730, abs=0.25)


# Gateways and ends


def test_a_join_waits_for_the_slower_of_two_strands():
    """20 and 50 minutes by two clerks: joined at 50, ended at 60."""
    built = model(
        posts=[post("a", posts=2)],
        processes=[
            process(
                "p",
                start(),
                every("split"),
                task("short", time=minutes(20)),
                task("long", time=minutes(50)),
                every("join"),
                task("sign"),
                end(),
                flows=[
                    *chain("start", "split", "short", "join", "sign", "end"),
                    *chain("split", "long", "join"),
                ],
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("sign", "ready", "ended") == [(50, 60)]
    assert run.ended() == [60]


def test_strands_that_queue_at_one_instant_are_served_in_the_order_of_the_steps():
    """One clerk: the order of the flows out of the split changes nothing."""
    built = model(
        processes=[parallel("p", task("one"), task("two"), task("three"), arrivals=cases(at(0)))],
        window=TWO_WEEKS,
    )
    built = dataclasses.replace(
        built, processes={"p": _with_flows(built.processes["p"], ("three", "one", "two"))}
    )
    run = simulate(built)
    assert [run.done(step)[0][1] for step in ("one", "two", "three")] == [0, 10, 20]


def _with_flows(made, order):
    split = [flow("split", name) for name in order]
    others = [each for each in made.flows if each.source != "split"]
    return dataclasses.replace(made, flows=(*others, *split))


def test_a_case_ends_with_its_last_token():
    """Two ends: after 20 and after 50 minutes."""
    built = model(
        posts=[post("a", posts=2)],
        processes=[
            process(
                "p",
                start(),
                every("split"),
                task("short", time=minutes(20)),
                task("long", time=minutes(50)),
                end("end1"),
                end("end2"),
                flows=[
                    *chain("start", "split", "short", "end1"),
                    *chain("split", "long", "end2"),
                ],
                arrivals=cases(at(0)),
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.ended() == [50]
    assert run.plan.names.steps[run.log.case_outcome[0]] == ("p", "end2")


def terminating(*tasks, stop_after, posts, arrivals=None):
    """A case in parallel strands: the tasks, and a wait that ends with the case being stopped."""
    flows = [*chain("start", "split", "timer", "stop")]
    for element in tasks:
        flows += [*chain("split", element.id, "end")]
    nodes = (start(), every("split"), *tasks, wait("timer", stop_after), terminate("stop"), end())
    return model(
        posts=posts,
        processes=[process("p", *nodes, flows=flows, arrivals=arrivals or cases(at(0)))],
        window=TWO_WEEKS,
    )


def test_terminate_stops_running_work_and_withdraws_queued_work():
    """One clerk: `one` has run for 30 of 60 minutes, `two` is queued; then he is free."""
    built = terminating(
        task("one", time=hours(1)),
        task("two", time=hours(1)),
        stop_after=minutes(30),
        posts=[post("a")],
        arrivals=cases(at(0), at(0, 20)),
    )
    run = simulate(built)
    columns = ("case", "step", "started", "ended", "work", "result")
    assert run.rows(None, *columns) == [
        (0, "one", 0, 30, 30, "WITHDRAWN"),
        (0, "timer", 0, 30, 0, "DONE"),
        (1, "one", 30, 50, 20, "WITHDRAWN"),
        (1, "timer", 20, 50, 0, "DONE"),
    ]
    assert run.ended() == [30, 50]


def test_terminate_in_the_first_strand_stops_the_strands_beside_it_at_once():
    """The first flow out of the split leads straight to the end: the task is never reached."""
    built = model(
        processes=[
            process(
                "p",
                start(),
                every("split"),
                task("work"),
                terminate("stop"),
                end(),
                flows=[
                    *chain("start", "split", "stop"),
                    *chain("split", "work", "end"),
                ],
                arrivals=cases(at(1)),
            )
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.ended() == [60]
    assert run.rows() == []


def test_work_done_at_the_instant_of_a_terminate_counts_if_it_comes_first_in_the_file():
    """`one` ends at 00:30 and so does the timer; `one` stands first in the file."""
    built = terminating(task("one", time=minutes(30)), stop_after=minutes(30), posts=[post("a")])
    assert simulate(built).rows("one", "ended", "work", "result") == [(30, 30, "DONE")]


def test_a_terminated_case_leaves_no_unlimited_work_running():
    """The office is closed until 09:00, the case is stopped at 00:30: nothing was done."""
    week = calendar("week", "Mon-Fri", "09:00-17:00")
    built = terminating(task("one", time=hours(1)), stop_after=minutes(30), posts=[])
    clerk = dataclasses.replace(built.roles["clerk"], unlimited=True)
    closed = dataclasses.replace(built.offices["a"], calendar="week")
    built = dataclasses.replace(
        built,
        calendars={**built.calendars, "week": week},
        roles={"clerk": clerk},
        offices={"a": closed},
    )
    run = simulate(built)
    assert run.rows("one") == []
    assert run.ended() == [30]


# Loops and luck


def test_visits_by_loop_are_geometric():
    """Verification case V1: rework 27.39 % gives 1.3772 visits per case. 40,000 cases: standard
    error √(p)/(1−p)/√n = 0.0036."""
    built = model(
        posts=[post("a", posts=50)],
        processes=[rework(0.2739, task(time=minutes(1)), id_="p", arrivals=[yearly(a=40_000)])],
    )
    log = simulate(built).log
    visits = np.bincount(log.activities.case[log.activities.result == Result.DONE])
    ended = log.case_ended >= 0
    visits = np.pad(visits, (0, ended.size - visits.size))[ended]
    assert np.mean(visits) == pytest.approx(1.3772, abs=4 * 0.0036)


def test_visits_are_numbered_on_arrival():
    built = model(
        processes=[rework(0.6, task(time=minutes(1)), id_="p", arrivals=cases(*[at(0)] * 50))],
        window=TWO_WEEKS,
    )
    rows = simulate(built).rows("work", "case", "visit")
    for case in range(50):
        numbers = [visit for of, visit in rows if of == case]
        assert numbers == list(range(len(numbers)))


def test_a_loop_that_takes_no_time_and_never_ends_is_an_error():
    again = process(
        "p",
        start(),
        decision("one"),
        decision("two"),
        end(),
        flows=[
            flow("start", "one"),
            flow("one", "two", 1.0),
            flow("one", "end", 0.0),
            flow("two", "one"),
        ],
        arrivals=cases(at(0)),
    )
    with pytest.raises(ProcsimError, match=r"p\.one"):
        simulate(model(processes=[again], window=TWO_WEEKS))


def test_decisions_follow_their_shares_by_origin():
    """70 % for a, 20 % for b; 10,000 cases each: standard errors 0.0046 and 0.0040."""
    nodes = (start(), decision("d"), task("x", time=minutes(1)), end())
    flows = [
        flow("start", "d"),
        flow("d", "x", by(0.7, b=0.2)),
        flow("d", "end", by(0.3, b=0.8)),
        flow("x", "end"),
    ]
    built = model(
        offices=[office("a"), office("b")],
        posts=[post("a", posts=5), post("b", posts=5)],
        processes=[process("p", *nodes, flows=flows, arrivals=[yearly(a=10_000, b=10_000)])],
    )
    log = simulate(built).log
    reached = np.isin(np.arange(log.case_office.size), log.activities.case)
    shares = [np.mean(reached[log.case_office == number]) for number in (0, 1)]
    assert shares == pytest.approx([0.7, 0.2], abs=4 * 0.0046)


def test_a_step_that_replaces_another_has_its_luck():
    """`check_2` with the luck of `check` draws the same work for the same cases."""

    def works(step):
        built = model(
            processes=[process("p", step, arrivals=cases(*[at(0)] * 20))], window=TWO_WEEKS
        )
        return simulate(built).rows(step.id, "work")

    old = works(task("check", time=exponential(10)))
    assert works(task("check_2", luck="check", time=exponential(10))) == old
    assert works(task("check_2", time=exponential(10))) != old
    half = works(task("check_2", luck="check", time=exponential(5)))
    assert [w for (w,) in half] == pytest.approx([w / 2 for (w,) in old], abs=1e-6)


def test_two_flows_between_the_same_nodes_bring_two_tokens():
    """Split and join joined by two parallel arrows: the case ends once, at once."""
    twice = process(
        "p",
        start(),
        every("split"),
        every("join"),
        task("work"),
        end(),
        flows=[
            *chain("start", "split", "join", "work", "end"),
            flow("split", "join"),
        ],
        arrivals=cases(at(0)),
    )
    run = simulate(model(processes=[twice], window=TWO_WEEKS))
    assert run.done("work") == [(0, 0, 10)]
    assert run.ended() == [10]


def test_a_delay_of_days_runs_round_the_clock():
    built = model(
        calendars=[calendar("week", "Mon-Fri", "09:00-17:00")],
        posts=[post("a", calendar="week")],
        processes=[process("p", wait("pause", days(2)), task(), arrivals=cases(at(16, day=9)))],
        window=TWO_WEEKS,
    )
    # Friday 16:00 + 48 h = Sunday 16:00; work on Monday 09:00.
    assert simulate(built).done("work") == [(6 * 1440 + 960, 7 * 1440 + 540, 7 * 1440 + 550)]


def test_cases_on_a_schedule_come_together():
    """Five each Monday at noon, numbered within their occurrence."""
    from procsim.model.distributions import Constant

    rule = recurrence("FREQ=WEEKLY;BYDAY=MO", "12:00")
    built = model(
        posts=[post("a", posts=5)],
        processes=[process("p", task(), arrivals=[scheduled(rule, cases=Constant(5))])],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("work") == [(720, 720, 730)] * 5 + [(10_800, 10_800, 10_810)] * 5
    assert len(set(run.log.case_number.tolist())) == 10
