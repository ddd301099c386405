"""Cases whose inclusive joins have to be judged when all tokens have settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def has_moved(w: World, room: int, case: int) -> None:
    """A token of a case has moved: its inclusive joins, if any tokens wait there, have to be
    judged."""
    rooms = table(w, f.ROOMS)
    waits = rooms[room, f.AT_INCLUSIVE] > 0 and rooms[room, f.ROOM_CASE] == case
    if waits and not rooms[room, f.IS_UNSETTLED]:
        rooms[room, f.IS_UNSETTLED] = 1
        rooms[room, f.NEXT_UNSETTLED] = w[f.UNSETTLED]
        w[f.UNSETTLED] = room


@kernel
def first_unsettled(w: World) -> int:
    """Of the rooms that have to be judged, that of the case with the lowest number."""
    rooms, found = table(w, f.ROOMS), w[f.UNSETTLED]
    room = rooms[found, f.NEXT_UNSETTLED]
    while room != f.NIL:
        if rooms[room, f.ROOM_CASE] < rooms[found, f.ROOM_CASE]:
            found = room
        room = rooms[room, f.NEXT_UNSETTLED]
    return int(found)


@kernel
def settle(w: World, room: int) -> None:
    """The joins of a room have been judged."""
    rooms = table(w, f.ROOMS)
    rooms[room, f.IS_UNSETTLED] = 0
    if w[f.UNSETTLED] == room:
        w[f.UNSETTLED] = rooms[room, f.NEXT_UNSETTLED]
        return
    before = w[f.UNSETTLED]
    while rooms[before, f.NEXT_UNSETTLED] != room:
        before = rooms[before, f.NEXT_UNSETTLED]
    rooms[before, f.NEXT_UNSETTLED] = rooms[room, f.NEXT_UNSETTLED]
