"""Groups of queues: their free members, and when they are served next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.clock import put_group
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def release(w: World, member: int, now: int) -> None:
    """A member has ended its work: it is free, after all who have been idle longer."""
    members, groups = table(w, f.MEMBERS), table(w, f.GROUPS)
    group = members[member, s.MEMBER_GROUP]
    before = groups[group, s.FINAL_FREE]
    while before != f.NIL and members[before, s.IDLE_SINCE] == now and before > member:
        before = members[before, s.LAST_FREE]
    after = groups[group, s.FIRST_FREE] if before == f.NIL else members[before, s.NEXT_FREE]
    members[member, s.IDLE_SINCE] = now
    members[member, s.LAST_FREE] = before
    members[member, s.NEXT_FREE] = after
    if before == f.NIL:
        groups[group, s.FIRST_FREE] = member
    else:
        members[before, s.NEXT_FREE] = member
    if after == f.NIL:
        groups[group, s.FINAL_FREE] = member
    else:
        members[after, s.LAST_FREE] = member
    rouse(w, group)


@kernel
def engage(w: World, member: int) -> None:
    """A member is free no more."""
    members, groups = table(w, f.MEMBERS), table(w, f.GROUPS)
    group, before = members[member, s.MEMBER_GROUP], members[member, s.LAST_FREE]
    after = members[member, s.NEXT_FREE]
    if before == f.NIL:
        groups[group, s.FIRST_FREE] = after
    else:
        members[before, s.NEXT_FREE] = after
    if after == f.NIL:
        groups[group, s.FINAL_FREE] = before
    else:
        members[after, s.LAST_FREE] = before


@kernel
def rouse(w: World, group: int) -> None:
    """Somebody of the group comes on duty or becomes free."""
    table(w, f.GROUPS)[group, s.ASLEEP] = 0
    touch(w, group)


@kernel
def touch(w: World, group: int) -> None:
    """Something changed in a group: it is served at the end of the round."""
    groups = table(w, f.GROUPS)
    if groups[group, s.IS_TOUCHED] == 0:
        groups[group, s.IS_TOUCHED] = 1
        groups[group, s.NEXT_TOUCHED] = w[f.TOUCHED]
        w[f.TOUCHED] = group


@kernel
def wake_at(w: World, group: int, opening: int) -> None:
    """The next opening of a group for whose work nobody is there is an instant."""
    groups = table(w, f.GROUPS)
    if opening < f.NEVER and groups[group, s.ALARM] != opening:
        groups[group, s.ALARM] = opening
        put_group(w, group, opening)
