"""Why each activity waited: its waiting instants, each booked to the first cause that holds.

Hand-over, delay or date, race and batch are instants of the log. What is left of the way from
queueing to the start, and the pauses of work, are split by calendars: *absence* where somebody
would be on duty but for leave; *elsewhere* or *off duty* where the calendar is closed and the
office of origin is open or not. Where somebody is on duty, a team waits for being free together
(*team*); other work waits for *priority* since it has been overtaken by what was queued later, and
before that for *contention*. A place's own closing is never *elsewhere*.

The waiting of a team is that of its first seat; a call waits for nothing here, for what waits is
the case that it called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from procsim.analysis.kpis import CAUSES
from procsim.analysis.ordering import by_code
from procsim.analysis.overtaken import first_queued, overtaken_since
from procsim.simulation.plan import SKIP, Op

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.presence import Present
    from procsim.analysis.timetable import Timetable
    from procsim.analysis.waiting_lines import Spans
    from procsim.simulation.log import Activities, Log
    from procsim.simulation.plan import Plan

    Numbers = NDArray[np.int64]
    Truths = NDArray[np.bool_]

_AT: Final = {cause: number for number, cause in enumerate(CAUSES)}
_CLOSED: Final = np.array([_AT[cause] for cause in ("absence", "off_duty", "elsewhere")])


@dataclass(frozen=True, slots=True)
class Waiting:
    """µs by cause (in the order of `CAUSES`) for each activity; `open` is the open time in which
    its member had it in hand (0 where nobody has). Causes and open time of an activity add up to
    its way from `ready` to `ended`, to the microsecond; of further seats and of calls they are 0.
    """

    causes: Numbers
    """Shape (causes, activities)."""
    open: Numbers

    @property
    def total(self) -> Numbers:
        """All waiting of each activity."""
        return np.asarray(self.causes.sum(axis=0), dtype=np.int64)


class Hours(Protocol):
    """Lanes of people who are there, or would be but for absences."""

    @property
    def time(self) -> Timetable:
        """Who is there."""

    @property
    def rostered(self) -> Timetable:
        """Who would be."""

    def with_origin(
        self, lane: Numbers, origin: Numbers, begins: Numbers, ends: Numbers
    ) -> Numbers:
        """µs in which a lane (absences apart) or the office of origin is open."""


def waiting_of(log: Log, present: Present) -> Waiting:
    """The waiting of every activity that was started (others have none yet)."""
    return Waits(log, present).of(np.arange(log.activities.case.size))


class Waits:
    """Tells the waiting of any activities of a log."""

    def __init__(self, log: Log, present: Present) -> None:
        self._log = log
        self._present = present
        self._calls = _calls(present.plan)
        self._is_race = _races(present.plan)
        self._order = first_queued(log.activities)
        self._since = overtaken_since(log.activities, self._order)

    def of(self, chosen: Numbers) -> Waiting:
        """The waiting of some activities, by their places in the log."""
        rows = self._log.activities.those(chosen)
        origin = self._log.case_office[rows.case]
        causes = np.zeros((len(CAUSES), chosen.size), dtype=np.int64)
        begun = (rows.started >= 0) & (rows.seat == 0) & ~self._calls[rows.step]
        causes[_AT["hand_over"]] = np.where(begun, rows.handed - rows.ready, 0)
        causes[_AT["scheduled"]] = np.where(begun, rows.released - rows.handed, 0)
        causes[_AT["batch"]] = np.where(begun, rows.queued - rows.released, 0)
        held = begun & (rows.queue < 0)
        raced = held & self._is_race[rows.step, origin]
        for cause, those in (("scheduled", held & ~raced), ("deadline_race", raced)):
            causes[_AT[cause]][those] += (rows.ended - rows.started)[those]
        waiting = Waiting(causes, np.zeros(chosen.size, dtype=np.int64))
        service = _Service(self._log, self._present, chosen, rows, waiting)
        service.book(begun & (rows.queue >= 0), self._order, self._since[chosen])
        return waiting


def _calls(plan: Plan) -> Truths:
    """By step: whether it calls a process."""
    calls = np.zeros(len(plan.step_process), dtype=np.bool_)
    calls[[made.step for made in plan.instructions if made.op == Op.CALL]] = True
    return calls


def _races(plan: Plan) -> Truths:
    """By step and office: whether more than one way is open to its cases in the step's race."""
    ways = np.zeros((len(plan.step_process), len(plan.names.offices)), dtype=np.int64)
    for made in plan.instructions:
        if made.op == Op.RACE:
            steps = [plan.instructions[target].step for target in made.targets]
            places = np.array([plan.step_place[each] for each in steps])
            ways[steps] = (places != SKIP).sum(axis=0)
    return np.asarray(ways > 1, dtype=np.bool_)


