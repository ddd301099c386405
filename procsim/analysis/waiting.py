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
from procsim.model.calendars import OpenTime, open_before, union

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Roster


@dataclass(frozen=True, slots=True)
class Waiting:
    """µs by cause (in the order of `CAUSES`) for each activity; `open` is the open time in which
    its member had it in hand (0 where nobody has). `total` is all waiting."""

    causes: NDArray[np.int64]
    """Shape (causes, activities)."""
    open: NDArray[np.int64]

    @property
    def total(self) -> NDArray[np.int64]:
        """All waiting of each activity."""
        return np.asarray(self.causes.sum(axis=0), dtype=np.int64)


class Presence:
    """When anybody of a queue, or one member, is present, rostered, or the origin is open.

    Rostered times and their unions with office hours do not change between replications and are
    kept; presence belongs to one roster.
    """

    def __init__(self, plan: Plan) -> None:
        self.offices = len(plan.names.offices)
        self._plan = plan
        self._by_queue: list[list[int]] = [[] for _ in plan.names.queues]
        for number, member in enumerate(plan.members):
            for queue in member.queues:
                self._by_queue[queue].append(number)
        self._rostered: dict[int, OpenTime] = {}
        self._with_origin: dict[tuple[int, int], OpenTime] = {}

    def rostered(self, who: int) -> OpenTime:
        """Open time without absences of a member (who ≥ 0) or of queue -1 - who."""
        if who >= 0:
            return self._plan.members[who].time
        found = self._rostered.get(who)
        if found is None:
            queue = -1 - who
            if self._plan.queue_unlimited[queue]:
                found = self._plan.office_time[self._plan.queue_office[queue]]
            else:
                found = _union([self._plan.members[m].time for m in self._by_queue[queue]])
            self._rostered[who] = found
        return found

    def present(self, who: int, roster: Roster) -> OpenTime:
        """Open time with absences taken out."""
        if who >= 0:
            return roster.time[who]
        queue = -1 - who
        if self._plan.queue_unlimited[queue]:
            return self.rostered(who)
        return _union([roster.time[member] for member in self._by_queue[queue]])

    def rostered_or_origin(self, who: int, origin: int) -> OpenTime:
        """When the rostered time or the office of origin is open."""
        found = self._with_origin.get((who, origin))
        if found is None:
            found = _union([self.rostered(who), self._plan.office_time[origin]])
            self._with_origin[who, origin] = found
        return found


def waiting_of(plan: Plan, log: Log, roster: Roster, presence: Presence) -> Waiting:
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
    queued = begun & (rows.queue >= 0)
    splitter = _Splitter(plan, roster, presence, origin, rows.queue)
    before = queued & (rows.started > rows.queued)
    causes[3:] += splitter.split(before, -1 - rows.queue, rows.queued, rows.started)
    who = np.where(rows.member >= 0, rows.member, -1 - rows.queue)
    during = splitter.split(queued & (rows.ended > rows.started), who, rows.started, rows.ended)
    causes[3:6] += during[:3]
    return Waiting(causes, during[3])


class _Splitter:
    """Splits spans into absence, off duty, elsewhere, and the rest (somebody is present)."""

    def __init__(
        self,
        plan: Plan,
        roster: Roster,
        presence: Presence,
        origin: NDArray[np.int64],
        queue: NDArray[np.int64],
    ) -> None:
        self._roster = roster
        self._presence = presence
        self._origin = origin
        office = np.array([*plan.queue_office, -1])
        self._abroad = office[queue] != origin

    def split(
        self,
        where: NDArray[np.bool_],
        who: NDArray[np.int64],
        begins: NDArray[np.int64],
        ends: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Shape (4, activities): absence, off duty, elsewhere, present; 0 outside `where`."""
        parts = np.zeros((4, who.size), dtype=np.int64)
        rows = np.flatnonzero(where)
        for chosen in _grouped(rows, who[rows]):
            each = int(who[chosen[0]])
            a, b = begins[chosen], ends[chosen]
            present = _between(self._presence.present(each, self._roster), a, b)
            rostered = _between(self._presence.rostered(each), a, b)
            parts[3, chosen] = present
            parts[0, chosen] = rostered - present
            parts[1, chosen] = (b - a) - rostered
        closed = rows[(parts[1, rows] > 0) & self._abroad[rows]]
        pair = who[closed] * self._presence.offices + self._origin[closed]
        for chosen in _grouped(closed, pair):
            each, origin = int(who[chosen[0]]), int(self._origin[chosen[0]])
            a, b = begins[chosen], ends[chosen]
            either = _between(self._presence.rostered_or_origin(each, origin), a, b)
            elsewhere = either - _between(self._presence.rostered(each), a, b)
            parts[2, chosen] = elsewhere
            parts[1, chosen] -= elsewhere
        return parts


def _grouped(rows: NDArray[np.int64], keys: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The rows of each key."""
    if rows.size == 0:
        return []
    order = np.argsort(keys, kind="stable")
    bounds = np.flatnonzero(np.diff(keys[order])) + 1
    return np.split(rows[order], bounds)


def _between(
    time: OpenTime, begins: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    return open_before(time, ends) - open_before(time, begins)


def _union(times: list[OpenTime]) -> OpenTime:
    opens, closes = union([(time.opens, time.closes) for time in times])
    return OpenTime(opens, opens, closes)
