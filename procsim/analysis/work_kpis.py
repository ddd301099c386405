"""The indicators of work and of those who do it, and of what goes wrong with it."""

from __future__ import annotations

from typing import Final

from procsim.analysis.kpi import CASE_SCOPES, MEAN, STAFF_SCOPES, TOTAL, Kpi

#: In the order of reports.
WORK_KPIS: Final = (
    Kpi(
        "work_per_year",
        "Hours of work per year",
        "h/year",
        "lower",
        (*STAFF_SCOPES, "step"),
        (TOTAL,),
        "Work done in the window, per year, where it is done; for work that crosses a bound of the "
        "window, the part of its open time inside.",
    ),
    Kpi(
        "cost_of_work_per_year",
        "Cost of work per year",
        "money/year",
        "lower",
        (*STAFF_SCOPES, "step"),
        (TOTAL,),
        "What the work done in the window costs, per year, where it is done, and the fixed costs "
        "of steps that end in it (those of systems only in `all`, their process and their step).",
    ),
    Kpi(
        "cost_of_capacity",
        "Cost of capacity per year",
        "money/year",
        "lower",
        STAFF_SCOPES,
        (TOTAL,),
        "Posts × share of time × yearly cost, worked or not, while somebody holds them; overtime "
        "worked; for unlimited roles the cost of their work; fixed costs of steps; for `all` also "
        "the running cost of systems.",
    ),
    Kpi(
        "utilisation",
        "Utilisation",
        "share",
        "none",
        STAFF_SCOPES,
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
        STAFF_SCOPES,
        (TOTAL,),
        "Posts of the establishment (unlimited roles have none).",
    ),
    Kpi(
        "posts_needed",
        "Posts needed",
        "posts",
        "lower",
        STAFF_SCOPES,
        (TOTAL,),
        "Posts that the work done would keep busy without overtime: work / available hours of a "
        "post, plus the part of the baseline's posts that is given to other work. "
        "`validate --load` and the table `load` (`posts_for_load`) know one model only: they add "
        "the part of its own posts that is given to other work, so where a scenario adds or cuts "
        "such posts the two differ by that part.",
    ),
    Kpi(
        "visits",
        "Visits per case",
        "times",
        "lower",
        ("step",),
        (MEAN,),
        "How often the step is done for a case that arrives in the window; repetitions and the "
        "members of a team count as one.",
    ),
    Kpi(
        "errors_made",
        "Errors made per case",
        "times",
        "lower",
        CASE_SCOPES,
        (MEAN,),
        "Errors that the finished work of a case makes: the sum of their chances, given the facts.",
    ),
    Kpi(
        "errors_found",
        "Errors found per case",
        "times",
        "none",
        CASE_SCOPES,
        (MEAN,),
        "Errors made that do not escape: found by a check, or gone because a step was done again.",
    ),
    Kpi(
        "errors_escaped",
        "Errors escaped per case",
        "times",
        "lower",
        CASE_SCOPES,
        (MEAN,),
        "Errors that are still there when the case ends.",
    ),
    Kpi(
        "cost_of_errors",
        "Cost of errors per year",
        "money/year",
        "lower",
        CASE_SCOPES,
        (TOTAL,),
        "What the errors cost that escape, of cases that arrive in the window, per year; not in "
        "the cost of work or of capacity.",
    ),
    Kpi(
        "failure_activities",
        "Failure demand per case",
        "times",
        "lower",
        CASE_SCOPES,
        (MEAN,),
        "Activities of steps to which only deadlines lead that do not interrupt (reminders, "
        "chasers), per case.",
    ),
    Kpi(
        "failure_demand",
        "Failure demand per year",
        "h/year",
        "lower",
        ("process",),
        (TOTAL,),
        "Hours of work in the window, per year, of steps to which only deadlines lead that do not "
        "interrupt.",
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
