"""Queues and the members who serve them, as in the reference engine: the same rules and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.clock import put_group
from procsim.simulation.compiled.duty import on_duty_from
from procsim.simulation.compiled.heaps import first_of_two, with_token, without_first
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import drawn
from procsim.simulation.compiled.strands import give_back
from procsim.simulation.compiled.work import begin_unlimited, take_up
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def put(w: World, token: int, now: int) -> None:
    """Queue a token's work; unlimited staff begin it."""
    rows = table(w, f.TOKENS)
    if table(w, f.QUEUES)[rows[token, f.QUEUE], f.QUEUE_TIMELINE] != f.NIL:
        begin_unlimited(w, token, now)
        return
    rows[token, f.QUEUED] = now
    rows[token, f.ORDER] = now
    rows[token, f.PRIORITY] = key_of(w, token)
    put_back(w, token)


@kernel
def key_of(w: World, token: int) -> int:
    """The key of a token's work in queues, or MISSING."""
    rows, steps = table(w, f.TOKENS), table(w, f.STEPS)
    step = rows[token, f.STEP]
    if steps[step, f.KEY] == f.NIL:
        return int(steps[step, f.STEP_PRIORITY])
    return drawn(w, token, steps[step, f.KEY], rows[token, f.VISIT], 0)


@kernel
def put_back(w: World, token: int) -> None:
    """Queue a token's work at the place it has already had."""
    rows, queues, lines = table(w, f.TOKENS), table(w, f.QUEUES), table(w, f.LINES)
    queue = rows[token, f.QUEUE]
    line = queues[queue, f.QUEUE_LINE]
    rows[token, f.IN_QUEUE] = 1
    lines[line, f.ROOT] = with_token(rows, lines[line, f.ROOT], token)
    touch(w, queues[queue, f.QUEUE_GROUP])


@kernel
def release(w: World, member: int, now: int) -> None:
    """A member has ended its work: it is free, after all who have been idle longer."""
    members, groups = table(w, f.MEMBERS), table(w, f.GROUPS)
    group = members[member, f.MEMBER_GROUP]
    before = groups[group, f.FINAL_FREE]
    while before != f.NIL and members[before, f.IDLE_SINCE] == now and before > member:
        before = members[before, f.LAST_FREE]
    after = groups[group, f.FIRST_FREE] if before == f.NIL else members[before, f.NEXT_FREE]
    members[member, f.IDLE_SINCE] = now
    members[member, f.LAST_FREE] = before
    members[member, f.NEXT_FREE] = after
    if before == f.NIL:
        groups[group, f.FIRST_FREE] = member
    else:
        members[before, f.NEXT_FREE] = member
    if after == f.NIL:
        groups[group, f.FINAL_FREE] = member
    else:
        members[after, f.LAST_FREE] = member
    rouse(w, group)


@kernel
def rouse(w: World, group: int) -> None:
    """Somebody of the group comes on duty or becomes free."""
    table(w, f.GROUPS)[group, f.ASLEEP] = 0
    touch(w, group)


@kernel
def touch(w: World, group: int) -> None:
    """Something changed in a group: it is served at the end of the round."""
    groups = table(w, f.GROUPS)
    if groups[group, f.IS_TOUCHED] == 0:
        groups[group, f.IS_TOUCHED] = 1
        groups[group, f.NEXT_TOUCHED] = w[f.TOUCHED]
        w[f.TOUCHED] = group


@kernel
def serve(w: World, now: int) -> None:
    """Wherever anything changed, let every free member on duty take up the first work it can do."""
    groups = table(w, f.GROUPS)
    while w[f.TOUCHED] != f.NIL:
        group = w[f.TOUCHED]
        w[f.TOUCHED] = groups[group, f.NEXT_TOUCHED]
        groups[group, f.IS_TOUCHED] = 0
        if groups[group, f.FIRST_FREE] == f.NIL or groups[group, f.ASLEEP] > now:
            continue
        if groups[group, f.LINE_COUNT] == 1:
            _serve_one(w, group, now)
        else:
            _serve_several(w, group, now)


@kernel
def _serve_one(w: World, group: int, now: int) -> None:
    members, groups = table(w, f.MEMBERS), table(w, f.GROUPS)
    line = groups[group, f.FIRST_LINE]
    member = groups[group, f.FIRST_FREE]
    opening = f.NEVER
    off_duty = False
    while member != f.NIL and head(w, line) != f.NIL:
        after = members[member, f.NEXT_FREE]
        opens = on_duty_from(w, member, now)
        if opens <= now:
            _take_first(w, line, member, now)
        else:
            off_duty = True
            opening = min(opening, opens)
        member = after
    if off_duty and table(w, f.LINES)[line, f.ROOT] != f.NIL:
        groups[group, f.ASLEEP] = opening
        _wake_at(w, group, opening)


