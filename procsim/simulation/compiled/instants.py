"""The run, instant by instant: settle what is due in its order, serve the queues, go on.

`proceed` is the only function of the kernel that is called from outside. It returns when it needs
something that is made outside (a column of draws, a larger table) and then begins again where it
was: all that is under way stands in the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.clock import ARRIVAL, SIGNAL
from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.batches import leave, release_all
from procsim.simulation.compiled.clock import phase_of, round_of, take_first
from procsim.simulation.compiled.gateways import end, enter, join_and_fork, terminate
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.queues import rouse, serve
from procsim.simulation.compiled.service import close_shift, end_batch, end_work
from procsim.simulation.compiled.strands import give_back, let_move
from procsim.simulation.compiled.walk import (
    COMES_TOO_OFTEN,
    NEEDS_DRAW,
    WAITS,
    arrive,
    branch,
    choose,
    delay,
    gather,
    hold,
    passed,
    reach,
    travel,
    until,
    work,
)
from procsim.simulation.compiled.world import table
from procsim.simulation.plan import Op
from procsim.simulation.token import HELD, WAITED, WORKED

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

_ARRIVE, _DELAY, _GATHER, _WORK, _HOLD = Op.ARRIVE, Op.DELAY, Op.GATHER, Op.WORK, Op.HOLD
_UNTIL, _BRANCH, _ALL, _END, _TERMINATE = Op.UNTIL, Op.BRANCH, Op.ALL, Op.END, Op.TERMINATE
_REACH, _TRAVEL, _CHOOSE = Op.REACH, Op.TRAVEL, Op.CHOOSE
_DELAY_OPEN, _HOLD_OPEN = Op.DELAY_OPEN, Op.HOLD_OPEN


@kernel
def proceed(w: World) -> int:
    """Go on with a run until it has ended or needs something; the reason (COLUMN, GROW, …)."""
    while True:
        reason = _let_all_move(w)
        if reason != f.GO_ON:
            return reason
        if _is_cramped(w):
            return f.GROW
        if _settle_next(w):
            continue
        now = w[f.NOW]
        serve(w, now)
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
    if w[f.NEXT_ARRIVAL] < cases.shape[0]:
        arriving = cases[w[f.NEXT_ARRIVAL], f.ARRIVAL_ORDER]
        instant = min(instant, cases[arriving, f.ARRIVED])
    if instant == f.NEVER:
        return False
    w[f.ROUND] = w[f.ROUND] + 1 if instant == w[f.NOW] else 0
    w[f.NOW] = instant
    return True


@kernel
def _settle_next(w: World) -> bool:
    """Settle the next thing of this round: an entry of the clock or an arrival; False: all are."""
    clock, cases, now = table(w, f.CLOCK), table(w, f.CASES), w[f.NOW]
    rank = clock[0, f.RANK]
    due = w[f.CLOCK_SIZE] > 0 and clock[0, f.INSTANT] == now
    due = due and round_of(rank) == w[f.ROUND]
    if not due or phase_of(rank) > ARRIVAL:
        arrivals = w[f.NEXT_ARRIVAL]
        if arrivals < cases.shape[0]:
            case = cases[arrivals, f.ARRIVAL_ORDER]
            if cases[case, f.ARRIVED] == now:
                w[f.NEXT_ARRIVAL] = arrivals + 1
                enter(w, case)
                return True
    if due:
        where, token, serial = clock[0, f.WHERE], clock[0, f.TOKEN], clock[0, f.TOKEN_SERIAL]
        take_first(w)
        _settle(w, phase_of(rank), where, token, serial, now)
    return bool(due)


@kernel
def _settle(w: World, phase: int, where: int, token: int, serial: int, now: int) -> None:
    """Settle an entry of the clock."""
    rows = table(w, f.TOKENS)
    if token == f.NIL:
        if phase != SIGNAL:
            rouse(w, where)
        elif where >= 0:  # else it is the end of the window
            table(w, f.PLACES)[where, f.EXPECTED] = f.NIL
            release_all(w, where)
    elif rows[token, f.SERIAL] != serial:
        return  # its case was terminated
    elif phase == SIGNAL:
        # The age of its batch is reached: if it is still here on this visit, all will leave.
        if (
            rows[token, f.PLACE] != f.NIL
            and rows[token, f.VISIT] == where & (1 << f.VISIT_BITS) - 1
        ):
            release_all(w, rows[token, f.PLACE])
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
    that were forked last (depth first, in flow order)."""
    rows, now = table(w, f.TOKENS), w[f.NOW]
    while True:
        if _is_cramped(w):
            return f.GROW
        if w[f.RELEASING] != f.NIL:
            if not leave(w, now):
                return f.COLUMN
        elif w[f.MOVING] == f.NIL:
            return f.GO_ON
        else:
            token = w[f.MOVING]
            w[f.MOVING] = rows[token, f.LINK]
            if rows[token, f.DEAD]:
                give_back(w, token)
                continue
            reason = _move(w, token, now)
            if reason != f.GO_ON:
                let_move(w, token)
                return reason


@kernel
def _move(w: World, token: int, now: int) -> int:
    """Move a token until it waits, or is hindered for the reason returned."""
    while True:
        if _is_cramped(w) or _ends_much(w, token):
            return f.GROW
        found = _step(w, token, now)
        if found == WAITS:
            return f.GO_ON
        if found == NEEDS_DRAW:
            return f.COLUMN
        if found == COMES_TOO_OFTEN:
            return f.ENDLESS


@kernel
def _step(w: World, token: int, now: int) -> int:
    """One instruction."""
    op = table(w, f.CODE)[table(w, f.TOKENS)[token, f.AT], f.OP]
    if op == _ARRIVE:
        return arrive(w, token, now)
    if op == _WORK:
        return work(w, token, now)
    if op == _BRANCH:
        return branch(w, token)
    if op == _HOLD:
        return hold(w, token, now)
    if op == _ALL:
        return join_and_fork(w, token)
    if op == _END:
        return end(w, token, now)
    if op == _DELAY:
        return delay(w, token, now)
    if op == _REACH:
        return reach(w, token, now)
    if op == _TRAVEL:
        return travel(w, token, now)
    if op == _CHOOSE:
        return choose(w, token)
    if op == _DELAY_OPEN:
        return delay(w, token, now)
    if op == _HOLD_OPEN:
        return hold(w, token, now)
    if op == _UNTIL:
        return until(w, token, now)
    if op == _GATHER:
        return gather(w, token, now)
    return terminate(w, token, now)


@kernel
def _is_cramped(w: World) -> bool:
    """Whether a table might be too small for the next thing to be settled."""
    return bool(
        w[f.FREE_TOKENS] < w[f.MOST_FORKS]
        or w[f.FREE_ROOM] == f.NIL
        or table(w, f.CLOCK).shape[0] - w[f.CLOCK_SIZE] < w[f.MOST_ENTRIES]
        or table(w, f.LOG).shape[1] - w[f.ROWS] < w[f.LARGEST_BATCH]
    )


@kernel
def _ends_much(w: World, token: int) -> bool:
    """Whether the rows of a case that is terminated might not fit into the log."""
    rows = table(w, f.TOKENS)
    if table(w, f.CODE)[rows[token, f.AT], f.OP] != _TERMINATE:
        return False
    alive = table(w, f.ROOMS)[rows[token, f.ROOM], f.ALIVE]
    w[f.WANTED_ROWS] = alive * max(1, w[f.LARGEST_BATCH])
    return bool(table(w, f.LOG).shape[1] - w[f.ROWS] < w[f.WANTED_ROWS])
