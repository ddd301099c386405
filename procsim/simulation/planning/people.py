"""Queues, their groups and their members, from the posts of a model."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from procsim.model.calendars import OpenTime, open_time, working_days
from procsim.model.capacity import (
    member_open_time,
    members_of,
    queue_groups,
    queues_of,
    rostered_time,
)
from procsim.model.holders import leavings_per_day, stages
from procsim.simulation.addresses import address, word_of
from procsim.simulation.people import Holders, Member
from procsim.simulation.plan import PACE

if TYPE_CHECKING:
    from procsim.model.model import Model
    from procsim.model.organisation import Post, Turnover
    from procsim.simulation.plan import Instants

_BLOCK_OF_LEAVE = 5
"""Annual leave is taken in weeks of this many working days; sickness and training day by day."""


@dataclass(frozen=True, slots=True)
class People:
    """`queues` are (role, office); `group` is the number of the set of queues
    that share members, -1 for unlimited roles."""

    queues: tuple[tuple[str, str], ...]
    group: tuple[int, ...]
    members: tuple[Member, ...]


def people_of(model: Model, start: int) -> People:
    """All queues in file order (roles, then offices), with everybody who serves them."""
    groups = queue_groups(model)
    group_of = {queue: number for number, group in enumerate(groups) for queue in group}
    queues = tuple(
        (role.id, office)
        for role in model.roles.values()
        for office in model.offices
        if role.unlimited or (role.id, office) in group_of
    )
    number = {queue: position for position, queue in enumerate(queues)}
    members = tuple(
        _member(model, start, post, part, luck, tuple(number[queue] for queue in queues_of(post)))
        for post, part, luck in _parts(model)
    )
    return People(queues, tuple(group_of.get(queue, -1) for queue in queues), members)


def office_times(model: Model, start: int) -> tuple[OpenTime, ...]:
    """The open time of every office in the simulated years."""
    first, last = _any_zone(*_years(model))
    return tuple(
        _since(open_time(model.calendars[office.calendar], office.time_zone, first, last), start)
        for office in model.offices.values()
    )


def _parts(model: Model) -> list[tuple[Post, float, int]]:
    """Every member: its post, what part of a full post it is, and whose luck it has.

    Members of like posts (same roles, same office) are numbered, so the first of them is the same
    person whether there are two or five.
    """
    numbers: dict[tuple[tuple[str, ...], str], int] = {}
    parts = []
    for post in model.posts:
        for part in members_of(post):
            like = (post.roles, post.office)
            numbers[like] = numbers.get(like, -1) + 1
            luck = address(word_of("+".join(post.roles)), word_of(post.office), numbers[like])
            parts.append((post, part, luck))
    return parts


def _member(
    model: Model, start: int, post: Post, part: float, luck: int, queues: tuple[int, ...]
) -> Member:
    first, last = _years(model)
    around = _any_zone(first, last)
    time, overtime = rostered_time(model, post, part, *around)
    # Absences are drawn over all working days: those that meet a dated absence are lost in it.
    days = _days_worked(member_open_time(model, post, part, *around), first, last)
    # A member who works some weekdays only has that share of the days away.
    full = working_days(model.calendars[post.calendar], first, last).size
    present = days.size / full if full else 0.0
    leave = post.working_time.annual_leave * present
    all_away = post.working_time.days_away * present
    blocks, rest = divmod(math.floor(leave), _BLOCK_OF_LEAVE)
    single = math.floor(all_away) - math.floor(leave)
    away = (_BLOCK_OF_LEAVE,) * blocks + ((rest,) if rest else ()) + (1,) * single
    return Member(
        queues=queues,
        pace=round(PACE * post.share * post.working_time.productive * post.speed),
        luck=luck,
        time=_since(time, start),
        away=away,
        away_fraction=all_away - sum(away),
        years=_by_year(days, first.year, last.year),
        vacancy=post.vacancy,
        holders=None if post.turnover is None else _holders(post.turnover, first, last),
        overtime=None if overtime is None else _since(overtime, start),
    )


def _holders(turnover: Turnover, first: dt.date, last: dt.date) -> Holders:
    """Leavings matter from so long before the first day as a new holder takes to learn."""
    found = stages(turnover)
    days = (first.toordinal() - found[-1][0], last.toordinal())
    return Holders(leavings_per_day(turnover), found, days)


def _years(model: Model) -> tuple[dt.date, dt.date]:
    """Whole calendar years around the run: absences are drawn by year."""
    first, last = model.window.begins, model.window.finishes - dt.timedelta(days=1)
    return dt.date(first.year, 1, 1), dt.date(last.year + 1, 1, 1)


def _any_zone(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """A day more at either side: local days begin up to 14 h before or 12 h after those of UTC."""
    return first - dt.timedelta(days=1), last + dt.timedelta(days=1)


@lru_cache(maxsize=1024)
def _days_worked(time: OpenTime, first: dt.date, last: dt.date) -> Instants:
    days = np.unique(time.day)
    return days[(days >= first.toordinal()) & (days < last.toordinal())]


def _by_year(days: Instants, first: int, last: int) -> tuple[Instants, ...]:
    """The days of each calendar year from `first` up to but without `last`."""
    bounds = [dt.date(year, 1, 1).toordinal() for year in range(first, last + 1)]
    return tuple(np.split(days, np.searchsorted(days, bounds[1:-1])))


@lru_cache(maxsize=1024)
def _since(time: OpenTime, start: int) -> OpenTime:
    """In instants of the run. People with the same hours share one value, in a plan and between
    the plans of a study: that keeps them small on their way to other processes."""
    return OpenTime(time.day, time.opens - start, time.closes - start)
