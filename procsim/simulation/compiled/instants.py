"""The run, instant by instant: settle what is due in its order, serve the queues, go on.

`proceed` is the only function of the kernel that is called from outside. It returns when it needs
something that is made outside (a column of draws, a larger table) and then begins again where it
was: all that is under way stands in the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.batches import aged, leave, occur
from procsim.simulation.compiled.cases import enter
from procsim.simulation.compiled.clock import phase_of, round_of, take_first
from procsim.simulation.compiled.deadlines import due
from procsim.simulation.compiled.dispatch import step
from procsim.simulation.compiled.groups import rouse
from procsim.simulation.compiled.inclusive import fire
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.outcomes import GOES_ON, WAITS
from procsim.simulation.compiled.queues import serve
from procsim.simulation.compiled.service import close_shift, end_batch, end_work, let_next_go
from procsim.simulation.compiled.settling import has_moved
from procsim.simulation.compiled.standing import fall_due
from procsim.simulation.compiled.stays import arm_begun
from procsim.simulation.compiled.strands import give_back, let_move
from procsim.simulation.compiled.walk import passed
from procsim.simulation.compiled.world import table
from procsim.simulation.plan import Op
from procsim.simulation.reference.clock import ARRIVAL, SIGNAL
from procsim.simulation.reference.token import HELD, WAITED, WORKED

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

_TERMINATE, _SEND = Op.TERMINATE, Op.SEND

_SETTLED: Final = -1
"""That something of this round was settled, and more may follow."""


@kernel
def proceed(w: World) -> int:
    """Go on with a run until it has ended or needs something; the reason (COLUMN, GROW, …)."""
    while True:
        reason = _let_all_move(w)
        if reason != f.GO_ON:
            return reason
        if _is_cramped(w):
            return f.GROW
        reason = _settle_next(w)
        if reason == _SETTLED:
            continue
        if reason != f.GO_ON:
            return reason
        now = w[f.NOW]
        reason = serve(w, now)
        if reason == f.GO_ON:
            reason = arm_begun(w)
        if reason != f.GO_ON:
            return reason
        if w[f.OPEN] == 0 and now >= w[f.WINDOW_END]:
            w[f.FINISHED] = now
            return f.ENDED
        if not _turn(w):
            w[f.FINISHED] = w[f.HORIZON]
            return f.ENDED


@kernel
def _turn(w: World) -> bool:
    """Turn to the next round of this instant, or to the next instant; False: nothing lies ahead."""
    clock, cases = table(w, f.CLOCK), table(w, f.CASES)
    instant = clock[0, f.INSTANT] if w[f.CLOCK_SIZE] > 0 else f.NEVER
    if w[f.NEXT_ARRIVAL] < w[f.PREPARED]:
        arriving = cases[w[f.NEXT_ARRIVAL], s.ARRIVAL_ORDER]
        instant = min(instant, cases[arriving, s.ARRIVED])
    if instant == f.NEVER:
        return False
    w[f.ROUND] = w[f.ROUND] + 1 if instant == w[f.NOW] else 0
    w[f.NOW] = instant
    return True


@kernel
def _settle_next(w: World) -> int:
    """Settle the next thing of this round, an entry of the clock or an arrival (SETTLED), unless it
    is hindered for the reason returned; GO_ON: all are settled."""
    clock, cases, now = table(w, f.CLOCK), table(w, f.CASES), w[f.NOW]
    rank = clock[0, f.RANK]
    due = w[f.CLOCK_SIZE] > 0 and clock[0, f.INSTANT] == now
    due = due and round_of(rank) == w[f.ROUND]
    if not due or phase_of(rank) > ARRIVAL:
        arrivals = w[f.NEXT_ARRIVAL]
        if arrivals < w[f.PREPARED]:
            case = cases[arrivals, s.ARRIVAL_ORDER]
            if cases[case, s.ARRIVED] == now:
                w[f.NEXT_ARRIVAL] = arrivals + 1
                enter(w, case)
                return _SETTLED
    if due and clock[0, f.TIE] >= f.FIRST_DEADLINE:
        reason = _pass(w)
        return _SETTLED if reason == f.GO_ON else reason
    if due:
        where, token, serial = clock[0, f.WHERE], clock[0, f.TOKEN], clock[0, f.TOKEN_SERIAL]
        take_first(w)
        _settle(w, phase_of(rank), where, token, serial, now)
        return _SETTLED
    return f.GO_ON


@kernel
def _pass(w: World) -> int:
    """A deadline passes, unless its stay is over; the entry stays in the clock while hindered."""
    clock = table(w, f.CLOCK)
    deadline = clock[0, f.TIE] - f.FIRST_DEADLINE
    stay, serial = clock[0, f.TOKEN], clock[0, f.TOKEN_SERIAL]
    times, own = serial >> f.TIMES_SHIFT, serial & (1 << f.TIMES_SHIFT) - 1
    if table(w, f.STAYS)[stay, s.STAY_SERIAL] == own:
        if _writes_much(w):
            return f.GROW
        reason = due(w, stay, deadline, times, w[f.NOW])
        if reason != f.GO_ON:
            return reason
    # What a deadline puts into the clock comes later than itself, which is still the first.
    take_first(w)
    return f.GO_ON


@kernel
def _settle(w: World, phase: int, where: int, token: int, serial: int, now: int) -> None:
    """Settle an entry of the clock."""
    rows = table(w, f.TOKENS)
    if token == f.NIL:
        if phase != SIGNAL:
            rouse(w, where)
        elif where >= 0:  # else it is the end of the window
            occur(w, where)
    elif serial < 0:
        if rows[token, f.SERIAL] == -1 - serial:
            fall_due(w, token, now)
    elif rows[token, f.SERIAL] != serial:
        return  # its case was terminated
    elif phase == SIGNAL:
        aged(w, token, where)
    elif rows[token, f.LEAD] == token:
        end_batch(w, token, now)
    elif rows[token, f.DOING] == WORKED:
        end_work(w, token, now)
    elif rows[token, f.DOING] == HELD:
        let_move(w, token)
    elif rows[token, f.DOING] == WAITED:
        passed(w, token, now)
        let_move(w, token)
    else:
        close_shift(w, token, now)


@kernel
def _let_all_move(w: World) -> int:
    """Let batches leave that are due, and move tokens until each waits for something, first those
    that were forked last (depth first, in flow order); then those that leave inclusive joins; then
    the next of a batch that has ended."""
    rows, now = table(w, f.TOKENS), w[f.NOW]
    while True:
        if _is_cramped(w):
            return f.GROW
        if w[f.ARMING] != f.NIL:
            reason = arm_begun(w)
            if reason != f.GO_ON:
                return reason
        if w[f.RELEASING] != f.NIL:
            if not leave(w, now):
                return f.COLUMN
        elif w[f.MOVING] == f.NIL:
            if not fire(w) and not let_next_go(w):
                return f.GO_ON
        else:
            token = w[f.MOVING]
            w[f.MOVING] = rows[token, f.LINK]
            room, case = rows[token, f.ROOM], rows[token, f.CASE]
            if rows[token, f.DEAD]:
                give_back(w, token)
            else:
                reason = _move(w, token, now)
                if reason != f.GO_ON:
                    let_move(w, token)
                    return reason
            has_moved(w, room, case)


@kernel
def _move(w: World, token: int, now: int) -> int:
    """Move a token until it waits, or is hindered for the reason returned."""
    while True:
        if _is_cramped(w) or _makes_much(w, token):
            return f.GROW
        found = step(w, token, now)
        if found == WAITS:
            return f.GO_ON
        if found != GOES_ON:
            return found


@kernel
def _is_cramped(w: World) -> bool:
    """Whether a table might be too small for the next thing to be settled."""
    return bool(
        w[f.FREE_TOKENS] < w[f.MOST_FORKS]
        or w[f.FREE_ROOM] == f.NIL
        or w[f.FREE_STAY] == f.NIL
        or w[f.FREE_ADDRESS] == f.NIL
        or w[f.PLACE_TOTAL] == table(w, f.PLACES).shape[0]
        or table(w, f.CLOCK).shape[0] - w[f.CLOCK_SIZE] < w[f.MOST_ENTRIES]
        or table(w, f.LOG).shape[1] - w[f.ROWS] < w[f.LARGEST_BATCH]
    )


@kernel
def _makes_much(w: World, token: int) -> bool:
    """Whether a token ends a case or sends a message, and the rows of all that this withdraws or
    releases might not fit into the log."""
    op = table(w, f.CODE)[table(w, f.TOKENS)[token, f.AT], s.OP]
    return op in (_TERMINATE, _SEND) and _writes_much(w)


@kernel
def _writes_much(w: World) -> bool:
    """Whether the log might be too small for the rows of all tokens."""
    in_use = table(w, f.TOKENS).shape[0] - w[f.FREE_TOKENS]
    w[f.WANTED_ROWS] = in_use * table(w, f.SEATS).shape[0]
    return bool(table(w, f.LOG).shape[1] - w[f.ROWS] < w[f.WANTED_ROWS])
