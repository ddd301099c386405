"""What becomes of a token after an instruction, or keeps it from being done."""

from __future__ import annotations

from typing import Final

from procsim.simulation.compiled import fields as f

GOES_ON: Final = -1
"""It is to do the next instruction at once."""
WAITS: Final = -2
"""It rests, or is no more."""

# Else the kernel returns why; nothing has changed, and the instruction can be begun again.
NEEDS_DRAW: Final = f.COLUMN
NEEDS_ROOM: Final = f.GROW
NEEDS_CASES: Final = f.BIRTH
COMES_TOO_OFTEN: Final = f.ENDLESS
IS_TOO_LONG: Final = f.IS_TOO_MUCH
STARTS_TOO_MANY: Final = f.STARTS_TOO_MUCH
