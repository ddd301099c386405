"""`--fail-if`: conditions read before the run, and what the figures say to them after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from procsim.cli.console import tell

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


def tell_findings(conditions: Sequence[Condition], outcomes: Sequence[Outcome]) -> bool:
    """Say of every condition whether it is met by the outcomes it is about (all but a baseline,
    unless it is named); whether the check fails by any."""
    from procsim.analysis.conditions import judge

    findings = [
        judge(condition, outcome)
        for condition in conditions
        for outcome in _judged(condition, outcomes)
    ]
    for finding in findings:
        tell(_sentence(finding))
    return any(finding.fails for finding in findings)


def _judged(condition: Condition, outcomes: Sequence[Outcome]) -> list[Outcome]:
    if condition.scenario:
        return [each for each in outcomes if each.id == condition.scenario]
    scenarios = [each for each in outcomes if each.scenario is not None]
    return scenarios or list(outcomes)


def _sentence(finding: Finding) -> str:
    """`condition 'all.posts.total > 3': met by scenario centre, so the check fails: measured …`."""
    from procsim.study import BASELINE

    told = f"condition {finding.condition.text!r}"
    whom = "AS-IS (baseline)" if finding.scenario == BASELINE else f"scenario {finding.scenario}"
    match finding.answer:
        case "met":
            return f"{told}: met by {whom}, so the check fails: {_measured(finding)}"
        case "not met":
            return f"{told}: not met by {whom}, as it should be: {_measured(finding)}"
        case "unstable":
            return f"{told}: no figure for {whom}, so the check fails: its pools cannot keep up"
        case "no figure":
            return f"{told}: no figure for {whom}, so the check fails: no case of it has one"
        case never:
            assert_never(never)


def _measured(finding: Finding) -> str:
    """The figure with its interval, the calendar of its working days, and how sure it is."""
    from procsim.report.numbers import estimate

    said = f"measured {estimate(finding.found, finding.low, finding.high, finding.unit)}"
    _, _, calendar = finding.unit.partition("wd ")
    if calendar:
        said += f" (calendar {calendar!r})"
    if finding.low <= finding.condition.number <= finding.high and finding.low < finding.high:
        said += "; the limit lies within the interval"
    return said
