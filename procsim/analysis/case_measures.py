"""What happened to the cases that arrive in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.analysis.kpis import CAUSES, MEAN, TOTAL
from procsim.analysis.sheet import UNKNOWN, Groups, Sheet, Sorted, over, totals
from procsim.analysis.waiting import Waits
from procsim.model.calendars import open_before
from procsim.model.elements import Task, Wait
from procsim.units import DAY, HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.case_groups import CaseGroups
    from procsim.analysis.presence import Present
    from procsim.analysis.rows import Block
    from procsim.analysis.yardstick import Yardstick
    from procsim.model.model import Model, Target
    from procsim.simulation.log import Log

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]

_CAUSES: Final = tuple(f"waiting_{cause}" for cause in CAUSES)


class CaseMeasures:
    """What happened to the cases that arrive in the window.

    A case that is unfinished when the run stops could still change every mean it belongs to, and
    every mean of the steps of its process: those are unknown.
    """

    def __init__(
        self, yardstick: Yardstick, log: Log, present: Present, groups: CaseGroups
    ) -> None:
        self._yardstick = yardstick
        self._model = yardstick.model
        self._plan = yardstick.plan
        self._log = log
        self._groups = groups
        start, end = yardstick.plan.window
        self._inside = (log.case_arrived >= start) & (log.case_arrived < end)
        self._unfinished = log.case_ended < 0
        self._waits = Waits(log, present)
        steps = len(self._plan.step_process)
        # What is added up of activities: indicator → unit. All waiting is the sum of its causes.
        self._units = {
            **dict.fromkeys(_CAUSES, "days"),
            "processing_time": "h",
            "work": "h",
            "cost_of_work": self._model.currency,
        }
        self._of_cells = np.zeros((len(self._units), groups.count))
        self._of_steps = np.zeros((len(self._units), steps))
        self._performed, self._visited = np.zeros(steps), np.zeros(steps)

    def add(self, block: Block) -> None:
        """Add up the activities of a block."""
        rows = block.rows
        chosen = np.flatnonzero((rows.started >= 0) & self._inside[rows.case])
        waiting = self._waits.of(block.first + chosen)
        step, cell = rows.step[chosen], self._groups.cell[rows.case[chosen]]
        cost = (block.costs.worked + block.costs.fixed)[chosen]
        quantities = (*waiting.causes, waiting.open, rows.work[chosen], cost)
        for number, values in enumerate(quantities):
            if values.any():
                self._of_cells[number] += totals(cell, values, self._groups.count)
                self._of_steps[number] += totals(step, values, self._performed.size)
        first = (rows.stint[chosen] == 0) & (rows.seat[chosen] == 0)
        once = first & (rows.instance[chosen] <= 1)
        self._performed += np.bincount(step[first], minlength=self._performed.size)
        self._visited += np.bincount(step[once], minlength=self._visited.size)

    def put(self, sheet: Sheet) -> None:
        """Add them for every process, office of origin, tier, segment, and step."""
        for sums in (self._of_cells, self._of_steps):
            sums[: len(CAUSES)] /= DAY
            sums[len(CAUSES) : -1] /= HOUR
        open_ = self._groups.totals(slice(None), self._open_share())
        lost = self._groups.counts(self._inside & self._unfinished)
        arrived = self._groups.counts(self._inside)
        for number, process in enumerate(self._model.processes):
            cells, of_process = self._groups.cells(process), [*self._groups.of(process)]
            for groups in of_process:
                sheet.put(groups, "in_progress", MEAN, "cases", groups.sums(open_[cells]))
            own = np.flatnonzero(self._inside & (self._log.case_process == number))
            times = _Times(self._yardstick, self._log, process, own)
            place = self._groups.cell[own] - cells.start
            for groups in of_process:
                counts = groups.sums(arrived[cells])
                times.put(sheet, groups.of(place))
                unknown = groups.sums(lost[cells]) > 0
                sums = np.array([groups.sums(each) for each in self._of_cells[:, cells]])
                self._put_means(sheet, groups, sums, counts, unknown)
        self._put_steps(sheet, arrived, lost)

    def _put_means(
        self, sheet: Sheet, groups: Groups, sums: Values, per: Values, unknown: NDArray[np.bool_]
    ) -> None:
        """What was added up of activities, per case or activity."""
        means = np.where(unknown, UNKNOWN, over(sums, per))
        waiting = np.where(unknown, UNKNOWN, over(sums[: len(CAUSES)].sum(axis=0), per))
        sheet.put(groups, "waiting_time", MEAN, "days", waiting)
        for (kpi, unit), values in zip(self._units.items(), means, strict=False):
            sheet.put(groups, kpi, MEAN, unit, values)

    def _open_share(self) -> Values:
        """The part of the window in which each case is open."""
        start, end = self._plan.window
        until = seen_until(self._log, slice(None))
        arrived = self._log.case_arrived
        return (np.clip(until, start, end) - np.clip(arrived, start, end)) / (end - start)

    def _put_steps(self, sheet: Sheet, arrived: Values, lost: Values) -> None:
        groups = self._yardstick.steps((Task, Wait))
        cells = [self._groups.cells(process) for process in groups.process]
        cases = np.array([arrived[own].sum() for own in cells])
        unknown = np.array([lost[own].sum() > 0 for own in cells], dtype=np.bool_)
        visits = np.where(unknown, UNKNOWN, over(groups.sums(self._visited), cases))
        sheet.put(groups, "visits", MEAN, "times", visits)
        sums = np.array([groups.sums(each) for each in self._of_steps[:-1]])
        self._put_means(sheet, groups, sums, groups.sums(self._performed), unknown)


class _Times:
    """How long the cases of a process take."""

    def __init__(self, yardstick: Yardstick, log: Log, process: str, own: Numbers) -> None:
        self._log = log
        self._own = own
        self._days = yardstick.calendars[process]
        self._unfinished = log.case_ended[own] < 0
        arrived, until = log.case_arrived[own], seen_until(log, own)
        self._age = (until - arrived) / DAY
        open_ = open_before(self._days.time, until) - open_before(self._days.time, arrived)
        self._open_age = open_ / self._days.length
        self._times = Sorted(self._age, self._unfinished)
        self._open_times = Sorted(self._open_age, self._unfinished)
        self._target = cycle_time_target(yardstick.model, process)

    def put(self, sheet: Sheet, groups: Groups) -> None:
        """Add them for some groups of the cases."""
        counts = groups.counts()
        sheet.put(groups, "cases_arrived", TOTAL, "cases", counts)
        ended = (self._log.case_outcome[self._own] >= 0).astype(np.float64)
        sheet.put(groups, "cases_ended", TOTAL, "cases", groups.sums(ended))
        lost = groups.sums(self._unfinished.astype(np.float64))
        sheet.put(groups, "cases_unfinished", TOTAL, "cases", lost)
        sheet.put_distribution(groups, "cycle_time", "days", self._times)
        unit = f"wd {self._days.name}"
        sheet.put_distribution(groups, "cycle_time_wd", unit, self._open_times)
        if self._target is not None:
            in_days = self._target.calendar is None
            times = self._age if in_days else self._open_age
            limit = self._target.value / DAY if in_days else self._target.value
            within = np.where(times > limit, 0.0, np.where(self._unfinished, UNKNOWN, 1.0))
            sheet.put_mean(groups, "within_target", "share", within, counts)


def seen_until(log: Log, cases: Numbers | slice) -> Numbers:
    """When each of some cases ended, or the run stopped."""
    ended = log.case_ended[cases]
    return np.where(ended < 0, log.finished, ended)


def cycle_time_target(model: Model, process: str) -> Target | None:
    """The target that `within_target` is about: the first upper limit on the cycle time."""
    for target in model.targets:
        if target.process == process and target.kpi == "cycle_time" and target.bound == "at_most":
            return target
    return None
