"""Writing a study: manifest, differences, inputs, tables, figures, maps, report."""

from __future__ import annotations

import dataclasses
import platform
import shutil
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from procsim.analysis.filed import ACTIVITIES, CASES
from procsim.errors import UsageError
from procsim.model.scenario import difference
from procsim.report.file_names import file_names
from procsim.simulation.store import said_in_one_line
from procsim.study.drawing import figures_of
from procsim.study.folder import TABLES, write_manifest, write_table, write_text
from procsim.study.identity import sha256
from procsim.study.kept import INPUTS
from procsim.study.large_tables import write_joined, write_measurements
from procsim.study.naming import names_of
from procsim.study.pictures import write_figures_and_report, write_maps
from procsim.study.tables import study_tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from procsim.analysis.results import Simulation, Study
    from procsim.study.kept import KeptInput
    from procsim.study.unfinished import Unfinished

_LIBRARIES: Final = ("numpy", "scipy", "pandas", "simpy", "networkx", "tzdata", "holidays")


def write_study(
    study: Study, part: Unfinished, *, language: str = "en", jobs: int | None = 1
) -> None:
    """Write everything of a study whose replications are in `part`, figures with the help of up to
    `jobs` processes (None: one per core)."""
    folder = _new(part.complete)
    scenarios = [each.scenario for each in study.comparison.scenarios if each.scenario is not None]
    names = names_of(scenarios[0].root, scenarios)
    with figures_of(study, language, jobs=jobs) as figures:
        inputs = _write_inputs(study, folder, names)
        _write_tables(study, part)
        with said_in_one_line(folder):
            write_maps(study, folder / "maps", language=language)
            write_figures_and_report(study, folder, figures(), language=language)
    content = {
        "hash": study.identity.hash,
        "identity": dataclasses.asdict(study.identity),
        "settings": {"materiality": study.comparison.materiality, "language": language},
        "environment": _environment(),
        "model": names[scenarios[0].root.resolve()],
        "scenarios": [
            {"id": each.id, "file": names[each.files[0].resolve()]} for each in scenarios
        ],
        "inputs": inputs,
    }
    # Last, so that a folder with a manifest is complete.
    write_manifest(folder, "study", content)


def _write_tables(study: Study, part: Unfinished) -> None:
    folder = part.complete
    write_text(folder / "differences.txt", differences(study))
    outcomes = (study.comparison.baseline, *study.comparison.scenarios)
    for name, table in study_tables(study).items():
        write_table(folder, name, table, csv=True)
    measured = [outcome.estimates for outcome in outcomes]
    write_measurements(folder / TABLES / "measurements.parquet", measured)
    names = file_names(outcome.id for outcome in outcomes)
    for which, outcome in enumerate(outcomes):
        _write_logs(part, which, of=f"-{names[outcome.id]}")


def write_simulation(simulation: Simulation, part: Unfinished, *, seed: int) -> None:
    """Write the tables of a simulation whose replications are in `part`."""
    folder = _new(part.complete)
    write_table(folder, "kpis", simulation.kpis, csv=True)
    _write_logs(part, 0, of="")
    outcome = simulation.outcome
    settings = {
        "seed": seed,
        "replications": outcome.estimates.replications,
        "engine": simulation.engine,
    }
    content = {"settings": settings, "environment": _environment(), "model": outcome.model.id}
    write_manifest(folder, "simulation", {**content, "scenario": outcome.id})


def _new(folder: Path) -> Path:
    with said_in_one_line(folder):
        folder.mkdir()
    return folder


def _write_logs(part: Unfinished, which: int, *, of: str) -> None:
    """The cases and activities that were kept, of all replications in order."""
    for name in (CASES, ACTIVITIES):
        kept = sorted(part.replications(which).glob(f"{name}-*.parquet"))
        if kept:
            write_joined(kept, part.complete / TABLES / f"{name}{of}.parquet")


def differences(study: Study) -> str:
    """What each scenario changes since AS-IS, a line each: `path: old → new (why) [file:line]`."""
    lines = []
    for outcome in study.comparison.scenarios:
        if outcome.scenario is None:
            continue
        lines += [f"{outcome.id}: {outcome.scenario.title.into('en')}"]
        lines += [f"  {line}" for line in difference(outcome.scenario)] or ["  nothing changes"]
        lines += [""]
    return "\n".join(lines)


def _write_inputs(study: Study, folder: Path, names: Mapping[Path, str]) -> list[KeptInput]:
    """Copies of the input files, lying to each other as they did."""
    for file, name in names.items():
        with said_in_one_line(folder):
            (folder / INPUTS / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / INPUTS / name)
    inputs = [(name, sha256(folder / INPUTS / name)) for name in names.values()]
    if tuple(inputs) != study.identity.files:
        raise UsageError("an input file was changed while the study ran: run it again")
    return [{"kept": name, "sha256": digest} for name, digest in inputs]


def _environment() -> dict[str, str]:
    """The versions on which exact figures can depend."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **{name: version(name) for name in _LIBRARIES},
    }
