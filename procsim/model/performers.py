"""Where a task's work can stand: its own queue, those of others who may do it, a team's seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.capacity import Queue
    from procsim.model.elements import Alternative, Task, Team
    from procsim.model.model import Model


def own_queues(model: Model, task: Task, origin: str) -> tuple[Queue, ...]:
    """The queue of a task for cases of an origin: one for each level of its delegation, that of the
    first seat of its team, or none where it is skipped or needs nobody."""
    office = model.offices[origin]
    if task.at.of(office) == "skip":
        return ()
    if task.team is not None:
        return seats_of(model, task.team, origin)[:1]
    if task.performer.by is not None:
        levels = model.delegations[task.performer.by].levels
        held = [(level.role, level.at.of(office)) for level in levels]
    else:
        held = [] if task.role is None else [(task.role, task.at.of(office))]
    placed = ((role, None if at is None else model.place(at, origin)) for role, at in held)
    return tuple((role, place) for role, place in placed if place is not None)


def seats_of(model: Model, team: Team, origin: str) -> tuple[Queue, ...]:
    """A queue for each seat of a team, for cases of an origin; seats without a place are left
    out."""
    office = model.offices[origin]
    found: list[Queue] = []
    for seat in team.seats:
        at = seat.at.of(office)
        place = None if at is None else model.place(at, origin)
        if place is not None:
            found += [(seat.role, place)] * seat.count
    return tuple(found)


def other_queues(model: Model, other: Alternative, own: Queue, origin: str) -> tuple[Queue, ...]:
    """The queues that an alternative adds to a task's own for cases of an origin, in file order:
    none where its place means nothing (a parent of the headquarters), or is the task's own."""
    at = other.at.of(model.offices[origin])
    if at == "peers":
        tier = model.offices[own[1]].tier
        places = [office.id for office in model.offices.values() if office.tier == tier]
    else:
        place = None if at is None else model.place(at, origin)
        places = [] if place is None else [place]
    return tuple((other.role, place) for place in places if (other.role, place) != own)


def linked_queues(model: Model) -> Iterator[tuple[Queue, ...]]:
    """Sets of queues that one piece of work can wait in, or needs at once."""
    for process in model.processes.values():
        tasks = [task for task in process.tasks if task.team or task.performer.others]
        for task in tasks:
            for origin in model.origins[process.id]:
                if task.team is not None:
                    yield seats_of(model, task.team, origin)
                    continue
                for own in own_queues(model, task, origin):
                    others = (other_queues(model, o, own, origin) for o in task.performer.others)
                    yield (own, *(queue for found in others for queue in found))
