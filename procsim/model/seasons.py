"""Work weeks that change with the season: Ramadan on its dates, summer hours every year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.model.zones import EPOCH

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

    from procsim.model.calendars import Week


@dataclass(frozen=True, slots=True)
class Season:
    """Another work week from `first` to `last`, both included: on these dates (Ramadan), or with
    `yearly` every year from the one day to the other, over New Year if need be (summer)."""

    first: dt.date
    last: dt.date
    week: Week
    yearly: bool = False


def by_week(
    week: Week, seasons: tuple[Season, ...], days: NDArray[np.int64]
) -> list[tuple[Week, NDArray[np.int64]]]:
    """The weeks that hold on these days (ordinals), each with its days: the first season that a day
    is in counts, else the ordinary week."""
    found = []
    for season in seasons:
        inside = _inside(season, days)
        found.append((season.week, days[inside]))
        days = days[~inside]
    return [*found, (week, days)]


def _inside(season: Season, days: NDArray[np.int64]) -> NDArray[np.bool_]:
    if season.yearly:
        day = (days - EPOCH).astype("datetime64[D]")
        month = day.astype("datetime64[M]")
        days = (month.astype(np.int64) % 12 + 1) * 100 + (day - month).astype(np.int64) + 1
        first, last = (100 * end.month + end.day for end in (season.first, season.last))
    else:
        first, last = season.first.toordinal(), season.last.toordinal()
    inside: NDArray[np.bool_]
    if first <= last:
        inside = np.logical_and(days >= first, days <= last)
    else:
        inside = np.logical_or(days >= first, days <= last)
    return inside
