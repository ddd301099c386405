"""Joins, forks and ends: instructions that make and end tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import BITS
from procsim.simulation.compiled.service import kill
from procsim.simulation.compiled.stays import end_stay, free_stay
from procsim.simulation.compiled.strands import give_back, leave_strands, let_move, new_token
from procsim.simulation.compiled.walk import GOES_ON, WAITS
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def enter(w: World, case: int) -> None:
    """A case arrives at the start of its process."""
    rooms, cases = table(w, f.ROOMS), table(w, f.CASES)
    room = w[f.FREE_ROOM]
    w[f.FREE_ROOM] = rooms[room, f.FIRST_TOKEN]
    w[f.FREE_ROOMS] -= 1
    rooms[room, :] = 0
    rooms[room, f.ALIVE] = 1
    rooms[room, f.FIRST_TOKEN] = f.NIL
    rooms[room, f.LAST_TOKEN] = f.NIL
    rooms[room, f.CASE_STAY] = f.NIL
    at = table(w, f.ENTRIES)[cases[case, s.CASE_PROCESS], 0]
    position, home = cases[case, s.CASE_POSITION], cases[case, s.CASE_HOME]
    let_move(w, new_token(w, case, position, home, room, at))


@kernel
def join_and_fork(w: World, token: int) -> int:
    """Count the flow a token came by; when every flow has one they become one token on each flow
    out, of which the first moves first."""
    rows, rooms, code = table(w, f.TOKENS), table(w, f.ROOMS), table(w, f.CODE)
    at, room = rows[token, f.AT], rows[token, f.ROOM]
    if code[at, s.INPUTS] > 1 and not _joined(w, at, room):
        leave_strands(w, token)
        give_back(w, token)
        return WAITS
    ways = code[at, s.WAY_COUNT]
    for way in range(1, ways):
        case, position, home = rows[token, f.CASE], rows[token, f.POSITION], rows[token, f.HOME]
        made = new_token(w, case, position, home, room, code[at, s.WAYS + way])
        rows[made, f.OFFICE] = rows[token, f.OFFICE]
    rooms[room, f.ALIVE] += ways - 1
    # The strands stand in the order of the flows: from the last one, each moves before the others.
    made = rooms[room, f.LAST_TOKEN]
    for _ in range(1, ways):
        let_move(w, made)
        made = rows[made, f.LAST_STRAND]
    rows[token, f.AT] = code[at, s.WAYS]
    return GOES_ON


@kernel
def _joined(w: World, at: int, room: int) -> bool:
    """Whether every flow into a gateway has brought a token; those are then used up."""
    rooms, code = table(w, f.ROOMS), table(w, f.CODE)
    join, inputs = code[at, s.JOIN], code[at, s.INPUTS]
    rooms[room, join + code[at, s.TABLE]] += 1
    for flow in range(inputs):
        if rooms[room, join + flow] == 0:
            return False
    for flow in range(inputs):
        rooms[room, join + flow] -= 1
    rooms[room, f.ALIVE] -= inputs - 1
    return True


@kernel
def end(w: World, token: int, now: int) -> int:
    """A token ends; with its last token the case does."""
    rows, rooms = table(w, f.TOKENS), table(w, f.ROOMS)
    room = rows[token, f.ROOM]
    step = table(w, f.CODE)[rows[token, f.AT], s.CODE_STEP]
    leave_strands(w, token)
    give_back(w, token)
    rooms[room, f.ALIVE] -= 1
    if rooms[room, f.ALIVE] == 0:
        _end_case(w, rows[token, f.CASE], room, step, now)
    return WAITS


@kernel
def terminate(w: World, token: int, now: int) -> int:
    """The case ends with all its tokens; a batch one of them is in goes on without it."""
    rows, rooms = table(w, f.TOKENS), table(w, f.ROOMS)
    room = rows[token, f.ROOM]
    step = table(w, f.CODE)[rows[token, f.AT], s.CODE_STEP]
    other = rooms[room, f.FIRST_TOKEN]
    while other != f.NIL:
        after = rows[other, f.NEXT_STRAND]
        if other != token:
            end_stay(w, other)
            kill(w, other, now)
        other = after
    case = rows[token, f.CASE]
    give_back(w, token)
    _end_case(w, case, room, step, now)
    return WAITS


@kernel
def _end_case(w: World, case: int, room: int, step: int, now: int) -> None:
    rooms, cases = table(w, f.ROOMS), table(w, f.CASES)
    cases[case, s.CASE_ENDED] = now
    cases[case, s.OUTCOME] = step
    cases[case, s.CASE_ERRORS] = _errors_left(w, cases[case, s.CASE_PROCESS], room)
    if w[f.WINDOW_START] <= cases[case, s.ARRIVED] < w[f.WINDOW_END]:
        w[f.OPEN] -= 1
    table(w, f.UNENDED)[cases[case, s.CASE_POSITION] >> BITS, 0] -= 1
    if rooms[room, f.CASE_STAY] != f.NIL:
        free_stay(w, rooms[room, f.CASE_STAY])
    rooms[room, f.FIRST_TOKEN] = w[f.FREE_ROOM]
    w[f.FREE_ROOM] = room
    w[f.FREE_ROOMS] += 1


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
