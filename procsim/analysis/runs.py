"""A plan with what is measured of each of its replications: what travels to worker processes.

Worker processes import this module; it asks for neither files, tables nor figures, so that they
are ready soon.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from procsim.analysis.measure import measure, measure_work

if TYPE_CHECKING:
    import numpy as np

    from procsim.analysis.sheet import Key
    from procsim.analysis.yardstick import WorkYardstick, Yardstick
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Roster

    Values = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    Result = tuple[tuple[Key, ...], Values, Log | None]
    """The keys (of the first replication only), the values, and the log if it is kept."""

Keep = Literal["all", "first", "none"]


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
        kept = self.keep == "all" or (self.keep == "first" and first)
        # The keys are the same in every replication: one list of them travels.
        return tuple(sheet.keys) if first else (), sheet.values(), log if kept else None


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
        return tuple(sheet.keys) if log.replication == 0 else (), sheet.values(), None
