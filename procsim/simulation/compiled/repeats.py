"""Tasks done several times at one visit, one after the other or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn_at_step
from procsim.simulation.compiled.outcomes import GOES_ON, IS_TOO_LONG, NEEDS_DRAW, NEEDS_ROOM, WAITS
from procsim.simulation.compiled.stays import leave_stay
from procsim.simulation.compiled.strands import fork, give_back, leave_strands, let_last_move
from procsim.simulation.compiled.world import table
from procsim.simulation.reference.repeats import PARALLEL

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

MOST_INSTANCES: Final = 10_000


@kernel
def repeat(w: World, token: int, now: int) -> int:
    """Begin as many instances as are drawn, one after the other or all at once."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    at = rows[token, f.AT]
    count = drawn_at_step(w, token, code[at, s.SLOT])
    if count == MISSING:
        return NEEDS_DRAW
    if count > MOST_INSTANCES:
        w[f.ENDLESS_STEP] = code[at, s.CODE_STEP]
        w[f.WANTED_COUNT] = count
        return IS_TOO_LONG
    if count <= 0:
        rows[token, f.AT] = code[at, s.WAYS]
        return GOES_ON
    at_once = code[at, s.TABLE] == PARALLEL
    if at_once and w[f.FREE_TOKENS] < w[f.MOST_FORKS] + count:
        w[f.WANTED_COUNT] = count
        return NEEDS_ROOM
    rows[token, f.INSTANCE] = 1
    rows[token, f.INSTANCES_LEFT] = count
    rows[token, f.AT] = code[at, s.NEXT]
    if at_once:
        for number in range(2, count + 1):
            _beside(w, token, number, now)
        let_last_move(w, rows[token, f.ROOM], count - 1)
    return GOES_ON


@kernel
def _beside(w: World, token: int, number: int, now: int) -> None:
    """A further instance, at the same place; the hand-over is in the first one's row."""
    rows = table(w, f.TOKENS)
    made = fork(w, token, rows[token, f.AT])
    rows[made, f.STEP] = rows[token, f.STEP]
    rows[made, f.VISIT] = rows[token, f.VISIT]
    rows[made, f.QUEUE] = rows[token, f.QUEUE]
    rows[made, f.STAY] = rows[token, f.STAY]
    rows[made, f.INSTANCE] = number
    _begin(w, made, now)


@kernel
def again(w: World, token: int, now: int) -> int:
    """An instance is over: begin the next, or go on after the last."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    rows[token, f.INSTANCES_LEFT] -= 1
    if rows[token, f.INSTANCES_LEFT] == 0:
        return _go_on(w, token)
    rows[token, f.INSTANCE] += 1
    _begin(w, token, now)
    rows[token, f.AT] = code[rows[token, f.AT], s.WAYS]
    return GOES_ON


@kernel
def meet(w: World, token: int) -> int:
    """An instance is over: go on with the last of all."""
    rows = table(w, f.TOKENS)
    other = table(w, f.ROOMS)[rows[token, f.ROOM], f.FIRST_TOKEN]
    while other != f.NIL:
        here = rows[other, f.STEP] == rows[token, f.STEP]
        here = here and rows[other, f.VISIT] == rows[token, f.VISIT]
        if here and rows[other, f.INSTANCE] > 0 and other != token:
            leave_stay(w, token)
            leave_strands(w, token)
            give_back(w, token)
            return WAITS
        other = rows[other, f.NEXT_STRAND]
    return _go_on(w, token)


@kernel
def _begin(w: World, token: int, now: int) -> None:
    rows = table(w, f.TOKENS)
    rows[token, f.READY] = now
    rows[token, f.HANDED] = now
    rows[token, f.RELEASED] = now
    rows[token, f.QUEUED] = -1
    rows[token, f.MEMBER] = f.NIL
    rows[token, f.STINT] = 0


@kernel
def _go_on(w: World, token: int) -> int:
    """The step is done with the last instance."""
    rows = table(w, f.TOKENS)
    rows[token, f.INSTANCE] = 0
    rows[token, f.AT] = table(w, f.CODE)[rows[token, f.AT], s.NEXT]
    return GOES_ON
