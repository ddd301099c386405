"""When enough people are there together: for work that others may take, too, and for teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.model.calendars import OpenTime

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from procsim.analysis.timetable import Timetable

    Numbers = NDArray[np.int64]

Who = tuple[tuple[int, tuple[int, ...]], ...]
"""Who must be there at once: for each place how many, and the lanes of those who can take it."""

Span = tuple[int, int]
"""From when until when."""

_NOTHING: Final = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Crowds:
    """The presence of several `Who`, each a lane of its own."""

    time: Timetable
    rostered: Timetable
    _whos: Sequence[Who]
    _with_offices: Callable[[Sequence[tuple[Who, int]]], Timetable]
    """When each of some `Who` (absences apart) or an office is open."""
    _offices: int

    def with_origin(
        self, lane: Numbers, origin: Numbers, begins: Numbers, ends: Numbers
    ) -> Numbers:
        """µs between two instants in which the lane (absences apart) or the origin is open."""
        pairs, place = np.unique(lane * self._offices + origin, return_inverse=True)
        either = [divmod(pair, self._offices) for pair in pairs.tolist()]
        table = self._with_offices([(self._whos[number], office) for number, office in either])
        return table.between(place.astype(np.int64), begins, ends)


def together(whos: Sequence[Who], lanes: Sequence[OpenTime], span: Span) -> list[OpenTime]:
    """For each of several `Who`, when everybody who must be there is, in the intervals that reach
    into a span."""
    places = list(dict.fromkeys(place for who in whos for place in who))
    able = {lane: _reaching(lanes[lane], span) for _, every in places for lane in every}
    found = enough([(need, [able[lane] for lane in every]) for need, every in places])
    there = dict(zip(places, found, strict=True))
    return enough([(len(who), [there[place] for place in who]) for who in whos])


def enough(asked: Sequence[tuple[int, Sequence[OpenTime]]]) -> list[OpenTime]:
    """For each (how many, open times), when at least so many of these are open.

    One sweep over the openings and closings of all of them, laid end to end.
    """
    done = {n: times[0] for n, (need, times) in enumerate(asked) if need == len(times) == 1}
    if done:
        rest = iter(enough([each for n, each in enumerate(asked) if n not in done]))
        return [done[n] if n in done else next(rest) for n in range(len(asked))]
    times = [time for _, several in asked for time in several]
    sizes = [time.opens.size for time in times]
    if not sum(sizes):
        return [_open(_NOTHING, _NOTHING) for _ in asked]
    opens = np.concatenate([time.opens for time in times])
    closes = np.concatenate([time.closes for time in times])
    first = int(opens.min())
    width = int(closes.max()) - first + 1
    which = np.repeat(np.arange(len(asked)), [len(several) for _, several in asked])
    offset = np.repeat(which * width - first, sizes)
    # The lowest bit tells closings from openings, so that a plain sort is enough.
    turns = np.concatenate((opens + offset, closes + offset)) << 1
    turns[opens.size :] += 1
    turns.sort()
    there = np.cumsum(1 - ((turns & 1) << 1))
    instants = turns >> 1
    events = 2 * np.bincount(which, sizes, len(asked)).astype(np.int64)
    is_enough = there >= np.repeat([need for need, _ in asked], events)
    last = np.append(instants[1:] != instants[:-1], True)
    instants, is_enough = instants[last], is_enough[last]
    changes = instants[np.flatnonzero(is_enough != np.append(False, is_enough[:-1]))]
    begins, ends = changes[::2], changes[1::2]
    base = np.arange(len(asked) + 1) * width
    cuts = np.searchsorted(begins, base)
    return [
        _open(begins[a:b] - (start - first), ends[a:b] - (start - first))
        for a, b, start in zip(cuts[:-1], cuts[1:], base.tolist(), strict=False)
    ]


def _reaching(time: OpenTime, span: Span) -> OpenTime:
    begins = np.searchsorted(time.closes, span[0], side="right")
    ends = np.searchsorted(time.opens, span[1])
    return _open(time.opens[begins:ends], time.closes[begins:ends])


def _open(opens: Numbers, closes: Numbers) -> OpenTime:
    return OpenTime(opens, opens, closes)
