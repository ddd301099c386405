"""How long a wait lasts on average: who wins a race, before any run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from procsim.model.amounts import means_of
from procsim.model.calendars import occurrences, open_time
from procsim.model.capacity import year_of
from procsim.model.elements import Wait
from procsim.units import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.amounts import Floats
    from procsim.model.elements import Element
    from procsim.model.model import Model
    from procsim.model.organisation import Office


def expected_wait(
    model: Model, wait: Element, origin: Office, columns: Mapping[str, Floats]
) -> Floats:
    """Elapsed µs: the mean delay (working time: stretched as the calendar's year is), half the mean
    time between the instants of a recurrence, and for ever where a message is awaited."""
    if not isinstance(wait, Wait):
        return np.zeros(1)
    first, last = year_of(model)
    year = (last - first).days * DAY
    if wait.until is not None:
        times = occurrences(wait.until, origin.time_zone, model.calendars, first, last).size
        return np.full(1, year / times / 2 if times else math.inf)
    delay = None if wait.delay is None else wait.delay.of(origin)
    if delay is None:
        return np.full(1, math.inf)
    mean = means_of(delay, columns)
    if wait.calendar is None:
        return mean
    name = origin.calendar if wait.calendar == "office" else wait.calendar
    total = open_time(model.calendars[name], origin.time_zone, first, last).total
    return mean * (year / total) if total else np.full(1, math.inf)
