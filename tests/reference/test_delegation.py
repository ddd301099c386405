"""Delegation of authority against the exact tail of the distribution of amounts.

A lognormal amount with mean m and standard deviation s has ln X normal with variance
v = ln(1 + s²/m²) and mean ln m − v/2, so P(X > t) = 1 − Φ((ln t − ln m + v/2) / √v).
"""

from __future__ import annotations

import dataclasses
import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pytest

from procsim.model.choices import chances_of, choice_of
from procsim.model.distributions import Constant, Discrete, Lognormal
from procsim.model.elements import Decision, Performer
from procsim.model.facts import Delegation, Fact, Level
from procsim.model.flow_analysis.fact_sample import SIZE, sample_facts
from procsim.model.knowledge import level_of
from procsim.model.text import plain
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.replication import replicate
from tests.builders import by, end, flow, model, office, post, process, start, task, yearly

if TYPE_CHECKING:
    from procsim.model.model import Model
    from procsim.model.process import Process

MEAN, SD = 9_000.0, 30_000.0
TO_DIRECTOR, TO_CHIEF = 5_000.0, 40_000.0
STANDARD_ERRORS = 4


def tail(threshold: float) -> float:
    """P(amount > threshold)."""
    variance = math.log(1 + (SD / MEAN) ** 2)
    location = math.log(MEAN) - variance / 2
    return 1 - NormalDist().cdf((math.log(threshold) - location) / math.sqrt(variance))


SHARES = (1 - tail(TO_DIRECTOR), tail(TO_DIRECTOR) - tail(TO_CHIEF), tail(TO_CHIEF))
"""Of the director, the chief, headquarters."""

AMOUNT = Fact("amount", plain("Amount"), "money", by(Lognormal(MEAN, SD)))
TYPE = Fact("type", plain("Type"), "category", by(Discrete((0.0, 1.0), (0.6, 0.4))), ("a", "b"))
LEVELS = (
    Level("director", plain("Director"), "director", by("origin"), {"": TO_DIRECTOR}),
    Level("chief", plain("Chief"), "chief", by("parent"), {"": TO_CHIEF}),
    Level("hq", plain("Headquarters"), "board", by("hq"), {}),
)
AWARD = Delegation("award", plain("Award"), "amount", None, LEVELS)
OFFICES = (office("geneva", tier="hq"), office("abidjan", tier="regional", parent="geneva"))
OFFICES = (*OFFICES, office("dakar", parent="abidjan"))
POSTS = [post("dakar", "director"), post("abidjan", "chief"), post("geneva", "board")]


def routed(delegation: Delegation = AWARD) -> tuple[Process, Model]:
    """Awards decided by the flow of a decision; each level has a system's step of its own."""
    steps = [task(level.id, role=None, time=Constant(0.0)) for level in LEVELS]
    choice = dataclasses.replace(Decision("who", plain("Who")), by="award")
    flows = [flow("start", "who"), *(flow(level.id, "end") for level in LEVELS)]
    flows += [dataclasses.replace(flow("who", level.id), level=level.id) for level in LEVELS]
    made = process(
        "awards", start(), choice, *steps, end(), flows=flows, arrivals=[yearly(dakar=20_000.0)]
    )
    made = dataclasses.replace(made, data={"amount": AMOUNT, "type": TYPE})
    whole = model(offices=OFFICES, posts=POSTS, processes=[made])
    return made, dataclasses.replace(whole, delegations={"award": delegation})


def done(whole: Model, step: str) -> int:
    plan = make_plan(whole)
    log, _ = replicate(plan, seed=12, replication=0)
    rows = log.activities.step == plan.names.steps.index(("awards", step))
    return int(rows.sum())


def test_the_share_routed_to_each_level_is_the_tail_of_the_amounts() -> None:
    _, whole = routed()
    counts = [done(whole, level.id) for level in LEVELS]
    cases = sum(counts)

    for count, share in zip(counts, SHARES, strict=True):
        error = math.sqrt(share * (1 - share) / cases)
        assert abs(count / cases - share) < STANDARD_ERRORS * error


def test_the_share_known_before_a_run_is_exact_to_one_case_of_the_sample() -> None:
    made, whole = routed()
    decision = made.node["who"]
    assert isinstance(decision, Decision)
    choice = choice_of(whole, made, decision, whole.offices["dakar"])

    columns = sample_facts(whole, made, "dakar")
    shares = chances_of(choice, columns, SIZE).mean(axis=1)

    assert shares.tolist() == pytest.approx(SHARES, abs=1 / SIZE)
    assert shares.sum() == pytest.approx(1)


def test_limits_by_type_of_contract_hold_for_each_type() -> None:
    """P(director) = 0.6 F(5,000) + 0.4 F(40,000)."""
    limits = {"a": TO_DIRECTOR, "b": TO_CHIEF}
    levels = (dataclasses.replace(LEVELS[0], up_to=limits), dataclasses.replace(LEVELS[2]))
    delegation = Delegation("award", plain("Award"), "amount", "type", levels)
    made, whole = routed()

    columns = sample_facts(whole, made, "dakar")
    share = (level_of(delegation, columns, TYPE.values) == 0).mean()

    exact = 0.6 * (1 - tail(TO_DIRECTOR)) + 0.4 * (1 - tail(TO_CHIEF))
    # Two facts at once: a few cells are cut.
    assert share == pytest.approx(exact, abs=4 / SIZE)


def test_a_raised_limit_moves_just_the_cases_between_the_two_limits() -> None:
    """The same cases have the same amounts in both models."""
    _, before = routed()
    raised = dataclasses.replace(LEVELS[0], up_to={"": 20_000.0})
    _, after = routed(dataclasses.replace(AWARD, levels=(raised, *LEVELS[1:])))
    log, _ = replicate(make_plan(before), seed=12, replication=0)
    amounts = log.case_facts["amount"]
    moved = int(np.count_nonzero((amounts > TO_DIRECTOR) & (amounts <= 20_000)))

    assert done(after, "director") - done(before, "director") == moved
    assert done(before, "chief") - done(after, "chief") == moved
    assert done(before, "hq") == done(after, "hq")


def test_a_task_by_delegation_is_done_by_the_role_and_at_the_place_of_the_level() -> None:
    award = task("sign", role=None)
    award = dataclasses.replace(award, performer=Performer(by="award"))
    made = process("awards", award, arrivals=[yearly(dakar=20_000.0)])
    made = dataclasses.replace(made, data={"amount": AMOUNT})
    whole = model(offices=OFFICES, posts=POSTS, processes=[made])
    plan = make_plan(dataclasses.replace(whole, delegations={"award": AWARD}))
    log, _ = replicate(plan, seed=12, replication=0)

    queues = [plan.names.queues[queue] for queue in log.activities.queue.tolist()]
    amounts = log.case_facts["amount"][log.activities.case]

    expected = np.where(amounts > TO_CHIEF, 2, np.where(amounts > TO_DIRECTOR, 1, 0))
    places = [("director", "dakar"), ("chief", "abidjan"), ("board", "geneva")]
    assert queues == [places[level] for level in expected.tolist()]
