"""Where tokens wait for messages, and where messages are kept: addresses, by channel and whose.

An address is there as long as anything waits at it. Its tokens stand in a heap, by case, step and
visit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.heaps import with_token, without_token
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def address_of(w: World, channel: int, whose: int) -> int:
    """An address, or NIL."""
    addresses = table(w, f.ADDRESSES)
    found = table(w, f.BUCKETS)[_bucket(w, channel, whose), 0]
    while found != f.NIL:
        if addresses[found, s.WHOSE] == whose and addresses[found, s.ADDRESS_CHANNEL] == channel:
            break
        found = addresses[found, s.NEXT_ADDRESS]
    return int(found)


@kernel
def made_address(w: World, channel: int, whose: int) -> int:
    """An address; if it is not there, a new one."""
    found = address_of(w, channel, whose)
    if found != f.NIL:
        return found
    addresses, buckets = table(w, f.ADDRESSES), table(w, f.BUCKETS)
    bucket, made = _bucket(w, channel, whose), w[f.FREE_ADDRESS]
    w[f.FREE_ADDRESS] = addresses[made, s.NEXT_ADDRESS]
    addresses[made, s.ADDRESS_CHANNEL] = channel
    addresses[made, s.WHOSE] = whose
    addresses[made, s.WAITING] = f.NIL
    addresses[made, s.KEPT] = 0
    addresses[made, s.NEXT_ADDRESS] = buckets[bucket, 0]
    buckets[bucket, 0] = made
    return int(made)


@kernel
def listen(w: World, token: int, channel: int, whose: int) -> None:
    """A token waits for a message."""
    rows, addresses = table(w, f.TOKENS), table(w, f.ADDRESSES)
    address = made_address(w, channel, whose)
    rows[token, f.ADDRESS] = address
    rows[token, f.PRIORITY] = 0
    rows[token, f.ORDER] = 0
    addresses[address, s.WAITING] = with_token(rows, addresses[address, s.WAITING], token)


@kernel
def listen_no_more(w: World, token: int) -> None:
    """A token waits for its message no longer."""
    rows, addresses = table(w, f.TOKENS), table(w, f.ADDRESSES)
    address = rows[token, f.ADDRESS]
    rows[token, f.ADDRESS] = f.NIL
    addresses[address, s.WAITING] = without_token(rows, addresses[address, s.WAITING], token)
    drop_if_empty(w, address)


@kernel
def drop_if_empty(w: World, address: int) -> None:
    """The row of an address at which nothing waits is free."""
    addresses, buckets = table(w, f.ADDRESSES), table(w, f.BUCKETS)
    if addresses[address, s.WAITING] != f.NIL or addresses[address, s.KEPT] > 0:
        return
    bucket = _bucket(w, addresses[address, s.ADDRESS_CHANNEL], addresses[address, s.WHOSE])
    if buckets[bucket, 0] == address:
        buckets[bucket, 0] = addresses[address, s.NEXT_ADDRESS]
    else:
        before = buckets[bucket, 0]
        while addresses[before, s.NEXT_ADDRESS] != address:
            before = addresses[before, s.NEXT_ADDRESS]
        addresses[before, s.NEXT_ADDRESS] = addresses[address, s.NEXT_ADDRESS]
    addresses[address, s.NEXT_ADDRESS] = w[f.FREE_ADDRESS]
    w[f.FREE_ADDRESS] = address


@kernel
def _bucket(w: World, channel: int, whose: int) -> int:
    """Cases differ in their lowest bits, facts (as the bits of a double) in the highest ones."""
    mixed = whose ^ whose >> 17 ^ whose >> 34 ^ whose >> 51
    return int((mixed + 31 * channel) & (table(w, f.BUCKETS).shape[0] - 1))
