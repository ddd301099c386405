"""A study read back from its folder, without running anything.

The folder holds the input files as they were read and every measurement of every replication: the
models are read again, and everything else is judged again by the same functions. Nothing that is
read could carry code: YAML, CSV, JSON and Parquet.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, TypedDict

import numpy as np
import pandas as pd

from procsim.analysis.bridge import Bar
from procsim.analysis.comparison import compare as judge
from procsim.analysis.estimates import Estimates, estimate
from procsim.analysis.results import Identity, Study
from procsim.analysis.sheet import Key
from procsim.errors import UsageError
from procsim.files import Library, read_model, read_scenarios
from procsim.study.folder import TABLES, manifest_text
from procsim.study.identity import sha256
from procsim.study.naming import model_as_named, scenario_as_named
from procsim.study.run import checks_of, outcome_of, runs_of

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


def _study(folder: Path, manifest: StudyManifest) -> Study:
    inputs = folder / INPUTS
    for each in manifest["inputs"]:
        if sha256(inputs / each["kept"]) != each["sha256"]:
            raise UsageError(f"{inputs / each['kept']} is not the file that the study was made of")
    library = Library()
    names = {(inputs / each["kept"]).resolve(): each["kept"] for each in manifest["inputs"]}
    baseline = model_as_named(read_model(inputs / manifest["model"], library), names)
    scenarios = _scenarios(inputs, manifest["scenarios"], names, library)
    runs = runs_of(baseline, scenarios)
    measured = _estimates(folder)
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


def _estimates(folder: Path) -> dict[str, Estimates]:
    table = pd.read_parquet(folder / TABLES / "measurements.parquet")
    found: dict[str, Estimates] = {}
    for scenario, rows in table.groupby("scenario", sort=False):
        count = int(rows["replication"].max()) + 1
        keys = rows[list(Key._fields)].iloc[::count]
        values = rows["value"].to_numpy(dtype=np.float64).reshape(len(keys), count).T
        found[str(scenario)] = estimate(
            str(scenario),
            [Key(*row) for row in keys.itertuples(index=False, name=None)],
            np.ascontiguousarray(values),
        )
    return found
