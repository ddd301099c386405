"""The compiled engine: the same meaning as the reference engine, many times as fast.

A plan, the cases and the roster become tables of integers; a kernel compiled by Numba turns them,
and returns whenever it needs a column of draws or a larger table. Its log is that of the reference
engine, byte for byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.errors import ProcsimError
from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.births import Births
from procsim.simulation.compiled.build import kernel
from procsim.simulation.compiled.columns import Columns
from procsim.simulation.compiled.loading import load_program
from procsim.simulation.compiled.memory import Memory
from procsim.simulation.compiled.staffing import load_staff
from procsim.simulation.compiled.unended import unended_rows
from procsim.simulation.compiled.world import Tables
from procsim.simulation.log import Log, facts_of_all
from procsim.simulation.reference.clock import SIGNAL

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import Table, World
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.cases import Cases
    from procsim.simulation.preparation.roster import Roster


def run(plan: Plan, cases: Cases, roster: Roster, *, replication: int) -> Log:
    """Walk all cases through the plan; the log of one replication, as `engine_simpy.run` says."""
    tables = Tables()
    width = load_program(tables, plan)
    load_staff(tables, plan, roster)
    columns = Columns(tables, plan, cases)
    _load_cases(tables, plan, cases, columns.position)
    memory = Memory(tables, room_width=width)
    _await_end_of_window(tables, plan)
    births = _proceed(tables, plan, columns, memory)
    return _log(tables, cases, births, memory, replication)


def _proceed(tables: Tables, plan: Plan, columns: Columns, memory: Memory) -> Births:
    """Let the kernel run to the end, giving it what it asks for on the way."""
    proceed, world = kernel(), tables.world
    births = Births(tables, plan, columns, memory)
    while (reason := proceed(world)) != f.ENDED:
        if reason == f.COLUMN:
            columns.make(*world[f.WANTED_BLOCK : f.WANTED_KIND + 1].tolist())
        elif reason == f.GROW:
            memory.make_room()
        elif reason == f.BIRTH:
            births.make()
        else:
            raise _too_much(plan, world, reason)
    return births


def _too_much(plan: Plan, world: World, reason: int) -> ProcsimError:
    """Why a run cannot go on."""
    process, name = plan.names.steps[int(world[f.ENDLESS_STEP])]
    step, count = f"{process}.{name}", int(world[f.WANTED_COUNT])
    if reason == f.ENDLESS:
        visits = int(world[f.WANTED_VISIT])
        return ProcsimError(f"a case came to {step} {visits} times: an endless loop")
    if reason == f.REMINDS_FOR_EVER:
        return ProcsimError(f"a reminder of {step} comes every 0 minutes: for ever")
    if reason == f.IS_TOO_MUCH:
        return ProcsimError(f"{step} is to be repeated {count} times at one visit")
    return ProcsimError(f"{step} is to start {count} cases at one visit")


def _load_cases(tables: Tables, plan: Plan, cases: Cases, position: Table) -> None:
    """The case table, and the numbers that a run starts with."""
    table = np.empty((len(cases.process), s.CASES_SIZE), dtype=np.int64)
    table[:, s.CASE_PROCESS] = cases.process
    table[:, s.CASE_HOME] = cases.office
    table[:, s.ARRIVED] = cases.arrived
    table[:, s.CASE_POSITION] = position
    table[:, [s.CASE_ENDED, s.OUTCOME]] = -1
    table[:, s.CASE_ERRORS] = 0
    table[:, s.CASE_PARENT] = -1
    table[:, s.CASE_ROOT] = np.arange(len(table))
    table[:, s.ARRIVAL_ORDER] = np.argsort(cases.arrived, kind="stable")
    tables[f.CASES] = table
    world, (start, end) = tables.world, plan.window
    world[[f.NOW, f.MOVING, f.ARMING, f.LEAVING, f.UNSETTLED, f.TOUCHED, f.RELEASING]] = f.NIL
    world[[f.WINDOW_START, f.WINDOW_END, f.HORIZON]] = start, end, plan.horizon
    world[[f.PREPARED, f.BORN, f.BEGUN]] = len(cases.process)
    world[f.OPEN] = ((cases.arrived >= start) & (cases.arrived < end)).sum()
    world[f.LARGEST_BATCH] = len(tables[f.SEATS])
    world[f.MOST_FORKS] = tables[f.CODE].shape[1]
    # While a round is served every member may begin work and every group may set its alarm,
    # and a team may await the opening of each office; a stay may have all deadlines.
    world[f.MOST_ENTRIES] = (
        2 * len(plan.members) + tables[f.OPTIONS].size + len(plan.deadlines) + 16
    )


def _await_end_of_window(tables: Tables, plan: Plan) -> None:
    """The end of the window is an instant at which the run may stop."""
    end = plan.window[1]
    if end < plan.horizon:
        tables[f.CLOCK][0] = (end, SIGNAL << f.CASE_BITS, f.NIL, 0, f.NIL, 0)
        tables.world[f.CLOCK_SIZE] = 1


def _log(tables: Tables, cases: Cases, births: Births, memory: Memory, replication: int) -> Log:
    finished = int(tables.world[f.FINISHED])
    activities = memory.activities(unended_rows(tables, finished))
    table = tables[f.CASES][: tables.world[f.BORN]]
    begun = table[len(cases.process) :]
    none = np.full(len(cases.process), -1, dtype=np.int64)
    return Log(
        replication=replication,
        case_process=table[:, s.CASE_PROCESS].astype(np.int32),
        case_office=table[:, s.CASE_HOME].astype(np.int32),
        case_stream=np.append(cases.stream, np.zeros(len(begun))).astype(np.int32),
        case_number=np.concatenate((cases.number, births.numbers())),
        case_arrived=table[:, s.ARRIVED].copy(),
        case_ended=table[:, s.CASE_ENDED].copy(),
        case_outcome=table[:, s.OUTCOME].astype(np.int32),
        activities=activities,
        finished=finished,
        case_parent=np.concatenate((none, begun[:, s.CASE_PARENT])).astype(np.int32),
        case_errors=table[:, s.CASE_ERRORS].copy(),
        case_facts=facts_of_all(cases, births.facts()),
    )
