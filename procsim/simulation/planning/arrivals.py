"""Streams of cases: the unit-rate clock of random arrivals laid over calendars and seasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

import numpy as np

from procsim.model.arrivals import GapArrivals, RandomArrivals, RecordedArrivals, ScheduledArrivals
from procsim.model.calendars import open_time
from procsim.model.distributions import Constant, Exponential
from procsim.model.zones import EPOCH
from procsim.simulation.plan import Stream
from procsim.simulation.planning.instants import instant_of, occurrences_around

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.model.arrivals import Arrivals
    from procsim.model.calendars import Recurrence
    from procsim.model.distributions import Distribution
    from procsim.model.model import Model
    from procsim.model.open_time import OpenTime
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
    nothing = np.zeros(0)

    def stream(
        office: str, kind: str, knots: Instants, levels: NDArray[np.float64], drawn: Distribution
    ) -> Stream:
        scale = arrivals.scale.of(model.offices[office])
        assert scale is not None
        number = position[office]
        return Stream(process, number, entry, kind, knots, levels, numbered(drawn), scale)

    run = (instant_of(model.window.begins), instant_of(model.window.finishes))
    match arrivals:
        case RandomArrivals(per_year, calendar, seasonality):
            unit = Exponential(1.0)
            clocks = {
                office: _expected(
                    _calendar_time(model, calendar, office), volume, seasonality, *run
                )
                for office, volume in per_year.items()
                if volume > 0
            }
            return [stream(o, "random", *clock, unit) for o, clock in clocks.items()]
        case GapArrivals(offices, gap, calendar):
            clocks = {
                office: _open(_calendar_time(model, calendar, office), *run) for office in offices
            }
            return [stream(o, "gap", *clock, gap) for o, clock in clocks.items()]
        case ScheduledArrivals(offices, rule, cases):
            at = {office: _occurring(model, rule, office, start) for office in offices}
            return [stream(o, "scheduled", a, nothing, cases) for o, a in at.items()]
        case RecordedArrivals(arrived):
            found = []
            for office in dict(arrived):
                instants, facts = arrivals.of(office)
                made = stream(office, "recorded", instants - start, nothing, Constant(0.0))
                found.append(replace(made, facts=tuple(facts.items())))
            return found
        case never:
            assert_never(never)


def _occurring(model: Model, rule: Recurrence, office: str, start: int) -> Instants:
    """The occurrences of a rule within the run."""
    found = occurrences_around(model, rule, model.offices[office].time_zone) - start
    return found[(found >= 0) & (found < instant_of(model.window.finishes) - start)]


def _calendar_time(model: Model, calendar: str, office: str) -> OpenTime:
    """The open time of whole calendar years, more than the run's in any zone."""
    first, last = model.window.begins, model.window.finishes - dt.timedelta(days=1)
    place = model.offices[office]
    name = place.calendar if calendar == "office" else calendar
    return open_time(
        model.calendars[name],
        place.time_zone,
        dt.date(first.year - 1, 1, 1),
        dt.date(last.year + 2, 1, 1),
    )


@lru_cache(maxsize=1024)
def _expected(
    time: OpenTime, volume: float, seasonality: tuple[float, ...], start: int, finish: int
) -> tuple[Instants, NDArray[np.float64]]:
    """Expected cases from the start up to each knot: every calendar year brings `volume`, spread
    over its open time in proportion to the weight of the month. (The plans of a study share it.)"""
    dates = time.day.astype("datetime64[D]") - np.timedelta64(EPOCH, "D")
    years = dates.astype("datetime64[Y]").astype(np.int64)
    months = dates.astype("datetime64[M]").astype(np.int64) % 12
    weighted = (time.closes - time.opens) * np.array(seasonality)[months]
    _, year = np.unique(years, return_inverse=True)
    by_year = np.bincount(year, weights=weighted)
    rises = weighted * volume / by_year[year]
    return _within(start, finish, *_ramps(time.opens, time.closes, rises))


def _open(time: OpenTime, start: int, finish: int) -> tuple[Instants, NDArray[np.float64]]:
    """Open µs from the start up to each knot."""
    lengths = (time.closes - time.opens).astype(np.float64)
    return _within(start, finish, *_ramps(time.opens, time.closes, lengths))


def _ramps(
    opens: Instants, closes: Instants, rises: NDArray[np.float64]
) -> tuple[Instants, NDArray[np.float64]]:
    """Knots of a clock that rises by `rises` within each interval and stands still between."""
    levels = np.concatenate(([0.0], np.cumsum(rises)))
    knots = np.stack((opens, closes), axis=1).ravel()
    return knots, np.stack((levels[:-1], levels[1:]), axis=1).ravel()


def _within(
    start: int, finish: int, knots: Instants, levels: NDArray[np.float64]
) -> tuple[Instants, NDArray[np.float64]]:
    """The clock from the start of the run, where it reads 0, to its finish."""
    at_start, at_finish = np.interp([start, finish], knots, levels)
    between = (knots > start) & (knots < finish)
    return (
        np.concatenate(([0], knots[between] - start, [finish - start])),
        np.concatenate(([0.0], levels[between] - at_start, [at_finish - at_start])),
    )
