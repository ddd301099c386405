"""Races of waits: the first to end goes on, the others are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.service import kill
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def win(w: World, token: int, now: int) -> None:
    """The wait of a way is over: the other ways are gone."""
    rows = table(w, f.TOKENS)
    rival = rows[token, f.RIVAL]
    rows[token, f.RIVAL] = f.NIL
    while rival != token:
        after = rows[rival, f.RIVAL]
        kill(w, rival, now)
        rival = after