@kernel
def _serve_several(w: World, group: int, now: int) -> None:
    groups, lines = table(w, f.GROUPS), table(w, f.LINES)
    first = groups[group, f.FIRST_LINE]
    end = first + groups[group, f.LINE_COUNT]
    waits = False
    for line in range(first, end):
        lines[line, f.PASSED_OVER] = 0
        waits = waits or lines[line, f.ROOT] != f.NIL
    if not waits:
        return
    while True:
        line = _first_line(w, first, end)
        if line == f.NIL:
            break
        member = _first_on_duty(w, group, line - first, now)
        if member == f.NIL:
            lines[line, f.PASSED_OVER] = 1
        else:
            _take_first(w, line, member, now)
    waits = False
    for line in range(first, end):
        waits = waits or lines[line, f.ROOT] != f.NIL
    if waits:
        _sleep(w, group, now)


@kernel
def _first_line(w: World, first: int, end: int) -> int:
    """The line whose head comes first, of those that somebody may still be free for."""
    rows, lines = table(w, f.TOKENS), table(w, f.LINES)
    found = f.NIL
    foremost = f.NIL
    for line in range(first, end):
        if lines[line, f.PASSED_OVER] == 0:
            waiting = head(w, line)
            if waiting != f.NIL and (found == f.NIL or first_of_two(rows, waiting, foremost)):
                found, foremost = line, waiting
    return found


@kernel
def _first_on_duty(w: World, group: int, line: int, now: int) -> int:
    """Who takes the work of a line (counted within the group): idle longest, then lowest number."""
    members, serves = table(w, f.MEMBERS), table(w, f.SERVES)
    member = table(w, f.GROUPS)[group, f.FIRST_FREE]
    while member != f.NIL:
        if serves[member, line] and on_duty_from(w, member, now) <= now:
            return int(member)
        member = members[member, f.NEXT_FREE]
    return f.NIL


@kernel
def _sleep(w: World, group: int, now: int) -> None:
    """Work waits: the next opening is an instant; nobody is asked before if none is on duty."""
    members, groups = table(w, f.MEMBERS), table(w, f.GROUPS)
    opening = f.NEVER
    somebody = False
    member = groups[group, f.FIRST_FREE]
    while member != f.NIL:
        opens = on_duty_from(w, member, now)
        if opens > now:
            opening = min(opening, opens)
        else:
            somebody = True
        member = members[member, f.NEXT_FREE]
    if not somebody:
        groups[group, f.ASLEEP] = opening
    _wake_at(w, group, opening)


@kernel
def _wake_at(w: World, group: int, opening: int) -> None:
    groups = table(w, f.GROUPS)
    if opening < f.NEVER and groups[group, f.ALARM] != opening:
        groups[group, f.ALARM] = opening
        put_group(w, group, opening)


@kernel
def head(w: World, line: int) -> int:
    """The first living work of a line, or NIL; what is gone before it is dropped."""
    rows, lines = table(w, f.TOKENS), table(w, f.LINES)
    token = lines[line, f.ROOT]
    while token != f.NIL and rows[token, f.DEAD] and rows[token, f.LIVING] == 0:
        lines[line, f.ROOT] = without_first(rows, token)
        while token != f.NIL:  # of a batch all
            mate = rows[token, f.MATE]
            give_back(w, token)
            token = mate
        token = lines[line, f.ROOT]
    return int(token)


@kernel
def _take_first(w: World, line: int, member: int, now: int) -> None:
    """A free member takes up the first work of a line."""
    rows, members, groups = table(w, f.TOKENS), table(w, f.MEMBERS), table(w, f.GROUPS)
    lines = table(w, f.LINES)
    token = lines[line, f.ROOT]
    lines[line, f.ROOT] = without_first(rows, token)
    rows[token, f.IN_QUEUE] = 0
    group, before = members[member, f.MEMBER_GROUP], members[member, f.LAST_FREE]
    after = members[member, f.NEXT_FREE]
    if before == f.NIL:
        groups[group, f.FIRST_FREE] = after
    else:
        members[before, f.NEXT_FREE] = after
    if after == f.NIL:
        groups[group, f.FINAL_FREE] = before
    else:
        members[after, f.LAST_FREE] = before
    take_up(w, token, member, now)
