"""Rules for teams: there are enough people for all seats, and they are on duty together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.performers import seats_of
from procsim.model.rules.gatherings import all_sit, gatherings, people_for
from procsim.model.rules.saying import some, step_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from procsim.model.capacity import Queue
    from procsim.model.elements import Task
    from procsim.model.model import Model
    from procsim.model.process import Process

    Lines = dict[Queue, list[int]]


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
        if not all(people_for(model, lines, [seat]) for seat in seats):
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


def _missing(model: Model, lines: Lines, seats: Sequence[Queue]) -> tuple[Queue | None, ...]:
    """The seat of which there are more than members, or None if only all seats together are more
    than there are people; empty if everybody can sit."""
    for seat in seats:
        if people_for(model, lines, [seat]).total() < seats.count(seat):
            return (seat,)
    able = [people_for(model, lines, [seat]) for seat in seats]
    return () if all_sit(able, people_for(model, lines, seats)) else (None,)


def _can_meet(model: Model, lines: Lines, seats: Sequence[Queue]) -> bool:
    """Whether at some time so many are on duty that every seat has a member of its own."""
    able = [people_for(model, lines, [seat]) for seat in seats]
    return any(all_sit(able, each) for each in gatherings(model, people_for(model, lines, seats)))
