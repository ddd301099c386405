"""When enough people are there together: for work that others may take, too, and for teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.timetable import Timetable, timetable
from procsim.model.calendars import OpenTime, union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

Who = tuple[tuple[int, tuple[int, ...]], ...]
"""Who must be there at once: for each place how many, and the lanes of those who can take it."""


@dataclass(frozen=True, slots=True)
class Crowds:
    """The presence of several `Who`, each a lane of its own."""

    time: Timetable
    rostered: Timetable
    _rostered: tuple[OpenTime, ...]
    _offices: Sequence[OpenTime]

    def with_origin(
        self, lane: Numbers, origin: Numbers, begins: Numbers, ends: Numbers
    ) -> Numbers:
        """µs between two instants in which the lane (absences apart) or the origin is open."""
        pairs, place = np.unique(lane * len(self._offices) + origin, return_inverse=True)
        unions = []
        for pair in pairs.tolist():
            number, office = divmod(pair, len(self._offices))
            both = [self._rostered[number], self._offices[office]]
            unions.append(_open(*union([(time.opens, time.closes) for time in both])))
        return timetable(unions).between(place.reshape(-1).astype(np.int64), begins, ends)


def crowds(
    whos: Sequence[Who],
    present: Sequence[OpenTime],
    rostered: Mapping[Who, OpenTime],
    offices: Sequence[OpenTime],
) -> Crowds:
    """The lanes of some `Who`, in their order: `present` are the times of single lanes, `rostered`
    those of each `Who` without absences."""
    planned = tuple(rostered[who] for who in whos)
    there = [together(who, present) for who in whos]
    return Crowds(timetable(there), timetable(planned), planned, offices)


def together(who: Who, lanes: Sequence[OpenTime]) -> OpenTime:
    """When everybody who must be there is."""
    places = [_enough(need, [lanes[lane] for lane in able]) for need, able in who]
    return places[0] if len(places) == 1 else _enough(len(places), places)


def _enough(need: int, times: Sequence[OpenTime]) -> OpenTime:
    """When at least so many of some open times are open."""
    nothing = np.empty(0, dtype=np.int64)
    opens = np.concatenate([nothing, *(time.opens for time in times)])
    closes = np.concatenate([nothing, *(time.closes for time in times)])
    instants, place = np.unique(np.concatenate((opens, closes)), return_inverse=True)
    change = np.bincount(
        place.reshape(-1), np.repeat((1, -1), (opens.size, closes.size)), instants.size
    )
    enough = np.concatenate(([False], np.cumsum(np.rint(change)) >= need))
    turns = np.flatnonzero(enough[1:] != enough[:-1])
    return _open(instants[turns[::2]], instants[turns[1::2]])


def _open(opens: Numbers, closes: Numbers) -> OpenTime:
    return OpenTime(opens, opens, closes)
