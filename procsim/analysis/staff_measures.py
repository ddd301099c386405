"""What was worked and paid in the window, where it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.crews import member_capacity
from procsim.analysis.kpis import ALL, MEAN, TOTAL
from procsim.analysis.rows import cost_of_rows, share_in_window
from procsim.analysis.sheet import Groups, Sheet, totals
from procsim.model.calendars import open_before
from procsim.model.process import Task
from procsim.units import HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.yardstick import Yardstick
    from procsim.model.model import Model
    from procsim.simulation.log import Log
    from procsim.simulation.roster import Roster

    Values = NDArray[np.float64]


class StaffMeasures:
    """What was worked and paid in the window, where it was done."""

    def __init__(self, yardstick: Yardstick, log: Log, roster: Roster) -> None:
        self._yardstick = yardstick
        self._plan = yardstick.plan
        self._crews = yardstick.crews
        self._log = log
        rows = log.activities
        self._share = share_in_window(yardstick.plan, log)
        self._hours = rows.work / HOUR * self._share / yardstick.years
        self._money = cost_of_rows(yardstick, log) * self._share / yardstick.years
        self._crew = np.where(
            rows.member >= 0,
            np.append(self._crews.of_member, -1)[rows.member],
            np.append(self._crews.of_queue, -1)[rows.queue],
        )
        start, end = yardstick.plan.window
        bounds = np.array([start, end], dtype=np.int64)
        present = [int(np.diff(open_before(time, bounds))[0]) for time in roster.time]
        capacity = member_capacity(yardstick.plan, np.array(present, dtype=np.int64))
        self._capacity = totals(
            self._crews.of_member, capacity / yardstick.years, len(self._crews.ids)
        )

    def put(self, sheet: Sheet) -> None:
        """Add them for the whole, every office, tier, role and crew, and every step."""
        crews = self._crews
        tiers = self._yardstick.tiers
        position = {office: number for number, office in enumerate(self._plan.names.offices)}
        office = np.array([position[each] for each in crews.offices], dtype=np.int64)
        roles = tuple(dict.fromkeys(crews.roles))
        role = np.array([roles.index(each) for each in crews.roles], dtype=np.int64)
        count = len(crews.ids)
        self._put_scope(sheet, Groups(ALL, "process", (ALL,), np.zeros(count, dtype=np.int64)))
        self._put_scope(sheet, Groups(ALL, "office", self._plan.names.offices, office))
        self._put_scope(sheet, Groups(ALL, "tier", tiers, self._yardstick.tier_of[office]))
        self._put_scope(sheet, Groups(ALL, "role", roles, role))
        pools = Groups(ALL, "pool", crews.ids, np.arange(count))
        self._put_scope(sheet, pools)
        sheet.put(pools, "load", MEAN, "share", crews.load)
        sheet.put(pools, "backlog_growth", MEAN, "cases", self._backlog_growth())
        self._put_steps(sheet)

    def _put_scope(self, sheet: Sheet, groups: Groups) -> None:
        crews, count = self._crews, len(self._crews.ids)
        hours = totals(self._crew, self._hours, count)
        money = totals(self._crew, self._money, count)
        staffed = np.where(crews.is_unlimited, 0.0, 1.0)
        currency = f"{self._yardstick.model.currency}/year"
        capacity_cost = np.where(crews.is_unlimited, money, crews.cost)
        needed = np.divide(
            hours, crews.hours_per_post, out=np.zeros(count), where=crews.hours_per_post > 0
        )
        sheet.put(groups, "work_per_year", TOTAL, "h/year", groups.sums(hours))
        sheet.put(groups, "cost_of_work_per_year", TOTAL, currency, groups.sums(money))
        total = groups.sums(capacity_cost)
        if groups.scope == "process":
            total = total + _systems(self._yardstick.model)
        sheet.put(groups, "cost_of_capacity", TOTAL, currency, total)
        sheet.put_mean(groups, "utilisation", "share", hours * staffed, groups.sums(self._capacity))
        sheet.put(groups, "posts", TOTAL, "posts", groups.sums(crews.posts))
        sheet.put(groups, "posts_needed", TOTAL, "posts", groups.sums(needed + crews.other_work))

    def _put_steps(self, sheet: Sheet) -> None:
        steps = self._plan.names.steps
        tasks = [
            number
            for number, (process, step) in enumerate(steps)
            if isinstance(self._yardstick.model.processes[process].node[step], Task)
        ]
        position = np.full(len(steps), -1, dtype=np.int64)
        position[tasks] = np.arange(len(tasks))
        groups = Groups(
            tuple(steps[i][0] for i in tasks),
            "step",
            tuple(steps[i][1] for i in tasks),
            position[self._log.activities.step],
        )
        currency = f"{self._yardstick.model.currency}/year"
        sheet.put(groups, "work_per_year", TOTAL, "h/year", groups.sums(self._hours))
        sheet.put(groups, "cost_of_work_per_year", TOTAL, currency, groups.sums(self._money))

    def _backlog_growth(self) -> Values:
        """Slope of the cases waiting in the crews' queues at month-ends, per month."""
        rows = self._log.activities
        group = np.array(self._plan.queue_group)[rows.queue]
        queued = (rows.queue >= 0) & (group >= 0)
        ends = _month_ends(self._plan.window)
        count = int(group.max(initial=-1)) + 1
        backlog = np.zeros((len(ends), max(count, int(self._crews.group.max(initial=-1)) + 1)))
        started = np.where(rows.started < 0, self._plan.horizon, rows.started)
        for number, instant in enumerate(ends):
            waiting = queued & (rows.queued <= instant) & (started > instant)
            backlog[number] = np.bincount(group[waiting], minlength=backlog.shape[1])
        months = np.arange(len(ends)) - (len(ends) - 1) / 2
        slope = months @ backlog / (months @ months) if len(ends) > 1 else backlog[0] * 0
        return np.where(self._crews.group >= 0, np.append(slope, np.nan)[self._crews.group], np.nan)


def _month_ends(window: tuple[int, int]) -> list[int]:
    """Thirteen instants that cut the window into twelve equal parts."""
    start, end = window
    return [start + (end - start) * part // 12 for part in range(13)]


def _systems(model: Model) -> float:
    return sum(
        model.in_reporting_currency(system.cost.amount, system.cost.currency)
        for system in model.systems.values()
    )
