"""How a study calls its input files: from the folder that holds them all, with slashes.

Manifest, tables and report use these names; a study read back from its folder has them too.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from procsim.errors import UsageError
from procsim.files.inputs import input_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from procsim.errors import Place
    from procsim.model.model import Model
    from procsim.model.scenario import Change, Scenario

    Names = Mapping[Path, str]
    """The name of each input file, by its resolved path."""


def names_of(root: Path, scenarios: Iterable[Scenario]) -> dict[Path, str]:
    """Every file that was read for a model and its scenarios, sorted, with its name."""
    files = input_files(root, [file for each in scenarios for file in each.files])
    try:
        top = Path(os.path.commonpath([file.parent for file in files]))
    except ValueError as error:
        raise UsageError("the input files of a study must be on one drive") from error
    return {file: file.relative_to(top).as_posix() for file in files}


def model_as_named(model: Model, names: Names) -> Model:
    """The model with the places of its inputs in files called by their names."""
    place = _renaming(names)
    return replace(
        model, inputs=tuple(replace(each, place=place(each.place)) for each in model.inputs)
    )


def scenario_as_named(scenario: Scenario, names: Names) -> Scenario:
    """The scenario with every place in files called by their names."""
    place = _renaming(names)

    def renamed(change: Change) -> Change:
        edits = (replace(edit, place=place(edit.place)) for edit in change.edits)
        return replace(change, edits=tuple(edits))

    return replace(
        scenario,
        as_is=model_as_named(scenario.as_is, names),
        baseline=model_as_named(scenario.baseline, names),
        model=model_as_named(scenario.model, names),
        changes=tuple(map(renamed, scenario.changes)),
        inherited=tuple(map(renamed, scenario.inherited)),
    )


def _renaming(names: Names) -> Callable[[Place | None], Place | None]:
    known: dict[str, str] = {}

    def renamed(place: Place | None) -> Place | None:
        if place is None:
            return None
        if place.file not in known:
            known[place.file] = names.get(Path(place.file).resolve(), place.file)
        return replace(place, file=known[place.file])

    return renamed
