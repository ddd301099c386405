"""What changes did, for people: each value with its address, what it was and what it became."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from procsim.files.addresses import address, bare, holds, names, spelled
from procsim.files.edits import Add, Drop, Inherit, Put, Redirect, TreeEdit
from procsim.files.trees import (
    TITLES,
    by_origin,
    entries,
    is_by_origin,
    is_office_key,
    section,
    text,
    title_of,
    value_for,
    ways_out,
)
from procsim.model.scenario import Change, Edit, StepChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path
    from procsim.files.changes import Carried, Worked, Written

#: Of several things that one change does to a step, the first of these is said.
_WEIGHT: Final[tuple[StepChange, ...]] = ("added", "removed", "moved", "changed")


def described(carried: Carried) -> tuple[Change, ...]:
    """The changes with the edits they came to, in file order."""
    put = {
        edit.path for worked in carried.changes for edit in worked.edits if isinstance(edit, Put)
    }
    return tuple(_described(carried, worked, put) for worked in carried.changes)


def _described(carried: Carried, worked: Worked, put: set[Path]) -> Change:
    written = worked.written
    edits = [found for edit in worked.edits for found in _edits(carried, written, edit, put)]
    return Change(
        verb=written.verb,
        summary=written.summary,
        why=written.why,
        part=written.part,
        edits=tuple(edit for edit in edits if edit.old != edit.new),
        steps=_steps(worked.edits),
    )


def _edits(carried: Carried, written: Written, edit: TreeEdit, put: set[Path]) -> Iterator[Edit]:
    tree, place = carried.extended.tree, written.place(edit.at)
    match edit:
        case Add() | Put():
            yield from _leaf_by_leaf(carried, written, edit)
        case Drop(path=path):
            yield Edit(address(tree, path), _called(_at(tree, path)), "", place)
        case Inherit(process=process, position=position, heir=heir):
            entry = entries(section(tree, "processes", process)["arrivals"])[position]
            arrivals: Path = ("processes", process, "arrivals")
            yield Edit(address(tree, arrivals), "", text({**entry, "office": heir}), place)
        case Redirect():
            for flow, old, new in _redirected(carried, edit, put):
                yield Edit(flow, old, new, place)


def _leaf_by_leaf(carried: Carried, written: Written, edit: Add | Put) -> Iterator[Edit]:
    """What is set as a whole (a role, a batch, a step), value by value."""
    tree = carried.extended.tree
    before: Any = None
    if isinstance(edit, Put):
        before = _at(tree, edit.path)
        before = edit.otherwise if before is None else before
    way, old = names(tree, edit.path), dict(leaves(before))
    new = dict(leaves(edit.value))
    for leaf in (*new, *(leaf for leaf in old if leaf not in new)):
        held = edit.value if leaf in new else before
        path = spelled([*way, *names(held, leaf)])
        was = old.get(leaf, _everywhere(tree, old, leaf))
        yield Edit(path, text(was), text(new.get(leaf)), written.place((*edit.at, *leaf)))


def leaves(value: Any) -> Iterator[tuple[Path, Any]]:
    """The single values in a value, each with its path inside: mappings and lists of mappings are
    opened, a title is one value, a source and the id of an entry none."""
    if isinstance(value, Mapping) and "is" not in value:
        for key, held in by_origin(value).items():
            title = title_of({key: held}) if key in TITLES else ""
            found = [((), title)] if title else leaves(held)
            yield from (((key, *path), leaf) for path, leaf in found)
    elif isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value):
        for position, entry in enumerate(value):
            inner = leaves(entry)
            yield from (((position, *path), leaf) for path, leaf in inner if path != ("id",))
    elif value is not None:
        yield (), value


def _everywhere(tree: Mapping[str, Any], old: Mapping[Path, Any], leaf: Path) -> Any:
    """The single value that held for all offices before one by office took its place."""
    match leaf:
        case (str(key),) if is_office_key(tree, key):
            return old.get(())
        case _:
            return None


def _called(thing: Any) -> str:
    """What goes: a step, an office or a role by its title, anything else as written."""
    return (title_of(thing) if isinstance(thing, Mapping) else "") or text(thing)


def _redirected(carried: Carried, edit: Redirect, put: set[Path]) -> Iterator[tuple[str, str, str]]:
    """The flows of the steps that stay and that led to the target: path, old and new target."""
    tree = carried.extended.tree
    steps = section(carried.source.tree, "processes", edit.process, "steps")
    for step, node in section(tree, "processes", edit.process, "steps").items():
        for path, target, _ in ways_out(node):
            whole: Path = ("processes", edit.process, "steps", step, *path)
            if target == edit.target and step != edit.spared and step in steps and whole not in put:
                yield address(tree, whole), target, text(_at(carried.source.tree, whole))


def _at(tree: Mapping[str, Any], path: Path) -> Any:
    """The value at a path; below a value by office or origin, the value for that office."""
    here: Any = tree
    for position, key in enumerate(path):
        here = bare(here)
        last = position == len(path) - 1
        if holds(here, key):
            here = here[key]
        elif last and isinstance(key, str) and key in section(tree, "offices"):
            here = value_for(tree, here, key) if here is None or is_by_origin(here) else here
        else:
            return None
    return here


def _steps(edits: tuple[TreeEdit, ...]) -> dict[str, StepChange]:
    """What becomes of each step a change writes; a change of where it leads on does not count."""
    found: dict[str, StepChange] = {}
    for edit in edits:
        match edit.path:
            case ("processes", str(process), "steps", str(step), *rest):
                kind = _kind(edit, rest)
            case _:
                continue
        name = f"{process}.{step}"
        if kind and (name not in found or _WEIGHT.index(kind) < _WEIGHT.index(found[name])):
            found[name] = kind
    return found


def _kind(edit: TreeEdit, rest: list[str | int]) -> StepChange | None:
    match rest:
        case []:
            return (
                "added"
                if isinstance(edit, Add)
                else "removed"
                if isinstance(edit, Drop)
                else "changed"
            )
        case ["at", *_]:
            return "removed" if isinstance(edit, Put) and edit.value == "skip" else "moved"
        case ["next", *_, "share", _] | ["next", *_, "share" | "chance" | "when" | "at_most"]:
            return "changed"
        case ["next", *_]:
            return None
        case _:
            return "changed"
