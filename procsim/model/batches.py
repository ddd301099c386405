"""How much set-up work a member of a batch carries, estimated before any run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from procsim.model.calendars import occurrences
from procsim.model.capacity import year_of
from procsim.units import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procsim.model.elements import Batch
    from procsim.model.model import Model


def setup_hours(
    model: Model, batch: Batch, setup: float, place: str, per_year: Iterable[float]
) -> float:
    """Hours of a set-up (µs) that fall to one member of a batch at a place, on average over its
    members; `per_year` come for each value of the fact that batches are by."""
    counts = [count for count in per_year if count > 0]
    batches = math.fsum(count / _batch_size(model, batch, place, count) for count in counts)
    return setup / HOUR * batches / math.fsum(counts) if counts else 0.0


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
