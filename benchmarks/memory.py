"""Memory for each activity: what its row in the log takes, and the peak of a process that runs it.

Each run has a process of its own, because the peak of a process never falls:
`python -m benchmarks.memory OFFICES` is such a run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import procsim_models
from procsim.simulation.compiled import build
from procsim.simulation.engine_compiled import run
from procsim.simulation.log import Activities, Log
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.preparation.cases import prepare_cases
from procsim.simulation.preparation.roster import draw_roster

if TYPE_CHECKING:
    import numpy as np

OFFICES = (25, 50, 100)
"""Of 2,050 cases and about 10,000 activities each."""


def measure(*, scale: float) -> list[dict[str, float]]:
    """A row for each size; empty where the system cannot tell a process's peak."""
    if sys.platform == "win32":
        return []
    rows = []
    for offices in OFFICES:
        command = [sys.executable, "-m", "benchmarks.memory", str(max(1, round(offices * scale)))]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
        rows.append(json.loads(said))
    return rows


def peak_bytes() -> int:
    """The most memory that this process has ever held."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


def held_bytes() -> int:
    """The memory that this process holds now, or (where that cannot be told) its peak so far."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return peak_bytes()
    pages = int(status.read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def kept_bytes(log: Log) -> int:
    """The activities of a log. Columns that share memory, or repeat one number, count once."""
    columns: list[np.ndarray] = [getattr(log.activities, each.name) for each in fields(Activities)]
    apart = {column.ctypes.data: column for column in columns}.values()
    return sum(column.itemsize * (column.size if any(column.strides) else 1) for column in apart)


def _run_here(offices: int) -> dict[str, float]:
    build.make_ready()
    small = procsim_models.administration(2_050, procsim_models.SMALL_POSTS)
    procsim_models.timed(small, 0, "compiled")  # everything is loaded
    model = procsim_models.administration(2_050, procsim_models.SMALL_POSTS, offices)
    plan = make_plan(model)
    before = held_bytes()
    cases = prepare_cases(plan, seed=1, replication=0)
    roster = draw_roster(plan, seed=1, replication=0)
    log = run(plan, cases, roster, replication=0)
    activities = log.activities.case.size
    return {
        "activities": activities,
        "kept": kept_bytes(log) / activities,
        "peak": (peak_bytes() - before) / activities,
    }


if __name__ == "__main__":
    print(json.dumps(_run_here(int(sys.argv[1]))))
