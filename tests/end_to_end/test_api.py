"""The names that Python users have: load, load_scenario, load_scenarios, simulate, compare."""

from pathlib import Path

import pandas as pd
import pytest

import procsim
from procsim.analysis.results import Simulation
from procsim.errors import UsageError
from tests.end_to_end.command import write_inputs

ACTIVITIES = "replication process case office step visit pool member ready started ended work"


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    write_inputs(folder)
    return folder


@pytest.fixture(scope="module")
def simulation(inputs: Path) -> Simulation:
    model = procsim.load(inputs / "model" / "model.yaml")
    return procsim.simulate(model, replications=2, seed=5, jobs=1)


def test_tables_that_were_not_kept_are_refused_with_the_way_to_have_them(inputs: Path) -> None:
    model = procsim.load(inputs / "model" / "model.yaml")
    found = procsim.simulate(model, replications=1, keep="none")

    for name in ("cases", "activities"):
        with pytest.raises(UsageError, match="ask for them with keep='all'"):
            getattr(found, name)
    assert len(found.kpis) > 0


def test_activities_have_names_and_moments_and_spans(simulation: Simulation) -> None:
    activities = simulation.activities

    assert set(ACTIVITIES.split()) <= set(activities.columns)
    for moment in ("ready", "started", "ended"):
        assert str(activities[moment].dt.tz) == "UTC"
    assert pd.api.types.is_timedelta64_dtype(activities["work"])
    assert set(activities["pool"]) == {"clerk@geneva", "clerk@suva"}
    assert set(activities["office"]) == {"geneva", "suva"}
    assert set(activities["step"]) == {"check", "sign"}


def test_cases_come_from_every_replication_with_utc_moments(simulation: Simulation) -> None:
    cases = simulation.cases

    assert set(cases["replication"]) == {0, 1}
    assert str(cases["arrived"].dt.tz) == str(cases["ended"].dt.tz) == "UTC"
    assert set(cases["outcome"].dropna()) == {"done"}


def test_indicators_are_one_row_each(simulation: Simulation) -> None:
    keys = ["scenario", "process", "scope", "id", "kpi", "statistic"]

    assert not simulation.kpis.duplicated(keys).any()
    assert set(simulation.kpis["replications"]) <= {0, 1, 2}


def test_a_scenario_is_simulated_under_its_own_name(inputs: Path) -> None:
    scenario = procsim.load_scenario(inputs / "scenarios" / "faster.yaml")

    found = procsim.simulate(scenario, replications=1)

    assert set(found.kpis["scenario"]) == {"faster"}


def test_one_scenario_is_not_several(inputs: Path) -> None:
    several = inputs / "scenarios" / "several.yaml"
    several.write_text(
        "procsim: 1\nscenario: several\nbaseline: ../model/model.yaml\n"
        "changes: []\nvary: {staff.clerk.geneva: [3, 4]}\n",
        encoding="utf-8",
    )

    with pytest.raises(UsageError, match="load_scenarios"):
        procsim.load_scenario(several)

    assert len(procsim.load_scenarios(several)) == 2


def test_loaded_scenarios_can_be_compared(inputs: Path) -> None:
    scenario = procsim.load_scenario(inputs / "scenarios" / "faster.yaml")

    study = procsim.compare(scenario, replications=2)

    assert set(study.effects["scenario"]) == {"faster"}


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'simulat'"):
        _ = procsim.simulat
