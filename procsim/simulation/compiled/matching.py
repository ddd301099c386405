"""Groups in which work may go to others, must or must not go to certain members, or needs a team.

As in the reference engine: work that waits for the same members stands in one line (see
`standing`); what cannot be done yet is passed by what comes after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.duty import on_duty_from
from procsim.simulation.compiled.groups import engage, wake_at
from procsim.simulation.compiled.heaps import first_of_two
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.standing import drop, stand_in_lines, stop_waiting
from procsim.simulation.compiled.teams import begin_team, seat_team
from procsim.simulation.compiled.work import take_up
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def serve_matched(w: World, group: int, now: int) -> int:
    """Let the free members on duty take up what they can; why that must be begun again, or
    GO_ON."""
    reason = stand_in_lines(w, group, now)
    if reason != f.GO_ON:
        return reason
    members = table(w, f.MEMBERS)
    member = table(w, f.GROUPS)[group, s.FIRST_FREE]
    count = 0
    while member != f.NIL:
        members[member, s.STANDS_BY] = on_duty_from(w, member, now) <= now
        count += members[member, s.STANDS_BY]
        member = members[member, s.NEXT_FREE]
    if count > 0:
        count = _serve_overdue(w, group, count, now)
    if count > 0:
        _serve_lines(w, group, count, now)
    if _waits(w, group):
        opening = f.NEVER
        member = table(w, f.GROUPS)[group, s.FIRST_FREE]
        while member != f.NIL:
            if members[member, s.OPENS] > now:
                opening = min(opening, members[member, s.OPENS])
            member = members[member, s.NEXT_FREE]
        wake_at(w, group, opening)
    return f.GO_ON


@kernel
def _serve_overdue(w: World, group: int, count: int, now: int) -> int:
    """Overdue teams start, the oldest first, as long as they are complete; how many are left for
    other work when the next one has kept whom it needs."""
    rows, groups = table(w, f.TOKENS), table(w, f.GROUPS)
    members = table(w, f.MEMBERS)
    while groups[group, s.FIRST_OVERDUE] != f.NIL:
        token = groups[group, s.FIRST_OVERDUE]
        if rows[token, f.DEAD]:
            drop(w, token)
        elif seat_team(w, token, group, now):
            count -= _begin_team(w, token, now)
        else:
            member = groups[group, s.FIRST_FREE]
            while member != f.NIL:
                if members[member, s.STANDS_BY] and members[member, s.SEAT] != f.NIL:
                    members[member, s.STANDS_BY] = 0
                    count -= 1
                member = members[member, s.NEXT_FREE]
            return count
    return count


@kernel
def _serve_lines(w: World, group: int, count: int, now: int) -> None:
    kinds, options = table(w, f.KINDS), table(w, f.OPTIONS)
    kind = table(w, f.GROUPS)[group, s.FIRST_KIND]
    while kind != f.NIL:
        waits = kinds[kind, s.ROOT] != f.NIL
        if waits and not options[kinds[kind, s.KIND_OPTION], s.OPTION_TEAM]:
            waits = _preferred(w, kind, group) != f.NIL
        kinds[kind, s.PASSED_OVER] = not waits
        kind = kinds[kind, s.KIND_IN_GROUP]
    while count > 0:
        kind = _foremost(w, group)
        if kind == f.NIL:
            return
        token = kinds[kind, s.ROOT]
        if options[kinds[kind, s.KIND_OPTION], s.OPTION_TEAM]:
            if seat_team(w, token, group, now):
                count -= _begin_team(w, token, now)
            else:
                kinds[kind, s.PASSED_OVER] = 1
        else:
            member = _preferred(w, kind, group)
            if member == f.NIL:
                kinds[kind, s.PASSED_OVER] = 1
            else:
                _begin_alone(w, token, member, now)
                count -= 1


@kernel
def _foremost(w: World, group: int) -> int:
    """The line whose first work comes first, of those that somebody may still be free for."""
    rows, kinds = table(w, f.TOKENS), table(w, f.KINDS)
    found = f.NIL
    kind = table(w, f.GROUPS)[group, s.FIRST_KIND]
    while kind != f.NIL:
        if not kinds[kind, s.PASSED_OVER]:
            head = _head(w, kind)
            if head != f.NIL and (found == f.NIL or first_of_two(rows, head, kinds[found, s.ROOT])):
                found = kind
        kind = kinds[kind, s.KIND_IN_GROUP]
    return found


@kernel
def _head(w: World, kind: int) -> int:
    """The first living work of a line, or NIL; what is gone before it is dropped."""
    rows, kinds = table(w, f.TOKENS), table(w, f.KINDS)
    token = kinds[kind, s.ROOT]
    while token != f.NIL and rows[token, f.DEAD] and rows[token, f.LIVING] == 0:
        drop(w, token)
        token = kinds[kind, s.ROOT]
    return int(token)


@kernel
def _preferred(w: World, kind: int, group: int) -> int:
    """Who takes the work of a line: for whom it is in the queue named first, idle longest."""
    members, kinds, able = table(w, f.MEMBERS), table(w, f.KINDS), table(w, f.ABLE)
    option, only = kinds[kind, s.KIND_OPTION], kinds[kind, s.KIND_ONLY]
    found = f.NIL
    member = table(w, f.GROUPS)[group, s.FIRST_FREE]
    while member != f.NIL:
        may = members[member, s.STANDS_BY] and able[option, member] >= 0
        may = may and (only == f.NIL or only == member)
        for number in range(w[f.MOST_NEVER]):
            may = may and kinds[kind, s.KIND_NEVER + number] != member + 1
        if may and (found == f.NIL or able[option, member] < able[option, found]):
            found = member
        member = members[member, s.NEXT_FREE]
    return found


@kernel
def _begin_alone(w: World, token: int, member: int, now: int) -> None:
    """A member takes up work in the first queue it serves."""
    rows, options = table(w, f.TOKENS), table(w, f.OPTIONS)
    option = rows[token, f.OPTION]
    stop_waiting(w, token)
    engage(w, member)
    place = table(w, f.ABLE)[option, member]
    first = s.NOT_SAME_AS + options[option, s.NEVER_COUNT]
    rows[token, f.QUEUE] = options[option, first + place]
    take_up(w, token, member, now)


@kernel
def _begin_team(w: World, token: int, now: int) -> int:
    """A team takes up work; of how many members."""
    members, seats = table(w, f.MEMBERS), table(w, f.SEATS)
    rows, options = table(w, f.TOKENS), table(w, f.OPTIONS)
    option = rows[token, f.OPTION]
    stop_waiting(w, token)
    count = options[option, s.SEAT_COUNT]
    for seat in range(count):
        engage(w, seats[seat, s.SEATED])
        after = seats[seat + 1, s.SEATED] if seat + 1 < count else f.NIL
        members[seats[seat, s.SEATED], s.NEXT_SEATED] = after
    first = s.NOT_SAME_AS + options[option, s.NEVER_COUNT]
    rows[token, f.QUEUE] = options[option, first]
    if options[option, s.QUEUE_COUNT] == 1:
        take_up(w, token, seats[0, s.SEATED], now)
    else:
        begin_team(w, token, seats[0, s.SEATED], now)
    return int(count)


@kernel
def _waits(w: World, group: int) -> bool:
    """Whether any work waits in a group."""
    kinds = table(w, f.KINDS)
    kind = table(w, f.GROUPS)[group, s.FIRST_KIND]
    while kind != f.NIL:
        if kinds[kind, s.ROOT] != f.NIL:
            return True
        kind = kinds[kind, s.KIND_IN_GROUP]
    return False
