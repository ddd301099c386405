"""What each activity of a log costs, and how much of it lies in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.log import Result
from procsim.units import HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.presence import Present
    from procsim.analysis.yardstick import Yardstick
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan

    Values = NDArray[np.float64]


def share_in_window(plan: Plan, log: Log, present: Present) -> Values:
    """For each activity the part of its work that lies in the window: for work that crosses a bound
    of it, the part of the open time in which it was in hand."""
    rows = log.activities
    start, end = plan.window
    begun = rows.started >= 0
    share = (begun & (rows.started >= start) & (rows.started < end)).astype(np.float64)
    crosses = (rows.started < start) & (rows.ended > start)
    crosses |= (rows.started < end) & (rows.ended > end)
    some = np.flatnonzero(crosses & begun & (rows.queue >= 0))
    lane = np.where(rows.member >= 0, rows.member, present.lane_of_queue(rows.queue))[some]
    begins, ends = rows.started[some], rows.ended[some]
    inside = present.time.between(lane, np.clip(begins, start, end), np.clip(ends, start, end))
    open_ = present.time.between(lane, begins, ends)
    share[some] = np.divide(inside, open_, out=np.zeros(some.size), where=open_ > 0)
    return share


def paid_in_window(plan: Plan, log: Log) -> Values:
    """For each activity 1 if it ended in the window, when its fixed cost is paid, else 0."""
    start, end = plan.window
    ended = log.activities.ended
    return ((ended >= start) & (ended < end)).astype(np.float64)


def cost_of_rows(yardstick: Yardstick, log: Log) -> tuple[Values, Values]:
    """What each activity costs, in the reporting currency: its work at its member's rate, and the
    step's fixed cost (once per activity, when it is done)."""
    rows = log.activities
    crews = yardstick.crews
    rate = np.where(
        rows.member >= 0,
        np.append(crews.rate, 0.0)[rows.member],
        np.append(crews.queue_rate, 0.0)[rows.queue],
    )
    fixed = np.where(rows.result == Result.DONE, yardstick.fixed[rows.step], 0.0)
    return rows.work / HOUR * rate * (rows.started >= 0), fixed
