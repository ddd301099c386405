"""Teams before a run: their work against the hours that all their members have in common."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.model.capacity import post_open_time, queues_of, year_of
from procsim.model.open_time import union
from procsim.model.performers import seats_of
from procsim.units import HOUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.model.capacity import Queue
    from procsim.model.flow_analysis.flow import FlowAnalysis
    from procsim.model.model import Model
    from procsim.model.open_time import Instants

Intervals = tuple["Instants", "Instants"]


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """What is asked of each member of a team together with the others, in hours a year.

    `available`: the open hours that all seats have in common, nobody absent, at the pace of the
    slowest (share × productive × speed), times the teams that the posts can form at once. Other
    work of the members is not taken off, so the load is at least this.
    """

    seats: tuple[Queue, ...]
    required: float
    available: float

    @property
    def load(self) -> float:
        """Required over available hours; infinite where there are none in common."""
        return self.required / self.available if self.available > 0 else np.inf


def team_loads(model: Model, flow: FlowAnalysis) -> tuple[TeamLoad, ...]:
    """The load of every set of seats that has work, of all its steps together."""
    required: dict[tuple[Queue, ...], float] = {}
    for process in model.processes.values():
        for task in process.tasks:
            if task.team is None:
                continue
            for office, origin in flow.processes[process.id].origins.items():
                seats = tuple(
                    seat
                    for seat in sorted(seats_of(model, task.team, office))
                    if not model.roles[seat[0]].unlimited
                )
                parts = origin.steps[task.id].parts
                if len(seats) > 1 and parts:
                    hours = origin.cases_per_year * parts[0].hours
                    required[seats] = required.get(seats, 0.0) + hours
    return tuple(
        TeamLoad(seats, hours, _available(model, seats))
        for seats, hours in required.items()
        if hours > 0
    )


def _available(model: Model, seats: tuple[Queue, ...]) -> float:
    open_hours: list[Intervals] = []
    paces, teams = [], []
    span = year_of(model)
    for seat, count in Counter(seats).items():
        posts = [post for post in model.posts if seat in queues_of(post)]
        times = [post_open_time(model, post, *span) for post in posts]
        open_hours.append(union([(time.opens, time.closes) for time in times]))
        paces.append(
            max((p.share * p.working_time.productive * p.speed for p in posts), default=0.0)
        )
        teams.append(max(1, int(sum(post.posts for post in posts)) // count))
    return _common(open_hours) / HOUR * min(paces) * min(teams)


def _common(sets: Sequence[Intervals]) -> int:
    """The µs at which all of several disjoint sets of intervals are open."""
    opens = np.concatenate([opens for opens, _ in sets])
    closes = np.concatenate([closes for _, closes in sets])
    instants = np.concatenate([opens, closes])
    steps = np.concatenate([np.ones(opens.size, np.int64), -np.ones(closes.size, np.int64)])
    order = np.argsort(instants, kind="stable")
    together = np.cumsum(steps[order])[:-1] == len(sets)
    return int(np.diff(instants[order])[together].sum())
