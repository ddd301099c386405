"""When somebody is there: every member, and every queue (anybody who serves it), as timetables.

Rostered times are those without absences. They do not change between replications and are kept, as
are their unions with the hours of an office of origin; presence belongs to one roster.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.analysis.crowds import Crowds, enough, together
from procsim.analysis.timetable import Timetable, timetable
from procsim.analysis.waiting_lines import Lines
from procsim.model.calendars import OpenTime, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from procsim.analysis.crowds import Span, Who
    from procsim.analysis.waiting_lines import Spans
    from procsim.simulation.log import Codes
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Roster

    Numbers = NDArray[np.int64]

_EVER: Final = (-(1 << 62), 1 << 62)


class Presence:
    """The lanes of a plan: one for each member, then one for each set of members that is together
    responsible for a queue, then one for each office with unlimited staff."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.offices = len(plan.names.offices)
        self._teams: dict[tuple[int, ...], int] = {(m,): m for m in range(len(plan.members))}
        by_queue: list[list[int]] = [[] for _ in plan.names.queues]
        for number, member in enumerate(plan.members):
            for queue in member.queues:
                by_queue[queue].append(number)
        staffed = [tuple(team) for team in by_queue]
        for queue, team in enumerate(staffed):
            if not plan.queue_unlimited[queue]:
                self._teams.setdefault(team, len(self._teams))
        self._open: dict[int, int] = {}
        """Office → lane of its unlimited staff."""
        for queue, office in enumerate(plan.queue_office):
            if plan.queue_unlimited[queue]:
                self._open.setdefault(office, len(self._teams) + len(self._open))
        self.lane = np.array(
            [
                self._open[office] if unlimited else self._teams[team]
                for office, unlimited, team in zip(
                    plan.queue_office, plan.queue_unlimited, staffed, strict=True
                )
            ]
            + [-1],
            dtype=np.int64,
        )
        """By queue; -1 where there is no queue."""
        self.office = np.array([*plan.queue_office, -1], dtype=np.int64)
        self.lines = Lines(
            plan, tuple(self._serving(queue, staffed) for queue in range(len(staffed)))
        )
        self._planned: dict[Who, OpenTime] = {}
        self._planned_or_office: dict[tuple[Who, int], OpenTime] = {}
        self._unions: dict[int, OpenTime] = {}
        self._pairs = np.empty(0, dtype=np.int64)
        self._with_origin = timetable(())

    def __reduce__(self) -> tuple[type[Presence], tuple[Plan]]:
        """What is kept can be worked out again: it does not travel to other processes."""
        return Presence, (self._plan,)

    def _serving(self, queue: int, staffed: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        """The lanes of those who serve a queue."""
        if self._plan.queue_unlimited[queue]:
            return (self._open[self._plan.queue_office[queue]],)
        return staffed[queue]

    @cached_property
    def rostered(self) -> Timetable:
        """Open times without absences."""
        return timetable(self._rostered)

    @cached_property
    def _rostered(self) -> list[OpenTime]:
        return self._lanes([member.time for member in self._plan.members])

    def _lanes(self, members: Sequence[OpenTime]) -> list[OpenTime]:
        teams = [_union([members[each] for each in team]) for team in self._teams]
        return teams + [self._plan.office_time[office] for office in self._open]

    def of(self, roster: Roster) -> Present:
        """Who is there in one replication."""
        times = self._lanes(roster.time)
        return Present(self, timetable(times), self.rostered, tuple(times))

    @property
    def plan(self) -> Plan:
        """Whose lanes these are."""
        return self._plan

    def crowds(self, whos: Sequence[Who], times: Sequence[OpenTime], span: Span) -> Crowds:
        """The lanes, in a span, of those who must be there together; `times` are those of single
        lanes."""
        new = [who for who in whos if who not in self._planned]
        self._planned |= zip(new, together(new, self._rostered, _EVER), strict=True)
        planned = timetable([self._planned[who] for who in whos])
        there = timetable(together(whos, times, span))
        return Crowds(there, planned, whos, self._with_offices, self.offices)

    def _with_offices(self, pairs: Sequence[tuple[Who, int]]) -> Timetable:
        """When those who must be there together would be, or an office is open."""
        known, offices = self._planned_or_office, self._plan.office_time
        new = [pair for pair in pairs if pair not in known]
        found = enough([(1, [self._planned[who], offices[office]]) for who, office in new])
        known |= zip(new, found, strict=True)
        return timetable([known[pair] for pair in pairs])

    def with_origin(self, pairs: Numbers) -> tuple[Timetable, Numbers]:
        """When a lane or an office is open, for each pair lane × offices + office: a timetable, and
        each pair's lane in it."""
        wanted = np.unique(pairs)
        new = wanted[~np.isin(wanted, self._pairs)]
        if new.size:
            for pair in new.tolist():
                lane, office = divmod(pair, self.offices)
                both = [self._rostered[lane], self._plan.office_time[office]]
                self._unions[pair] = _union(both)
            self._pairs = np.union1d(self._pairs, new)
            self._with_origin = timetable([self._unions[pair] for pair in self._pairs.tolist()])
        return self._with_origin, np.searchsorted(self._pairs, pairs).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Present:
    """Who is there in one replication: presence and rostered times by lane. A member's lane is its
    number."""

    _presence: Presence
    time: Timetable
    rostered: Timetable
    _times: tuple[OpenTime, ...]

    @property
    def plan(self) -> Plan:
        """What is run."""
        return self._presence.plan

    @property
    def lines(self) -> Lines:
        """Work that waits for more than a member of its queue."""
        return self._presence.lines

    def crowds(self, spans: Spans) -> Crowds:
        """The lanes of those who must be there together in some spans."""
        whole = (int(spans.begins.min()), int(spans.ends.max()))
        return self._presence.crowds(spans.whos, self._times, whole)

    def lane_of_queue(self, queue: Numbers | Codes) -> Numbers:
        """The lane of the members of each queue."""
        return self._presence.lane[queue]

    def office_of_queue(self, queue: Numbers | Codes) -> Numbers:
        """The office of each queue."""
        return self._presence.office[queue]

    def with_origin(
        self, lane: Numbers, origin: Numbers, begins: Numbers, ends: Numbers
    ) -> Numbers:
        """µs between two instants in which the lane (absences apart) or the origin is open."""
        pairs = lane * self._presence.offices + origin
        table, place = self._presence.with_origin(pairs)
        return table.between(place, begins, ends)


def _union(times: Sequence[OpenTime]) -> OpenTime:
    if len(times) == 1:
        return times[0]
    opens, closes = union([(time.opens, time.closes) for time in times])
    return OpenTime(opens, opens, closes)
