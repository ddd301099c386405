"""What activities cost, and how much of them lies in the window: block by block of a log.

A log may be large: what is worked out for each activity is held for a block of them at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.analysis.case_groups import Facts
from procsim.analysis.timetable import timetable
from procsim.model.amounts import means_of
from procsim.model.calendars import OpenTime
from procsim.simulation.log import Result
from procsim.units import HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from procsim.analysis.presence import Present
    from procsim.analysis.yardstick import WorkYardstick
    from procsim.simulation.log import Activities, Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Roster

    Values = NDArray[np.float64]

BLOCK: Final = 1 << 18
"""Activities of a block."""


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


@dataclass(frozen=True, slots=True)
class Block:
    """Some consecutive activities of a log, from the place `first` on, and what they cost."""

    first: int
    rows: Activities
    costs: Costs


def blocks_of(
    yardstick: WorkYardstick, log: Log, present: Present, roster: Roster
) -> Iterator[Block]:
    """The activities of a log, block by block."""
    for first in range(0, log.activities.case.size, BLOCK):
        rows = log.activities.those(slice(first, first + BLOCK))
        yield Block(first, rows, costs_of(yardstick, log, rows, present, roster))


def costs_of(
    yardstick: WorkYardstick, log: Log, rows: Activities, present: Present, roster: Roster
) -> Costs:
    """The costs of some activities of one replication."""
    crews = yardstick.crews
    rate = np.where(
        rows.member >= 0,
        np.append(crews.rate, 0.0)[rows.member],
        np.append(crews.queue_rate, 0.0)[rows.queue],
    )
    plain = rows.work / HOUR * rate * (rows.started >= 0)
    done = (rows.result == Result.DONE) & (rows.seat == 0)
    fixed = np.where(done, yardstick.fixed[rows.step], 0.0)
    fixed += _by_facts(yardstick, log, rows, done)
    if all(time is None for time in roster.overtime):
        return Costs(plain, fixed, np.zeros_like(plain))
    price = np.append(crews.overtime_price, 1.0)[rows.member]
    overtime = plain * _in_overtime(rows, present, roster)
    return Costs(plain + overtime * (price - 1), fixed, overtime * price)


def _in_overtime(rows: Activities, present: Present, roster: Roster) -> Values:
    """The part of the open time of each activity that was its member's overtime."""
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


def _by_facts(
    yardstick: WorkYardstick, log: Log, rows: Activities, done: NDArray[np.bool_]
) -> Values:
    """What each done activity costs by the facts of its case, on average over what is drawn."""
    costs = np.zeros(rows.case.size)
    for step, cost in yardstick.costs_by_facts:
        those = np.flatnonzero(done & (rows.step == step))
        costs[those] = means_of(cost, Facts(yardstick, log, rows.case[those]))
    return costs


def share_in_window(plan: Plan, rows: Activities, present: Present) -> Values:
    """For each activity the part of its work that lies in the window: for work that crosses a bound
    of it, the part of the open time in which it was in hand."""
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


def paid_in_window(plan: Plan, rows: Activities) -> Values:
    """For each activity 1 if it ended in the window, when its fixed cost is paid, else 0."""
    start, end = plan.window
    return ((rows.ended >= start) & (rows.ended < end)).astype(np.float64)
