"""Tokens come and go: rows taken and given back, the strands of a case, rows of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def new_token(w: World, case: int, position: int, home: int, room: int, at: int) -> int:
    """A token of a case, the last of its strands."""
    rows, rooms = table(w, f.TOKENS), table(w, f.ROOMS)
    token = w[f.FREE_TOKEN]
    w[f.FREE_TOKEN] = rows[token, f.LINK]
    w[f.FREE_TOKENS] -= 1
    rows[token, f.CASE] = case
    rows[token, f.POSITION] = position
    rows[token, f.HOME] = home
    rows[token, f.OFFICE] = home
    rows[token, f.ROOM] = room
    rows[token, f.AT] = at
    rows[token, f.DEAD] = 0
    rows[token, f.IN_HAND] = 0
    rows[token, f.IN_QUEUE] = 0
    rows[token, f.PLACE] = f.NIL
    rows[token, f.LEAD] = f.NIL
    rows[token, f.MATE] = f.NIL
    rows[token, f.LIVING] = 1
    rows[token, f.CREW] = f.NIL
    rows[token, f.INSTANCE] = 0
    rows[token, f.STAY] = f.NIL
    rows[token, f.CALLED] = f.NIL
    rows[token, f.RIVAL] = f.NIL
    rows[token, f.ADDRESS] = f.NIL
    rows[token, f.NEXT_STRAND] = f.NIL
    last = rooms[room, f.LAST_TOKEN]
    rows[token, f.LAST_STRAND] = last
    if last == f.NIL:
        rooms[room, f.FIRST_TOKEN] = token
    else:
        rows[last, f.NEXT_STRAND] = token
    rooms[room, f.LAST_TOKEN] = token
    return int(token)


@kernel
def fork(w: World, token: int, at: int) -> int:
    """Another token of the same case, in the same office."""
    rows = table(w, f.TOKENS)
    case, position, home = rows[token, f.CASE], rows[token, f.POSITION], rows[token, f.HOME]
    made = new_token(w, case, position, home, rows[token, f.ROOM], at)
    rows[made, f.OFFICE] = rows[token, f.OFFICE]
    return made


@kernel
def let_last_move(w: World, room: int, count: int) -> None:
    """So many of the last strands of a case move next, the first of them first."""
    rows, token = table(w, f.TOKENS), table(w, f.ROOMS)[room, f.LAST_TOKEN]
    for _ in range(count):
        let_move(w, token)
        token = rows[token, f.LAST_STRAND]


@kernel
def give_back(w: World, token: int) -> None:
    """The row of a token that nobody knows any more is free."""
    rows = table(w, f.TOKENS)
    rows[token, f.SERIAL] += 1
    rows[token, f.LINK] = w[f.FREE_TOKEN]
    w[f.FREE_TOKEN] = token
    w[f.FREE_TOKENS] += 1


@kernel
def leave_strands(w: World, token: int) -> None:
    """A token ceases to be a strand of its case."""
    rows, rooms = table(w, f.TOKENS), table(w, f.ROOMS)
    room = rows[token, f.ROOM]
    before, after = rows[token, f.LAST_STRAND], rows[token, f.NEXT_STRAND]
    if before == f.NIL:
        rooms[room, f.FIRST_TOKEN] = after
    else:
        rows[before, f.NEXT_STRAND] = after
    if after == f.NIL:
        rooms[room, f.LAST_TOKEN] = before
    else:
        rows[after, f.LAST_STRAND] = before


@kernel
def let_move(w: World, token: int) -> None:
    """A token moves next, before all others."""
    rows = table(w, f.TOKENS)
    rows[token, f.DOING] = f.MOVES
    rows[token, f.LINK] = w[f.MOVING]
    w[f.MOVING] = token


@kernel
def write(w: World, token: int, ended: int, work: int, result: int) -> None:
    """The activity of a token as it stands."""
    rows, log, row = table(w, f.TOKENS), table(w, f.LOG), w[f.ROWS]
    for column in range(f.LOGGED):
        log[column, row] = rows[token, column]
    log[f.LOGGED, row] = ended
    log[f.LOGGED + 1, row] = work
    log[f.LOGGED + 2, row] = result
    log[f.LOGGED + 3, row] = rows[token, f.INSTANCE]
    log[f.LOGGED + 4, row] = 0  # the only seat
    w[f.ROWS] = row + 1
