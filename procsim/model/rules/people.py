"""Rules for who may do a step: teams that can meet, and people who must be the same or others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.elements import Task
from procsim.model.rules.gatherings import lines_of
from procsim.model.rules.others import problems_of_others
from procsim.model.rules.saying import step_path
from procsim.model.rules.teams import problems_of_team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.model import Model
    from procsim.model.process import Process


def problems_of_people(model: Model, process: Process) -> list[Problem]:
    """All that is wrong with teams, and with steps of the same or of another person."""
    found: list[Problem] = []
    lines = lines_of(model) if any(map(_is_about_people, process.tasks)) else {}
    for task in process.tasks:
        found += _named_steps(process, task)
        if task.team is not None:
            found += problems_of_team(model, process, task, lines)
        if task.performer.not_same_as:
            found += problems_of_others(model, process, task, lines)
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
