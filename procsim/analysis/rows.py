"""What each activity of a log costs, and how much of it lies in the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.case_groups import facts_of
from procsim.analysis.timetable import timetable
from procsim.model.amounts import means_of
from procsim.model.calendars import OpenTime
from procsim.model.elements import Task
from procsim.simulation.log import Result
from procsim.units import HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.presence import Present
    from procsim.analysis.yardstick import Yardstick
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Roster

    Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Costs:
    """What each activity costs, in the reporting currency."""

    worked: Values
    """Its work at its member's rate; what was done in overtime at the price of that."""
    fixed: Values
    """The step's fixed cost, and its cost by the facts of the case: once per activity, when it is
    done, however many members it took."""
    overtime: Values
    """The part of `worked` that was done in overtime, and so is paid beside the post."""


def costs_of(yardstick: Yardstick, log: Log, present: Present, roster: Roster) -> Costs:
    """The costs of the activities of one replication."""
    rows, crews = log.activities, yardstick.crews
    rate = np.where(
        rows.member >= 0,
        np.append(crews.rate, 0.0)[rows.member],
        np.append(crews.queue_rate, 0.0)[rows.queue],
    )
    plain = rows.work / HOUR * rate * (rows.started >= 0)
    done = (rows.result == Result.DONE) & (rows.seat == 0)
    fixed = np.where(done, yardstick.fixed[rows.step], 0.0) + _by_facts(yardstick, log, done)
    if all(time is None for time in roster.overtime):
        return Costs(plain, fixed, np.zeros_like(plain))
    price = np.append(crews.overtime_price, 1.0)[rows.member]
    overtime = plain * _in_overtime(log, present, roster)
    return Costs(plain + overtime * (price - 1), fixed, overtime * price)


def _in_overtime(log: Log, present: Present, roster: Roster) -> Values:
    """The part of the open time of each activity that was its member's overtime."""
    rows = log.activities
    nothing = np.empty(0, dtype=np.int64)
    none = OpenTime(nothing, nothing, nothing)
    lanes = timetable([none if time is None else time for time in roster.overtime])
    has_some = np.array([time is not None and time.opens.size > 0 for time in roster.overtime])
    share = np.zeros(rows.case.size)
    some = np.flatnonzero((rows.member >= 0) & (rows.ended > rows.started))
    some = some[has_some[rows.member[some]]]
    member, begins, ends = rows.member[some], rows.started[some], rows.ended[some]
    open_ = present.time.between(member, begins, ends)
    share[some] = np.divide(
        lanes.between(member, begins, ends), open_, out=np.zeros(some.size), where=open_ > 0
    )
    return share


def _by_facts(yardstick: Yardstick, log: Log, done: NDArray[np.bool_]) -> Values:
    """What each done activity costs by the facts of its case, on average over what is drawn."""
    rows, plan = log.activities, yardstick.plan
    costs = np.zeros(rows.case.size)
    for number, (process, step) in enumerate(plan.names.steps):
        element = yardstick.model.processes[process].node[step]
        if isinstance(element, Task) and element.cost is not None:
            those = np.flatnonzero(done & (rows.step == number))
            facts = facts_of(yardstick.model, plan, log, rows.case[those])
            costs[those] = means_of(element.cost, facts)
    return costs


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
