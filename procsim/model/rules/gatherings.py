"""Who can take the seats of a piece of work, and who is on duty at the same time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.model.capacity import member_open_time, members_of, queues_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from procsim.model.capacity import Queue
    from procsim.model.model import Model
    from procsim.model.open_time import OpenTime

Person = tuple[int, float]
"""(line of posts, part of a post) of members whom no rule tells apart."""

_AT_ONCE: Final = 64
"""Instants at which who is on duty is looked at together."""


def lines_of(model: Model) -> dict[Queue, list[int]]:
    """The lines of posts that serve each queue, as positions in `model.posts`."""
    found: dict[Queue, list[int]] = {}
    for place, post in enumerate(model.posts):
        for queue in queues_of(post):
            found.setdefault(queue, []).append(place)
    return found


def people_for(
    model: Model, lines: Mapping[Queue, Sequence[int]], queues: Iterable[Queue]
) -> Counter[Person]:
    """Those who serve one of some queues."""
    places = sorted({place for queue in queues for place in lines.get(queue, ())})
    return Counter((place, part) for place in places for part in members_of(model.posts[place]))


def gatherings(model: Model, everybody: Counter[Person]) -> Iterator[Counter[Person]]:
    """Who of some people is on duty at once, whenever somebody comes; all if nothing is run."""
    window = model.window
    if window.ends <= window.start or not everybody:
        yield everybody
        return
    people = sorted(everybody)
    times = [
        member_open_time(model, model.posts[place], part, window.begins, window.finishes)
        for place, part in people
    ]
    for row in _on_duty(times):
        here = (person for person, is_there in zip(people, row, strict=True) if is_there)
        yield Counter({person: everybody[person] for person in here})


def _on_duty(times: Sequence[OpenTime]) -> Iterator[tuple[bool, ...]]:
    """Who is on duty whenever somebody comes, each once: every gathering of the most begins so."""
    comings = np.concatenate([time.opens for time in times])
    met: set[tuple[bool, ...]] = set()
    # Most teams meet soon; only of those that do not is the whole time looked at.
    for begin in range(0, comings.size, _AT_ONCE):
        there = _there(times, comings[begin : begin + _AT_ONCE])
        for gathering in map(tuple, there.tolist()):
            if gathering not in met:
                met.add(gathering)
                yield gathering


def _there(times: Sequence[OpenTime], instants: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Who is on duty (columns) at some instants (rows)."""
    columns = []
    for time in times:
        begun = np.searchsorted(time.opens, instants, side="right") - 1
        closes = time.closes[np.maximum(begun, 0)] if time.closes.size else instants
        columns.append((begun >= 0) & (closes > instants))
    return np.stack(columns, axis=1)


def all_sit(able: Sequence[Iterable[Person]], there: Mapping[Person, int]) -> bool:
    """Whether every seat, of which these are able to take it, can have somebody of its own among
    those who are there: by augmenting paths (Kuhn 1955)."""
    taken: dict[Person, list[int]] = {}

    def find(seat: int, asked: set[Person]) -> bool:
        for person in able[seat]:
            if person in asked:
                continue
            asked.add(person)
            holders = taken.setdefault(person, [])
            if len(holders) < there.get(person, 0):
                holders.append(seat)
                return True
            for held, other in enumerate(holders):
                if find(other, asked):
                    holders[held] = seat
                    return True
        return False

    return all(find(seat, set()) for seat in range(len(able)))
