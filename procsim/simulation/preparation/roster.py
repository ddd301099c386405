"""When each member can work in one replication: open time without the days on which nobody is
there, at the pace of those who are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from procsim.model.open_time import shifts_at, shifts_without, without_days
from procsim.simulation.plan import PACE
from procsim.simulation.preparation.absences import absent_days, leavings, pace_on, vacant_days

if TYPE_CHECKING:
    from procsim.model.open_time import OpenTime, Places
    from procsim.simulation.people import Member
    from procsim.simulation.plan import Instants, Plan


@dataclass(frozen=True, slots=True)
class Timeline:
    """A member's spans as lists for an engine: `done` is the work (µs × pace) possible before each
    span, with the total as its last entry; `shift_ends` is the closing of the span's day."""

    opens: list[int]
    closes: list[int]
    done: list[int]
    shift_ends: list[int]
    pace: int
    paces: list[int] = field(default_factory=list)
    """The pace of each span where it varies (somebody learns); else empty."""

    def span_at(self, instant: int) -> int:
        """The first span that closes after `instant` (the number of spans if none does)."""
        return bisect_right(self.closes, instant)

    def pace_in(self, span: int) -> int:
        """The pace of a span."""
        return self.paces[span] if self.paces else self.pace

    def done_before(self, instant: int) -> int:
        """The work (µs × pace) that was possible before `instant`."""
        span = bisect_right(self.opens, instant) - 1
        if span < 0:
            return 0
        pace = self.pace_in(span)
        return self.done[span] + (min(instant, self.closes[span]) - self.opens[span]) * pace

    def finish(self, span: int, instant: int, work: int) -> int | None:
        """When `work` µs at full pace, taken up at `instant` within `span`, are done; None if the
        timeline ends first. Work ends at the first microsecond that reaches its total."""
        if work == 0:
            return instant
        done = self.done
        total = done[span] + (instant - self.opens[span]) * self.pace_in(span) + work * PACE
        if total > done[-1]:
            return None
        last = bisect_left(done, total, span + 1) - 1
        return self.opens[last] - (done[last] - total) // self.pace_in(last)


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """A timeline as columns."""

    opens: Instants
    closes: Instants
    done: Instants
    shift_ends: Instants
    pace: int
    paces: Instants | None = None

    def timeline(self) -> Timeline:
        """The same for an engine that goes through it span by span."""
        return Timeline(
            opens=self.opens.tolist(),
            closes=self.closes.tolist(),
            done=self.done.tolist(),
            shift_ends=self.shift_ends.tolist(),
            pace=self.pace,
            paces=[] if self.paces is None else self.paces.tolist(),
        )


@dataclass(frozen=True)
class Roster:
    """The members' spans in one replication, as columns for measuring and for the compiled engine;
    as lists for the reference engine, made when it asks for them."""

    time: tuple[OpenTime, ...]
    spans: tuple[Spans, ...]
    unlimited_spans: tuple[Spans | None, ...]
    """By queue: the office's open time at full pace, for queues without members."""
    overtime: tuple[OpenTime | None, ...] = ()
    """By member the part of `time` that is overtime."""

    @cached_property
    def timelines(self) -> tuple[Timeline, ...]:
        """By member."""
        return tuple(spans.timeline() for spans in self.spans)

    @cached_property
    def unlimited(self) -> tuple[Timeline | None, ...]:
        """By queue, as `unlimited_spans`."""
        made = {spans: spans.timeline() for spans in {*self.unlimited_spans} if spans is not None}
        return tuple(None if spans is None else made[spans] for spans in self.unlimited_spans)


@dataclass(frozen=True, slots=True)
class _Lane:
    """One member's part of a roster."""

    time: OpenTime
    spans: Spans
    overtime: OpenTime | None


@dataclass(frozen=True, slots=True)
class _Hours:
    """Open time cut to a run: the shifts from `first` up to but without `last`."""

    first: int
    last: int
    opens: Instants
    closes: Instants
    shift_ends: Instants


