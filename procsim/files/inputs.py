"""Every file that a model and its scenarios are made of, for whoever keeps or digests them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from procsim.errors import InputError
from procsim.files.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from procsim.files.yaml_text import Value

_EMPIRICAL: Final = re.compile(r"\bempirical\s+(\S+):\S+")
_FILE: Final = (".yaml", ".yml", ".csv")


def input_files(root: Path, scenario_files: Sequence[Path]) -> tuple[Path, ...]:
    """The model file, the scenario files, and the process files and tables that any of them names;
    resolved, each once, sorted."""
    waiting = [root, *scenario_files]
    found = {path.resolve() for path in waiting}
    while waiting:
        path = waiting.pop()
        if path.suffix.lower() == ".csv":
            continue
        # A name in a process file or a scenario is relative to the model, whose tree it joins.
        for name in _names(path):
            named = root.parent / name
            if named.is_file() and named.resolve() not in found:
                found.add(named.resolve())
                waiting.append(named)
    return tuple(sorted(found))


def _names(path: Path) -> list[str]:
    try:
        tree, _, _ = read_yaml(path)
    except InputError:  # A file that only looks like one of ours, named in a text.
        return []
    return [name for text in _texts(tree) for name in _files_in(text)]


def _files_in(text: str) -> list[str]:
    if text.lower().endswith(_FILE):
        return [text]
    return _EMPIRICAL.findall(text)


def _texts(value: Value) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
