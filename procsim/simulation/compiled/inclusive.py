"""Inclusive gateways, as in the reference engine: joins that wait for every token that can still
come, then any set of ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn
from procsim.simulation.compiled.outcomes import COMES_TOO_OFTEN, GOES_ON, NEEDS_DRAW, WAITS
from procsim.simulation.compiled.settling import first_unsettled, settle
from procsim.simulation.compiled.strands import (
    fork,
    give_back,
    leave_strands,
    let_last_move,
    let_move,
    new_token,
)
from procsim.simulation.compiled.visits import MOST_VISITS, next_visit, visits
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def come(w: World, token: int) -> int:
    """Wait at a join, or take every flow out that is drawn."""
    rows, rooms, code = table(w, f.TOKENS), table(w, f.ROOMS), table(w, f.CODE)
    at, room = rows[token, f.AT], rows[token, f.ROOM]
    if code[at, s.INPUTS] > 1:
        counters = code[at, s.JOIN]
        rooms[room, counters + code[at, s.TABLE]] += 1
        rooms[room, counters + code[at, s.INPUTS]] = rows[token, f.OFFICE]
        rooms[room, f.AT_INCLUSIVE] += 1
        leave_strands(w, token)
        give_back(w, token)
        return WAITS
    if code[at, s.SLOT] < 0:
        rows[token, f.AT] = code[at, s.WAYS]
        return GOES_ON
    step = code[at, s.CODE_STEP]
    visit = next_visit(w, token, step)
    if visit >= MOST_VISITS:
        return COMES_TOO_OFTEN
    taken = drawn(w, token, code[at, s.SLOT], visit, 0)
    if taken == MISSING:
        return NEEDS_DRAW
    visits(w, token, step, visit)
    _split(w, token, at, taken)
    return GOES_ON


@kernel
def _split(w: World, token: int, at: int, taken: int) -> None:
    """One token on each flow that is taken, the first of them this one."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    ways = 0
    for flow in range(code[at, s.WAY_COUNT]):
        if taken >> flow & 1:
            if ways == 0:
                rows[token, f.AT] = code[at, s.WAYS + flow]
            else:
                fork(w, token, code[at, s.WAYS + flow])
            ways += 1
    table(w, f.ROOMS)[rows[token, f.ROOM], f.ALIVE] += ways - 1
    let_last_move(w, rows[token, f.ROOM], ways - 1)


@kernel
def fire(w: World) -> bool:
    """Let a token leave an inclusive join, the first in the order of cases and of the model, of
    those that have to be judged; False: there is none that can."""
    while w[f.UNSETTLED] != f.NIL:
        room = first_unsettled(w)
        join = f.NIL
        if table(w, f.ROOMS)[room, f.AT_INCLUSIVE] > 0:
            join = _complete_join(w, room)
        if join != f.NIL:
            _leave(w, room, join)
            return True
        settle(w, room)
    return False


@kernel
def _complete_join(w: World, room: int) -> int:
    """The first inclusive join of a case that waits for no other token, or NIL."""
    joins, case = table(w, f.JOINS), table(w, f.ROOMS)[room, f.ROOM_CASE]
    process = table(w, f.CASES)[case, s.CASE_PROCESS]
    for join in range(joins.shape[0]):
        if joins[join, s.JOIN_PROCESS] == process and joins[join, s.JOIN_EXIT] != f.NIL:
            filled = _filled(w, room, join)
            if filled != 0 and _is_complete(w, room, join, filled):
                return join
    return f.NIL


@kernel
def _filled(w: World, room: int, join: int) -> int:
    """The flows into a join at which tokens wait, a bit each."""
    rooms, joins = table(w, f.ROOMS), table(w, f.JOINS)
    filled = 0
    for flow in range(joins[join, s.JOIN_INPUTS]):
        if rooms[room, joins[join, s.JOIN_COUNTERS] + flow] > 0:
            filled |= 1 << flow
    return filled


@kernel
def _is_complete(w: World, room: int, join: int, filled: int) -> bool:
    """Whether no token can come by an empty flow that cannot as well come by a filled one."""
    rows, joins, reach = table(w, f.TOKENS), table(w, f.JOINS), table(w, f.REACH)
    empty = (1 << joins[join, s.JOIN_INPUTS]) - 1 - filled
    token = table(w, f.ROOMS)[room, f.FIRST_TOKEN]
    while token != f.NIL:
        step = table(w, f.CODE)[rows[token, f.AT], s.CODE_STEP]
        if rows[token, f.RIVAL] != f.NIL:
            step = rows[token, f.RACE_STEP]
        if reach[join, step] & empty and not reach[join, step] & filled:
            return False
        token = rows[token, f.NEXT_STRAND]
    for other in range(joins.shape[0]):
        same = joins[other, s.JOIN_PROCESS] == joins[join, s.JOIN_PROCESS]
        flows = reach[join, joins[other, s.JOIN_STEP]]
        holds = same and other != join and flows & empty and not flows & filled
        if holds and _filled(w, room, other) != 0:
            return False
    return True


@kernel
def _leave(w: World, room: int, join: int) -> None:
    """A join takes a token from each filled flow; one goes on, from the office of the last."""
    rooms, joins, cases = table(w, f.ROOMS), table(w, f.JOINS), table(w, f.CASES)
    counters, inputs = joins[join, s.JOIN_COUNTERS], joins[join, s.JOIN_INPUTS]
    taken = 0
    for flow in range(inputs):
        if rooms[room, counters + flow] > 0:
            rooms[room, counters + flow] -= 1
            taken += 1
    rooms[room, f.AT_INCLUSIVE] -= taken
    rooms[room, f.ALIVE] -= taken - 1
    case = rooms[room, f.ROOM_CASE]
    position, home = cases[case, s.CASE_POSITION], cases[case, s.CASE_HOME]
    token = new_token(w, case, position, home, room, joins[join, s.JOIN_EXIT])
    table(w, f.TOKENS)[token, f.OFFICE] = rooms[room, counters + inputs]
    let_move(w, token)
