"""Columns that follow rules: the same case meets the same luck, read through its facts."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest

from procsim.errors import ProcsimError
from procsim.model.amounts import Formula, Multiplied
from procsim.model.distributions import Constant, Discrete, Exponential, Uniform
from procsim.model.elements import Call, Repeat
from procsim.model.expressions import Expression, Kind, parse
from procsim.model.facts import Error, Fact, types_of
from procsim.model.text import plain
from procsim.simulation.plan import Op
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.preparation.cases import prepare_cases
from procsim.simulation.preparation.draws import Draws
from procsim.simulation.preparation.keys import priority_key
from procsim.simulation.replication import replicate
from procsim.units import DAY, HOUR, MINUTE
from tests.builders import (
    by,
    chain,
    decision,
    end,
    flow,
    hours,
    model,
    office,
    post,
    process,
    start,
    task,
    yearly,
)

if TYPE_CHECKING:
    from procsim.model.amounts import Amount
    from procsim.model.elements import Task
    from procsim.model.process import Process
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan

AMOUNT = Fact("amount", plain("Amount"), "money", by(Uniform(0, 1000)))
URGENT = Fact("urgent", plain("Urgent"), "truth", by(Discrete((0.0, 1.0), (0.8, 0.2))))
FACTS = {"amount": AMOUNT, "urgent": URGENT}
CASES = 2_000.0


def read(text: str) -> Expression:
    return parse(text, types_of(FACTS.values(), ["a"]), {"USD": 1.0}.get)


def fact(id_: str, kind: Kind, drawn: Amount) -> Fact:
    return Fact(id_, plain(id_), kind, by(drawn))


def visa(*tasks: Task, **fields: object) -> Process:
    made = process("visa", *tasks, arrivals=[yearly(a=CASES)])
    return dataclasses.replace(made, **{"data": FACTS, **fields})  # type: ignore[arg-type]  # by name


def changed(made: Task, **fields: object) -> Task:
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]  # by name


def planned(*processes: Process) -> Plan:
    return make_plan(model(posts=[post("a", posts=50)], processes=processes))


def run(plan: Plan) -> Log:
    log, _ = replicate(plan, seed=5, replication=0)
    return log


def column(plan: Plan, op: int, **which: object) -> tuple[list[int], dict[str, np.ndarray]]:
    """The first block's column of the first instruction of a kind, and its cases' facts."""
    draws = Draws(plan, prepare_cases(plan, seed=5, replication=0))
    slot = next(made.slot for made in plan.instructions if made.op == op)
    variant = plan.slots[slot].variants[0]
    values = draws.column(0, slot, visit=0, variant=variant, **which)  # type: ignore[arg-type]
    return list(values), dict(draws.rows(0).facts)


def test_work_may_be_a_formula_of_facts() -> None:
    time = by(Formula(read("10 min + amount / 100 USD * 1 min")))

    values, facts = column(planned(visa(task(time=time))), Op.WORK)

    assert values == np.rint((10 + facts["amount"] / 100) * MINUTE).tolist()


def test_a_formula_reads_the_luck_that_the_distribution_would() -> None:
    plain_, _ = column(planned(visa(task(time=Exponential(HOUR)))), Op.WORK)
    time = by(Multiplied(Exponential(HOUR), read("if(urgent, 0.5, 1)")))

    values, facts = column(planned(visa(task(time=time))), Op.WORK)

    halved = np.where(facts["urgent"] == 1, 0.5, 1.0)
    assert np.abs(np.array(values) - halved * plain_).max() <= 1


def test_a_fact_has_the_same_luck_whatever_else_is_known_of_the_case() -> None:
    alone = run(planned(visa(data={"amount": AMOUNT})))
    first = run(planned(visa(data={"urgent": URGENT, "amount": AMOUNT})))

    np.testing.assert_array_equal(alone.case_facts["amount"], first.case_facts["amount"])


def test_each_instance_of_a_repeated_task_draws_for_itself() -> None:
    plan = planned(
        visa(changed(task(time=Exponential(HOUR)), repeat=Repeat(Constant(2.0), "parallel")))
    )

    one, _ = column(plan, Op.WORK, instance=1)
    two, _ = column(plan, Op.WORK, instance=2)

    assert abs(np.corrcoef(one, two)[0, 1]) < 4 / np.sqrt(len(one))


def test_a_later_visit_takes_its_part_of_the_work() -> None:
    plan = planned(visa(changed(task(time=hours(1)), again=0.6)))
    draws = Draws(plan, prepare_cases(plan, seed=5, replication=0))
    slot = next(made.slot for made in plan.instructions if made.op == Op.WORK)
    variant = plan.slots[slot].variants[0]

    spans = [draws.column(0, slot, visit, variant)[0] for visit in range(3)]

    assert spans == [HOUR, 0.6 * HOUR, 0.6 * HOUR]


def test_what_a_step_sets_holds_from_then_on() -> None:
    """Work of 1 h if urgent, 2 h if not; the first task makes everything urgent."""
    time = by(Formula(read("if(urgent, 1 h, 2 h)")))
    first = changed(task("first", time=time), sets=(("urgent", read("true")),))

    log = run(planned(visa(first, task("second", time=time))))

    rows, urgent = log.activities, log.case_facts["urgent"]
    names = np.array(["start", "first", "second", "end"])[rows.step]
    asked = np.where(urgent[rows.case] == 1, HOUR, 2 * HOUR)
    done = rows.result == 0
    assert (rows.work == np.where(names == "second", HOUR, asked))[done].all()


def test_settings_read_the_facts_as_they_were_drawn() -> None:
    """Doubled twice is doubled once: 1 min for each 100 USD."""
    time = by(Formula(read("amount / 100 USD * 1 min")))
    twice = tuple(
        changed(task(name, time=hours(0)), sets=(("amount", read("amount * 2")),))
        for name in ("one", "two")
    )

    log = run(planned(visa(*twice, task("last", time=time))))

    rows = log.activities
    last = (rows.step == 3) & (rows.result == 0)
    expected = 2 * log.case_facts["amount"][rows.case[last]] / 100 * MINUTE
    assert last.sum() > CASES / 2
    assert np.abs(rows.work[last] - expected).max() <= 1


def test_a_way_that_may_be_taken_twice_is_not_taken_a_third_time() -> None:
    nodes = (start(), task(time=hours(0)), decision("ok"), end())
    back = dataclasses.replace(flow("ok", "work", 0.9), at_most=2)
    flows = [*chain("start", "work", "ok"), back, flow("ok", "end", 0.1)]

    log = run(planned(process("visa", *nodes, flows=flows, arrivals=[yearly(a=CASES)])))

    visits = np.bincount(log.activities.visit)
    assert visits.size == 3
    for visit, share in ((1, 0.9), (2, 0.81)):
        error = np.sqrt(share * (1 - share) / visits[0])
        assert abs(visits[visit] / visits[0] - share) < 4 * error


def test_keys_put_the_class_first_and_then_the_due_date() -> None:
    made = changed(task(), priority=Formula(read("if(urgent, 0, 1)")), due=Constant(3.0 * DAY))
    plan = planned(visa(made))
    cases = prepare_cases(plan, seed=5, replication=0)
    draws = Draws(plan, cases)
    slot = next(slot for slot in plan.step_key if slot >= 0)

    keys = list(draws.column(0, slot, 0, plan.slots[slot].variants[0]))

    classes = np.where(draws.rows(0).facts["urgent"] == 1, 0, 1)
    due = cases.arrived[: len(keys)] + 3 * DAY
    assert keys == [
        priority_key(*each) for each in zip(classes.tolist(), due.tolist(), strict=True)
    ]


def test_errors_are_made_found_and_escape_as_often_as_they_should() -> None:
    """Made 0.3; found 0.8 of them, put right at a second try: 0.3 × 0.2 escape the first check."""
    work = changed(task(time=hours(0)), errors=(("typo", Constant(0.3)),))
    check = dataclasses.replace(decision("check"), finds=(("typo", 0.8),))
    flows = [*chain("start", "work", "check")]
    flows += [dataclasses.replace(flow("check", "out"), found=True)]
    flows += [dataclasses.replace(flow("check", "end"), is_default=True)]
    made = process("visa", start(), work, check, end("out"), end(), flows=flows)
    made = dataclasses.replace(
        made, arrivals=(yearly(a=CASES),), errors={"typo": Error("typo", plain("Typo"), None)}
    )

    log = run(planned(made))

    found = (log.case_outcome == 3).mean()
    escaped = ((log.case_errors == 1) & (log.case_outcome == 4)).mean()
    cases = len(log.case_process)
    for share, exact in ((found, 0.24), (escaped, 0.06)):
        assert abs(share - exact) < 4 * np.sqrt(exact * (1 - exact) / cases)


def test_a_called_case_knows_what_it_was_given_and_draws_the_rest() -> None:
    urgent = dataclasses.replace(URGENT)
    price = fact("price", "money", Constant(1.0))
    child = process("child", task("pay", role=None, time=hours(0)), arrivals=[])
    child = dataclasses.replace(child, data={"price": price, "urgent": urgent})
    call = Call("call", plain("Call"), "child", by("origin"), {"price": read("amount * 2")})
    nodes = (start(), call, end())
    parent = visa()
    parent = dataclasses.replace(parent, nodes=nodes, flows=chain("start", "call", "end"))

    log = run(make_plan(model(processes=[parent, child])))

    born = log.case_parent >= 0
    parents = log.case_parent[born]
    assert born.sum() > CASES / 2
    np.testing.assert_allclose(
        log.case_facts["price"][born], 2 * log.case_facts["amount"][parents], atol=0.005
    )
    share = log.case_facts["urgent"][born].mean()
    assert abs(share - 0.2) < 4 * np.sqrt(0.16 / born.sum())
    assert (log.case_facts["urgent"][born] != log.case_facts["urgent"][parents]).any()
    assert np.isnan(log.case_facts["amount"][born]).all()


def test_the_arrival_of_a_case_that_begins_in_the_run_is_when_it_begins() -> None:
    travel = fact("travel", "date", Constant(10.0 * DAY))
    child = process("child", task("pay", role=None, time=hours(0)), arrivals=[])
    child = dataclasses.replace(child, data={"travel": travel})
    call = Call("call", plain("Call"), "child", by("origin"), {})
    nodes = (start(), task("slow", role=None, time=Exponential(5.0 * DAY)), call, end())
    parent = dataclasses.replace(visa(), nodes=nodes, flows=chain("start", "slow", "call", "end"))
    plan = make_plan(model(processes=[parent, child]))

    log = run(plan)

    born = log.case_parent >= 0
    expected = log.case_arrived[born] + plan.start + 10 * DAY
    np.testing.assert_array_equal(log.case_facts["travel"][born], expected)


def test_a_formula_that_makes_no_sense_names_the_step_and_the_facts() -> None:
    plan = planned(visa(task(time=by(Formula(read("(amount - 999 USD) / 1 USD * 1 min"))))))

    with pytest.raises(ProcsimError, match=r"visa\.work: the time of work makes no sense") as error:
        run(plan)

    assert "amount = " in str(error.value)
    assert "urgent = " in str(error.value)
    assert "origin = a" in str(error.value)


def test_a_fact_without_value_names_the_fact() -> None:
    broken = fact("rate", "number", Formula(read("1 / (amount * 0 / 1 USD)")))

    with pytest.raises(ProcsimError, match="visa: the fact rate has no value for a case with"):
        run(planned(visa(data={"amount": AMOUNT, "rate": broken})))


def test_a_rule_need_make_sense_for_cases_of_its_process_only() -> None:
    """Cases of both processes stand in one block; `other` has no amount."""
    other = process("other", arrivals=[yearly(a=CASES)])

    log = run(planned(visa(task(time=by(Formula(read("amount / 1 USD * 1 s"))))), other))

    assert np.isnan(log.case_facts["amount"][log.case_process == 1]).all()
    assert not np.isnan(log.case_facts["amount"][log.case_process == 0]).any()


def test_a_fact_by_origin_is_drawn_for_each_office_of_a_block() -> None:
    amount = dataclasses.replace(AMOUNT, drawn=by(Constant(1.0), b=Constant(2.0)))
    made = process("visa", task(role=None), arrivals=[yearly(a=500.0, b=500.0)])
    made = dataclasses.replace(made, data={"amount": amount})

    log = run(make_plan(model(offices=[office("a"), office("b")], processes=[made])))

    assert log.case_facts["amount"].tolist() == (log.case_office + 1.0).tolist()
