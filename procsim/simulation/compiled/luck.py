"""What a token meets at a slot: the draw of its case for its visit, from prepared columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.world import table
from procsim.simulation.draws import BLOCK

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

MISSING: Final = -(1 << 62)
"""The column is not made yet: it is wanted."""
BITS: Final = BLOCK.bit_length() - 1
_MASK: Final = BLOCK - 1


@kernel
def drawn(w: World, token: int, slot: int, visit: int, kind: int) -> int:
    """The draw of a token, or MISSING. `kind` is the distribution of a hand-over, else 0."""
    columns, position = table(w, f.COLUMNS), table(w, f.TOKENS)[token, f.POSITION]
    block = position >> BITS
    column = table(w, f.HEADS)[block, slot]
    while column != f.NIL:
        if columns[column, f.COLUMN_VISIT] == visit and columns[column, f.COLUMN_KIND] == kind:
            return int(table(w, f.VALUES)[column, position & _MASK])
        column = columns[column, f.NEXT_COLUMN]
    w[f.WANTED_SLOT] = slot
    w[f.WANTED_VISIT] = visit
    w[f.WANTED_KIND] = kind
    w[f.WANTED_BLOCK] = block
    return MISSING
