"""How tokens walk through the instructions of a plan; each instruction is a function here.

A function returns whether the token goes on at once, waits, or needs a column of draws first; in
the last case it has changed nothing, so that the instruction can be begun again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.batches import collect, date_from
from procsim.simulation.compiled.clock import put_token, put_way
from procsim.simulation.compiled.duty import end_of_span
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn, drawn_at_step
from procsim.simulation.compiled.outcomes import COMES_TOO_OFTEN, GOES_ON, NEEDS_DRAW, WAITS
from procsim.simulation.compiled.queues import key_of, put
from procsim.simulation.compiled.races import win
from procsim.simulation.compiled.strands import write
from procsim.simulation.compiled.visits import MOST_VISITS, next_visit, visits
from procsim.simulation.compiled.world import table
from procsim.simulation.log import Result
from procsim.simulation.plan import NO_QUEUE, SKIP, Op
from procsim.simulation.reference.clock import ENDING
from procsim.simulation.reference.token import HELD, WAITED

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

_DONE: Final = int(Result.DONE)
_DELAY_OPEN: Final = Op.DELAY_OPEN
_HOLD_OPEN: Final = Op.HOLD_OPEN
_SET: Final = Op.SET


@kernel
def arrive(w: World, token: int, now: int) -> int:
    """Arrive at a step: number the visit, find the place, hand over."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    at = rows[token, f.AT]
    step = code[at, s.CODE_STEP]
    queue = table(w, f.ORIGINS)[step, rows[token, f.HOME]]
    if queue == SKIP:
        rows[token, f.AT] = code[at, s.WAYS]
        return GOES_ON
    visit = next_visit(w, token, step)
    if visit >= MOST_VISITS:
        return COMES_TOO_OFTEN
    handed = now
    if queue != NO_QUEUE:
        span = _hand_over(w, token, step, visit, queue)
        if span == MISSING:
            return NEEDS_DRAW
        handed = now + span
    visits(w, token, step, visit)
    rows[token, f.STEP] = step
    rows[token, f.STINT] = 0
    rows[token, f.QUEUE] = queue
    rows[token, f.MEMBER] = f.NIL
    rows[token, f.READY] = now
    rows[token, f.HANDED] = handed
    rows[token, f.RELEASED] = handed
    rows[token, f.AT] = code[at, s.NEXT]
    return _pause(w, token, handed, now)


@kernel
def reach(w: World, token: int, now: int) -> int:
    """Number the visit of a step where more is to come than a place."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    at = rows[token, f.AT]
    step = code[at, s.CODE_STEP]
    if table(w, f.ORIGINS)[step, rows[token, f.HOME]] == SKIP:
        rows[token, f.AT] = code[at, s.WAYS]
        return GOES_ON
    visit = next_visit(w, token, step)
    if visit >= MOST_VISITS:
        return COMES_TOO_OFTEN
    visits(w, token, step, visit)
    rows[token, f.STEP] = step
    rows[token, f.STINT] = 0
    rows[token, f.QUEUE] = NO_QUEUE
    rows[token, f.MEMBER] = f.NIL
    rows[token, f.QUEUED] = -1
    rows[token, f.READY] = now
    rows[token, f.HANDED] = now
    rows[token, f.RELEASED] = now
    rows[token, f.DOING] = HELD
    rows[token, f.AT] = code[at, s.NEXT]
    return GOES_ON


@kernel
def travel(w: World, token: int, now: int) -> int:
    """Travel to the office of a row of the places."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    at = rows[token, f.AT]
    row = code[at, s.CODE_STEP] if code[at, s.TABLE] < 0 else code[at, s.TABLE]
    queue = table(w, f.ORIGINS)[row, rows[token, f.HOME]]
    span = _hand_over(w, token, rows[token, f.STEP], rows[token, f.VISIT], queue)
    if span == MISSING:
        return NEEDS_DRAW
    rows[token, f.QUEUE] = queue
    rows[token, f.HANDED] = now + span
    rows[token, f.RELEASED] = now + span
    rows[token, f.AT] = code[at, s.NEXT]
    return _pause(w, token, now + span, now)


@kernel
def delay(w: World, token: int, now: int) -> int:
    """Hold a drawn span before queueing, elapsed or in working time."""
    rows = table(w, f.TOKENS)
    until = _after_drawn(w, token, now)
    if until == MISSING:
        return NEEDS_DRAW
    rows[token, f.AT] = table(w, f.CODE)[rows[token, f.AT], s.NEXT]
    rows[token, f.RELEASED] = until
    return _pause(w, token, until, now)


