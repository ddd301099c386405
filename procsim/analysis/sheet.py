"""One replication's measurements: a value for every (process, scope, id, kpi, statistic).

A value is NaN where there is nothing to measure (an office without cases), and infinite where it is
unknown because unfinished cases could still change it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from procsim.analysis.kpis import MEAN, QUANTILES
from procsim.analysis.ordering import by_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

UNKNOWN: Final = np.inf
"""What unfinished cases could still change."""


class Key(NamedTuple):
    """What a value measures. `unit` is written out: `days`, `wd europe`, `USD/year`, …"""

    process: str
    scope: str
    id: str
    kpi: str
    statistic: str
    unit: str


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows sorted into named groups: `code` gives each row its group, -1 for none."""

    process: str | Sequence[str]
    """The process of all groups, or of each."""
    scope: str
    ids: Sequence[str]
    code: NDArray[np.int64]

    def keys(self, kpi: str, statistic: str, unit: str) -> list[Key]:
        """The keys of the groups' values."""
        process = self.process
        processes = [process] * len(self.ids) if isinstance(process, str) else process
        return [
            Key(of, self.scope, id_, kpi, statistic, unit)
            for of, id_ in zip(processes, self.ids, strict=True)
        ]

    def of(self, places: NDArray[np.int64]) -> Groups:
        """The same groups for other rows: each like the row at one of these places."""
        return Groups(self.process, self.scope, self.ids, self.code[places])

    def sums(self, values: Values) -> Values:
        """The total of each group."""
        return totals(self.code, values, len(self.ids))

    def counts(self) -> Values:
        """The rows of each group."""
        return np.bincount(self.code + 1, minlength=len(self.ids) + 1)[1:].astype(np.float64)


class Sorted:
    """Values of rows, in their order. Of unfinished cases only the `least` that they will come to
    is known: they leave only the quantiles that they cannot change, those that rest on values no
    larger than the least of any unfinished one."""

    def __init__(self, least: Values, unfinished: NDArray[np.bool_]) -> None:
        self.values = np.where(unfinished, UNKNOWN, least)
        self.order = np.argsort(self.values)
        self._open = np.flatnonzero(unfinished)
        self._least = least[self._open]

    def least_open(self, groups: Groups) -> Values:
        """By group: the least that any unfinished one of it will come to."""
        found = np.full(len(groups.ids) + 1, np.inf)
        np.minimum.at(found, groups.code[self._open] + 1, self._least)
        return found[1:]


@dataclass(slots=True)
class Sheet:
    """Collects values while one replication is measured, always in the same order of keys."""

    _columns: list[tuple[Groups, str, str, str]] = field(default_factory=list)
    _parts: list[Values] = field(default_factory=list)

    @property
    def keys(self) -> list[Key]:
        """What the values measure."""
        return [
            key
            for groups, kpi, statistic, unit in self._columns
            for key in groups.keys(kpi, statistic, unit)
        ]

    def put(self, groups: Groups, kpi: str, statistic: str, unit: str, values: Values) -> None:
        """One value for every group."""
        self._columns.append((groups, kpi, statistic, unit))
        self._parts.append(np.asarray(values, dtype=np.float64))

    def put_mean(self, groups: Groups, kpi: str, unit: str, values: Values, per: Values) -> None:
        """Totals of groups over their counts; nothing where there are none."""
        self.put(groups, kpi, MEAN, unit, over(groups.sums(values), per))

    def put_distribution(self, groups: Groups, kpi: str, unit: str, sorted_: Sorted) -> None:
        """Mean and quantiles of each group (linear between order statistics)."""
        counts = groups.counts()
        self.put(groups, kpi, MEAN, unit, over(groups.sums(sorted_.values), counts))
        limit = sorted_.least_open(groups)
        code = groups.code[sorted_.order]
        order = sorted_.order[by_code(code)]
        ordered = np.append(sorted_.values[order[int((code < 0).sum()) :]], np.nan)
        first = np.concatenate(([0.0], np.cumsum(counts)[:-1]))
        for statistic, share in QUANTILES.items():
            position = first + share * np.maximum(counts - 1, 0)
            low, high = np.floor(position).astype(np.int64), np.ceil(position).astype(np.int64)
            known = ordered[high] <= limit
            upper, lower = (np.where(known, ordered[at], 0.0) for at in (high, low))
            found = np.where(known, lower + (upper - lower) * (position - low), UNKNOWN)
            self.put(groups, kpi, statistic, unit, np.where(counts > 0, found, np.nan))

    def values(self) -> Values:
        """All values, in the order of `keys`."""
        return np.concatenate(self._parts)


def totals(code: NDArray[np.integer], values: Values | NDArray[np.int64], groups: int) -> Values:
    """The total of the values of each group; the code -1 belongs to none."""
    return np.asarray(np.bincount(code + 1, values, groups + 1)[1:], dtype=np.float64)


def over(sums: Values, counts: Values) -> Values:
    """Sums over counts; NaN where there are none."""
    empty = np.full(sums.shape, np.nan, dtype=np.float64)
    return np.asarray(np.divide(sums, counts, out=empty, where=counts > 0), dtype=np.float64)
