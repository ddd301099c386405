"""Units of the files and of the run: integer microseconds, money with a currency, working days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY

#: Spelling in the files → microseconds. A *day* is 24 hours; a working day is `wd` of a calendar.
TIME_UNITS: Final[dict[str, int]] = {
    "s": SECOND,
    "second": SECOND,
    "seconds": SECOND,
    "min": MINUTE,
    "minute": MINUTE,
    "minutes": MINUTE,
    "h": HOUR,
    "hour": HOUR,
    "hours": HOUR,
    "day": DAY,
    "days": DAY,
    "week": WEEK,
    "weeks": WEEK,
}

#: Periods a rate may be stated for → how many of them a year holds.
PERIODS_PER_YEAR: Final[dict[str, float]] = {"year": 1.0, "month": 12.0}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217 code); major units."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Money per `year` or per `hour` of work."""

    amount: float
    currency: str
    per: str


@dataclass(frozen=True, slots=True)
class Span:
    """A length of calendar time: whole months, then whole days."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A number of working days of a named calendar; `None`: that of the office at hand."""

    number: float
    calendar: str | None = None
