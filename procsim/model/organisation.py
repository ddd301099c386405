"""Who works where, when, for whom and at what cost: offices, roles, posts, hand-overs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from procsim.model.distributions import Distribution
    from procsim.model.text import Title
    from procsim.units import Money, Rate, Span

Tier = Literal["hq", "regional", "country", "centre"]
TIERS: Final[tuple[Tier, ...]] = ("hq", "regional", "country", "centre")
Category = Literal["administrative", "technical", "requester", "managerial"]
CATEGORIES: Final[tuple[Category, ...]] = ("administrative", "technical", "requester", "managerial")


@dataclass(frozen=True, slots=True)
class Office:
    """A duty station. `serves` lists the ids of the offices a centre works for, each with how
    specific its selector was: 0 every office, 1 a tier, 2 below an office, 3 the office by name."""

    id: str
    title: Title
    tier: Tier
    parent: str | None
    time_zone: str
    calendar: str
    currency: str
    serves: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """What a full post loses and keeps of its open time.

    Leave, sickness and training are whole working days a year; `productive` is the share of open
    time in which work is done (a pace, not a number of hours).
    """

    annual_leave: float = 0.0
    sick: float = 0.0
    training: float = 0.0
    productive: float = 1.0

    @property
    def days_away(self) -> float:
        """Working days a year on which a member is absent."""
        return self.annual_leave + self.sick + self.training


@dataclass(frozen=True, slots=True)
class Role:
    """What a task needs. `unlimited` roles never queue and are costed by the hour of work."""

    id: str
    title: Title
    category: Category
    grade: str
    fund: str
    minimum_cover: float
    unlimited: bool
    hourly: Mapping[str, Rate]
    """Office → cost of an hour of an unlimited role; an office without one costs nothing."""


Days = tuple["dt.date", "dt.date"]
"""Local days, first ≤ day < last."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """How often the holders of a post leave, and what that costs in time.

    Each member leaves `rate` times a year on average; then nobody is there for `gap`; the new
    holder's pace climbs from `pace` (a part of the full one) to 1 within `learning`, in equal steps
    from month to month.
    """

    rate: float
    gap: Span
    learning: Span
    pace: float = 1.0


@dataclass(frozen=True, slots=True)
class Overtime:
    """`minutes` after the last closing of each working day in which work goes on; an hour of it
    costs `price` times the ordinary one, and is paid only as far as it is worked."""

    minutes: int
    price: float = 1.5


@dataclass(frozen=True, slots=True)
class Post:
    """One line of the establishment: `posts` full posts (a fraction is part of a post) of one kind
    in one office, holding one or several roles. Every default is resolved."""

    office: str
    roles: tuple[str, ...]
    posts: float
    calendar: str
    cost: Money | None
    """Standard cost of one full post per year."""
    share: float
    """Share of the members' time that is given to the modelled processes (a pace)."""
    working_time: WorkingTime
    grade: str
    fund: str
    category: Category
    days: frozenset[int] | None = None
    """Weekdays (Monday 0) a part-time post works; None: the first part of every working day."""
    speed: float = 1.0
    """Work done in an hour at it, compared with the standard that the times of tasks are given for
    (a pace)."""
    away: tuple[Days, ...] = ()
    """Dated absence of every member of the line: closures, courses."""
    vacancy: float = 0.0
    """Share of the year in which a post of the line has no holder."""
    vacant: tuple[Days, ...] = ()
    """Dated vacancy of the whole line."""
    turnover: Turnover | None = None
    overtime: Overtime | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Elapsed time lost when work crosses from `source` to `target` (an office id or a tier)."""

    source: str
    target: str
    takes: Distribution


@dataclass(frozen=True, slots=True)
class System:
    """Software or a service with a running cost per year."""

    id: str
    title: Title
    cost: Money


def hand_over_between(
    hand_overs: tuple[HandOver, ...], source: Office, target: Office
) -> HandOver | None:
    """The most specific hand-over from one office to another: a name counts more than a tier, and
    the source's name more than the target's; None inside one office or where nothing is said."""
    if source.id == target.id:
        return None
    best: tuple[int, HandOver] | None = None
    for hand_over in hand_overs:
        if hand_over.source not in (source.id, source.tier):
            continue
        if hand_over.target not in (target.id, target.tier):
            continue
        rank = 2 * (hand_over.source == source.id) + (hand_over.target == target.id)
        if best is None or rank > best[0]:
            best = (rank, hand_over)
    return None if best is None else best[1]


def centre_of(offices: Mapping[str, Office], origin: str) -> str | None:
    """The centre that serves `origin` by the most specific selector (`rules` refuses a tie)."""
    ranked = [
        (office.serves[origin], office.id) for office in offices.values() if origin in office.serves
    ]
    return max(ranked)[1] if ranked else None
