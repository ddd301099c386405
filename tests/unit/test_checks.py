"""Checks pass where a run is right and fail where it is not."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from procsim.analysis.checks import checks
from procsim.analysis.estimates import estimate
from procsim.analysis.yardstick import Yardstick
from procsim.simulation.planning.compiler import make_plan
from procsim.units import Span
from tests.builders import (
    days,
    exponential,
    model,
    post,
    process,
    rework,
    task,
    wait,
    window,
    yearly,
)
from tests.measured import replicated

MADE = model(
    posts=[post(posts=2)],
    processes=[rework(0.25, task(time=exponential(60)), arrivals=[yearly(a=5000.0)])],
    window=window(dt.date(2026, 1, 1), warm_up=Span(1, 0), drain=Span(1, 0)),
)


@pytest.fixture(scope="module")
def found():
    return replicated(MADE, 6)


@pytest.fixture(scope="module")
def yardstick():
    return Yardstick(MADE, make_plan(MADE))


def spoilt(outcome, kpi, factor, scope="process"):
    """The estimates with one kind of measurement multiplied."""
    old = outcome.estimates
    wrong = np.array([key.kpi == kpi and key.scope == scope for key in old.keys])
    return estimate("x", old.keys, np.where(wrong, old.values * factor, old.values))


def failing(yardstick, estimates):
    return {check.name for check in checks(yardstick, estimates) if not check.holds}


def test_a_right_run_passes_every_check(found, yardstick):
    made = checks(yardstick, found.estimates)
    assert {check.name for check in made} == {
        "conservation",
        "Little's law",
        "visits",
        "hours of work per case",
        "capacity",
    }
    assert failing(yardstick, found.estimates) == set()


@pytest.mark.parametrize(
    ("kpi", "factor", "scope", "name"),
    [
        ("cases_ended", 0.99, "process", "conservation"),
        ("in_progress", 1.2, "process", "Little's law"),
        ("visits", 1.05, "step", "visits"),
        ("work", 1.1, "process", "hours of work per case"),
        ("utilisation", 3.0, "pool", "capacity"),
    ],
)
def test_a_wrong_figure_fails_its_check(found, yardstick, kpi, factor, scope, name):
    assert name in failing(yardstick, spoilt(found, kpi, factor, scope))


def test_one_replication_is_not_judged_against_flow_analysis(yardstick):
    outcome = replicated(MADE, 1)
    assert failing(yardstick, spoilt(outcome, "visits", 3.0, "step")) == set()


def test_what_has_no_value_is_not_checked():
    """Cases that never end have no cycle time and no known number of visits."""
    made = replace(
        MADE,
        processes={
            "visa": process("visa", wait("long", days(900)), task(), arrivals=[yearly(a=50.0)])
        },
    )
    outcome = replicated(made, 2)
    names = {check.name for check in checks(Yardstick(made, make_plan(made)), outcome.estimates)}
    assert names == {"conservation", "capacity"}
