"""Who holds a post: vacancies, leavings, and the climbing pace of those who are new.

Leavings are a Poisson process in calendar days. What a post can do on a day depends on how many
days ago its holder last left: nobody for the gap, then a new holder who learns. (Who is appointed
may leave at once, or fall through before coming: the gap then starts anew.)
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt

    from procsim.model.organisation import Post, Turnover
    from procsim.units import Span

DAYS_PER_YEAR: Final = 365.25
_DAYS_PER_MONTH: Final = DAYS_PER_YEAR / 12


def stages(turnover: Turnover) -> tuple[tuple[int, float], ...]:
    """(days since the last leaving, pace from then on), ascending: nobody, learning in equal steps
    from month to month, full."""
    gap, learning = _days(turnover.gap), _days(turnover.learning)
    steps = max(1, round(learning / _DAYS_PER_MONTH)) if learning else 0
    climbing = (
        (gap + learning * step // steps, turnover.pace + (1 - turnover.pace) * step / steps)
        for step in range(steps)
    )
    return ((0, 0.0), *climbing, (gap + learning, 1.0))


def mean_pace(post: Post) -> float:
    """Pace of a post on average, all days alike: 0 while vacant, 1 with a holder who has learnt.

    The days since the last leaving are exponential, so a stage [a, b) has the share
    exp(−r a) − exp(−r b) of all days, r leavings a day; drawn vacancies come independently.
    """
    return (1 - post.vacancy) * sum(pace * share for pace, share in _shares(post))


def pace_held(post: Post) -> float:
    """Pace of a post on average over the days on which somebody holds it."""
    held = sum(share for pace, share in _shares(post) if pace > 0)
    return sum(pace * share for pace, share in _shares(post)) / held


def held_share(post: Post, first: dt.date, last: dt.date) -> float:
    """The share of the days first ≤ day < last on which somebody holds a post, on average."""
    vacant = {
        day
        for begin, end in post.vacant
        for day in range(max(begin, first).toordinal(), min(end, last).toordinal())
    }
    return mean_pace(post) / pace_held(post) * (1 - len(vacant) / (last - first).days)


def leavings_per_day(turnover: Turnover) -> float:
    """The rate of leavings."""
    return turnover.rate / DAYS_PER_YEAR


def _shares(post: Post) -> list[tuple[float, float]]:
    """(pace, share of all days) of each stage."""
    if post.turnover is None:
        return [(1.0, 1.0)]
    rate = leavings_per_day(post.turnover)
    ends = [(begins, pace, math.exp(-rate * begins)) for begins, pace in stages(post.turnover)]
    shares = [(pace, here - after) for (_, pace, here), (_, _, after) in pairwise(ends)]
    return [*shares, (1.0, ends[-1][2])]


def _days(span: Span) -> int:
    return round(span.months * _DAYS_PER_MONTH + span.days)
