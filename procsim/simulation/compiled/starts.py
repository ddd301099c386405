"""Cases that steps start: they go on by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.gateways import enter
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn_at_step
from procsim.simulation.compiled.walk import GOES_ON, NEEDS_DRAW
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

NEEDS_CASES: Final = 6
STARTS_TOO_MANY: Final = 7
MOST_STARTED: Final = 1 << 16


@kernel
def begin_cases(w: World, token: int, now: int) -> int:
    """Begin cases that are made outside; they move when this token rests, the first first."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    at = rows[token, f.AT]
    count = drawn_at_step(w, token, table(w, f.BIRTHS)[code[at, s.TABLE], 0])
    if count == MISSING:
        return NEEDS_DRAW
    if count >= MOST_STARTED:
        w[f.ENDLESS_STEP] = code[at, s.CODE_STEP]
        w[f.WANTED_COUNT] = count
        return STARTS_TOO_MANY
    if w[f.BORN] - w[f.BEGUN] < count:
        w[f.WANTED_BIRTH] = code[at, s.TABLE]
        w[f.WANTED_TOKEN] = token
        w[f.WANTED_COUNT] = count
        return NEEDS_CASES
    for number in range(count):
        enter(w, w[f.BORN] - 1 - number)
    w[f.BEGUN] = w[f.BORN]
    if w[f.WINDOW_START] <= now < w[f.WINDOW_END]:
        w[f.OPEN] += count
    rows[token, f.AT] = code[at, s.NEXT]
    return GOES_ON
