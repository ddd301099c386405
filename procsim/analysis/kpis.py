"""The indicators: each declared once, with its unit, direction, scopes and definition.

Scopes: `process` (id: the process, or `all`), `office` and `tier` (of origin for cases, where the
work is done for staff), `role` (roles that are held together), `pool` (a crew: the members of one
office who hold the same roles), `step`. Costs are in the reporting currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Direction = Literal["lower", "higher", "none"]
Unit = Literal[
    "cases", "days", "wd", "h", "h/year", "share", "money", "money/year", "posts", "times"
]

ALL: Final = "all"
"""The id of what is measured over all processes."""

MEAN: Final = "mean"
TOTAL: Final = "total"
QUANTILES: Final = {"p50": 0.50, "p90": 0.90, "p95": 0.95}

#: Causes of waiting, first cause first, as the log's instants and calendars tell them apart.
CAUSES: Final = (
    "hand_over",
    "scheduled",
    "batch",
    "absence",
    "off_duty",
    "elsewhere",
    "contention",
)


@dataclass(frozen=True, slots=True)
class Kpi:
    """What is measured. `direction` says which way is better."""

    id: str
    name: str
    unit: Unit
    direction: Direction
    scopes: tuple[str, ...]
    statistics: tuple[str, ...]
    definition: str


_CASE_SCOPES = ("process", "office", "tier")
_STAFF_SCOPES = ("process", "office", "tier", "role", "pool")
_TIMES = (MEAN, *QUANTILES)

_DECLARED = (
    Kpi(
        "cases_arrived",
        "Cases arrived",
        "cases",
        "none",
        _CASE_SCOPES,
        (TOTAL,),
        "Cases that arrive in the window.",
    ),
    Kpi(
        "cases_ended",
        "Cases ended",
        "cases",
        "none",
        _CASE_SCOPES,
        (TOTAL,),
        "Cases that arrive in the window and end within the run.",
    ),
    Kpi(
        "cases_unfinished",
        "Cases unfinished",
        "cases",
        "lower",
        _CASE_SCOPES,
        (TOTAL,),
        "Cases that arrive in the window and have not ended when the run stops.",
    ),
    Kpi(
        "cycle_time",
        "Cycle time",
        "days",
        "lower",
        _CASE_SCOPES,
        _TIMES,
        "Elapsed time from arrival to the end of the case, in days of 24 hours.",
    ),
    Kpi(
        "cycle_time_wd",
        "Cycle time, working days",
        "wd",
        "lower",
        _CASE_SCOPES,
        _TIMES,
        "Open time of a named calendar from arrival to the end of the case, in working days of it: "
        "open hours divided by the mean open hours of one of its working days.",
    ),
    Kpi(
        "in_progress",
        "Cases in progress",
        "cases",
        "lower",
        _CASE_SCOPES,
        (MEAN,),
        "Cases open at an instant of the window, on average.",
    ),
    Kpi(
        "waiting_time",
        "Waiting time",
        "days",
        "lower",
        (*_CASE_SCOPES, "step"),
        (MEAN,),
        "Waiting of all the case's steps together, elapsed; steps in parallel count each. For a "
        "step: per activity. Includes pauses of work that has begun.",
    ),
    *(
        Kpi(
            f"waiting_{cause}",
            f"Waiting: {words}",
            "days",
            "lower",
            (*_CASE_SCOPES, "step"),
            (MEAN,),
            definition,
        )
        for cause, words, definition in (
            ("hand_over", "hand-over", "Work on its way from one office to another."),
            ("scheduled", "scheduled", "Delays outside the model's offices, and waits for a date."),
            ("batch", "batch", "Work collected until its batch is due."),
            (
                "absence",
                "absence",
                "Nobody of the pool is present: leave, illness, training.",
            ),
            ("off_duty", "off duty", "The pool's office is closed."),
            (
                "elsewhere",
                "closed elsewhere",
                "The pool's office is closed while the office of origin is open.",
            ),
            ("contention", "contention", "Somebody is on duty, but busy with other work."),
        )
    ),
    Kpi(
        "processing_time",
        "Processing time",
        "h",
        "lower",
        (*_CASE_SCOPES, "step"),
        (MEAN,),
        "Open time in which somebody has the case in hand, all steps together; for a step per "
        "activity. People who give part of their time take longer.",
    ),
    Kpi(
        "work",
        "Hours of work",
        "h",
        "lower",
        (*_CASE_SCOPES, "step"),
        (MEAN,),
        "Work at full pace, all steps of a case together; for a step per activity.",
    ),
    Kpi(
        "cost_of_work",
        "Cost of work per case",
        "money",
        "lower",
        _CASE_SCOPES,
        (MEAN,),
        "Hours of work × the hourly cost of who did it (yearly cost / available hours), and fixed "
        "costs of steps, over the cases that arrive in the window.",
    ),
    Kpi(
        "within_target",
        "Within target",
        "share",
        "higher",
        ("process", "office", "tier"),
        (MEAN,),
        "Share of cases whose cycle time is within the model's limit for it, whatever statistic "
        "the target is about; unfinished cases count against it once they are past it.",
    ),
    Kpi(
        "work_per_year",
        "Hours of work per year",
        "h/year",
        "lower",
        (*_STAFF_SCOPES, "step"),
        (TOTAL,),
        "Work done in the window, per year, where it is done; for work that crosses a bound of the "
        "window, the part of its open time inside.",
    ),
    Kpi(
        "cost_of_work_per_year",
        "Cost of work per year",
        "money/year",
        "lower",
        (*_STAFF_SCOPES, "step"),
        (TOTAL,),
        "What the work done in the window costs, per year, where it is done, and the fixed costs "
        "of steps that end in it (those of systems only in `all`, their process and their step).",
    ),
    Kpi(
        "cost_of_capacity",
        "Cost of capacity per year",
        "money/year",
        "lower",
        _STAFF_SCOPES,
        (TOTAL,),
        "Posts × share of time × yearly cost, worked or not; for unlimited roles the cost of their "
        "work; fixed costs of steps; for `all` also the running cost of systems.",
    ),
    Kpi(
        "utilisation",
        "Utilisation",
        "share",
        "none",
        _STAFF_SCOPES,
        (MEAN,),
        "Work done in the window / work that the members present could have done.",
    ),
    Kpi(
        "load",
        "Expected load",
        "share",
        "none",
        ("pool",),
        (MEAN,),
        "Expected work / available hours of the queues that share these members (flow analysis).",
    ),
    Kpi(
        "posts",
        "Posts",
        "posts",
        "none",
        _STAFF_SCOPES,
        (TOTAL,),
        "Posts of the establishment (unlimited roles have none).",
    ),
    Kpi(
        "posts_needed",
        "Posts needed",
        "posts",
        "lower",
        _STAFF_SCOPES,
        (TOTAL,),
        "Posts that the work done would keep busy without overtime: work / available hours of a "
        "post, plus the part of the baseline's posts that is given to other work.",
    ),
    Kpi(
        "visits",
        "Visits per case",
        "times",
        "lower",
        ("step",),
        (MEAN,),
        "How often the step is done for a case that arrives in the window.",
    ),
    Kpi(
        "backlog_growth",
        "Growth of backlog",
        "cases",
        "lower",
        ("pool",),
        (MEAN,),
        "Work waiting for the pool, on average in each twelfth of the window: least-squares slope "
        "without the first quarter, per month.",
    ),
)

#: Id → indicator, in the order of reports.
KPIS: Final = {kpi.id: kpi for kpi in _DECLARED}
