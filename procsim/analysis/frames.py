"""Logs, measurements and effects as tables: names instead of codes, UTC timestamps, timedeltas."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np
import pandas as pd

from procsim.simulation.log import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from procsim.analysis.comparison import Comparison
    from procsim.analysis.estimates import Estimates
    from procsim.model.knowledge import FactRule
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan


def cases_frame(plan: Plan, logs: Sequence[Log]) -> pd.DataFrame:
    """One row per case: replication, process, case, office, arrived, ended, outcome; then, where
    some process has such a thing, `parent` (the case that called or started it), `errors` (how many
    it still carried at its end) and a column for each fact, as it was drawn.

    `case` names the same case in every scenario (office-number, with the stream of added demand
    before the number; parent/number for one that began in the run). `ended` is NaT and `outcome`
    missing for unfinished cases. A fact that two processes know by one name is one column.
    """
    return pd.concat([_cases(plan, log) for log in logs], ignore_index=True)


def activities_frame(plan: Plan, logs: Sequence[Log]) -> pd.DataFrame:
    """One row per activity (task, wait or system step), in the order they ended.

    `office` is the case's, `place` where the work is done; `pool` (role@office) and `member` are
    missing where nobody works; ready → handed → released → queued → started → ended; `work` at full
    pace. A repeated task has a row for each `instance` (from 1), a team one for each `seat` (from
    0). Work still queued at the end of the run has no `started`.
    """
    return pd.concat([_activities(plan, log) for log in logs], ignore_index=True)


def kpis_frame(estimates: Sequence[Estimates]) -> pd.DataFrame:
    """scenario, process, scope, id, kpi, statistic, unit, mean, low, high, replications (those that
    have a value)."""
    parts = []
    for each in estimates:
        keys = pd.DataFrame(each.keys, columns=list(each.keys[0]._fields))
        keys.insert(0, "scenario", each.scenario)
        numbers = {"mean": each.mean, "low": each.low, "high": each.high}
        parts.append(keys.assign(**numbers, replications=each.counts))
    return pd.concat(parts, ignore_index=True)


def effects_frame(comparison: Comparison) -> pd.DataFrame:
    """The rows of the scenarios' indicators with the baseline's mean, the difference, its 95 %
    interval, the verdict, the adjusted p-value and the variance reduction of common luck.

    Totals of what only the baseline has (a pool that goes, a step that is removed) follow with a
    mean of 0."""
    measured = kpis_frame([outcome.estimates for outcome in comparison.scenarios])
    judged = pd.DataFrame(
        [
            (
                each.scenario,
                *each.key,
                each.before,
                each.difference,
                each.low,
                each.high,
                each.verdict,
                each.p,
                each.reduction,
            )
            for each in comparison.judgements
        ],
        columns=[
            "scenario",
            "process",
            "scope",
            "id",
            "kpi",
            "statistic",
            "unit",
            "baseline",
            "difference",
            "difference_low",
            "difference_high",
            "verdict",
            "p_adjusted",
            "variance_reduction",
        ],
    )
    keys = ["scenario", "process", "scope", "id", "kpi", "statistic", "unit"]
    table = measured.merge(judged, on=keys, how="right", validate="one_to_one")
    gone = table["replications"].isna()
    table.loc[gone, ["mean", "low", "high"]] = 0.0
    counts = [each.replications for each in comparison.judgements]
    table["replications"] = table["replications"].where(~gone, counts).astype(int)
    return table


def _labels(plan: Plan, log: Log) -> NDArray[np.object_]:
    offices = np.array(plan.names.offices)[log.case_office]
    entry, slice_ = np.divmod(log.case_stream, 1024)
    stream = np.where(log.case_stream == 0, "", _text(entry) + "." + _text(slice_) + ".")
    labels = (offices + "-" + stream + _text(log.case_number)).astype(object)
    # Who began a case stands before it.
    for case in np.flatnonzero(log.case_parent >= 0).tolist():
        labels[case] = f"{labels[log.case_parent[case]]}/{log.case_number[case]}"
    return labels


def _text(numbers: NDArray[np.int64]) -> NDArray[np.str_]:
    return numbers.astype(np.str_)


def _cases(plan: Plan, log: Log) -> pd.DataFrame:
    steps = [step for _, step in plan.names.steps]
    labels = _labels(plan, log)
    table = pd.DataFrame(
        {
            "replication": log.replication,
            "process": _category(log.case_process, plan.names.processes),
            "case": labels,
            "office": _category(log.case_office, plan.names.offices),
            "arrived": _instants(plan, log.case_arrived, log.case_arrived >= 0),
            "ended": _instants(plan, log.case_ended, log.case_ended >= 0),
            "outcome": pd.Series(np.array([*steps, None], dtype=object)[log.case_outcome]),
        }
    )
    if plan.births:
        table["parent"] = pd.Series(labels[log.case_parent])
        table.loc[log.case_parent < 0, "parent"] = None
    if any(plan.errors):
        table["errors"] = np.bitwise_count(log.case_errors).astype(np.int64)
    facts = {rule.id: rule for rules in plan.facts for rule in rules}
    known = {id_: rule for id_, rule in facts.items() if id_ in log.case_facts}
    return table.assign(**{id_: _fact(rule, log.case_facts[id_]) for id_, rule in known.items()})


def _fact(fact: FactRule, values: NDArray[np.float64]) -> pd.Series:
    """A fact in words: names of categories, instants, spans; money and numbers as they are."""
    known = ~np.isnan(values)
    match fact.kind:
        case "category":
            codes = np.where(known, values, -1).astype(np.int64)
            return pd.Series(_category(codes, fact.values))
        case "truth":
            return pd.Series(np.where(known, values == 1, None), dtype=object)
        case "date":
            stamps = np.where(known, values, 0).astype(np.int64).astype("datetime64[us]")
            stamps[~known] = np.datetime64("NaT")
            return pd.Series(stamps).dt.tz_localize("UTC")
        case "time":
            spans = np.where(known, values, 0).astype(np.int64).astype("timedelta64[us]")
            spans[~known] = np.timedelta64("NaT")
            return pd.Series(spans)
        case "money" | "number":
            return pd.Series(values)
        case never:
            assert_never(never)


def _activities(plan: Plan, log: Log) -> pd.DataFrame:
    rows = log.activities
    begun = rows.started >= 0
    step_names = [step for _, step in plan.names.steps]
    pools = [f"{role}@{office}" for role, office in plan.names.queues]
    labels = _labels(plan, log)
    place = np.append(np.array(plan.queue_office, dtype=np.int64), -1)[rows.queue]
    instants = {
        name: _instants(plan, getattr(rows, name), np.ones_like(begun))
        for name in ("ready", "handed", "released", "queued")
    }
    return pd.DataFrame(
        {
            "replication": log.replication,
            "process": _category(log.case_process[rows.case], plan.names.processes),
            "case": labels[rows.case],
            "office": _category(log.case_office[rows.case], plan.names.offices),
            "step": np.array(step_names, dtype=object)[rows.step],
            "visit": rows.visit.astype(np.int64),
            "instance": rows.instance.astype(np.int64),
            "stint": rows.stint.astype(np.int64),
            "seat": rows.seat.astype(np.int64),
            "pool": _category(rows.queue, pools),
            "place": _category(place, plan.names.offices),
            "member": _category(rows.member, member_names(plan)),
            **instants,
            "started": _instants(plan, rows.started, begun),
            "ended": _instants(plan, rows.ended, begun),
            "work": pd.to_timedelta(rows.work, unit="us"),
            "result": _category(rows.result, [result.name.lower() for result in Result]),
        }
    )


def member_names(plan: Plan) -> list[str]:
    """`role+role@office/number` of every member."""
    counts: dict[str, int] = {}
    names = []
    for member in plan.members:
        roles = "+".join(plan.names.queues[queue][0] for queue in member.queues)
        crew = f"{roles}@{plan.names.queues[member.queues[0]][1]}"
        counts[crew] = counts.get(crew, 0) + 1
        names.append(f"{crew}/{counts[crew]}")
    return names


def _category(codes: NDArray[np.integer], names: Sequence[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(names)))


def _instants(
    plan: Plan, instants: NDArray[np.int64], known: NDArray[np.bool_]
) -> pd.Series[pd.Timestamp]:
    stamps = (instants + plan.start).astype("datetime64[us]")
    stamps[~known] = np.datetime64("NaT")
    return pd.Series(stamps).dt.tz_localize("UTC")
