"""Cases in groups: by process, office and tier of origin, and by the segments of a fact.

Cases of a process that have office and segments in common are a *cell*. Whatever is added up is
added up by cell first; every group is made of whole cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.sheet import Groups, totals
from procsim.model.facts import types_of
from procsim.model.organisation import TIERS
from procsim.units import HOUR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from procsim.analysis.yardstick import WorkYardstick, Yardstick
    from procsim.model.facts import Segment
    from procsim.model.model import Model
    from procsim.model.process import Process
    from procsim.simulation.log import Codes, Log

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]


class CaseGroups:
    """The cases of one replication in their groups."""

    def __init__(self, yardstick: Yardstick, log: Log) -> None:
        self._yardstick = yardstick
        self._log = log
        self.cell: Numbers = np.empty(log.case_process.size, dtype=np.int64)
        """By case: its cell. Those of a process stand together."""
        self._own: dict[str, slice] = {}
        count = 0
        for number, (id_, process) in enumerate(yardstick.model.processes.items()):
            own = np.flatnonzero(log.case_process == number)
            code = log.case_office[own].astype(np.int64)
            for segment in process.segments:
                segments = len(segment_ids(yardstick.model, process, segment))
                alike = np.searchsorted(np.unique(code), code)
                code = alike * segments + _code(segment, Facts(yardstick, log, own))
            kinds = np.unique(code)
            self.cell[own] = count + np.searchsorted(kinds, code)
            self._own[id_] = slice(count, count + kinds.size)
            count += kinds.size
        self._example = np.empty(count, dtype=np.int64)
        """By cell: a case of it."""
        self._example[self.cell] = np.arange(self.cell.size)

    @property
    def count(self) -> int:
        """How many cells there are."""
        return self._example.size

    def totals(self, cases: Numbers | slice, values: Values) -> Values:
        """By cell, the total of the values of some cases."""
        return totals(self.cell[cases], values, self.count)

    def counts(self, cases: NDArray[np.bool_]) -> Values:
        """By cell, how many of some cases it has."""
        counts = np.bincount(self.cell[cases], minlength=self.count)
        return counts.astype(np.float64)

    def cells(self, process: str) -> slice:
        """The cells of a process."""
        return self._own[process]

    def of(self, process: str) -> Iterator[Groups]:
        """The groups of the cases of a process, as groups of its cells."""
        yardstick = self._yardstick
        examples = self._example[self._own[process]]
        office = self._log.case_office[examples].astype(np.int64)
        yield Groups(process, "process", (process,), np.zeros_like(examples))
        yield Groups(process, "office", yardstick.plan.names.offices, office)
        yield Groups(process, "tier", yardstick.tiers, yardstick.tier_of[office])
        made = yardstick.model.processes[process]
        for segment in made.segments:
            ids = segment_ids(yardstick.model, made, segment)
            code = _code(segment, Facts(yardstick, self._log, examples))
            yield Groups(process, "segment", ids, code)

    def of_cases(self, process: str, own: Numbers) -> Iterator[Groups]:
        """The same groups for some cases of the process."""
        places = self.cell[own] - self._own[process].start
        return (groups.of(places) for groups in self.of(process))


def segment_ids(model: Model, process: Process, segment: Segment) -> tuple[str, ...]:
    """The names of the segments of a fact: `kind=a` for a category, `amount<1000`,
    `1000<=amount<5000`, `amount>=5000` for classes (times in hours)."""
    fact = segment.fact
    known = types_of(process.data.values(), model.offices)[fact]
    if not segment.limits:
        names = ("false", "true") if known.kind == "truth" else known.values
        return tuple(f"{fact}={name}" for name in names)
    unit = HOUR if known.kind == "time" else 1
    limits = [f"{limit / unit:.12g}{'h' if unit == HOUR else ''}" for limit in segment.limits]
    between = (f"{low}<={fact}<{high}" for low, high in pairwise(limits))
    return (f"{fact}<{limits[0]}", *between, f"{fact}>={limits[-1]}")


class Facts(Mapping[str, "Values"]):
    """The facts of some cases as they were drawn, and what is known of every case; looked up when
    they are asked for."""

    def __init__(self, yardstick: WorkYardstick, log: Log, cases: Numbers | Codes) -> None:
        self._yardstick = yardstick
        self._log = log
        self._cases = cases

    def __getitem__(self, name: str) -> Values:
        log, cases = self._log, self._cases
        match name:
            case "arrived":
                return (log.case_arrived[cases] + self._yardstick.plan.start).astype(np.float64)
            case "origin":
                return log.case_office[cases].astype(np.float64)
            case "tier":
                offices = self._yardstick.model.offices.values()
                tiers = np.array([TIERS.index(each.tier) for each in offices], dtype=np.float64)
                return tiers[log.case_office[cases]]
            case _:
                return log.case_facts[name][cases]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._log.case_facts, "arrived": 0, "origin": 0, "tier": 0})

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _code(segment: Segment, facts: Facts) -> Numbers:
    values = facts[segment.fact]
    if segment.limits:
        return np.searchsorted(segment.limits, values, side="right").astype(np.int64)
    return values.astype(np.int64)
