"""Rules for work that certain people may not do: others must be left who can."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.elements import Task
from procsim.model.performers import other_queues, own_queues, seats_of
from procsim.model.rules.gatherings import all_sit, gatherings, people_for
from procsim.model.rules.saying import some, step_path

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from procsim.model.capacity import Queue
    from procsim.model.model import Model
    from procsim.model.process import Process
    from procsim.model.rules.gatherings import Person

    Lines = dict[Queue, list[int]]
    Seats = list[tuple[Queue, ...]]
    """The queues whose members can take each seat."""


def problems_of_others(
    model: Model, process: Process, task: Task, lines: Lines
) -> Iterator[Problem]:
    """Work that nobody is left for when those who did the steps it names may not do it."""
    alone: dict[tuple[str, ...], list[str]] = {}
    for origin in model.origins[process.id]:
        for seats in _seats(model, task, origin):
            barred = _barred(model, process, task, lines, seats, origin)
            steps = _too_many(model, lines, seats, barred, together=task.team is not None)
            if steps:
                alone.setdefault(steps, []).append(origin)
    for steps, ids in alone.items():
        message = (
            f"step {task.id!r} may not be done by whoever did {' or '.join(map(repr, steps))}, "
            f"but for cases of {some(list(dict.fromkeys(ids)))} "
        )
        hint = "name somebody else (`else: {role: …, at: parent}`), add a post, or leave it out"
        if task.team is None:
            message += "nobody else holds the role"
        else:
            message += "its team is not complete without them"
            hint = "add a post, lower the `count` of the team, or leave it out"
        yield Problem("P415", message, step_path(process, task.id, "who", "not_same_as"), hint)


def _seats(model: Model, task: Task, origin: str) -> Iterator[Seats]:
    """The seats of a task that members take, once for each level of its delegation; none where an
    unlimited role does it."""
    if task.team is not None:
        if task.at.of(model.offices[origin]) != "skip":
            seats = seats_of(model, task.team, origin)
            yield [(queue,) for queue in seats if not model.roles[queue[0]].unlimited]
        return
    for queues in _alone(model, task, origin):
        if not any(model.roles[role].unlimited for role, _ in queues):
            yield [queues]


def _alone(model: Model, task: Task, origin: str) -> Iterator[tuple[Queue, ...]]:
    """The queues of a task that one person does, once for each level of its delegation."""
    for queue in own_queues(model, task, origin):
        others = (other_queues(model, other, queue, origin) for other in task.performer.others)
        yield (queue, *(each for found in others for each in found))


def _barred(
    model: Model, process: Process, task: Task, lines: Lines, seats: Seats, origin: str
) -> dict[str, list[Person]]:
    """For each step that the task names those who can have done it and could take a seat."""
    able = people_for(model, lines, (queue for queues in seats for queue in queues))
    found = {}
    for step in task.performer.not_same_as:
        before = process.node.get(step)
        if not isinstance(before, Task) or before.team is not None:
            continue
        # Who does it as the same person as another of the steps takes nobody else away.
        if before.performer.same_as not in task.performer.not_same_as:
            queues = (queue for found in _alone(model, before, origin) for queue in found)
            found[step] = sorted(able.keys() & people_for(model, lines, queues).keys())
    return {step: people for step, people in found.items() if people}


def _too_many(
    model: Model, lines: Lines, seats: Seats, barred: dict[str, list[Person]], *, together: bool
) -> tuple[str, ...]:
    """The fewest steps of which each can take somebody away so that the work cannot be done;
    `together`: only while all are on duty."""
    if not barred:
        return ()
    able = [people_for(model, lines, queues) for queues in seats]
    everybody = people_for(model, lines, (queue for queues in seats for queue in queues))
    there = list(gatherings(model, everybody)) if together else [everybody]
    if not _is_possible(able, there, ()):
        return ()  # another rule's
    for count in range(1, len(barred) + 1):
        for steps in combinations(barred, count):
            choices = product(*(barred[step] for step in steps))
            if not all(_is_possible(able, there, away) for away in choices):
                return steps
    return ()


def _is_possible(
    able: Sequence[Counter[Person]], there: Sequence[Counter[Person]], away: Sequence[Person]
) -> bool:
    """Whether at some time there is somebody for every seat, without one of each of some people."""
    for each in there:
        left = each.copy()
        left.subtract(away)
        if all_sit(able, left):
            return True
    return False
