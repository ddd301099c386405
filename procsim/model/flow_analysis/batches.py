"""How much set-up work a member of a batch carries, estimated before any run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from procsim.model.calendars import occurrences
from procsim.model.capacity import year_of
from procsim.model.elements import Wait
from procsim.units import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procsim.model.calendars import Recurrence
    from procsim.model.elements import Batch, Task
    from procsim.model.model import Model
    from procsim.model.process import Process


def setup_hours(
    model: Model, process: Process, task: Task, place: str, per_year: Iterable[float]
) -> float:
    """Hours of the set-up of a task's batches that fall to one member at a place, on average over
    its members; `per_year` come for each value of the fact that batches are by."""
    batch = task.batch
    assert batch is not None
    assert batch.setup is not None
    counts = [count for count in per_year if count > 0]
    together = _together(process, task)
    batches = math.fsum(
        count / _batch_size(model, batch, place, count, together) for count in counts
    )
    return batch.setup.mean / HOUR * batches / math.fsum(counts) if counts else 0.0


def _together(process: Process, task: Task) -> Recurrence | None:
    """The dates on which all cases come to a task, if they have all just waited for them."""
    waits = [process.node[flow.source] for flow in process.incoming(task.id)]
    dates = {wait.until if isinstance(wait, Wait) else None for wait in waits}
    return dates.pop() if len(dates) == 1 else None


def _batch_size(
    model: Model, batch: Batch, place: str, per_year: float, together: Recurrence | None
) -> float:
    """Expected members of a batch where `per_year` cases come evenly over the year, or in equal
    numbers on the dates of a recurrence.

    By age those that come at once (1, or all of a date) + rate × age (those that come while the
    oldest waits), by rule rate × time between occurrences; the smallest of the bounds given, and at
    least 1.
    """
    year = (year_of(model)[1] - year_of(model)[0]).days * DAY
    bounds = [math.inf if batch.size is None else float(batch.size)]
    if batch.age is not None:
        at_once = 1.0 if together is None else per_year / max(1, _times(model, together, place))
        bounds.append(at_once + per_year * batch.age / year)
    if batch.rule is not None:
        times = _times(model, batch.rule, place)
        bounds.append(per_year / times if times else math.inf)
    return max(1.0, min(bounds))


def _times(model: Model, rule: Recurrence, place: str) -> int:
    """Occurrences in a year."""
    zone = model.offices[place].time_zone
    return occurrences(rule, zone, model.calendars, *year_of(model)).size
