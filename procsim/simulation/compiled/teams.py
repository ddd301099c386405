"""Teams: members for all their seats, and the time they have in common (see `seating`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.clock import put_group
from procsim.simulation.compiled.duty import span_at
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.work import begin
from procsim.simulation.compiled.world import table
from procsim.simulation.plan import PACE
from procsim.simulation.reference.token import WORKED

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def seat_team(w: World, token: int, group: int, now: int) -> bool:
    """Seek a member who stands by for each seat (SEATED in SEATS, SEAT of members); whether the
    team is complete."""
    members, seats, options = table(w, f.MEMBERS), table(w, f.SEATS), table(w, f.OPTIONS)
    first = table(w, f.GROUPS)[group, s.FIRST_FREE]
    count = options[table(w, f.TOKENS)[token, f.OPTION], s.SEAT_COUNT]
    member = first
    while member != f.NIL:
        members[member, s.SEAT] = f.NIL
        member = members[member, s.NEXT_FREE]
    complete = True
    for seat in range(count):
        member = first
        while member != f.NIL:
            members[member, s.ASKED] = 0
            member = members[member, s.NEXT_FREE]
        complete = _is_found(w, token, seat, first) and complete
    member = first
    while member != f.NIL:
        if members[member, s.SEAT] != f.NIL:
            seats[members[member, s.SEAT], s.SEATED] = member
        member = members[member, s.NEXT_FREE]
    return _are_open(w, token, complete, now) and complete


@kernel
def _is_found(w: World, token: int, seat: int, first: int) -> bool:
    """Whether a seat can be filled; if need be somebody seated before moves on."""
    members = table(w, f.MEMBERS)
    member = first
    while member != f.NIL:
        if members[member, s.SEAT] == f.NIL and _can_sit(w, token, seat, member):
            members[member, s.SEAT] = seat
            return True
        member = members[member, s.NEXT_FREE]
    member = first
    while member != f.NIL:
        if not members[member, s.ASKED] and _can_sit(w, token, seat, member):
            members[member, s.ASKED] = 1
            if _is_found(w, token, members[member, s.SEAT], first):
                members[member, s.SEAT] = seat
                return True
        member = members[member, s.NEXT_FREE]
    return False


@kernel
def _can_sit(w: World, token: int, seat: int, member: int) -> bool:
    rows, option = table(w, f.TOKENS), table(w, f.TOKENS)[token, f.OPTION]
    if not table(w, f.MEMBERS)[member, s.STANDS_BY]:
        return False
    for number in range(w[f.MOST_NEVER]):
        if rows[token, f.TOKEN_SIZE + number] == member + 1:
            return False
    return bool(table(w, f.ABLE)[option, member] >> seat & 1)


@kernel
def _are_open(w: World, token: int, complete: bool, now: int) -> bool:
    """Whether the offices of all seats of unlimited roles are open; if nobody else is missing, the
    openings of the others are instants."""
    options, option = table(w, f.OPTIONS), table(w, f.TOKENS)[token, f.OPTION]
    count, queues = options[option, s.SEAT_COUNT], options[option, s.QUEUE_COUNT]
    first = s.NOT_SAME_AS + options[option, s.NEVER_COUNT]
    open_ = True
    for seat in range(count, queues):
        timeline = table(w, f.QUEUES)[options[option, first + seat], s.QUEUE_TIMELINE]
        span = span_at(w, timeline, now)
        opens = f.NEVER
        if span < table(w, f.TIMELINES)[timeline, s.TOTAL]:
            opens = table(w, f.SPANS)[span, s.SPAN_OPENS]
        if opens > now:
            open_ = False
            if complete and opens < f.NEVER and options[option, first + queues + seat] != opens:
                options[option, first + queues + seat] = opens
                put_group(w, options[option, s.OPTION_GROUP], opens)
    return open_


@kernel
def begin_team(w: World, token: int, member: int, now: int) -> None:
    """A team of whom `member` has the first seat takes up work."""
    rows = table(w, f.TOKENS)
    rows[token, f.MEMBER] = member
    rows[token, f.STARTED] = now
    rows[token, f.DOING] = WORKED
    rows[token, f.CREW] = rows[token, f.OPTION]
    begin(w, token, _finish_together(w, token, now))


@kernel
def _finish_together(w: World, token: int, now: int) -> int:
    """When all that is left is done in the team's common open time, at the pace of the slowest."""
    left = table(w, f.TOKENS)[token, f.LEFT] * PACE
    if left == 0:
        return now
    _look_up(w, token, now)
    while True:
        opens, closes, pace = _common(w, token, now)
        if opens == f.NEVER:
            return f.NEVER
        if opens < closes:
            able = (closes - opens) * pace
            if able >= left:
                return int(opens - (-left // pace))
            left -= able
        _pass_on(w, token, closes)


@kernel
def done_together(w: World, token: int, now: int) -> int:
    """The work (µs at full pace, rounded down) that a team has done since it started."""
    _look_up(w, token, table(w, f.TOKENS)[token, f.STARTED])
    done = 0
    while True:
        opens, closes, pace = _common(w, token, table(w, f.TOKENS)[token, f.STARTED])
        if opens >= now:
            return done // PACE
        if opens < closes:
            done += (min(closes, now) - opens) * pace
        _pass_on(w, token, closes)


@kernel
def _look_up(w: World, token: int, since: int) -> None:
    """The timelines of a team and their spans at an instant, in SEATS."""
    rows, seats, options = table(w, f.TOKENS), table(w, f.SEATS), table(w, f.OPTIONS)
    option, member = rows[token, f.CREW], rows[token, f.MEMBER]
    first = s.NOT_SAME_AS + options[option, s.NEVER_COUNT]
    for seat in range(options[option, s.QUEUE_COUNT]):
        if seat < options[option, s.SEAT_COUNT]:
            timeline = table(w, f.MEMBERS)[member, s.TIMELINE]
            member = table(w, f.MEMBERS)[member, s.NEXT_SEATED]
        else:
            timeline = table(w, f.QUEUES)[options[option, first + seat], s.QUEUE_TIMELINE]
        seats[seat, s.SEAT_TIMELINE] = timeline
        seats[seat, s.SEAT_SPAN] = span_at(w, timeline, since)


@kernel
def _common(w: World, token: int, since: int) -> tuple[int, int, int]:
    """What the present spans have in common: opens (NEVER: one has ended), closes, least pace."""
    seats, spans, timelines = table(w, f.SEATS), table(w, f.SPANS), table(w, f.TIMELINES)
    opens, closes, pace = since, f.NEVER, f.NEVER
    crew = table(w, f.TOKENS)[token, f.CREW]
    for seat in range(table(w, f.OPTIONS)[crew, s.QUEUE_COUNT]):
        span = seats[seat, s.SEAT_SPAN]
        if span == timelines[seats[seat, s.SEAT_TIMELINE], s.TOTAL]:
            return f.NEVER, f.NEVER, 1
        opens = max(opens, spans[span, s.SPAN_OPENS])
        closes = min(closes, spans[span, s.SPAN_CLOSES])
        pace = min(pace, spans[span, s.SPAN_PACE])
    return opens, closes, pace


@kernel
def _pass_on(w: World, token: int, closes: int) -> None:
    """Turn those spans to the next that close at an instant."""
    seats, spans = table(w, f.SEATS), table(w, f.SPANS)
    crew = table(w, f.TOKENS)[token, f.CREW]
    for seat in range(table(w, f.OPTIONS)[crew, s.QUEUE_COUNT]):
        if spans[seats[seat, s.SEAT_SPAN], s.SPAN_CLOSES] == closes:
            seats[seat, s.SEAT_SPAN] += 1
