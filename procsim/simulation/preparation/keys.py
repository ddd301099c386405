"""The one integer by which work stands in a queue: its priority, then when it is due."""

from __future__ import annotations

from typing import Final

_DUE_BITS: Final = 52
CLASS: Final = 1 << _DUE_BITS
"""Between the keys of two priorities."""
NEVER_DUE: Final = CLASS - 1
"""Later than any instant of a run (142 years): work without a due date comes after that with one,
among equal priorities."""


def priority_key(priority: int, due: int = NEVER_DUE) -> int:
    """The key of work of a priority (lower first) that is due at an instant of the run."""
    return (priority << _DUE_BITS) + min(max(due, 0), NEVER_DUE)
