"""What happened to the cases that arrive in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.case_groups import case_groups
from procsim.analysis.kpis import CAUSES, MEAN, TOTAL
from procsim.analysis.sheet import UNKNOWN, Groups, Sheet, over, totals
from procsim.analysis.waiting import waiting_of
from procsim.model.calendars import open_before
from procsim.model.elements import Task, Wait
from procsim.units import DAY, HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.presence import Present
    from procsim.analysis.rows import Costs
    from procsim.analysis.yardstick import Yardstick
    from procsim.model.model import Model, Target
    from procsim.simulation.log import Log

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]


class CaseMeasures:
    """What happened to the cases that arrive in the window.

    A case that is unfinished when the run stops could still change every mean it belongs to, and
    every mean of the steps of its process: those are unknown.
    """

    def __init__(self, yardstick: Yardstick, log: Log, present: Present, costs: Costs) -> None:
        self._yardstick = yardstick
        self._model = yardstick.model
        self._plan = yardstick.plan
        self._log = log
        start, end = yardstick.plan.window
        self._inside = (log.case_arrived >= start) & (log.case_arrived < end)
        self._unfinished = log.case_ended < 0
        rows = log.activities
        self._rows = np.flatnonzero((rows.started >= 0) & self._inside[rows.case])
        self._case = rows.case[self._rows]
        waiting = waiting_of(log, present)
        self._causes = waiting.causes[:, self._rows] / DAY
        self._waiting = waiting.total[self._rows] / DAY
        self._open = waiting.open[self._rows] / HOUR
        self._work = rows.work[self._rows] / HOUR
        self._cost = (costs.worked + costs.fixed)[self._rows]

    def put(self, sheet: Sheet) -> None:
        """Add them for every process, office of origin, tier, segment, and step."""
        cases = np.flatnonzero(self._inside)
        by_case = {
            ("waiting_time", "days"): self._per_case(self._waiting),
            **{
                (f"waiting_{cause}", "days"): self._per_case(self._causes[number])
                for number, cause in enumerate(CAUSES)
            },
            ("processing_time", "h"): self._per_case(self._open),
            ("work", "h"): self._per_case(self._work),
            ("cost_of_work", self._model.currency): self._per_case(self._cost),
        }
        for number, process in enumerate(self._model.processes):
            every = np.flatnonzero(self._log.case_process == number)
            open_share = self._open_share(every)
            for groups in case_groups(self._yardstick, self._log, process, every):
                sheet.put(groups, "in_progress", MEAN, "cases", groups.sums(open_share))
            own = cases[self._log.case_process[cases] == number]
            for groups in case_groups(self._yardstick, self._log, process, own):
                self._put_times(sheet, process, groups, own)
                counts = groups.counts()
                for (kpi, unit), values in by_case.items():
                    known = np.where(self._unfinished[own], UNKNOWN, values[own])
                    sheet.put_mean(groups, kpi, unit, known, counts)
        self._put_steps(sheet)

    def _open_share(self, cases: Numbers) -> Values:
        """The part of the window in which each case is open."""
        start, end = self._plan.window
        until = self._seen_until(cases)
        arrived = self._log.case_arrived[cases]
        return (np.clip(until, start, end) - np.clip(arrived, start, end)) / (end - start)

    def _seen_until(self, cases: Numbers) -> Numbers:
        """When each case ended, or the run stopped."""
        return np.where(self._unfinished[cases], self._log.finished, self._log.case_ended[cases])

    def _per_case(self, values: Values) -> Values:
        return totals(self._case, values, self._log.case_process.size)

    def _put_times(self, sheet: Sheet, process: str, groups: Groups, own: Numbers) -> None:
        arrived, until = self._log.case_arrived[own], self._seen_until(own)
        unfinished = self._unfinished[own]
        counts = groups.counts()
        sheet.put(groups, "cases_arrived", TOTAL, "cases", counts)
        ended = (self._log.case_outcome[own] >= 0).astype(np.float64)
        sheet.put(groups, "cases_ended", TOTAL, "cases", groups.sums(ended))
        lost = groups.sums(unfinished.astype(np.float64))
        sheet.put(groups, "cases_unfinished", TOTAL, "cases", lost)
        age = (until - arrived) / DAY
        elapsed = np.where(unfinished, UNKNOWN, age)
        sheet.put_distribution(groups, "cycle_time", "days", elapsed, age)
        days = self._yardstick.calendars[process]
        open_age = (open_before(days.time, until) - open_before(days.time, arrived)) / days.length
        worked = np.where(unfinished, UNKNOWN, open_age)
        sheet.put_distribution(groups, "cycle_time_wd", f"wd {days.name}", worked, open_age)
        target = cycle_time_target(self._model, process)
        if target is not None:
            times = age if target.calendar is None else open_age
            limit = target.value / DAY if target.calendar is None else target.value
            within = np.where(times > limit, 0.0, np.where(unfinished, UNKNOWN, 1.0))
            sheet.put_mean(groups, "within_target", "share", within, counts)

    def _put_steps(self, sheet: Sheet) -> None:
        groups = self._yardstick.steps((Task, Wait), self._log.activities.step[self._rows])
        process = np.array([self._plan.names.processes.index(each) for each in groups.process])
        count = len(self._plan.names.processes)
        lost = self._log.case_process[self._inside & self._unfinished]
        unknown = (np.bincount(lost, minlength=count) > 0)[process]
        cases = np.bincount(self._log.case_process[self._inside], minlength=count)[process]
        rows = self._log.activities
        first = (rows.stint[self._rows] == 0) & (rows.seat[self._rows] == 0)
        performed = groups.sums(first.astype(np.float64))
        visited = groups.sums((first & (rows.instance[self._rows] <= 1)).astype(np.float64))
        visits = np.where(unknown, UNKNOWN, over(visited, cases))
        sheet.put(groups, "visits", MEAN, "times", visits)
        by_row = {
            ("waiting_time", "days"): self._waiting,
            **{(f"waiting_{c}", "days"): self._causes[n] for n, c in enumerate(CAUSES)},
            ("processing_time", "h"): self._open,
            ("work", "h"): self._work,
        }
        for (kpi, unit), values in by_row.items():
            means = np.where(unknown, UNKNOWN, over(groups.sums(values), performed))
            sheet.put(groups, kpi, MEAN, unit, means)


def cycle_time_target(model: Model, process: str) -> Target | None:
    """The target that `within_target` is about: the first upper limit on the cycle time."""
    for target in model.targets:
        if target.process == process and target.kpi == "cycle_time" and target.bound == "at_most":
            return target
    return None
