"""The full shipped model: seconds of each part of a replication, and what a study of it takes."""

from __future__ import annotations

import gc
import statistics
import time
from pathlib import Path

import procsim
from benchmarks.procsim_models import SHIPPED
from procsim.analysis.measure import measure as measure_log
from procsim.files import read_model
from procsim.simulation.compiled import build
from procsim.simulation.engine_compiled import run
from procsim.simulation.preparation.cases import prepare_cases
from procsim.simulation.preparation.roster import draw_roster
from procsim.study.run import prepare

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"
NAMES = (
    "payroll_centre",
    "procurement_hubs",
    "it_system",
    "weekly_committees",
    "budget_delegation",
)
REPLICATIONS, CORES = 30, 2


def measure(*, rounds: int) -> dict[str, float]:
    """Processor seconds of the parts, medians over the rounds, and minutes of a whole study."""
    build.make_ready()
    begun = time.process_time()
    model = read_model(SHIPPED)
    scenarios = [procsim.load_scenario(SCENARIOS / f"{name}.yaml") for name in NAMES]
    read = time.process_time()
    made = prepare("baseline", model, "none")
    prepared = time.process_time()
    parts: dict[str, list[float]] = {part: [] for part in ("cases", "roster", "run", "measures")}
    activities = 0
    for replication in range(rounds):
        gc.collect()
        at = [time.process_time()]
        cases = prepare_cases(made.plan, seed=1, replication=replication)
        at.append(time.process_time())
        roster = draw_roster(made.plan, seed=1, replication=replication)
        at.append(time.process_time())
        log = run(made.plan, cases, roster, replication=replication)
        at.append(time.process_time())
        measure_log(made.yardstick, log, roster)
        at.append(time.process_time())
        activities = log.activities.case.size
        for part, before, after in zip(parts.values(), at, at[1:], strict=False):
            part.append(after - before)
    seconds = {part: statistics.median(its) for part, its in parts.items()}
    runs = 1 + len(scenarios)
    work = REPLICATIONS * runs * sum(seconds.values()) / CORES
    return {
        "activities": activities,
        "reading": read - begun,
        "preparing": prepared - read,
        **seconds,
        "study": (read - begun) + runs * (prepared - read) + work,
    }
