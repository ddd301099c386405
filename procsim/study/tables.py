"""The tables of a study: what was measured, what differs, and what it rests on."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pandas as pd

from procsim.analysis.bridge import Bar
from procsim.analysis.checks import Check
from procsim.analysis.observed import Beside, Reached, beside_observed, targets_reached
from procsim.model.scenario import since_as_is

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from procsim.analysis.comparison import Outcome
    from procsim.analysis.results import Study
    from procsim.errors import Place
    from procsim.model.flow_analysis.flow import FlowAnalysis

#: Where a cost is told apart: of work, and of capacity, per year.
_COSTS = ("cost_of_work_per_year", "cost_of_capacity")


def study_tables(study: Study) -> dict[str, pd.DataFrame]:
    """Every table of a study that is written both as Parquet and as CSV, by name."""
    comparison = study.comparison
    outcomes = (comparison.baseline, *comparison.scenarios)
    return {
        "kpis": study.kpis,
        "effects": study.effects,
        "shifts": shifts_table(study),
        "bridge": _rows(study.bars, _names(Bar)),
        "checks": _rows(study.checks, _names(Check)),
        "observed": _rows(beside_observed(comparison.baseline), _names(Beside)),
        "targets": _rows(
            [each for outcome in outcomes for each in targets_reached(outcome)], _names(Reached)
        ),
        "unstable": _unstable(outcomes),
        "assumptions": assumptions_table(study),
        "load": load_table({outcome.id: outcome.flow for outcome in outcomes}),
        "costs": _costs(study.kpis),
        "changes": _changes(outcomes),
    }


def shifts_table(study: Study) -> pd.DataFrame:
    """The offices that gain and lose, surely and by more than the materiality."""
    columns = "scenario process office kpi statistic unit before after difference low high better p"
    rows = [
        (
            each.scenario,
            each.judgement.key.process,
            each.judgement.key.id,
            each.judgement.key.kpi,
            each.judgement.key.statistic,
            each.judgement.key.unit,
            each.judgement.before,
            each.judgement.after,
            each.judgement.difference,
            each.judgement.low,
            each.judgement.high,
            each.better,
            each.p,
        )
        for each in study.comparison.shifts
    ]
    return pd.DataFrame(rows, columns=columns.split())


def assumptions_table(study: Study) -> pd.DataFrame:
    """Every value that the model and the scenarios state, with its source, evidence and place."""
    rows = [
        (
            scenario,
            each.path,
            each.value,
            each.source,
            each.evidence,
            *_file_and_line(each.place),
        )
        for scenario, each in study.inputs
    ]
    return pd.DataFrame(
        rows, columns=["scenario", "path", "value", "source", "evidence", "file", "line"]
    )


def load_table(flows: Mapping[str, FlowAnalysis]) -> pd.DataFrame:
    """Work against capacity of the pools that share members, a year, before any run."""
    rows = [
        (
            scenario,
            " + ".join(f"{role}@{office}" for role, office in group.queues),
            group.required,
            group.available,
            group.load,
            group.posts,
            group.posts_needed,
        )
        for scenario, flow in flows.items()
        for group in flow.groups
    ]
    columns = "scenario pool required_hours available_hours load posts posts_for_load"
    return pd.DataFrame(rows, columns=columns.split())


def _costs(kpis: pd.DataFrame) -> pd.DataFrame:
    """What the work costs and what the capacity costs: in all, by tier, by office, with posts."""
    whole = (kpis["process"] == "all") & kpis["scope"].isin(["process", "tier", "office"])
    kept = kpis[whole & kpis["kpi"].isin([*_COSTS, "posts", "posts_needed"])]
    return kept.reset_index(drop=True)


def _unstable(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    rows = [
        (outcome.id, pool.pool, pool.load, pool.growth, pool.growth_low, pool.growth_high)
        for outcome in outcomes
        for pool in outcome.stability.pools
    ]
    columns = "scenario pool load growth_per_month growth_low growth_high"
    return pd.DataFrame(rows, columns=columns.split())


def _changes(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Every value changed since AS-IS, with where a scenario says so."""
    rows = [
        (
            outcome.id,
            change.part,
            change.verb,
            edit.path,
            edit.old,
            edit.new,
            change.why,
            *_file_and_line(edit.place),
        )
        for outcome in outcomes
        if outcome.scenario is not None
        for change in since_as_is(outcome.scenario)
        for edit in change.edits
    ]
    columns = "scenario part verb path old new why file line"
    return pd.DataFrame(rows, columns=columns.split())


def _file_and_line(place: Place | None) -> tuple[str, int]:
    return ("", 0) if place is None else (place.file, place.line)


def _names(of: type) -> str:
    return " ".join(field.name for field in dataclasses.fields(of))


def _rows(items: Iterable[object], columns: str) -> pd.DataFrame:
    """Dataclasses as rows: their fields by name."""
    names = columns.split()
    return pd.DataFrame(
        [tuple(getattr(item, name) for name in names) for item in items], columns=names
    )
