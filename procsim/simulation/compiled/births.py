"""Cases that begin in the run: rows of the case table, made when the kernel wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.preparation.rows import Occasion

if TYPE_CHECKING:
    from procsim.simulation.compiled.columns import Columns
    from procsim.simulation.compiled.memory import Memory
    from procsim.simulation.compiled.world import Table, Tables
    from procsim.simulation.plan import Plan


class Births:
    """The births of one run, in their order."""

    def __init__(self, tables: Tables, plan: Plan, columns: Columns, memory: Memory) -> None:
        self._tables = tables
        self._plan = plan
        self._columns = columns
        self._memory = memory
        self._numbers: list[int] = []
        self._children: dict[int, int] = {}
        self._positions: list[int] = []
        self._alone = tuple(
            bool(plan.reads_arrival) and plan.reads_arrival[birth.process] for birth in plan.births
        )

    def make(self) -> None:
        """Make the cases that the kernel wants, and room for them."""
        tables, world = self._tables, self._tables.world
        token, which, count = world[[f.WANTED_TOKEN, f.WANTED_BIRTH, f.WANTED_COUNT]].tolist()
        self._memory.make_room()
        first = int(world[f.BORN])
        while len(tables[f.CASES]) < first + count:
            more = np.full_like(tables[f.CASES], f.NIL)
            tables[f.CASES] = np.concatenate([tables[f.CASES], more])
        parent, birth = tables[f.TOKENS][token], self._plan.births[which]
        for number in range(count):
            row = tables[f.CASES][first + number]
            row[[s.CASE_ENDED, s.OUTCOME, s.CASE_ERRORS]] = -1, -1, 0
            row[s.CASE_PROCESS] = birth.process
            row[s.CASE_HOME] = birth.offices[int(parent[f.HOME])]
            row[s.ARRIVED] = world[f.NOW]
            row[s.CASE_PARENT] = parent[f.CASE]
            row[s.CASE_ROOT] = tables[f.CASES][parent[f.CASE], s.CASE_ROOT]
            row[s.CASE_POSITION] = self._position(parent, which, number)
            self._number(int(parent[f.CASE]))
        world[f.BORN] = first + count

    def numbers(self) -> Table:
        """The number of each among those that its parent began."""
        return np.array(self._numbers, dtype=np.int64)

    def facts(self) -> list[dict[str, float]]:
        """The facts of each, as they were drawn."""
        return self._columns.facts_of(self._positions)

    def _number(self, parent: int) -> None:
        number = self._children.get(parent, 0)
        self._children[parent] = number + 1
        self._numbers.append(number)

    def _position(self, parent: Table, which: int, number: int) -> int:
        """Where the case stands in the columns of draws, as `Luck.birth` says."""
        room, is_alone = self._tables[f.ROOMS][parent[f.ROOM]], self._alone[which]
        chosen_by = self._plan.births[which].registers
        registers = tuple(int(room[f.FIRST_REGISTER + each]) for each in chosen_by)
        visit, instance = int(parent[f.VISIT]), int(parent[f.INSTANCE])
        now = int(self._tables.world[f.NOW]) if is_alone else -1
        occasion = Occasion(which, visit, instance, number, registers, now)
        position = self._columns.birth(int(parent[f.POSITION]), occasion, is_alone=is_alone)
        self._positions.append(position)
        return position
