"""Text → quantities: percentages, money, spans, dates, hours. The unit stands in the value."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from procsim.units import (
    PERIODS_PER_YEAR,
    TIME_UNITS,
    Money,
    Rate,
    Span,
    WorkingDays,
)

if TYPE_CHECKING:
    from procsim.model.calendars import Hours

DAY_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_HOURS: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_MIDNIGHT: Final = 24 * 60


class UnreadableError(ValueError):
    """A text that is not the quantity it should be: code, sentence, way out."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def number_and_unit(text: str) -> tuple[float, str] | None:
    """`12.5 USD/year` → 12.5 and the rest; None where the text does not begin with a number."""
    found = NUMBER.match(text.strip())
    return None if found is None else (float(found.group()), text.strip()[found.end() :].strip())


def percentage(text: str) -> float:
    """`85%` → 0.85; from 0 % to 100 %."""
    parts = number_and_unit(text)
    if parts is None or parts[1] != "%":
        code = "P200" if parts and not parts[1] else "P204"
        raise UnreadableError(code, f"'{text}' is not a percentage", "write it as 85%")
    if not 0 <= parts[0] <= 100:
        raise UnreadableError("P210", f"{parts[0]:g} % is not between 0 % and 100 %")
    return parts[0] / 100


def factor(text: str) -> float:
    """A factor as a number (`1.1`) or a percentage (`110%`); not negative."""
    parts = number_and_unit(text)
    if parts is None or parts[1] not in ("", "%"):
        raise UnreadableError("P204", f"'{text}' is not a factor", "write 1.1 or 110%")
    value = parts[0] / 100 if parts[1] else parts[0]
    if value < 0:
        raise UnreadableError("P210", f"the factor {text} is negative")
    return value


def duration(text: str) -> int:
    """`5 days` → microseconds."""
    parts = number_and_unit(text)
    if parts is None:
        raise UnreadableError("P201", f"'{text}' is not a length of time", TIME_HINT)
    value, unit = parts
    scale = time_unit(unit, text)
    if value < 0:
        raise UnreadableError("P210", f"'{text}' is negative")
    return round(value * scale)


TIME_HINT: Final = "write a number and a unit: s, min, h, days or weeks"


def time_unit(unit: str, text: str) -> int:
    """How many microseconds a unit has."""
    if not unit:
        raise UnreadableError("P200", f"'{text}' has no unit", TIME_HINT)
    if unit not in TIME_UNITS:
        hint = "units of time are s, min, h, days and weeks"
        if unit.split()[0] == "wd":
            hint = "working days depend on a calendar; write days or h"
        raise UnreadableError("P202", f"'{unit}' is not a unit of time", hint)
    return TIME_UNITS[unit]


def money(text: str) -> Money:
    """`1200 USD`."""
    parts = number_and_unit(text)
    hint = "write an amount and a currency: 1200 USD"
    if parts is None:
        raise UnreadableError("P208", f"'{text}' is not an amount of money", hint)
    amount, currency = parts
    if not currency:
        raise UnreadableError("P200", f"'{text}' has no currency", hint)
    if not _CURRENCY.fullmatch(currency):
        raise UnreadableError("P208", f"'{text}' is not an amount of money", hint)
    return Money(_not_negative(amount, text), currency)


def rate(text: str) -> Rate:
    """`42000 USD/year`, `1450 JOD/month` (12 of them a year) or `40 USD/h`."""
    hint = "write it per year, month or hour: 42000 USD/year, 40 USD/h"
    parts = number_and_unit(text)
    if parts is None:
        raise UnreadableError("P208", f"'{text}' is not a cost per time", hint)
    amount, unit = parts
    if not unit:
        raise UnreadableError("P200", f"'{text}' has no currency", hint)
    currency, _, period = unit.replace(" ", "").partition("/")
    if not _CURRENCY.fullmatch(currency):
        raise UnreadableError("P208", f"'{text}' is not a cost per time", hint)
    _not_negative(amount, text)
    if period in PERIODS_PER_YEAR:
        return Rate(amount * PERIODS_PER_YEAR[period], currency, "year")
    if period in ("h", "hour"):
        return Rate(amount, currency, "hour")
    raise UnreadableError("P208", f"'{text}' is not a cost per time", hint)


