"""Cases begin, in a room of their own, and end; whoever called one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import BITS
from procsim.simulation.compiled.settling import settle
from procsim.simulation.compiled.stays import free_stay
from procsim.simulation.compiled.strands import let_move, new_token
from procsim.simulation.compiled.walk import passed
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def enter(w: World, case: int) -> int:
    """A case comes to the start of its process; its room."""
    rooms, cases = table(w, f.ROOMS), table(w, f.CASES)
    room = w[f.FREE_ROOM]
    w[f.FREE_ROOM] = rooms[room, f.FIRST_TOKEN]
    w[f.FREE_ROOMS] -= 1
    rooms[room, :] = 0
    rooms[room, f.ALIVE] = 1
    rooms[room, f.FIRST_TOKEN] = f.NIL
    rooms[room, f.LAST_TOKEN] = f.NIL
    rooms[room, f.CASE_STAY] = f.NIL
    rooms[room, f.ROOM_CASE] = case
    rooms[room, f.CALLER] = f.NIL
    at = table(w, f.ENTRIES)[cases[case, s.CASE_PROCESS], 0]
    position, home = cases[case, s.CASE_POSITION], cases[case, s.CASE_HOME]
    let_move(w, new_token(w, case, position, home, room, at))
    return int(room)


@kernel
def end_case(w: World, room: int, step: int, now: int) -> None:
    """The case of a room has ended at a step; if it was called, its caller goes on."""
    rooms, cases = table(w, f.ROOMS), table(w, f.CASES)
    case, caller = rooms[room, f.ROOM_CASE], rooms[room, f.CALLER]
    cases[case, s.CASE_ENDED] = now
    cases[case, s.OUTCOME] = step
    cases[case, s.CASE_ERRORS] = _errors_left(w, cases[case, s.CASE_PROCESS], room)
    if w[f.WINDOW_START] <= cases[case, s.ARRIVED] < w[f.WINDOW_END]:
        w[f.OPEN] -= 1
    table(w, f.UNENDED)[cases[case, s.CASE_POSITION] >> BITS, 0] -= 1
    if rooms[room, f.CASE_STAY] != f.NIL:
        free_stay(w, rooms[room, f.CASE_STAY])
    if rooms[room, f.IS_UNSETTLED]:
        settle(w, room)
    rooms[room, f.ROOM_CASE] = f.NIL
    rooms[room, f.FIRST_TOKEN] = w[f.FREE_ROOM]
    w[f.FREE_ROOM] = room
    w[f.FREE_ROOMS] += 1
    if caller != f.NIL:
        table(w, f.TOKENS)[caller, f.CALLED] = f.NIL
        passed(w, caller, now)
        let_move(w, caller)


@kernel
def _errors_left(w: World, process: int, room: int) -> int:
    """The errors of a case that are still there, a bit each."""
    rooms, errors = table(w, f.ROOMS), table(w, f.ERRORS)
    left = 0
    for number in range(errors.shape[1]):
        register = errors[process, number]
        if register != f.NIL and rooms[room, f.FIRST_REGISTER + register] != 0:
            left |= 1 << number
    return left