def draw_roster(plan: Plan, *, seed: int, replication: int) -> Roster:
    """The roster of one replication."""
    hours_of = _HoursOf(plan.horizon)
    absences = absent_days(plan.members, seed=seed, replication=replication)
    lanes = [
        _lane(member, absent, hours_of(member.time), seed, replication)
        for member, absent in zip(plan.members, absences, strict=True)
    ]
    offices = [_spans(hours_of(time), PACE) for time in plan.office_time]
    return Roster(
        time=tuple(lane.time for lane in lanes),
        spans=tuple(lane.spans for lane in lanes),
        unlimited_spans=tuple(
            offices[office] if unlimited else None
            for office, unlimited in zip(plan.queue_office, plan.queue_unlimited, strict=True)
        ),
        overtime=tuple(lane.overtime for lane in lanes),
    )


def timeline_of(time: OpenTime, pace: int, horizon: int, paces: Instants | None = None) -> Timeline:
    """Open time at a pace (`paces`: that of each span), cut to the run."""
    return spans_of(time, pace, horizon, paces).timeline()


def spans_of(time: OpenTime, pace: int, horizon: int, paces: Instants | None = None) -> Spans:
    """As `timeline_of`, as columns."""
    hours = _hours_within(time, horizon)
    return _spans(hours, pace, None if paces is None else paces[hours.first : hours.last])


class _HoursOf:
    """Open time cut to a run, once for all whose open time it is: people with the same hours share
    one value."""

    def __init__(self, horizon: int) -> None:
        self._horizon = horizon
        self._kept: dict[OpenTime, _Hours] = {}

    def __call__(self, time: OpenTime) -> _Hours:
        if time not in self._kept:
            self._kept[time] = _hours_within(time, self._horizon)
        return self._kept[time]


def _hours_within(time: OpenTime, horizon: int) -> _Hours:
    first = int(np.searchsorted(time.closes, 0, side="right"))
    last = max(first, int(np.searchsorted(time.opens, horizon)))
    day, closes = time.day[first:last], time.closes[first:last]
    ends = closes[np.searchsorted(day, day, side="right") - 1]
    return _Hours(first, last, np.maximum(time.opens[first:last], 0), closes, ends)


def _lane(member: Member, absent: Instants, hours: _Hours, seed: int, replication: int) -> _Lane:
    """When a member is there, at which pace, and the overtime in it."""
    gone = [absent]
    if member.vacancy > 0:
        gone.append(vacant_days(member, seed=seed, replication=replication))
    paces: Instants | None = None
    if member.holders is not None and member.holders.rate > 0:
        left = leavings(member, member.holders, seed=seed, replication=replication)
        by_day = pace_on(member.time.day, left, member.holders)
        gone.append(np.unique(member.time.day[by_day == 0]))
        paces = np.maximum(1, np.rint(member.pace * by_day)).astype(np.int64)
    time, overtime, away = member.time, member.overtime, np.concatenate(gone)
    if away.size == 0:
        paces = None if paces is None else paces[hours.first : hours.last]
        return _Lane(time, _spans(hours, member.pace, paces), overtime)
    kept = shifts_without(time, away)
    ahead = kept[np.searchsorted(kept, hours.first) : np.searchsorted(kept, hours.last)]
    paces = None if paces is None else paces[ahead]
    return _Lane(
        shifts_at(time, kept),
        _spans(hours, member.pace, paces, ahead - hours.first),
        None if overtime is None else without_days(overtime, away),
    )


def _spans(
    hours: _Hours, pace: int, paces: Instants | None = None, kept: Places | None = None
) -> Spans:
    """Hours at a pace (`paces`: that of each shift); only the shifts `kept`, where they are given:
    these are whole days, so what is left of a day closes when it did."""
    opens, closes, ends = hours.opens, hours.closes, hours.shift_ends
    if kept is not None:
        opens, closes, ends = opens[kept], closes[kept], ends[kept]
    done = np.zeros(opens.size + 1, dtype=np.int64)
    np.cumsum((closes - opens) * (pace if paces is None else paces), out=done[1:])
    return Spans(opens, closes, done, ends, pace, paces)
