"""Writing a study: manifest, differences, inputs, tables, figures, maps, report."""

from __future__ import annotations

import dataclasses
import platform
import shutil
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from procsim.analysis.frames import activities_frame, cases_frame
from procsim.errors import UsageError
from procsim.model.scenario import difference
from procsim.report.file_names import file_names
from procsim.study.drawing import figures_of
from procsim.study.folder import (
    said_in_one_line,
    write_manifest,
    write_table,
    write_text,
)
from procsim.study.identity import sha256
from procsim.study.kept import INPUTS
from procsim.study.naming import names_of
from procsim.study.pictures import write_figures_and_report, write_maps
from procsim.study.tables import measurements_table, study_tables

if TYPE_CHECKING:
    from pathlib import Path

    from procsim.analysis.results import Simulation, Study

_LIBRARIES: Final = ("numpy", "scipy", "pandas", "simpy", "networkx", "tzdata", "holidays")


def write_study(study: Study, folder: Path, *, language: str = "en", jobs: int | None = 1) -> None:
    """Write everything of a study into an existing empty folder, figures with the help of up to
    `jobs` processes (None: one per core)."""
    with figures_of(study, language, jobs=jobs) as figures:
        _write_inputs(study, folder, language)
        _write_tables(study, folder)
        with said_in_one_line(folder):
            write_maps(study, folder / "maps", language=language)
            write_figures_and_report(study, folder, figures(), language=language)


def _write_tables(study: Study, folder: Path) -> None:
    write_text(folder / "differences.txt", differences(study))
    outcomes = (study.comparison.baseline, *study.comparison.scenarios)
    for name, table in study_tables(study).items():
        write_table(folder, name, table, csv=True)
    write_table(folder, "measurements", measurements_table(outcomes), csv=False)
    names = file_names(id_ for id_, _, _ in study.logs)
    for id_, plan, log in study.logs:
        write_table(folder, f"cases-{names[id_]}", cases_frame(plan, [log]), csv=False)
        write_table(folder, f"activities-{names[id_]}", activities_frame(plan, [log]), csv=False)


def write_simulation(simulation: Simulation, folder: Path, *, seed: int) -> None:
    """Write the tables of a simulation into an existing empty folder."""
    outcome = simulation.outcome
    settings = {
        "seed": seed,
        "replications": outcome.estimates.replications,
        "engine": simulation.engine,
    }
    content = {"settings": settings, "environment": _environment(), "model": outcome.model.id}
    write_manifest(folder, "simulation", {**content, "scenario": outcome.id})
    write_table(folder, "kpis", simulation.kpis, csv=True)
    write_table(folder, "cases", simulation.cases, csv=False)
    write_table(folder, "activities", simulation.activities, csv=False)


def differences(study: Study) -> str:
    """What each scenario changes, a line each: `path: old → new (why) [file:line]`."""
    lines = []
    for outcome in study.comparison.scenarios:
        if outcome.scenario is None:
            continue
        lines += [f"{outcome.id}: {outcome.scenario.title.into('en')}"]
        lines += [f"  {line}" for line in difference(outcome.scenario)] or ["  nothing changes"]
        lines += [""]
    return "\n".join(lines)


def _write_inputs(study: Study, folder: Path, language: str) -> None:
    """Copies of the input files, lying to each other as they did, and the manifest."""
    scenarios = [each.scenario for each in study.comparison.scenarios if each.scenario is not None]
    root = scenarios[0].root
    names = names_of(root, scenarios)
    for file, name in names.items():
        with said_in_one_line(folder):
            (folder / INPUTS / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / INPUTS / name)
    inputs = [(name, sha256(folder / INPUTS / name)) for name in names.values()]
    if tuple(inputs) != study.identity.files:
        raise UsageError("an input file was changed while the study ran: run it again")
    content = {
        "hash": study.identity.hash,
        "identity": dataclasses.asdict(study.identity),
        "settings": {"materiality": study.comparison.materiality, "language": language},
        "environment": _environment(),
        "model": names[root.resolve()],
        "scenarios": [
            {"id": each.id, "file": names[each.files[0].resolve()]} for each in scenarios
        ],
        "inputs": [{"kept": name, "sha256": digest} for name, digest in inputs],
    }
    write_manifest(folder, "study", content)


def _environment() -> dict[str, str]:
    """The versions on which exact figures can depend."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **{name: version(name) for name in _LIBRARIES},
    }
