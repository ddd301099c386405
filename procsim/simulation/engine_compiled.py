"""The compiled engine: the same meaning as the reference engine, many times as fast.

A plan, the cases and the roster become tables of integers; a kernel compiled by Numba turns them,
and returns whenever it needs a column of draws or a larger table. Its log is that of the reference
engine, byte for byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.errors import ProcsimError
from procsim.model.facts import BUILT_IN
from procsim.simulation.clock import SIGNAL
from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.build import kernel
from procsim.simulation.compiled.columns import Columns
from procsim.simulation.compiled.loading import load_program, load_staff
from procsim.simulation.compiled.memory import Memory
from procsim.simulation.compiled.unended import unended_rows
from procsim.simulation.compiled.world import Tables
from procsim.simulation.log import Activities, Log

if TYPE_CHECKING:
    from procsim.simulation.cases import Cases
    from procsim.simulation.compiled.world import Table
    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Roster


def run(plan: Plan, cases: Cases, roster: Roster, *, replication: int) -> Log:
    """Walk all cases through the plan; the log of one replication, as `engine_simpy.run` says."""
    tables = Tables()
    width = load_program(tables, plan)
    load_staff(tables, plan, roster)
    columns = Columns(tables, plan, cases)
    _load_cases(tables, plan, cases, columns.position)
    memory = Memory(tables, room_width=width)
    _await_end_of_window(tables, plan)
    _proceed(tables, plan, columns, memory)
    return _log(tables, cases, memory, replication)


def _proceed(tables: Tables, plan: Plan, columns: Columns, memory: Memory) -> None:
    """Let the kernel run to the end, giving it what it asks for on the way."""
    proceed, world = kernel(), tables.world
    while (reason := proceed(world)) != f.ENDED:
        if reason == f.COLUMN:
            columns.make(*world[f.WANTED_BLOCK : f.WANTED_KIND + 1].tolist())
        elif reason == f.GROW:
            memory.make_room()
        else:
            process, name = plan.names.steps[int(world[f.ENDLESS_STEP])]
            visits = int(world[f.WANTED_VISIT])
            raise ProcsimError(f"a case came to {process}.{name} {visits} times: an endless loop")


def _load_cases(tables: Tables, plan: Plan, cases: Cases, position: Table) -> None:
    """The case table, and the numbers that a run starts with."""
    table = np.empty((len(cases.process), f.CASES_SIZE), dtype=np.int64)
    table[:, f.CASE_PROCESS] = cases.process
    table[:, f.CASE_HOME] = cases.office
    table[:, f.ARRIVED] = cases.arrived
    table[:, f.CASE_POSITION] = position
    table[:, [f.CASE_ENDED, f.OUTCOME]] = -1
    table[:, f.ARRIVAL_ORDER] = np.argsort(cases.arrived, kind="stable")
    tables[f.CASES] = table
    world, (start, end) = tables.world, plan.window
    world[[f.NOW, f.MOVING, f.TOUCHED, f.RELEASING]] = f.NIL
    world[[f.WINDOW_START, f.WINDOW_END, f.HORIZON]] = start, end, plan.horizon
    world[f.OPEN] = ((cases.arrived >= start) & (cases.arrived < end)).sum()
    world[f.LARGEST_BATCH] = 1
    world[f.MOST_FORKS] = tables[f.CODE].shape[1]
    # While a round is served every member may begin work and every group may set its alarm.
    world[f.MOST_ENTRIES] = 2 * len(plan.members) + 16


def _await_end_of_window(tables: Tables, plan: Plan) -> None:
    """The end of the window is an instant at which the run may stop."""
    end = plan.window[1]
    if end < plan.horizon:
        tables[f.CLOCK][0] = (end, SIGNAL << f.CASE_BITS, f.NIL, f.NIL, 0)
        tables.world[f.CLOCK_SIZE] = 1


def _log(tables: Tables, cases: Cases, memory: Memory, replication: int) -> Log:
    finished = int(tables.world[f.FINISHED])
    columns = memory.append(unended_rows(tables, finished))
    return Log(
        replication=replication,
        case_process=cases.process,
        case_office=cases.office,
        case_stream=cases.stream,
        case_number=cases.number,
        case_arrived=cases.arrived,
        case_ended=tables[f.CASES][:, f.CASE_ENDED].copy(),
        case_outcome=tables[f.CASES][:, f.OUTCOME].copy(),
        activities=Activities(*columns),
        finished=finished,
        case_parent=np.full(len(cases.process), -1, dtype=np.int64),
        case_errors=np.zeros(len(cases.process), dtype=np.int64),
        case_facts={n: column for n, column in cases.facts.items() if n not in BUILT_IN},
    )
