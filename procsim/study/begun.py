"""What finished replications are made of: they are gone on with only if it is the same now."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.errors import UsageError
from procsim.study.folder import write_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from procsim.simulation.engines import Engine

BEGUN: Final = "begun.json"


@dataclass(frozen=True, kw_only=True)
class Begun:
    """Everything that replications depend on, and what stays as it was when they are gone on
    with: the moment of beginning, and the engines."""

    settings: Mapping[str, str | int]
    """What was asked for: the kind of results, seed, replications, …"""
    inputs: Mapping[str, str]
    """The digest of each input file, by its name."""
    versions: Mapping[str, str]
    """Of procsim, its libraries and its draws."""
    created: str
    engines: tuple[Engine, ...]


def write_begun(folder: Path, begun: Begun) -> None:
    """Write it down, before the first replication."""
    content = json.dumps(dataclasses.asdict(begun), ensure_ascii=False, indent=2)
    write_text(folder / BEGUN, content + "\n")


def read_begun(folder: Path) -> Begun | None:
    """What was written down; None if nothing was."""
    path = folder / BEGUN
    if not path.exists():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Begun(**{**content, "engines": tuple(content["engines"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} cannot be read: begin anew with --force") from error


def refuse_other(said: Begun, now: Begun, *, folder: Path) -> None:
    """`UsageError` if replications made of something else would be mixed."""
    for name in sorted({*said.inputs, *now.inputs}):
        before, after = said.inputs.get(name), now.inputs.get(name)
        if before != after:
            how = "is gone" if after is None else "is new" if before is None else "has changed"
            _refuse(f"input {name} {how} since {folder} was begun", "put it back")
    for name in sorted({*said.settings, *now.settings}):
        then, asked = said.settings.get(name), now.settings.get(name)
        if then != asked:
            _refuse(f"{folder} was begun with {name} {then}, not {asked}", "ask for that")
    for name in sorted({*said.versions, *now.versions}):
        then, asked = said.versions.get(name), now.versions.get(name)
        if then != asked:
            _refuse(f"{folder} was begun with {name} {then}, this is {asked}", "install it")


def _refuse(what: str, way_out: str) -> None:
    raise UsageError(f"{what}: {way_out}, or begin anew with --force")
