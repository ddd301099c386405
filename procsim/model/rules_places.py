"""Rules for where steps are done: a place for every origin, and somebody there to do the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.capacity import members_of, queues_of
from procsim.model.process import Start
from procsim.model.routing import met, origins, routing_of
from procsim.model.rules_graph import some, step_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Process, Task


def problems_of_places(model: Model, process: Process) -> list[Problem]:
    """Steps without a place or without staff, for the origins whose cases come to them."""
    offices = [model.offices[id_] for id_ in origins(process) if id_ in model.offices]
    reached = {origin.id: _reached(process, origin) for origin in offices}
    found: list[Problem] = []
    for task in process.tasks:
        coming = [origin for origin in offices if task.id in reached[origin.id]]
        found += _task_places(model, process, task, coming)
    return found


def _reached(process: Process, origin: Office) -> frozenset[str]:
    """Steps that cases of an origin come to; all of them where the graph is not yet sound."""
    if sum(isinstance(node, Start) for node in process.nodes) != 1:
        return frozenset(node.id for node in process.nodes)
    return met(process, routing_of(process, origin))


def _task_places(
    model: Model, process: Process, task: Task, offices: list[Office]
) -> Iterator[Problem]:
    """One problem for each reason, naming the origins it holds for."""
    staffed = {queue for post in model.posts if members_of(post) for queue in queues_of(post)}
    unlimited = {id_ for id_, role in model.roles.items() if role.unlimited}
    staffed |= {(role, office) for role in unlimited for office in model.offices}
    nowhere: dict[str, list[str]] = {}
    nobody: dict[str, list[str]] = {}
    for origin in offices:
        at = task.at.of(origin)
        if at == "skip":
            continue
        place = None if at is None else model.place(at, origin.id)
        if place is None:
            nowhere.setdefault(at or "", []).append(origin.id)
        elif task.role is not None and (task.role, place) not in staffed:
            nobody.setdefault(place, []).append(origin.id)
    yield from _nowhere(process, task, nowhere)
    yield from _nobody(model, process, task, nobody)


def _nowhere(
    process: Process, task: Task, origins_by_at: Mapping[str, list[str]]
) -> Iterator[Problem]:
    reasons = {
        "": ("`at` says nothing for them", "add their tier to `at`"),
        "parent": ("they have no parent", "give them a `parent`, or another `at` for their tier"),
        "hq": ("no office is of tier hq", "give one office `tier: hq`"),
        "centre": ("no centre serves them", "add them to the `serves` of a centre"),
    }
    for at, ids in origins_by_at.items():
        fallback = (f"there is no office {at!r}", "name an office of the model")
        reason, hint = reasons.get(at, fallback)
        message = f"step {task.id!r} is done nowhere for cases of {some(ids)}: {reason}"
        yield Problem("P401", message, step_path(process, task.id, "at"), hint)


def _nobody(
    model: Model, process: Process, task: Task, origins_by_place: Mapping[str, list[str]]
) -> Iterator[Problem]:
    holders = sorted({post.office for post in model.posts if task.role in post.roles})
    for place, ids in origins_by_place.items():
        where = f"; it has posts in {some(holders)}" if holders else ""
        yield Problem(
            "P403",
            f"step {task.id!r} needs role {task.role!r} in {place} for cases of {some(ids)}, "
            f"but nobody holds it there{where}",
            step_path(process, task.id, "role"),
            f"add `staff` for {place} to role {task.role}, or do the step elsewhere (`at`)",
        )
