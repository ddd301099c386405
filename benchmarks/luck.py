"""What addressed luck is worth: how much sharper a comparison is than with luck of other kinds.

Measured on the mean cycle time of the process that a scenario is about, over the same replications:
with addressed luck (as procsim does it), with one shared stream (`one_stream`), and with
independent luck. The variance of a difference of independent runs is the sum of their variances,
so that needs no runs of its own.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import fdtri

import procsim
from benchmarks.one_stream import one_stream
from procsim.simulation.compiled import build
from procsim.simulation.engines import unsupported
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.replication import replicate
from procsim.units import HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.model import Model
    from procsim.simulation.plan import Plan

    CycleTimes = Mapping[str, np.ndarray]
    """Process → mean cycle time in hours, in each replication."""

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "procsim" / "cli" / "starter" / "en" / "scenario.yaml"
MINISTRY = ROOT / "scenarios" / "ministry_counter.yaml"
FIELD = {
    ROOT / "scenarios" / "payroll_centre.yaml": "payroll",
    ROOT / "scenarios" / "procurement_hubs.yaml": "rfq",
    ROOT / "scenarios" / "weekly_committees.yaml": "tender",
}
SEED = 1


def measure(*, replications: int, everything: bool = False) -> list[dict[str, object]]:
    """A row for each scenario. The shared stream needs the reference engine and draws one by one,
    which is slow: it is tried on the smallest model, and with `everything` on all."""
    build.make_ready()
    comparison = _Comparison()
    return [
        comparison.row(STARTER, "travel", 4 * replications, streamed=True),
        comparison.row(MINISTRY, "licence", replications, streamed=everything),
        *(
            comparison.row(path, process, replications, streamed=everything)
            for path, process in FIELD.items()
        ),
    ]


class _Comparison:
    """Runs AS-IS once for all scenarios that have it in common."""

    def __init__(self) -> None:
        self._baselines: list[tuple[Model, bool, CycleTimes]] = []

    def row(
        self, path: Path, process: str, replications: int, *, streamed: bool
    ) -> dict[str, object]:
        """The variances of one scenario's effect with luck of each kind."""
        scenario = procsim.load_scenario(path)
        begun = time.process_time()
        after = _cycle_times(make_plan(scenario.model), replications)[process]
        seconds = 2 * (time.process_time() - begun) / replications
        before = self._before(scenario.baseline, replications)[process]
        variance = (after - before).var(ddof=1)
        factor = (after.var(ddof=1) + before.var(ddof=1)) / variance
        low, high = (fdtri(replications - 1, replications - 1, p) for p in (0.05, 0.95))
        stream = None
        if streamed:
            after = _cycle_times(make_plan(scenario.model), replications, streamed=True)[process]
            before = self._before(scenario.baseline, replications, streamed=True)[process]
            stream = (after - before).var(ddof=1) / variance
        return {
            "scenario": scenario.id,
            "process": process,
            "replications": replications,
            "difference_hours": float((after - before).mean()),
            "against_independent": float(factor),
            "low": float(factor * low),
            "high": float(factor * high),
            "against_one_stream": stream,
            "seconds_per_pair": seconds,
        }

    def _before(self, model: Model, replications: int, *, streamed: bool = False) -> CycleTimes:
        for known, was_streamed, found in self._baselines:
            if known == model and was_streamed == streamed:
                return found
        found = _cycle_times(make_plan(model), replications, streamed=streamed)
        self._baselines.append((model, streamed, found))
        return found


def _cycle_times(plan: Plan, replications: int, *, streamed: bool = False) -> CycleTimes:
    every = [_of_one(plan, number, streamed=streamed) for number in range(replications)]
    return {process: np.array([each[process] for each in every]) for process in every[0]}


def _of_one(plan: Plan, replication: int, *, streamed: bool) -> dict[str, float]:
    is_slow = streamed or unsupported(plan) is not None
    with one_stream(SEED, replication) if streamed else nullcontext():
        log, _ = replicate(
            plan, seed=SEED, replication=replication, engine="simpy" if is_slow else "compiled"
        )
    start, end = plan.window
    counted = (log.case_arrived >= start) & (log.case_arrived < end) & (log.case_ended >= 0)
    spans = (log.case_ended - log.case_arrived) / HOUR
    return {
        process: float(spans[counted & (log.case_process == number)].mean())
        for number, process in enumerate(plan.names.processes)
    }
