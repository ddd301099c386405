"""`arrivals:` how cases come: at random over open time, by gaps, on a schedule, or as recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from procsim.files.fields.by_office import SELECTOR, by_office, by_origin
from procsim.files.fields.calendar import RECURRENCE_FIELDS, recurrence
from procsim.files.fields.recorded import recorded_cases
from procsim.files.fields.table import Field, Kind, Node, Row, Table, mapping_of, read_table
from procsim.files.kinds import CALENDAR, COUNT, FACTOR, TEXT, TIME, choice, number
from procsim.files.quantities import MONTH_NAMES
from procsim.model.arrivals import (
    Arrivals,
    GapArrivals,
    RandomArrivals,
    RecordedArrivals,
    ScheduledArrivals,
)
from procsim.model.by_origin import ByOrigin

if TYPE_CHECKING:
    from collections.abc import Callable


def _calendar(node: Node) -> str:
    return "office" if node.value == "office" else CALENDAR.read(node)


#: Cases a year of one office; more is a slip of the pen, and would fill the memory.
MOST_CASES: Final = 10_000_000

_TABLE_NAME = {"type": "string", "pattern": "\\.csv$"}
_VOLUME: Final = by_office(number(most=MOST_CASES))
_MONTH: Final = choice("month", MONTH_NAMES)

_OFFICE = Field("office", SELECTOR, "The offices it holds for: each of them.", required=True)
_OF_OFFICES = Field("office", SELECTOR, "The offices it holds for; those of `per_year` if silent.")
_PER_YEAR = Field(
    "per_year",
    Kind(_VOLUME.read, {"anyOf": [_VOLUME.schema, _TABLE_NAME]}),
    "Cases a year, of each office or by office.",
    required=True,
)
_CALENDAR = Field(
    "calendar",
    Kind(_calendar, CALENDAR.schema),
    "In whose open time they come: a calendar, always, or office (each office's own, if silent).",
)
_SEASONALITY = Field(
    "seasonality",
    mapping_of(_MONTH, number()),
    "Relative intensity by month (Jan: 2); silent months are 1, the year's volume is kept.",
)
_SCALE = Field("scale", by_origin(FACTOR), "Demand times this.")
RANDOM_TABLE = Table(
    "an arrival",
    "At random over open time, with a yearly volume.",
    (_OF_OFFICES, _PER_YEAR, _CALENDAR, _SEASONALITY, _SCALE),
)

_GAP = Field("gap", TIME, "Open time from one case to the next.", required=True)
GAP_TABLE = Table("an arrival", "With drawn gaps.", (_OFFICE, _GAP, _CALENDAR, _SCALE))

_CASES = Field("cases", COUNT, "How many come at each instant.", required=True)
SCHEDULED_TABLE = Table(
    "an arrival", "On a schedule.", (_OFFICE, *RECURRENCE_FIELDS, _CASES, _SCALE)
)

_FROM = Field(
    "from",
    TEXT,
    "CSV file with the columns office, arrived (ISO 8601), and one for each recorded fact.",
    required=True,
)
RECORDED_TABLE = Table("an arrival", "As recorded.", (_FROM, _SCALE))


def _scale(row: Row) -> ByOrigin[float]:
    return row.get(_SCALE) or ByOrigin(1.0, {})


def _random(row: Row) -> Arrivals:
    volumes, chosen = row.need(_PER_YEAR), row.get(_OF_OFFICES)
    if chosen is None:
        if volumes.single:
            raise row.node.refuse("P102", "an arrival needs the key 'office'", "every country, …")
        wanted = tuple(volumes.values)
    else:
        wanted = chosen.offices
    for office in wanted:
        if office not in volumes.values:
            raise row.at(_PER_YEAR).refuse("P115", f"no volume is given for '{office}'")
    given = row.get(_SEASONALITY) or {}
    seasonality = tuple(given.get(month, 1.0) for month in MONTH_NAMES)
    if not any(seasonality):
        raise row.at(_SEASONALITY).refuse("P210", "the intensity is 0 in every month")
    per_year = {office: volumes.values[office] for office in wanted}
    return RandomArrivals(per_year, row.get(_CALENDAR) or "office", seasonality, _scale(row))


def _gaps(row: Row) -> Arrivals:
    calendar = row.get(_CALENDAR) or "office"
    return GapArrivals(row.need(_OFFICE).offices, row.need(_GAP), calendar, _scale(row))


def _scheduled(row: Row) -> Arrivals:
    offices = row.need(_OFFICE).offices
    return ScheduledArrivals(offices, recurrence(row), row.need(_CASES), _scale(row))


def _recorded(row: Row) -> Arrivals:
    row.need(_FROM)
    arrived, facts = recorded_cases(row.at(_FROM))
    return RecordedArrivals(arrived, _scale(row), facts)


_BUILDERS: Final[dict[str, tuple[Table, Callable[[Row], Arrivals]]]] = {
    "per_year": (RANDOM_TABLE, _random),
    "gap": (GAP_TABLE, _gaps),
    "rule": (SCHEDULED_TABLE, _scheduled),
    "from": (RECORDED_TABLE, _recorded),
}


def _arrivals(node: Node) -> Arrivals:
    keys = [key for key, _ in node.items() if key in _BUILDERS]
    if len(keys) != 1:
        names = ", ".join(f"'{key}'" for key in _BUILDERS)
        code = "P116" if keys else "P102"
        raise node.refuse(code, f"an arrival needs exactly one of the keys {names}")
    table, build = _BUILDERS[keys[0]]
    return build(read_table(node, table))


_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        table.schema() for table in (RANDOM_TABLE, GAP_TABLE, SCHEDULED_TABLE, RECORDED_TABLE)
    ]
}
ARRIVALS_KIND: Final[Kind[Arrivals]] = Kind(_arrivals, _SCHEMA)
