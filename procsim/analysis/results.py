"""What `simulate` and `compare` return: everything a report needs, and its tables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from procsim.analysis.frames import activities_frame, cases_frame, effects_frame, kpis_frame
from procsim.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from procsim.analysis.bridge import Bar
    from procsim.analysis.checks import Check
    from procsim.analysis.comparison import Comparison, Outcome
    from procsim.model.model import Input, Model
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan


@dataclass(frozen=True)
class Identity:
    """What a study is made of, so that it can be made again."""

    version: str
    created: str
    seed: int
    replications: int
    bridge_replications: int
    files: tuple[tuple[str, str], ...]
    """(name, SHA-256) of every input file."""
    draws: str
    """Digest of draw test vectors: the same luck on another machine has the same digest."""
    engines: tuple[str, ...] = ()
    """What ran it: `simpy` (the reference engine), `compiled`, or both, to the same results."""

    @property
    def hash(self) -> str:
        """Twelve digits that change with any input, the seed, or the number of replications."""
        words = [self.version, str(self.seed), str(self.replications), self.draws]
        words += [f"{name}:{digest}" for name, digest in self.files]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Simulation:
    """A model after its replications."""

    model: Model
    plan: Plan
    outcome: Outcome
    checks: tuple[Check, ...]
    logs: tuple[Log, ...]
    """The kept logs (all replications unless asked otherwise)."""
    engine: str = "simpy"
    """What ran it: the reference engine, or the `compiled` one; the results are the same."""

    @cached_property
    def cases(self) -> pd.DataFrame:
        """One row per case of every kept replication (see `frames.cases_frame`)."""
        return cases_frame(self.plan, self._kept())

    @cached_property
    def activities(self) -> pd.DataFrame:
        """One row per activity of every kept replication (see `frames.activities_frame`)."""
        return activities_frame(self.plan, self._kept())

    def _kept(self) -> tuple[Log, ...]:
        if not self.logs:
            raise UsageError("cases and activities were not kept: ask for them with keep='all'")
        return self.logs

    @cached_property
    def kpis(self) -> pd.DataFrame:
        """Indicators with 95 % intervals over replications (see `frames.kpis_frame`)."""
        return kpis_frame([self.outcome.estimates])


@dataclass(frozen=True)
class Study:
    """A comparison with everything a report needs."""

    comparison: Comparison
    bars: tuple[Bar, ...]
    checks: tuple[Check, ...]
    identity: Identity
    logs: tuple[tuple[str, Plan, Log], ...] = field(repr=False)
    """The first replication of the baseline and of each scenario."""

    @cached_property
    def inputs(self) -> tuple[tuple[str, Input], ...]:
        """(scenario, input) of everything that is taken for granted: all inputs of the baseline,
        and of each scenario those that it brings or changes."""
        baseline = self.comparison.baseline
        found = [(baseline.id, each) for each in baseline.model.inputs]
        known = {(each.path, each.value) for each in baseline.model.inputs}
        for outcome in self.comparison.scenarios:
            found += [
                (outcome.id, each)
                for each in outcome.model.inputs
                if (each.path, each.value) not in known
            ]
        return tuple(found)

    @cached_property
    def kpis(self) -> pd.DataFrame:
        """Indicators of the baseline and the scenarios."""
        outcomes = (self.comparison.baseline, *self.comparison.scenarios)
        return kpis_frame([outcome.estimates for outcome in outcomes])

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Indicators of the scenarios with their differences from the baseline."""
        return effects_frame(self.comparison)
