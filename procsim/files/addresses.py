"""How a value of the files is called: one spelling for changes, inputs and messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procsim.errors import Path


def address(tree: Mapping[str, Any], path: Path) -> str:
    """A path as `set` spells it: short for steps and staff, entries of lists by their id."""
    return spelled(names(tree, path))


def names(holder: Any, path: Path) -> list[str]:
    """The keys of a path inside a value, with entries of lists by their id if they have one."""
    words: list[str] = []
    here = holder
    for key in path:
        here = bare(here)
        inner = here[key] if holds(here, key) else None
        has_id = isinstance(here, list) and isinstance(inner, Mapping) and "id" in inner
        words.append(str(bare(inner["id"])) if has_id and inner is not None else str(key))
        here = inner
    return words


def spelled(words: Sequence[str]) -> str:
    """The names on the way to a value, joined and shortened."""
    match words:
        case ["processes", process, "steps", step, "next", *way, "to"]:
            return ".".join([process, step, "next", *way])
        case ["processes", process, "steps", step, *rest]:
            return ".".join([process, step, *rest])
        case ["processes", process, "flows into", step]:
            return f"the flows into {process}.{step}"
        case ["roles", role, "staff", office]:
            return f"staff.{role}.{office}"
        case _:
            return ".".join(words)


def bare(value: Any) -> Any:
    """A value without its source: `{is: 2, source: …}` is 2; `{is: 2 h, times: lines}` is whole."""
    is_held = isinstance(value, dict) and "is" in value and "times" not in value
    return value["is"] if is_held else value


def holds(here: Any, key: str | int) -> bool:
    """Whether a mapping or list has something under a key or position."""
    if isinstance(here, list):
        return isinstance(key, int) and key < len(here)
    return isinstance(here, dict) and key in here
