"""What a change of work names: a step, a seat of its team, an alternative, a level of authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from procsim.files.edits import Refusal, Tree
from procsim.files.fields.table import nearest
from procsim.files.trees import StepRef, entries, section, step_named, text
from procsim.files.verbs.authority import level_path

if TYPE_CHECKING:
    from procsim.errors import Path
    from procsim.files.verbs.arguments import Change


def named(change: Change, verb: str) -> Iterator[tuple[Any, Path]]:
    """What a verb names, one or several, each with where it stands in the change."""
    several = isinstance(change[verb], list)
    for position, name in enumerate(entries(change[verb])):
        yield name, (verb, position) if several else (verb,)


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works somewhere: what says so and where it stands; `at` is the place if it is silent."""

    path: Path
    node: Mapping[str, Any]
    at: Any = "origin"


def worker_named(tree: Tree, name: Any, at: Path) -> Worker:
    """What `process.step`, `process.step.role` or `delegation.level` means."""
    parts = text(name).split(".")
    if parts[0] in section(tree, "delegations") and parts[0] not in section(tree, "processes"):
        path = level_path(tree, parts[0], ".".join(parts[1:]), at)
        levels = entries(section(tree, "delegations", parts[0]).get("levels"))
        return Worker(path, levels[int(path[-1])])
    step = step_named(tree, ".".join(parts[:2]), at)
    if len(parts) == 3:
        return _one_of(step, parts[2], at)
    if "task" not in step.node and "call" not in step.node:
        raise Refusal("P508", f"'{step.name}' is not a task: nobody does it anywhere", at)
    for key, hint in (
        ("team", f"name one of its seats by the role: {step.name}.role"),
        ("performer", "move the level of its delegation: delegation.level"),
    ):
        if key in step.node:
            raise Refusal("P508", f"who does '{step.name}' is said by its `{key}`", at, hint)
    return Worker(step.path, step.node)


def _one_of(step: StepRef, role: str, at: Path) -> Worker:
    """The seat, or the alternative, with a role."""
    found: list[tuple[str, Worker]] = []
    for position, seat in enumerate(entries(step.node.get("team"))):
        path: Path = (*step.path, "team", position)
        found.append((text(seat.get("role")), Worker(path, seat)))
    who = step.node.get("who")
    others = who.get("else") if isinstance(who, Mapping) else None
    several = isinstance(others, list)
    for position, other in enumerate(entries(others)):
        path = (*step.path, "who", "else", position) if several else (*step.path, "who", "else")
        if isinstance(other, Mapping):
            named_role = text(other.get("role", step.node.get("role")))
            found.append((named_role, Worker(path, other, step.node.get("at", "origin"))))
    roles = [each for each, _ in found]
    if roles.count(role) != 1:
        message = f"'{step.name}' has no seat or alternative '{role}'"
        if role in roles:
            message = f"'{step.name}' has several seats or alternatives '{role}'"
        raise Refusal("P502", message, at, nearest(role, roles))
    return found[roles.index(role)][1]
