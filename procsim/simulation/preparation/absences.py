"""On which days a member is there in one replication, and at which pace.

Leave, sickness and training are whole working days, as many as the model says in every calendar
year; so is a drawn vacancy, one spell a year. Each absence has an address (roles, office, member,
year, occurrence); its draw chooses where among the year's days that are still free it begins, and
it takes as many free days as it has. Leavings have addresses by member and 365-day cell.
"""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.simulation.addresses import Purpose, absorb, address, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from procsim.simulation.people import Holders, Member
    from procsim.simulation.plan import Instants

_CELL: Final = 365
"""Days whose leavings share an address."""


def absent_days(members: Sequence[Member], *, seed: int, replication: int) -> list[Instants]:
    """For each member the ordinals of the days on leave, sick or in training, sorted."""
    years = [
        (number, year)
        for number, member in enumerate(members)
        if member.away or member.away_fraction > 0
        for year, days in enumerate(member.years)
        if days.size
    ]
    counts = [len(members[number].away) + 2 for number, _ in years]
    lucks = np.array([members[number].luck for number, _ in years], dtype=np.uint64)
    states = absorb(np.full_like(lucks, address(seed, replication)), lucks)
    states = absorb(states, Purpose.ABSENCE)
    states = absorb(states, np.array([year for _, year in years], dtype=np.uint64))
    draws = iter(numbered(states, np.array(counts, dtype=np.int64)).tolist())
    found: list[list[Instants]] = [[] for _ in members]
    for (number, year), count in zip(years, counts, strict=True):
        found[number].append(_absent_in(members[number], year, list(islice(draws, count))))
    nothing = np.empty(0, np.int64)
    return [np.concatenate((nothing, *parts)) for parts in found]


def _absent_in(member: Member, year: int, draws: Sequence[float]) -> Instants:
    """A member's days away in one year, sorted: `draws` say whether there is a further one, then
    where each begins."""
    days = member.years[year]
    free, away = list(range(days.size)), list[int]()
    lengths = (*member.away, 1) if draws[0] < member.away_fraction else member.away
    for length, draw in zip(lengths, draws[1:], strict=False):
        if not free:
            break
        first = int(draw * len(free))
        if length == 1:
            away.append(free.pop(first))
            continue
        away += free[first : first + length]
        rest = length - (len(free) - first)  # what goes on from the first free day of the year
        del free[first : first + length]
        if rest > 0:
            away += free[:rest]
            del free[:rest]
    away.sort()
    return days[away]


def vacant_days(member: Member, *, seed: int, replication: int) -> Instants:
    """The ordinals of the days on which a post is vacant by its share: in each calendar year one
    spell of that share of the working days, going on from the first one where the year ends."""
    found = [np.empty(0, np.int64)]
    for year, days in enumerate(member.years):
        state = address(seed, replication, member.luck, Purpose.VACANCY, year)
        further, place = _draws(state, 2).tolist()
        wanted = member.vacancy * days.size
        length = math.floor(wanted) + (further < wanted % 1)
        found.append(np.roll(days, -int(place * days.size))[:length])
    return np.sort(np.concatenate(found))


def leavings(member: Member, holders: Holders, *, seed: int, replication: int) -> Instants:
    """The ordinals of the days on which holders of a post leave: a Poisson process, sorted."""
    first, last = holders.days
    found = [np.empty(0, np.int64)]
    for cell in range(first // _CELL, last // _CELL + 1):
        state = address(seed, replication, member.luck, Purpose.TURNOVER, cell)
        count = 8
        while True:
            days = np.cumsum(-np.log(_draws(state, count))) / holders.rate
            if days[-1] >= _CELL:
                break
            count *= 2
        found.append(cell * _CELL + np.floor(days[days < _CELL]).astype(np.int64))
    return np.concatenate(found)


def pace_on(days: Instants, left: Instants, holders: Holders) -> NDArray[np.float64]:
    """By day the pace of a post whose holders left on these days, 0 while nobody holds it."""
    begins, paces = (np.array(column) for column in zip(*holders.stages, strict=True))
    last = np.searchsorted(left, days, side="right") - 1
    since = np.where(last >= 0, days - left[last], begins[-1]) if left.size else begins[-1]
    stage = np.searchsorted(begins, since, side="right") - 1
    return np.broadcast_to(paces[stage], days.shape)


def _draws(state: int, count: int) -> NDArray[np.float64]:
    return numbered(np.array([state], dtype=np.uint64), np.array([count], dtype=np.int64))
