"""Verbs on who works where: staff, open, close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from procsim.files.addresses import bare
from procsim.files.edits import Add, Drop, Inherit, Put, Refusal, Tree, TreeEdit
from procsim.files.fields.table import nearest
from procsim.files.trees import (
    entries,
    is_by_origin,
    office_named,
    offices_named,
    section,
    text,
    value_for,
)
from procsim.files.verbs.arguments import Change, as_number, guard, number, offices, plain

if TYPE_CHECKING:
    from procsim.errors import Path


def staff(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{staff: hr_assistant, at: dakar, from: 2, to: 1}`, or `by: -1`: posts of a role in offices.

    The `id` of an entry of `posts` changes that entry, without `at`.
    """
    if (change.get("by") is None) == (change.get("to") is None):
        raise Refusal("P501", "give either `to` or `by`", ("staff",))
    name = text(change["staff"])
    roles = section(tree, "roles")
    ids = {text(post.get("id")): at for at, post in enumerate(entries(tree.get("posts")))}
    ids.pop("", None)
    if name in ids:
        position = ids[name]
        found = entries(tree.get("posts"))[position].get("posts")
        yield _posts(
            change, f"the number of posts of '{name}'", ("posts", position, "posts"), found
        )
    elif name in roles:
        yield from _staff_of_role(tree, change, name)
    else:
        hint = nearest(name, [*roles, *ids])
        raise Refusal("P502", f"unknown role '{name}'", ("staff",), hint)


def _staff_of_role(tree: Tree, change: Change, role: str) -> Iterator[TreeEdit]:
    held = bare(section(tree, "roles", role).get("staff"))
    if held is not None and not isinstance(held, Mapping):
        message = f"the staff of '{role}' is {text(held)}, not posts by office"
        raise Refusal("P508", message, ("staff",))
    table = held or {}
    for office in offices(tree, change, "at"):
        path: Path = ("roles", role, "staff", office)
        yield _posts(
            change, f"the staff of '{role}' in {office}", path, value_for(tree, table, office)
        )


def _posts(change: Change, what: str, path: Path, found: Any) -> TreeEdit:
    guard(change, what, found if found is not None else 0)
    if change.get("to") is not None:
        return Put(path, change["to"], ("to",))
    posts = 0.0 if found is None else as_number(found)
    if posts is None:
        hint = "give the new shifts with `to:`"
        raise Refusal("P508", f"{what} is given by shifts: `by` cannot change it", ("by",), hint)
    after = posts + number(change, "by")
    if after < 0:
        by = text(change["by"])
        message = f"{what} is {text(found) or '0'}: by {by} it would fall below 0"
        raise Refusal("P509", message, ("by",))
    return Put(path, plain(after), ("by",))


def open_office(_: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{open: {id: turin, tier: centre, serves: […], …}}`: an office with the keys of `offices:`.

    Its staff comes with `staff`, or with a role that `set` adds.
    """
    given = change["open"]
    if not isinstance(given, Mapping) or not text(given.get("id")):
        hint = "open: {id: turin, tier: centre, …}"
        raise Refusal("P501", "`open` is an office with an `id`", ("open",), hint)
    office = {key: value for key, value in given.items() if key != "id"}
    yield Add(("offices", text(given["id"])), office, ("open",))


def close(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{close: dakar, to: abidjan}`: an office with its posts; its cases become cases of another.

    They keep their number and pattern in the year, but arrive in the open time of the other office
    and have its luck: they are other cases. Values given for the closed office as an origin go, and
    so do hand-overs, observed figures and targets that name it. Work that is still done there, and
    offices below it, are refused once all changes are made: move them in the same scenario.
    """
    heir = office_named(tree, change["to"], ("to",))
    closed = offices(tree, change, "close")
    if heir in closed:
        raise Refusal("P508", f"'{heir}' is closed itself", ("to",))
    for office in closed:
        yield Drop(("offices", office), ("close",))
    for process, node in section(tree, "processes").items():
        yield from _inherited(tree, process, node, closed, heir)
    yield from _gone(tree, closed)


def _inherited(
    tree: Tree, process: str, node: Mapping[str, Any], closed: tuple[str, ...], heir: str
) -> Iterator[TreeEdit]:
    """The arrivals of closed offices under the name of their heir."""
    for position, entry in enumerate(entries(node.get("arrivals"))):
        path: Path = ("processes", process, "arrivals", position)
        origins = _origins(tree, entry, path)
        gone = [office for office in closed if office in origins]
        if gone and not origins.difference(closed):
            yield from _renamed(tree, entry, path, gone.pop(0), heir)
        for office in gone:
            yield Inherit(process, position, office, heir, ("to",))


def _origins(tree: Tree, entry: Mapping[str, Any], path: Path) -> set[str]:
    """The offices whose cases an entry of `arrivals` brings."""
    if "office" in entry:
        return set(offices_named(tree, entry["office"], path))
    volumes = entry.get("per_year")
    if not is_by_origin(volumes):
        return set()
    known = section(tree, "offices")
    return {office for office in known if value_for(tree, volumes, office) is not None}


def _renamed(
    tree: Tree, entry: Mapping[str, Any], path: Path, closed: str, heir: str
) -> Iterator[TreeEdit]:
    """An entry that brings cases of closed offices only: it becomes the heir's."""
    if "office" in entry:
        yield Put((*path, "office"), heir, ("to",))
    for key in ("per_year", "scale"):
        held = value_for(tree, entry.get(key), closed)
        if is_by_origin(entry.get(key)) and held is not None:
            yield Put((*path, key, heir), held, ("to",))


def _gone(tree: Tree, closed: tuple[str, ...]) -> Iterator[TreeEdit]:
    """What names a closed office and goes with it."""
    for key, names in (
        ("posts", ("office",)),
        ("hand_overs", ("from", "to")),
        ("observed", ("office",)),
        ("targets", ("office",)),
    ):
        for position, entry in enumerate(entries(tree.get(key))):
            if any(text(entry.get(name)) in closed for name in names):
                yield Drop((key, position), ("close",))
    for office, node in section(tree, "offices").items():
        for position, served in enumerate(entries(node.get("serves"))):
            if text(served) in closed and office not in closed:
                yield Drop(("offices", office, "serves", position), ("close",))
    for top in ("roles", "processes", "delegations"):
        yield from _keys(tree.get(top), (top,), closed)


def _keys(value: Any, path: Path, closed: tuple[str, ...]) -> Iterator[TreeEdit]:
    """Every value by office or by origin that is given for a closed office."""
    if isinstance(value, Mapping):
        for key, held in value.items():
            if key in closed and path[-1] not in ("roles", "processes", "steps"):
                yield Drop((*path, key), ("close",))
            else:
                yield from _keys(held, (*path, key), closed)
    elif isinstance(value, list):
        for position, held in enumerate(value):
            yield from _keys(held, (*path, position), closed)
