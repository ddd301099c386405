"""How cases arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.by_origin import ByOrigin
    from procsim.model.calendars import Recurrence
    from procsim.model.distributions import Distribution


@dataclass(frozen=True, slots=True)
class RandomArrivals:
    """Cases at random over the open time of a calendar: a Poisson process with a yearly volume.

    `per_year` is by office id; `calendar` is a calendar's id, or `office` for each office's own.
    `seasonality` weighs the months (relative intensity of open time; the year's volume is kept).
    `scale` multiplies demand: below 1 it thins the same cases, above 1 it adds others.
    """

    per_year: Mapping[str, float]
    calendar: str
    seasonality: tuple[float, ...]
    scale: ByOrigin[float]


@dataclass(frozen=True, slots=True)
class GapArrivals:
    """Cases with drawn gaps (µs of open time of a calendar) between them, for each office."""

    offices: tuple[str, ...]
    gap: Distribution
    calendar: str
    scale: ByOrigin[float]


@dataclass(frozen=True, slots=True)
class ScheduledArrivals:
    """A drawn number of cases at each instant of a recurrence, for each office."""

    offices: tuple[str, ...]
    rule: Recurrence
    cases: Distribution
    scale: ByOrigin[float]


@dataclass(frozen=True, slots=True)
class RecordedArrivals:
    """Cases as recorded: (office id, µs since 1970-01-01 UTC), in file order."""

    arrived: tuple[tuple[str, int], ...]
    scale: ByOrigin[float]


Arrivals = RandomArrivals | GapArrivals | ScheduledArrivals | RecordedArrivals
