"""When work is possible: weekly hours with breaks, holidays, and recurrences; all in local time.

A calendar knows no zone: the same week serves offices in many zones. `open_time` places it in a
zone and gives UTC instants; `open_time.py` computes with them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.model.open_time import (
    OpenTime,
    amount_between,
    on_weekdays,
    open_before,
    part_of,
    union,
    without_days,
)
from procsim.model.recurrence import problem_of_rule, rule_days
from procsim.model.seasons import Season, by_week
from procsim.model.zones import EPOCH, first_utc, last_utc, zone, zone_names
from procsim.units import DAY, MINUTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = [
    "ALWAYS",
    "Calendar",
    "Hours",
    "OpenTime",
    "Recurrence",
    "Season",
    "Week",
    "amount_between",
    "occurrences",
    "on_weekdays",
    "open_before",
    "open_time",
    "part_of",
    "problem_of_calendar",
    "problem_of_rule",
    "union",
    "without_days",
    "working_days",
    "zone",
    "zone_names",
]

Hours = tuple[tuple[int, int], ...]
"""Opening and closing in minutes after local midnight, ascending; a closing after 24 × 60 is on the
next day, and the shift belongs to the day it opens."""

_MINUTES_PER_DAY: Final = 24 * 60
#: How far from an occurrence a working day is looked for.
_SHIFT_REACH: Final = dt.timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Instants by an RFC 5545 rule, at `hour` (minutes after local midnight).

    `start` is the first day the rule counts from (compulsory where the rule has INTERVAL > 1).
    `calendar`: an occurrence on a day that is not a working day of this calendar moves to the
    working day before or after it (`shift`). `zone` is a time zone, or None for that of the office
    at hand.
    """

    rule: str
    hour: int
    start: dt.date | None = None
    calendar: str | None = None
    zone: str | None = None
    shift: str = "before"


Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
"""Monday first."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A work week (Monday first) with holidays; or, with `rule`, only the days of that recurrence.

    `holidays` are dates; `country` and `subdivision` name a country of the `holidays` library.
    With `rule` the hours of an open day are still those of its weekday. Where several `seasons`
    hold on a day, the first counts.
    """

    id: str
    week: Week
    holidays: frozenset[dt.date] = frozenset()
    country: str | None = None
    subdivision: str | None = None
    rule: str | None = None
    rule_start: dt.date | None = None
    seasons: tuple[Season, ...] = ()


_ALL_DAY: Final[Hours] = ((0, _MINUTES_PER_DAY),)

#: The built-in round-the-clock calendar.
ALWAYS: Final = Calendar(
    "always", (_ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY)
)


@lru_cache(maxsize=1024)
def working_days(calendar: Calendar, first: dt.date, last: dt.date) -> NDArray[np.int64]:
    """Ordinals of the days first ≤ day < last that have any open time; a read-only array."""
    days = np.arange(first.toordinal(), last.toordinal(), dtype=np.int64)
    parts = []
    for week, held in by_week(calendar.week, calendar.seasons, days):
        opens = np.array([len(hours) > 0 for hours in week])
        parts.append(held[np.isin((held - 1) % 7, np.flatnonzero(opens))])
    days = np.sort(np.concatenate(parts))
    if calendar.rule is not None:
        days = days[np.isin(days, rule_days(calendar.rule, calendar.rule_start, first, last))]
    closed = {day.toordinal() for day in calendar.holidays}
    if calendar.country is not None:
        for year in range(first.year, last.year + 1):
            closed |= _public_holidays(calendar.country, calendar.subdivision, year)
    days = days[~np.isin(days, sorted(closed))]
    days.flags.writeable = False
    return days


