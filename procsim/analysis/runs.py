"""A plan with what is measured of each of its replications: what travels to worker processes.

Worker processes import this module; it asks for neither files, tables nor figures, so that they
are ready soon.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from procsim.analysis.measure import measure, measure_work
from procsim.analysis.thinning import thinned

if TYPE_CHECKING:
    import numpy as np

    from procsim.analysis.sheet import Key
    from procsim.analysis.yardstick import WorkYardstick, Yardstick
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Roster

    Values = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

Keep = Literal["all", "sample", "none"]
"""Which cases and activities are kept beside the measurements: those of every replication; those of
the first one, thinned if there are very many (see `thinning`); none."""


class Result(NamedTuple):
    """What is kept of one replication."""

    keys: tuple[Key, ...]
    """What the values measure: told by the first replication only, the same in all others."""
    measured: Values
    log: Log | None


@dataclass(frozen=True)
class Run:
    """Measures the replications of one plan in whatever process they run; keeps logs if asked."""

    id: str
    yardstick: Yardstick
    keep: Keep

    @property
    def plan(self) -> Plan:
        """The plan that is run."""
        return self.yardstick.plan

    def observe(self, log: Log, roster: Roster) -> Result:
        """The measurements of one replication, and its log if it is kept."""
        sheet = measure(self.yardstick, log, roster)
        first = log.replication == 0
        return Result(tuple(sheet.keys) if first else (), sheet.values(), self._kept(log))

    def _kept(self, log: Log) -> Log | None:
        if self.keep == "sample" and log.replication == 0:
            return thinned(log)
        return log if self.keep == "all" else None


@dataclass(frozen=True)
class WorkRun:
    """Measures nothing but work and its cost over all processes: what the savings bridge shows."""

    id: str
    yardstick: WorkYardstick

    @property
    def plan(self) -> Plan:
        """The plan that is run."""
        return self.yardstick.plan

    def observe(self, log: Log, roster: Roster) -> Result:
        """The measurements of one replication."""
        sheet = measure_work(self.yardstick, log, roster)
        keys = tuple(sheet.keys) if log.replication == 0 else ()
        return Result(keys, sheet.values(), None)


AnyRun: TypeAlias = Run | WorkRun
"""What a study runs."""
