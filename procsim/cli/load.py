"""What a model's work asks of its posts, before any run: the text of `validate --load`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.cli.grids import aligned
from procsim.model.flow import analyse
from procsim.report.numbers import number, quantity

if TYPE_CHECKING:
    from procsim.model.flow import FlowAnalysis, GroupLoad, ProcessFlow
    from procsim.model.model import Model

AMBER: Final = 0.85
"""From this expected load on, waiting grows fast with every further case."""
LOW: Final = 0.3
"""Below this expected load a pool has little to do."""


def load_text(model: Model) -> str:
    """The load of every pool and the expected visits, hours and cost of every step."""
    flow = analyse(model)
    tables = [_pools(flow), *(_process(model, flow.processes[id_]) for id_ in model.processes)]
    return "\n\n".join(tables) + "\n"


def _pools(flow: FlowAnalysis) -> str:
    head = ("pool", "required", "available", "load", "posts", "needed", "")
    rows = [
        (
            " + ".join(f"{role}@{office}" for role, office in group.queues),
            quantity(group.required, "h/year"),
            quantity(group.available, "h/year"),
            quantity(group.load, "share"),
            number(group.posts),
            number(group.posts_needed),
            _light(group),
        )
        for group in sorted(flow.groups, key=lambda group: -group.load)
    ]
    return aligned("Expected load of pools (work / available hours)", head, rows, words=(0, 6))


def _light(group: GroupLoad) -> str:
    if group.load >= 1:
        return "red: cannot keep up"
    if group.load >= AMBER:
        return "amber: long waits"
    return "low: little to do" if group.load < LOW else ""


def _process(model: Model, flow: ProcessFlow) -> str:
    head = ("step", "visits", "work", "cost")
    rows = [
        (
            step.step,
            number(step.visits),
            quantity(step.hours, "h"),
            quantity(step.cost, model.currency),
        )
        for step in flow.steps.values()
    ]
    rows.append(("in all", "", quantity(flow.hours, "h"), quantity(flow.cost, model.currency)))
    estimate = "; an estimate" if flow.is_estimate else ""
    title = f"{flow.process}: per case, {number(flow.cases_per_year)} cases a year{estimate}"
    return aligned(title, head, rows, words=(0,))
