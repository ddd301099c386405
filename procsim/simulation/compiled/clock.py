"""The clock of the compiled engine: a binary heap of what happens when.

Entries of one instant come by round, phase, case, step and visit, so the order in which they were
put in never matters; what is put in for the instant being settled belongs to its next round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.world import table
from procsim.simulation.reference.clock import DUTY, ENDING, SIGNAL

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import Table, World


@kernel
def put_token(w: World, token: int, phase: int, instant: int) -> None:
    """Let something of a token's case, step and visit come at an instant."""
    rows = table(w, f.TOKENS)
    where = rows[token, f.STEP] << f.VISIT_BITS | rows[token, f.VISIT]
    tie, serial = rows[token, f.INSTANCE], rows[token, f.SERIAL]
    _put_in(w, instant, phase, rows[token, f.CASE], where, tie, token, serial)


@kernel
def put_way(w: World, token: int, instant: int) -> None:
    """Let the wait of a way end at an instant. It stands at its race, on its own visit; of the ways
    that end together the one put in first comes first."""
    rows = table(w, f.TOKENS)
    where = rows[token, f.RACE_STEP] << f.VISIT_BITS | rows[token, f.VISIT]
    w[f.RACED] += 1
    serial = rows[token, f.SERIAL]
    _put_in(w, instant, ENDING, rows[token, f.CASE], where, w[f.RACED], token, serial)


@kernel
def put_alarm(
    w: World, instant: int, case: int, where: int, deadline: int, stay: int, serial: int
) -> None:
    """Let a deadline pass at an instant."""
    _put_in(w, instant, SIGNAL, case, where, f.FIRST_DEADLINE + deadline, stay, serial)


@kernel
def put_group(w: World, group: int, instant: int) -> None:
    """Let a group be roused at an instant: somebody comes on duty."""
    _put_in(w, instant, DUTY, -1, group, 0, f.NIL, 0)


@kernel
def put_widening(w: World, token: int, instant: int) -> None:
    """Let a token's work be looked at again at an instant, if it still waits."""
    rows = table(w, f.TOKENS)
    where = rows[token, f.STEP] << f.VISIT_BITS | rows[token, f.VISIT]
    serial = -1 - rows[token, f.SERIAL]
    _put_in(w, instant, DUTY, rows[token, f.CASE], where, 0, token, serial)


@kernel
def put_place(w: World, place: int, instant: int) -> None:
    """Let the batches of a place leave at an instant."""
    _put_in(w, instant, SIGNAL, -1, place, 0, f.NIL, 0)


@kernel
def _put_in(
    w: World, instant: int, phase: int, case: int, where: int, tie: int, token: int, serial: int
) -> None:
    """Let an entry come at an instant; at or beyond the horizon nothing ever happens."""
    if instant >= w[f.HORIZON]:
        return
    clock = table(w, f.CLOCK)
    round_ = w[f.ROUND] + 1 if instant == w[f.NOW] else 0
    rank = ((round_ << f.PHASE_BITS | phase) << f.CASE_BITS) + case + 1
    hole = w[f.CLOCK_SIZE]
    w[f.CLOCK_SIZE] = hole + 1
    while hole > 0:
        above = (hole - 1) >> 1
        if not _before(instant, rank, where, tie, clock, above):
            break
        _move(clock, above, hole)
        hole = above
    clock[hole, f.INSTANT] = instant
    clock[hole, f.RANK] = rank
    clock[hole, f.WHERE] = where
    clock[hole, f.TIE] = tie
    clock[hole, f.TOKEN] = token
    clock[hole, f.TOKEN_SERIAL] = serial


@kernel
def take_first(w: World) -> None:
    """Take out the first entry."""
    clock = table(w, f.CLOCK)
    size = w[f.CLOCK_SIZE] - 1
    w[f.CLOCK_SIZE] = size
    hole = 0
    while True:
        below = 2 * hole + 1
        if below >= size:
            break
        if below + 1 < size and _is_before(clock, below + 1, below):
            below += 1
        if _is_before(clock, size, below):
            break
        _move(clock, below, hole)
        hole = below
    _move(clock, size, hole)


@kernel
def round_of(rank: int) -> int:
    """The round of an entry."""
    return rank >> (f.CASE_BITS + f.PHASE_BITS)


@kernel
def phase_of(rank: int) -> int:
    """The phase of an entry."""
    return rank >> f.CASE_BITS & 3


@kernel
def _before(instant: int, rank: int, where: int, tie: int, clock: Table, row: int) -> bool:
    if instant != clock[row, f.INSTANT]:
        return bool(instant < clock[row, f.INSTANT])
    if rank != clock[row, f.RANK]:
        return bool(rank < clock[row, f.RANK])
    if where != clock[row, f.WHERE]:
        return bool(where < clock[row, f.WHERE])
    return bool(tie < clock[row, f.TIE])


@kernel
def _is_before(clock: Table, one: int, other: int) -> bool:
    instant, rank, where = clock[one, f.INSTANT], clock[one, f.RANK], clock[one, f.WHERE]
    return _before(instant, rank, where, clock[one, f.TIE], clock, other)


@kernel
def _move(clock: Table, source: int, target: int) -> None:
    for column in range(f.CLOCK_WIDTH):
        clock[target, column] = clock[source, column]
