"""The process files that a model names, merged into its tree under `processes.<id>`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from procsim.errors import InputError, Problem
from procsim.files.text_files import missing_file
from procsim.files.yaml_text import read_yaml

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from procsim.errors import Path
    from procsim.files.yaml_text import Places, Value


@dataclass
class _Merged:
    """The processes met so far; mutable while the list is read."""

    bodies: dict[str, Value] = field(default_factory=dict)
    places: Places = field(default_factory=dict)
    key_places: Places = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def merge_processes(
    folder: FilePath, tree: dict[str, Value], places: Places, key_places: Places
) -> list[Problem]:
    """Turn a list of processes (file names, or mappings) into a mapping by id; what is wrong."""
    listed = tree.get("processes")
    if not isinstance(listed, list):
        return []
    merged = _Merged()
    for index, item in enumerate(listed):
        here: Path = ("processes", index)
        body_places, body_keys = _taken(places, here), _taken(key_places, here)
        try:
            if isinstance(item, str):
                body, body_places, body_keys = _file(folder, item, body_places)
            elif isinstance(item, dict):
                body = item
            else:
                message = "a process is a file name or a mapping"
                hint = "write payroll.yaml, or {process: payroll, arrivals: …, steps: …}"
                merged.problems.append(Problem("P103", message, hint=hint, place=body_places[()]))
                continue
        except InputError as error:
            merged.problems += error.problems
            continue
        _add(merged, body, body_places, body_keys)
    tree["processes"] = merged.bodies
    places.update(merged.places)
    key_places.update(merged.key_places)
    return merged.problems


def _taken(places: Places, here: Path) -> Places:
    """Take what stands under `here` out of `places`, with paths from there."""
    inside = [path for path in places if path[:2] == here]
    return {path[2:]: places.pop(path) for path in inside}


def _file(folder: FilePath, name: str, named: Places) -> tuple[dict[str, Value], Places, Places]:
    try:
        return read_yaml(folder / name)
    except InputError as error:
        if error.problems[0].code != "P001":
            raise
        raise InputError([missing_file(folder / name, name, named[()])]) from error


def _add(merged: _Merged, body: dict[str, Value], places: Places, key_places: Places) -> None:
    """Put one process under its id."""
    place = places.get(("process",), places[()])
    if "process" not in body:
        message = "a process in a list or a file needs the key 'process'"
        merged.problems.append(Problem("P102", message, hint="its id", place=place))
        return
    id_ = str(body["process"])
    if id_ in merged.bodies:
        merged.problems.append(Problem("P007", f"the process '{id_}' stands twice", place=place))
        return
    merged.bodies[id_] = {key: value for key, value in body.items() if key != "process"}
    here: Path = ("processes", id_)
    merged.key_places[here] = place
    merged.places |= {(*here, *path): at for path, at in places.items() if path != ("process",)}
    merged.key_places |= {(*here, *path): at for path, at in key_places.items() if path}
