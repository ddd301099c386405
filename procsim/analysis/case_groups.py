"""Cases in groups: by process, office and tier of origin, and by the segments of a fact."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.sheet import Groups
from procsim.model.facts import types_of
from procsim.model.organisation import TIERS
from procsim.units import HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from procsim.analysis.yardstick import Yardstick
    from procsim.model.facts import Segment
    from procsim.model.model import Model
    from procsim.model.process import Process
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]


def case_groups(yardstick: Yardstick, log: Log, process: str, own: Numbers) -> list[Groups]:
    """The groups of some cases of a process."""
    office = log.case_office[own]
    return [
        Groups(process, "process", (process,), np.zeros(own.size, dtype=np.int64)),
        Groups(process, "office", yardstick.plan.names.offices, office),
        Groups(process, "tier", yardstick.tiers, yardstick.tier_of[office]),
        *_segments(yardstick, log, process, own),
    ]


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


def facts_of(model: Model, plan: Plan, log: Log, cases: Numbers) -> dict[str, Values]:
    """The facts of some cases as they were drawn, and what is known of every case."""
    office = log.case_office[cases]
    tiers = np.array([TIERS.index(each.tier) for each in model.offices.values()])
    return {
        **{name: column[cases] for name, column in log.case_facts.items()},
        "arrived": (log.case_arrived[cases] + plan.start).astype(np.float64),
        "origin": office.astype(np.float64),
        "tier": tiers[office].astype(np.float64),
    }


def _segments(yardstick: Yardstick, log: Log, process: str, own: Numbers) -> Iterator[Groups]:
    model = yardstick.model
    made = model.processes[process]
    for segment in made.segments:
        values = facts_of(model, yardstick.plan, log, own)[segment.fact]
        code = values.astype(np.int64)
        if segment.limits:
            code = np.searchsorted(segment.limits, values, side="right").astype(np.int64)
        yield Groups(process, "segment", segment_ids(model, made, segment), code)
