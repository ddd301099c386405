"""The tables of a run that grow: tokens, rooms, stays, addresses, the clock and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.log import ACTIVITY_COLUMNS, Rows

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import Table, Tables
    from procsim.simulation.log import Activities

_FIRST: Final = 1024
"""Tokens and rooms at the start."""
_LOG: Final = 1 << 15
"""Rows of the log; when it is full they are put away."""
_KINDS: Final = 256
"""Lines of matched groups at the start."""
_LINE: Final = 8
"""Numbers in a line of a processor's cache."""


class Memory:
    """Makes room in time."""

    def __init__(self, tables: Tables, *, room_width: int) -> None:
        self._tables = tables
        world = tables.world
        world[[f.FREE_TOKEN, f.FREE_ROOM, f.FREE_STAY, f.FREE_ADDRESS]] = f.NIL
        tables[f.TOKENS] = np.zeros((0, f.TOKEN_SIZE + int(world[f.MOST_NEVER])), dtype=np.int64)
        tables[f.ROOMS] = np.zeros((0, room_width), dtype=np.int64)
        tables[f.CLOCK] = np.zeros((2 * int(world[f.MOST_ENTRIES]), f.CLOCK_WIDTH), dtype=np.int64)
        tables[f.LOG] = _log_of(_LOG)
        self._rows = Rows()
        tables[f.KINDS] = _kinds_of(_KINDS, tables)
        world[f.FREE_TOKENS] += self._add(f.TOKENS, f.LINK, f.FREE_TOKEN, _FIRST)
        tables[f.STAYS] = np.zeros((0, s.STAY_SIZE), dtype=np.int64)
        world[f.FREE_ROOMS] += self._add(f.ROOMS, f.FIRST_TOKEN, f.FREE_ROOM, _FIRST)
        self._add(f.STAYS, s.NEXT_STAY, f.FREE_STAY, _FIRST)
        tables[f.ADDRESSES] = np.zeros((0, s.ADDRESS_SIZE), dtype=np.int64)
        self._add(f.ADDRESSES, s.NEXT_ADDRESS, f.FREE_ADDRESS, _FIRST)

    def make_room(self) -> None:
        """Enlarge whatever may be too small, to twice its size; empty a log that is full."""
        tables, world = self._tables, self._tables.world
        while world[f.FREE_TOKENS] < world[f.MOST_FORKS] + world[f.WANTED_COUNT]:
            count = len(tables[f.TOKENS])
            world[f.FREE_TOKENS] += self._add(f.TOKENS, f.LINK, f.FREE_TOKEN, count)
        while world[f.FREE_ROOMS] <= world[f.WANTED_COUNT]:
            count = len(tables[f.ROOMS])
            world[f.FREE_ROOMS] += self._add(f.ROOMS, f.FIRST_TOKEN, f.FREE_ROOM, count)
        if world[f.FREE_STAY] == f.NIL:
            self._add(f.STAYS, s.NEXT_STAY, f.FREE_STAY, len(tables[f.STAYS]))
        if world[f.FREE_ADDRESS] == f.NIL:
            self._add(f.ADDRESSES, s.NEXT_ADDRESS, f.FREE_ADDRESS, len(tables[f.ADDRESSES]))
        world[f.WANTED_COUNT] = 0
        clock = tables[f.CLOCK]
        while len(clock) - world[f.CLOCK_SIZE] < world[f.MOST_ENTRIES]:
            clock = tables[f.CLOCK] = np.concatenate([clock, np.zeros_like(clock)])
        kinds = tables[f.KINDS]
        if world[f.KIND_TOTAL] == len(kinds):
            tables[f.KINDS] = np.concatenate([kinds, _kinds_of(len(kinds), tables)])
        places = tables[f.PLACES]
        if world[f.PLACE_TOTAL] == len(places):
            tables[f.PLACES] = np.concatenate([places, np.zeros_like(places)])
        rows = int(max(world[f.LARGEST_BATCH], world[f.WANTED_ROWS]))
        if tables[f.LOG].shape[1] - world[f.ROWS] < rows:
            self._put_away()
            if tables[f.LOG].shape[1] < rows:
                tables[f.LOG] = _log_of(2 * rows)

    def activities(self, unended: Table) -> Activities:
        """All rows of the log, the last of them given as the columns of a table."""
        self._put_away()
        self._rows.add(unended)
        return self._rows.close()

    def _put_away(self) -> None:
        """Empty the log: its rows are kept elsewhere, where they take less memory."""
        world = self._tables.world
        self._rows.add(self._tables[f.LOG][:, : world[f.ROWS]])
        world[f.ROWS] = 0

    def _add(self, which: int, link: int, free: int, count: int) -> int:
        """So many further rows for a table of rows that come and go: free and linked."""
        table, world = self._tables[which], self._tables.world
        more = np.zeros((count, table.shape[1]), dtype=np.int64)
        more[:, link] = np.arange(len(table) + 1, len(table) + count + 1)
        more[-1, link] = world[free]
        world[free] = len(table)
        self._tables[which] = np.concatenate([table, more])
        return count


def _kinds_of(rows: int, tables: Tables) -> Table:
    """Lines of matched groups, all empty."""
    width = s.KIND_NEVER + int(tables.world[f.MOST_NEVER])
    return np.full((rows, width), f.NIL, dtype=np.int64)


def _log_of(rows: int) -> Table:
    """A log with a row for each of its columns; these begin in different lines of the cache."""
    return np.empty(
        (len(ACTIVITY_COLUMNS), rows // (2 * _LINE) * 2 * _LINE + _LINE), dtype=np.int64
    )
