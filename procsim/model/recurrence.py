"""Days by an RFC 5545 recurrence rule, such as `FREQ=MONTHLY;BYMONTHDAY=10`.

A rule names days; the hour is given beside it, so parts of a day (FREQ=HOURLY, BYHOUR …) are
refused. A rule counts from its start where it has one. Without one it must mean the same days
whatever range is asked: no INTERVAL above 1, no COUNT, and the day named by the rule itself.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from dateutil.rrule import rrulestr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

#: Rules name days, and these are the frequencies that do.
FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
#: Parts that hold whole numbers → the largest; those that count from the end too may be negative.
_LARGEST: Final = {
    "BYMONTH": 12,
    "BYMONTHDAY": 31,
    "BYYEARDAY": 366,
    "BYWEEKNO": 53,
    "BYSETPOS": 366,
}
_FROM_THE_END: Final = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
_COUNTS: Final = ("INTERVAL", "COUNT")
_WITHIN_A_DAY: Final = ("BYHOUR", "BYMINUTE", "BYSECOND")
_NAMES_THE_DAY: Final = ("BYDAY", "BYMONTHDAY", "BYYEARDAY")
_WEEKDAY: Final = r"(MO|TU|WE|TH|FR|SA|SU)"
_BYDAY: Final = re.compile(r"([+-]?[1-9]\d?)?" + _WEEKDAY)
_MONTH_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@lru_cache(maxsize=1024)
def rule_days(rule: str, start: dt.date | None, first: dt.date, last: dt.date) -> NDArray[np.int64]:
    """Ordinals of the days first ≤ day < last of a rule that has no problem; read-only.

    A rule without a start is expanded from 1 January of the year before `first`, so that no week,
    month or year of the range is entered in its middle.
    """
    begin = dt.date(first.year - 1, 1, 1) if start is None else start
    found = rrulestr(rule, dtstart=_midnight(begin)).between(
        _midnight(first), _midnight(last) - dt.timedelta(microseconds=1), inc=True
    )
    days = np.array([day.toordinal() for day in found], dtype=np.int64)
    days.flags.writeable = False
    return days


def problem_of_rule(rule: str, start: dt.date | None) -> str | None:
    """What is wrong with a rule, as a sentence without a full stop; None if it can be used."""
    parts: dict[str, str] = {}
    for text in rule.split(";"):
        name, equals, value = text.partition("=")
        if not equals or not value:
            return f"{text!r} is no part of a rule, which are written like FREQ=WEEKLY;BYDAY=TU"
        if name in parts:
            return f"{name} is given twice"
        parts[name] = value
    problem = _problem_of_frequency(parts)
    for name, value in parts.items():
        problem = problem or _problem_of_part(name, value)
    return problem or _problem_together(parts, start) or _problem_of_no_day(rule, parts, start)


def _problem_of_frequency(parts: Mapping[str, str]) -> str | None:
    if "FREQ" not in parts:
        return "a rule needs FREQ, such as FREQ=MONTHLY"
    if parts["FREQ"] in FREQUENCIES:
        return None
    return f"FREQ={parts['FREQ']} is not one of {', '.join(FREQUENCIES)}: a rule names days"


def _problem_of_part(name: str, value: str) -> str | None:
    values = value.split(",")
    wrong: str | None = None
    if name in _WITHIN_A_DAY:
        return f"{name} is not used: a rule names days, and the hour is given beside it"
    if name in _COUNTS:
        wrong = None if re.fullmatch(r"[1-9]\d{0,5}", value) else value
    elif name in _LARGEST:
        wrong = next((v for v in values if not _is_number(v, name)), None)
    elif name == "BYDAY":
        wrong = next((v for v in values if not _BYDAY.fullmatch(v)), None)
    elif name == "WKST":
        wrong = None if re.fullmatch(_WEEKDAY, value) else value
    elif name == "UNTIL":
        wrong = None if _is_date(value) else value
    elif name != "FREQ":
        return f"{name} is no part of a recurrence rule"
    hint = ", which is written like UNTIL=20261231" if name == "UNTIL" else ""
    return None if wrong is None else f"{wrong!r} is no value of {name}{hint}"


def _problem_together(parts: Mapping[str, str], start: dt.date | None) -> str | None:
    """Parts that are right alone and wrong beside each other."""
    numbered = re.search(r"\d", parts.get("BYDAY", "")) is not None
    if numbered and parts["FREQ"] in ("DAILY", "WEEKLY"):
        return f"BYDAY={parts['BYDAY']} counts weekdays, which needs FREQ=MONTHLY or FREQ=YEARLY"
    if "BYWEEKNO" in parts and (parts["FREQ"] != "YEARLY" or "BYDAY" not in parts):
        return "BYWEEKNO needs FREQ=YEARLY and BYDAY"
    if "UNTIL" in parts and "COUNT" in parts:
        return "UNTIL and COUNT exclude each other"
    if start is not None:
        return None
    if parts.get("INTERVAL", "1") != "1":
        return f"INTERVAL={parts['INTERVAL']} needs the day to count from (`from:`)"
    if "COUNT" in parts:
        return "COUNT needs the day to count from (`from:`)"
    if parts["FREQ"] != "DAILY" and not any(name in parts for name in _NAMES_THE_DAY):
        return "the rule does not say which day: add BYDAY or BYMONTHDAY, or a day to count from"
    return None


def _problem_of_no_day(rule: str, parts: Mapping[str, str], start: dt.date | None) -> str | None:
    """Whether a rule never occurs. (Looking for a first day is slow where there is none, so the
    commonest case, a day that no month of the rule has, is told apart first.)"""
    if "BYMONTH" in parts and "BYMONTHDAY" in parts:
        longest = max(_MONTH_LENGTHS[int(month) - 1] for month in parts["BYMONTH"].split(","))
        if min(abs(int(day)) for day in parts["BYMONTHDAY"].split(",")) > longest:
            return "the rule never occurs"
    begin = dt.date(2000, 1, 1) if start is None else start
    occurs = next(iter(rrulestr(rule, dtstart=_midnight(begin))), None) is not None
    return None if occurs else "the rule never occurs"


def _is_number(text: str, name: str) -> bool:
    sign = "[+-]?" if name in _FROM_THE_END else ""
    return (
        re.fullmatch(sign + r"\d{1,3}", text) is not None and 1 <= abs(int(text)) <= _LARGEST[name]
    )


def _is_date(text: str) -> bool:
    try:
        return re.fullmatch(r"\d{8}", text) is not None and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)
