"""What goes wrong: errors that steps make, those that escape, and work that only lateness makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from procsim.analysis.case_groups import case_groups, facts_of
from procsim.analysis.kpis import ALL, TOTAL
from procsim.analysis.sheet import UNKNOWN, Groups, Sheet, totals
from procsim.model.amounts import means_of
from procsim.model.elements import Call, Start, Task, Wait
from procsim.model.routing import start_of
from procsim.simulation.log import Result

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.yardstick import Yardstick
    from procsim.model.process import Process
    from procsim.simulation.log import Log
    from procsim.units import Money

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]


def put_quality(sheet: Sheet, yardstick: Yardstick, log: Log, hours: Values) -> None:
    """Add them for the processes that have errors or late flows; `hours` are the hours a year of
    each activity that lie in the window."""
    start, end = yardstick.plan.window
    inside = (log.case_arrived >= start) & (log.case_arrived < end)
    cost = np.zeros(log.case_process.size)
    makes_errors = False
    for number, (id_, process) in enumerate(yardstick.model.processes.items()):
        own = np.flatnonzero(inside & (log.case_process == number))
        if process.errors:
            makes_errors = True
            cost[own] = _put_errors(sheet, yardstick, log, process, own)
        late = failure_steps(process)
        if late:
            _put_failures(sheet, yardstick, log, id_, (own, late), hours)
    if makes_errors:
        everything = Groups(ALL, "process", (ALL,), np.zeros(cost.size, dtype=np.int64))
        currency = f"{yardstick.model.currency}/year"
        yearly = everything.sums(cost) / yardstick.years
        sheet.put(everything, "cost_of_errors", TOTAL, currency, yearly)


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


def _put_errors(
    sheet: Sheet, yardstick: Yardstick, log: Log, process: Process, own: Numbers
) -> Values:
    """Errors made and escaped of the cases that arrive in the window; what those cost."""
    model = yardstick.model
    bits = log.case_errors[own, np.newaxis] >> np.arange(len(process.errors)) & 1
    price = np.array(
        [
            0.0 if error.cost is None else model.in_reporting_currency(*_money(error.cost))
            for error in process.errors.values()
        ]
    )
    unfinished = log.case_ended[own] < 0
    made = np.where(unfinished, UNKNOWN, _made(yardstick, log, process)[own])
    escaped = np.where(unfinished, UNKNOWN, bits.sum(axis=1))
    cost = np.where(unfinished, UNKNOWN, bits @ price)
    currency = f"{model.currency}/year"
    for groups in case_groups(yardstick, log, process.id, own):
        counts = groups.counts()
        sheet.put_mean(groups, "errors_made", "times", made, counts)
        found = np.where(unfinished, UNKNOWN, made - np.where(unfinished, 0.0, escaped))
        sheet.put_mean(groups, "errors_found", "times", found, counts)
        sheet.put_mean(groups, "errors_escaped", "times", escaped, counts)
        sheet.put(groups, "cost_of_errors", TOTAL, currency, groups.sums(cost) / yardstick.years)
    return cost


def _made(yardstick: Yardstick, log: Log, process: Process) -> Values:
    """For each case the errors that its finished work makes: the sum of their chances."""
    rows, names = log.activities, yardstick.plan.names
    made = np.zeros(log.case_process.size)
    once = (rows.result == Result.DONE) & (rows.seat == 0) & (rows.instance <= 1)
    for task in process.tasks:
        if task.errors:
            step = names.steps.index((process.id, task.id))
            case = rows.case[once & (rows.step == step)]
            facts = facts_of(yardstick.model, yardstick.plan, log, case)
            for _, chance in task.errors:
                made += totals(case, means_of(chance, facts), made.size)
    return made


def _money(cost: Money) -> tuple[float, str]:
    return cost.amount, cost.currency


def _put_failures(
    sheet: Sheet,
    yardstick: Yardstick,
    log: Log,
    process: str,
    late: tuple[Numbers, frozenset[str]],
    hours: Values,
) -> None:
    """Work that only late flows lead to: how often per case, and its hours a year."""
    own, steps = late
    rows = log.activities
    numbers = [
        number
        for number, (of, step) in enumerate(yardstick.plan.names.steps)
        if of == process and step in steps
    ]
    those = np.isin(rows.step, numbers)
    once = those & (rows.stint == 0) & (rows.seat == 0) & (rows.started >= 0)
    count = totals(rows.case[once], np.ones(int(once.sum())), log.case_process.size)
    unfinished = log.case_ended[own] < 0
    per_case = np.where(unfinished, UNKNOWN, count[own])
    for groups in case_groups(yardstick, log, process, own):
        sheet.put_mean(groups, "failure_activities", "times", per_case, groups.counts())
    code = np.where(those, 0, -1)
    whole = Groups(process, "process", (process,), code)
    sheet.put(whole, "failure_demand", TOTAL, "h/year", whole.sums(hours))
