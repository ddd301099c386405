"""How often a case has come to each step: counters in its room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

MOST_VISITS: Final = 10_000


@kernel
def next_visit(w: World, token: int, step: int) -> int:
    """The number of a token's next visit to a step; the step is too often come to from MOST_VISITS
    on."""
    room, counter = table(w, f.TOKENS)[token, f.ROOM], table(w, f.STEPS)[step, s.COUNTER]
    visit = table(w, f.ROOMS)[room, counter]
    if visit >= MOST_VISITS:
        w[f.ENDLESS_STEP] = step
        w[f.WANTED_VISIT] = visit
    return int(visit)


@kernel
def visits(w: World, token: int, step: int, visit: int) -> None:
    """A token comes to a step."""
    rows = table(w, f.TOKENS)
    table(w, f.ROOMS)[rows[token, f.ROOM], table(w, f.STEPS)[step, s.COUNTER]] = visit + 1
    rows[token, f.VISIT] = visit
