"""What a model's work asks of its posts, before any run: the text of `validate --load`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.cli.grids import aligned
from procsim.model.flow_analysis.flow import analyse, pool_loads
from procsim.model.flow_analysis.meetings import team_loads
from procsim.report.numbers import number, quantity

if TYPE_CHECKING:
    from procsim.model.capacity import Queue
    from procsim.model.flow_analysis.flow import FlowAnalysis, GroupLoad, ProcessFlow
    from procsim.model.model import Model

AMBER: Final = 0.85
"""From this expected load on, waiting grows fast with every further case."""
LOW: Final = 0.3
"""Below this expected load a pool has little to do."""
_SHOWN: Final = 2
"""Queues of a pool that its label names."""
_ABOUT: Final = "\N{ALMOST EQUAL TO}"


def load_text(model: Model) -> str:
    """The load of every pool and the expected visits, hours and cost of every step."""
    flow = analyse(model)
    tables = [
        _pools(model, flow),
        *_teams(model, flow),
        *(_process(model, flow.processes[id_]) for id_ in model.processes),
    ]
    return "\n\n".join(tables) + "\n"


def _pools(model: Model, flow: FlowAnalysis) -> str:
    head = ("pool", "required", "available", "load", "posts", "for this load", "")
    loads = sorted(pool_loads(model, flow), key=lambda pool: -pool.load)
    rows = [
        (
            _label(pool.queues),
            _marked(quantity(pool.required, "h/year"), pool.is_estimate),
            quantity(pool.available, "h/year"),
            _marked(quantity(pool.load, "share"), pool.is_estimate),
            number(pool.posts),
            _marked(number(pool.posts_needed), pool.is_estimate),
            _light(pool),
        )
        for pool in loads
    ]
    is_estimate = any(pool.is_estimate for pool in loads)
    title = f"Expected load of pools (work / available hours){_legend(is_estimate)}"
    return aligned(title, head, rows, words=(0, 6))


def _teams(model: Model, flow: FlowAnalysis) -> list[str]:
    """The teams whose work comes near the hours that their members have in common, or beyond."""
    found = (team for team in team_loads(model, flow) if team.load >= AMBER)
    loads = sorted(found, key=lambda team: -team.load)
    rows = [
        (
            _label(team.seats),
            _marked(quantity(team.required, "h/year"), True),
            quantity(team.available, "h/year"),
            _marked(quantity(team.load, "share"), True),
            _light_of(team.load),
        )
        for team in loads
    ]
    head = ("team", "required", "in common", "load", "")
    title = (
        f"Expected load of teams (work / open hours in common, at the slowest pace){_legend(True)}"
    )
    return [aligned(title, head, rows, words=(0, 4))] if rows else []


def _label(queues: tuple[Queue, ...]) -> str:
    """The first queues of a pool, and how many more there are."""
    shown = [f"{role}@{office}" for role, office in queues[:_SHOWN]]
    more = len(queues) - len(shown)
    return " + ".join(shown) + (f" and {more} more" if more else "")


def _light(pool: GroupLoad) -> str:
    return _light_of(pool.load) or ("low: little to do" if pool.load < LOW else "")


def _light_of(load: float) -> str:
    if load >= 1:
        return "red: cannot keep up"
    return "amber: long waits" if load >= AMBER else ""


def _marked(figure: str, is_estimate: bool) -> str:
    return f"{_ABOUT} {figure}" if is_estimate else figure


def _legend(is_estimate: bool) -> str:
    return f"; {_ABOUT}: an estimate" if is_estimate else ""


def _process(model: Model, flow: ProcessFlow) -> str:
    head = ("step", "visits", "work", "cost")
    rows = [
        (
            step.step,
            _marked(number(step.visits), step.is_estimate),
            _marked(quantity(step.hours, "h"), step.is_estimate),
            _marked(quantity(step.cost, model.currency), step.is_estimate),
        )
        for step in flow.steps.values()
    ]
    hours, cost = quantity(flow.hours, "h"), quantity(flow.cost, model.currency)
    unsure = flow.is_estimate
    rows.append(("in all", "", _marked(hours, unsure), _marked(cost, unsure)))
    legend = _legend(unsure)
    title = f"{flow.process}: per case, {number(flow.cases_per_year)} cases a year{legend}"
    return aligned(title, head, rows, words=(0,))
