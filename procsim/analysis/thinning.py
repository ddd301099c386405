"""A large log thinned to some of its cases, each whole and with every case that it began."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.simulation.log import Log

MOST_ACTIVITIES: Final = 1_000_000
"""Of a sample, about: more rows than a spreadsheet opens tell nobody more."""


def thinned(log: Log, most: int = MOST_ACTIVITIES) -> Log:
    """The log, or every k-th case of it where it has more than `most` activities.

    Cases stand by process, office and arrival, so every k-th one is a fair part of each of these.
    """
    every = -(-log.activities.case.size // most)
    if every <= 1:
        return log
    kept = _first_parents(log) % every == 0
    number = np.cumsum(kept) - 1
    parent = log.case_parent[kept]
    activities = log.activities.those(np.flatnonzero(kept[log.activities.case]))
    columns = {
        each.name: getattr(log, each.name)[kept]
        for each in fields(log)
        if each.name.startswith("case_") and each.name not in ("case_parent", "case_facts")
    }
    return replace(
        log,
        **columns,
        case_parent=np.where(parent >= 0, number[parent], -1),
        case_facts={name: values[kept] for name, values in log.case_facts.items()},
        activities=replace(activities, case=number[activities.case]),
    )


def _first_parents(log: Log) -> NDArray[np.int64]:
    """By case, the prepared case at the beginning of its line: itself unless it was begun."""
    found = np.arange(log.case_parent.size)
    # Who began a case stands before it.
    for case in np.flatnonzero(log.case_parent >= 0).tolist():
        found[case] = found[log.case_parent[case]]
    return found
