"""Columns of draws for the kernel: made when it wants one, in blocks of cases.

Cases stand in the columns by process and arrival, and each process begins with a new block: those
that are on their way at the same time stand together, so a block is soon over and its columns make
room for others; and what a slot of a process draws is drawn for the cases of that process alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.addresses import absorb
from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.choices import bits_of_choice, unpacked
from procsim.simulation.plan import Op
from procsim.simulation.preparation.columns import Draw, ruled
from procsim.simulation.preparation.draws import BLOCK, draw
from procsim.simulation.preparation.rows import born_rows, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.simulation.addresses import Words
    from procsim.simulation.compiled.world import Table, Tables
    from procsim.simulation.plan import Plan, Slot
    from procsim.simulation.preparation.cases import Cases
    from procsim.simulation.preparation.rows import Occasion, Rows

_FIRST_COLUMNS = 2048
"""Room for so many columns at first: the system gives memory only to those that are filled."""


class Columns:
    """The columns of one run, and where each case stands in them (`position`)."""

    def __init__(self, tables: Tables, plan: Plan, cases: Cases) -> None:
        self._tables = tables
        self._plan = plan
        self._places, self.position = _blocks_of(cases)
        self._cases = cases
        self._rows: dict[int, Rows] = {}
        unended = np.array([len(places) for places in self._places], dtype=np.int64)
        blocks = self._blocks = self._prepared = len(unended)
        self._born: dict[tuple[int, int, Occasion], int] = {}
        self._occasions: list[tuple[int, int, Occasion]] = []
        self._parent = {
            c.table: plan.step_process[c.step]
            for c in plan.instructions
            if c.op in (Op.CALL, Op.BEGIN)
        }
        self._free: list[int] = list(range(_FIRST_COLUMNS - 1, -1, -1))
        self._states: dict[tuple[int, int], Words] = {}
        self._variants = tuple(sorted({*slot.variants} - {-1}) for slot in plan.slots)
        width = int(unended.max(initial=1))
        tables[f.HEADS] = np.full((blocks, len(plan.slots)), f.NIL, dtype=np.int64)
        tables[f.COLUMNS] = np.full((_FIRST_COLUMNS, s.COLUMN_SIZE), f.NIL, dtype=np.int64)
        tables[f.VALUES] = np.empty((_FIRST_COLUMNS, width), dtype=np.int64)
        tables[f.UNENDED] = unended

    def make(self, block: int, slot: int, visit: int, kind: int) -> None:
        """Make the column that the kernel wants."""
        if not self._free:
            self._free_ended()
        if not self._free:
            self._grow()
        number, heads = self._free.pop(), self._tables[f.HEADS]
        values = self._drawn(block, slot, visit, kind)
        self._tables[f.VALUES][number, : values.size] = values
        self._tables[f.COLUMNS][number] = (visit, kind, heads[block, slot])
        heads[block, slot] = number

    def birth(self, parent: int, occasion: Occasion, *, is_alone: bool) -> int:
        """Where a case stands that begins in the run: at the place of its parent, in a block for
        one occasion; or alone in one."""
        block, place = parent // BLOCK, parent % BLOCK
        key = (block, place if is_alone else -1, occasion)
        if key not in self._born:
            self._born[key] = self._blocks
            self._occasions.append(key)
            self._blocks += 1
            for which in (f.HEADS, f.UNENDED):
                if self._blocks > len(self._tables[which]):
                    more = np.full_like(self._tables[which], f.NIL if which == f.HEADS else 0)
                    self._tables[which] = np.concatenate([self._tables[which], more])
        born = self._born[key]
        self._tables[f.UNENDED][born] += 1
        return born * BLOCK + (0 if is_alone else place)

    def facts_of(self, positions: Sequence[int]) -> list[dict[str, float]]:
        """The facts of the cases at these places, as they were drawn."""
        return [
            {
                name: float(column[position % BLOCK])
                for name, column in self._rows_of(position // BLOCK).facts.items()
            }
            for position in positions
        ]

    def _drawn(self, block: int, slot: int, at: int, kind: int) -> Table:
        """The draws of a block's cases, each by the variant of its office of origin; of cases of
        offices that the step is not for, any."""
        place, variants = self._plan.slots[slot], self._variants[slot]
        visit, instance = at & (1 << f.VISIT_BITS) - 1, at >> f.VISIT_BITS
        if not place.variants:
            return draw(self._plan, place, self._by_luck(place.luck, block), visit, kind)
        registers = unpacked(kind, bits_of_choice(self._plan, place))
        which = Draw(visit, variants[0] if variants else f.NIL, registers, instance)
        if len(variants) == 1:
            return self._by_variant(block, place, which)
        offices = self._rows_of(block).office
        found = np.array(place.variants)[offices]
        values = np.zeros(found.size, dtype=np.int64)
        for variant in np.unique(found[found >= 0]).tolist():
            column = self._by_variant(block, place, replace(which, variant=variant))
            np.copyto(values, column, where=found == variant)
        return values

    def _by_variant(self, block: int, place: Slot, which: Draw) -> Table:
        states = self._by_luck(place.luck, block)
        if place.step >= 0:
            return ruled(self._plan, place, self._rows_of(block), states, which)
        return draw(self._plan, place, states, which.visit, which.variant, which.instance)

    def _rows_of(self, block: int) -> Rows:
        rows = self._rows.get(block)
        if rows is None and block >= self._prepared:
            parent, place, occasion = self._occasions[block - self._prepared]
            parents = self._rows_of(parent)
            if place >= 0:
                parents = parents.those(np.array([place]))
            process = self._parent[occasion.birth]
            rows = self._rows[block] = born_rows(self._plan, parents, process, occasion)
        elif rows is None:
            rows = self._rows[block] = rows_of(self._plan, self._cases, self._places[block])
        return rows

    def _by_luck(self, luck: int, block: int) -> Words:
        states = self._states.get((block, luck))
        if states is None:
            states = self._states[block, luck] = absorb(self._rows_of(block).keys, luck)
        return states

    def _free_ended(self) -> None:
        """Free the columns of blocks all of whose cases have ended."""
        heads, columns = self._tables[f.HEADS], self._tables[f.COLUMNS]
        ended = self._tables[f.UNENDED][:, 0] == 0
        for head in heads[ended].ravel().tolist():
            column = head
            while column != f.NIL:
                self._free.append(column)
                column = int(columns[column, s.NEXT_COLUMN])
        heads[ended] = f.NIL
        self._states = {key: kept for key, kept in self._states.items() if not ended[key[0]]}
        self._rows = {block: kept for block, kept in self._rows.items() if not ended[block]}

    def _grow(self) -> None:
        columns, values = self._tables[f.COLUMNS], self._tables[f.VALUES]
        self._free = list(range(2 * len(columns) - 1, len(columns) - 1, -1))
        self._tables[f.COLUMNS] = np.concatenate([columns, np.full_like(columns, f.NIL)])
        self._tables[f.VALUES] = np.concatenate([values, np.empty_like(values)])


def _blocks_of(cases: Cases) -> tuple[list[Table], Table]:
    """The cases of each block, and where each case stands in the blocks."""
    order = np.lexsort((cases.arrived, cases.process))
    counts = np.bincount(cases.process)
    blocks = [
        those[first : first + BLOCK]
        for those in np.split(order, np.cumsum(counts)[:-1])
        for first in range(0, those.size, BLOCK)
    ]
    position = np.empty(order.size, dtype=np.int64)
    for number, block in enumerate(blocks):
        position[block] = number * BLOCK + np.arange(block.size)
    return blocks, position
