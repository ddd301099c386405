"""Crews: the members of one office who hold the same roles, with their hours and their cost.

Pools as readers see them: nobody belongs to two, so hours and money can be added up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.model.capacity import available_hours, held_hours, hourly_cost, members_of, year_of
from procsim.model.holders import held_share
from procsim.units import HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from procsim.model.flow_analysis.flow import FlowAnalysis
    from procsim.model.model import Model
    from procsim.model.organisation import Post
    from procsim.simulation.plan import Plan

Crew = tuple[str, str]
"""(roles joined by +, office id)."""


@dataclass(frozen=True, slots=True)
class Crews:
    """All crews of a model. Arrays by crew unless said otherwise; in the reporting currency."""

    ids: tuple[str, ...]
    """`role+role@office`."""
    roles: tuple[str, ...]
    offices: tuple[str, ...]
    of_member: NDArray[np.int64]
    """By member: its crew."""
    of_queue: NDArray[np.int64]
    """By queue of an unlimited role: its crew, else -1."""
    rate: NDArray[np.float64]
    """By member: cost of an hour of work."""
    overtime_price: NDArray[np.float64]
    """By member: what an hour of overtime costs, in ordinary ones."""
    queue_rate: NDArray[np.float64]
    """By queue: cost of an hour of an unlimited role's work."""
    posts: NDArray[np.float64]
    other_work: NDArray[np.float64]
    """Posts given to work outside the model: Σ posts × (1 − share), of the baseline if known."""
    hours_per_post: NDArray[np.float64]
    """Available hours of a full post that somebody holds, without overtime, in the year that rates
    are given for."""
    cost: NDArray[np.float64]
    """Posts × share × yearly cost, for as much of the year as somebody holds them."""
    is_unlimited: NDArray[np.bool_]


def crews_of(model: Model, plan: Plan, *, before: Model | None = None) -> Crews:
    """The crews of a model whose plan is `plan`: posts in file order, then unlimited roles, then
    crews that only `before` has.

    `before` is the baseline of a scenario. Work outside the model does not go away with a post: a
    crew that the baseline has keeps the posts that are given to other work there, even where the
    scenario leaves it fewer posts or none. (What an office did that closes is not counted.)
    """
    first, last = year_of(model)
    crew: dict[Crew, int] = {}
    of_member: list[int] = []
    rates: list[float] = []
    prices: list[float] = []
    for post in model.posts:
        number = crew.setdefault(_crew(post), len(crew))
        cost = 0.0 if post.cost is None else _reporting(model, post.cost.amount, post.cost.currency)
        hours = available_hours(model, post, first, last)
        for _ in members_of(post):
            of_member.append(number)
            rates.append(cost / hours if hours > 0 else 0.0)
            prices.append(1.0 if post.overtime is None else post.overtime.price)
    of_queue = np.full(len(plan.names.queues), -1, dtype=np.int64)
    queue_rate = np.zeros(len(plan.names.queues))
    unlimited = set()
    for queue, (role, office) in enumerate(plan.names.queues):
        if plan.queue_unlimited[queue]:
            of_queue[queue] = crew.setdefault((role, office), len(crew))
            queue_rate[queue] = hourly_cost(model, role, office)
            unlimited.add((role, office))
    if before is not None:
        for post in before.posts:
            if post.office in model.offices:
                crew.setdefault(_crew(post), len(crew))
    return Crews(
        ids=tuple(f"{roles}@{office}" for roles, office in crew),
        roles=tuple(roles for roles, _ in crew),
        offices=tuple(office for _, office in crew),
        of_member=np.array(of_member, dtype=np.int64),
        of_queue=of_queue,
        rate=np.array(rates),
        overtime_price=np.array(prices),
        queue_rate=queue_rate,
        is_unlimited=np.array([key in unlimited for key in crew]),
        other_work=_other_work(model if before is None else before, model, crew),
        **_totals(model, crew),
    )


def _crew(post: Post) -> Crew:
    return "+".join(post.roles), post.office


def _totals(model: Model, crew: Mapping[Crew, int]) -> dict[str, NDArray[np.float64]]:
    first, last = year_of(model)
    posts, cost, hours = (np.zeros(len(crew)) for _ in range(3))
    for post in model.posts:
        number = crew[_crew(post)]
        posts[number] += post.posts
        hours[number] += held_hours(model, post, first, last)
        if post.cost is not None:
            yearly = _reporting(model, post.cost.amount, post.cost.currency)
            cost[number] += post.posts * post.share * yearly * held_share(post, first, last)
    per_post = np.divide(hours, posts, out=np.zeros(len(crew)), where=posts > 0)
    return {"posts": posts, "hours_per_post": per_post, "cost": cost}


def _other_work(before: Model, model: Model, crew: Mapping[Crew, int]) -> NDArray[np.float64]:
    """By crew: Σ posts × (1 − share) of the baseline, or of the model where the baseline has no
    such crew."""
    other = np.zeros(len(crew))
    known = {_crew(post) for post in before.posts}
    lines = [*before.posts, *(post for post in model.posts if _crew(post) not in known)]
    for post in lines:
        if _crew(post) in crew:
            other[crew[_crew(post)]] += post.posts * (1 - post.share)
    return other


def groups_of(crews: Crews, flow: FlowAnalysis) -> NDArray[np.int64]:
    """By crew: the number of the set of queues that share its members, -1 for unlimited roles."""
    first = [
        flow.queues.get((roles.split("+")[0], office))
        for roles, office in zip(crews.roles, crews.offices, strict=True)
    ]
    found = [None if queue is None else queue.group for queue in first]
    return np.array([-1 if group is None else group for group in found], dtype=np.int64)


def _reporting(model: Model, amount: float, currency: str) -> float:
    return model.in_reporting_currency(amount, currency)


def member_capacity(plan: Plan, present: NDArray[np.int64]) -> NDArray[np.float64]:
    """Hours of work each member could do in its present time (µs of open time)."""
    paces = np.array([member.pace for member in plan.members], dtype=np.float64)
    return present * paces / 1000 / HOUR
