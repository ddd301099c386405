"""How rules name what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procsim.errors import Path
    from procsim.model.process import Process


def step_path(process: Process, step: str, *more: str | int) -> Path:
    """Where a step is written."""
    return ("processes", process.id, "steps", step, *more)


def some(ids: list[str]) -> str:
    """A few names of many: `a, b, c and 5 more`."""
    if len(ids) <= 4:
        return ", ".join(ids)
    return f"{', '.join(ids[:3])} and {len(ids) - 3} more"
