"""Cases that begin in the run: called, and waited for; or started, to go on by themselves.

They are made outside, before they begin here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.cases import enter
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn_at_step
from procsim.simulation.compiled.outcomes import (
    GOES_ON,
    NEEDS_CASES,
    NEEDS_DRAW,
    STARTS_TOO_MANY,
    WAITS,
)
from procsim.simulation.compiled.world import table
from procsim.simulation.reference.token import WAITED

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

MOST_STARTED: Final = 1 << 16


@kernel
def begin_cases(w: World, token: int, now: int) -> int:
    """Begin cases; they move when this token rests, the first of them first."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    at = rows[token, f.AT]
    count = drawn_at_step(w, token, table(w, f.BIRTHS)[code[at, s.TABLE], 0])
    if count == MISSING:
        return NEEDS_DRAW
    if count >= MOST_STARTED:
        w[f.ENDLESS_STEP] = code[at, s.CODE_STEP]
        w[f.WANTED_COUNT] = count
        return STARTS_TOO_MANY
    if not _are_made(w, token, count):
        return NEEDS_CASES
    for number in range(count):
        enter(w, w[f.BORN] - 1 - number)
    _count(w, count, now)
    rows[token, f.AT] = code[at, s.NEXT]
    return GOES_ON


@kernel
def call(w: World, token: int, now: int) -> int:
    """Begin a case, and wait until it has ended."""
    if not _are_made(w, token, 1):
        return NEEDS_CASES
    rows = table(w, f.TOKENS)
    rows[token, f.QUEUED] = now
    rows[token, f.STARTED] = now
    rows[token, f.DOING] = WAITED
    room = enter(w, w[f.BEGUN])
    _count(w, 1, now)
    rows[token, f.CALLED] = room
    table(w, f.ROOMS)[room, f.CALLER] = token
    return WAITS


@kernel
def _are_made(w: World, token: int, count: int) -> bool:
    """Whether the cases that a token begins are made; else they are wanted."""
    if w[f.BORN] - w[f.BEGUN] >= count:
        return True
    w[f.WANTED_BIRTH] = table(w, f.CODE)[table(w, f.TOKENS)[token, f.AT], s.TABLE]
    w[f.WANTED_TOKEN] = token
    w[f.WANTED_COUNT] = count
    return False


@kernel
def _count(w: World, count: int, now: int) -> None:
    """The cases that were made have begun."""
    w[f.BEGUN] = w[f.BORN]
    if w[f.WINDOW_START] <= now < w[f.WINDOW_END]:
        w[f.OPEN] += count
