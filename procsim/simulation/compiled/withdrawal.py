"""Tokens taken back: by a terminate, by a deadline, or with the case that called theirs; as in the
reference engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.cases import end_case
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.service import kill
from procsim.simulation.compiled.stays import end_stay
from procsim.simulation.compiled.strands import write
from procsim.simulation.compiled.world import table
from procsim.simulation.log import ACTIVITY_COLUMNS, Result
from procsim.simulation.reference.token import WAITED

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

_WITHDRAWN: Final = int(Result.WITHDRAWN)
_HANDED: Final = ACTIVITY_COLUMNS.index("handed")
_RELEASED: Final = ACTIVITY_COLUMNS.index("released")
_QUEUED: Final = ACTIVITY_COLUMNS.index("queued")
_STARTED: Final = ACTIVITY_COLUMNS.index("started")
_MEMBER: Final = ACTIVITY_COLUMNS.index("member")


@kernel
def take_back(w: World, room: int, stay: int, is_traced: bool, now: int) -> None:
    """The tokens of a stay, or (NIL) all tokens of a case are gone, with the cases that they have
    called; `is_traced`: what had not begun has a row, too (but for the
    ways of a race)."""
    rows, rooms = table(w, f.TOKENS), table(w, f.ROOMS)
    token = rooms[room, f.FIRST_TOKEN]
    while token != f.NIL:
        after, called = rows[token, f.NEXT_STRAND], rows[token, f.CALLED]
        if stay == f.NIL or rows[token, f.STAY] == stay:
            if rows[token, f.STAY] == stay:
                rows[token, f.STAY] = f.NIL
            end_stay(w, token)
            if is_traced and called == f.NIL and rows[token, f.RIVAL] == f.NIL:
                _trace(w, token, now)
            kill(w, token, now)
            if called != f.NIL:
                take_back(w, called, f.NIL, is_traced, now)
                write(w, token, now, 0, _WITHDRAWN)
                rooms[called, f.CALLER] = f.NIL
                end_case(w, called, rows[token, f.STEP], now)
        token = after


@kernel
def _trace(w: World, token: int, now: int) -> None:
    """The row of a token whose work has not begun, unless its batch goes on for others."""
    rows = table(w, f.TOKENS)
    lead = token if rows[token, f.LEAD] == f.NIL else rows[token, f.LEAD]
    has_begun = rows[lead, f.IN_HAND] and rows[lead, f.STARTED] <= now
    if rows[lead, f.LIVING] == 1 and not has_begun:
        each = lead
        while each != f.NIL:
            _write(w, each, lead, now)
            each = rows[each, f.MATE]


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
