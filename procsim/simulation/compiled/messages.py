"""Messages between cases: tokens that wait for them, and tokens that send them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.addresses import (
    address_of,
    drop_if_empty,
    listen,
    listen_no_more,
    made_address,
)
from procsim.simulation.compiled.heaps import with_token, without_first
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.luck import MISSING, drawn
from procsim.simulation.compiled.outcomes import GOES_ON, NEEDS_DRAW, WAITS
from procsim.simulation.compiled.strands import give_back, let_move
from procsim.simulation.compiled.walk import passed
from procsim.simulation.compiled.world import table
from procsim.simulation.reference.token import WAITED

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def await_message(w: World, token: int, now: int) -> int:
    """Wait for a message, unless one is kept."""
    rows, addresses = table(w, f.TOKENS), table(w, f.ADDRESSES)
    channel = table(w, f.CODE)[rows[token, f.AT], s.TABLE]
    whose = _whose(w, token, channel)
    if whose == MISSING:
        return NEEDS_DRAW
    rows[token, f.QUEUED] = now
    rows[token, f.STARTED] = now
    address = address_of(w, channel, whose)
    if address != f.NIL and addresses[address, s.KEPT] > 0:
        addresses[address, s.KEPT] -= 1
        drop_if_empty(w, address)
        passed(w, token, now)
        return GOES_ON
    rows[token, f.DOING] = WAITED
    listen(w, token, channel, whose)
    return WAITS


@kernel
def send(w: World, token: int, now: int) -> int:
    """Who is released moves after the sender, in the order (case, step, visit)."""
    rows, code, sends = table(w, f.TOKENS), table(w, f.CODE), table(w, f.SENDS)
    at = rows[token, f.AT]
    message = code[at, s.TABLE]
    for number in range(1, sends[message, 0] + 1):
        if _whose(w, token, sends[message, number]) == MISSING:
            return NEEDS_DRAW
    released = f.NIL
    for number in range(1, sends[message, 0] + 1):
        channel = sends[message, number]
        released = _send_to(w, channel, _whose(w, token, channel), released)
    rows[token, f.AT] = code[at, s.NEXT]
    _release(w, released, now)
    return GOES_ON


@kernel
def _send_to(w: World, channel: int, whose: int, released: int) -> int:
    """Release, into a heap, who waits at an address; a family of cases hears a message once, and if
    nobody waits for it it is kept."""
    rows, addresses = table(w, f.TOKENS), table(w, f.ADDRESSES)
    once = table(w, f.CHANNELS)[channel, s.MATCH] == s.OWN_FAMILY
    address = address_of(w, channel, whose)
    if once and (address == f.NIL or addresses[address, s.WAITING] == f.NIL):
        addresses[made_address(w, channel, whose), s.KEPT] += 1
        return released
    while address != f.NIL:
        token = addresses[address, s.WAITING]
        listen_no_more(w, token)
        rows[token, f.DOING] = f.MOVES
        released = with_token(rows, released, token)
        address = f.NIL if once else address_of(w, channel, whose)
    return released


@kernel
def _release(w: World, released: int, now: int) -> None:
    """The waits of a heap of tokens are over."""
    rows = table(w, f.TOKENS)
    last = f.NIL
    while released != f.NIL:
        token = released
        released = without_first(rows, token)
        if rows[token, f.DEAD]:
            give_back(w, token)  # it has lost its race to another one of the same message
        else:
            passed(w, token, now)
            rows[token, f.LINK] = last
            last = token
    while last != f.NIL:
        token = last
        last = rows[token, f.LINK]
        let_move(w, token)


@kernel
def _whose(w: World, token: int, channel: int) -> int:
    """What an address of a channel has in common with a token, or MISSING."""
    rows, channels = table(w, f.TOKENS), table(w, f.CHANNELS)
    match = channels[channel, s.MATCH]
    if match == s.OWN_FAMILY:
        return int(table(w, f.CASES)[rows[token, f.CASE], s.CASE_ROOT])
    if match == s.OWN_OFFICE:
        return int(rows[token, f.HOME])
    if match == s.ANYBODY:
        return 0
    process = table(w, f.CASES)[rows[token, f.CASE], s.CASE_PROCESS]
    return drawn(w, token, channels[channel, s.CHANNEL_FACT + process], 0, 0)
