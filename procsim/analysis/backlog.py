"""Whether the queues of a group fill up in the course of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.analysis.kpis import MEAN
from procsim.analysis.sheet import totals
from procsim.analysis.staff_measures import pools_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.rows import Block
    from procsim.analysis.sheet import Sheet
    from procsim.analysis.yardstick import Yardstick

    Values = NDArray[np.float64]

_PARTS: Final = 12
"""The window is cut into this many equal parts to see whether a backlog grows."""


class Backlog:
    """The waiting in the queues of each group, from part to part of the window.

    The first quarter of the window is left out: a run that starts empty fills up in it, which is
    no sign of instability.
    """

    def __init__(self, yardstick: Yardstick, finished: int) -> None:
        self._yardstick = yardstick
        plan = yardstick.plan
        start, end = plan.window
        self._finished = finished
        self._group = np.append(np.array(plan.queue_group, dtype=np.int64), -1)
        """By queue."""
        parts = range(_PARTS // 4, _PARTS + 1)
        self._bounds = np.array([start + (end - start) * part // _PARTS for part in parts])
        groups = int(self._group.max(initial=-1)) + 1
        self._waited = np.zeros((self._bounds.size, groups))
        """µs waited before each bound."""

    def add(self, block: Block) -> None:
        """Add the waiting of the activities of a block."""
        rows = block.rows
        group = self._group[rows.queue]
        queued = np.flatnonzero((group >= 0) & (rows.seat == 0))
        group, begins = group[queued], rows.queued[queued]
        ends = np.where(rows.started < 0, self._finished, rows.started)[queued]
        bounds, groups = self._waited.shape
        first, last = (np.searchsorted(self._bounds, each) for each in (begins, ends))
        # From the first bound after its end on, an activity has waited its whole time.
        whole = totals(last * groups + group, ends - begins, (bounds + 1) * groups)
        self._waited += np.cumsum(whole.reshape(-1, groups)[:-1], axis=0)
        across = np.flatnonzero(first < last)
        first, last, group, begins = (each[across] for each in (first, last, group, begins))
        for number, bound in enumerate(self._bounds.tolist()):
            those = (first <= number) & (number < last)
            self._waited[number] += totals(group[those], bound - begins[those], groups)

    def put(self, sheet: Sheet) -> None:
        """Add the load of every crew, and how fast the backlog of its group grows."""
        pools = pools_of(self._yardstick.crews)
        growth = np.append(self._growth(self._yardstick.years), np.nan)
        sheet.put(pools, "load", MEAN, "share", self._yardstick.load)
        sheet.put(pools, "backlog_growth", MEAN, "cases", growth[self._yardstick.group])

    def _growth(self, years: float) -> Values:
        """By group: least-squares slope, per month, of the mean number waiting in each part."""
        backlog = np.diff(self._waited, axis=0) / np.diff(self._bounds)[:, None]
        months = np.arange(backlog.shape[0]) * (12 * years / _PARTS)
        months = months - months.mean()
        return np.asarray(months @ backlog / (months @ months), dtype=np.float64)
