"""The indicators of cases: how long they take, what they wait for, what they cost."""

from __future__ import annotations

from typing import Final

from procsim.analysis.kpi import CASE_SCOPES, MEAN, QUANTILES, TOTAL, Kpi

_TIMES = (MEAN, *QUANTILES)

#: In the order of reports.
CASE_KPIS: Final = (
    Kpi(
        "cases_arrived",
        "Cases arrived",
        "cases",
        "none",
        CASE_SCOPES,
        (TOTAL,),
        "Cases that arrive in the window.",
    ),
    Kpi(
        "cases_ended",
        "Cases ended",
        "cases",
        "none",
        CASE_SCOPES,
        (TOTAL,),
        "Cases that arrive in the window and end within the run.",
    ),
    Kpi(
        "cases_unfinished",
        "Cases unfinished",
        "cases",
        "lower",
        CASE_SCOPES,
        (TOTAL,),
        "Cases that arrive in the window and have not ended when the run stops.",
    ),
    Kpi(
        "cycle_time",
        "Cycle time",
        "days",
        "lower",
        CASE_SCOPES,
        _TIMES,
        "Elapsed time from arrival to the end of the case, in days of 24 hours.",
    ),
    Kpi(
        "cycle_time_wd",
        "Cycle time, working days",
        "wd",
        "lower",
        CASE_SCOPES,
        _TIMES,
        "Open time of a named calendar from arrival to the end of the case, in working days of it: "
        "open hours divided by the mean open hours of one of its working days.",
    ),
    Kpi(
        "in_progress",
        "Cases in progress",
        "cases",
        "lower",
        CASE_SCOPES,
        (MEAN,),
        "Cases open at an instant of the window, on average.",
    ),
    Kpi(
        "waiting_time",
        "Waiting time",
        "days",
        "lower",
        (*CASE_SCOPES, "step"),
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
            (*CASE_SCOPES, "step"),
            (MEAN,),
            definition,
        )
        for cause, words, definition in (
            ("hand_over", "hand-over", "Work on its way from one office to another."),
            (
                "scheduled",
                "scheduled",
                "Delays outside the model's offices, waits for a date or a message, systems.",
            ),
            (
                "deadline_race",
                "race",
                "Waits of which the first to end decides (a reply, or a deadline).",
            ),
            ("batch", "batch", "Work collected until its batch is due."),
            (
                "absence",
                "absence",
                "Nobody of the pool is present: leave, illness, training, a vacant post.",
            ),
            ("off_duty", "off duty", "The pool's office is closed."),
            (
                "elsewhere",
                "closed elsewhere",
                "The pool's office is closed while the office of origin is open.",
            ),
            (
                "team",
                "team",
                "Somebody is on duty for every seat of a team, but they are not free together.",
            ),
            (
                "priority",
                "priority",
                "Somebody is on duty, but busy, since work that was queued later went first.",
            ),
            ("contention", "contention", "Somebody is on duty, but busy with other work."),
        )
    ),
    Kpi(
        "processing_time",
        "Processing time",
        "h",
        "lower",
        (*CASE_SCOPES, "step"),
        (MEAN,),
        "Open time in which somebody has the case in hand, all steps together; for a step per "
        "activity. People who give part of their time take longer.",
    ),
    Kpi(
        "work",
        "Hours of work",
        "h",
        "lower",
        (*CASE_SCOPES, "step"),
        (MEAN,),
        "Work at full pace, all steps of a case together; for a step per activity.",
    ),
    Kpi(
        "cost_of_work",
        "Cost of work per case",
        "money",
        "lower",
        CASE_SCOPES,
        (MEAN,),
        "Hours of work × the hourly cost of who did it (yearly cost / available hours), and fixed "
        "costs of steps, over the cases that arrive in the window. Overtime costs its price.",
    ),
    Kpi(
        "within_target",
        "Within target",
        "share",
        "higher",
        CASE_SCOPES,
        (MEAN,),
        "Share of cases whose cycle time is within the model's limit for it, whatever statistic "
        "the target is about; unfinished cases count against it once they are past it.",
    ),
)
