"""Verbs on who decides what, by which rule: delegate, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.files.edits import Put, Refusal, Tree, TreeEdit
from procsim.files.fields.table import nearest
from procsim.files.trees import entries, flows_out, is_by_origin, section, step_named, text
from procsim.files.verbs.arguments import Change, guard
from procsim.files.verbs.shares import way_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path


def level_path(tree: Tree, delegation: str, level: str, at: Path) -> Path:
    """Where a level of a delegation is written."""
    levels = entries(section(tree, "delegations", delegation).get("levels"))
    ids = [text(each.get("id")) for each in levels]
    if level not in ids:
        message = f"the delegation '{delegation}' has no level '{level}'"
        raise Refusal("P502", message, at, nearest(level, ids))
    return ("delegations", delegation, "levels", ids.index(level))


def delegate(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{delegate: award.director.goods, from: 25000 USD, to: 50000 USD}`: the limit of a level, for
    one value of the category by which limits differ, if they do."""
    name = text(change["delegate"])
    delegation, _, rest = name.partition(".")
    level, _, value = rest.partition(".")
    known = section(tree, "delegations")
    if delegation not in known:
        hint = nearest(delegation, known) or "write delegation.level, as in award.director"
        raise Refusal("P502", f"unknown delegation '{delegation}'", ("delegate",), hint)
    path = level_path(tree, delegation, level, ("delegate",))
    found = entries(known[delegation].get("levels"))[int(path[-1])].get("up_to")
    if value:
        if found is not None and not is_by_origin(found):
            message = f"the limit of '{delegation}.{level}' does not differ by '{value}'"
            raise Refusal("P508", message, ("delegate",), f"write {delegation}.{level}")
        guard(change, f"the limit of '{name}'", None if found is None else found.get(value))
        yield Put((*path, "up_to", value), change["to"], ("to",))
        return
    if is_by_origin(found):
        hint = f"name one of them, as in {name}.{next(iter(found))}"
        raise Refusal("P508", f"the limit of '{name}' differs by category", ("delegate",), hint)
    guard(change, f"the limit of '{name}'", found)
    yield Put((*path, "up_to"), change["to"], ("to",))


def when(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{when: procurement.route.tender, from: amount > 50000 USD, to: amount > 100000 USD}`: the
    condition of one way out, named by the flow's `id` or else by where it leads."""
    name, _, way = text(change["when"]).rpartition(".")
    step = step_named(tree, name, ("when",))
    position = way_named(step, way, ("when",))
    path, _, flow = list(flows_out(step.node))[position]
    if flow.get("when") is None:
        hint = "`when` changes a condition; `share` changes how often a way is taken"
        raise Refusal(
            "P508", f"the way '{way}' out of '{step.name}' has no `when`", ("when",), hint
        )
    guard(change, f"the condition of '{way}'", flow["when"])
    yield Put((*step.path, *path[:-1], "when"), change["to"], ("to",))