def _not_negative(amount: float, text: str) -> float:
    if amount < 0:
        raise UnreadableError("P210", f"'{text}' is negative")
    return amount


def working_days(text: str) -> WorkingDays:
    """`30 wd`, or `20 wd europe` of a named calendar."""
    parts = number_and_unit(text)
    words = parts[1].split() if parts else []
    if parts is None or not words or words[0] != "wd" or len(words) > 2:
        code = "P200" if parts and not words else "P209"
        raise UnreadableError(
            code, f"'{text}' is not a number of working days", "write it as 30 wd"
        )
    return WorkingDays(_not_negative(parts[0], text), words[1] if len(words) == 2 else None)


def span(text: str) -> Span:
    """`12 months`, `2 years`, `10 days`, `6 weeks`; several may follow each other."""
    scales = {"day": Span(0, 1), "week": Span(0, 7), "month": Span(1, 0), "year": Span(12, 0)}
    words = text.split()
    months = days = 0
    for count, unit in zip(words[::2], words[1::2], strict=False):
        scale = scales.get(unit.removesuffix("s"))
        if scale is None or not re.fullmatch(r"[0-9]{1,5}", count):
            break
        months += int(count) * scale.months
        days += int(count) * scale.days
    else:
        if words and len(words) % 2 == 0:
            return Span(months, days)
    code = "P200" if NUMBER.fullmatch(text) else "P209"
    raise UnreadableError(
        code, f"'{text}' is not a span of time", "write it as 12 months or 10 days"
    )


def date(text: str) -> dt.date:
    """`2026-03-20`."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise UnreadableError("P205", f"'{text}' is not a date", "write it as 2026-03-20")


def month(text: str) -> dt.date:
    """`2026-09` → its first day."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        pass
    raise UnreadableError("P205", f"'{text}' is not a month", "write it as 2026-09")


def clock(text: str) -> int:
    """`17:00` → minutes after midnight."""
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise UnreadableError("P206", f"'{text}' is not a time of day", "write it as 17:00")
    return int(found[1]) * 60 + int(found[2])


def hours(text: str) -> Hours:
    """`08:30-12:30 13:30-17:30` → minutes after midnight; `22:00-06:00` closes the next day."""
    spans: list[tuple[int, int]] = []
    for word in text.split():
        found = _HOURS.fullmatch(word)
        if found is None:
            raise _bad_hours(text)
        opens, closes = (_minutes(found[i], found[i + 1], text) for i in (1, 3))
        if opens == closes:
            raise UnreadableError("P206", f"'{word}' opens and closes at the same time")
        if spans and opens < spans[-1][1]:
            raise UnreadableError("P206", f"the hours '{text}' overlap or are not in order")
        if opens == _MIDNIGHT:
            raise _bad_hours(text)
        spans.append((opens, closes if closes > opens else closes + _MIDNIGHT))
    if not spans:
        raise _bad_hours(text)
    return tuple(spans)


def _minutes(hour: str, minute: str, text: str) -> int:
    total = int(hour) * 60 + int(minute)
    if int(minute) > 59 or total > _MIDNIGHT:
        raise _bad_hours(text)
    return total


def _bad_hours(text: str) -> UnreadableError:
    hint = "write them as 08:30-12:30 13:30-17:30"
    return UnreadableError("P206", f"'{text}' is not opening hours", hint)


def days(text: str) -> frozenset[int]:
    """`Mon-Fri`, `Sun-Thu`, `Mon Wed Fri` → weekdays, Monday 0."""
    found: set[int] = set()
    for word in text.split():
        first, dash, last = word.partition("-")
        if first not in DAY_NAMES or (dash and last not in DAY_NAMES):
            found.clear()
            break
        begin = DAY_NAMES.index(first)
        length = (DAY_NAMES.index(last) - begin) % 7 if dash else 0
        found |= {(begin + offset) % 7 for offset in range(length + 1)}
    if not found:
        hint = f"write them as Mon-Fri or Mon Wed Fri ({' '.join(DAY_NAMES)})"
        raise UnreadableError("P207", f"'{text}' is not days of the week", hint)
    return frozenset(found)
