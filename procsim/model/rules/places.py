"""Rules for where steps are done: a place for every origin, and somebody there to do the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.capacity import Queue, members_of, queues_of
from procsim.model.elements import Call, Start, Task
from procsim.model.performers import other_queues, own_queues
from procsim.model.routing import met, routings
from procsim.model.rules.saying import some, step_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procsim.errors import Path
    from procsim.model.by_origin import ByOrigin
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Process


@dataclass(frozen=True, slots=True)
class _Need:
    """A role that is needed somewhere, and the keys of the step that say so."""

    role: str | None
    at: ByOrigin[str]
    says_role: Path
    says_place: Path


def problems_of_places(model: Model, process: Process) -> list[Problem]:
    """Steps without a place or without staff, for the origins whose cases come to them."""
    offices = [model.offices[id_] for id_ in model.origins[process.id]]
    reached = _reached(process, offices)
    staffed = _staffed(model)
    found: list[Problem] = []
    for node in process.nodes:
        if not isinstance(node, Task | Call):
            continue
        coming = [
            origin
            for origin in offices
            if node.id in reached[origin.id] and node.at.of(origin) != "skip"
        ]
        for need in _needs(model, node):
            found += _places(model, process, node.id, need, coming, staffed)
        if isinstance(node, Task):
            found += _others(model, process, node, coming, staffed)
    return found


def _needs(model: Model, node: Task | Call) -> list[_Need]:
    """Who is needed where for a step to be done."""
    if isinstance(node, Call):
        return [_Need(None, node.at, (), ("at",))]
    if node.team is not None:
        return [
            _Need(seat.role, seat.at, ("team", place, "role"), ("team", place, "at"))
            for place, seat in enumerate(node.team.seats)
        ]
    if node.performer.by is not None:
        levels = model.delegations[node.performer.by].levels
        return [_Need(each.role, each.at, ("performer",), ("performer",)) for each in levels]
    return [_Need(node.role, node.at, ("role",), ("at",))]


def _others(
    model: Model, process: Process, task: Task, offices: list[Office], staffed: frozenset[Queue]
) -> Iterator[Problem]:
    """Alternatives that nobody could be, for any case that comes."""
    for place, other in enumerate(task.performer.others):
        queues = [
            queue
            for origin in offices
            for own in own_queues(model, task, origin.id)
            for queue in other_queues(model, other, own, origin.id)
        ]
        if offices and other.role and not staffed.intersection(queues):
            where = f" in {some(sorted({office for _, office in queues}))}" if queues else ""
            message = f"nobody else could do step {task.id!r}: nobody holds {other.role!r}{where}"
            path = step_path(process, task.id, "who", "else", place)
            hint = "add `staff` there, name another role or place, or leave it out"
            yield Problem("P403", message, path, hint)


def _reached(process: Process, offices: list[Office]) -> dict[str, frozenset[str]]:
    """By origin, the steps its cases come to; all of them where the graph is not yet sound."""
    if sum(isinstance(node, Start) for node in process.nodes) != 1:
        return dict.fromkeys((o.id for o in offices), frozenset(node.id for node in process.nodes))
    return {
        origin: steps
        for routing, alike in routings(process, offices).items()
        for steps in [met(process, routing)]
        for origin in alike
    }


def _staffed(model: Model) -> frozenset[Queue]:
    """The queues that somebody serves."""
    unlimited = [id_ for id_, role in model.roles.items() if role.unlimited]
    return frozenset(
        {queue for post in model.posts if members_of(post) for queue in queues_of(post)}
        | {(role, office) for role in unlimited for office in model.offices}
    )


def _places(
    model: Model,
    process: Process,
    step: str,
    need: _Need,
    offices: list[Office],
    staffed: frozenset[Queue],
) -> Iterator[Problem]:
    """One problem for each reason, naming the origins it holds for."""
    nowhere: dict[str, list[str]] = {}
    nobody: dict[str, list[str]] = {}
    for origin in offices:
        at = need.at.of(origin)
        place = None if at is None else model.place(at, origin.id)
        if place is None:
            nowhere.setdefault(at or "", []).append(origin.id)
        elif need.role is not None and (need.role, place) not in staffed:
            nobody.setdefault(place, []).append(origin.id)
    yield from _nowhere(process, step, need, nowhere)
    yield from _nobody(model, process, step, need, nobody)


def _nowhere(
    process: Process, step: str, need: _Need, origins_by_at: Mapping[str, list[str]]
) -> Iterator[Problem]:
    reasons = {
        "": ("`at` says nothing for them", "add their tier to `at`"),
        "parent": ("they have no parent", "give them a `parent`, or another `at` for their tier"),
        "skip": ("a seat cannot be skipped", "name a place, or skip the step"),
        "hq": ("no office is of tier hq", "give one office `tier: hq`"),
        "centre": ("no centre serves them", "add them to the `serves` of a centre"),
    }
    for at, ids in origins_by_at.items():
        fallback = (f"there is no office {at!r}", "name an office of the model")
        reason, hint = reasons.get(at, fallback)
        message = f"step {step!r} is done nowhere for cases of {some(ids)}: {reason}"
        yield Problem("P401", message, step_path(process, step, *need.says_place), hint)


def _nobody(
    model: Model,
    process: Process,
    step: str,
    need: _Need,
    origins_by_place: Mapping[str, list[str]],
) -> Iterator[Problem]:
    holders = sorted({post.office for post in model.posts if need.role in post.roles})
    for place, ids in origins_by_place.items():
        where = f"; it has posts in {some(holders)}" if holders else ""
        yield Problem(
            "P403",
            f"step {step!r} needs role {need.role!r} in {place} for cases of {some(ids)}, "
            f"but nobody holds it there{where}",
            step_path(process, step, *need.says_role),
            f"add `staff` for {place} to role {need.role}, or do the step elsewhere (`at`)",
        )
