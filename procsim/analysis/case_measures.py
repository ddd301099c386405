"""What happened to the cases that arrive in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.kpis import CAUSES, MEAN, TOTAL
from procsim.analysis.rows import cost_of_rows
from procsim.analysis.sheet import Groups, Sheet, totals
from procsim.analysis.waiting import waiting_of
from procsim.model.calendars import open_before
from procsim.units import DAY, HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.yardstick import Yardstick
    from procsim.model.model import Model, Target
    from procsim.simulation.log import Log
    from procsim.simulation.roster import Roster

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]


class CaseMeasures:
    """What happened to the cases that arrive in the window."""

    def __init__(self, yardstick: Yardstick, log: Log, roster: Roster) -> None:
        self._yardstick = yardstick
        self._model = yardstick.model
        self._plan = yardstick.plan
        self._log = log
        start, end = yardstick.plan.window
        self._inside = (log.case_arrived >= start) & (log.case_arrived < end)
        rows = log.activities
        self._rows = np.flatnonzero((rows.started >= 0) & self._inside[rows.case])
        self._case = rows.case[self._rows]
        waiting = waiting_of(yardstick.plan, log, roster, yardstick.presence)
        self._causes = waiting.causes[:, self._rows] / DAY
        self._waiting = waiting.total[self._rows] / DAY
        self._open = waiting.open[self._rows] / HOUR
        self._work = rows.work[self._rows] / HOUR
        self._cost = cost_of_rows(yardstick, log)[self._rows]

    def put(self, sheet: Sheet) -> None:
        """Add them for every process, office of origin, tier, and step."""
        cases = np.flatnonzero(self._inside)
        by_case = {
            "waiting_time": self._per_case(self._waiting),
            **{f"waiting_{c}": self._per_case(self._causes[i]) for i, c in enumerate(CAUSES)},
            "processing_time": self._per_case(self._open),
            "work": self._per_case(self._work),
            "cost_of_work": self._per_case(self._cost),
        }
        units = {"processing_time": "h", "work": "h", "cost_of_work": self._model.currency}
        for number, process in enumerate(self._model.processes):
            own = cases[self._log.case_process[cases] == number]
            every = np.flatnonzero(self._log.case_process == number)
            for groups in self._groups(process, every):
                sheet.put(
                    groups, "in_progress", MEAN, "cases", groups.sums(self._open_share(every))
                )
            for groups in self._groups(process, own):
                self._put_times(sheet, process, groups, own)
                finished = np.where(self._log.case_ended[own] < 0, np.inf, 1.0)
                counts = groups.counts()
                for kpi, values in by_case.items():
                    # What an unfinished case went through is not known: no mean with it.
                    known = values[own] * finished
                    means = groups.sums(np.where(np.isnan(known), np.inf, known)) / np.where(
                        counts > 0, counts, np.nan
                    )
                    means[~np.isfinite(means)] = np.nan
                    sheet.put(groups, kpi, MEAN, units.get(kpi, "days"), means)
        self._put_steps(sheet)

    def _open_share(self, cases: Numbers) -> Values:
        """The part of the window in which each case is open."""
        start, end = self._plan.window
        ended = self._log.case_ended[cases]
        until = np.where(ended < 0, self._log.finished, ended)
        arrived = self._log.case_arrived[cases]
        return (np.clip(until, start, end) - np.clip(arrived, start, end)) / (end - start)

    def _per_case(self, values: Values) -> Values:
        return totals(self._case, values, self._log.case_process.size)

    def _groups(self, process: str, own: Numbers) -> list[Groups]:
        office = self._log.case_office[own]
        return [
            Groups(process, "process", (process,), np.zeros(own.size, dtype=np.int64)),
            Groups(process, "office", self._plan.names.offices, office),
            Groups(process, "tier", self._yardstick.tiers, self._yardstick.tier_of[office]),
        ]

    def _put_times(self, sheet: Sheet, process: str, groups: Groups, own: Numbers) -> None:
        arrived, ended = self._log.case_arrived[own], self._log.case_ended[own]
        unfinished = ended < 0
        counts = groups.counts()
        lost = groups.sums(unfinished.astype(np.float64))
        sheet.put(groups, "cases_arrived", TOTAL, "cases", counts)
        sheet.put(groups, "cases_ended", TOTAL, "cases", counts - lost)
        sheet.put(groups, "cases_unfinished", TOTAL, "cases", lost)
        elapsed = np.where(unfinished, np.inf, (ended - arrived) / DAY)
        sheet.put_distribution(groups, "cycle_time", "days", elapsed)
        days = self._yardstick.calendars[process]
        until = open_before(days.time, np.maximum(ended, arrived))
        open_ = until - open_before(days.time, arrived)
        worked = np.where(unfinished, np.inf, open_ / days.length)
        sheet.put_distribution(groups, "cycle_time_wd", f"wd {days.name}", worked)
        target = _cycle_time_target(self._model, process)
        if target is not None:
            times = elapsed if target.calendar is None else worked
            limit = target.value / DAY if target.calendar is None else target.value
            within = (times <= limit).astype(np.float64)
            sheet.put_mean(groups, "within_target", "share", within, counts)

    def _put_steps(self, sheet: Sheet) -> None:
        steps = self._plan.names.steps
        kinds = [self._model.processes[process].node[step] for process, step in steps]
        shown = [i for i, kind in enumerate(kinds) if type(kind).__name__ in ("Task", "Wait")]
        position = np.full(len(steps), -1, dtype=np.int64)
        position[shown] = np.arange(len(shown))
        rows = self._log.activities
        groups = Groups(
            tuple(steps[i][0] for i in shown),
            "step",
            tuple(steps[i][1] for i in shown),
            position[rows.step[self._rows]],
        )
        first = (rows.stint[self._rows] == 0).astype(np.float64)
        performed = groups.sums(first)
        cases = np.bincount(
            self._log.case_process[self._inside], minlength=len(self._model.processes)
        )
        per_case = cases[np.array([self._plan.step_process[i] for i in shown], dtype=np.int64)]
        visits = np.divide(performed, per_case, out=np.zeros(len(shown)), where=per_case > 0)
        sheet.put(groups, "visits", MEAN, "times", visits)
        sheet.put_mean(groups, "waiting_time", "days", self._waiting, performed)
        for number, cause in enumerate(CAUSES):
            sheet.put_mean(groups, f"waiting_{cause}", "days", self._causes[number], performed)
        sheet.put_mean(groups, "processing_time", "h", self._open, performed)
        sheet.put_mean(groups, "work", "h", self._work, performed)


def _cycle_time_target(model: Model, process: str) -> Target | None:
    for target in model.targets:
        if target.process == process and target.kpi == "cycle_time" and target.bound == "at_most":
            return target
    return None
