"""Flow analysis of the whole language: chains worked out by hand, and against simulation."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest

from procsim.model.amounts import Conditional, Formula, Multiplied
from procsim.model.distributions import Constant, Discrete, Exponential, Poisson, Uniform
from procsim.model.elements import Decision, Performer, Repeat, Seat, Team
from procsim.model.expressions import parse
from procsim.model.facts import Delegation, Error, Fact, Level, types_of
from procsim.model.flow_analysis.flow import analyse
from procsim.model.text import plain
from procsim.simulation.log import Result
from procsim.units import DAY, HOUR
from tests.builders import (
    any_,
    batch,
    by,
    call,
    chain,
    deadline,
    decision,
    end,
    first,
    flow,
    hours,
    late,
    model,
    post,
    process,
    recurrence,
    start,
    starts,
    task,
    wait,
    yearly,
)
from tests.simulated import several

if TYPE_CHECKING:
    from procsim.model.expressions import Expression
    from procsim.model.flow_analysis.flow import FlowAnalysis, StepFlow
    from procsim.model.model import Model
    from procsim.model.process import Process

AMOUNT = Fact("amount", plain("Amount"), "money", by(Uniform(0.0, 4000.0)))
KIND = Fact("kind", plain("Kind"), "category", by(Discrete((0.0, 1.0), (0.7, 0.3))), ("a", "b"))
CHECKED = Fact("checked", plain("Checked"), "truth", by(Constant(0.0)))
FACTS = (AMOUNT, KIND, CHECKED)


def read(text: str) -> Expression:
    return parse(text, types_of(FACTS, ["a", "b"]), {"USD": 1.0}.get)


def known(made: Process, *facts: Fact, **fields: object) -> Process:
    data = {fact.id: fact for fact in facts}
    return dataclasses.replace(made, data=data, **fields)  # type: ignore[arg-type]  # of Process


def analysed(*made: Process, **fields: object) -> FlowAnalysis:
    return analyse(model(processes=made, **fields))


def step_of(made: Process, step: str = "work", **fields: object) -> StepFlow:
    return analysed(made, **fields).processes[made.id].steps[step]


def fork(*ways: object, tasks: tuple[str, ...] = ("x", "y")) -> Process:
    """A decision with ways to tasks and on to the end."""
    nodes = [start(), decision("fork"), *(task(id_, time=hours(1)) for id_ in tasks), end()]
    flows = [flow("start", "fork"), *ways, *(flow(id_, "end") for id_ in tasks)]
    return process("p", *nodes, flows=flows)


# Decisions by facts


def test_a_condition_is_taken_by_the_cases_for_which_it_holds():
    """Uniform on 0..4,000: one case in four is above 3,000."""
    made = fork(
        flow("fork", "x", when=read("amount > 3000 USD")), flow("fork", "y", is_default=True)
    )
    found = analysed(known(made, AMOUNT)).processes["p"]
    assert found.steps["x"].visits == pytest.approx(0.25, abs=1 / 4096)
    assert found.steps["x"].visits + found.steps["y"].visits == pytest.approx(1)
    assert not found.is_estimate


def test_work_by_a_fact_follows_the_cases_that_come_there():
    """1 h for each 1,000 USD; of those above 2,000 the mean is 3,000: half a case × 3 h."""
    work = Formula(read("amount / (1000 USD) * 1 h"))
    nodes = [start(), decision("fork"), task("x", time=work), end()]
    flows = [
        *chain("start", "fork"),
        flow("fork", "x", when=read("amount > 2000 USD")),
        *(flow("fork", "end", is_default=True), flow("x", "end")),
    ]
    found = step_of(known(process("p", *nodes, flows=flows), AMOUNT), "x")
    assert found.hours == pytest.approx(1.5, rel=1e-3)


def test_a_chance_by_a_fact_gives_each_case_its_own_chain():
    """Rework with p = amount / 8,000, uniform on 0..½: E[1/(1−p)] = 2 ln 2 visits."""
    again = Formula(read("amount / (8000 USD)"))
    flows = [
        *chain("start", "work", "ok"),
        *(flow("ok", "work", chance=again), flow("ok", "end", is_default=True)),
    ]
    made = known(process("p", start(), task(), decision("ok"), end(), flows=flows), AMOUNT)
    assert step_of(made).visits == pytest.approx(2 * np.log(2), rel=1e-3)


def test_a_case_that_goes_the_same_way_twice_by_a_fact_is_one_case_in_four_not_in_sixteen():
    above = {"when": read("amount > 3000 USD")}
    nodes = [start(), decision("one"), task("x"), decision("two"), task("y"), end()]
    flows = [
        *(flow("start", "one"), flow("one", "x", **above), flow("one", "end", is_default=True)),
        *(flow("x", "two"), flow("two", "y", **above), flow("two", "end", is_default=True)),
        flow("y", "end"),
    ]
    made = known(process("p", *nodes, flows=flows), AMOUNT)
    assert step_of(made, "y").visits == pytest.approx(0.25, abs=1 / 4096)


def test_a_delegation_divides_the_work_over_the_queues_of_its_levels():
    """Up to 1,000: clerk (a quarter); else up to 3,000: boss (half); else the board."""
    levels = tuple(
        Level(name, plain(name), name, by("origin"), {} if most is None else {"": most})
        for name, most in (("clerk", 1000.0), ("boss", 3000.0), ("board", None))
    )
    made = known(
        process("p", task(role=None, time=hours(1), performer=Performer(by="award"))), AMOUNT
    )
    whole = model(posts=[post("a", "clerk"), post("a", "boss"), post("a", "board")])
    whole = dataclasses.replace(
        whole,
        processes={"p": made},
        delegations={"award": Delegation("award", plain("Award"), "amount", None, levels)},
    )
    found = analyse(whole)
    shares = [found.queues[name, "a"].hours / 1000 for name in ("clerk", "boss", "board")]
    assert shares == pytest.approx([0.25, 0.5, 0.25], abs=1 / 2048)


# What a case remembers


def test_a_flow_that_may_be_taken_twice_is_unrolled():
    """Rework ½, at most twice: 1 + ½ + ¼ visits."""
    flows = [
        *chain("start", "work", "ok"),
        *(flow("ok", "work", 0.5, at_most=2), flow("ok", "end", is_default=True)),
    ]
    made = process("p", start(), task(), decision("ok"), end(), flows=flows)
    found = step_of(made)
    assert found.visits == pytest.approx(1.75)
    assert not found.is_estimate


def test_a_second_visit_takes_what_part_of_the_work_again_says():
    """Rework ½: two visits, of which one is the first; 1 + 0.6 hours of work."""
    flows = [
        *chain("start", "work", "ok"),
        *(flow("ok", "work", 0.5), flow("ok", "end", 0.5)),
    ]
    one = task(time=hours(1), again=0.6)
    made = process("p", start(), one, decision("ok"), end(), flows=flows)
    assert step_of(made).visits == pytest.approx(2)
    assert step_of(made).hours == pytest.approx(1.6)


def test_errors_are_there_until_the_step_is_done_again():
    """Entering errs with 0.3, correcting with 0.1; the check finds 0.8 of them. Corrections:
    F = 0.3 × 0.8 + F × 0.1 × 0.8, so F = 0.24 / 0.92; the check is met 1 + F times."""
    check = dataclasses.replace(Decision("check", plain("Check")), finds=(("typo", 0.8),))
    nodes = [
        *(start(), task("enter", errors=(("typo", Constant(0.3)),)), check),
        *(task("correct", errors=(("typo", Constant(0.1)),)), end()),
    ]
    flows = [
        *chain("start", "enter", "check"),
        *(flow("check", "correct", found=True), flow("check", "end", is_default=True)),
        flow("correct", "check"),
    ]
    errors = {"typo": Error("typo", plain("Typo"), None)}
    made = dataclasses.replace(process("p", *nodes, flows=flows), errors=errors)
    found = analysed(made).processes["p"]
    assert found.steps["correct"].visits == pytest.approx(0.24 / 0.92)
    assert found.origins["a"].visits["check"] == pytest.approx(1 + 0.24 / 0.92)
    assert not found.is_estimate


def test_a_fact_that_a_step_sets_ends_the_loop():
    """Work is done until it is marked as checked, which the second step does at once: 2 visits."""
    marks = task("mark", sets=(("checked", read("amount >= 0 USD")),))
    nodes = [start(), task(), decision("ok"), marks, end()]
    flows = [
        *chain("start", "work", "ok"),
        *(flow("ok", "end", when=read("checked")), flow("ok", "mark", is_default=True)),
        flow("mark", "work"),
    ]
    made = known(process("p", *nodes, flows=flows), AMOUNT, CHECKED)
    assert step_of(made).visits == pytest.approx(2)


# Many at once


def test_a_repeated_task_takes_its_work_as_often_as_it_is_repeated():
    """Poisson of mean 3: three times 2 h, and a visit with something to do in 1 − e⁻³ of cases."""
    made = process("p", task(time=hours(2), repeat=Repeat(Poisson(3.0), "parallel")))
    found = step_of(made)
    assert found.hours == pytest.approx(6)
    assert found.visits == pytest.approx(1 - np.exp(-3))


def test_every_seat_of_a_team_is_busy_for_the_whole_work():
    """Two clerks and a boss for two hours: 4 h of clerks, 2 h of bosses."""
    panel = Team((Seat("clerk", by("origin"), 2), Seat("boss", by("origin"))))
    made = process("p", task(role=None, team=panel, time=hours(2)))
    found = analysed(made, posts=[post("a", posts=2), post("a", "boss")])
    assert found.processes["p"].hours == pytest.approx(6)
    assert found.queues["clerk", "a"].hours == pytest.approx(4000)
    assert found.queues["boss", "a"].hours == pytest.approx(2000)
    assert all(group.is_estimate for group in found.groups)


def test_an_inclusive_gateway_takes_each_flow_for_itself_and_its_join_fires_once():
    """½ and ¼; none of them, and so the default, in ⅜ of cases."""
    nodes = [start(), any_("split"), task("x"), task("y"), task("z"), any_("join"), task(), end()]
    flows = [
        *(flow("start", "split"), flow("split", "x", 0.5), flow("split", "y", 0.25)),
        *(flow("split", "z", is_default=True), *chain("x", "join"), *chain("y", "join")),
        *chain("z", "join", "work", "end"),
    ]
    found = analysed(process("p", *nodes, flows=flows)).processes["p"]
    visits = {id_: step.visits for id_, step in found.steps.items()}
    assert visits == pytest.approx({"x": 0.5, "y": 0.25, "z": 0.375, "work": 1.0})
    assert not found.is_estimate


def test_a_keyed_batch_shares_its_set_up_among_the_cases_of_one_value():
    """1,200 a year, 70 % of kind a: 12 runs share 10 h among 70 and among 30 cases: each of the
    100 carries (2 × 10 h) / 100."""
    monthly = recurrence("FREQ=MONTHLY;BYMONTHDAY=1")
    lots = dataclasses.replace(batch(rule=monthly, setup=hours(10)), by="kind")
    made = process("p", task(time=hours(0), batch=lots), arrivals=[yearly(a=1200.0)])
    assert step_of(known(made, KIND)).hours == pytest.approx(0.2, rel=1e-3)


# Cases that begin others


def test_cases_that_are_called_and_started_count_with_those_that_arrive():
    """Half of 1,000 cases call `sub`, each of which starts two of `after`; 100 of `sub` arrive."""
    nodes = [start(), decision("fork"), call("ask", "sub"), end()]
    flows = [
        *(flow("start", "fork"), flow("fork", "ask", 0.5), flow("fork", "end", 0.5)),
        flow("ask", "end"),
    ]
    sub = process("sub", task(starts=(starts("after", 2.0),)), arrivals=[yearly(a=100.0)])
    found = analysed(
        process("p", *nodes, flows=flows),
        sub,
        process("after", task(time=hours(1)), arrivals=[]),
    )
    assert found.processes["sub"].cases_per_year == pytest.approx(600)
    assert found.processes["after"].cases_per_year == pytest.approx(1200)
    assert found.queues["clerk", "a"].hours == pytest.approx(600 / 6 + 1200)


def test_facts_that_are_passed_are_those_of_the_cases_that_pass_them():
    """Only cases above 3,000 call: all of the called are above 2,000."""
    ask = call("ask", "sub", passes={"amount": read("amount")})
    nodes = [start(), decision("fork"), ask, end()]
    flows = [
        *(flow("start", "fork"), flow("fork", "ask", when=read("amount > 3000 USD"))),
        *(flow("fork", "end", is_default=True), flow("ask", "end")),
    ]
    sub = fork(
        flow("fork", "x", when=read("amount > 2000 USD")), flow("fork", "y", is_default=True)
    )
    sub = known(dataclasses.replace(sub, id="sub", arrivals=()), AMOUNT)
    found = analysed(known(process("p", *nodes, flows=flows), AMOUNT), sub).processes["sub"]
    assert found.cases_per_year == pytest.approx(250, rel=1e-3)
    assert found.steps["x"].visits == pytest.approx(1)


def test_cases_that_start_their_like_with_a_chance_are_a_geometric_series():
    """A quarter of appeals appeal again: 1,000 / (1 − ¼)."""
    nodes = [start(), decision("fork"), end("again", starts=(starts("p"),)), end()]
    flows = [flow("start", "fork"), flow("fork", "again", 0.25), flow("fork", "end", 0.75)]
    found = analysed(process("p", *nodes, flows=flows)).processes["p"]
    assert found.cases_per_year == pytest.approx(1000 / 0.75)


# What is only estimated


def test_deadlines_are_taken_to_be_met_and_what_follows_is_an_estimate():
    nodes = [start(), task("x"), task("y", deadlines=(deadline(interrupts=False),)), task("chase")]
    flows = [*chain("start", "x", "y", "end"), late("y", "chase"), flow("chase", "end")]
    found = analysed(process("p", *nodes, end(), flows=flows)).processes["p"].steps
    assert found["chase"].visits == 0
    assert [found[id_].is_estimate for id_ in ("x", "y", "chase")] == [False, False, True]


def test_a_race_is_won_by_the_wait_that_is_shorter_on_average():
    nodes = [start(), first(), wait("long", Exponential(5 * DAY)), wait("short", Constant(DAY))]
    flows = [
        *(flow("start", "race"), flow("race", "long"), flow("race", "short")),
        *(*chain("long", "x", "end"), *chain("short", "y", "end")),
    ]
    made = process("p", *nodes, task("x"), task("y"), end(), flows=flows)
    found = analysed(made).processes["p"].steps
    assert (found["x"].visits, found["y"].visits) == (0, 1)
    assert found["y"].is_estimate


# Against simulation


def rich() -> Model:
    """Facts, levels, errors, caps, learning, repetitions, teams, calls and starts in one."""
    check = dataclasses.replace(Decision("check", plain("Check")), finds=(("typo", 0.7),))
    level = dataclasses.replace(Decision("level", plain("Level")), by="award")
    longer = Conditional(((read("kind == 'b'"), Exponential(3 * HOUR)),), Exponential(1 * HOUR))
    typing = (("typo", Formula(read("amount / (8000 USD)"))),)
    per_amount = Multiplied(Uniform(0, 2 * HOUR), read("amount / (1000 USD)"))
    panel = Team((Seat("clerk", by("origin"), 2),))
    trips = Repeat(Formula(read("amount / (900 USD)")), "sequential")
    nodes = [
        *(start(), task("enter", time=longer, errors=typing), check),
        task("correct", time=hours(0.5), again=0.5, errors=(("typo", Constant(0.2)),)),
        *(level, task("small", time=per_amount), task("big", role=None, team=panel)),
        *(decision("ok"), task("trip", time=hours(0.25), repeat=trips)),
        *(call("ask", "sub", passes={"amount": read("amount")}), any_("split"), any_("join")),
        *(task("x"), task("y"), task("file"), end()),
    ]
    flows = [
        *chain("start", "enter", "check"),
        *(flow("check", "correct", found=True), flow("correct", "check")),
        *(flow("check", "level", is_default=True), flow("level", "small", level="low")),
        *(flow("level", "big", level="high"), flow("small", "ok"), flow("big", "ok")),
        *(flow("ok", "enter", 0.4, at_most=2), flow("ok", "trip", is_default=True)),
        *(*chain("trip", "ask", "split"), flow("split", "x", when=read("kind == 'b'"))),
        *(flow("split", "y", 0.3), flow("split", "join", is_default=True)),
        *(*chain("x", "join"), *chain("y", "join", "file", "end")),
    ]
    made = process("p", *nodes, flows=flows, arrivals=[yearly(a=400.0)])
    made = known(made, AMOUNT, KIND, errors={"typo": Error("typo", plain("Typo"), None)})
    small = read("amount < 500 USD")
    again = Conditional(((small, Constant(2.0)),), Constant(0.0))
    sub = process("sub", task("reply", time=per_amount, starts=(starts("after", again),)))
    sub = known(dataclasses.replace(sub, arrivals=()), AMOUNT)
    levels = (
        Level("low", plain("Low"), "clerk", by("origin"), {"": 2500.0}),
        Level("high", plain("High"), "clerk", by("origin"), {}),
    )
    award = Delegation("award", plain("Award"), "amount", None, levels)
    after = process("after", task("more"), arrivals=[])
    whole = model(posts=[post("a", posts=9)], processes=[made, sub, after])
    return dataclasses.replace(whole, delegations={"award": award})


def test_visits_and_hours_of_the_whole_language_are_those_of_the_simulation():
    """Means over 12 years of about 400 cases, within 4 standard errors."""
    whole = rich()
    flows = analyse(whole).processes
    runs = several(whole, 12, seed=5)
    names = runs[0].plan.names
    for number, (id_, step) in enumerate(names.steps):
        if step not in flows[id_].steps:
            continue
        counted, worked = [], []
        for run in runs:
            log = run.log
            cases = np.count_nonzero(log.case_process == names.processes.index(id_))
            rows = log.activities
            mine = (rows.step == number) & (rows.result == Result.DONE)
            first_rows = mine & (rows.seat == 0) & (rows.instance <= 1)
            counted.append(np.count_nonzero(first_rows) / cases)
            worked.append(rows.work[mine].sum() / HOUR / cases)
        expected = flows[id_].steps[step]
        for found, wanted in ((counted, expected.visits), (worked, expected.hours)):
            error = np.std(found, ddof=1) / np.sqrt(len(found))
            assert abs(np.mean(found) - wanted) <= 4 * error + 1e-3, (id_, step, found, wanted)
    cases = [np.count_nonzero(run.log.case_process == 2) for run in runs]
    error = np.std(cases, ddof=1) / np.sqrt(len(cases))
    assert abs(np.mean(cases) - flows["after"].cases_per_year) <= 4 * error
