"""Writing a study: manifest, differences, inputs, tables, figures, maps, report."""

from __future__ import annotations

import dataclasses
import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procsim.analysis.frames import activities_frame, cases_frame
from procsim.errors import UsageError
from procsim.model.scenario import difference
from procsim.study.folder import (
    file_name,
    said_in_one_line,
    write_manifest,
    write_table,
    write_text,
)
from procsim.study.identity import files_of, sha256
from procsim.study.kept import INPUTS
from procsim.study.pictures import write_figures_and_report, write_maps
from procsim.study.tables import measurements_table, study_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.analysis.comparison import Outcome
    from procsim.analysis.results import Simulation, Study

_LIBRARIES: Final = ("numpy", "scipy", "pandas", "simpy", "networkx", "tzdata", "holidays")


def write_study(study: Study, folder: Path, *, language: str = "en") -> None:
    """Write everything of a study into an existing empty folder."""
    _write_inputs(study, folder, language)
    write_text(folder / "differences.txt", differences(study))
    outcomes = (study.comparison.baseline, *study.comparison.scenarios)
    for name, table in study_tables(study).items():
        write_table(folder, name, table, csv=True)
    write_table(folder, "measurements", measurements_table(outcomes), csv=False)
    for id_, plan, log in study.logs:
        write_table(folder, f"cases-{file_name(id_)}", cases_frame(plan, [log]), csv=False)
        write_table(
            folder, f"activities-{file_name(id_)}", activities_frame(plan, [log]), csv=False
        )
    with said_in_one_line(folder):
        write_maps(study, folder / "maps", language=language)
        write_figures_and_report(study, folder, language=language)


def write_simulation(simulation: Simulation, folder: Path, *, seed: int) -> None:
    """Write the tables of a simulation into an existing empty folder."""
    outcome = simulation.outcome
    settings = {"seed": seed, "replications": outcome.estimates.replications}
    content = {"settings": settings, "environment": _environment(), "model": outcome.model.id}
    write_manifest(folder, "simulation", {**content, "scenario": outcome.id})
    write_table(folder, "kpis", simulation.kpis, csv=True)
    write_table(folder, "cases", simulation.cases, csv=False)
    write_table(folder, "activities", simulation.activities, csv=False)


def differences(study: Study) -> str:
    """What each scenario changes, a line each: `path: old → new (why)`."""
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
    root = scenarios[0].root.resolve()
    files = files_of(root, scenarios)
    top = _common_folder(files)
    named = _named(study)
    inputs = []
    for file in files:
        kept = file.relative_to(top)
        with said_in_one_line(folder):
            (folder / INPUTS / kept).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / INPUTS / kept)
        name = named.get(file, kept.as_posix())
        copied = sha256(folder / INPUTS / kept)
        inputs.append({"kept": kept.as_posix(), "named": name, "sha256": copied})
    if [each["sha256"] for each in inputs] != [digest for _, digest in study.identity.files]:
        raise UsageError("an input file was changed while the study ran: run it again")
    identity = dataclasses.asdict(study.identity)
    content = {
        "hash": study.identity.hash,
        "identity": identity,
        "settings": {"materiality": study.comparison.materiality, "language": language},
        "environment": _environment(),
        "model": root.relative_to(top).as_posix(),
        "scenarios": [
            {"id": each.id, "file": each.files[0].resolve().relative_to(top).as_posix()}
            for each in scenarios
        ],
        "inputs": inputs,
    }
    write_manifest(folder, "study", content)


def _common_folder(files: Sequence[Path]) -> Path:
    try:
        return Path(os.path.commonpath([file.parent for file in files]))
    except ValueError as error:
        raise UsageError("the input files of a study must be on one drive") from error


def _named(study: Study) -> dict[Path, str]:
    """How messages and sources name each input file, by its resolved path."""
    outcomes: tuple[Outcome, ...] = (study.comparison.baseline, *study.comparison.scenarios)
    names = {
        each.place.file: None
        for outcome in outcomes
        for each in outcome.model.inputs
        if each.place is not None
    }
    return {Path(name).resolve(): name for name in names}


def _environment() -> dict[str, str]:
    """The versions on which exact figures can depend."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **{name: version(name) for name in _LIBRARIES},
    }
