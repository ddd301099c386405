"""What a token meets at a slot: the draw of its case for its visit, from prepared columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.world import table
from procsim.simulation.preparation.draws import BLOCK

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

MISSING: Final = 0x7FF8 << 48
"""The column is not made yet: it is wanted. (As a double it is no number, which no fact is.)"""
BITS: Final = BLOCK.bit_length() - 1
_MASK: Final = BLOCK - 1


@kernel
def drawn(w: World, token: int, slot: int, visit: int, kind: int) -> int:
    """The draw of a token, or MISSING. `visit` may carry an instance above `VISIT_BITS`; `kind` is
    the distribution of a hand-over, else 0."""
    rows = table(w, f.TOKENS)
    return drawn_for(w, rows[token, f.POSITION], rows[token, f.ROOM], slot, visit, kind)


@kernel
def drawn_for(w: World, position: int, room: int, slot: int, visit: int, kind: int) -> int:
    """As `drawn`, for a case that stands there in the columns and in the rooms."""
    columns, block = table(w, f.COLUMNS), position >> BITS
    if table(w, f.CHOSEN_BY)[slot, s.CHOICE_COUNT] > 0:
        kind = _chosen(w, room, slot)
    column = table(w, f.HEADS)[block, slot]
    while column != f.NIL:
        if columns[column, s.COLUMN_VISIT] == visit and columns[column, s.COLUMN_KIND] == kind:
            return int(table(w, f.VALUES)[column, position & _MASK])
        column = columns[column, s.NEXT_COLUMN]
    w[f.WANTED_SLOT] = slot
    w[f.WANTED_VISIT] = visit
    w[f.WANTED_KIND] = kind
    w[f.WANTED_BLOCK] = block
    return MISSING


@kernel
def drawn_at_step(w: World, token: int, slot: int) -> int:
    """The draw of a token on its visit, at its instance, or MISSING."""
    rows = table(w, f.TOKENS)
    return drawn(w, token, slot, rows[token, f.INSTANCE] << f.VISIT_BITS | rows[token, f.VISIT], 0)


@kernel
def _chosen(w: World, room: int, slot: int) -> int:
    """The values of the registers that choose among a slot's draws, packed into one number."""
    chosen_by, rooms = table(w, f.CHOSEN_BY), table(w, f.ROOMS)
    packed = 0
    for each in range(chosen_by[slot, s.CHOICE_COUNT]):
        register = f.FIRST_REGISTER + chosen_by[slot, s.FIRST_CHOICE + 2 * each]
        bits = chosen_by[slot, s.FIRST_CHOICE + 2 * each + 1]
        packed = packed << bits | rooms[room, register]
    return int(packed)
