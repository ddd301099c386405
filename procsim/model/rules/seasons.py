"""Rule on random arrivals: a year that brings cases has a month that is open and weighs something.

A year's volume is spread over its open time in proportion to the weight of the month; where all
open months weigh nothing there is nothing to spread it over.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from procsim.errors import Problem
from procsim.model.calendars import open_time
from procsim.model.rules.saying import some
from procsim.model.zones import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path
    from procsim.model.arrivals import RandomArrivals
    from procsim.model.model import Model


def problems_of_seasons(model: Model, arrivals: RandomArrivals, path: Path) -> Iterator[Problem]:
    """Offices whose calendar is open in some calendar year, but only in months of weight 0."""
    if all(weight > 0 for weight in arrivals.seasonality):
        return
    empty: dict[tuple[str, int], list[str]] = {}
    for id_, volume in arrivals.per_year.items():
        office = model.offices[id_]
        name = office.calendar if arrivals.calendar == "office" else arrivals.calendar
        year = _weightless_year(model, arrivals, name, office.time_zone) if volume > 0 else None
        if year is not None:
            empty.setdefault((name, year), []).append(id_)
    for (name, year), ids in empty.items():
        message = (
            f"cases of {some(ids)} arrive in no month of {year}: "
            f"calendar '{name}' is open only in months of weight 0"
        )
        hint = "give a month in which the calendar is open a weight above 0"
        yield Problem("P411", message, (*path, "seasonality"), hint)


def _weightless_year(
    model: Model, arrivals: RandomArrivals, calendar: str, zone: str
) -> int | None:
    """The first calendar year of the run, or else beside it, that is open but weighs nothing."""
    first, last = model.window.begins.year, model.window.finishes.year
    years: tuple[int, ...] = (*range(first, last + 1), first - 1, last + 1)
    for year in years:
        bounds = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
        time = open_time(model.calendars[calendar], zone, *bounds)
        days = (time.day - EPOCH).astype("datetime64[D]")
        months = days.astype("datetime64[M]").astype(np.int64) % 12
        weights = np.array(arrivals.seasonality)[months]
        is_weightless = not bool(np.any(weights * (time.closes - time.opens) > 0))
        if time.total > 0 and is_weightless:
            return year
    return None
