"""When work is possible: weekly hours with breaks, holidays, and recurrences; all in local time.

A calendar knows no zone: the same week serves offices in many zones. `open_intervals` places it in
a zone and gives UTC instants.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

Hours = tuple[tuple[int, int], ...]
"""Opening and closing in minutes after local midnight, ascending; a closing after 24 × 60 is on the
next day, and the shift belongs to the day it opens."""


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


@dataclass(frozen=True, slots=True)
class Calendar:
    """A work week (Monday first) with holidays; or, with `rule`, only the days of that recurrence.

    `holidays` are dates; `country` and `subdivision` name a country of the `holidays` library.
    `round_the_clock` is the built-in `always`.
    """

    id: str
    week: tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
    holidays: frozenset[dt.date] = frozenset()
    country: str | None = None
    subdivision: str | None = None
    rule: str | None = None
    rule_start: dt.date | None = None


