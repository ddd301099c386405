"""Time zones of the installed `tzdata` package, and local time turned into UTC instants.

The package is pinned, so the same zone has the same offsets on every machine; the zone files of
the operating system are never read.

Two kinds of local time are special where clocks change. One that *does not exist* is read with the
offset before the change and so moves forward by the length of the gap: 02:30 becomes 03:30
(RFC 5545, section 3.3.5). One that is *ambiguous* is the first to open and the second to close.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np

from procsim.units import DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Proleptic Gregorian ordinal of 1970-01-01.
EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_START: Final = dt.datetime(1970, 1, 1)


@cache
def zone_names() -> frozenset[str]:
    """The names of all known time zones, such as `Europe/Zurich`."""
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    return frozenset(listed.split())


@cache
def zone(name: str) -> ZoneInfo:
    """The time zone of that name; `ValueError` if there is none."""
    if name not in zone_names():
        raise ValueError(f"there is no time zone {name!r}")
    file = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with file.open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def first_utc(local: NDArray[np.int64], zone_name: str) -> NDArray[np.int64]:
    """UTC instants of local times (µs since 1970-01-01T00:00); an ambiguous time is the first."""
    offsets, unsettled = _daily_offsets(local, zone_name)
    for i in np.flatnonzero(unsettled):
        offsets[i] = _offset(int(local[i]), zone_name, fold=0)
    return local - offsets


def last_utc(local: NDArray[np.int64], zone_name: str) -> NDArray[np.int64]:
    """UTC instants of local times (µs since 1970-01-01T00:00); an ambiguous time is the second.

    The smaller of the two offsets is the later instant; in a gap it is the one before the change.
    """
    offsets, unsettled = _daily_offsets(local, zone_name)
    for i in np.flatnonzero(unsettled):
        at = int(local[i])
        offsets[i] = min(_offset(at, zone_name, fold=0), _offset(at, zone_name, fold=1))
    return local - offsets


def _daily_offsets(
    local: NDArray[np.int64], zone_name: str
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The offset at the local midnight before each time, and whether it changes that day."""
    if local.size == 0:
        return np.empty(0, np.int64), np.empty(0, np.bool_)
    days = local // DAY
    first = dt.date.fromordinal(EPOCH + int(days.min())).year
    last = dt.date.fromordinal(EPOCH + int(days.max()) + 1).year
    midnights = np.concatenate(
        [_midnight_offsets(zone_name, year) for year in range(first, last + 1)]
    )
    places = days - (dt.date(first, 1, 1).toordinal() - EPOCH)
    return midnights[places], midnights[places] != midnights[places + 1]


@lru_cache(maxsize=1024)
def _midnight_offsets(zone_name: str, year: int) -> NDArray[np.int64]:
    """The offsets at the local midnights of a year, in µs."""
    first, last = (dt.date(y, 1, 1).toordinal() - EPOCH for y in (year, year + 1))
    return np.array([_offset(day * DAY, zone_name, fold=0) for day in range(first, last)], np.int64)


def _offset(local: int, zone_name: str, *, fold: int) -> int:
    """What local time is ahead of UTC, in µs."""
    moment = (_START + dt.timedelta(microseconds=local)).replace(fold=fold)
    offset = zone(zone_name).utcoffset(moment)
    assert offset is not None, "a ZoneInfo knows its offset"
    return offset // dt.timedelta(microseconds=1)
