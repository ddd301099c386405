"""Days of the model as instants of a run."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from procsim.model.calendars import occurrences
from procsim.model.zones import EPOCH
from procsim.units import DAY

if TYPE_CHECKING:
    from procsim.model.calendars import Recurrence
    from procsim.model.model import Model
    from procsim.simulation.plan import Instants

_AROUND: Final = dt.timedelta(days=31)


def instant_of(day: dt.date) -> int:
    """The midnight (UTC) at which a day begins, in µs since 1970-01-01."""
    return (day.toordinal() - EPOCH) * DAY


def occurrences_around(model: Model, recurrence: Recurrence, zone: str) -> Instants:
    """The occurrences (µs since 1970-01-01) in the run and in the month before and after it: a
    local day or a move to a working day may carry one across the edge."""
    begins, finishes = model.window.begins - _AROUND, model.window.finishes + _AROUND
    return occurrences(recurrence, zone, model.calendars, begins, finishes)
