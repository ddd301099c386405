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
    first = rows.queued.copy()
    later = np.flatnonzero(rows.stint > 0)
    if later.size == 0:
        return first
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
    withdrawn = (rows.result == Result.WITHDRAWN) & (rows.member < 0)
    taken = np.flatnonzero((rows.queue >= 0) & (rows.started >= 0) & ~withdrawn)
    waiting = np.flatnonzero((rows.queue >= 0) & (rows.started > rows.queued))
    if taken.size == 0 or waiting.size == 0:
        return since
    # Queues are laid end to end: an instant of queue n stands at n × width + instant.
    width = max(int(rows.started.max()), int(order.max())) + 2
    by_order = taken[np.lexsort((order[taken], rows.queue[taken]))]
    base = rows.queue[by_order] * width
    ordered = base + order[by_order]
    earliest = np.minimum.accumulate((base + rows.started[by_order])[::-1])[::-1]
    own = rows.queue[waiting] * width
    after = np.searchsorted(ordered, own + order[waiting], side="right")
    found = np.append(earliest, NEVER)[after] - own
    since[waiting] = np.where(found < rows.started[waiting], found, NEVER)
    # What was taken up while this was in hand, before it was passed on, did not overtake it.
    for row in np.flatnonzero((rows.stint > 0) & (since < rows.queued)).tolist():
        at, queue = np.searchsorted(ordered, rows.queue[row] * width + order[row], "right"), base
        others = rows.started[by_order[at:][queue[at:] == rows.queue[row] * width]]
        others = others[(others >= rows.queued[row]) & (others < rows.started[row])]
        since[row] = others.min(initial=NEVER)
    return since
