"""Queues, their groups and their members, from the posts of a model."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from procsim.model.calendars import open_time
from procsim.model.open_time import OpenTime, on_weekdays, part_of
from procsim.simulation.addresses import address, word_of
from procsim.simulation.plan import PACE, Member

if TYPE_CHECKING:
    from procsim.model.model import Model
    from procsim.model.organisation import Post
    from procsim.simulation.plan import Instants

_BLOCK_OF_LEAVE = 5
"""Annual leave is taken in weeks of this many working days; sickness and training day by day."""
_LEAST_PART = 1e-9


@dataclass(frozen=True, slots=True)
class People:
    """`queues` are (role, office); `group` numbers the connected set of queues each belongs to."""

    queues: tuple[tuple[str, str], ...]
    group: tuple[int, ...]
    members: tuple[Member, ...]


def people_of(model: Model, start: int) -> People:
    """All queues in file order (roles, then offices), with everybody who serves them."""
    held = {(role, post.office) for post in model.posts for role in post.roles}
    queues = tuple(
        (role.id, office)
        for role in model.roles.values()
        for office in model.offices
        if role.unlimited or (role.id, office) in held
    )
    number = {queue: position for position, queue in enumerate(queues)}
    members = [
        _member(model, start, post, part, luck, tuple(number[role, post.office] for role in post.roles))
        for post, part, luck in _parts(model)
    ]
    return People(queues, _groups(len(queues), members), tuple(members))


def office_times(model: Model, start: int) -> tuple[OpenTime, ...]:
    """The open time of every office in the simulated years."""
    first, last = _years(model)
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
        whole = math.floor(post.posts + _LEAST_PART)
        rest = post.posts - whole
        for part in [1.0] * whole + ([rest] if rest > _LEAST_PART else []):
            like = (post.roles, post.office)
            numbers[like] = numbers.get(like, -1) + 1
            luck = address(word_of("+".join(post.roles)), word_of(post.office), numbers[like])
            parts.append((post, part, luck))
    return parts


def _member(
    model: Model, start: int, post: Post, part: float, luck: int, queues: tuple[int, ...]
) -> Member:
    first, last = _years(model)
    zone = model.offices[post.office].time_zone
    time = open_time(model.calendars[post.calendar], zone, first, last)
    if post.days is not None:
        time = on_weekdays(time, post.days)
    elif part < 1:
        time = part_of(time, part)
    absence = post.working_time
    blocks, rest = divmod(math.floor(absence.annual_leave), _BLOCK_OF_LEAVE)
    single = math.floor(absence.days_away) - math.floor(absence.annual_leave)
    away = (_BLOCK_OF_LEAVE,) * blocks + ((rest,) if rest else ()) + (1,) * single
    return Member(
        queues=queues,
        pace=round(PACE * post.share * absence.productive),
        luck=luck,
        time=_since(time, start),
        away=away,
        away_fraction=absence.days_away - sum(away),
        years=_days_by_year(time, first.year, last.year),
    )


def _groups(queues: int, members: list[Member]) -> tuple[int, ...]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(queues))
    for member in members:
        graph.add_edges_from((member.queues[0], other) for other in member.queues[1:])
    group = [0] * queues
    for number, connected in enumerate(sorted(map(min, nx.connected_components(graph)))):
        for queue in nx.node_connected_component(graph, connected):
            group[queue] = number
    return tuple(group)


def _years(model: Model) -> tuple[dt.date, dt.date]:
    """Whole calendar years around the run: absences are drawn by year."""
    first, last = model.window.begins, model.window.finishes
    return dt.date(first.year, 1, 1), dt.date(last.year + 1, 1, 1)


def _days_by_year(time: OpenTime, first: int, last: int) -> tuple[Instants, ...]:
    days = np.unique(time.day)
    bounds = [dt.date(year, 1, 1).toordinal() for year in range(first, last + 1)]
    return tuple(np.split(days, np.searchsorted(days, bounds[1:-1]))) if len(bounds) > 1 else ()


def _since(time: OpenTime, start: int) -> OpenTime:
    return OpenTime(time.day, time.opens - start, time.closes - start)
