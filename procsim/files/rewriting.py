"""Edits carried out on a model's tree: in one fixed order, whoever wrote them.

Every new value stands where the scenario wrote it, so that a later error points there.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procsim.files.edits import Add, Drop, Inherit, Put, Redirect, Refusal, TreeEdit
from procsim.files.nodes import AMOUNT_FORMS
from procsim.files.source import Source, without
from procsim.files.trees import is_by_origin, section, value_for, ways_out

if TYPE_CHECKING:
    from procsim.errors import Path, Place

#: An edit and the places of what its change wrote: a path inside the change → its place.
Placed = tuple[TreeEdit, Callable[["Path"], "Place"]]


def with_additions(source: Source, edits: Sequence[Placed]) -> Source:
    """The source with its `Add`s only, by path: what the other changes may name."""
    work = _Rewriting(source)
    added = [(edit, place) for edit, place in edits if isinstance(edit, Add)]
    for new, place in sorted(added, key=lambda pair: str(pair[0].path)):
        work.add(new, place)
    return work.result()


def rewritten(source: Source, edits: Sequence[Placed]) -> Source:
    """The source with all edits but its `Add`s, which are there already."""
    work = _Rewriting(source)
    for edit, place in edits:
        if isinstance(edit, Put):
            work.put(edit, place)
    work.redirect([(edit, place) for edit, place in edits if isinstance(edit, Redirect)])
    inherited = [(edit, place) for edit, place in edits if isinstance(edit, Inherit)]
    for left, place in sorted(inherited, key=lambda pair: (pair[0].position, pair[0].closed)):
        work.inherit(left, place)
    result = work.result()
    gone = [edit.path for edit, _ in edits if isinstance(edit, Drop)]
    for path in sorted(gone, key=_back_to_front):
        result = without(result, path)
    return result


def _back_to_front(path: Path) -> list[tuple[int, str]]:
    return [(-key, "") if isinstance(key, int) else (0, key) for key in path]


class _Rewriting:
    """A copy of a source that is being changed; the only mutable thing here.

    What is changed is copied first, so that everything else stays the source's own.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tree: dict[str, Any] = dict(source.tree)
        self.places = dict(source.places)
        self.key_places = dict(source.key_places)
        self._copies: dict[int, dict[str, Any] | list[Any]] = {}

    def result(self) -> Source:
        return replace(self.source, tree=self.tree, places=self.places, key_places=self.key_places)

    def add(self, edit: Add, place: Callable[[Path], Place]) -> None:
        holder, path = self._holder(edit.path)
        key = path[-1]
        if edit.behind in holder:
            kept = dict(holder)
            holder.clear()
            for name, held in kept.items():
                holder[name] = held
                if name == edit.behind:
                    holder[key] = copy.deepcopy(edit.value)
        else:
            holder[key] = copy.deepcopy(edit.value)
        self._place(path, edit.value, edit.at, place)

    def put(self, edit: Put, place: Callable[[Path], Place]) -> None:
        holder, path = self._holder(edit.path, edit.otherwise)
        holder[path[-1]] = copy.deepcopy(edit.value)
        self._place(path, edit.value, edit.at, place)

    def inherit(self, edit: Inherit, place: Callable[[Path], Place]) -> None:
        arrivals, path = self._holder(("processes", edit.process, "arrivals", 0))
        entry = {**copy.deepcopy(arrivals[edit.position]), "office": edit.heir}
        for key in ("per_year", "scale"):
            if is_by_origin(entry.get(key)):
                entry[key] = value_for(self.tree, entry[key], edit.closed)
        arrivals.append({key: value for key, value in entry.items() if value is not None})
        self._place((*path[:-1], len(arrivals) - 1), arrivals[-1], edit.at, place)

    def redirect(self, redirects: Sequence[tuple[Redirect, Callable[[Path], Place]]]) -> None:
        """Every flow to where it ends when the redirections follow each other."""
        for process in dict.fromkeys(edit.process for edit, _ in redirects):
            ways = {
                edit.target: (edit, place) for edit, place in redirects if edit.process == process
            }
            for step, node in section(self.tree, *map(str, _steps(process))).items():
                for path, target, _ in list(ways_out(node)):
                    end = _end(ways, step, target)
                    if end != target:
                        edit, place = ways[target]
                        self.put(Put((*_steps(process), step, *path), end, edit.at), place)

    def _holder(self, path: Path, otherwise: Any = None) -> tuple[Any, Path]:
        """What holds the last key of a path, and the path with the `is` of values with a source.

        A single value where a mapping is needed becomes the value for all other origins.
        """
        here: Any = self.tree
        way: list[str | int] = []
        for position, key in enumerate(path[:-1]):
            if isinstance(here, dict) and key not in here:
                is_last = position == len(path) - 2
                here[key] = {} if otherwise is None or not is_last else otherwise
            outer, here = here, self._inside(here, key)
            way.append(key)
            if isinstance(here, dict) and isinstance(here.get("is"), dict):
                here = self._inside(here, "is")
                way.append("is")
            elif _is_one(here, path[position + 1]):
                moved = self.places.get(tuple(way))
                here = outer[key] = {"else": here}
                if moved is not None:
                    self.places[(*way, "else")] = moved
        return here, (*way, path[-1])

    def _inside(self, outer: Any, key: str | int) -> Any:
        """What a mapping or list holds under a key, to be changed at will."""
        here = outer[key]
        if isinstance(here, dict | list) and id(here) not in self._copies:
            here = outer[key] = here.copy()
            self._copies[id(here)] = here
        return here

    def _place(self, path: Path, value: Any, at: Path, place: Callable[[Path], Place]) -> None:
        self.places[path] = self.key_places[path] = place(at)
        inner: Sequence[tuple[str | int, Any]] = ()
        if isinstance(value, Mapping):
            inner = list(value.items())
        elif isinstance(value, list):
            inner = list(enumerate(value))
        for key, held in inner:
            self._place((*path, key), held, (*at, key), place)


def _is_one(here: Any, key: str | int) -> bool:
    """Whether a value holds for all origins, so that one for a single office must stand beside."""
    if not isinstance(here, dict):
        return not isinstance(here, list)
    return key not in here and ("is" in here or bool(AMOUNT_FORMS & here.keys()))


def _steps(process: str) -> Path:
    return ("processes", process, "steps")


def _end(
    ways: Mapping[str, tuple[Redirect, Callable[[Path], Place]]], step: str, target: str
) -> str:
    """Where a flow from `step` to `target` leads in the end."""
    seen = [target]
    while target in ways and ways[target][0].spared != step:
        target = ways[target][0].to
        if target in seen:
            edit = ways[target][0]
            message = f"the removed steps of '{edit.process}' lead only to each other"
            raise Refusal("P508", message, edit.at)
        seen.append(target)
    return target