@kernel
def gather(w: World, token: int, now: int) -> int:
    """Collect a batch."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    own, at = _drawn_here(w, token), rows[token, f.AT]
    by = table(w, f.RULES)[code[at, s.TABLE], s.BATCH_BY]
    value = 0 if by == f.NIL else drawn(w, token, by, 0, 0)
    if MISSING in (own, value):
        return NEEDS_DRAW
    rows[token, f.AT] = code[at, s.NEXT]
    rows[token, f.WORK] = own
    collect(w, token, code[at, s.TABLE], value, now)
    return WAITS


@kernel
def work(w: World, token: int, now: int) -> int:
    """Queue for a member, who works the drawn amount."""
    rows = table(w, f.TOKENS)
    own = _drawn_here(w, token)
    if own == MISSING or key_of(w, token) == MISSING:
        return NEEDS_DRAW
    rows[token, f.WORK] = own
    rows[token, f.LEFT] = own
    put(w, token, now)
    return WAITS


@kernel
def hold(w: World, token: int, now: int) -> int:
    """Hold a drawn span, elapsed or in working time, and log it: waits and systems."""
    until = _after_drawn(w, token, now)
    if until == MISSING:
        return NEEDS_DRAW
    return _wait(w, token, until, now)


@kernel
def until(w: World, token: int, now: int) -> int:
    """Hold until an instant of a recurrence (the horizon if none comes) and write it to the log."""
    rows = table(w, f.TOKENS)
    first = table(w, f.CODE)[rows[token, f.AT], s.TABLE]
    instant = date_from(w, first + rows[token, f.HOME], now)
    if instant == f.NEVER:
        instant = w[f.HORIZON]
    return _wait(w, token, instant, now)


@kernel
def branch(w: World, token: int) -> int:
    """Go on at the drawn target."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    at = rows[token, f.AT]
    step = code[at, s.CODE_STEP]
    visit = next_visit(w, token, step)
    if visit >= MOST_VISITS:
        return COMES_TOO_OFTEN
    way = drawn(w, token, code[at, s.SLOT], visit, 0)
    if way == MISSING:
        return NEEDS_DRAW
    visits(w, token, step, visit)
    rows[token, f.AT] = code[at, s.WAYS + way]
    return GOES_ON


@kernel
def choose(w: World, token: int) -> int:
    """Go on at the drawn target, within a step."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    way = _drawn_here(w, token)
    if way == MISSING:
        return NEEDS_DRAW
    rows[token, f.AT] = code[rows[token, f.AT], s.WAYS + way]
    return GOES_ON


@kernel
def set_register(w: World, token: int) -> int:
    """Set a register of the case: to what is drawn, a value, or the member who did the step."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    at = rows[token, f.AT]
    value = rows[token, f.MEMBER] + 1
    if code[at, s.OP] == _SET:
        value = code[at, s.VALUE] if code[at, s.SLOT] < 0 else _drawn_here(w, token)
        if value == MISSING:
            return NEEDS_DRAW
    table(w, f.ROOMS)[rows[token, f.ROOM], f.FIRST_REGISTER + code[at, s.TABLE]] = value
    rows[token, f.AT] = code[at, s.NEXT]
    return GOES_ON


@kernel
def passed(w: World, token: int, now: int) -> None:
    """A wait or a system's step is over; a race, if it is in one, is won."""
    rows = table(w, f.TOKENS)
    if rows[token, f.RIVAL] != f.NIL:
        win(w, token, now)
    write(w, token, now, 0, _DONE)
    rows[token, f.AT] = table(w, f.CODE)[rows[token, f.AT], s.NEXT]


@kernel
def _hand_over(w: World, token: int, step: int, visit: int, queue: int) -> int:
    """How long it takes to hand a token over to a queue's office, or MISSING."""
    office = table(w, f.QUEUES)[queue, s.QUEUE_OFFICE]
    kind = table(w, f.HAND_OVERS)[table(w, f.TOKENS)[token, f.OFFICE], office]
    if kind < 0:
        return 0
    return drawn(w, token, table(w, f.STEPS)[step, s.HAND_OVER], visit, kind)


@kernel
def _after_drawn(w: World, token: int, now: int) -> int:
    """The instant when a drawn span is over, or MISSING."""
    rows, code = table(w, f.TOKENS), table(w, f.CODE)
    span = _drawn_here(w, token)
    at = rows[token, f.AT]
    if span == MISSING or span == 0:
        return MISSING if span == MISSING else now
    if code[at, s.OP] != _DELAY_OPEN and code[at, s.OP] != _HOLD_OPEN:
        return now + span
    timeline = table(w, f.TIMETABLES)[code[at, s.TABLE], rows[token, f.HOME]]
    return min(int(w[f.HORIZON]), end_of_span(w, timeline, now, span))


@kernel
def _drawn_here(w: World, token: int) -> int:
    """The draw of a token at the slot of its instruction, on its visit."""
    rows = table(w, f.TOKENS)
    return drawn_at_step(w, token, table(w, f.CODE)[rows[token, f.AT], s.SLOT])


@kernel
def _pause(w: World, token: int, instant: int, now: int) -> int:
    """Hold a token until an instant."""
    if instant == now:
        return GOES_ON
    table(w, f.TOKENS)[token, f.DOING] = HELD
    put_token(w, token, ENDING, instant)
    return WAITS


@kernel
def _wait(w: World, token: int, instant: int, now: int) -> int:
    rows = table(w, f.TOKENS)
    rows[token, f.QUEUED] = now
    rows[token, f.STARTED] = now
    if instant > now:
        rows[token, f.DOING] = WAITED
        if rows[token, f.RIVAL] == f.NIL:
            put_token(w, token, ENDING, instant)
        else:
            put_way(w, token, instant)
        return WAITS
    passed(w, token, now)
    return GOES_ON
