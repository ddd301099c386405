"""Visits and hours of every shipped process: the absorbing chain against simulation."""

from __future__ import annotations

from pathlib import Path

import pytest

from procsim.analysis.checks import checks
from procsim.analysis.yardstick import Yardstick
from procsim.files import read_model
from procsim.simulation.planning.compiler import make_plan
from tests.measured import replicated

MODELS = sorted((Path(__file__).parents[2] / "models").glob("*/model.yaml"))


@pytest.mark.parametrize("path", MODELS, ids=[path.parent.name for path in MODELS])
def test_visits_and_hours_of_every_shipped_process_are_those_of_the_chain(path):
    """Within 4 standard errors (as Student's limit of few replications), where it is exact."""
    model = read_model(path)
    outcome = replicated(model, 2)
    yardstick = Yardstick(model, make_plan(model))
    found = [
        check
        for check in checks(yardstick, outcome.estimates)
        if check.name in ("visits", "hours of work per case")
    ]
    missed = [check for check in found if not check.holds]
    assert missed == []
    assert any(check.is_judged for check in found)
