"""What was worked and paid in the window, where it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.analysis.crews import member_capacity
from procsim.analysis.kpis import ALL, MEAN, TOTAL
from procsim.analysis.rows import paid_in_window, share_in_window
from procsim.analysis.sheet import Groups, Sheet, totals
from procsim.model.elements import Task
from procsim.units import HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.presence import Present
    from procsim.analysis.rows import Costs
    from procsim.analysis.yardstick import Yardstick
    from procsim.model.model import Model
    from procsim.simulation.log import Log

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]

_PARTS: Final = 12
"""The window is cut into this many equal parts to see whether a backlog grows."""


class StaffMeasures:
    """What was worked and paid in the window, where it was done."""

    def __init__(self, yardstick: Yardstick, log: Log, present: Present, costs: Costs) -> None:
        self._yardstick = yardstick
        self._plan = yardstick.plan
        self._crews = yardstick.crews
        self._log = log
        rows = log.activities
        years = yardstick.years
        share = share_in_window(yardstick.plan, log, present)
        self.hours = rows.work / HOUR * share / years
        """Hours a year of each activity, as far as it lies in the window."""
        self._fixed = costs.fixed * paid_in_window(yardstick.plan, log) / years
        self._money = costs.worked * share / years + self._fixed
        self._beside = self._fixed + costs.overtime * share / years
        """What is paid beside the posts."""
        self._crew = np.where(
            rows.member >= 0,
            np.append(self._crews.of_member, -1)[rows.member],
            np.append(self._crews.of_queue, -1)[rows.queue],
        )
        members = np.arange(len(self._plan.members), dtype=np.int64)
        bounds = [np.full(members.size, bound, dtype=np.int64) for bound in self._plan.window]
        open_ = present.time.between(members, *bounds)
        capacity = member_capacity(self._plan, open_) / years
        self._capacity = totals(self._crews.of_member, capacity, len(self._crews.ids))

    def put(self, sheet: Sheet) -> None:
        """Add them for the whole, every office, tier, role and crew; every process and step."""
        crews = self._crews
        position = {office: number for number, office in enumerate(self._plan.names.offices)}
        office = np.array([position[each] for each in crews.offices], dtype=np.int64)
        roles = tuple(dict.fromkeys(crews.roles))
        role = np.array([roles.index(each) for each in crews.roles], dtype=np.int64)
        count = len(crews.ids)
        tier = self._yardstick.tier_of[office]
        pools = Groups(ALL, "pool", crews.ids, np.arange(count))
        scopes = [
            Groups(ALL, "process", (ALL,), np.zeros(count, dtype=np.int64)),
            Groups(ALL, "office", self._plan.names.offices, office),
            Groups(ALL, "tier", self._yardstick.tiers, tier),
            Groups(ALL, "role", roles, role),
            pools,
        ]
        hours, money, beside = (
            totals(self._crew, values, count) for values in (self.hours, self._money, self._beside)
        )
        for groups in scopes:
            self._put_scope(sheet, groups, hours, money, beside)
        sheet.put(pools, "load", MEAN, "share", crews.load)
        sheet.put(pools, "backlog_growth", MEAN, "cases", self._backlog_growth())
        self._put_processes(sheet)
        steps = self._yardstick.steps((Task,), self._log.activities.step)
        self._put_work(sheet, steps, steps.sums(self.hours), steps.sums(self._money))

    def _put_scope(
        self, sheet: Sheet, groups: Groups, hours: Values, money: Values, beside: Values
    ) -> None:
        crews = self._crews
        whole = groups.scope == "process"
        nowhere = self._crew < 0
        # The fees of systems' steps are paid in no office, the systems neither.
        fees = float(self._fixed[nowhere].sum()) if whole else 0.0
        running = _systems(self._yardstick.model) if whole else 0.0
        self._put_work(sheet, groups, groups.sums(hours), groups.sums(money) + fees)
        capacity_cost = groups.sums(np.where(crews.is_unlimited, money, crews.cost + beside))
        currency = f"{self._yardstick.model.currency}/year"
        sheet.put(groups, "cost_of_capacity", TOTAL, currency, capacity_cost + fees + running)
        staffed = np.where(crews.is_unlimited, 0.0, hours)
        sheet.put_mean(groups, "utilisation", "share", staffed, groups.sums(self._capacity))
        sheet.put(groups, "posts", TOTAL, "posts", groups.sums(crews.posts))
        needed = np.divide(
            hours, crews.hours_per_post, out=np.zeros(hours.size), where=crews.hours_per_post > 0
        )
        sheet.put(groups, "posts_needed", TOTAL, "posts", groups.sums(needed + crews.other_work))

    def _put_processes(self, sheet: Sheet) -> None:
        """Every process, and its work by tier of the office where it is done."""
        names, rows = self._plan.names, self._log.activities
        process = np.array(self._plan.step_process, dtype=np.int64)[rows.step]
        whole = Groups(names.processes, "process", names.processes, process)
        self._put_work(sheet, whole, whole.sums(self.hours), whole.sums(self._money))
        tiers = self._yardstick.tiers
        tier = np.append(self._yardstick.tier_of[list(self._plan.queue_office)], -1)[rows.queue]
        code = np.where(tier < 0, -1, process * len(tiers) + tier)
        split = Groups(
            tuple(name for name in names.processes for _ in tiers),
            "tier",
            tiers * len(names.processes),
            code,
        )
        self._put_work(sheet, split, split.sums(self.hours), split.sums(self._money))

    def _put_work(self, sheet: Sheet, groups: Groups, hours: Values, money: Values) -> None:
        sheet.put(groups, "work_per_year", TOTAL, "h/year", hours)
        currency = f"{self._yardstick.model.currency}/year"
        sheet.put(groups, "cost_of_work_per_year", TOTAL, currency, money)

    def _backlog_growth(self) -> Values:
        """By crew: least-squares slope, per month, of the mean number waiting in the queues of its
        group in each part of the window.

        The first quarter of the window is left out: a run that starts empty fills up in it, which
        is no sign of instability.
        """
        rows, group_of = self._log.activities, np.array(self._plan.queue_group, dtype=np.int64)
        group = np.append(group_of, -1)[rows.queue]
        queued = np.flatnonzero((group >= 0) & (rows.seat == 0))
        begins, group = rows.queued[queued], group[queued]
        ends = np.where(rows.started < 0, self._log.finished, rows.started)[queued]
        start, end = self._plan.window
        count = int(group_of.max(initial=-1)) + 1
        bounds = [start + (end - start) * part // _PARTS for part in range(_PARTS // 4, _PARTS + 1)]
        waited = np.zeros((len(bounds), count))
        for number, instant in enumerate(bounds):
            until = np.clip(instant - begins, 0, ends - begins).astype(np.float64)
            waited[number] = totals(group, until, count)
        backlog = np.diff(waited, axis=0) / np.diff(bounds)[:, None]
        months = np.arange(backlog.shape[0]) * (12 * self._yardstick.years / _PARTS)
        months = months - months.mean()
        slope = months @ backlog / (months @ months)
        return np.where(self._crews.group >= 0, np.append(slope, np.nan)[self._crews.group], np.nan)


def _systems(model: Model) -> float:
    return sum(
        model.in_reporting_currency(system.cost.amount, system.cost.currency)
        for system in model.systems.values()
    )
