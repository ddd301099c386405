"""Rules for who may do a step: teams that can meet, and people who must be the same or others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.errors import Problem
from procsim.model.capacity import members_of, post_open_time, queues_of
from procsim.model.elements import Task
from procsim.model.open_time import union
from procsim.model.performers import other_queues, own_queues, seats_of
from procsim.model.saying import some, step_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from procsim.model.capacity import Queue
    from procsim.model.model import Model
    from procsim.model.organisation import Post
    from procsim.model.process import Process

    Instants = NDArray[np.int64]
    Intervals = tuple[Instants, Instants]
    Lines = dict[Queue, list[int]]


def problems_of_people(model: Model, process: Process) -> list[Problem]:
    """All that is wrong with teams, and with steps of the same or of another person."""
    found: list[Problem] = []
    lines = _by_queue(model) if any(map(_is_about_people, process.tasks)) else {}
    for task in process.tasks:
        found += _named_steps(process, task)
        if task.team is not None:
            found += _seats(model, process, task, lines)
            found += _common_time(model, process, task, lines)
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


def _seats(model: Model, process: Process, task: Task, lines: Lines) -> Iterator[Problem]:
    """More seats than people: a team that can never be complete."""
    assert task.team is not None
    short: dict[Queue, list[str]] = {}
    for origin in model.origins[process.id]:
        if task.at.of(model.offices[origin]) == "skip":
            continue
        seats = seats_of(model, task.team, origin)
        for queue in dict.fromkeys(seats):
            members = sum(len(members_of(post)) for post in _lines(model, lines, [queue]))
            if 0 < members < seats.count(queue) and not model.roles[queue[0]].unlimited:
                short.setdefault(queue, []).append(origin)
    for (role, office), ids in short.items():
        message = (
            f"the team of {task.id!r} needs more members of {role!r} in {office} than there are, "
            f"for cases of {some(ids)}"
        )
        hint = "lower the `count`, or add posts"
        yield Problem("P414", message, step_path(process, task.id, "team"), hint)


def _common_time(model: Model, process: Process, task: Task, lines: Lines) -> Iterator[Problem]:
    """Teams whose seats are never on duty at the same time."""
    assert task.team is not None
    apart: list[str] = []
    checked: dict[frozenset[Queue], bool] = {}
    for origin in model.origins[process.id]:
        if task.at.of(model.offices[origin]) == "skip":
            continue
        seats = frozenset(
            seat
            for seat in seats_of(model, task.team, origin)
            if not model.roles[seat[0]].unlimited
        )
        if seats not in checked:
            checked[seats] = _can_meet(model, lines, seats)
        if not checked[seats]:
            apart.append(origin)
    if apart:
        message = f"the team of {task.id!r} has no open time in common, for cases of {some(apart)}"
        hint = "choose offices or calendars whose hours overlap, or make separate steps"
        yield Problem("P414", message, step_path(process, task.id, "team"), hint)


def _can_meet(model: Model, lines: Lines, seats: frozenset[Queue]) -> bool:
    """Whether all seats are open together at some time; true where nobody holds one of them, which
    another rule says."""
    window = model.window
    if window.ends <= window.start:
        return True
    common: Intervals | None = None
    for seat in sorted(seats):
        posts = [post for post in _lines(model, lines, [seat]) if members_of(post)]
        times = [post_open_time(model, post, window.begins, window.finishes) for post in posts]
        if not times:
            return True
        mine = union([(time.opens, time.closes) for time in times])
        common = mine if common is None else _overlap(common, mine)
        if common[0].size == 0:
            return False
    return True


def _overlap(one: Intervals, other: Intervals) -> Intervals:
    """When both are open."""
    # Every overlap begins where an interval of one of them opens while the other is open.
    opens = np.union1d(one[0], other[0])
    closes = np.minimum(_open_until(one, opens), _open_until(other, opens))
    kept = closes > opens
    return opens[kept], closes[kept]


def _open_until(time: Intervals, instants: Instants) -> Instants:
    """When the interval that is open at each instant closes; the instant itself if none is."""
    begun = np.searchsorted(time[0], instants, side="right") - 1
    closes = np.where(begun >= 0, time[1][np.maximum(begun, 0)], instants)
    return np.maximum(closes, instants)


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
