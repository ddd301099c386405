"""Rules for delegations of authority: their levels, the facts they read, the ways they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.elements import Decision, Task
from procsim.model.rules.saying import some, step_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.facts import Delegation
    from procsim.model.model import Model
    from procsim.model.process import Process


def problems_of_delegations(model: Model) -> list[Problem]:
    """All that is wrong with delegations and with the steps that use them."""
    found: list[Problem] = []
    for delegation in model.delegations.values():
        found += _levels(delegation)
    for process in model.processes.values():
        for node in process.nodes:
            if isinstance(node, Decision) and node.by is not None:
                found += _decision(process, node, model.delegations[node.by])
            elif isinstance(node, Task) and node.performer.by is not None:
                delegation = model.delegations[node.performer.by]
                path = step_path(process, node.id, "performer")
                found += _facts(process, delegation, node.id, path)
                if _has_no_last(delegation):
                    message = f"an amount above all limits of {delegation.id!r} is done by nobody"
                    hint = "add a last level without `up_to`"
                    found.append(Problem("P417", message, path, hint))
    return found


def _has_no_last(delegation: Delegation) -> bool:
    """Whether an amount can be above all limits."""
    return not any(_is_unlimited(delegation, level) for level in range(len(delegation.levels)))


def _is_unlimited(delegation: Delegation, level: int) -> bool:
    """Whether a level decides on any amount, of whatever category."""
    return not delegation.levels[level].up_to


def _levels(delegation: Delegation) -> Iterator[Problem]:
    """Levels that no case comes to: below them somebody decides all that they may."""
    for number, level in enumerate(delegation.levels):
        for earlier in delegation.levels[:number]:
            covers = all(
                value in level.up_to and level.up_to[value] <= limit
                for value, limit in earlier.up_to.items()
            )
            if covers or not earlier.up_to:
                yield Problem(
                    "P417",
                    f"level {level.id!r} decides nothing that {earlier.id!r} does not",
                    ("delegations", delegation.id, "levels", number),
                    "order levels from the lowest limit to the highest",
                )
                break


def _facts(
    process: Process, delegation: Delegation, step: str, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    for name in (delegation.fact, delegation.by):
        if name is not None and name not in process.data:
            message = f"step {step!r} uses the delegation {delegation.id!r}, which reads {name!r}"
            yield Problem("P417", message, path, f"add `{name}` to the `data` of {process.id!r}")
    by = process.data.get(delegation.by or "")
    if by is not None and by.kind != "category":
        message = f"the delegation {delegation.id!r} differs by {by.id!r}, which is no category"
        yield Problem("P417", message, path, "name a category, such as {goods: 70%, services: 30%}")


def _decision(process: Process, decision: Decision, delegation: Delegation) -> Iterator[Problem]:
    path = step_path(process, decision.id, "next")
    yield from _facts(process, delegation, decision.id, step_path(process, decision.id, "by"))
    levels = [level.id for level in delegation.levels]
    flows = process.outgoing(decision.id)
    has_default = any(flow.is_default for flow in flows)
    for place, flow in enumerate(flows):
        if flow.level and flow.level not in levels:
            message = f"the delegation {delegation.id!r} has no level {flow.level!r}"
            hint = f"its levels are {', '.join(levels)}"
            yield Problem("P417", message, (*path, place, "level"), hint)
        elif flow.level in [earlier.level for earlier in flows[:place] if earlier.level]:
            message = f"level {flow.level!r} leads two ways"
            yield Problem("P417", message, (*path, place), "keep one of them")
    named = [flow.level for flow in flows if flow.level]
    missing = [level for level in levels if level not in named]
    if not set(named) <= set(levels):
        return
    if missing and not has_default and len(flows) > 1:
        message = f"no way out of {decision.id!r} is for level {some(missing)}"
        yield Problem("P417", message, path, "add a branch for it, or `default: true` to one")
    elif _has_no_last(delegation) and not has_default:
        message = f"an amount above all limits of {delegation.id!r} finds no way on"
        hint = "add a last level without `up_to`, or `default: true` to a branch"
        yield Problem("P417", message, path, hint)
