"""The verb `share`: how often a case takes one way out of a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procsim.files.edits import Put, Refusal, Tree, TreeEdit
from procsim.files.fields.table import nearest
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
    guard,
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
    name, _, way = text(change["share"]).rpartition(".")
    step = step_named(tree, name, ("share",))
    chosen = way_named(step, way, ("share",))
    if _is_alone(step):
        yield from _alone(step, chosen, change)
        return
    new = share(change, "to")
    origins = offices(tree, change, "for")
    shares = _shares(tree, step)
    guard_origins(tree, change, f"the share of '{way}'", shares[chosen], origins)
    path: Path = (*step.path, "next")
    told = [flow for _, _, flow in flows_out(step.node)]
    for office in origins:
        held = [_fraction(value_for(tree, value, office), step) for value in shares]
        for position, value in enumerate(_kept_proportions(held, chosen, new, step)):
            written = change["to"] if position == chosen else percent(value)
            if "share" in told[position]:
                yield Put((*path, position, "share", office), written, ("to",))
    if not origins:
        for position, written in enumerate(_for_everyone(tree, shares, chosen, new, step)):
            is_given = position == chosen and not is_by_origin(written)
            if "share" not in told[position]:
                continue
            yield Put((*path, position, "share"), change["to"] if is_given else written, ("to",))


def _is_alone(step: StepRef) -> bool:
    """Whether a way out is drawn without regard to the others: at `any`, or where the default takes
    what chances by the facts of the case leave."""
    ways = [flow for _, _, flow in flows_out(step.node)]
    return "any" in step.node or any("chance" in flow for flow in ways)


def _alone(step: StepRef, chosen: int, change: Change) -> Iterator[TreeEdit]:
    """A new share, or a new chance, of one way; the others stay as they are."""
    _, _, flow = list(flows_out(step.node))[chosen]
    key = next((key for key in ("chance", "share") if key in flow), None)
    if key is None:
        message = f"this way out of '{step.name}' has no share of its own"
        raise Refusal("P508", message, ("share",), "`when` changes a condition")
    if change.get("for") is not None:
        hint = "write the new value by origin with `to`"
        raise Refusal("P508", "this way is not told by shares that sum up", ("for",), hint)
    guard(change, f"the {key} of this way", flow[key])
    yield Put((*step.path, "next", chosen, key), change["to"], ("to",))


def _shares(tree: Tree, step: StepRef) -> list[Any]:
    if "decision" not in step.node:
        raise Refusal("P508", f"'{step.name}' is not a decision", ("share",))
    ways = [flow for _, _, flow in flows_out(step.node)]
    silent = [flow for flow in ways if flow.get("share") is None]
    if len(ways) < 2 or any("default" not in flow for flow in silent) or len(silent) == len(ways):
        raise Refusal("P508", f"'{step.name}' does not choose by shares", ("share",))
    given = [flow["share"] for flow in ways if flow.get("share") is not None]
    rest = _rest(tree, given, step)
    return [rest if flow.get("share") is None else flow["share"] for flow in ways]


def _rest(tree: Tree, given: list[Any], step: StepRef) -> Any:
    """What the shares leave to the default: for all, or by office where one of them differs."""
    if not any(map(is_by_origin, given)):
        return percent(1 - sum(_fraction(value, step) for value in given))
    return {
        office: percent(1 - sum(_fraction(value_for(tree, held, office), step) for held in given))
        for office in section(tree, "offices")
    }


def way_named(step: StepRef, way: str, at: Path) -> int:
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
    raise Refusal("P502", message, at, nearest(way, known))


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
