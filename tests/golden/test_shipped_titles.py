"""The shipped models and scenarios speak four languages, and every assumption is named as one."""

from collections.abc import Iterator, Mapping

import pytest

from procsim.files import read_model, read_scenarios
from procsim.files.yaml_text import read_yaml
from procsim.model.model import Model
from procsim.model.text import Title
from tests.golden.shipped import ROOT

LANGUAGES = {"en", "fr", "es", "zh"}
MODELS = sorted(ROOT.glob("models/*/model.yaml"))
SCENARIOS = sorted(ROOT.glob("scenarios/*.yaml"))


def titles(model: Model) -> Iterator[tuple[str, Title]]:
    yield "model", model.title
    for table in (model.offices, model.roles, model.systems, model.delegations, model.processes):
        for id_, each in table.items():
            yield id_, each.title
    for delegation in model.delegations.values():
        for level in delegation.levels:
            yield f"{delegation.id}.{level.id}", level.title
    for process in model.processes.values():
        yield f"{process.id}: case", process.case
        for each in (*process.nodes, *process.data.values(), *process.errors.values()):
            yield f"{process.id}.{each.id}", each.title
        for flow in process.flows:
            if flow.id or flow.title is not None:
                yield f"{process.id}.{flow.source}.{flow.id}", flow.title or Title({})


def lacking(model: Model) -> list[str]:
    return [name for name, title in titles(model) if set(title.by_language) != LANGUAGES]


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.parent.name)
def test_titles_of_a_shipped_model_are_in_four_languages(file):
    assert lacking(read_model(file)) == []


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_what_a_shipped_scenario_adds_has_titles_in_four_languages(file):
    (scenario,) = read_scenarios(file)
    assert lacking(scenario.model) == []


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_a_shipped_scenario_has_a_title_in_four_languages_and_a_reason_for_every_change(file):
    scenario, _, _ = read_yaml(file)
    title, changes = scenario["title"], scenario.get("changes", [])
    assert isinstance(title, Mapping)
    assert set(title) == LANGUAGES
    assert isinstance(changes, list)
    assert all(isinstance(change, Mapping) and change["why"] for change in changes)
    assert scenario["scenario"] == file.stem


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.parent.name)
def test_a_shipped_model_is_a_draft_and_grades_nothing_as_measured(file):
    model = read_model(file)
    assert model.baseline.status == "draft"
    assert not any(found.evidence == "A" for found in model.inputs)
