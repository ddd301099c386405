"""Work that ends: done, passed on at closing, or withdrawn; and its rows in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.addresses import listen_no_more
from procsim.simulation.compiled.duty import done_before
from procsim.simulation.compiled.groups import release
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.queues import put_back
from procsim.simulation.compiled.strands import give_back, leave_strands, let_move, write
from procsim.simulation.compiled.teams import done_together
from procsim.simulation.compiled.world import table
from procsim.simulation.log import Result
from procsim.simulation.plan import PACE

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

_DONE: Final = int(Result.DONE)
_PASSED_ON: Final = int(Result.PASSED_ON)
_WITHDRAWN: Final = int(Result.WITHDRAWN)


@kernel
def end_work(w: World, token: int, now: int) -> None:
    """A token's work is done: the member is free, the row is written, the token goes on."""
    rows = table(w, f.TOKENS)
    if rows[token, f.CREW] == f.NIL:
        _lay_down(w, token, now)
        write(w, token, now, rows[token, f.WORK], _DONE)
    else:
        _end_team(w, token, now, rows[token, f.WORK], _DONE)
    _go_on(w, token)


@kernel
def end_batch(w: World, first: int, now: int) -> None:
    """The work of a batch is done; its living members will go on, oldest first."""
    rows = table(w, f.TOKENS)
    _lay_down(w, first, now)
    token = first
    while token != f.NIL:
        _as_first(w, token, first)
        result = _WITHDRAWN if rows[token, f.DEAD] else _DONE
        write(w, token, now, rows[token, f.WORK], result)
        rows[token, f.LEAD] = f.NIL
        rows[token, f.LIVING] = 1
        rows[token, f.DOING] = f.MOVES
        token = rows[token, f.MATE]
    w[f.LEAVING] = first


@kernel
def let_next_go(w: World) -> bool:
    """Let the next member of a batch that has ended go on, unless it has died; False: none is
    left."""
    rows, token = table(w, f.TOKENS), w[f.LEAVING]
    if token == f.NIL:
        return False
    w[f.LEAVING] = rows[token, f.MATE]
    rows[token, f.MATE] = f.NIL
    if rows[token, f.DEAD]:
        give_back(w, token)
    else:
        _go_on(w, token)
    return True


@kernel
def close_shift(w: World, token: int, now: int) -> None:
    """The rest of the work returns to its old place in the queue; no batch is passed on."""
    rows = table(w, f.TOKENS)
    stop(w, token, now, _PASSED_ON)
    rows[token, f.STINT] += 1
    rows[token, f.READY] = now
    rows[token, f.HANDED] = now
    rows[token, f.RELEASED] = now
    rows[token, f.QUEUED] = now
    rows[token, f.MEMBER] = f.NIL
    put_back(w, token, now)


@kernel
def kill(w: World, token: int, now: int) -> None:
    """A token ends with its case: taken out of where it is collected; its work stops, if it is in
    hand and nobody else of its batch needs it."""
    rows = table(w, f.TOKENS)
    rows[token, f.DEAD] = 1
    leave_strands(w, token)
    if rows[token, f.ADDRESS] != f.NIL:
        listen_no_more(w, token)
    place, lead = rows[token, f.PLACE], rows[token, f.LEAD]
    if place != f.NIL:
        rows[token, f.PLACE] = f.NIL
        table(w, f.PLACES)[place, s.COLLECTED] -= 1  # it leaves the heap when its turn comes
        return
    worked = token if lead == f.NIL else lead
    rows[worked, f.LIVING] -= 1
    if rows[worked, f.LIVING] > 0 or rows[worked, f.IN_QUEUE]:
        return
    if rows[worked, f.IN_HAND]:
        stop(w, worked, now, _WITHDRAWN)
    elif rows[worked, f.DOING] == f.MOVES:
        return  # it is dropped when its turn comes
    while worked != f.NIL:
        mate = rows[worked, f.MATE]
        give_back(w, worked)
        worked = mate


@kernel
def stop(w: World, token: int, now: int, result: int) -> None:
    """End a stint before its work is done and write what was done, to the µs below."""
    rows = table(w, f.TOKENS)
    if rows[token, f.CREW] != f.NIL:
        done = done_together(w, token, now)
        rows[token, f.LEFT] -= done
        _end_team(w, token, now, done, result)
        return
    timeline = _lay_down(w, token, now)
    if rows[token, f.STARTED] > now:
        return
    before = done_before(w, timeline, rows[token, f.STARTED])
    done = (done_before(w, timeline, now) - before) // PACE
    rows[token, f.LEFT] -= done
    each = token
    while each != f.NIL:
        _as_first(w, each, token)
        booked = min(done, rows[each, f.WORK])
        done -= booked
        write(w, each, now, booked, result)
        rows[each, f.WORK] -= booked
        each = rows[each, f.MATE]


@kernel
def _lay_down(w: World, token: int, now: int) -> int:
    """Work is in hand no more, its member (if it has one) is free; the timeline of the work."""
    rows = table(w, f.TOKENS)
    rows[token, f.IN_HAND] = 0
    member = rows[token, f.MEMBER]
    if member == f.NIL:
        return int(table(w, f.QUEUES)[rows[token, f.QUEUE], s.QUEUE_TIMELINE])
    release(w, member, now)
    return int(table(w, f.MEMBERS)[member, s.TIMELINE])


@kernel
def _end_team(w: World, token: int, now: int, work: int, result: int) -> None:
    """The members of a team are free; there is a row for each seat."""
    rows, members, options = table(w, f.TOKENS), table(w, f.MEMBERS), table(w, f.OPTIONS)
    queue, first_member = rows[token, f.QUEUE], rows[token, f.MEMBER]
    option, member = rows[token, f.CREW], first_member
    first = s.NOT_SAME_AS + options[option, s.NEVER_COUNT]
    for seat in range(options[option, s.QUEUE_COUNT]):
        rows[token, f.QUEUE] = options[option, first + seat]
        rows[token, f.MEMBER] = member
        write(w, token, now, work, result)
        table(w, f.LOG)[f.LOGGED + 4, w[f.ROWS] - 1] = seat
        if member != f.NIL:
            release(w, member, now)
            member = members[member, s.NEXT_SEATED]
    rows[token, f.QUEUE], rows[token, f.MEMBER] = queue, first_member
    rows[token, f.IN_HAND] = 0
    rows[token, f.CREW] = f.NIL


@kernel
def _as_first(w: World, token: int, first: int) -> None:
    """The members of a batch are worked as its first is: at once, by one member."""
    rows = table(w, f.TOKENS)
    rows[token, f.QUEUED] = rows[first, f.QUEUED]
    rows[token, f.QUEUE] = rows[first, f.QUEUE]
    rows[token, f.STARTED] = rows[first, f.STARTED]
    rows[token, f.MEMBER] = rows[first, f.MEMBER]


@kernel
def _go_on(w: World, token: int) -> None:
    """A token goes on from the office where its work was done."""
    rows = table(w, f.TOKENS)
    rows[token, f.OFFICE] = table(w, f.QUEUES)[rows[token, f.QUEUE], s.QUEUE_OFFICE]
    rows[token, f.AT] = table(w, f.CODE)[rows[token, f.AT], s.NEXT]
    let_move(w, token)
