"""What must be known before a model can be read: rates, working days, the facts of its processes.

All of it is read again in its place; only the facts note here what is wrong with them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from procsim.files.fields.calendar import CALENDAR_KIND
from procsim.files.fields.fact import read_facts
from procsim.files.fields.table import PROVENANCE, BrokenError, Node, Reading
from procsim.files.quantities import UnreadableError, money
from procsim.units import MINUTE

if TYPE_CHECKING:
    from procsim.files.shelf import Shelf
    from procsim.files.source import Source
    from procsim.files.yaml_text import Value
    from procsim.model.calendars import Calendar


def begin(source: Source, names: dict[str, tuple[str, ...]], shelf: Shelf) -> Reading:
    """A reading of a source that knows what expressions and working days need."""
    reading = Reading(source, names, _rates(source.tree), shelf=shelf)
    reading = replace(reading, working_days=_working_days(reading))
    processes = source.tree.get("processes")
    top = Node(reading, (), (), source.tree).inner("processes", processes)
    for process, body in processes.items() if isinstance(processes, dict) else ():
        if process not in PROVENANCE and isinstance(body, dict) and "data" in body:
            read_facts(top.inner(process, body).inner("data", body["data"]))
    return reading


def _rates(tree: dict[str, Value]) -> dict[str, float]:
    """Currency → its worth in the reporting currency, where it can be read."""
    reporting, exchange = tree.get("currency"), tree.get("exchange_rates")
    given = exchange.get("rates") if isinstance(exchange, dict) else None
    rates = {reporting: 1.0} if isinstance(reporting, str) else {}
    for currency, value in given.items() if isinstance(given, dict) else ():
        text = value.get("is") if isinstance(value, dict) else value
        try:
            rates[currency] = money(str(text)).amount
        except UnreadableError:
            continue
    return rates


def _working_days(reading: Reading) -> dict[str, int]:
    """Calendar → the mean length of its working days, where it can be read."""
    scratch = Reading(reading.source, reading.names)
    calendars = reading.source.tree.get("calendars")
    top = Node(scratch, (), (), reading.source.tree).inner("calendars", calendars)
    days: dict[str, int] = {}
    for id_, body in calendars.items() if isinstance(calendars, dict) else ():
        try:
            days[id_] = _mean_day(CALENDAR_KIND.read(top.inner(id_, body)))
        except BrokenError:
            continue
    return days


def _mean_day(calendar: Calendar) -> int:
    """The mean open time of the days of the week that open at all (µs); outside of seasons."""
    days = [sum(closes - opens for opens, closes in hours) for hours in calendar.week if hours]
    return round(MINUTE * sum(days) / len(days)) if days else 0
