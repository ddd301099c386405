"""Work that the same members can do: it waits in one line, in its order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, KeysView, Sequence

    from procsim.simulation.reference.token import Token


class Kind(NamedTuple):
    """Whom work waits for: a member of one of the `queues`, the first named preferred, or one for
    each of them (`team`); only the member `only` (-1: anybody), and none of `never`."""

    queues: tuple[int, ...]
    team: bool = False
    only: int = -1
    never: frozenset[int] = frozenset()


Order = tuple[int, int, int, int, int, int]
"""(priority key, queued, case, step, visit, instance): the order of work."""
Entry = tuple[Order, int, "Token", "Line"]
"""The order, the how-manieth entry this is (so that tokens are never compared), whose, and where it
stands."""


Able = Mapping[int, int]
"""Who can do work: member → the place of his queue among those of the work's kind."""


class Line:
    """Work of one kind: a heap of entries. `seats` are those who can do it; of a team, those who
    can take each seat (but for unlimited roles)."""

    __slots__ = ("kind", "seats", "waiting")

    def __init__(self, kind: Kind, seats: Sequence[Able]) -> None:
        self.kind = kind
        self.seats = seats
        self.waiting: list[Entry] = []

    def is_open_to(self, members: KeysView[int]) -> bool:
        """Whether there is anybody among these members for each seat."""
        return not any(map(members.isdisjoint, self.seats))


def seats_of(
    kind: Kind,
    members: Iterable[int],
    serves: Sequence[tuple[int, ...]],
    limited: Callable[[int], bool],
) -> tuple[Able, ...]:
    """Who of some members can do a kind of work, by seat; `serves` are the queues of each member,
    `limited` says whether a queue has members at all."""
    asked = [m for m in members if m not in kind.never and kind.only in (-1, m)]
    if kind.team:
        return tuple(
            {member: place for member in asked if queue in serves[member]}
            for place, queue in enumerate(kind.queues)
            if limited(queue)
        )
    served = ((m, [queue in serves[m] for queue in kind.queues]) for m in asked)
    return ({member: found.index(True) for member, found in served if True in found},)
