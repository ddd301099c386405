"""Deadlines that pass, and tokens taken back with their rows, as in the reference engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn_for
from procsim.simulation.compiled.service import kill
from procsim.simulation.compiled.stays import end_stay, expect, free_stay
from procsim.simulation.compiled.strands import let_move, new_token, write
from procsim.simulation.compiled.world import table
from procsim.simulation.log import ACTIVITY_COLUMNS, Result
from procsim.simulation.token import WAITED

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

_WITHDRAWN: Final = int(Result.WITHDRAWN)
_HANDED: Final = ACTIVITY_COLUMNS.index("handed")
_RELEASED: Final = ACTIVITY_COLUMNS.index("released")
_QUEUED: Final = ACTIVITY_COLUMNS.index("queued")
_STARTED: Final = ACTIVITY_COLUMNS.index("started")
_MEMBER: Final = ACTIVITY_COLUMNS.index("member")


@kernel
def due(w: World, stay: int, rule: int, times: int, now: int) -> int:
    """A deadline has passed; the reason if it is hindered, and then nothing has changed."""
    stays, rules, rows = table(w, f.STAYS), table(w, f.DEADLINES), table(w, f.TOKENS)
    rooms, room = table(w, f.ROOMS), stays[stay, s.STAY_ROOM]
    case, position = stays[stay, s.STAY_CASE], stays[stay, s.STAY_POSITION]
    office = home = stays[stay, s.STAY_HOME]
    if not rules[rule, s.WHOLE]:
        token = stays[stay, s.STAY_TOKEN]
        office = stays[stay, s.STAY_OFFICE] if token == f.NIL else rows[token, f.OFFICE]
    if rules[rule, s.INTERRUPTS]:
        _withdraw_all(w, room, stay, rules[rule, s.WHOLE], now)
        free_stay(w, stay)
    else:
        reason = _expect_again(w, stay, rule, times + 1, now)
        if reason != f.GO_ON:
            return reason
        rooms[room, f.ALIVE] += 1
    late = new_token(w, case, position, home, room, rules[rule, s.TARGET])
    rows[late, f.OFFICE] = office
    let_move(w, late)
    return f.GO_ON


@kernel
def _expect_again(w: World, stay: int, rule: int, times: int, now: int) -> int:
    """A reminder comes again."""
    stays, every = table(w, f.STAYS), table(w, f.DEADLINES)[rule, s.EVERY]
    if every < 0:
        return f.GO_ON
    at = times << f.VISIT_BITS | stays[stay, s.STAY_VISIT]
    span = drawn_for(w, stays[stay, s.STAY_POSITION], stays[stay, s.STAY_ROOM], every, at, 0)
    if span == MISSING:
        return f.COLUMN
    if span <= 0:
        w[f.ENDLESS_STEP] = stays[stay, s.STAY_STEP]
        return f.REMINDS_FOR_EVER
    expect(w, stay, rule, times, now, span)
    return f.GO_ON


@kernel
def _withdraw_all(w: World, room: int, stay: int, whole: int, now: int) -> None:
    """All that stands for a stay is gone, each with its row; or all tokens of the case."""
    rows, rooms = table(w, f.TOKENS), table(w, f.ROOMS)
    token = rooms[room, f.FIRST_TOKEN]
    while token != f.NIL:
        after = rows[token, f.NEXT_STRAND]
        if rows[token, f.STAY] == stay:
            rows[token, f.STAY] = f.NIL
            _withdraw(w, token, now)
        elif whole:
            _withdraw(w, token, now)
        token = after
    if whole:
        rooms[room, w[f.FIRST_JOIN] :] = 0
        rooms[room, f.ALIVE] = 1
        rooms[room, f.CASE_STAY] = f.NIL


@kernel
def _withdraw(w: World, token: int, now: int) -> None:
    """A token is gone. What had not begun has its row, unless its batch goes on for others."""
    rows = table(w, f.TOKENS)
    lead = token if rows[token, f.LEAD] == f.NIL else rows[token, f.LEAD]
    has_begun = rows[lead, f.IN_HAND] and rows[lead, f.STARTED] <= now
    if rows[lead, f.LIVING] == 1 and not has_begun:
        each = lead
        while each != f.NIL:
            _write(w, each, lead, now)
            each = rows[each, f.MATE]
    end_stay(w, token)
    kill(w, token, now)


@kernel
def _write(w: World, token: int, lead: int, now: int) -> None:
    """The row of what had not begun, or of a wait. (The token itself must stay as it is: others
    need to know what to lay down.)"""
    rows, log, row = table(w, f.TOKENS), table(w, f.LOG), w[f.ROWS]
    write(w, token, now, 0, _WITHDRAWN)
    log[_HANDED, row] = min(rows[token, f.HANDED], now)
    log[_RELEASED, row] = min(rows[token, f.RELEASED], now)
    log[_QUEUED, row] = rows[lead, f.QUEUED]
    if rows[token, f.DOING] != WAITED:
        if log[_QUEUED, row] < log[_RELEASED, row]:
            log[_QUEUED, row] = now
        log[_STARTED, row] = now
        log[_MEMBER, row] = -1
