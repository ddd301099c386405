"""One replication's measurements: a value for every (process, scope, id, kpi, statistic)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from procsim.analysis.kpis import MEAN, QUANTILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]


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

    def key(self, position: int, kpi: str, statistic: str, unit: str) -> Key:
        """The key of a group's value."""
        process = self.process if isinstance(self.process, str) else self.process[position]
        return Key(process, self.scope, self.ids[position], kpi, statistic, unit)

    def sums(self, values: Values) -> Values:
        """The total of each group."""
        return totals(self.code, values, len(self.ids))

    def counts(self) -> Values:
        """The rows of each group."""
        return np.bincount(self.code[self.code >= 0], minlength=len(self.ids)).astype(np.float64)


@dataclass(slots=True)
class Sheet:
    """Collects values while one replication is measured, always in the same order of keys."""

    keys: list[Key] = field(default_factory=list)
    _parts: list[Values] = field(default_factory=list)

    def put(self, groups: Groups, kpi: str, statistic: str, unit: str, values: Values) -> None:
        """One value for every group."""
        self.keys.extend(groups.key(i, kpi, statistic, unit) for i in range(len(groups.ids)))
        self._parts.append(np.asarray(values, dtype=np.float64))

    def put_mean(
        self,
        groups: Groups,
        kpi: str,
        unit: str,
        values: Values,
        per: Values,
    ) -> None:
        """Totals of groups over their counts; nothing where there are none."""
        self.put(groups, kpi, MEAN, unit, _over(groups.sums(values), per))

    def put_distribution(self, groups: Groups, kpi: str, unit: str, values: Values) -> None:
        """Mean and quantiles of each group; infinite values (unfinished cases) leave only the
        quantiles that they cannot change."""
        counts = groups.counts()
        means = _over(groups.sums(values), counts)
        self.put(groups, kpi, MEAN, unit, np.where(np.isfinite(means), means, np.nan))
        inside = groups.code >= 0
        order = np.lexsort((values[inside], groups.code[inside]))
        ordered = np.append(values[inside][order], np.nan)
        first = np.concatenate(([0.0], np.cumsum(counts)[:-1]))
        for statistic, share in QUANTILES.items():
            position = first + share * np.maximum(counts - 1, 0)
            low = np.floor(position).astype(np.int64)
            high = np.ceil(position).astype(np.int64)
            with np.errstate(invalid="ignore"):
                between = ordered[low] + (ordered[high] - ordered[low]) * (position - low)
            found = np.where((counts > 0) & np.isfinite(between), between, np.nan)
            self.put(groups, kpi, statistic, unit, found)

    def values(self) -> Values:
        """All values, in the order of `keys`."""
        return np.concatenate(self._parts)


def totals(code: NDArray[np.int64], values: Values, groups: int) -> Values:
    """The total of the values of each group; a negative code belongs to none."""
    inside = code >= 0
    return np.asarray(np.bincount(code[inside], values[inside], groups), dtype=np.float64)


def _over(sums: Values, counts: Values) -> Values:
    empty = np.full(sums.shape, np.nan, dtype=np.float64)
    return np.asarray(np.divide(sums, counts, out=empty, where=counts > 0), dtype=np.float64)
