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
    "waiting_batch": ("mean",),
    "waiting_absence": ("mean",),
    "waiting_off_duty": ("mean",),
    "waiting_elsewhere": ("mean",),
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
    "backlog_growth": ("mean",),
}
