"""What measuring needs to know of a model and its plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.crews import crews_of
from procsim.analysis.waiting import Presence
from procsim.model.calendars import OpenTime, open_time, working_days
from procsim.model.flow import analyse
from procsim.model.process import Task
from procsim.model.volumes import years_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.model.model import Model
    from procsim.simulation.plan import Plan


@dataclass(frozen=True, slots=True)
class WorkingDaysClock:
    """A named calendar laid over the run: its open time and the length of one of its days (µs)."""

    name: str
    time: OpenTime
    length: float


class Yardstick:
    """What measuring needs to know of a model and its plan, prepared once for all replications."""

    def __init__(self, model: Model, plan: Plan) -> None:
        self.model = model
        self.plan = plan
        flow = analyse(model)
        self.flow = flow
        self.crews = crews_of(model, plan, flow)
        self.activities = [
            sum(flow.queues[queue].activities for queue in group.queues) for group in flow.groups
        ]
        """By group of queues: activities a year (flow analysis)."""
        self.years = years_of(model.window)
        self.presence = Presence(plan)
        self.tiers = tuple(dict.fromkeys(office.tier for office in model.offices.values()))
        self.tier_of = np.array(
            [self.tiers.index(office.tier) for office in model.offices.values()], dtype=np.int64
        )
        self.calendars = {
            process: self._clock(self._calendar_of(process)) for process in model.processes
        }
        self.fixed = _fixed_costs(model, plan)

    def _calendar_of(self, process: str) -> str:
        """The calendar whose working days tell a process: its target's, else headquarters'."""
        for target in self.model.targets:
            if target.process == process and target.calendar is not None:
                return target.calendar
        offices = self.model.offices.values()
        return next((o.calendar for o in offices if o.tier == "hq"), next(iter(offices)).calendar)

    def _clock(self, name: str) -> WorkingDaysClock:
        window = self.model.window
        calendar = self.model.calendars[name]
        office = next(
            (o for o in self.model.offices.values() if o.calendar == name),
            next(iter(self.model.offices.values())),
        )
        time = open_time(calendar, office.time_zone, window.begins, window.finishes)
        days = working_days(calendar, window.begins, window.finishes).size
        shifted = OpenTime(time.day, time.opens - self.plan.start, time.closes - self.plan.start)
        return WorkingDaysClock(name, shifted, time.total / days if days else float("nan"))


def _fixed_costs(model: Model, plan: Plan) -> NDArray[np.float64]:
    costs = []
    for process, step in plan.names.steps:
        element = model.processes[process].node[step]
        cost = element.fixed_cost if isinstance(element, Task) else None
        costs.append(
            0.0 if cost is None else model.in_reporting_currency(cost.amount, cost.currency)
        )
    return np.array(costs)
