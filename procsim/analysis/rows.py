"""What each activity of a log costs, and how much of it lies in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.log import Result
from procsim.units import HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.yardstick import Yardstick
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan


def share_in_window(plan: Plan, log: Log) -> NDArray[np.float64]:
    """For each activity the part of its work that lies in the window, by elapsed time for work
    that crosses a bound of it."""
    rows = log.activities
    start, end = plan.window
    begun = rows.started >= 0
    inside = np.clip(rows.ended, start, end) - np.clip(rows.started, start, end)
    length = rows.ended - rows.started
    instant = begun & (length == 0) & (rows.started >= start) & (rows.started < end)
    share = np.divide(inside, length, out=np.zeros(length.size), where=begun & (length > 0))
    return np.where(instant, 1.0, share)


def cost_of_rows(yardstick: Yardstick, log: Log) -> NDArray[np.float64]:
    """What each activity costs: its work at its member's rate, and the step's fixed cost."""
    rows = log.activities
    crews = yardstick.crews
    rate = np.where(
        rows.member >= 0,
        np.append(crews.rate, 0.0)[rows.member],
        np.append(crews.queue_rate, 0.0)[rows.queue],
    )
    fixed = np.where(rows.result == Result.DONE, yardstick.fixed[rows.step], 0.0)
    return rows.work / HOUR * rate * (rows.started >= 0) + fixed
