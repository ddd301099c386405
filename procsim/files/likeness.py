"""A step that goes and a step that comes may be one: a comparison is sharper if they share luck."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from procsim.files.edits import Add, Drop
from procsim.files.trees import StepRef, section, text
from procsim.model.scenario import LikelyRename

if TYPE_CHECKING:
    from procsim.files.changes import Carried

#: How like two titles must be (`difflib` ratio) to be taken for one step renamed.
_ALIKE: Final = 0.75


def likely_renamed(carried: Carried) -> tuple[LikelyRename, ...]:
    """A pair for each removed step and each added one without `luck_of` that look alike: titles
    nearly the same, or the same role with titles that share a word."""
    gone: list[StepRef] = []
    new: list[StepRef] = []
    for worked in carried.changes:
        for edit in worked.edits:
            match edit.path:
                case ("processes", str(process), "steps", str(step)):
                    node = section(carried.extended.tree, "processes", process, "steps", step)
                    if isinstance(edit, Drop):
                        gone.append(StepRef(process, step, node))
                    elif isinstance(edit, Add) and "luck_of" not in node and "task" in node:
                        new.append(StepRef(process, step, node))
    return tuple(
        LikelyRename(before.name, after.name)
        for before in gone
        for after in new
        if before.process == after.process and _alike(before, after)
    )


def _alike(before: StepRef, after: StepRef) -> bool:
    one, other = before.title.lower(), after.title.lower()
    if difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE:
        return True
    role = text(before.node.get("role"))
    return (
        role != ""
        and role == text(after.node.get("role"))
        and bool({*one.split()} & {*other.split()})
    )
