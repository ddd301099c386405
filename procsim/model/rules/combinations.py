"""Forms of a step that have no meaning together; each pair is refused with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.rules.saying import step_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.elements import Task
    from procsim.model.process import Process

_PASSED_ON = "leave out `at_closing`"


def problems_of_combinations(process: Process) -> list[Problem]:
    """All pairs of forms that cannot go together."""
    found: list[Problem] = []
    for task in process.tasks:
        for form, message, hint in _refused(task):
            path = step_path(process, task.id, form)
            found.append(Problem("P413", f"step {task.id!r} {message}", path, hint))
    return found


def _refused(task: Task) -> Iterator[tuple[str, str, str]]:
    """(the key, what goes wrong, the way out) of each refused pair."""
    persons = task.performer.same_as is not None or bool(task.performer.not_same_as)
    passes_on = task.at_closing == "pass_on"
    if task.batch is not None:
        if passes_on:
            # Whose part of the common work was done when the shift ended has no answer.
            message = "is worked in batches and passed on at closing"
            yield "batch", message, "leave out `at_closing`, or the batch"
        if task.team is not None:
            message = "is worked in batches by a team: the members of a batch may need other teams"
            yield "batch", message, "collect in a step before the meeting"
        if task.repeat is not None:
            message = "is worked in batches and repeated: instances of one case would wait for it"
            yield "batch", message, "collect in a step before the repeated one"
        if persons:
            message = "is worked in batches, whose cases may need different people"
            yield "batch", message, "leave out `same_as` and `not_same_as`, or the batch"
    if task.team is not None:
        if passes_on:
            message = "is passed on at closing by a team, which would have to meet anew"
            yield "team", message, _PASSED_ON
        if task.performer.others:
            message = "is done by a team, and by somebody else instead of which seat is not said"
            yield "team", message, "leave out `else`, or write the seats of another step"
        if task.performer.same_as is not None:
            message = "is done by a team: which of its members must be the same is not said"
            yield "team", message, "leave out `same_as`, or the team"
    is_worked = task.role is not None or task.team is not None or task.performer.by is not None
    if not is_worked and any(deadline.until == "start" for deadline in task.deadlines):
        message = "is a system's, which starts at once: a deadline until the start never passes"
        yield "deadline", message, "leave out `until`"
    if task.team is None and any(not other.role for other in task.performer.others):
        message = "may be done by somebody else whose role is not said, and has no role of its own"
        yield "who", message, "write `else: {role: …, at: …}`"
    if task.performer.same_as is not None:
        if passes_on:
            message = "is kept for one person and passed on at closing"
            yield "who", message, _PASSED_ON
        if task.performer.same_as in task.performer.not_same_as:
            message = "is done by the same person as another step, and by another than that"
            yield "who", message, "leave out one of them"
