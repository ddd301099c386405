"""Many open times laid end to end, so that one search answers for thousands of spans at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from procsim.model.calendars import OpenTime
    from procsim.simulation.log import Codes

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
    """Before the first entry stands one for what lies before all intervals."""
    before: Numbers
    """Open µs of all intervals before each, over all lanes; the total is the last entry."""

    def between(self, lane: Numbers | Codes, begins: Numbers, ends: Numbers) -> Numbers:
        """Open µs of a lane between two instants (not earlier than begins), for each of many."""
        base = lane.astype(np.int64, copy=False) * self.width
        at, until = (
            base + np.clip(each - self.first, 0, self.width - 1) for each in (begins, ends)
        )
        begun = np.searchsorted(self.opens, at, side="right")
        # Most work is done, and many waits are over, before the interval at hand closes.
        found = until - at
        longer = np.flatnonzero(self.closes[begun] < until)
        before = self._up_to(begun[longer], at[longer])
        until = until[longer]
        begun = np.searchsorted(self.opens, until, side="right")
        found[longer] = self._up_to(begun, until) - before
        return found

    def _up_to(self, begun: Numbers, at: Numbers) -> Numbers:
        """Open µs before places on the axis, so many intervals having begun."""
        unfinished = np.maximum(self.closes[begun] - at, 0)
        return np.asarray(self.before[begun] - unfinished, dtype=np.int64)


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
    return Timetable(first, width, opens, np.concatenate(([0], closes)), before)
