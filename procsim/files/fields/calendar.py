"""`calendars:` and recurrences: work weeks with hours and holidays, and RFC 5545 rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from procsim.files.fields.table import (
    PROVENANCE_SCHEMA,
    Field,
    Kind,
    Node,
    Row,
    Table,
    list_of,
    read_table,
    table_of,
)
from procsim.files.kinds import CALENDAR, CLOCK, DATE, DAYS, FLAG, HOURS, TEXT, TIME_ZONE, choice
from procsim.files.quantities import DAY_NAMES
from procsim.model.calendars import (
    Calendar,
    Hours,
    Recurrence,
    Season,
    Week,
    problem_of_calendar,
    problem_of_rule,
)

if TYPE_CHECKING:
    import datetime as dt

#: The built-in calendar that is always open.
ALWAYS: Final = "always"


@dataclass(frozen=True, slots=True)
class _Holidays:
    dates: frozenset[dt.date] = frozenset()
    country: str | None = None
    subdivision: str | None = None


_DATES = Field("dates", list_of(DATE), "Further days off.")
_COUNTRY = Field("country", TEXT, "Country code of the holiday library: CH.", required=True)
_SUBDIVISION = Field("subdivision", TEXT, "Part of the country: GE.")
_HOLIDAYS_TABLE = Table(
    "holidays", "Public holidays of a country.", (_COUNTRY, _SUBDIVISION, _DATES)
)


def _holidays(node: Node) -> _Holidays:
    if isinstance(node.value, list):
        return _Holidays(frozenset(_DATES.kind.read(node)))
    row = read_table(node, _HOLIDAYS_TABLE)
    country, subdivision = row.need(_COUNTRY), row.get(_SUBDIVISION)
    dates = row.get(_DATES)
    return _Holidays(frozenset(dates or ()), country, subdivision)


_HOLIDAYS_KIND: Final[Kind[_Holidays]] = Kind(
    _holidays, {"anyOf": [_DATES.kind.schema, _HOLIDAYS_TABLE.schema()]}
)


def _hours(node: Node) -> Hours | Mapping[int, Hours]:
    """The same hours on every working day, or hours by weekday: `{Mon-Thu: …, Fri: …}`."""
    if not isinstance(node.value, dict):
        return HOURS.read(node)
    found: dict[int, Hours] = {}
    for key, inner in node.items():
        as_key = Node(node.reading, (*node.path, key), (*node.at, key), key, is_key=True)
        for day in sorted(DAYS.read(as_key)):
            if day in found:
                raise as_key.refuse("P116", f"the hours of {DAY_NAMES[day]} stand twice")
            found[day] = HOURS.read(inner)
    return found


_HOURS_KIND: Final[Kind[Hours | Mapping[int, Hours]]] = Kind(
    _hours,
    {
        "anyOf": [
            HOURS.schema,
            {
                "type": "object",
                "properties": PROVENANCE_SCHEMA,
                "additionalProperties": HOURS.schema,
            },
        ]
    },
)

_WEEKDAYS = Field("days", DAYS, "Working days: Mon-Fri, Sun-Thu, Mon Wed Fri.")
_HOURS = Field("hours", _HOURS_KIND, "Open from-to with breaks, or by weekday.", required=True)
_HOLIDAYS = Field("holidays", _HOLIDAYS_KIND, "Days off: a list of dates, or a country.")
_RULE = Field("rule", TEXT, "Only the days of this RFC 5545 recurrence: FREQ=WEEKLY;BYDAY=TU.")
_START = Field("from", DATE, "First day the rule counts from; needed with INTERVAL.")

_SEASON_FIRST = Field("from", DATE, "Its first day.", required=True)
_SEASON_LAST = Field("to", DATE, "Its last day.", required=True)
_YEARLY = Field("yearly", FLAG, "true: every year from the one day to the other.")
SEASON_TABLE = Table(
    "a season",
    "Other hours for a part of the year.",
    (_SEASON_FIRST, _SEASON_LAST, _YEARLY, _WEEKDAYS, _HOURS),
)
_SEASONS = Field("seasons", list_of(Kind(lambda node: node, SEASON_TABLE.schema())), "Other hours.")
CALENDAR_TABLE = Table(
    "a calendar",
    "When work is possible, in the local time of the office.",
    (_WEEKDAYS, _HOURS, _HOLIDAYS, _SEASONS, _RULE, _START),
)


def _week(row: Row, silent: frozenset[int] | None) -> Week:
    """The hours of each weekday; `silent` are the working days where a row names none."""
    given, hours = row.get(_WEEKDAYS), row.need(_HOURS)
    by_day = dict(hours) if isinstance(hours, Mapping) else None
    if by_day is not None and given is not None and set(by_day) != given:
        hint = "leave 'days' out: hours by weekday say which days are worked"
        raise row.at(_HOURS).refuse("P116", "the hours are not those of the days", hint)
    days = given if given is not None else silent
    same: Hours = () if isinstance(hours, Mapping) else hours
    open_days = frozenset(range(7)) if days is None or by_day is not None else days
    opened = [_of_day(by_day, same, day) if day in open_days else () for day in range(7)]
    return (opened[0], opened[1], opened[2], opened[3], opened[4], opened[5], opened[6])


def _season(node: Node, days: frozenset[int]) -> Season:
    """A season; its working days are those of the calendar if it names none."""
    row = read_table(node, SEASON_TABLE)
    week = _week(row, days)
    return Season(row.need(_SEASON_FIRST), row.need(_SEASON_LAST), week, row.get(_YEARLY) or False)


def _calendar(row: Row) -> Calendar:
    rule, given, hours = row.get(_RULE), row.get(_WEEKDAYS), row.need(_HOURS)
    start = row.get(_START)
    if rule is not None and given is not None:
        raise row.at(_RULE).refuse("P116", "a calendar has either days or a rule, not both")
    if rule is None and start is not None:
        raise row.at(_START).refuse("P116", "only a calendar with a rule has 'from'")
    by_day = dict(hours) if isinstance(hours, Mapping) else None
    if rule is None and given is None and by_day is None:
        raise row.node.refuse("P102", "a calendar needs the key 'days'", "Mon-Fri, Sun-Thu, …")
    week = _week(row, None)
    worked = frozenset(day for day in range(7) if week[day])
    seasons = tuple(_season(node, worked) for node in row.get(_SEASONS) or ())
    off = row.get(_HOLIDAYS) or _Holidays()
    id_ = str(row.node.path[-1])
    calendar = Calendar(id_, week, off.dates, off.country, off.subdivision, rule, start, seasons)
    if rule is not None:
        _check_rule(row.at(_RULE), rule, start)
    problem = problem_of_calendar(calendar)
    if problem is not None:
        where, code = (_HOURS, "P206") if off.country is None else (_HOLIDAYS, "P117")
        raise row.at(where).refuse(code, problem)
    return calendar


def _check_rule(node: Node, rule: str, start: dt.date | None) -> None:
    problem = problem_of_rule(rule, start)
    if problem is not None:
        raise node.refuse("P118", problem)


def _of_day(by_day: Mapping[int, Hours] | None, same: Hours, day: int) -> Hours:
    return same if by_day is None else by_day.get(day, ())


CALENDAR_KIND: Final[Kind[Calendar]] = table_of(CALENDAR_TABLE, _calendar)


def round_the_clock() -> Calendar:
    """The built-in calendar `always`."""
    day: Hours = ((0, 24 * 60),)
    return Calendar(ALWAYS, (day, day, day, day, day, day, day))


_AT_RULE = Field("rule", TEXT, "RFC 5545 recurrence: FREQ=MONTHLY;BYMONTHDAY=10.", required=True)
_AT_HOUR = Field("hour", CLOCK, "Time of day, local; midnight if silent.")
_AT_START = Field("from", DATE, "First day the rule counts from; needed with INTERVAL.")
_AT_CALENDAR = Field("calendar", CALENDAR, "Days that are not working days of it are moved.")
_AT_ZONE = Field("zone", TIME_ZONE, "Time zone; that of the office at hand if silent.")
_AT_SHIFT = Field("shift", choice("shift", ("before", "after")), "Where a moved day goes (before).")

#: The keys of a recurrence, wherever one stands: waits, batches, scheduled arrivals.
RECURRENCE_FIELDS: Final[tuple[Field[Any], ...]] = (
    _AT_RULE,
    _AT_HOUR,
    _AT_START,
    _AT_CALENDAR,
    _AT_ZONE,
    _AT_SHIFT,
)


def recurrence(row: Row) -> Recurrence:
    """The recurrence that a table with `RECURRENCE_FIELDS` describes."""
    if row.get(_AT_SHIFT) is not None and row.get(_AT_CALENDAR) is None:
        raise row.at(_AT_SHIFT).refuse("P116", "a shift needs a calendar")
    _check_rule(row.at(_AT_RULE), row.need(_AT_RULE), row.get(_AT_START))
    return Recurrence(
        row.need(_AT_RULE),
        row.get(_AT_HOUR) or 0,
        row.get(_AT_START),
        row.get(_AT_CALENDAR),
        row.get(_AT_ZONE),
        row.get(_AT_SHIFT) or "before",
    )


RULE_KIND: Final[Kind[Recurrence]] = table_of(
    Table("a recurrence", "Instants by a calendar rule.", RECURRENCE_FIELDS), recurrence
)
