"""What changes did, for people: each value with its address, what it was and what it became."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from procsim.files.edits import Add, Drop, Inherit, Put, Redirect, TreeEdit
from procsim.files.trees import (
    address,
    bare,
    entries,
    flows_out,
    holds,
    is_by_origin,
    section,
    text,
    title_of,
    value_for,
)
from procsim.model.scenario import Change, Edit, StepChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path
    from procsim.files.changes import Carried, Worked

#: Of several things that one change does to a step, the first of these is said.
_WEIGHT: Final[tuple[StepChange, ...]] = ("added", "removed", "moved", "changed")


def described(carried: Carried) -> tuple[Change, ...]:
    """The changes with the edits they came to, in file order."""
    put = {
        edit.path for worked in carried.changes for edit in worked.edits if isinstance(edit, Put)
    }
    return tuple(_described(carried, worked, put) for worked in carried.changes)


def _described(carried: Carried, worked: Worked, put: set[Path]) -> Change:
    edits = [found for edit in worked.edits for found in _edits(carried, edit, put)]
    written = worked.written
    return Change(
        verb=written.verb,
        summary=written.summary,
        why=written.why,
        part=written.part,
        edits=tuple(edit for edit in edits if edit.old != edit.new),
        steps=_steps(worked.edits),
    )


def _edits(carried: Carried, edit: TreeEdit, put: set[Path]) -> Iterator[Edit]:
    tree = carried.extended.tree
    match edit:
        case Add(path=path):
            yield Edit(address(tree, path), "", _called(_at(carried.source.tree, path)))
        case Put(path=path, value=value, otherwise=otherwise):
            old = _at(tree, path)
            yield Edit(address(tree, path), text(otherwise if old is None else old), text(value))
        case Drop(path=path):
            yield Edit(address(tree, path), _called(_at(tree, path)), "")
        case Inherit(process=process, position=position, heir=heir):
            entry = entries(section(tree, "processes", process)["arrivals"])[position]
            yield Edit(f"{process}.arrivals", "", text({**entry, "office": heir}))
        case Redirect():
            yield from _redirected(carried, edit, put)


def _called(thing: Any) -> str:
    """What is added or goes: a step, an office or a role by its title, anything else as written."""
    return (title_of(thing) if isinstance(thing, Mapping) else "") or text(thing)


def _redirected(carried: Carried, edit: Redirect, put: set[Path]) -> Iterator[Edit]:
    """The flows of the steps that stay and that led to the target."""
    tree = carried.extended.tree
    steps = section(carried.source.tree, "processes", edit.process, "steps")
    for step, node in section(tree, "processes", edit.process, "steps").items():
        for path, target, _ in flows_out(node):
            whole: Path = ("processes", edit.process, "steps", step, *path)
            if target == edit.target and step != edit.spared and step in steps and whole not in put:
                yield Edit(address(tree, whole), target, text(_at(carried.source.tree, whole)))


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
        case ["next", *_, "share", _] | ["next", *_, "share"]:
            return "changed"
        case ["next", *_]:
            return None
        case _:
            return "changed"
