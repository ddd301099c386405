"""Both engines on one plan: their logs must be the same, byte for byte."""

from __future__ import annotations

import os
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.engine_simpy import run as run_reference
from procsim.simulation.engines import unsupported
from procsim.simulation.log import ACTIVITY_COLUMNS, Log
from procsim.simulation.preparation.cases import prepare_cases
from procsim.simulation.preparation.roster import Roster, draw_roster
from procsim.simulation.replication import replicate as replicate_by_reference

if TYPE_CHECKING:
    from procsim.simulation.plan import Plan

BOTH = "PROCSIM_BOTH_ENGINES"
"""Set to 1 to compare the engines in every test that simulates."""

_ROWS = 40
"""Rows of a case's history that are shown."""


def replicate(plan: Plan, *, seed: int, replication: int) -> tuple[Log, Roster]:
    """One replication by the reference engine, or (see `BOTH`) by both."""
    one = replicate_by_reference if os.environ.get(BOTH) != "1" else replicate_by_both
    return one(plan, seed=seed, replication=replication)


def replicate_by_both(plan: Plan, *, seed: int, replication: int) -> tuple[Log, Roster]:
    """The log of the reference engine and the roster, after it was seen that the compiled engine
    writes the same log, if it knows all of the plan."""
    cases = prepare_cases(plan, seed=seed, replication=replication)
    roster = draw_roster(plan, seed=seed, replication=replication)
    log = run_reference(plan, cases, roster, replication=replication)
    if unsupported(plan) is None:
        from procsim.simulation.engine_compiled import run as run_compiled

        found = run_compiled(plan, cases, roster, replication=replication)
        assert same_log(log, found), difference(plan, log, found)
    return log, roster


def same_log(one: Log, other: Log) -> bool:
    """Byte for byte."""
    columns, others = _columns(one), _columns(other)
    return list(columns) == list(others) and all(
        a.dtype == others[name].dtype and a.tobytes() == others[name].tobytes()
        for name, a in columns.items()
    )


def _columns(log: Log) -> dict[str, np.ndarray]:
    parts = {field.name: getattr(log, field.name) for field in fields(log)}
    activities, facts = parts.pop("activities"), parts.pop("case_facts")
    parts |= {name: getattr(activities, name) for name in ACTIVITY_COLUMNS}
    parts |= {f"fact {name}": facts[name] for name in sorted(facts)}
    return {name: np.asarray(part) for name, part in parts.items()}


def difference(plan: Plan, reference: Log, compiled: Log) -> str:
    """The first row that differs, with the history of its case in either log."""
    expected, found = _rows(reference), _rows(compiled)
    count = min(len(expected), len(found))
    unlike = np.flatnonzero((expected[:count] != found[:count]).any(axis=1))
    if not unlike.size and len(expected) == len(found):
        ends = np.flatnonzero(
            (reference.case_ended != compiled.case_ended)
            | (reference.case_outcome != compiled.case_outcome)
        )
        return (
            f"the rows are the same; cases that end otherwise: {ends[:10].tolist()}; finished "
            f"{reference.finished} and {compiled.finished}"
        )
    row = int(unlike[0]) if unlike.size else count
    case = int((expected if row < len(expected) else found)[row, 0])
    lines = [f"row {row} of {len(expected)} (compiled: {len(found)}), case {case}"]
    for name, rows in (("reference", expected), ("compiled", found)):
        lines.append(f"{name}: {' '.join(ACTIVITY_COLUMNS)}")
        history = [at for at in range(len(rows)) if rows[at, 0] == case][:_ROWS]
        lines += [f"  {at}: {_told(plan, rows[at])}{' <--' * (at == row)}" for at in history]
    return "\n".join(lines)


def _rows(log: Log) -> np.ndarray:
    return np.column_stack([getattr(log.activities, name) for name in ACTIVITY_COLUMNS])


def _told(plan: Plan, row: np.ndarray) -> str:
    return f"{'.'.join(plan.names.steps[row[1]])} {row.tolist()}"
