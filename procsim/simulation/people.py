"""The people of a plan, and what work asks of them: all names and choices of place are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procsim.model.open_time import OpenTime
    from procsim.simulation.plan import Instants


@dataclass(frozen=True, slots=True)
class Requirement:
    """What work needs, where it is more than one member of its own queue.

    `own` is its queue by office of origin (below 0: none). `others` are, by office of origin, the
    queues that may take it besides, the preferred first, each with the time (µs) for which the work
    must have been queued; `seats` the queue of each member of a team. `same_as` and `not_same_as`
    are registers of the case that hold the last member of a step, plus 1, or 0.
    """

    own: tuple[int, ...]
    others: tuple[tuple[tuple[int, int], ...], ...] = ()
    seats: tuple[tuple[int, ...], ...] = ()
    hold_after: int = 0
    same_as: int = -1
    not_same_as: tuple[int, ...] = ()

    def queues(self) -> frozenset[int]:
        """All queues it can concern."""
        further = (queue for others in self.others for queue, _ in others)
        seated = (queue for seats in self.seats for queue in seats)
        return frozenset(queue for queue in (*self.own, *further, *seated) if queue >= 0)


@dataclass(frozen=True, slots=True)
class Holders:
    """How the holders of a post change: leavings a day; pace from so many days after the last one
    (0: nobody); and the days (ordinals) between which leavings matter, the last left out."""

    rate: float
    stages: tuple[tuple[int, float], ...]
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Member:
    """One post or part of a post, before drawn absences: the queues it serves and when it could
    work, overtime included.

    `away` are the absences of a calendar year in working days, one entry per absence; `years` the
    member's working days (ordinals) of each simulated calendar year.
    """

    queues: tuple[int, ...]
    pace: int
    luck: int
    time: OpenTime
    away: tuple[int, ...]
    away_fraction: float
    """Chance of one further day a year (the fractional part of the yearly days)."""
    years: tuple[Instants, ...]
    vacancy: float = 0.0
    """Share of each calendar year in which nobody holds the post."""
    holders: Holders | None = None
    overtime: OpenTime | None = None
    """The overtime in `time`."""
