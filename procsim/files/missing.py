"""What a scenario takes away although something that stays still needs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from procsim.errors import Problem
from procsim.files.addresses import bare
from procsim.files.trees import entries, is_by_origin, section, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from procsim.errors import Path
    from procsim.files.changes import Written
    from procsim.files.source import Source


def missed(source: Source, dropped: Iterable[tuple[Path, Written]]) -> Iterator[Problem]:
    """Offices and steps (their paths, each with the change that drops it) which the source, as all
    changes leave it, still names."""
    for path, change in dropped:
        match path:
            case ("offices", str(office)):
                yield from _still_used(source, office, change)
            case ("processes", str(process), "steps", str(step)):
                yield from _still_named(source, process, step, change)


def _still_used(source: Source, office: str, change: Written) -> Iterator[Problem]:
    """Work still done in a closed office, and offices still below it."""
    uses = list(_uses(source, office))
    if uses:
        message = f"'{office}' cannot close: {'; '.join(uses)}"
        hint = "move what is left in the same scenario"
        yield Problem("P511", message, hint=hint, place=change.place(("close",)))


def _still_named(source: Source, process: str, step: str, change: Written) -> Iterator[Problem]:
    """Steps whose member must be, or must not be, that of a step which goes."""
    for other, held in section(source.tree, "processes", process, "steps").items():
        who = bare(held.get("who"))
        for key in ("same_as", "not_same_as") if isinstance(who, Mapping) else ():
            if step in map(text, entries(who.get(key))):
                message = (
                    f"'{process}.{step}' goes, but '{process}.{other}' names it in `who: {key}`"
                )
                hint = f"say there who does it: `set: {{{process}.{other}.who: {{…}}}}`"
                yield Problem("P515", message, hint=hint, place=change.place((change.verb,)))


def _placements(step: Mapping[str, Any]) -> Iterator[Any]:
    """Where a step says that somebody works: itself, the seats of its team, its alternatives."""
    yield step.get("at")
    who = step.get("who")
    for other in (*entries(step.get("team")), *entries(who.get("else") if who else None)):
        if isinstance(other, Mapping):
            yield other.get("at")


def _places(placed: Any) -> tuple[str, ...]:
    return tuple(map(text, placed.values() if is_by_origin(placed) else entries(placed)))


def _uses(source: Source, office: str) -> Iterator[str]:
    for process, node in section(source.tree, "processes").items():
        for step, held in section(node, "steps").items():
            if any(office in _places(placed) for placed in _placements(held)):
                yield f"{process}.{step} is done there"
    for delegation, node in section(source.tree, "delegations").items():
        for level in entries(node.get("levels")):
            if office in _places(level.get("at")):
                yield f"{delegation}.{text(level.get('id'))} decides there"
    for other, node in section(source.tree, "offices").items():
        if text(node.get("parent")) == office:
            yield f"{other} is below it"
