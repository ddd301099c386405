"""When each member can work in one replication: open time without the days of absence.

Leave, sickness and training are whole working days, as many as the model says in every calendar
year. Each absence has an address (roles, office, member, year, occurrence); its draw chooses where
among the year's days that are still free it begins, and it takes as many free days as it has.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.model.open_time import without_days
from procsim.simulation.addresses import Purpose, absorb, address, uniforms
from procsim.simulation.plan import PACE

if TYPE_CHECKING:
    from procsim.model.open_time import OpenTime
    from procsim.simulation.plan import Instants, Member, Plan


@dataclass(frozen=True, slots=True)
class Timeline:
    """A member's spans as lists for an engine: `done` is the work (µs × pace) possible before each
    span, with the total as its last entry; `shift_ends` is the closing of the span's day."""

    opens: list[int]
    closes: list[int]
    done: list[int]
    shift_ends: list[int]
    pace: int

    def span_at(self, instant: int) -> int:
        """The first span that closes after `instant` (the number of spans if none does)."""
        return bisect_right(self.closes, instant)

    def done_before(self, instant: int) -> int:
        """The work (µs × pace) that was possible before `instant`."""
        span = bisect_right(self.opens, instant) - 1
        if span < 0:
            return 0
        return self.done[span] + (min(instant, self.closes[span]) - self.opens[span]) * self.pace

    def finish(self, span: int, instant: int, work: int) -> int | None:
        """When `work` µs at full pace, taken up at `instant` within `span`, are done; None if the
        timeline ends first. Work ends at the first microsecond that reaches its total."""
        if work == 0:
            return instant
        done = self.done
        total = done[span] + (instant - self.opens[span]) * self.pace + work * PACE
        if total > done[-1]:
            return None
        last = bisect_left(done, total, span + 1) - 1
        return self.opens[last] - (done[last] - total) // self.pace


@dataclass(frozen=True, slots=True)
class Roster:
    """The members' spans in one replication, as arrays for measuring and lists for the engine."""

    time: tuple[OpenTime, ...]
    timelines: tuple[Timeline, ...]
    unlimited: tuple[Timeline | None, ...]
    """By queue: the office's open time at full pace, for queues without members."""


def draw_roster(plan: Plan, *, seed: int, replication: int) -> Roster:
    """The roster of one replication."""
    times = tuple(_present(member, seed, replication) for member in plan.members)
    return Roster(
        time=times,
        timelines=tuple(
            _timeline(time, member.pace, plan.horizon)
            for time, member in zip(times, plan.members, strict=True)
        ),
        unlimited=tuple(
            _timeline(plan.office_time[office], PACE, plan.horizon) if unlimited else None
            for office, unlimited in zip(plan.queue_office, plan.queue_unlimited, strict=True)
        ),
    )


def absent_days(member: Member, *, seed: int, replication: int) -> Instants:
    """The ordinals of the days on which a member is absent, sorted."""
    away: list[int] = []
    for year, days in enumerate(member.years):
        free = days.tolist()
        if not free:
            continue
        state = address(seed, replication, member.luck, Purpose.ABSENCE, year)
        lengths = list(member.away)
        occurrences = np.arange(len(lengths) + 2, dtype=np.uint64)
        draws = uniforms(absorb(np.full_like(occurrences, state), occurrences))
        if draws[0] < member.away_fraction:
            lengths.append(1)
        for length, draw in zip(lengths, draws[1:].tolist(), strict=False):
            first = int(draw * len(free))
            away += free[first : first + length]
            rest = length - (len(free) - first)  # what goes on from the first free day of the year
            del free[first : first + length]
            if rest > 0:
                away += free[:rest]
                del free[:rest]
            if not free:
                break
    return np.array(sorted(away), dtype=np.int64)


def _present(member: Member, seed: int, replication: int) -> OpenTime:
    if not member.away and member.away_fraction == 0:
        return member.time
    return without_days(member.time, absent_days(member, seed=seed, replication=replication))


def _timeline(time: OpenTime, pace: int, horizon: int) -> Timeline:
    """Cut to the run."""
    ahead = (time.closes > 0) & (time.opens < horizon)
    opens, closes, day = np.maximum(time.opens[ahead], 0), time.closes[ahead], time.day[ahead]
    done = np.concatenate(([0], np.cumsum((closes - opens) * pace)))
    last = np.append(day[1:] != day[:-1], True) if day.size else np.zeros(0, dtype=bool)
    ends = closes[last][np.searchsorted(np.flatnonzero(last), np.arange(day.size))]
    return Timeline(opens.tolist(), closes.tolist(), done.tolist(), ends.tolist(), pace)
