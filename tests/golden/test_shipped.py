"""The shipped comparison and the ledger of waits are what they were when they were kept.

A difference is not an error as such: `python -m tests.golden.shipped` shows it, `--update` keeps
it, and the change log says why.
"""

import csv

import pytest

from procsim.files import read_model, read_scenarios
from procsim.model.amounts import is_drawn
from procsim.model.distributions.discrete import Constant
from procsim.model.elements import Task, Wait
from procsim.simulation.addresses import draws_digest
from procsim.units import DAY
from tests.golden.shipped import (
    LEDGER,
    MODEL,
    ROOT,
    TABLE,
    comparison,
    difference,
    ledger,
    table,
)
from tests.measured import replicated

PAYROLL = ("payroll", "process", "payroll")

same_luck = pytest.mark.skipif(
    draws_digest() not in TABLE.read_text(encoding="utf-8").partition("\n")[0],
    reason="this machine draws other luck in the last bits than the one the tables were kept on",
)


def rows():
    with LEDGER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@same_luck
def test_the_shipped_comparison_has_the_numbers_that_were_kept():
    assert difference(TABLE, table()) == ""


@same_luck
def test_the_ledger_holds_the_waits_that_a_run_of_the_baseline_adds():
    assert difference(LEDGER, ledger()) == ""


def test_the_ledger_adds_up():
    for row in rows():
        simulated, remainder, draft, left = (
            float(row[f"{name}_days"])
            for name in ("simulated_wait", "remainder", "draft_delay", "difference")
        )
        assert simulated + remainder - draft == pytest.approx(left, abs=0.006), row["step"]


def test_the_ledger_has_every_step_of_the_model_and_no_other():
    model = read_model(MODEL)
    steps = {
        (process.id, node.id)
        for process in model.processes.values()
        for node in process.nodes
        if isinstance(node, Task | Wait)
    }
    assert {(row["process"], row["step"]) for row in rows()} == steps


def test_what_the_ledger_says_is_left_is_the_delay_of_the_model():
    """The mean of each delay for a case of a country office, in days of 24 hours; but for working
    time and what facts decide, of which the ledger gives an estimate."""
    model = read_model(MODEL)
    office = next(each for each in model.offices.values() if each.tier == "country")
    for row in rows():
        node = model.processes[row["process"]].node[row["step"]]
        amount = Constant(0) if node.delay is None else node.delay.of(office)
        counted_by = node.calendar if isinstance(node, Wait) else node.delay_calendar
        if amount is None or counted_by is not None or not is_drawn(amount):
            assert row["step"] in {"bidding", "mission"}
            continue
        mean = amount.mean / DAY
        assert float(row["remainder_days"]) == pytest.approx(mean, abs=0.006), row["step"]


def test_every_pool_of_the_shipped_models_keeps_up():
    found = comparison()
    assert all(each.stability.is_stable for each in (found.baseline, *found.scenarios))


def test_the_payroll_centre_with_half_its_clerks_is_unstable():
    (scenario,) = read_scenarios(ROOT / "scenarios" / "overloaded.yaml")
    found = replicated(scenario.model, 1)
    assert [each.pool for each in found.stability.pools] == ["payroll_clerk@turin"]
    blank = {key.kpi for key in found.stability.touched if key[:3] == PAYROLL}
    assert {"cycle_time", "waiting_time", "within_target", "cost_of_work_per_year"} <= blank
