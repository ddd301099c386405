"""How many cases a year arrive, by process and office of origin, on average."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, assert_never

from procsim.model.arrivals import GapArrivals, RandomArrivals, RecordedArrivals, ScheduledArrivals
from procsim.model.calendars import occurrences, open_time
from procsim.model.capacity import year_of
from procsim.model.routing import origins_of
from procsim.units import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.arrivals import Arrivals
    from procsim.model.by_origin import ByOrigin
    from procsim.model.model import Model, Window
    from procsim.model.organisation import Office
    from procsim.model.process import Process

_EPOCH = dt.date(1970, 1, 1).toordinal()


def cases_per_year(model: Model, process: Process) -> Mapping[str, float]:
    """Expected cases a year by id of the office of origin; offices without cases are absent."""
    volumes: dict[str, float] = {}
    for arrivals in process.arrivals:
        for id_ in origins_of(arrivals):
            volume = volume_of(model, arrivals, model.offices[id_])
            if volume > 0:
                volumes[id_] = volumes.get(id_, 0.0) + volume
    return volumes


def years_of(window: Window) -> float:
    """The length of the window in years: 12 months are one, whatever the number of their days."""
    return window.length.months / 12 + window.length.days / 365


def reported(window: Window) -> tuple[int, int]:
    """The reported window in µs since 1970-01-01 UTC; its end does not belong to it."""
    begin, end = ((day.toordinal() - _EPOCH) * DAY for day in (window.start, window.ends))
    return begin, end


def volume_of(model: Model, arrivals: Arrivals, origin: Office) -> float:
    """Expected cases a year of one entry of `arrivals` at one of its offices."""
    window = model.window
    match arrivals:
        case RandomArrivals(per_year=per_year, scale=scale):
            return per_year[origin.id] * _factor(scale, origin)
        case GapArrivals(gap=gap, calendar=named, scale=scale):
            calendar = model.calendars[origin.calendar if named == "office" else named]
            open_year = open_time(calendar, origin.time_zone, *year_of(model)).total
            return open_year / gap.mean * _factor(scale, origin)
        case ScheduledArrivals(rule=rule, cases=cases, scale=scale):
            instants = occurrences(
                rule, origin.time_zone, model.calendars, window.start, window.ends
            )
            return instants.size / years_of(window) * cases.mean * _factor(scale, origin)
        case RecordedArrivals(arrived=arrived, scale=scale):
            begin, end = reported(window)
            count = sum(id_ == origin.id and begin <= at < end for id_, at in arrived)
            return count / years_of(window) * _factor(scale, origin)
        case _:
            assert_never(arrivals)


def _factor(scale: ByOrigin[float], origin: Office) -> float:
    factor = scale.of(origin)
    return 1.0 if factor is None else factor
