"""Streams of cases: the unit-rate clock of random arrivals laid over calendars and seasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

import numpy as np

from procsim.model.calendars import occurrences, open_time
from procsim.model.distributions import Constant, Exponential
from procsim.model.process import (
    GapArrivals,
    RandomArrivals,
    RecordedArrivals,
    ScheduledArrivals,
)
from procsim.simulation.plan import Stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.model.distributions import Distribution
    from procsim.model.model import Model
    from procsim.model.open_time import OpenTime
    from procsim.model.process import Arrivals
    from procsim.simulation.plan import Instants

Numbered = Callable[["Distribution"], int]


def streams_of(model: Model, start: int, numbered: Numbered) -> tuple[Stream, ...]:
    """A stream for every process, entry of its arrivals, and office."""
    streams: list[Stream] = []
    for process, definition in enumerate(model.processes.values()):
        for entry, arrivals in enumerate(definition.arrivals):
            streams.extend(_streams(model, start, numbered, process, entry, arrivals))
    return tuple(streams)


def _streams(
    model: Model, start: int, numbered: Numbered, process: int, entry: int, arrivals: Arrivals
) -> list[Stream]:
    position = {office: number for number, office in enumerate(model.offices)}

    def stream(
        office: str, kind: str, knots: Instants, levels: NDArray[np.float64], drawn: Distribution
    ) -> Stream:
        scale = arrivals.scale.of(model.offices[office])
        assert scale is not None
        number = position[office]
        return Stream(process, number, entry, kind, knots, levels, numbered(drawn), scale)

    match arrivals:
        case RandomArrivals(per_year, calendar, seasonality):
            made = []
            for office, volume in per_year.items():
                if volume > 0:
                    time = _calendar_time(model, calendar, office)
                    knots, levels = _expected(time, volume, seasonality)
                    made.append(
                        stream(office, "random", *_from(start, knots, levels), Exponential(1.0))
                    )
            return made
        case GapArrivals(offices, gap, calendar):
            made = []
            for office in offices:
                time = _calendar_time(model, calendar, office)
                lengths = (time.closes - time.opens).astype(np.float64)
                knots, levels = _ramps(time.opens, time.closes, lengths)
                made.append(stream(office, "gap", *_from(start, knots, levels), gap))
            return made
        case ScheduledArrivals(offices, rule, cases):
            window, nothing = model.window, np.zeros(0)
            return [
                stream(
                    office,
                    "scheduled",
                    occurrences(
                        rule,
                        model.offices[office].time_zone,
                        model.calendars,
                        window.begins,
                        window.finishes,
                    )
                    - start,
                    nothing,
                    cases,
                )
                for office in offices
            ]
        case RecordedArrivals(arrived):
            by_office: dict[str, list[int]] = {}
            for office, instant in arrived:
                by_office.setdefault(office, []).append(instant - start)
            return [
                stream(office, "recorded", np.array(at, dtype=np.int64), np.zeros(0), Constant(0.0))
                for office, at in by_office.items()
            ]
        case never:
            assert_never(never)


def _calendar_time(model: Model, calendar: str, office: str) -> OpenTime:
    first, last = model.window.begins, model.window.finishes
    place = model.offices[office]
    name = place.calendar if calendar == "office" else calendar
    return open_time(
        model.calendars[name],
        place.time_zone,
        dt.date(first.year, 1, 1),
        dt.date(last.year + 1, 1, 1),
    )


def _expected(
    time: OpenTime, volume: float, seasonality: tuple[float, ...]
) -> tuple[Instants, NDArray[np.float64]]:
    """Expected cases up to each knot: every calendar year brings `volume`, spread over its open
    time in proportion to the weight of the month."""
    dates = time.day.astype("datetime64[D]") - np.timedelta64(EPOCH, "D")
    years = dates.astype("datetime64[Y]").astype(np.int64)
    months = dates.astype("datetime64[M]").astype(np.int64) % 12
    weighted = (time.closes - time.opens) * np.array(seasonality)[months]
    _, year = np.unique(years, return_inverse=True)
    by_year = np.bincount(year, weights=weighted)
    return _ramps(time.opens, time.closes, weighted * volume / by_year[year])


def _ramps(
    opens: Instants, closes: Instants, rises: NDArray[np.float64]
) -> tuple[Instants, NDArray[np.float64]]:
    """Knots of a clock that rises by `rises` within each interval and stands still between."""
    levels = np.concatenate(([0.0], np.cumsum(rises)))
    knots = np.stack((opens, closes), axis=1).ravel()
    return knots, np.stack((levels[:-1], levels[1:]), axis=1).ravel()


def _from(
    start: int, knots: Instants, levels: NDArray[np.float64]
) -> tuple[Instants, NDArray[np.float64]]:
    """The clock from the start of the run on: it reads 0 there."""
    at_start = float(np.interp(start, knots, levels))
    after = knots > start
    return (
        np.concatenate(([0], knots[after] - start)),
        np.concatenate(([0.0], levels[after] - at_start)),
    )
