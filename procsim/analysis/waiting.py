"""Why each activity waited: its waiting instants, each booked to the first cause that holds.

Hand-over, delay or date, and batch are instants of the log. What is left of the way from queueing
to the start, and the pauses of work, are split by calendars: *absence* where somebody would be on
duty but for leave; *elsewhere* or *off duty* where the calendar is closed and the office of origin
is open or not; *contention* where somebody is on duty. A place's own closing is never *elsewhere*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.kpis import CAUSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.presence import Present
    from procsim.simulation.log import Log

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Waiting:
    """µs by cause (in the order of `CAUSES`) for each activity; `open` is the open time in which
    its member had it in hand (0 where nobody has). Causes and open time of an activity add up to
    its way from `ready` to `ended`, to the microsecond."""

    causes: Numbers
    """Shape (causes, activities)."""
    open: Numbers

    @property
    def total(self) -> Numbers:
        """All waiting of each activity."""
        return np.asarray(self.causes.sum(axis=0), dtype=np.int64)


def waiting_of(log: Log, present: Present) -> Waiting:
    """The waiting of every activity that was started (others have none yet)."""
    rows = log.activities
    causes = np.zeros((len(CAUSES), rows.case.size), dtype=np.int64)
    begun = rows.started >= 0
    causes[0] = np.where(begun, rows.handed - rows.ready, 0)
    causes[1] = np.where(begun, rows.released - rows.handed, 0)
    causes[2] = np.where(begun, rows.queued - rows.released, 0)
    unqueued = rows.queue < 0
    causes[1][unqueued] += (rows.ended - rows.started)[unqueued]
    origin = log.case_office[rows.case]
    queued = begun & ~unqueued
    lane = present.lane_of_queue(rows.queue)
    abroad = present.office_of_queue(rows.queue) != origin
    before = np.flatnonzero(queued & (rows.started > rows.queued))
    parts = _split(present, before, lane, origin, abroad, rows.queued, rows.started)
    causes[3:, before] += parts
    during = np.flatnonzero(queued & (rows.ended > rows.started))
    who = np.where(rows.member >= 0, rows.member, lane)
    parts = _split(present, during, who, origin, abroad, rows.started, rows.ended)
    causes[3:6, during] += parts[:3]
    worked = np.zeros(rows.case.size, dtype=np.int64)
    worked[during] = parts[3]
    return Waiting(causes, worked)


def _split(
    present: Present,
    chosen: Numbers,
    lane: Numbers,
    origin: Numbers,
    abroad: NDArray[np.bool_],
    begins: Numbers,
    ends: Numbers,
) -> Numbers:
    """The spans of the chosen activities as shape (4, chosen): absence, off duty, elsewhere,
    present."""
    parts = np.zeros((4, chosen.size), dtype=np.int64)
    # Searching is several times faster in the order of the timetable.
    order = np.lexsort((begins[chosen], lane[chosen]))
    rows = chosen[order]
    a, b, lanes = begins[rows], ends[rows], lane[rows]
    there = present.time.between(lanes, a, b)
    rostered = there.copy()
    gaps = np.flatnonzero(there < b - a)
    rostered[gaps] = present.rostered.between(lanes[gaps], a[gaps], b[gaps])
    off = (b - a) - rostered
    elsewhere = np.zeros(rows.size, dtype=np.int64)
    closed = np.flatnonzero((off > 0) & abroad[rows])
    if closed.size:
        either = present.with_origin(lanes[closed], origin[rows[closed]], a[closed], b[closed])
        elsewhere[closed] = either - rostered[closed]
    for part, values in enumerate((rostered - there, off - elsewhere, elsewhere, there)):
        parts[part, order] = values
    return parts
