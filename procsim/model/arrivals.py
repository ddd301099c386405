"""How cases arrive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

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
    """Cases as recorded: (office id, µs since 1970-01-01 UTC), in file order.

    `facts` holds a value for each of them of every fact that was recorded, in its base unit (a
    category's code, µs since 1970-01-01 UTC for a date); the others are drawn.
    """

    arrived: tuple[tuple[str, int], ...]
    scale: ByOrigin[float]
    facts: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def of(self, office: str) -> tuple[NDArray[np.int64], dict[str, NDArray[np.float64]]]:
        """When the cases of an office arrived, and their facts."""
        mine = [place for place, (id_, _) in enumerate(self.arrived) if id_ == office]
        instants = np.array([self.arrived[place][1] for place in mine], dtype=np.int64)
        facts = {name: np.array(column)[mine] for name, column in self.facts.items()}
        return instants, facts


Arrivals = RandomArrivals | GapArrivals | ScheduledArrivals | RecordedArrivals
