"""What scenarios of one model share, and what they must not share."""

from __future__ import annotations

from pathlib import Path

import pytest

from procsim.files import Library, read_model, read_scenarios
from procsim.model.elements import Wait
from procsim.model.flow_analysis.flow import analyse
from procsim.units import HOUR

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
MODEL = """
procsim: 1
currency: USD
observe: {from: 2026-01-01, length: 12 months}
calendars:
  week: {days: Mon-Fri, hours: 09:00-17:00}
offices:
  geneva: {tier: hq, time_zone: Europe/Zurich, calendar: week}
roles:
  clerk: {category: administrative, staff: {geneva: 2}}
processes:
  visa:
    arrivals: [{office: geneva, per_year: 300}]
    steps:
      received: {event: start, next: rest}
      rest: {wait: delay, takes: 1 wd, calendar: week, next: check}
      check: {task: Check, role: clerk, time: 10 min, next: done}
      done: {event: end}
  post:
    arrivals: [{office: geneva, per_year: 300}]
    steps:
      received: {event: start, next: sort}
      sort: {task: Sort, role: clerk, time: 5 min, next: done}
      done: {event: end}
"""


def write(folder: Path, name: str, changes: str) -> Path:
    (folder / "model.yaml").write_text(MODEL, encoding="utf-8")
    path = folder / f"{name}.yaml"
    head = f"procsim: 1\nscenario: {name}\nbaseline: model.yaml\nchanges:\n"
    path.write_text(f"{head}{changes}\n", encoding="utf-8")
    return path


def test_a_scenario_shares_the_processes_it_leaves_as_they_are(tmp_path: Path) -> None:
    path = write(tmp_path, "faster", "  - {set: {visa.check.time: 7 min}, why: a form}")
    (scenario,) = read_scenarios(path)
    assert scenario.model.processes["post"] is scenario.as_is.processes["post"]
    assert scenario.model.processes["visa"] != scenario.as_is.processes["visa"]


def test_a_process_that_means_something_else_is_not_shared(tmp_path: Path) -> None:
    # A working day of this calendar is 8 hours, and then 4.
    change = '  - {set: {calendars.week.hours: "09:00-13:00"}, why: short days}'
    (scenario,) = read_scenarios(write(tmp_path, "short", change))
    for model, hours in ((scenario.as_is, 8), (scenario.model, 4)):
        wait = model.processes["visa"].node["rest"]
        assert isinstance(wait, Wait)
        assert wait.delay is not None
        assert [amount.mean for amount in wait.delay.values()] == [hours * HOUR]  # type: ignore[union-attr]  # not a formula


def test_scenarios_of_one_library_share_their_model(tmp_path: Path) -> None:
    library = Library()
    first, second = (
        read_scenarios(write(tmp_path, name, change), library)[0]
        for name, change in (
            ("faster", "  - {set: {visa.check.time: 7 min}, why: a form}"),
            ("fewer", "  - {set: {staff.clerk.geneva: 1}, why: a post moves}"),
        )
    )
    assert first.as_is is second.as_is is read_model(tmp_path / "model.yaml", library)
    assert first.as_is == read_model(tmp_path / "model.yaml")
    assert second.model.processes == second.as_is.processes


@pytest.mark.parametrize("name", ["budget_delegation", "payroll_centre"])
def test_flow_analysis_does_not_depend_on_which_model_was_analysed_before(name: str) -> None:
    # One moves the limits of a delegation that processes share, the other adds an office.
    (alone,) = read_scenarios(SHIPPED / f"{name}.yaml")
    (after,) = read_scenarios(SHIPPED / f"{name}.yaml")
    assert analyse(after.as_is) != analyse(alone.model) == analyse(after.model)
