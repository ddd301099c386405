"""Since when work that waits has been overtaken by work that was queued later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.simulation.log import Result

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.simulation.log import Activities

    Numbers = NDArray[np.int64]

NEVER: Final = 1 << 62


def first_queued(rows: Activities) -> Numbers:
    """When each activity was queued for the first time: work that is passed on at closing keeps its
    place."""
    later = np.flatnonzero(rows.stint > 0)
    if later.size == 0:
        return rows.queued
    first = rows.queued.copy()
    same = np.isin(rows.case, rows.case[later]) & (rows.queue >= 0)
    some = np.flatnonzero(same)
    key = (rows.queued, rows.instance, rows.visit, rows.step, rows.case)
    some = some[np.lexsort([column[some] for column in key])]
    address = np.stack([column[some] for column in key[1:]])
    begins = np.append(True, (address[:, 1:] != address[:, :-1]).any(axis=0))
    first[some] = rows.queued[some][begins][np.cumsum(begins) - 1]
    return first


def overtaken_since(rows: Activities, order: Numbers) -> Numbers:
    """For each activity that was taken up the first instant of its waiting at which work was taken
    up from the same queue that was queued later (`NEVER` where that did not happen)."""
    since = np.full(rows.case.size, NEVER, dtype=np.int64)
    some = np.flatnonzero((rows.queue >= 0) & (rows.started >= 0))
    if some.size == 0:
        return since
    # Queues are laid end to end: an instant of queue n stands at n × width + instant.
    width = max(int(rows.started.max()), int(order.max())) + 2
    place = rows.queue[some].astype(np.int64) * width + order[some]
    by_order = np.argsort(place)
    some, place = some[by_order], place[by_order]
    base, started = rows.queue[some].astype(np.int64) * width, rows.started[some]
    # Who is withdrawn before beginning overtakes nobody.
    withdrawn = (rows.result[some] == Result.WITHDRAWN) & (rows.member[some] < 0)
    taken = np.where(withdrawn, NEVER, base + started)
    earliest = np.append(np.minimum.accumulate(taken[::-1])[::-1], NEVER)
    later = np.append(np.flatnonzero(place[1:] != place[:-1]) + 1, place.size)
    found = np.repeat(earliest[later], np.diff(later, prepend=0)) - base
    since[some] = np.where((found < started) & (started > rows.queued[some]), found, NEVER)
    _leave_out_work_in_hand(rows, order, since)
    return since


def _leave_out_work_in_hand(rows: Activities, order: Numbers, since: Numbers) -> None:
    """What was taken up while some work was in hand, before that was passed on, did not overtake
    it."""
    passed = np.flatnonzero((rows.stint > 0) & (since < rows.queued))
    if passed.size == 0:
        return
    withdrawn = (rows.result == Result.WITHDRAWN) & (rows.member < 0)
    taken = np.flatnonzero(
        np.isin(rows.queue, rows.queue[passed]) & (rows.started >= 0) & ~withdrawn
    )
    taken = taken[np.lexsort((rows.started[taken], rows.queue[taken]))]
    width = int(rows.started.max()) + 2
    place = rows.queue[taken].astype(np.int64) * width + rows.started[taken]
    base = rows.queue[passed].astype(np.int64) * width
    cuts = (
        np.searchsorted(place, base + instants[passed]) for instants in (rows.queued, rows.started)
    )
    for row, first, last in zip(passed.tolist(), *cuts, strict=True):
        others = taken[first:last]
        others = others[order[others] > order[row]]
        since[row] = rows.started[others[0]] if others.size else NEVER
