"""When each member can work in one replication: open time without the days on which nobody is
there, at the pace of those who are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from procsim.model.open_time import without_days
from procsim.simulation.absences import absent_days, leavings, pace_on, vacant_days
from procsim.simulation.plan import PACE

if TYPE_CHECKING:
    from procsim.model.open_time import OpenTime
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


@dataclass(frozen=True, slots=True)
class Roster:
    """The members' spans in one replication, as arrays for measuring and lists for the engine."""

    time: tuple[OpenTime, ...]
    timelines: tuple[Timeline, ...]
    unlimited: tuple[Timeline | None, ...]
    """By queue: the office's open time at full pace, for queues without members."""
    overtime: tuple[OpenTime | None, ...] = ()
    """By member the part of `time` that is overtime."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One member's part of a roster."""

    time: OpenTime
    timeline: Timeline
    overtime: OpenTime | None


def draw_roster(plan: Plan, *, seed: int, replication: int) -> Roster:
    """The roster of one replication."""
    lanes = [_member(plan, member, seed, replication) for member in plan.members]
    return Roster(
        time=tuple(lane.time for lane in lanes),
        timelines=tuple(lane.timeline for lane in lanes),
        unlimited=tuple(
            timeline_of(plan.office_time[office], PACE, plan.horizon) if unlimited else None
            for office, unlimited in zip(plan.queue_office, plan.queue_unlimited, strict=True)
        ),
        overtime=tuple(lane.overtime for lane in lanes),
    )


def _member(plan: Plan, member: Member, seed: int, replication: int) -> Lane:
    """When a member is there, at which pace, and the overtime in it."""
    gone = [np.empty(0, np.int64)]
    if member.away or member.away_fraction > 0:
        gone.append(absent_days(member, seed=seed, replication=replication))
    if member.vacancy > 0:
        gone.append(vacant_days(member, seed=seed, replication=replication))
    paces: Instants | None = None
    if member.holders is not None and member.holders.rate > 0:
        left = leavings(member, member.holders, seed=seed, replication=replication)
        by_day = pace_on(member.time.day, left, member.holders)
        gone.append(np.unique(member.time.day[by_day == 0]))
        paces = np.maximum(1, np.rint(member.pace * by_day)).astype(np.int64)
    if len(gone) == 1:
        time, kept = member.time, None
    else:
        away = np.concatenate(gone)
        time, kept = without_days(member.time, away), ~np.isin(member.time.day, away)
    overtime = member.overtime
    if overtime is not None and len(gone) > 1:
        overtime = without_days(overtime, np.concatenate(gone))
    if paces is not None and kept is not None:
        paces = paces[kept]
    return Lane(time, timeline_of(time, member.pace, plan.horizon, paces), overtime)


def timeline_of(time: OpenTime, pace: int, horizon: int, paces: Instants | None = None) -> Timeline:
    """Open time at a pace (`paces`: that of each span), cut to the run."""
    ahead = (time.closes > 0) & (time.opens < horizon)
    opens, closes, day = np.maximum(time.opens[ahead], 0), time.closes[ahead], time.day[ahead]
    own = pace if paces is None else paces[ahead]
    done = np.concatenate(([0], np.cumsum((closes - opens) * own)))
    last = np.append(day[1:] != day[:-1], True) if day.size else np.zeros(0, dtype=bool)
    ends = closes[last][np.searchsorted(np.flatnonzero(last), np.arange(day.size))]
    varied = [] if paces is None else paces[ahead].tolist()
    return Timeline(opens.tolist(), closes.tolist(), done.tolist(), ends.tolist(), pace, varied)
