"""Open time: when a calendar in a zone is open, as sorted, disjoint intervals of UTC µs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Instants = NDArray[np.int64]
    Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class OpenTime:
    """Intervals [opens, closes) in µs since 1970-01-01T00:00Z, ascending and disjoint.

    `day` is the proleptic ordinal of the local day each shift belongs to, the day it opens:
    ascending too.
    """

    day: Instants
    opens: Instants
    closes: Instants

    @property
    def total(self) -> int:
        """Open µs altogether."""
        return int(np.sum(self.closes - self.opens))


def part_of(open_time: OpenTime, fraction: float) -> OpenTime:
    """The first `fraction` (0 to 1) of the open time of each day, to the nearest µs."""
    lengths = open_time.closes - open_time.opens
    _, first, day_index = np.unique(open_time.day, return_index=True, return_inverse=True)
    before = np.cumsum(lengths) - lengths
    within_day = before - before[first][day_index]
    wanted = np.rint(_sum_by(day_index, lengths, first.size) * fraction).astype(np.int64)
    taken = np.clip(wanted[day_index] - within_day, 0, lengths)
    kept = taken > 0
    return OpenTime(open_time.day[kept], open_time.opens[kept], (open_time.opens + taken)[kept])


def on_weekdays(open_time: OpenTime, weekdays: frozenset[int]) -> OpenTime:
    """Only the shifts of these weekdays (Monday 0)."""
    kept = np.isin((open_time.day - 1) % 7, sorted(weekdays))
    return shifts_at(open_time, np.flatnonzero(kept))


def without_days(open_time: OpenTime, days: Instants) -> OpenTime:
    """Without the shifts of these days (ordinals)."""
    return shifts_at(open_time, shifts_without(open_time, days))


def shifts_without(open_time: OpenTime, days: Instants) -> Places:
    """The places of the shifts that are not on these days (ordinals)."""
    day = open_time.day
    if day.size == 0:
        return np.zeros(0, dtype=np.intp)
    first, last = day[0], day[-1]
    is_gone = np.zeros(last - first + 1, dtype=np.bool_)
    is_gone[days[(days >= first) & (days <= last)] - first] = True
    return np.flatnonzero(~is_gone[day - first])


def shifts_at(open_time: OpenTime, places: Places) -> OpenTime:
    """Only the shifts at these places."""
    return OpenTime(open_time.day[places], open_time.opens[places], open_time.closes[places])


def open_before(open_time: OpenTime, instants: Instants) -> Instants:
    """Open µs before each instant (UTC µs)."""
    lengths = open_time.closes - open_time.opens
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    begun = np.searchsorted(open_time.opens, instants, side="right")
    if lengths.size == 0:
        return np.zeros_like(instants)
    current = np.maximum(begun - 1, 0)
    unfinished = np.maximum(open_time.closes[current] - instants, 0)
    return before[begun] - np.where(begun > 0, unfinished, 0)


def amount_between(open_time: OpenTime, a: int, b: int) -> int:
    """Open µs from `a` to `b` (UTC µs); negative where `b` is before `a`."""
    at_a, at_b = open_before(open_time, np.array([a, b], dtype=np.int64))
    return int(at_b - at_a)


def union(intervals: Sequence[tuple[Instants, Instants]]) -> tuple[Instants, Instants]:
    """When at least one of several (opens, closes) is open; intervals that touch become one."""
    nothing = np.empty(0, np.int64)
    opens = np.concatenate([nothing, *(opens for opens, _ in intervals)])
    closes = np.concatenate([nothing, *(closes for _, closes in intervals)])
    order = np.argsort(opens, kind="stable")
    opens, reach = opens[order], np.maximum.accumulate(closes[order])
    begins = np.ones(opens.size, np.bool_)
    begins[1:] = opens[1:] > reach[:-1]
    ends = np.ones(opens.size, np.bool_)
    ends[:-1] = begins[1:]
    return opens[begins], reach[ends]


def _sum_by(group: NDArray[np.intp], values: Instants, groups: int) -> Instants:
    sums = np.zeros(groups, np.int64)
    np.add.at(sums, group, values)
    return sums
