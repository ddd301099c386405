"""Columns of draws for the kernel: made when it wants one, in blocks of cases.

Cases stand in the columns by process and arrival: those that are on their way at the same time
stand together, so a block is soon over and its columns make room for others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.addresses import absorb
from procsim.simulation.columns import Draw, ruled
from procsim.simulation.compiled import fields as f
from procsim.simulation.draws import BLOCK, draw
from procsim.simulation.rows import rows_of

if TYPE_CHECKING:
    from procsim.simulation.addresses import Words
    from procsim.simulation.cases import Cases
    from procsim.simulation.compiled.world import Table, Tables
    from procsim.simulation.plan import Plan
    from procsim.simulation.rows import Rows

_FIRST_COLUMNS = 256


class Columns:
    """The columns of one run, and where each case stands in them (`position`)."""

    def __init__(self, tables: Tables, plan: Plan, cases: Cases) -> None:
        self._tables = tables
        self._plan = plan
        count = len(cases.process)
        order = self._order = np.lexsort((cases.arrived, cases.process))
        self.position: Table = np.empty(count, dtype=np.int64)
        self.position[order] = np.arange(count)
        self._cases = cases
        self._rows: dict[int, Rows] = {}
        blocks = -(-count // BLOCK)
        width = min(BLOCK, max(1, count))
        self._free: list[int] = list(range(_FIRST_COLUMNS - 1, -1, -1))
        self._states: dict[tuple[int, int], Words] = {}
        unended = np.full(blocks, BLOCK, dtype=np.int64)
        if blocks:
            unended[-1] = count - (blocks - 1) * BLOCK
        tables[f.HEADS] = np.full((blocks, len(plan.slots)), f.NIL, dtype=np.int64)
        tables[f.COLUMNS] = np.full((_FIRST_COLUMNS, f.COLUMN_SIZE), f.NIL, dtype=np.int64)
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

    def _drawn(self, block: int, slot: int, visit: int, kind: int) -> Table:
        """The draws of a block's cases, each by the variant of its office of origin."""
        place, rows = self._plan.slots[slot], self._rows_of(block)
        states = self._by_luck(place.luck, block)
        if not place.variants:
            return draw(self._plan, place, states, visit, kind)
        variants = np.array(place.variants)[rows.office]
        counts = np.bincount(variants + 1)  # -1: the step is not for cases of that office
        values = np.zeros(variants.size, dtype=np.int64)
        for variant in (np.flatnonzero(counts[1:])).tolist():
            those = variants == variant if counts[variant + 1] < variants.size else slice(None)
            if place.step >= 0:
                column = ruled(self._plan, place, rows, states, Draw(visit, variant))
                values[those] = column[those]
            else:
                values[those] = draw(self._plan, place, states[those], visit, variant)
        return values

    def _rows_of(self, block: int) -> Rows:
        rows = self._rows.get(block)
        if rows is None:
            places = self._order[block * BLOCK : (block + 1) * BLOCK]
            rows = self._rows[block] = rows_of(self._plan, self._cases, places)
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
                column = int(columns[column, f.NEXT_COLUMN])
        heads[ended] = f.NIL
        self._states = {key: kept for key, kept in self._states.items() if not ended[key[0]]}
        self._rows = {block: kept for block, kept in self._rows.items() if not ended[block]}

    def _grow(self) -> None:
        columns, values = self._tables[f.COLUMNS], self._tables[f.VALUES]
        self._free = list(range(2 * len(columns) - 1, len(columns) - 1, -1))
        self._tables[f.COLUMNS] = np.concatenate([columns, np.full_like(columns, f.NIL)])
        self._tables[f.VALUES] = np.concatenate([values, np.empty_like(values)])
