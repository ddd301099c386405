"""Segments, errors, failure demand, teams and overtime in measurements, worked out by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from pytest import approx  # noqa: PT013  # read as in the formulas

from procsim.model.amounts import Formula
from procsim.model.distributions import Constant, Discrete, Exponential, Uniform
from procsim.model.elements import Decision, Seat, Team
from procsim.model.expressions import parse
from procsim.model.facts import Error, Fact, Segment, types_of
from procsim.model.organisation import Overtime
from procsim.model.text import plain
from procsim.units import DAY, HOUR, Money, Span
from tests.builders import (
    by,
    calendar,
    chain,
    days,
    deadline,
    end,
    flow,
    hours,
    late,
    model,
    office,
    post,
    process,
    recorded,
    recurrence,
    scheduled,
    start,
    task,
    wait,
    window,
    yearly,
)
from tests.measured import measured

if TYPE_CHECKING:
    from procsim.model.expressions import Expression
    from procsim.model.model import Model
    from procsim.model.process import Process

KIND = Fact("kind", plain("Kind"), "category", by(Discrete((0.0, 1.0), (0.7, 0.3))), ("a", "b"))
AMOUNT = Fact("amount", plain("Amount"), "money", by(Uniform(0.0, 4000.0)))
YEAR = window(dt.date(2026, 1, 1), drain=Span(1, 0))


def read(text: str) -> Expression:
    return parse(text, types_of((KIND, AMOUNT), ["a"]), {"USD": 1.0}.get)


def at(hour: float, day: int = 5) -> dt.datetime:
    return dt.datetime(2026, 1, day, tzinfo=dt.UTC) + dt.timedelta(hours=hour)


def told_apart() -> Model:
    """Cases by kind and amount; those of kind b take longer."""
    work = task(time=Exponential(2 * HOUR), fixed_cost=Money(5, "USD"))
    made = process("p", work, wait("w", Exponential(DAY)), arrivals=[yearly(a=500.0)])
    made = dataclasses.replace(
        made,
        data={"kind": KIND, "amount": AMOUNT},
        segments=(Segment("kind"), Segment("amount", (1000.0, 3000.0))),
    )
    return model(processes=[made], posts=[post(posts=2, cost=8760)], window=YEAR)


@pytest.mark.parametrize("kpi", ["cycle_time", "waiting_time", "cost_of_work", "work"])
@pytest.mark.parametrize(
    "ids", [("kind=a", "kind=b"), ("amount<1000", "1000<=amount<3000", "amount>=3000")]
)
def test_the_mean_of_the_segments_by_their_mix_is_that_of_all(kpi, ids):
    found = measured(told_apart())

    def of(id_, kpi, statistic="mean"):
        return found.of(id_, kpi, statistic, scope="segment", process="p")

    cases = [of(id_, "cases_arrived", "total") for id_ in ids]
    assert sum(cases) == found.of("p", "cases_arrived", "total")
    mix = sum(count * of(id_, kpi) for count, id_ in zip(cases, ids, strict=True)) / sum(cases)
    assert mix == approx(found.of("p", kpi))


def test_a_value_at_a_limit_belongs_to_the_class_above_it():
    fact = dataclasses.replace(AMOUNT, drawn=by(Constant(1000.0)))
    made = process("p", task(), arrivals=[recorded(("a", at(9)))])
    made = dataclasses.replace(
        made, data={"amount": fact}, segments=(Segment("amount", (1000.0,)),)
    )
    found = measured(model(processes=[made], window=YEAR))
    assert found.of("amount>=1000", "cases_arrived", "total", scope="segment", process="p") == 1
    assert found.of("amount<1000", "cases_arrived", "total", scope="segment", process="p") == 0


def checked(finds: float) -> Process:
    """Every case errs once; a check finds it with some chance, and it is put right."""
    check = dataclasses.replace(Decision("check", plain("Check")), finds=(("typo", finds),))
    nodes = [
        *(start(), task("enter", errors=(("typo", Constant(1.0)),)), check),
        *(task("correct", errors=(("typo", Constant(0.0)),)), end()),
    ]
    flows = [
        *chain("start", "enter", "check"),
        *(flow("check", "correct", found=True), flow("check", "end", is_default=True)),
        flow("correct", "end"),
    ]
    made = process(
        "p", *nodes, flows=flows, arrivals=[recorded(*[("a", at(9 + n)) for n in range(20)])]
    )
    errors = {"typo": Error("typo", plain("Typo"), Money(50, "USD"))}
    return dataclasses.replace(made, errors=errors)


@pytest.mark.parametrize(("finds", "escaped"), [(0.0, 1.0), (1.0, 0.0)])
def test_errors_that_no_check_finds_escape_and_cost(finds, escaped):
    """20 cases a year, one error each, 50 USD for each that escapes."""
    found = measured(model(processes=[checked(finds)], window=YEAR))
    assert found.of("p", "errors_made") == approx(1)
    assert found.of("p", "errors_found") == approx(1 - escaped)
    assert found.of("p", "errors_escaped") == approx(escaped)
    assert found.of("p", "cost_of_errors", "total") == approx(20 * 50 * escaped)
    assert found.of("all", "cost_of_errors", "total", process="all") == approx(1000 * escaped)


def test_reminders_are_failure_demand():
    """The reply takes 5 days, a reminder of half an hour goes out every 2 days: 2 of them."""
    nodes = [
        *(
            start(),
            wait(
                "reply",
                days(5),
                deadlines=[deadline("chase", days(2), interrupts=False, every=days(2))],
            ),
        ),
        *(task("remind", time=hours(0.5)), task("file", time=hours(1)), end()),
    ]
    flows = [
        *chain("start", "reply", "file", "end"),
        *(late("reply", "remind", "chase"), flow("remind", "end")),
    ]
    made = process("p", *nodes, flows=flows, arrivals=[recorded(("a", at(9)))])
    found = measured(model(processes=[made], window=YEAR))
    assert found.of("p", "failure_activities") == 2
    assert found.of("p", "failure_demand", "total") == approx(1)
    assert found.of("p", "work") == approx(2)


def test_everybody_in_a_team_costs_and_the_fee_is_paid_once():
    """Posts of 8,760 USD cost 1 USD an hour: 2 h of three members, and a fee of 10 USD."""
    panel = Team((Seat("clerk", by("origin"), 3),))
    meet = task("meet", role=None, team=panel, time=hours(2), fixed_cost=Money(10, "USD"))
    made = process("p", meet, arrivals=[recorded(("a", at(9)))])
    found = measured(model(processes=[made], posts=[post(posts=3, cost=8760)], window=YEAR))
    assert found.of("p", "work") == approx(6)
    assert found.of("p", "cost_of_work") == approx(16)
    assert found.of("meet", "visits", scope="step", process="p") == 1
    assert found.of("all", "work_per_year", "total", process="all") == approx(6)


def test_a_cost_by_facts_is_that_of_the_case():
    fact = dataclasses.replace(AMOUNT, drawn=by(Constant(3000.0)))
    made = process("p", task(cost=Formula(read("amount * 2%"))), arrivals=[recorded(("a", at(9)))])
    made = dataclasses.replace(made, data={"amount": fact})
    found = measured(model(processes=[made], window=YEAR))
    assert found.of("p", "cost_of_work") == approx(60)


def test_overtime_costs_its_price_and_is_paid_beside_the_post():
    """Four hours of work from 16:00: one in ordinary hours, two in overtime (until 19:00) at one
    and a half times the hour, one on the next day: (2 + 2 × 1.5) h at the hourly cost."""
    line = dataclasses.replace(
        post(calendar="week", cost=208800), overtime=Overtime(minutes=120, price=1.5)
    )
    made = process("p", task(time=hours(4)), arrivals=[recorded(("a", at(16)))])
    found = measured(
        model(
            processes=[made],
            posts=[line],
            offices=[office(calendar="week")],
            calendars=[calendar("week")],
            window=YEAR,
        )
    )
    hour = 208800 / (261 * 8)  # 2026 has 261 weekdays
    assert found.of("p", "cost_of_work") == approx(5 * hour)
    whole = found.of("all", "cost_of_capacity", "total", process="all")
    assert whole == approx(208800 + 3 * hour)


def test_a_post_costs_only_while_somebody_holds_it():
    """A tenth of the year vacant: nine tenths of its cost."""
    line = dataclasses.replace(post(cost=8760), vacancy=0.1)
    made = process("p", task(), arrivals=[scheduled(recurrence("FREQ=MONTHLY;BYMONTHDAY=1"))])
    found = measured(model(processes=[made], posts=[line], window=YEAR))
    assert found.of("all", "cost_of_capacity", "total", process="all") == approx(0.9 * 8760)
