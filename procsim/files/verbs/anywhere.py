"""The verb `set`, the escape hatch: a new value at any path of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from procsim.files.addresses import bare
from procsim.files.edits import Add, Put, Refusal, Tree, TreeEdit
from procsim.files.fields.table import nearest
from procsim.files.trees import section, text

if TYPE_CHECKING:
    from procsim.errors import Path
    from procsim.files.verbs.arguments import Change

#: Where a new key is a new thing that other changes may name and write into.
_NEW_THINGS: Final = (("offices",), ("roles",), ("calendars",), ("systems",))


def set_value(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{set: {offices.dakar.calendar: europe}}`: any path; the last key may be new.

    `process.step.key` is short for `processes.process.steps.step.key`, and `staff.role.office` for
    `roles.role.staff.office`. An entry of a list is named by its position (from 0) or its `id`.
    """
    given = change["set"]
    if not isinstance(given, Mapping) or not given:
        hint = "set: {offices.dakar.calendar: europe}"
        raise Refusal("P501", "`set` is a mapping of paths to values", ("set",), hint)
    for words, value in given.items():
        at: Path = ("set", words)
        path = path_of(tree, words, at)
        if value is None:
            raise Refusal("P501", f"'{words}' is given no value", at)
        is_new = path[:-1] in _NEW_THINGS and path[-1] not in section(tree, str(path[0]))
        yield Add(path, value, at) if is_new else Put(path, value, at)


def path_of(tree: Tree, words: str, at: Path) -> Path:
    """The path that dotted words mean; all but the last key must be there.

    A key that is there may hold dots itself, as a condition such as `rate > 0.5` does.
    """
    path: list[str | int] = []
    here: Any = tree
    keys = _spelled_out(tree, words.split("."))
    while keys:
        key, keys = _first_key(here, keys)
        found = _key(here, key)
        if found is None and (keys or not isinstance(here, Mapping)):
            where = ".".join(map(str, path)) or "the model"
            names = _names(here)
            hint = nearest(key, names)
            raise Refusal("P502", f"there is no '{key}' in {where}", at, hint, at_key=True)
        path.append(key if found is None else found)
        here = here[found] if found is not None else None
        here = bare(here) if keys else here
    return tuple(path)


def _first_key(here: Any, keys: list[str]) -> tuple[str, list[str]]:
    """The shortest key that the first words make and that is there, or the first word; the rest."""
    for count in range(1, len(keys) + 1):
        joined = ".".join(keys[:count])
        if _key(here, joined) is not None:
            return joined, keys[count:]
    return keys[0], keys[1:]


def _spelled_out(tree: Tree, keys: list[str]) -> list[str]:
    match keys:
        case ["staff", role, office]:
            return ["roles", role, "staff", office]
        case [process, step, *rest] if process not in tree and process in section(
            tree, "processes"
        ):
            return ["processes", process, "steps", step, *rest]
        case _:
            return keys


def _key(here: Any, key: str) -> str | int | None:
    """The key of a mapping, or the position of a list's entry by number or `id`; None: absent."""
    if isinstance(here, Mapping):
        return key if key in here else None
    if isinstance(here, list):
        if key.isdecimal() and int(key) < len(here):
            return int(key)
        for position, entry in enumerate(here):
            if isinstance(entry, Mapping) and text(entry.get("id")) == key:
                return position
    return None


def _names(here: Any) -> list[str]:
    if isinstance(here, Mapping):
        return [str(key) for key in here]
    if isinstance(here, list):
        return [text(entry["id"]) for entry in here if isinstance(entry, Mapping) and "id" in entry]
    return []
