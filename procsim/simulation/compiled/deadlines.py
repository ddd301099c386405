"""Deadlines that pass: what they interrupt is taken back, and a token goes the late way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn_for
from procsim.simulation.compiled.stays import expect, free_stay
from procsim.simulation.compiled.strands import let_move, new_token
from procsim.simulation.compiled.withdrawal import take_back
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def due(w: World, stay: int, rule: int, times: int, now: int) -> int:
    """A deadline has passed; the reason if it is hindered, and then nothing has changed."""
    stays, rules, rows = table(w, f.STAYS), table(w, f.DEADLINES), table(w, f.TOKENS)
    if rules[rule, s.UNTIL_START] and stays[stay, s.WORK_BEGAN] <= now:
        return f.GO_ON
    rooms, room = table(w, f.ROOMS), stays[stay, s.STAY_ROOM]
    case, position = stays[stay, s.STAY_CASE], stays[stay, s.STAY_POSITION]
    office = home = stays[stay, s.STAY_HOME]
    if not rules[rule, s.WHOLE]:
        token = stays[stay, s.STAY_TOKEN]
        office = stays[stay, s.STAY_OFFICE] if token == f.NIL else rows[token, f.OFFICE]
    if rules[rule, s.INTERRUPTS]:
        if rules[rule, s.WHOLE]:
            take_back(w, room, f.NIL, True, now)
            rooms[room, w[f.FIRST_JOIN] :] = 0
            rooms[room, f.AT_INCLUSIVE] = 0
            rooms[room, f.ALIVE] = 1
            rooms[room, f.CASE_STAY] = f.NIL
        else:
            take_back(w, room, stay, True, now)
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
