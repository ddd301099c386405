"""`--fail-if`: conditions read before the run, and what the figures say to them after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.cli.console import tell
from procsim.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.analysis.comparison import Outcome
    from procsim.analysis.conditions import Condition, Finding
    from procsim.model.model import Model


def read_conditions(
    texts: Sequence[str] | None, *, models: Sequence[Model], scenarios: Sequence[str]
) -> list[Condition]:
    """The conditions, checked against what the run will have."""
    from procsim.analysis.conditions import check_names, read_condition

    conditions = [read_condition(text) for text in texts or ()]
    check_names(
        conditions,
        scenarios=scenarios,
        processes={id_ for model in models for id_ in model.processes},
        calendars={id_ for model in models for id_ in model.calendars},
        currency=models[0].currency,
    )
    return conditions


def tell_missed(conditions: Sequence[Condition], outcomes: Sequence[Outcome]) -> bool:
    """Say which conditions hold for which outcomes (all but a baseline, unless it is named);
    whether any does."""
    from procsim.analysis.conditions import judge

    findings = [
        judge(condition, outcome)
        for condition in conditions
        for outcome in _judged(condition, outcomes)
    ]
    missed = [finding for finding in findings if finding.is_missed]
    for finding in missed:
        tell(_sentence(finding))
    return bool(missed)


def _judged(condition: Condition, outcomes: Sequence[Outcome]) -> list[Outcome]:
    if condition.scenario:
        return [each for each in outcomes if each.id == condition.scenario]
    scenarios = [each for each in outcomes if each.scenario is not None]
    return scenarios or list(outcomes)


def _sentence(finding: Finding) -> str:
    from procsim.report.numbers import quantity

    said = f"missed: {finding.scenario}: {finding.condition.text}"
    match finding.reason:
        case "holds":
            return f"{said} (it is {quantity(finding.found, finding.unit)})"
        case "unstable":
            return f"{said} (no figure: its pools cannot keep up)"
        case "no figure":
            return f"{said} (no figure: no case of it has one)"
        case other:
            raise UsageError(f"unknown finding {other!r}")
