"""What posts offer: their open time, the hours a year they can work, and what an hour costs.

Run, load and savings use the same hours: open time − leave − sickness − training, × productive,
× speed. These are standard hours, in which the times of tasks are stated: whoever works at a speed
of 80 % is there for ten hours and does eight, and an hour of the work costs a quarter more.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np
from dateutil.relativedelta import relativedelta

from procsim.model.calendars import on_weekdays, open_time, part_of, without_days, working_days
from procsim.model.holders import mean_pace, pace_held
from procsim.model.overtime import extended, overtime_of
from procsim.model.performers import linked_queues
from procsim.units import HOUR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from procsim.model.calendars import Calendar, OpenTime
    from procsim.model.model import Model
    from procsim.model.organisation import Days, Post
    from procsim.units import Rate

Queue = tuple[str, str]
"""(role id, office id): where work for a role in an office waits."""

_WHOLE: Final = 1e-9
"""Fractions of a post below this are rounding, not part-time work."""


def queues_of(post: Post) -> tuple[Queue, ...]:
    """The queues that the members of a line of posts serve."""
    return tuple((role, post.office) for role in post.roles)


def queue_groups(model: Model) -> tuple[tuple[Queue, ...], ...]:
    """Queues that share members, or work that either may do or that needs both, directly or through
    others; in the order of `model.posts`.

    Only together can their load be compared with capacity; groups share nobody.
    """
    return _groups(model, (*map(queues_of, model.posts), *linked_queues(model)))


def pools(model: Model) -> tuple[tuple[Queue, ...], ...]:
    """Queues that share members, directly or through others, whatever work links them besides; in
    the order of `model.posts`."""
    return _groups(model, map(queues_of, model.posts))


def shared_by_choice(model: Model) -> frozenset[Queue]:
    """The queues of groups in which somebody may do the work of another's queue, or a team meets.

    Σ work / Σ capacity of such a group is an estimate of its load: who does the work, at which
    speed and cost, and how long teams wait for one another, is only known from a run.
    """
    linked = {queue for queues in linked_queues(model) if len(queues) > 1 for queue in queues}
    groups = queue_groups(model)
    return frozenset(queue for group in groups if linked.intersection(group) for queue in group)


def _groups(model: Model, joined: Iterable[tuple[Queue, ...]]) -> tuple[tuple[Queue, ...], ...]:
    graph: nx.Graph[Queue] = nx.Graph()
    for post in model.posts:
        graph.add_nodes_from(queues_of(post))
    order = {queue: place for place, queue in enumerate(graph)}
    for queues in joined:
        known = [queue for queue in queues if queue in order]
        graph.add_edges_from((known[0], other) for other in known[1:])
    groups = (sorted(group, key=order.__getitem__) for group in nx.connected_components(graph))
    return tuple(tuple(group) for group in sorted(groups, key=lambda group: order[group[0]]))


def members_of(post: Post) -> tuple[float, ...]:
    """The part of a full post that each member of a line holds: 2.5 posts are 1, 1 and 0.5."""
    whole = math.floor(post.posts + _WHOLE)
    rest = post.posts - whole
    return (1.0,) * whole + ((rest,) if rest > _WHOLE else ())


def post_open_time(model: Model, post: Post, first: dt.date, last: dt.date) -> OpenTime:
    """Open time of one full post on the local days first ≤ day < last, nobody being absent."""
    zone = model.offices[post.office].time_zone
    return open_time(model.calendars[post.calendar], zone, first, last)


def member_open_time(
    model: Model, post: Post, part: float, first: dt.date, last: dt.date
) -> OpenTime:
    """Open time of a member who holds `part` of a post: on the named days, if there are any, the
    whole day, otherwise the first part of every working day."""
    return _part(post_open_time(model, post, first, last), part, post.days)


@lru_cache(maxsize=1024)
def _part(full: OpenTime, part: float, days: frozenset[int] | None) -> OpenTime:
    if days is not None:
        return on_weekdays(full, days)
    return full if part >= 1 else part_of(full, part)


def available_hours(model: Model, post: Post, first: dt.date, last: dt.date) -> float:
    """Hours of work that one full post can do on the local days first ≤ day < last, on average.

    Σ over calendar years of open hours × (1 − days away / working days of the year), × productive,
    × speed. The days away are drawn evenly over the working days of each calendar year. `share` is
    not applied: the hours belong to the post, whatever they are used for.
    """
    time = _without(post_open_time(model, post, first, last), post.away)
    return _hours(time, model, post) * pace_held(post)


def rostered_time(
    model: Model, post: Post, part: float, first: dt.date, last: dt.date
) -> tuple[OpenTime, OpenTime | None]:
    """When a member who holds `part` of a post could work, but for drawn absences: his open time
    with overtime and without dated absence and vacancy; and the overtime in it, if he does any."""
    time = member_open_time(model, post, part, first, last)
    time = _without(time, (*post.away, *post.vacant))
    if post.overtime is None:
        return time, None
    further = overtime_of(time, post.overtime)
    return extended(time, further), further


def line_hours(model: Model, post: Post, first: dt.date, last: dt.date) -> float:
    """Hours of work that all members of a line of posts can do together, on average.

    As `available_hours`, but with overtime, and less what vacancies and turnover take. A part-time
    member has the same share of its days away as a full one.
    """
    return mean_pace(post) * _of_members(
        model, post, lambda part: rostered_time(model, post, part, first, last)[0]
    )


def held_hours(model: Model, post: Post, first: dt.date, last: dt.date) -> float:
    """Available hours of all members of a line of posts, none of them vacant, without overtime."""
    return pace_held(post) * _of_members(
        model,
        post,
        lambda part: _without(member_open_time(model, post, part, first, last), post.away),
    )


def _of_members(model: Model, post: Post, time_of: Callable[[float], OpenTime]) -> float:
    parts = members_of(post)
    whole, rest = parts.count(1.0), [part for part in parts if part != 1.0]
    total = 0.0
    for part, count in ((1.0, whole), *((part, 1) for part in rest)):
        if count:
            total += count * _hours(time_of(part), model, post)
    return total


@lru_cache(maxsize=1024)
def _without(time: OpenTime, spans: tuple[Days, ...]) -> OpenTime:
    """Without dated days, first ≤ day < last of each; kept, because so is what it is used for."""
    days = [np.arange(first.toordinal(), last.toordinal()) for first, last in spans]
    return without_days(time, np.concatenate(days)) if days else time


def year_of(model: Model) -> tuple[dt.date, dt.date]:
    """Twelve months from the start of the window: the year that rates and loads are given for."""
    start = model.window.start
    return start, start + relativedelta(months=12)


def hourly_cost(model: Model, role: str, office: str) -> float:
    """Cost of an hour of a role's work in an office, in the reporting currency.

    Σ yearly cost of the posts / Σ hours they can work in the year: the capacity cost rate of
    time-driven activity-based costing, cost over practical capacity (Kaplan & Anderson 2004). A
    vacant post neither costs nor works; overtime is paid for itself. Posts without a stated cost
    are left out of both sums; where no post has one the hour costs 0. An
    unlimited role costs its stated rate.
    """
    if model.roles[role].unlimited:
        return _stated_rate(model, model.roles[role].hourly.get(office), office)
    first, last = year_of(model)
    cost = hours = 0.0
    for post in model.posts:
        if post.office == office and role in post.roles and post.cost is not None:
            yearly = model.in_reporting_currency(post.cost.amount, post.cost.currency)
            cost += post.posts * yearly
            hours += held_hours(model, post, first, last)
    return cost / hours if hours > 0 else 0.0


def _stated_rate(model: Model, rate: Rate | None, office: str) -> float:
    if rate is None:
        return 0.0
    amount = model.in_reporting_currency(rate.amount, rate.currency)
    if rate.per == "hour":
        return amount
    home = model.offices[office]
    open_hours = open_time(model.calendars[home.calendar], home.time_zone, *year_of(model))
    return amount / (open_hours.total / HOUR)


def _hours(time: OpenTime, model: Model, post: Post) -> float:
    """Open time less the expected absence, × productive, × speed, in hours."""
    given = post.working_time
    present = _present(time, model.calendars[post.calendar], given.days_away)
    return present * given.productive * post.speed


@lru_cache(maxsize=1024)
def _present(time: OpenTime, calendar: Calendar, absent: float) -> float:
    """Open hours less the expected absence: the same for most posts of an office."""
    if time.day.size == 0:
        return 0.0
    lengths = (time.closes - time.opens) / HOUR
    if absent == 0:
        return float(np.sum(lengths))
    total = 0.0
    first, last = int(time.day.min()), int(time.day.max())
    for year in range(dt.date.fromordinal(first).year, dt.date.fromordinal(last).year + 1):
        begin, end = dt.date(year, 1, 1).toordinal(), dt.date(year + 1, 1, 1).toordinal()
        in_year = float(np.sum(lengths[(time.day >= begin) & (time.day < end)]))
        if in_year > 0:
            total += in_year * max(0.0, 1 - absent / days_in_year(calendar, year))
    return total


@lru_cache(maxsize=4096)
def days_in_year(calendar: Calendar, year: int) -> int:
    """Working days of a calendar in a calendar year."""
    return int(working_days(calendar, dt.date(year, 1, 1), dt.date(year + 1, 1, 1)).size)
