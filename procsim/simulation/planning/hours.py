"""Instants and open time in the zones of offices: recurrences, and calendars to count time in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from procsim.model.calendars import OpenTime, open_time
from procsim.simulation.planning.instants import occurrences_around

if TYPE_CHECKING:
    from procsim.model.calendars import Recurrence
    from procsim.model.model import Model
    from procsim.simulation.plan import Instants

_ANY_ZONE: Final = dt.timedelta(days=2)


class HoursCompiler:
    """Collects the timetables of a plan; equal ones share a number."""

    def __init__(self, model: Model, start: int) -> None:
        self._model = model
        self._start = start
        self._instants: dict[tuple[Recurrence, str], Instants] = {}
        self._known: dict[tuple[str, str], int] = {}
        self._rows: dict[tuple[int, ...], int] = {}
        self.hours: list[OpenTime] = []

    @property
    def timetables(self) -> tuple[tuple[int, ...], ...]:
        """Timetable → office of origin → number in `hours`."""
        return tuple(self._rows)

    def timetable(self, calendar: str) -> int:
        """The number of the timetable of a calendar (`office`: that of each office)."""
        row = tuple(
            self._placed(office.calendar if calendar == "office" else calendar, office.time_zone)
            for office in self._model.offices.values()
        )
        return self._rows.setdefault(row, len(self._rows))

    def by_office(self, recurrence: Recurrence) -> tuple[Instants, ...]:
        """The occurrences of a recurrence for each office."""
        offices = self._model.offices.values()
        return tuple(self._occurring(recurrence, office.time_zone) for office in offices)

    def _placed(self, calendar: str, zone: str) -> int:
        number = self._known.get((calendar, zone))
        if number is None:
            number = self._known[calendar, zone] = len(self.hours)
            window = self._model.window
            first, last = window.begins - _ANY_ZONE, window.finishes + _ANY_ZONE
            time = open_time(self._model.calendars[calendar], zone, first, last)
            made = OpenTime(time.day, time.opens - self._start, time.closes - self._start)
            self.hours.append(made)
        return number

    def _occurring(self, recurrence: Recurrence, zone: str) -> Instants:
        instants = self._instants.get((recurrence, zone))
        if instants is None:
            found = occurrences_around(self._model, recurrence, zone)
            instants = self._instants[recurrence, zone] = found - self._start
        return instants