@lru_cache(maxsize=512)
def open_time(calendar: Calendar, zone_name: str, first: dt.date, last: dt.date) -> OpenTime:
    """The open time of the local days first ≤ day < last in a zone; its arrays are read-only.

    A holiday closes the whole of a shift that opens on it. Where a change of clocks lets two
    shifts overlap, the overlap belongs to the earlier one.
    """
    # A shift of the two days before may still be open when `first` begins.
    days = working_days(calendar, first - dt.timedelta(days=2), last)
    shifts = [
        (held[(held - 1) % 7 == weekday], opens, closes)
        for week, held in by_week(calendar.week, calendar.seasons, days)
        for weekday, hours in enumerate(week)
        for opens, closes in hours
    ]
    nothing = np.empty(0, np.int64)
    day = np.concatenate([nothing, *(on for on, _, _ in shifts)])
    local = (day - EPOCH) * DAY
    opens = local + _spread(MINUTE, [(opens, on.size) for on, opens, _ in shifts])
    closes = local + _spread(MINUTE, [(closes, on.size) for on, _, closes in shifts])
    opens, closes = first_utc(opens, zone_name), last_utc(closes, zone_name)
    order = np.argsort(opens, kind="stable")
    day, opens, closes = day[order], opens[order], closes[order]
    opens[1:] = np.maximum(opens[1:], np.maximum.accumulate(closes)[:-1])
    kept = (closes > opens) & (day >= first.toordinal())
    found = OpenTime(day[kept], opens[kept], closes[kept])
    for array in (found.day, found.opens, found.closes):
        array.flags.writeable = False
    return found


def occurrences(
    recurrence: Recurrence,
    zone_name: str,
    calendars: Mapping[str, Calendar],
    first: dt.date,
    last: dt.date,
) -> NDArray[np.int64]:
    """UTC µs of the occurrences whose day by the rule is first ≤ day < last; sorted, unique.

    A day that is moved to a working day may leave the range. `ValueError` where the calendar has no
    working day within 400 days. The recurrence's own zone wins over `zone_name`.
    """
    days = rule_days(recurrence.rule, recurrence.start, first, last)
    if recurrence.calendar is not None and days.size > 0:
        calendar = calendars[recurrence.calendar]
        working = working_days(calendar, first - _SHIFT_REACH, last + _SHIFT_REACH)
        if recurrence.shift == "before":
            place = np.searchsorted(working, days, side="right") - 1
        else:
            place = np.searchsorted(working, days, side="left")
        if place.min() < 0 or place.max() >= working.size:
            raise ValueError(
                f"calendar {calendar.id!r} has no working day within {_SHIFT_REACH.days} days "
                f"{recurrence.shift} an occurrence of {recurrence.rule}"
            )
        days = working[place]
    local = (days - EPOCH) * DAY + recurrence.hour * MINUTE
    return np.unique(first_utc(local, recurrence.zone or zone_name))


def problem_of_calendar(calendar: Calendar) -> str | None:
    """What is wrong with a calendar, as a sentence without a full stop; None if it can be used."""
    for season in calendar.seasons:
        if season.first > season.last and not season.yearly:
            return f"a season ends on {season.last}, before it begins on {season.first}"
    for week in (calendar.week, *(season.week for season in calendar.seasons)):
        problem = _problem_of_week(week)
        if problem is not None:
            return problem
    if calendar.country is not None:
        problem = _problem_of_country(calendar.country, calendar.subdivision)
        if problem is not None:
            return problem
    return None if calendar.rule is None else problem_of_rule(calendar.rule, calendar.rule_start)


def _problem_of_week(week: Week) -> str | None:
    for hours in week:
        for opens, closes in hours:
            if not 0 <= opens < closes <= 2 * _MINUTES_PER_DAY or opens >= _MINUTES_PER_DAY:
                return "hours open on their day and close later, at most a day after it"
        if any(after[0] < before[1] for before, after in pairwise(hours)):
            return "hours of one day overlap or are not in order"
    for today, tomorrow in zip(week, week[1:] + week[:1], strict=True):
        if today and tomorrow and today[-1][1] - _MINUTES_PER_DAY > tomorrow[0][0]:
            return "hours that go past midnight overlap those of the next day"
    return None


def _spread(unit: int, minutes: list[tuple[int, int]]) -> NDArray[np.int64]:
    """Each number, `unit` times, as often as it is wanted."""
    values, repeats = np.array(minutes, dtype=np.int64).reshape(-1, 2).T
    return unit * np.repeat(values, repeats)


@lru_cache(maxsize=1024)
def _public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[int]:
    import holidays

    days = holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False)
    return frozenset(day.toordinal() for day in days)


def _problem_of_country(country: str, subdivision: str | None) -> str | None:
    import holidays

    try:
        holidays.country_holidays(country, expand=False)
    except NotImplementedError:
        return f"the holiday library knows no country {country!r}"
    try:
        holidays.country_holidays(country, subdiv=subdivision, expand=False)
    except NotImplementedError:
        return f"the holiday library knows no subdivision {subdivision!r} of {country}"
    return None
