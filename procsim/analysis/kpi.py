"""What an indicator is: its unit, which way is better, where it is measured, what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Direction = Literal["lower", "higher", "none"]
Unit = Literal[
    "cases", "days", "wd", "h", "h/year", "share", "money", "money/year", "posts", "times"
]

ALL: Final = "all"
"""The id of what is measured over all processes."""

MEAN: Final = "mean"
TOTAL: Final = "total"
QUANTILES: Final = {"p50": 0.50, "p90": 0.90, "p95": 0.95}

#: Causes of waiting, first cause first, as the log's instants and calendars tell them apart.
CAUSES: Final = (
    "hand_over",
    "scheduled",
    "deadline_race",
    "batch",
    "absence",
    "off_duty",
    "elsewhere",
    "team",
    "priority",
    "contention",
)


@dataclass(frozen=True, slots=True)
class Kpi:
    """What is measured. `direction` says which way is better."""

    id: str
    name: str
    unit: Unit
    direction: Direction
    scopes: tuple[str, ...]
    statistics: tuple[str, ...]
    definition: str


#: Where cases are measured: office and tier are those of their origin.
CASE_SCOPES: Final = ("process", "office", "tier", "segment")
#: Where work is measured: office and tier are those where it is done.
STAFF_SCOPES: Final = ("process", "office", "tier", "role", "pool")
