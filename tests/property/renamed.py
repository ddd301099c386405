"""A model under other names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from procsim.model.elements import Task

if TYPE_CHECKING:
    from procsim.model.elements import Element
    from procsim.model.model import Model


def with_renamed_roles(built: Model) -> Model:
    """The same model; every role has another name, wherever it is named."""
    return replace(
        built,
        roles={_new(name): replace(each, id=_new(name)) for name, each in built.roles.items()},
        posts=tuple(replace(post, roles=tuple(map(_new, post.roles))) for post in built.posts),
        processes={
            name: replace(each, nodes=tuple(map(_renamed, each.nodes)))
            for name, each in built.processes.items()
        },
        delegations={
            name: replace(
                each, levels=tuple(replace(level, role=_new(level.role)) for level in each.levels)
            )
            for name, each in built.delegations.items()
        },
    )


def _new(name: str) -> str:
    return f"new_{name}"


def _renamed(node: Element) -> Element:
    if not isinstance(node, Task):
        return node
    team, who = node.team, node.performer
    if team is not None:
        team = replace(team, seats=tuple(replace(s, role=_new(s.role)) for s in team.seats))
    others = tuple(replace(o, role=o.role and _new(o.role)) for o in who.others)
    return replace(
        node,
        role=None if node.role is None else _new(node.role),
        team=team,
        performer=replace(who, others=others),
    )
