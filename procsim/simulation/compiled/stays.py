"""Stays at steps with deadlines, and of cases with deadlines of their own: armed and over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.clock import put_alarm
from procsim.simulation.compiled.duty import end_of_span
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn, drawn_for
from procsim.simulation.compiled.outcomes import GOES_ON, NEEDS_DRAW
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def arm(w: World, token: int) -> int:
    """Arm a deadline for the stay of a token at its step, or for the case."""
    rows, code, rules = table(w, f.TOKENS), table(w, f.CODE), table(w, f.DEADLINES)
    at = rows[token, f.AT]
    rule = code[at, s.TABLE]
    span = 0
    if not rules[rule, s.SINCE_START]:
        span = drawn(w, token, rules[rule, s.DEADLINE_SLOT], rows[token, f.VISIT], 0)
    if span == MISSING:
        return NEEDS_DRAW
    if rows[token, f.STAY] == f.NIL:
        _begin_stay(w, token)
        if rules[rule, s.WHOLE]:
            table(w, f.ROOMS)[rows[token, f.ROOM], f.CASE_STAY] = rows[token, f.STAY]
    if rules[rule, s.SINCE_START]:
        table(w, f.STAYS)[rows[token, f.STAY], s.AT_WORK] = 1
    else:
        expect(w, rows[token, f.STAY], rule, 0, rows[token, f.READY], span)
    rows[token, f.AT] = code[at, s.NEXT]
    return GOES_ON


@kernel
def disarm(w: World, token: int) -> int:
    """The stay is over; that of the case goes on without the token."""
    rows = table(w, f.TOKENS)
    if table(w, f.ROOMS)[rows[token, f.ROOM], f.CASE_STAY] == rows[token, f.STAY]:
        rows[token, f.STAY] = f.NIL
    else:
        end_stay(w, token)
    rows[token, f.AT] = table(w, f.CODE)[rows[token, f.AT], s.NEXT]
    return GOES_ON


@kernel
def begun(w: World, first: int, started: int) -> None:
    """The work of a token, or of the batch it leads, is taken up: deadlines that count from then on
    are armed before anything else happens (see `arm_begun`), for only then draws may be wanted."""
    rows, stays = table(w, f.TOKENS), table(w, f.STAYS)
    token = first
    while token != f.NIL:
        stay = rows[token, f.STAY]
        if stay != f.NIL:
            stays[stay, s.WORK_BEGAN] = min(stays[stay, s.WORK_BEGAN], started)
        if stay != f.NIL and stays[stay, s.AT_WORK]:
            stays[stay, s.AT_WORK] = 0
            stays[stay, s.NEXT_STAY] = w[f.ARMING]
            w[f.ARMING] = stay
        token = rows[token, f.MATE]


@kernel
def arm_begun(w: World) -> int:
    """Arm the deadlines of stays whose work has begun; why that must be gone on with later, or
    GO_ON."""
    rules, stays = table(w, f.DEADLINES), table(w, f.STAYS)
    while w[f.ARMING] != f.NIL:
        stay = w[f.ARMING]
        if table(w, f.CLOCK).shape[0] - w[f.CLOCK_SIZE] < w[f.MOST_ENTRIES]:
            return f.GROW
        for rule in range(rules.shape[0]):
            if _counts_from_work(w, stay, rule) and _span(w, stay, rule) == MISSING:
                return f.COLUMN
        w[f.ARMING] = stays[stay, s.NEXT_STAY]
        for rule in range(rules.shape[0]):
            if _counts_from_work(w, stay, rule):
                expect(w, stay, rule, 0, stays[stay, s.WORK_BEGAN], _span(w, stay, rule))
    return f.GO_ON


@kernel
def _counts_from_work(w: World, stay: int, rule: int) -> bool:
    rules = table(w, f.DEADLINES)
    at_step = rules[rule, s.DEADLINE_STEP] == table(w, f.STAYS)[stay, s.STAY_STEP]
    return bool(at_step and rules[rule, s.SINCE_START])


@kernel
def _span(w: World, stay: int, rule: int) -> int:
    """The span of a deadline, or MISSING."""
    stays, slot = table(w, f.STAYS), table(w, f.DEADLINES)[rule, s.DEADLINE_SLOT]
    position, room = stays[stay, s.STAY_POSITION], stays[stay, s.STAY_ROOM]
    return drawn_for(w, position, room, slot, stays[stay, s.STAY_VISIT], 0)


@kernel
def expect(w: World, stay: int, rule: int, times: int, since: int, span: int) -> None:
    """Let a deadline pass when a span is over, elapsed or in working time."""
    rules, stays = table(w, f.DEADLINES), table(w, f.STAYS)
    instant, hours = since + span, rules[rule, s.DEADLINE_HOURS]
    if hours >= 0 and span > 0:
        timeline = table(w, f.TIMETABLES)[hours, stays[stay, s.STAY_HOME]]
        instant = min(int(w[f.HORIZON]), end_of_span(w, timeline, since, span))
    where = stays[stay, s.STAY_STEP] << f.VISIT_BITS | stays[stay, s.STAY_VISIT]
    serial = times << f.TIMES_SHIFT | stays[stay, s.STAY_SERIAL]
    put_alarm(w, instant, stays[stay, s.STAY_CASE], where, rule, stay, serial)


@kernel
def end_stay(w: World, token: int) -> None:
    """The stay of a token, if it has one, is over for all that stands for it."""
    rows = table(w, f.TOKENS)
    stay = rows[token, f.STAY]
    if stay == f.NIL:
        return
    each = table(w, f.ROOMS)[rows[token, f.ROOM], f.FIRST_TOKEN]
    while each != f.NIL:
        if rows[each, f.STAY] == stay:
            rows[each, f.STAY] = f.NIL
        each = rows[each, f.NEXT_STRAND]
    free_stay(w, stay)


@kernel
def free_stay(w: World, stay: int) -> None:
    """A stay is over: its row is free, and its alarms are void."""
    stays = table(w, f.STAYS)
    stays[stay, s.STAY_SERIAL] += 1
    stays[stay, s.NEXT_STAY] = w[f.FREE_STAY]
    w[f.FREE_STAY] = stay


@kernel
def leave_stay(w: World, token: int) -> None:
    """An instance of a repeated task is done before the others: its stay goes on without it."""
    rows, stays = table(w, f.TOKENS), table(w, f.STAYS)
    stay = rows[token, f.STAY]
    if stay != f.NIL and stays[stay, s.STAY_TOKEN] == token:
        stays[stay, s.STAY_TOKEN] = f.NIL
        stays[stay, s.STAY_OFFICE] = rows[token, f.OFFICE]


@kernel
def _begin_stay(w: World, token: int) -> None:
    rows, stays = table(w, f.TOKENS), table(w, f.STAYS)
    stay = w[f.FREE_STAY]
    w[f.FREE_STAY] = stays[stay, s.NEXT_STAY]
    stays[stay, s.AT_WORK] = 0
    stays[stay, s.WORK_BEGAN] = f.NEVER
    stays[stay, s.STAY_TOKEN] = token
    stays[stay, s.STAY_CASE] = rows[token, f.CASE]
    stays[stay, s.STAY_HOME] = rows[token, f.HOME]
    stays[stay, s.STAY_ROOM] = rows[token, f.ROOM]
    stays[stay, s.STAY_POSITION] = rows[token, f.POSITION]
    stays[stay, s.STAY_STEP] = rows[token, f.STEP]
    stays[stay, s.STAY_VISIT] = rows[token, f.VISIT]
    rows[token, f.STAY] = stay
