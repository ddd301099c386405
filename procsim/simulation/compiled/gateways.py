"""Joins, forks, races and ends: instructions that make and end tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.cases import end_case
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.outcomes import COMES_TOO_OFTEN, GOES_ON, WAITS
from procsim.simulation.compiled.strands import fork, give_back, leave_strands, let_last_move
from procsim.simulation.compiled.visits import MOST_VISITS, next_visit, visits
from procsim.simulation.compiled.withdrawal import take_back
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


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
        fork(w, token, code[at, s.WAYS + way])
    rooms[room, f.ALIVE] += ways - 1
    let_last_move(w, room, ways - 1)
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
def race(w: World, token: int) -> int:
    """Fork into the ways of a race, which move in flow order."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    at = rows[token, f.AT]
    step = code[at, s.CODE_STEP]
    visit = next_visit(w, token, step)
    if visit >= MOST_VISITS:
        return COMES_TOO_OFTEN
    visits(w, token, step, visit)
    ways, last = code[at, s.WAY_COUNT], token
    for way in range(ways):
        if way > 0:
            made = fork(w, token, code[at, s.WAYS + way])
            rows[last, f.RIVAL] = made
            last = made
        rows[last, f.RACE_STEP] = step
    rows[last, f.RIVAL] = token
    rows[token, f.AT] = code[at, s.WAYS]
    let_last_move(w, rows[token, f.ROOM], ways - 1)
    return GOES_ON


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
        end_case(w, room, step, now)
    return WAITS


@kernel
def terminate(w: World, token: int, now: int) -> int:
    """The case ends with all its tokens; a batch one of them is in goes on without it."""
    rows = table(w, f.TOKENS)
    room = rows[token, f.ROOM]
    step = table(w, f.CODE)[rows[token, f.AT], s.CODE_STEP]
    leave_strands(w, token)
    take_back(w, room, f.NIL, False, now)
    give_back(w, token)
    end_case(w, room, step, now)
    return WAITS
