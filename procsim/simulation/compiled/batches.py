"""Batches: work that is collected at a place (a rule, a queue, a shared value) until it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.clock import put_place, put_token
from procsim.simulation.compiled.heaps import with_token, without_first
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn_at_step
from procsim.simulation.compiled.queues import key_of, put
from procsim.simulation.compiled.strands import give_back
from procsim.simulation.compiled.world import table
from procsim.simulation.reference.clock import SIGNAL

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def collect(w: World, token: int, rule: int, value: int, now: int) -> None:
    """Collect a token, with those that share a value; its batch leaves if that makes it due."""
    rows, rules, places = table(w, f.TOKENS), table(w, f.RULES), table(w, f.PLACES)
    queues, queue = table(w, f.QUEUES), rows[token, f.QUEUE]
    first = place = rule * queues.shape[0] + queue
    if rules[rule, s.BATCH_BY] != f.NIL:
        place = _place_of(w, first, value)
    rows[token, f.PLACE] = place
    rows[token, f.PRIORITY] = 0
    rows[token, f.ORDER] = rows[token, f.RELEASED]
    places[place, s.ROOT] = with_token(rows, places[place, s.ROOT], token)
    places[place, s.COLLECTED] += 1
    size, age = rules[rule, s.BATCH_SIZE], rules[rule, s.BATCH_AGE]
    if size > 0 and places[place, s.COLLECTED] >= size:
        w[f.RELEASING] = place
        w[f.RELEASING_ALL] = f.ONE_BATCH
        return
    if age >= 0:
        put_token(w, token, SIGNAL, now + age)
    if rules[rule, s.BATCH_DATES] != f.NIL:
        occurs = date_from(w, rules[rule, s.BATCH_DATES] + queues[queue, s.QUEUE_OFFICE], now)
        if occurs < f.NEVER and places[first, s.EXPECTED] != occurs:
            places[first, s.EXPECTED] = occurs
            put_place(w, first, occurs)


@kernel
def _place_of(w: World, first: int, value: int) -> int:
    """The place for a value, of those that follow the first of a rule and queue; new if need be."""
    places, before = table(w, f.PLACES), first
    place = places[before, s.NEXT_PLACE]
    while place != f.NIL and places[place, s.PLACE_VALUE] < value:
        before = place
        place = places[before, s.NEXT_PLACE]
    if place != f.NIL and places[place, s.PLACE_VALUE] == value:
        return int(place)
    made = w[f.PLACE_TOTAL]
    w[f.PLACE_TOTAL] = made + 1
    places[made, s.ROOT] = f.NIL
    places[made, s.COLLECTED] = 0
    places[made, s.PLACE_RULE] = places[first, s.PLACE_RULE]
    places[made, s.PLACE_VALUE] = value
    places[made, s.NEXT_PLACE] = place
    places[before, s.NEXT_PLACE] = made
    return int(made)


@kernel
def aged(w: World, token: int, where: int) -> None:
    """A token's age is reached: if it is still there on this visit, all that are there leave."""
    rows = table(w, f.TOKENS)
    here = rows[token, f.STEP] << f.VISIT_BITS | rows[token, f.VISIT]
    if rows[token, f.PLACE] != f.NIL and here == where:
        w[f.RELEASING] = rows[token, f.PLACE]
        w[f.RELEASING_ALL] = f.ALL_BATCHES


@kernel
def occur(w: World, place: int) -> None:
    """The recurrence of a batch has come: all leave, one batch after the other, by value."""
    table(w, f.PLACES)[place, s.EXPECTED] = f.NIL
    w[f.RELEASING] = place
    w[f.RELEASING_ALL] = f.ALL_PLACES


@kernel
def leave(w: World, now: int) -> bool:
    """Let the next batch of the place that is releasing leave, the oldest first; False: the draw of
    its set-up is wanted first."""
    rows, rules, places = table(w, f.TOKENS), table(w, f.RULES), table(w, f.PLACES)
    place = w[f.RELEASING]
    rule = places[place, s.PLACE_RULE]
    first = _oldest(w, place)
    if first == f.NIL:
        others = w[f.RELEASING_ALL] == f.ALL_PLACES
        w[f.RELEASING] = places[place, s.NEXT_PLACE] if others else f.NIL
        return True
    setup = 0
    if rules[rule, s.BATCH_SETUP] != f.NIL:
        setup = drawn_at_step(w, first, rules[rule, s.BATCH_SETUP])
        if setup == MISSING:
            return False
    if key_of(w, first) == MISSING:
        return False
    rows[first, f.WORK] += setup
    _gather(w, place, first)
    if w[f.RELEASING_ALL] == f.ONE_BATCH:
        w[f.RELEASING] = f.NIL
    put(w, first, now)
    return True


@kernel
def _gather(w: World, place: int, first: int) -> None:
    """Link the oldest tokens of a place, as many as leave together, behind the first of them."""
    rows, places = table(w, f.TOKENS), table(w, f.PLACES)
    size = table(w, f.RULES)[places[place, s.PLACE_RULE], s.BATCH_SIZE]
    count, todo, last, token = 0, 0, f.NIL, first
    while token != f.NIL and (size == 0 or count < size):
        places[place, s.ROOT] = without_first(rows, token)
        rows[token, f.PLACE] = f.NIL
        rows[token, f.LEAD] = first
        rows[token, f.MATE] = f.NIL
        if last != f.NIL:
            rows[last, f.MATE] = token
        todo += rows[token, f.WORK]
        count += 1
        last = token
        token = _oldest(w, place)
    places[place, s.COLLECTED] -= count
    rows[first, f.LEFT] = todo
    rows[first, f.LIVING] = count
    w[f.LARGEST_BATCH] = max(w[f.LARGEST_BATCH], count)


@kernel
def _oldest(w: World, place: int) -> int:
    """The oldest living token of a place, or NIL; dead ones before it are dropped."""
    rows, places = table(w, f.TOKENS), table(w, f.PLACES)
    token = places[place, s.ROOT]
    while token != f.NIL and rows[token, f.DEAD]:
        places[place, s.ROOT] = without_first(rows, token)
        give_back(w, token)
        token = places[place, s.ROOT]
    return int(token)


@kernel
def date_from(w: World, which: int, now: int) -> int:
    """The first instant of a table at or after now, or NEVER."""
    dates, date_rows = table(w, f.DATES), table(w, f.DATE_ROWS)
    low, end = date_rows[which, 0], date_rows[which, 1]
    high = end
    while low < high:
        middle = (low + high) >> 1
        if dates[middle, 0] >= now:
            high = middle
        else:
            low = middle + 1
    return int(dates[low, 0]) if low < end else f.NEVER
