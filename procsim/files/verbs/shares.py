"""The verb `share`: how often a case takes one way out of a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procsim.files.edits import Put, Refusal, Tree, TreeEdit
from procsim.files.fields import nearest
from procsim.files.trees import (
    StepRef,
    by_origin,
    flows_out,
    is_by_origin,
    section,
    step_named,
    text,
    value_for,
)
from procsim.files.verbs.arguments import (
    Change,
    as_share,
    guard_origins,
    offices,
    percent,
    share,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path


def share_of(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{share: payroll.complete.incomplete, to: 15%}`: one way out of a decision; the other ways
    keep their proportions. The way is named by the flow's `id`, or else by where it leads."""
    new = share(change, "to")
    origins = offices(tree, change, "for")
    name, _, way = text(change["share"]).rpartition(".")
    step = step_named(tree, name, ("share",))
    shares = _shares(step)
    chosen = _way(step, way)
    guard_origins(tree, change, f"the share of '{way}'", shares[chosen], origins)
    path: Path = (*step.path, "next")
    for office in origins:
        held = [_fraction(value_for(tree, value, office), step) for value in shares]
        for position, value in enumerate(_kept_proportions(held, chosen, new, step)):
            written = change["to"] if position == chosen else percent(value)
            yield Put((*path, position, "share", office), written, ("to",))
    if not origins:
        for position, written in enumerate(_for_everyone(tree, shares, chosen, new, step)):
            is_given = position == chosen and not is_by_origin(written)
            yield Put((*path, position, "share"), change["to"] if is_given else written, ("to",))


def _shares(step: StepRef) -> list[Any]:
    if "decision" not in step.node:
        raise Refusal("P508", f"'{step.name}' is not a decision", ("share",))
    ways = [flow for _, _, flow in flows_out(step.node)]
    if len(ways) < 2 or any(flow.get("share") is None for flow in ways):
        raise Refusal("P508", f"'{step.name}' does not choose by shares", ("share",))
    return [flow["share"] for flow in ways]


def _way(step: StepRef, way: str) -> int:
    """The position of the flow called `way`: by its id, else by its target if that is one."""
    flows = [(text(flow.get("id")), target) for _, target, flow in flows_out(step.node)]
    for names in (
        [id_ for id_, _ in flows],
        ["" if id_ else target for id_, target in flows],
    ):
        if names.count(way) == 1:
            return names.index(way)
    known = [id_ or target for id_, target in flows]
    message = f"'{step.name}' has no way out called '{way}'"
    raise Refusal("P502", message, ("share",), nearest(way, known))


def _for_everyone(
    tree: Tree, shares: list[Any], chosen: int, new: float, step: StepRef
) -> list[Any]:
    """The new shares without `for:`; by origin if any of them differs by origin."""
    tables = [by_origin(value) for value in shares if is_by_origin(value)]
    if not tables:
        return _written(shares, chosen, new, step)
    if all(table.keys() == tables[0].keys() for table in tables):
        columns = {
            key: [by_origin(value)[key] if is_by_origin(value) else value for value in shares]
            for key in tables[0]
        }
    else:
        columns = {
            office: [value_for(tree, value, office) for value in shares]
            for office in section(tree, "offices")
        }
    kept = {key: _written(held, chosen, new, step) for key, held in columns.items()}
    return [{key: column[way] for key, column in kept.items()} for way in range(len(shares))]


def _written(shares: list[Any], chosen: int, new: float, step: StepRef) -> list[str]:
    held = [_fraction(value, step) for value in shares]
    return [percent(value) for value in _kept_proportions(held, chosen, new, step)]


def _fraction(value: Any, step: StepRef) -> float:
    found = as_share(value)
    if found is None:
        message = f"a share of '{step.name}' is '{text(value)}', not a percentage"
        raise Refusal("P508", message, ("share",))
    return found


def _kept_proportions(held: list[float], chosen: int, new: float, step: StepRef) -> list[float]:
    """`new` for the chosen way; each other one's share × (1 - new) / (1 - old)."""
    others = sum(held) - held[chosen]
    if others <= 0 and new < 1:
        message = f"the other ways out of '{step.name}' have no share to grow from"
        raise Refusal("P509", message, ("to",), "set each share with `set`")
    return [
        new if way == chosen else (value * (1 - new) / others if others > 0 else 0.0)
        for way, value in enumerate(held)
    ]
