"""Makes room for the words: gaps grow where a text has no free place, and shrink where they can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.report.maps.frame import Skeleton, frame
from procsim.report.maps.labels import ON_LINE
from procsim.report.maps.painting import Scenery, headers, paint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procsim.report.maps.drawing import Drawing

_ATTEMPTS: Final = 18
_MORE_ROOM: Final = 9.0


@dataclass(frozen=True, slots=True)
class Room:
    """Extra widths of the gaps across and along."""

    across: list[float]
    along: list[float]

    def copy(self) -> Room:
        """The same widths in lists of their own."""
        return Room(list(self.across), list(self.along))


def with_room(skeleton: Skeleton, scenery: Scenery) -> Drawing:
    """Widens the gaps beside texts that have no free place, then takes back what is not needed."""
    room = Room([0.0] * len(skeleton.across.gaps), [0.0] * len(skeleton.along.gaps))
    best = (float("inf"), room.copy())
    for attempt in range(_ATTEMPTS):
        crowded = _crowded(skeleton, scenery, room)
        if sum(crowded.values()) < best[0]:
            best = (sum(crowded.values()), room.copy())
        if not crowded:
            break
        _widen(skeleton, room, tuple(crowded), attempt)
    trouble, room = best
    for extras in (room.along, room.across):
        for gap, extra in enumerate(extras):
            for share in (0.0, 0.5) if extra else ():
                extras[gap] = extra * share
                if sum(_crowded(skeleton, scenery, room).values()) <= trouble:
                    break
                extras[gap] = extra
    return _painted(skeleton, scenery, room)[0]


def _crowded(skeleton: Skeleton, scenery: Scenery, room: Room) -> dict[str | int, float]:
    """The texts that have no free place, and how bad their best one is."""
    costs = _painted(skeleton, scenery, room)[1]
    return {key: cost for key, cost in costs.items() if cost >= ON_LINE}


def _painted(
    skeleton: Skeleton, scenery: Scenery, room: Room
) -> tuple[Drawing, Mapping[str | int, float]]:
    """The drawing with headers as deep as their titles need at the width of the lanes."""
    flat = frame(skeleton, (room.across, room.along), 0.0)
    depth = headers(flat, scenery)
    return paint(skeleton, frame(skeleton, (room.across, room.along), depth), scenery)


def _widen(skeleton: Skeleton, room: Room, crowded: Sequence[str | int], attempt: int) -> None:
    """Gives texts room: titles of steps (by id) and names of branches (by position of the flow).

    Titles get it above and below, names of branches along the flow; every third time it is the
    other way round. A gap grows once, however many texts need it.
    """
    is_vertical = skeleton.orientation == "vertical"
    across: set[int] = set()
    along: set[int] = set()
    for key in crowded:
        is_title = isinstance(key, str)
        track, rank = skeleton.cells[key if isinstance(key, str) else skeleton.ends[key].source]
        if (attempt % 3 == 2) != (is_title and not is_vertical):
            across.update((track, track + 1))
        else:
            along.update({rank, rank + 1} if is_title else {rank + 1})
    more = _MORE_ROOM * (1 + attempt // 6)
    for gap in across:
        room.across[gap] += more
    for gap in along:
        room.along[gap] += more
