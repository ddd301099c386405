"""The files of one model as one tree of plain values, in which every value has its place.

Changes of a scenario are edits of this tree: `with_value` and `without` return a new `Source` and
leave the old one as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from procsim.errors import refuse
from procsim.files.process_files import merge_processes
from procsim.files.tables import substitute_tables
from procsim.files.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.errors import Path, Place
    from procsim.files.yaml_text import Value


@dataclass(frozen=True, slots=True)
class Source:
    """What the files of a model say, before it is understood.

    `tree` holds the model file with its process files under `processes.<id>` and its CSV tables in
    place; `places` is where each value stands, `key_places` where its key stands. `root` is the
    path of the model file as it was given. Treat all of it as frozen.
    """

    root: FilePath
    tree: dict[str, Value]
    places: Mapping[Path, Place]
    key_places: Mapping[Path, Place]


def read_source(path: FilePath | str) -> Source:
    """Read a model file, the process files and the tables it names; all problems at once."""
    root = FilePath(path)
    tree, places, key_places = read_yaml(root)
    problems = merge_processes(root.parent, tree, places, key_places)
    problems += substitute_tables(root.parent, tree, places)
    refuse(problems)
    return Source(root, tree, places, key_places)


def value_at(source: Source, path: Path) -> Value:
    """The value at a path; `KeyError` where there is none."""
    value: Value = source.tree
    for key in path:
        match value, key:
            case dict(), str() if key in value:
                value = value[key]
            case list(), int() if 0 <= key < len(value):
                value = value[key]
            case _:
                raise KeyError(path)
    return value


def place_of(source: Source, path: Path, *, at_key: bool = False) -> Place | None:
    """Where a path was written, or the nearest thing that holds it."""
    if at_key and path in source.key_places:
        return source.key_places[path]
    for length in range(len(path), -1, -1):
        for places in (source.places, source.key_places):
            if path[:length] in places:
                return places[path[:length]]
    return None


def with_value(source: Source, path: Path, value: Value, place: Place) -> Source:
    """The source with `value` at `path`, written at `place`.

    Mappings on the way are made where they are missing; an index just past the end of a list
    appends. `KeyError` where the way leads through a scalar or past the end of a list.
    """
    tree = _with(source.tree, path, value, path)
    assert isinstance(tree, dict)
    places = {key: at for key, at in source.places.items() if key[: len(path)] != path}
    keys = {key: at for key, at in source.key_places.items() if key[: len(path)] != path}
    for length in range(1, len(path)):
        places.setdefault(path[:length], place)
    keys[path] = place
    for inner in _paths(value, path):
        places[inner] = place
    return replace(source, tree=tree, places=places, key_places=keys)


def without(source: Source, path: Path) -> Source:
    """The source without what stands at `path`; later items of a list move up."""
    value_at(source, path)
    *way, last = path
    holder = value_at(source, tuple(way))
    kept: Value
    if isinstance(holder, list):
        kept = [item for index, item in enumerate(holder) if index != last]
    else:
        assert isinstance(holder, dict)
        kept = {key: item for key, item in holder.items() if key != last}
    tree = _with(source.tree, tuple(way), kept, path)
    assert isinstance(tree, dict)
    places = _moved_up(source.places, path)
    return replace(source, tree=tree, places=places, key_places=_moved_up(source.key_places, path))


def _with(holder: Value, path: Path, value: Value, whole: Path) -> Value:
    """A copy of `holder` along `path` only; everything else is shared."""
    if not path:
        return value
    key, *rest = path
    if isinstance(holder, list) and isinstance(key, int) and 0 <= key <= len(holder):
        inner = holder[key] if key < len(holder) else {}
        return [*holder[:key], _with(inner, tuple(rest), value, whole), *holder[key + 1 :]]
    if isinstance(holder, dict) and isinstance(key, str):
        return {**holder, key: _with(holder.get(key, {}), tuple(rest), value, whole)}
    raise KeyError(whole)


def _paths(value: Value, path: Path) -> list[Path]:
    match value:
        case dict():
            inner = [found for key, item in value.items() for found in _paths(item, (*path, key))]
        case list():
            inner = [found for at, item in enumerate(value) for found in _paths(item, (*path, at))]
        case _:
            inner = []
    return [path, *inner]


def _moved_up(places: Mapping[Path, Place], gone: Path) -> dict[Path, Place]:
    depth = len(gone) - 1
    last = gone[depth]
    moved: dict[Path, Place] = {}
    for path, place in places.items():
        if path[:depth] != gone[:depth] or len(path) <= depth:
            moved[path] = place
        elif path[depth] != last:
            key = path[depth]
            if isinstance(key, int) and isinstance(last, int) and key > last:
                key -= 1
            moved[(*path[:depth], key, *path[depth + 1 :])] = place
    return moved
