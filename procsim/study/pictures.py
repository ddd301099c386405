"""The pictures of a study's folder: maps of every process, figures, and the report itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.report.file_names import file_names
from procsim.report.maps import layout, save
from procsim.study.folder import write_text

if TYPE_CHECKING:
    from pathlib import Path

    from procsim.analysis.results import Study
    from procsim.model.model import Model
    from procsim.model.scenario import Scenario
    from procsim.report.figures import Drawn


def write_maps(study: Study, folder: Path, *, language: str) -> None:
    """A map of every process of AS-IS, and of those that a scenario changes: `ID.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    baseline = study.comparison.baseline
    names = file_names([baseline.id, *(outcome.id for outcome in study.comparison.scenarios)])
    for id_, process in baseline.model.processes.items():
        drawing = layout(process, baseline.model, language=language)
        save(drawing, folder / f"{baseline.id}-{id_}.svg")
    for outcome in study.comparison.scenarios:
        scenario = outcome.scenario
        if scenario is None:
            continue
        for id_ in changed_processes(scenario):
            process, tags = outcome.model.processes[id_], step_tags(scenario, id_)
            drawing = layout(process, outcome.model, language=language, tags=tags)
            save(drawing, folder / f"{names[outcome.id]}-{id_}.svg")


def write_figures_and_report(
    study: Study, folder: Path, drawn: tuple[Drawn, ...], *, language: str
) -> None:
    """Every figure as SVG and PNG in `figures/`, and the self-contained page `report.html`."""
    from procsim.report.figures import save_figures
    from procsim.report.html import render

    (folder / "figures").mkdir(parents=True, exist_ok=True)
    save_figures(drawn, folder / "figures")
    page = render(study, language=language, figures=drawn)
    write_text(folder / "report.html", page)


def write_report(study: Study, path: Path, *, language: str) -> None:
    """The self-contained page alone."""
    from procsim.report.html import render

    write_text(path, render(study, language=language))


def changed_processes(scenario: Scenario) -> list[str]:
    """The processes that a scenario's changes touch, in the order of the model."""
    touched = {step.partition(".")[0] for each in scenario.changes for step in each.steps}
    return [id_ for id_ in scenario.model.processes if id_ in touched]


def step_tags(scenario: Scenario, process: str) -> dict[str, str]:
    """By step id of a process as it becomes: moved, changed or added, if it is any of them."""
    tags: dict[str, str] = {}
    for change in scenario.changes:
        for name, tag in change.steps.items():
            owner, _, step = name.partition(".")
            if owner == process and step in scenario.model.processes[process].node:
                # A step that is moved and also changed is moved: that is what a map can show.
                tags[step] = tag if tags.get(step) not in ("added", "moved") else tags[step]
    return tags


def removed_steps(scenario: Scenario, process: str) -> list[str]:
    """The steps of a process that a scenario takes out."""
    before, after = _nodes(scenario.baseline, process), _nodes(scenario.model, process)
    return [step for step in before if step not in after]


def _nodes(model: Model, process: str) -> list[str]:
    return list(model.processes[process].node) if process in model.processes else []