class _Service:
    """Books the way of work from its queue to its end, but for the time in which it is done."""

    def __init__(
        self, log: Log, present: Present, chosen: Numbers, rows: Activities, waiting: Waiting
    ) -> None:
        self._log = log
        self._chosen = chosen
        """Places in the log of `rows`."""
        self._rows = rows
        self._present = present
        self._causes = waiting.causes
        self._worked = waiting.open
        self._origin = log.case_office[rows.case].astype(np.int64)

    def book(self, queued: Truths, order: Numbers, since: Numbers) -> None:
        """Book the way of the activities that were queued and begun; `order` is when each activity
        of the log was first queued, `since` when each of these was overtaken."""
        rows, present, lines = self._rows, self._present, self._present.lines
        lane = present.lane_of_queue(rows.queue)
        abroad = present.office_of_queue(rows.queue) != self._origin
        special = lines.concern(rows)
        before = np.flatnonzero(queued & (rows.started > rows.queued) & ~special)
        self._before(present, before, lane, abroad, since)
        during = queued & (rows.ended > rows.started)
        crowded = np.flatnonzero(queued & special)
        teams = crowded[lines.is_team(self._log, self._chosen[crowded])]
        single = during.copy()
        single[teams] = False
        chosen = np.flatnonzero(single)
        who = np.where(rows.member >= 0, rows.member, lane)
        self._during(present, chosen, who[chosen], abroad[chosen])
        waited = crowded[rows.started[crowded] > rows.queued[crowded]]
        if waited.size:
            self._before_spans(lines.before(self._log, self._chosen[waited], order), since)
        teams = teams[during[teams]]
        if teams.size:
            spans = lines.during(self._log, self._chosen[teams])
            self._during(present.crowds(spans), teams, spans.who, spans.abroad)

    def _before(
        self, hours: Hours, chosen: Numbers, lane: Numbers, abroad: Truths, since: Numbers
    ) -> None:
        """The waiting of work for a member of its queue."""
        rows = self._rows
        begins, ends = rows.queued[chosen], rows.started[chosen]
        parts = _split(hours, lane[chosen], self._origin[chosen], abroad[chosen], begins, ends)
        self._causes[np.ix_(_CLOSED, chosen)] += parts[:3]
        late = np.flatnonzero(since[chosen] < ends)
        overtaken = np.zeros(chosen.size, dtype=np.int64)
        overtaken[late] = hours.time.between(
            lane[chosen][late], np.maximum(begins, since[chosen])[late], ends[late]
        )
        self._causes[_AT["priority"], chosen] += overtaken
        self._causes[_AT["contention"], chosen] += parts[3] - overtaken

    def _before_spans(self, spans: Spans, since: Numbers) -> None:
        """The waiting of work that others may take, too, or that needs a team."""
        hours = self._present.crowds(spans)
        row, ends = np.searchsorted(self._chosen, spans.row), spans.ends
        parts = _split(hours, spans.who, self._origin[row], spans.abroad, spans.begins, ends)
        overtaken = hours.time.between(
            spans.who, np.clip(since[row], spans.begins, ends), np.asarray(ends)
        )
        overtaken[spans.team] = 0
        team = np.where(spans.team, parts[3], 0)
        there = parts[3] - team - overtaken
        for cause, values in zip(
            (*_CLOSED.tolist(), _AT["team"], _AT["priority"], _AT["contention"]),
            (*parts[:3], team, overtaken, there),
            strict=True,
        ):
            np.add.at(self._causes[cause], row, values)

    def _during(self, hours: Hours, chosen: Numbers, lane: Numbers, abroad: Truths) -> None:
        """The pauses of work, and the open time in which it was in hand."""
        rows = self._rows
        begins, ends = rows.started[chosen], rows.ended[chosen]
        parts = _split(hours, lane, self._origin[chosen], abroad, begins, ends)
        self._causes[np.ix_(_CLOSED, chosen)] += parts[:3]
        self._worked[chosen] = parts[3]


def _split(
    hours: Hours, lane: Numbers, origin: Numbers, abroad: Truths, begins: Numbers, ends: Numbers
) -> Numbers:
    """Spans as shape (4, spans): absence, off duty, elsewhere, present."""
    parts = np.zeros((4, lane.size), dtype=np.int64)
    # Searching is several times faster in the order of the timetable, or nearly so.
    order = by_code(lane)
    a, b, lanes = begins[order], ends[order], lane[order]
    there = hours.time.between(lanes, a, b)
    rostered = there.copy()
    gaps = np.flatnonzero(there < b - a)
    rostered[gaps] = hours.rostered.between(lanes[gaps], a[gaps], b[gaps])
    off = (b - a) - rostered
    elsewhere = np.zeros(lane.size, dtype=np.int64)
    closed = np.flatnonzero((off > 0) & abroad[order])
    if closed.size:
        either = hours.with_origin(lanes[closed], origin[order][closed], a[closed], b[closed])
        elsewhere[closed] = either - rostered[closed]
    for part, values in enumerate((rostered - there, off - elsewhere, elsewhere, there)):
        parts[part, order] = values
    return parts
