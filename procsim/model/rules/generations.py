"""Rule on cases that start cases: on average each generation is smaller than the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.callers import starts_of
from procsim.model.flow_analysis.demand import endless_circles
from procsim.model.rules.saying import step_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.model import Model


def problems_of_generations(model: Model) -> Iterator[Problem]:
    """Processes whose cases start one another without end; asked of models that are sound else."""
    for circle in endless_circles(model):
        process = next(
            model.processes[id_]
            for id_ in circle
            if any(
                each.process in circle for n in model.processes[id_].nodes for each in starts_of(n)
            )
        )
        node = next(
            n for n in process.nodes if any(each.process in circle for each in starts_of(n))
        )
        names = " and ".join(repr(id_) for id_ in circle)
        message = f"cases of {names} start one another without end: one starts 1 or more on average"
        hint = "start them only sometimes (behind a decision), or let them arrive by a rule"
        yield Problem("P316", message, step_path(process, node.id, "starts"), hint)
