"""How much set-up work a member of a batch carries, estimated before any run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from procsim.model.calendars import occurrences
from procsim.model.capacity import year_of
from procsim.units import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.model import Model
    from procsim.model.process import Batch, Process, Task


def place_of_task(model: Model, task: Task, origin: str) -> str | None:
    """The office id where a task is done for cases of `origin`; None where it is skipped."""
    at = task.at.of(model.offices[origin])
    return None if at is None else model.place(at, origin)


def setup_hours(
    model: Model,
    process: Process,
    volumes: Mapping[str, float],
    visits: Mapping[str, Mapping[str, float]],
) -> Mapping[tuple[str, str], float]:
    """(step, place) → hours of set-up that fall to one member of a batch, on average."""
    found: dict[tuple[str, str], float] = {}
    for task in process.tasks:
        if task.batch is None or task.batch.setup is None:
            continue
        yearly: dict[str, float] = {}
        for origin, volume in volumes.items():
            place = place_of_task(model, task, origin)
            if place is not None:
                yearly[place] = yearly.get(place, 0.0) + volume * visits[origin][task.id]
        for place, count in yearly.items():
            size = _batch_size(model, task.batch, place, count)
            found[task.id, place] = task.batch.setup.mean / HOUR / size
    return found


def _batch_size(model: Model, batch: Batch, place: str, per_year: float) -> float:
    """Expected members of a batch where `per_year` cases come evenly over the year.

    By age 1 + rate × age (those that come while the oldest waits), by rule rate × time between
    occurrences; the smallest of the bounds given, and at least 1.
    """
    first, last = year_of(model)
    bounds = [math.inf if batch.size is None else float(batch.size)]
    if batch.age is not None:
        bounds.append(1 + per_year * batch.age / ((last - first).days * DAY))
    if batch.rule is not None:
        zone = model.offices[place].time_zone
        times = occurrences(batch.rule, zone, model.calendars, first, last).size
        bounds.append(per_year / times if times else math.inf)
    return max(1.0, min(bounds))
