"""From the performers of tasks to requirements: what work needs beside a member of its queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.performers import other_queues, seats_of
from procsim.simulation.people import Requirement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from procsim.model.capacity import Queue
    from procsim.model.elements import Task
    from procsim.model.model import Model


class WorkCompiler:
    """Collects the requirements of a plan; equal ones share a number."""

    def __init__(self, model: Model, queues: Sequence[Queue]) -> None:
        self._model = model
        self._queues = queues
        self._number = {queue: number for number, queue in enumerate(queues)}
        self._known: dict[Requirement, int] = {}

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """All that were asked for, by number."""
        return tuple(self._known)

    def requirement_of(
        self, task: Task, places: Sequence[int], last_member: Callable[[str], int]
    ) -> int:
        """The number of what a task needs whose own queue is `places` by office of origin; -1 where
        that is one member of its queue. `last_member` gives the register of a step's last member.
        """
        who = task.performer
        if task.team is None and not (who.others or who.same_as or who.not_same_as):
            return -1
        made = Requirement(
            own=tuple(places),
            others=self._others(task, places) if who.others else (),
            seats=() if task.team is None else self._seats(task, places),
            hold_after=0 if task.team is None else task.team.hold_after,
            same_as=-1 if who.same_as is None else last_member(who.same_as),
            not_same_as=tuple(last_member(step) for step in who.not_same_as),
        )
        return self._known.setdefault(made, len(self._known))

    def first_seat(self, task: Task, origin: str) -> int:
        """The queue of the first seat of a task's team, which the work is handed over to."""
        return self._seats_for(task, origin)[0]

    def _others(self, task: Task, places: Sequence[int]) -> tuple[tuple[tuple[int, int], ...], ...]:
        """By office of origin; queues that nobody serves, and those named before, are left out."""
        rows = []
        for origin, place in zip(self._model.offices, places, strict=True):
            found: dict[int, int] = {}
            if place >= 0:
                own = self._queues[place]
                for other in task.performer.others:
                    for queue in other_queues(self._model, other, own, origin):
                        if queue in self._number:
                            number = self._number[queue]
                            found[number] = min(other.after, found.get(number, other.after))
            rows.append(tuple(found.items()))
        return tuple(rows)

    def _seats(self, task: Task, places: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        return tuple(
            self._seats_for(task, origin) if place >= 0 else ()
            for origin, place in zip(self._model.offices, places, strict=True)
        )

    def _seats_for(self, task: Task, origin: str) -> tuple[int, ...]:
        """Seats of unlimited roles come last: whoever must be waited for has the first."""
        assert task.team is not None
        seats = seats_of(self._model, task.team, origin)
        ordered = sorted(seats, key=lambda queue: self._model.roles[queue[0]].unlimited)
        return tuple(self._number[queue] for queue in ordered)
