"""Work taken up: by a member, or by unlimited staff; and the instant at which it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.clock import put_token
from procsim.simulation.compiled.duty import finish, span_at
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.stays import begun
from procsim.simulation.compiled.world import table
from procsim.simulation.plan import PACE
from procsim.simulation.reference.clock import DUTY, ENDING
from procsim.simulation.reference.token import CLOSED, WORKED

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def take_up(w: World, token: int, member: int, now: int) -> None:
    """A member on duty begins a token's work."""
    rows, members = table(w, f.TOKENS), table(w, f.MEMBERS)
    rows[token, f.MEMBER] = member
    rows[token, f.STARTED] = now
    rows[token, f.DOING] = WORKED
    ended = now - (-rows[token, f.LEFT] * PACE // members[member, s.PACE])
    if ended > members[member, s.CLOSES]:
        ended = _end_beyond_closing(w, token, member, now)
    begin(w, token, ended)


@kernel
def _end_beyond_closing(w: World, token: int, member: int, now: int) -> int:
    """When work ends that goes on in a later span, or the shift that it does not fit into."""
    rows, members = table(w, f.TOKENS), table(w, f.MEMBERS)
    timeline, span = members[member, s.TIMELINE], members[member, s.SPAN]
    ended = finish(w, timeline, span, now, rows[token, f.LEFT])
    if table(w, f.STEPS)[rows[token, f.STEP], s.PASSES_ON]:
        closing = table(w, f.SPANS)[span, s.SPAN_SHIFT_ENDS]
        if ended > closing:
            rows[token, f.DOING] = CLOSED
            return int(closing)
    return ended


@kernel
def begin_unlimited(w: World, token: int, now: int) -> None:
    """Work for unlimited staff, who take it up as soon as the office is open."""
    rows = table(w, f.TOKENS)
    timeline = table(w, f.QUEUES)[rows[token, f.QUEUE], s.QUEUE_TIMELINE]
    rows[token, f.QUEUED] = now
    rows[token, f.DOING] = WORKED
    span = span_at(w, timeline, now)
    if span == table(w, f.TIMELINES)[timeline, s.TOTAL]:
        rows[token, f.STARTED] = f.NEVER
        begin(w, token, f.NEVER)
    else:
        started = max(now, table(w, f.SPANS)[span, s.SPAN_OPENS])
        rows[token, f.STARTED] = started
        ended = finish(w, timeline, span, started, rows[token, f.LEFT])
        begin(w, token, ended)


@kernel
def begin(w: World, token: int, ended: int) -> None:
    """Work is in hand; it ends, or its shift does, at `ended` (NEVER: not within the run)."""
    rows = table(w, f.TOKENS)
    rows[token, f.IN_HAND] = 1
    begun(w, token, rows[token, f.STARTED])
    put_token(w, token, DUTY if rows[token, f.DOING] == CLOSED else ENDING, ended)
