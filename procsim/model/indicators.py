"""The names of what can be measured, for the files that ask for it.

`procsim.analysis.kpis` says how each is measured; it must declare exactly these.
"""

from __future__ import annotations

from typing import Final

_TIMES: Final = ("mean", "p50", "p90", "p95")

#: Id of an indicator → the statistics there are of it, the usual one first.
STATISTICS: Final[dict[str, tuple[str, ...]]] = {
    "cases_arrived": ("total",),
    "cases_ended": ("total",),
    "cases_unfinished": ("total",),
    "cycle_time": _TIMES,
    "cycle_time_wd": _TIMES,
    "in_progress": ("mean",),
    "waiting_time": ("mean",),
    "waiting_hand_over": ("mean",),
    "waiting_scheduled": ("mean",),
    "waiting_deadline_race": ("mean",),
    "waiting_batch": ("mean",),
    "waiting_absence": ("mean",),
    "waiting_off_duty": ("mean",),
    "waiting_elsewhere": ("mean",),
    "waiting_team": ("mean",),
    "waiting_priority": ("mean",),
    "waiting_contention": ("mean",),
    "processing_time": ("mean",),
    "work": ("mean",),
    "cost_of_work": ("mean",),
    "within_target": ("mean",),
    "work_per_year": ("total",),
    "cost_of_work_per_year": ("total",),
    "cost_of_capacity": ("total",),
    "utilisation": ("mean",),
    "load": ("mean",),
    "posts": ("total",),
    "posts_needed": ("total",),
    "visits": ("mean",),
    "errors_made": ("mean",),
    "errors_found": ("mean",),
    "errors_escaped": ("mean",),
    "cost_of_errors": ("total",),
    "failure_activities": ("mean",),
    "failure_demand": ("total",),
    "backlog_growth": ("mean",),
}

#: Id of an indicator → its unit.
UNITS: Final[dict[str, str]] = {
    **dict.fromkeys(("cases_arrived", "cases_ended", "cases_unfinished", "in_progress"), "cases"),
    "backlog_growth": "cases",
    "cycle_time": "days",
    "cycle_time_wd": "wd",
    **{kpi: "days" for kpi in STATISTICS if kpi.startswith("waiting_")},
    **dict.fromkeys(("processing_time", "work"), "h"),
    **dict.fromkeys(("work_per_year", "failure_demand"), "h/year"),
    "cost_of_work": "money",
    **dict.fromkeys(("cost_of_work_per_year", "cost_of_capacity", "cost_of_errors"), "money/year"),
    **dict.fromkeys(("within_target", "utilisation", "load"), "share"),
    **dict.fromkeys(("posts", "posts_needed"), "posts"),
    **dict.fromkeys(("visits", "errors_made", "errors_found", "errors_escaped"), "times"),
    "failure_activities": "times",
}
