"""Many open times laid end to end, so that one search answers for thousands of spans at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from procsim.model.calendars import OpenTime

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Timetable:
    """Open times as *lanes* of one axis: an instant t of lane n stands at n × width + t − first.

    Exact: integers throughout. Lanes are as long as the longest open time, so no two of them touch.
    """

    first: int
    width: int
    opens: Numbers
    closes: Numbers
    before: Numbers
    """Open µs of all intervals before each, over all lanes; the total is the last entry."""

    def between(self, lane: Numbers, begins: Numbers, ends: Numbers) -> Numbers:
        """Open µs of a lane between two instants, for each of many."""
        return self._up_to(lane, ends) - self._up_to(lane, begins)

    def _up_to(self, lane: Numbers, instants: Numbers) -> Numbers:
        """Open µs of all lanes before this one, and of this one before each instant."""
        at = lane * self.width + np.clip(instants - self.first, 0, self.width - 1)
        begun = np.searchsorted(self.opens, at, side="right")
        unfinished = self.closes[np.maximum(begun - 1, 0)] - at
        return self.before[begun] - np.where(begun > 0, np.maximum(unfinished, 0), 0)


def timetable(times: Sequence[OpenTime]) -> Timetable:
    """Lane n is the n-th open time."""
    some = [time for time in times if time.opens.size]
    if not some:
        nothing = np.zeros(1, dtype=np.int64)
        return Timetable(0, 1, nothing[:0], nothing, nothing)
    first = min(int(time.opens[0]) for time in some)
    width = max(int(time.closes[-1]) for time in some) - first + 2
    offsets = np.repeat(
        np.arange(len(times), dtype=np.int64) * width - first, [time.opens.size for time in times]
    )
    opens = np.concatenate([time.opens for time in times]) + offsets
    closes = np.concatenate([time.closes for time in times]) + offsets
    before = np.concatenate(([0], np.cumsum(closes - opens)))
    return Timetable(first, width, opens, closes, before)
