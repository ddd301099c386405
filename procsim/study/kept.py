"""A study read back from its folder, without running anything.

The folder holds the input files as they were read and every measurement of every replication: the
models are read again, and everything else is judged again by the same functions. Nothing that is
read could carry code: YAML, CSV, JSON and Parquet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypedDict

import pandas as pd

from procsim import __version__
from procsim.analysis.bridge import Bar
from procsim.analysis.comparison import compare as judge
from procsim.analysis.results import Identity, Study
from procsim.errors import UsageError
from procsim.files import Library, read_model, read_scenarios
from procsim.simulation.addresses import draws_digest
from procsim.study.folder import TABLES, manifest_of, manifest_text
from procsim.study.identity import begun_now, sha256
from procsim.study.large_tables import read_measurements
from procsim.study.naming import model_as_named, names_of, scenario_as_named
from procsim.study.run import checks_of, outcome_of, runs_of
from procsim.study.unfinished import remove_leftovers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from procsim.model.scenario import Scenario

INPUTS: Final = "inputs"


class KeptInput(TypedDict):
    """An input file: its name, which is also where it is kept (below `inputs/`), its digest."""

    kept: str
    sha256: str


class KeptScenario(TypedDict):
    """A scenario: its id and the file (below `inputs/`) it is in."""

    id: str
    file: str


class KeptIdentity(TypedDict):
    """`Identity` as JSON."""

    version: str
    created: str
    seed: int
    replications: int
    bridge_replications: int
    files: list[list[str]]
    draws: str
    engines: list[str]


class StudyManifest(TypedDict):
    """What a study's `manifest.json` says."""

    hash: str
    identity: KeptIdentity
    settings: Mapping[str, float | str]
    environment: Mapping[str, str]
    model: str
    scenarios: list[KeptScenario]
    inputs: list[KeptInput]


def read_study(folder: Path) -> Study:
    """The study in a folder; its logs stay in the tables `cases` and `activities`."""
    manifest: StudyManifest = json.loads(manifest_text(folder, "study"))
    try:
        return _study(folder, manifest)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise UsageError(f"{folder} is not complete or was changed: {error!r}") from error


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a study is asked for, beside its scenarios."""

    replications: int
    seed: int
    materiality: float


def completed(
    folder: Path, root: Path, scenarios: Sequence[Scenario], asked: Asked
) -> Study | None:
    """The study in a folder if there is one that is what is asked for, after whoever completed it
    and was killed before tidying up; None if no study is there; else `UsageError`."""
    if manifest_of(folder) is None:
        return None
    found = read_study(folder)
    inputs = begun_now(names_of(root, scenarios)).inputs
    made = Identity(
        __version__,
        found.identity.created,
        asked.seed,
        asked.replications,
        found.identity.bridge_replications,
        tuple(inputs.items()),
        draws_digest(),
    )
    ids = [outcome.id for outcome in found.comparison.scenarios]
    same = ids == [each.id for each in scenarios]
    same &= found.comparison.materiality == asked.materiality
    if not same or found.identity.hash != made.hash:
        raise UsageError(f"{folder} is complete, and not what is asked for: --force replaces it")
    remove_leftovers(folder)
    return found


def _study(folder: Path, manifest: StudyManifest) -> Study:
    inputs = folder / INPUTS
    for each in manifest["inputs"]:
        if sha256(inputs / each["kept"]) != each["sha256"]:
            raise UsageError(f"{inputs / each['kept']} is not the file that the study was made of")
    library = Library()
    names = {(inputs / each["kept"]).resolve(): each["kept"] for each in manifest["inputs"]}
    baseline = model_as_named(read_model(inputs / manifest["model"], library), names)
    scenarios = _scenarios(inputs, manifest["scenarios"], names, library)
    runs = runs_of(baseline, scenarios, "none")
    measured = read_measurements(folder / TABLES / "measurements.parquet")
    outcomes = [
        outcome_of(run, scenario, measured[run.id])
        for run, scenario in zip(runs, [None, *scenarios], strict=True)
    ]
    identity = manifest["identity"]
    materiality = float(manifest["settings"]["materiality"])
    bars = pd.read_parquet(folder / TABLES / "bridge.parquet")
    return Study(
        comparison=judge(outcomes[0], outcomes[1:], materiality=materiality),
        bars=tuple(Bar(*row) for row in bars.itertuples(index=False, name=None)),
        checks=checks_of(runs, outcomes),
        identity=Identity(
            identity["version"],
            identity["created"],
            identity["seed"],
            identity["replications"],
            identity["bridge_replications"],
            tuple((name, digest) for name, digest in identity["files"]),
            identity["draws"],
            tuple(identity["engines"]),
        ),
        logs=(),
    )


def _scenarios(
    inputs: Path, kept: Sequence[KeptScenario], names: Mapping[Path, str], library: Library
) -> list[Scenario]:
    found = {
        scenario.id: scenario
        for file in dict.fromkeys(each["file"] for each in kept)
        for scenario in read_scenarios(inputs / file, library)
    }
    return [scenario_as_named(found[each["id"]], names) for each in kept]
