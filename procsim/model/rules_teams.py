"""Rules for teams: there are enough people for all seats, and they are on duty together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.errors import Problem
from procsim.model.capacity import member_open_time, members_of
from procsim.model.performers import seats_of
from procsim.model.saying import some, step_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from procsim.model.capacity import Queue
    from procsim.model.elements import Task
    from procsim.model.model import Model
    from procsim.model.open_time import OpenTime
    from procsim.model.organisation import Post
    from procsim.model.process import Process

    Lines = dict[Queue, list[int]]
    Members = list[tuple[int, Post, float]]
    """(line, its post, part of a post) of each member."""


_AT_ONCE: Final = 64
"""Instants at which who is on duty is looked at together."""


def problems_of_team(model: Model, process: Process, task: Task, lines: Lines) -> Iterator[Problem]:
    """Teams that can never be complete, and teams that are never on duty at the same time."""
    assert task.team is not None
    short: dict[Queue | None, list[str]] = {}
    apart: list[str] = []
    for origin in model.origins[process.id]:
        if task.at.of(model.offices[origin]) == "skip":
            continue
        seats = tuple(
            seat
            for seat in seats_of(model, task.team, origin)
            if not model.roles[seat[0]].unlimited
        )
        if not all(_members(model, lines, seat) for seat in seats):
            continue  # that nobody holds the role is another rule's
        missing = _missing(model, lines, seats)
        if missing:
            short.setdefault(missing[0], []).append(origin)
        elif not _can_meet(model, lines, seats):
            apart.append(origin)
    yield from _too_few(process, task, short)
    if apart:
        message = f"the team of {task.id!r} has no open time in common, for cases of {some(apart)}"
        hint = "choose offices or calendars whose hours overlap, or make separate steps"
        yield Problem("P414", message, step_path(process, task.id, "team"), hint)


def _too_few(
    process: Process, task: Task, short: dict[Queue | None, list[str]]
) -> Iterator[Problem]:
    for queue, ids in short.items():
        if queue is None:
            message = (
                f"the team of {task.id!r} has more seats than there are different people for them, "
                f"for cases of {some(ids)}"
            )
        else:
            message = (
                f"the team of {task.id!r} needs more members of {queue[0]!r} in {queue[1]} than "
                f"there are, for cases of {some(ids)}"
            )
        hint = "lower the `count`, or add posts"
        yield Problem("P414", message, step_path(process, task.id, "team"), hint)


def _members(model: Model, lines: Lines, seat: Queue) -> Members:
    """Who can take a seat."""
    posts = ((place, model.posts[place]) for place in lines.get(seat, ()))
    return [(place, post, part) for place, post in posts for part in members_of(post)]


def _missing(model: Model, lines: Lines, seats: Sequence[Queue]) -> tuple[Queue | None, ...]:
    """The seat of which there are more than members, or None if only all seats together are more
    than there are people; empty if everybody can sit."""
    for seat in seats:
        if len(_members(model, lines, seat)) < seats.count(seat):
            return (seat,)
    people = sorted({place for seat in seats for place in lines[seat]})
    room = {place: len(members_of(model.posts[place])) for place in people}
    return () if _all_sit(lines, seats, room) else (None,)


def _can_meet(model: Model, lines: Lines, seats: Sequence[Queue]) -> bool:
    """Whether at some time so many are on duty that every seat has a member of its own."""
    window = model.window
    if window.ends <= window.start or not seats:
        return True
    members = sorted(
        {(place, part) for seat in seats for place, _, part in _members(model, lines, seat)}
    )
    times: list[OpenTime] = []
    for place, part in members:
        post = model.posts[place]
        times.append(member_open_time(model, post, part, window.begins, window.finishes))
    for gathering in _gatherings(times):
        room: dict[int, int] = {}
        for (place, part), is_there in zip(members, gathering, strict=True):
            if is_there:
                count = members_of(model.posts[place]).count(part)
                room[place] = room.get(place, 0) + count
        if _all_sit(lines, seats, room):
            return True
    return False


def _gatherings(times: Sequence[OpenTime]) -> Iterator[tuple[bool, ...]]:
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


def _all_sit(lines: Lines, seats: Sequence[Queue], room: dict[int, int]) -> bool:
    """Whether every seat can have a member of its own, `room` being how many of each line are
    there: by augmenting paths (Kuhn 1955)."""
    taken: dict[int, list[int]] = {}

    def find(seat: int, asked: set[int]) -> bool:
        for place in lines[seats[seat]]:
            if place in asked:
                continue
            asked.add(place)
            holders = taken.setdefault(place, [])
            if len(holders) < room.get(place, 0):
                holders.append(seat)
                return True
            for held, other in enumerate(holders):
                if find(other, asked):
                    holders[held] = seat
                    return True
        return False

    return all(find(seat, set()) for seat in range(len(seats)))
