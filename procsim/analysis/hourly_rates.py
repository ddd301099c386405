"""Hours that become cheaper or dearer on paper: the same posts at the same pay, over other hours.

An hour of work costs the yearly cost of a post over its available hours. A calendar or a working
time that gives a post more hours lowers the price of each, although nobody is paid less.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, isclose
from typing import TYPE_CHECKING

from procsim.analysis.kpis import ALL, TOTAL
from procsim.model.capacity import available_hours, year_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procsim.analysis.comparison import Outcome
    from procsim.model.model import Model
    from procsim.model.organisation import Post


@dataclass(frozen=True, slots=True)
class RateShift:
    """A pool whose hour costs another amount although its posts and their pay are the same."""

    pool: str
    before: float
    after: float
    hours: float
    """Hours of work a year of the scenario, mean over replications."""

    @property
    def amount(self) -> float:
        """What the other rate adds to the yearly cost of the work."""
        return (self.after - self.before) * self.hours


def rate_shifts(baseline: Outcome, outcome: Outcome) -> tuple[RateShift, ...]:
    """The pools of a scenario whose hourly cost changes through their hours alone."""
    before, after = (_lines(each.model) for each in (baseline, outcome))
    found = []
    for key, hours in zip(outcome.estimates.keys, outcome.estimates.mean, strict=True):
        is_work = (key.process, key.scope, key.kpi, key.statistic) == (
            ALL, "pool", "work_per_year", TOTAL,
        )  # fmt: skip
        if is_work and hours > 0 and _paid(before, key.id) == _paid(after, key.id):
            old = _rate(baseline.model, before.get(key.id, ()))
            new = _rate(outcome.model, after.get(key.id, ()))
            if not isclose(old, new, rel_tol=1e-9):
                found.append(RateShift(key.id, old, new, float(hours)))
    return tuple(found)


def _lines(model: Model) -> Mapping[str, Sequence[Post]]:
    """The posts of every pool (`role+role@office`), in file order."""
    found: dict[str, list[Post]] = {}
    for post in model.posts:
        found.setdefault(f"{'+'.join(post.roles)}@{post.office}", []).append(post)
    return found


def _paid(lines: Mapping[str, Sequence[Post]], pool: str) -> list[object]:
    """What must be the same on both sides: how many posts, and what each costs."""
    return [(post.posts, post.cost) for post in lines.get(pool, ())]


def _rate(model: Model, posts: Sequence[Post]) -> float:
    """Cost of an hour of work in the reporting currency: yearly cost over available hours."""
    if not posts:
        return 0.0
    span = year_of(model)
    cost = fsum(
        post.posts * model.in_reporting_currency(post.cost.amount, post.cost.currency)
        for post in posts
        if post.cost is not None
    )
    hours = fsum(post.posts * available_hours(model, post, *span) for post in posts)
    return cost / hours if hours > 0 else 0.0
