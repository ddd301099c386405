"""Queues and the members who serve them, as in the reference engine: the same rules and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.duty import on_duty_from
from procsim.simulation.compiled.groups import engage, touch, wake_at
from procsim.simulation.compiled.heaps import first_of_two, with_token, without_first
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import drawn_at_step
from procsim.simulation.compiled.matching import serve_matched
from procsim.simulation.compiled.standing import ask
from procsim.simulation.compiled.strands import give_back
from procsim.simulation.compiled.work import begin_unlimited, take_up
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def put(w: World, token: int, now: int) -> None:
    """Queue a token's work; unlimited staff begin it."""
    rows = table(w, f.TOKENS)
    if table(w, f.QUEUES)[rows[token, f.QUEUE], s.QUEUE_TIMELINE] != f.NIL:
        begin_unlimited(w, token, now)
        return
    rows[token, f.QUEUED] = now
    rows[token, f.ORDER] = now
    rows[token, f.PRIORITY] = key_of(w, token)
    put_back(w, token, now)


@kernel
def key_of(w: World, token: int) -> int:
    """The key of a token's work in queues, or MISSING."""
    rows, steps = table(w, f.TOKENS), table(w, f.STEPS)
    step = rows[token, f.STEP]
    if steps[step, s.KEY] == f.NIL:
        return int(steps[step, s.STEP_PRIORITY])
    return drawn_at_step(w, token, steps[step, s.KEY])


@kernel
def put_back(w: World, token: int, now: int) -> None:
    """Queue a token's work at the place it has already had."""
    rows, queues, lines = table(w, f.TOKENS), table(w, f.QUEUES), table(w, f.LINES)
    queue = rows[token, f.QUEUE]
    if table(w, f.GROUPS)[queues[queue, s.QUEUE_GROUP], s.IS_MATCHED]:
        ask(w, token, now)
        return
    line = queues[queue, s.QUEUE_LINE]
    rows[token, f.IN_QUEUE] = 1
    lines[line, s.ROOT] = with_token(rows, lines[line, s.ROOT], token)
    touch(w, queues[queue, s.QUEUE_GROUP])


@kernel
def serve(w: World, now: int) -> int:
    """Wherever anything changed, let every free member on duty take up the first work it can do;
    why that must be gone on with later, or GO_ON."""
    groups = table(w, f.GROUPS)
    while w[f.TOUCHED] != f.NIL:
        group = w[f.TOUCHED]
        w[f.TOUCHED] = groups[group, s.NEXT_TOUCHED]
        groups[group, s.IS_TOUCHED] = 0
        if groups[group, s.FIRST_FREE] == f.NIL or groups[group, s.ASLEEP] > now:
            continue
        if groups[group, s.IS_MATCHED]:
            reason = serve_matched(w, group, now)
            if reason != f.GO_ON:
                touch(w, group)
                return reason
        elif groups[group, s.LINE_COUNT] == 1:
            _serve_one(w, group, now)
        else:
            _serve_several(w, group, now)
    return f.GO_ON


@kernel
def _serve_one(w: World, group: int, now: int) -> None:
    members, groups = table(w, f.MEMBERS), table(w, f.GROUPS)
    line = groups[group, s.FIRST_LINE]
    member = groups[group, s.FIRST_FREE]
    opening = f.NEVER
    off_duty = False
    while member != f.NIL and head(w, line) != f.NIL:
        after = members[member, s.NEXT_FREE]
        opens = on_duty_from(w, member, now)
        if opens <= now:
            _take_first(w, line, member, now)
        else:
            off_duty = True
            opening = min(opening, opens)
        member = after
    if off_duty and table(w, f.LINES)[line, s.ROOT] != f.NIL:
        groups[group, s.ASLEEP] = opening
        wake_at(w, group, opening)


@kernel
def _serve_several(w: World, group: int, now: int) -> None:
    groups, lines = table(w, f.GROUPS), table(w, f.LINES)
    first = groups[group, s.FIRST_LINE]
    end = first + groups[group, s.LINE_COUNT]
    waits = False
    for line in range(first, end):
        lines[line, s.PASSED_OVER] = 0
        waits = waits or lines[line, s.ROOT] != f.NIL
    if not waits:
        return
    while True:
        line = _first_line(w, first, end)
        if line == f.NIL:
            break
        member = _first_on_duty(w, group, line - first, now)
        if member == f.NIL:
            lines[line, s.PASSED_OVER] = 1
        else:
            _take_first(w, line, member, now)
    waits = False
    for line in range(first, end):
        waits = waits or lines[line, s.ROOT] != f.NIL
    if waits:
        _sleep(w, group, now)


@kernel
def _first_line(w: World, first: int, end: int) -> int:
    """The line whose head comes first, of those that somebody may still be free for."""
    rows, lines = table(w, f.TOKENS), table(w, f.LINES)
    found = f.NIL
    foremost = f.NIL
    for line in range(first, end):
        if lines[line, s.PASSED_OVER] == 0:
            waiting = head(w, line)
            if waiting != f.NIL and (found == f.NIL or first_of_two(rows, waiting, foremost)):
                found, foremost = line, waiting
    return found


@kernel
def _first_on_duty(w: World, group: int, line: int, now: int) -> int:
    """Who takes the work of a line (counted within the group): idle longest, then lowest number."""
    members, serves = table(w, f.MEMBERS), table(w, f.SERVES)
    member = table(w, f.GROUPS)[group, s.FIRST_FREE]
    while member != f.NIL:
        if serves[member, line] and on_duty_from(w, member, now) <= now:
            return int(member)
        member = members[member, s.NEXT_FREE]
    return f.NIL


@kernel
def _sleep(w: World, group: int, now: int) -> None:
    """Work waits: the next opening is an instant; nobody is asked before if none is on duty."""
    members, groups = table(w, f.MEMBERS), table(w, f.GROUPS)
    opening = f.NEVER
    somebody = False
    member = groups[group, s.FIRST_FREE]
    while member != f.NIL:
        opens = on_duty_from(w, member, now)
        if opens > now:
            opening = min(opening, opens)
        else:
            somebody = True
        member = members[member, s.NEXT_FREE]
    if not somebody:
        groups[group, s.ASLEEP] = opening
    wake_at(w, group, opening)


@kernel
def head(w: World, line: int) -> int:
    """The first living work of a line, or NIL; what is gone before it is dropped."""
    rows, lines = table(w, f.TOKENS), table(w, f.LINES)
    token = lines[line, s.ROOT]
    while token != f.NIL and rows[token, f.DEAD] and rows[token, f.LIVING] == 0:
        lines[line, s.ROOT] = without_first(rows, token)
        while token != f.NIL:  # of a batch all
            mate = rows[token, f.MATE]
            give_back(w, token)
            token = mate
        token = lines[line, s.ROOT]
    return int(token)


@kernel
def _take_first(w: World, line: int, member: int, now: int) -> None:
    """A free member takes up the first work of a line."""
    rows, lines = table(w, f.TOKENS), table(w, f.LINES)
    token = lines[line, s.ROOT]
    lines[line, s.ROOT] = without_first(rows, token)
    rows[token, f.IN_QUEUE] = 0
    engage(w, member)
    take_up(w, token, member, now)
