"""What measuring needs to know of a model and its plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.crews import crews_of, groups_of
from procsim.analysis.presence import Presence
from procsim.analysis.sheet import Groups
from procsim.model.calendars import OpenTime, open_time, working_days
from procsim.model.elements import Task
from procsim.model.flow_analysis.flow import analyse
from procsim.model.flow_analysis.volumes import years_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.model.elements import Element
    from procsim.model.model import Model
    from procsim.simulation.plan import Plan


@dataclass(frozen=True, slots=True)
class WorkingDaysClock:
    """A named calendar laid over the run: its open time and the length of one of its days (µs)."""

    name: str
    time: OpenTime
    length: float


class WorkYardstick:
    """What measuring work and its cost needs to know, prepared once for all replications.

    `before` is the baseline of a scenario: work outside the model is what its posts leave room for
    (see `crews_of`).
    """

    def __init__(self, model: Model, plan: Plan, *, before: Model | None = None) -> None:
        self.model = model
        self.plan = plan
        self.crews = crews_of(model, plan, before=before)
        self.years = years_of(model.window)
        self.presence = Presence(plan)
        self.tiers = tuple(dict.fromkeys(office.tier for office in model.offices.values()))
        self.tier_of = np.array(
            [self.tiers.index(office.tier) for office in model.offices.values()], dtype=np.int64
        )
        self.fixed = _fixed_costs(model, plan)
        self.costs_by_facts = tuple(
            (number, element.cost)
            for number, (process, step) in enumerate(plan.names.steps)
            if isinstance(element := model.processes[process].node[step], Task)
            and element.cost is not None
        )
        """(step, its cost by the facts of the case) of the steps that have one."""

    def steps(self, kinds: tuple[type[Element], ...]) -> Groups:
        """The steps of some kinds as groups of all steps."""
        names = self.plan.names.steps
        chosen = [
            number
            for number, (process, step) in enumerate(names)
            if isinstance(self.model.processes[process].node[step], kinds)
        ]
        position = np.full(len(names), -1, dtype=np.int64)
        position[chosen] = np.arange(len(chosen))
        processes, steps = (tuple(names[number][part] for number in chosen) for part in (0, 1))
        return Groups(processes, "step", steps, position)


class Yardstick(WorkYardstick):
    """What measuring needs to know of a model and its plan, prepared once for all replications."""

    def __init__(self, model: Model, plan: Plan, *, before: Model | None = None) -> None:
        super().__init__(model, plan, before=before)
        flow = analyse(model)
        self.flow = flow
        self.activities = [
            sum(flow.queues[queue].activities for queue in group.queues) for group in flow.groups
        ]
        """By group of queues: activities a year (flow analysis)."""
        self.group = groups_of(self.crews, flow)
        """By crew: the set of queues that share its members, -1 for unlimited roles."""
        self.load = np.array([*(group.load for group in flow.groups), np.nan])[self.group]
        """By crew."""
        self.calendars = {
            process: self._clock(self._calendar_of(process)) for process in model.processes
        }

    def _calendar_of(self, process: str) -> str:
        """The calendar whose working days tell a process: its target's, else headquarters'."""
        for target in self.model.targets:
            if target.process == process and target.calendar is not None:
                return target.calendar
        offices = self.model.offices.values()
        return next((o.calendar for o in offices if o.tier == "hq"), next(iter(offices)).calendar)

    def _clock(self, name: str) -> WorkingDaysClock:
        calendar = self.model.calendars[name]
        # A day more at either side: local days begin and end before or after those of UTC.
        first = self.model.window.begins - dt.timedelta(days=1)
        last = self.model.window.finishes + dt.timedelta(days=1)
        time = open_time(calendar, self._zone_of(name), first, last)
        days = working_days(calendar, first, last).size
        shifted = OpenTime(time.day, time.opens - self.plan.start, time.closes - self.plan.start)
        return WorkingDaysClock(name, shifted, time.total / days if days else float("nan"))

    def _zone_of(self, calendar: str) -> str:
        """Where a calendar is read: at headquarters if it is theirs, else at the first office that
        has it, else at headquarters or the first office."""
        offices = sorted(self.model.offices.values(), key=lambda office: office.tier != "hq")
        return next((o for o in offices if o.calendar == calendar), offices[0]).time_zone


def _fixed_costs(model: Model, plan: Plan) -> NDArray[np.float64]:
    costs = []
    for process, step in plan.names.steps:
        element = model.processes[process].node[step]
        cost = element.fixed_cost if isinstance(element, Task) else None
        costs.append(
            0.0 if cost is None else model.in_reporting_currency(cost.amount, cost.currency)
        )
    return np.array(costs)
