"""Models run and measured: values by name for tests of what is measured and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.comparison import Outcome
from procsim.analysis.estimates import Estimates, estimate
from procsim.analysis.measure import measure
from procsim.analysis.stability import stability, without_touched
from procsim.analysis.yardstick import Yardstick
from procsim.simulation.planning.compiler import make_plan
from tests.engines import replicate

if TYPE_CHECKING:
    from procsim.analysis.sheet import Key
    from procsim.model.model import Model


@dataclass(frozen=True)
class Measured:
    """The measurements of one replication."""

    values: dict[Key, float]

    def of(self, id_, kpi, statistic="mean", *, scope="process", process=None):
        """One value: `of("visa", "cycle_time")`, `of("a", "posts", "total", scope="office")`."""
        process = process or (id_ if scope == "process" else "all")
        (value,) = [
            value
            for key, value in self.values.items()
            if key[:5] == (process, scope, id_, kpi, statistic)
        ]
        return value


def measured(model: Model, *, seed=1, replication=0, before: Model | None = None) -> Measured:
    """One replication of a model, measured."""
    plan = make_plan(model)
    sheet = measure(
        Yardstick(model, plan, before=before), *replicate(plan, seed=seed, replication=replication)
    )
    return Measured(dict(zip(sheet.keys, sheet.values().tolist(), strict=True)))


def replicated(
    model: Model, replications: int, *, id_="baseline", seed=1, before: Model | None = None
) -> Outcome:
    """Several replications of a model, estimated and judged for stability."""
    plan = make_plan(model)
    yardstick = Yardstick(model, plan, before=before)
    sheets = [
        measure(yardstick, *replicate(plan, seed=seed, replication=number))
        for number in range(replications)
    ]
    values = np.vstack([sheet.values() for sheet in sheets])
    raw = estimate(id_, sheets[0].keys, values)
    found = stability(yardstick, raw)
    return Outcome(id_, model, None, without_touched(raw, found), found, yardstick.flow)


def column(estimates: Estimates, id_, kpi, statistic="mean", *, scope="process", process=None):
    """The values of one key over the replications."""
    process = process or (id_ if scope == "process" else "all")
    (position,) = [
        n
        for n, key in enumerate(estimates.keys)
        if key[:5] == (process, scope, id_, kpi, statistic)
    ]
    return estimates.values[:, position]
