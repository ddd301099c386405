"""What was worked and paid in the window, where it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.crews import member_capacity
from procsim.analysis.kpis import ALL, TOTAL
from procsim.analysis.rows import paid_in_window, share_in_window
from procsim.analysis.sheet import Groups, Sheet, totals
from procsim.model.elements import Task
from procsim.units import HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.crews import Crews
    from procsim.analysis.presence import Present
    from procsim.analysis.rows import Block
    from procsim.analysis.yardstick import WorkYardstick
    from procsim.model.model import Model

    Values = NDArray[np.float64]


class StaffMeasures:
    """What was worked and paid in the window, where it was done."""

    def __init__(self, yardstick: WorkYardstick, present: Present) -> None:
        self._yardstick = yardstick
        self._plan = yardstick.plan
        self._crews = yardstick.crews
        self._present = present
        crews, steps = len(self._crews.ids), len(self._plan.step_process)
        self._hours, self._money, self._beside = (np.zeros(crews) for _ in range(3))
        """By crew: hours of work, what they cost, and what is paid beside the posts, a year."""
        self._fees = 0.0
        """What is paid a year for steps of systems, in no office."""
        self._tier = np.append(yardstick.tier_of[list(self._plan.queue_office)], -1)
        """By queue."""
        places = steps * (len(yardstick.tiers) + 1)
        self._step_hours, self._step_money = np.zeros(places), np.zeros(places)
        """By step and tier of the office where it is done (first those done nowhere)."""
        self._capacity = self._member_hours(present)

    def add(self, block: Block) -> None:
        """Add up the activities of a block."""
        rows, years = block.rows, self._yardstick.years
        share = share_in_window(self._plan, rows, self._present) / years
        hours = rows.work / HOUR * share
        fixed = block.costs.fixed * paid_in_window(self._plan, rows) / years
        money = block.costs.worked * share + fixed
        beside = fixed + block.costs.overtime * share
        crew = np.where(
            rows.member >= 0,
            np.append(self._crews.of_member, -1)[rows.member],
            np.append(self._crews.of_queue, -1)[rows.queue],
        )
        count = self._hours.size
        self._hours += totals(crew, hours, count)
        self._money += totals(crew, money, count)
        self._beside += totals(crew, beside, count)
        self._fees += float(fixed[crew < 0].sum())
        place = rows.step * (len(self._yardstick.tiers) + 1) + self._tier[rows.queue] + 1
        self._step_hours += totals(place, hours, self._step_hours.size)
        self._step_money += totals(place, money, self._step_hours.size)

    @property
    def step_hours(self) -> Values:
        """By step: hours of work a year that lie in the window."""
        by_tier = self._step_hours.reshape(len(self._plan.step_process), -1)
        return np.asarray(by_tier.sum(axis=1), dtype=np.float64)

    def _member_hours(self, present: Present) -> Values:
        """By crew: the hours of work a year that its members could do in the window."""
        members = np.arange(len(self._plan.members), dtype=np.int64)
        bounds = [np.full(members.size, bound, dtype=np.int64) for bound in self._plan.window]
        open_ = present.time.between(members, *bounds)
        capacity = member_capacity(self._plan, open_) / self._yardstick.years
        return totals(self._crews.of_member, capacity, len(self._crews.ids))

    def put_whole(self, sheet: Sheet) -> None:
        """Add them for the whole."""
        everywhere = np.zeros(len(self._crews.ids), dtype=np.int64)
        self._put_scope(sheet, Groups(ALL, "process", (ALL,), everywhere))

    def put_places(self, sheet: Sheet) -> None:
        """Add them for every office, tier, role and crew."""
        crews = self._crews
        position = {office: number for number, office in enumerate(self._plan.names.offices)}
        office = np.array([position[each] for each in crews.offices], dtype=np.int64)
        roles = tuple(dict.fromkeys(crews.roles))
        role = np.array([roles.index(each) for each in crews.roles], dtype=np.int64)
        scopes = [
            Groups(ALL, "office", self._plan.names.offices, office),
            Groups(ALL, "tier", self._yardstick.tiers, self._yardstick.tier_of[office]),
            Groups(ALL, "role", roles, role),
            pools_of(crews),
        ]
        for groups in scopes:
            self._put_scope(sheet, groups)

    def put_processes(self, sheet: Sheet) -> None:
        """Add the work for every process, each tier in it, and every task."""
        steps, tiers = len(self._plan.step_process), self._yardstick.tiers
        hours, money = (each.reshape(steps, -1) for each in (self._step_hours, self._step_money))
        names = self._plan.names.processes
        process = np.array(self._plan.step_process, dtype=np.int64)
        whole = Groups(names, "process", names, process)
        self._put_work(sheet, whole, hours.sum(axis=1), money.sum(axis=1))
        split = Groups(
            tuple(name for name in names for _ in tiers),
            "tier",
            tiers * len(names),
            (process[:, None] * len(tiers) + np.arange(len(tiers))).ravel(),
        )
        self._put_work(sheet, split, hours[:, 1:].ravel(), money[:, 1:].ravel())
        tasks = self._yardstick.steps((Task,))
        self._put_work(sheet, tasks, hours.sum(axis=1), money.sum(axis=1))

    def _put_scope(self, sheet: Sheet, groups: Groups) -> None:
        crews, hours = self._crews, self._hours
        whole = groups.scope == "process"
        # The fees of systems' steps are paid in no office, the systems neither.
        fees = self._fees if whole else 0.0
        running = _systems(self._yardstick.model) if whole else 0.0
        self._put_work(sheet, groups, hours, self._money, fees)
        paid = np.where(crews.is_unlimited, self._money, crews.cost + self._beside)
        capacity_cost = groups.sums(paid)
        currency = f"{self._yardstick.model.currency}/year"
        sheet.put(groups, "cost_of_capacity", TOTAL, currency, capacity_cost + fees + running)
        staffed = np.where(crews.is_unlimited, 0.0, hours)
        sheet.put_mean(groups, "utilisation", "share", staffed, groups.sums(self._capacity))
        sheet.put(groups, "posts", TOTAL, "posts", groups.sums(crews.posts))
        needed = np.divide(
            hours, crews.hours_per_post, out=np.zeros(hours.size), where=crews.hours_per_post > 0
        )
        sheet.put(groups, "posts_needed", TOTAL, "posts", groups.sums(needed + crews.other_work))

    def _put_work(
        self, sheet: Sheet, groups: Groups, hours: Values, money: Values, fees: float = 0.0
    ) -> None:
        sheet.put(groups, "work_per_year", TOTAL, "h/year", groups.sums(hours))
        currency = f"{self._yardstick.model.currency}/year"
        sheet.put(groups, "cost_of_work_per_year", TOTAL, currency, groups.sums(money) + fees)


def pools_of(crews: Crews) -> Groups:
    """The crews as groups."""
    return Groups(ALL, "pool", crews.ids, np.arange(len(crews.ids)))


def _systems(model: Model) -> float:
    return sum(
        model.in_reporting_currency(system.cost.amount, system.cost.currency)
        for system in model.systems.values()
    )
