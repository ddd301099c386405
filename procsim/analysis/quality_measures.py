"""What goes wrong: errors that steps make, those that escape, and work that only lateness makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from procsim.analysis.case_groups import Facts
from procsim.analysis.kpis import ALL, TOTAL
from procsim.analysis.sheet import UNKNOWN, Groups, Sheet
from procsim.model.amounts import means_of
from procsim.model.elements import Call, Start, Task, Wait
from procsim.model.routing import start_of
from procsim.simulation.log import Result

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.case_groups import CaseGroups
    from procsim.analysis.rows import Block
    from procsim.analysis.yardstick import Yardstick
    from procsim.model.process import Process
    from procsim.simulation.log import Log

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]


class QualityMeasures:
    """What goes wrong with the cases that arrive in the window, in the processes that have errors
    or late flows."""

    def __init__(self, yardstick: Yardstick, log: Log, groups: CaseGroups) -> None:
        self._yardstick = yardstick
        self._log = log
        self._groups = groups
        start, end = yardstick.plan.window
        self._inside = (log.case_arrived >= start) & (log.case_arrived < end)
        steps = {key: number for number, key in enumerate(yardstick.plan.names.steps)}
        processes = yardstick.model.processes
        self._erring = [
            (steps[id_, task.id], [chance for _, chance in task.errors])
            for id_, process in processes.items()
            for task in process.tasks
            if task.errors
        ]
        self._late = {
            id_: [steps[id_, step] for step in sorted(late)]
            for id_, process in processes.items()
            if (late := failure_steps(process))
        }
        cases = log.case_process.size
        errs = any(process.errors for process in processes.values())
        self._made = np.zeros(cases if errs else 0)
        """By case the errors that its finished work makes: the sum of their chances."""
        self._failures = np.zeros(cases if self._late else 0)
        """By case how often work was done that only late flows lead to."""
        self._is_late = np.zeros(len(steps), dtype=np.bool_)
        self._is_late[[step for late in self._late.values() for step in late]] = True

    def add(self, block: Block) -> None:
        """Add up the activities of a block."""
        rows = block.rows
        done = (rows.result == Result.DONE) & (rows.seat == 0) & (rows.instance <= 1)
        for step, chances in self._erring:
            case = rows.case[done & (rows.step == step)]
            facts = Facts(self._yardstick, self._log, case)
            for chance in chances:
                np.add.at(self._made, case, means_of(chance, facts))
        if self._late:
            begun = (rows.stint == 0) & (rows.seat == 0) & (rows.started >= 0)
            np.add.at(self._failures, rows.case[begun & self._is_late[rows.step]], 1.0)

    def put(self, sheet: Sheet, hours: Values) -> None:
        """Add them; `hours` are the hours a year of each step that lie in the window."""
        costs = []
        for number, (id_, process) in enumerate(self._yardstick.model.processes.items()):
            own = np.flatnonzero(self._inside & (self._log.case_process == number))
            if process.errors:
                costs.append(self._put_errors(sheet, process, own))
            if id_ in self._late:
                self._put_failures(sheet, id_, own, float(hours[self._late[id_]].sum()))
        if costs:
            everything = Groups(ALL, "process", (ALL,), np.zeros(len(costs), dtype=np.int64))
            sheet.put(
                everything,
                "cost_of_errors",
                TOTAL,
                self._currency,
                everything.sums(np.array(costs)),
            )

    @property
    def _currency(self) -> str:
        return f"{self._yardstick.model.currency}/year"

    def _put_errors(self, sheet: Sheet, process: Process, own: Numbers) -> float:
        """Errors made and escaped of some cases; the sum a year of what those cost."""
        model, log = self._yardstick.model, self._log
        bits = log.case_errors[own, np.newaxis] >> np.arange(len(process.errors)) & 1
        price = np.array(
            [
                0.0
                if error.cost is None
                else model.in_reporting_currency(error.cost.amount, error.cost.currency)
                for error in process.errors.values()
            ]
        )
        unfinished = log.case_ended[own] < 0
        made = np.where(unfinished, UNKNOWN, self._made[own])
        escaped = np.where(unfinished, UNKNOWN, bits.sum(axis=1))
        found = np.where(unfinished, UNKNOWN, self._made[own] - bits.sum(axis=1))
        cost = np.where(unfinished, UNKNOWN, bits @ price)
        yearly = cost / self._yardstick.years
        for groups in self._groups.of_cases(process.id, own):
            counts = groups.counts()
            sheet.put_mean(groups, "errors_made", "times", made, counts)
            sheet.put_mean(groups, "errors_found", "times", found, counts)
            sheet.put_mean(groups, "errors_escaped", "times", escaped, counts)
            sheet.put(groups, "cost_of_errors", TOTAL, self._currency, groups.sums(yearly))
        return float(yearly.sum())

    def _put_failures(self, sheet: Sheet, process: str, own: Numbers, hours: float) -> None:
        """Work that only late flows lead to: how often per case, and its hours a year."""
        unfinished = self._log.case_ended[own] < 0
        per_case = np.where(unfinished, UNKNOWN, self._failures[own])
        for groups in self._groups.of_cases(process, own):
            sheet.put_mean(groups, "failure_activities", "times", per_case, groups.counts())
        whole = Groups(process, "process", (process,), np.zeros(1, dtype=np.int64))
        sheet.put(whole, "failure_demand", TOTAL, "h/year", np.array([hours]))


def failure_steps(process: Process) -> frozenset[str]:
    """The steps to which only deadlines lead that do not interrupt: reminders, chasers."""
    extra = {
        (node.id, deadline.id)
        for node in process.nodes
        if isinstance(node, Start | Task | Wait | Call)
        for deadline in node.deadlines
        if not deadline.interrupts
    }
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(process.node)
    graph.add_edges_from(
        (flow.source, flow.target)
        for flow in process.flows
        if (flow.source, flow.deadline) not in extra
    )
    met = {start_of(process), *nx.descendants(graph, start_of(process))}
    return frozenset(task.id for task in process.tasks if extra and task.id not in met)
