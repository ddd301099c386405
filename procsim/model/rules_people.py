"""Rules for who may do a step: teams that can meet, and people who must be the same or others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.capacity import members_of, queues_of
from procsim.model.elements import Task
from procsim.model.performers import other_queues, own_queues
from procsim.model.rules_teams import problems_of_team
from procsim.model.saying import some, step_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from procsim.model.capacity import Queue
    from procsim.model.model import Model
    from procsim.model.organisation import Post
    from procsim.model.process import Process

    Lines = dict[Queue, list[int]]


def problems_of_people(model: Model, process: Process) -> list[Problem]:
    """All that is wrong with teams, and with steps of the same or of another person."""
    found: list[Problem] = []
    lines = _by_queue(model) if any(map(_is_about_people, process.tasks)) else {}
    for task in process.tasks:
        found += _named_steps(process, task)
        if task.team is not None:
            found += problems_of_team(model, process, task, lines)
        if task.performer.not_same_as:
            found += _somebody_else(model, process, task, lines)
    return found


def _is_about_people(task: Task) -> bool:
    return task.team is not None or bool(task.performer.not_same_as)


def _named_steps(process: Process, task: Task) -> Iterator[Problem]:
    """Only a step that one person does has a person to be the same as."""
    named = [("same_as", task.performer.same_as)]
    named += [("not_same_as", step) for step in task.performer.not_same_as]
    for key, step in named:
        other = process.node.get(step or "")
        if step is None or other is None:
            continue
        path = step_path(process, task.id, "who", key)
        if step == task.id:
            message = f"step {task.id!r} names itself in `{key}`"
            yield Problem("P416", message, path, "name an earlier step")
        elif not isinstance(other, Task) or (other.role is None and other.performer.by is None):
            message = (
                f"step {step!r}, which {task.id!r} names in `{key}`, is not done by one person"
            )
            yield Problem("P416", message, path, "name a task with a `role`")


def _by_queue(model: Model) -> Lines:
    """The lines of posts that serve each queue, as positions in `model.posts`."""
    found: dict[Queue, list[int]] = {}
    for place, post in enumerate(model.posts):
        for queue in queues_of(post):
            found.setdefault(queue, []).append(place)
    return found


def _lines(model: Model, lines: Lines, queues: Iterable[Queue]) -> list[Post]:
    """The lines of posts that serve one of some queues."""
    places = {place for queue in queues for place in lines.get(queue, ())}
    return [model.posts[place] for place in sorted(places)]


def _somebody_else(model: Model, process: Process, task: Task, lines: Lines) -> Iterator[Problem]:
    """Work that may not be done by the only person who could do it."""
    alone: dict[str, list[str]] = {}
    for origin in model.origins[process.id]:
        own = own_queues(model, task, origin)
        for queue in own:
            others = (other_queues(model, o, queue, origin) for o in task.performer.others)
            queues = [queue, *(each for found in others for each in found)]
            if any(model.roles[role].unlimited for role, _ in queues):
                continue
            posts = [post for post in _lines(model, lines, queues) if members_of(post)]
            if sum(len(members_of(post)) for post in posts) != 1:
                continue
            for step in task.performer.not_same_as:
                before = process.node.get(step)
                if not isinstance(before, Task):
                    continue
                if set(own_queues(model, before, origin)) & set(queues_of(posts[0])):
                    alone.setdefault(step, []).append(origin)
    for step, ids in alone.items():
        message = (
            f"step {task.id!r} may not be done by whoever did {step!r}, but for cases of "
            f"{some(list(dict.fromkeys(ids)))} nobody else holds the role"
        )
        hint = "name somebody else (`else: {role: …, at: parent}`), add a post, or leave it out"
        yield Problem("P415", message, step_path(process, task.id, "who", "not_same_as"), hint)
