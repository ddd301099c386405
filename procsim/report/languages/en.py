"""English: the complete catalogue."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # Joining
    "list.comma": ", ",
    "list.and": " and ",
    "list.colon": ": ",
    "list.sentence": " ",
    "list.and others": "{shown} and {n} more",
    "of.p50": "{name}, median",
    "of.p90": "{name}, 90th percentile",
    "of.p95": "{name}, 95th percentile",
    "of.mean": "{name}, mean",
    "pool": "{roles}, {office}",
    "axis": "{name} ({unit})",
    "in unit": "In {unit}.",
    "price year": "Prices of {year}.",
    "yes": "yes",
    "no": "no",
    "no number": "no number",
    "no source": "no source",
    "no date": "no date",
    "no year": "no year",
    # Columns
    "as-is": "AS-IS",
    "to-be": "TO-BE",
    "all processes": "All processes",
    "process": "Process",
    "scenario": "Scenario",
    "office": "Office",
    "tier": "Kind of office",
    "part": "Part",
    "cost": "Cost",
    "total": "Total",
    "difference": "Difference",
    "relative": "Relative",
    "verdict": "Verdict",
    "indicator": "Indicator",
    "before this part": "Before this part",
    "observed": "Observed",
    "simulated": "Simulated",
    "ratio": "Ratio",
    "fitted": "Fitted",
    "source": "Source",
    "target": "Target",
    "reached": "Reached",
    "met": "Met",
    "what": "What",
    "value": "Value",
    "path": "Where in the model",
    "place": "File and line",
    "evidence": "Evidence",
    "changes.shortened": "{text} … ({n} values, see the full list)",
    "inputs": "Inputs",
    "with source": "With a source",
    "mean cost": "Mean (range)",
    "month": "Month",
    "currency": "Currency",
    "rate": "{currency} for one unit",
    "check": "Check",
    "subject": "Subject",
    "expected": "Expected",
    "found": "Found",
    "standard error": "Standard error",
    "holds": "Holds",
    "note": "Note",
    "loses on": "Loses on",
    "gains on": "Gains on",
    "largest shift": "Largest shift",
    "variance reduction": "Variance reduction",
    # Places
    "tier.hq": "Headquarters",
    "tier.regional": "Regional offices",
    "tier.country": "Country offices",
    "tier.centre": "Service centres",
    "place.hq": "Headquarters",
    "place.field": "Field",
    "place.centre": "Service centres",
    "place.systems": "Systems, no office",
    # Verdicts
    "verdict.better": "better",
    "verdict.worse": "worse",
    "verdict.higher": "higher",
    "verdict.lower": "lower",
    "verdict.same": "no difference",
    "verdict.cannot_tell": "cannot tell",
    "verdict.cannot_tell jointly": "cannot tell jointly",
    "verdict.more": "; about {n} more replications would do if the effect is as large as seen",
    "verdict.one more": "; about 1 more replication would do if the effect is as large as seen",
    "verdict.not_comparable": "not comparable",
    "verdict.not_tested": "not tested (one replication)",
    # The answer
    "cannot keep up": "cannot keep up",
    "unstable.flag": "cannot keep up, not comparable",
    "show.removed": "{process}: removed, so not on the map: {steps}",
    "remark": "remark: ",
    "warning": "warning: ",
    "warning.renamed": (
        "'{after}' looks like '{before}', which is removed: if it is the same work, write "
        "`luck_of: {luck_of}`, or the comparison loses sharpness there"
    ),
    "no value": "no cases, or unfinished ones",
    "not comparable": "not comparable: {why}",
    "unstable.verdict": "Pools that cannot keep up with their work: {n}.",
    "unstable.overloaded": (
        "{pool}: more work arrives than can be done (expected load {load}); the backlog "
        "grows by {growth}."
    ),
    "unstable.overloaded without growth": (
        "{pool}: more work arrives than can be done (expected load {load})."
    ),
    "unstable.growing": (
        "{pool}: the backlog grows by {growth}, although the expected load is {load}."
    ),
    "unstable.others": "{n} more pools are in the same state.",
    "answer.same": "Cycle times without any difference: {processes}.",
    "answer.shorter": (
        "{process} is shorter by {by} on average: {after_bare} instead of {before} ({change})."
    ),
    "answer.longer": (
        "{process} is longer by {by} on average: {after_bare} instead of {before} ({change})."
    ),
    "answer.cannot tell": (
        "Mean cycle times that cannot be told apart from today's at this precision: "
        "{processes}{more}."
    ),
    "item.difference": "{process} ({difference})",
    "answer.cannot tell jointly": (
        "Mean cycle times that seem to change, by their own intervals but not surely when all "
        "headline effects are judged together: {processes}{more}."
    ),
    "answer.not comparable": (
        "Cycle times not comparable with today's, and not printed: {processes}."
    ),
    "answer.misses": (
        "Simulated AS-IS is far from what was observed of {items}. Read their effects with care."
    ),
    "item.misses": "{process} ({name}: {simulated} against {observed}, {ratio})",
    "answer.not tested": (
        "{process} takes {after_bare} instead of {before} on average; with one replication "
        "nobody can say how sure that is."
    ),
    "answer.cost_of_work_per_year": "The work",
    "answer.cost_of_capacity": (
        "The capacity (the share of posts given to these processes, worked or not; requesters' "
        "time; systems)"
    ),
    "answer.cost same": "{subject} costs the same.",
    "answer.cost less": (
        "{subject} costs {by} less: {after_bare} instead of {before} ({change}; {status})."
    ),
    "answer.cost more": (
        "{subject} costs {by} more: {after_bare} instead of {before} ({change}; {status})."
    ),
    "answer.cost cannot tell": (
        "{subject} costs what it costs today, as far as can be told at this precision: "
        "{difference}{more} ({status})."
    ),
    "answer.cost less jointly": (
        "{subject} costs {by} less by its own interval, but not surely when all headline effects "
        "are judged together: {after_bare} instead of {before} ({change}; {status}{more})."
    ),
    "answer.cost more jointly": (
        "{subject} costs {by} more by its own interval, but not surely when all headline effects "
        "are judged together: {after_bare} instead of {before} ({change}; {status}{more})."
    ),
    "answer.cost not tested": (
        "{subject} costs {after_bare} instead of {before} ({change}; {status}); with one "
        "replication nobody can say how sure that is."
    ),
    "answer.other rates": (
        "Of the change in the cost of the work, {amount} are no money: an hour costs another "
        "amount only because the same posts, at the same pay, have more or fewer hours in {items}."
    ),
    "item.rate": "{pool} ({after} instead of {before})",
    "status.illustration": "illustration",
    "status.estimate": "estimate",
    "status.validated": "on a validated baseline",
    "status.saving": "saving",
    "answer.same posts": "The establishment keeps {before}.",
    "answer.posts": "The establishment changes from {before_bare} to {after} ({difference}).",
    "answer.posts needed": (
        "The work would keep {after} busy instead of {before_bare}: {difference}."
    ),
    "answer.same posts needed": "The work would keep {before} busy, as today.",
    "answer.fractions": (
        "{n} pools change by less than {least} each ({cut} cut and {added} added in all): such "
        "fractions exist on paper only, unless contracts change or other work fills the time."
    ),
    "answer.running": "Running the change costs {amount}, which is not counted above.",
    "answer.payback": (
        "Its one-off cost of {cost} would be paid back in {years}, at {saved} less running cost "
        "(simple payback, not discounted; {status})."
    ),
    "answer.payback not tested": (
        "Its one-off cost of {cost} would be paid back in {years}, at {saved} less running cost "
        "(simple payback, not discounted; {status}); with one replication nobody can say how "
        "sure that is."
    ),
    "answer.payback counts": (
        "It counts all capacity as money paid, requesters' time and fractions of posts too."
    ),
    "answer.payback mean cost": (
        "These years use the mean one-off cost; their interval does not hold how uncertain that "
        "cost is."
    ),
    "answer.payback range": (
        "At the least cost stated, {cheapest}, it would be {least}, at the most, {dearest}, {most}."
    ),
    "answer.payback cannot tell": (
        "It cannot be told whether its one-off cost of {cost} is paid back: running cost falls "
        "by {saved}, an interval that includes 0 ({status})."
    ),
    "answer.payback never": (
        "Its one-off cost of {cost} is not paid back: running cost does not fall ({running}; "
        "{status})."
    ),
    "answer.outside amber": (
        "Outside view, amber: {items}. That is more than {limit}; published cases quote {least} to "
        "{most}. The section on the outside view shows them."
    ),
    "answer.outside red": (
        "Outside view, red: {items}. That is more than {limit}; published cases quote {least} to "
        "{most}. Look for what the model leaves out before believing it."
    ),
    "answer.outside above": (
        "Outside view, red: {items}. That is more than any published case quoted here has saved "
        "or promised (at most {most}). Look for what the model leaves out before believing it."
    ),
    "payback.pays back": "{status}; at constant prices, not discounted",
    "payback.never": "does not pay back ({status})",
    "payback.cannot tell": "cannot be told: the saved cost may be 0 or less ({status})",
    "payback.not tested": "{status}; not tested (one replication)",
    "answer.losers": "Offices shown to lose on some indicator ({n}): {offices}.",
    "answer.no losers": "No office is shown to lose more than {materiality} of today's value.",
    "answer.nobody tested": (
        "With one replication nobody can say which offices gain or lose: nothing is tested."
    ),
    "answer.longer without losers": (
        "This is no contradiction to the longer cycle time of {processes}: in no single office "
        "is the loss both larger than that and sure."
    ),
    "answer.winners": "Offices shown to gain on some indicator ({n}): {offices}.",
    "answer.all gain": "All {n} offices are shown to gain on some indicator.",
    # The outside view
    "outside.item": "{name} falls by {by}",
    "outside.row cost_of_work_per_year": "Outside view: work",
    "outside.row cost_of_capacity": "Outside view: capacity, net",
    "outside.cost_of_work_per_year": "the cost of the work",
    "outside.cost_of_capacity": "the cost of the capacity, with what running the change costs,",
    "outside.within": "within the published cases (not above {limit})",
    "outside.amber": "amber: above {limit}",
    "outside.red": "red: above {limit}",
    "outside.above": "red: above every published case (at most {most})",
    "outside.why": (
        "A model knows only what was put into it, and reforms cost more and save less than their "
        "plans. So what each scenario takes off the yearly cost stands here beside what comparable "
        "reforms have saved or promised: amber above {amber}, red above {red}."
    ),
    "outside.caption": "{scenario}: reduction of yearly cost beside published cases",
    "outside.reduction": "Reduction",
    "outside.note": (
        "Share of the cost of the modelled processes in AS-IS. Work is not money paid: its cost "
        "falls by as much as the hours, and the budget only where posts go. "
        "From the fall of the capacity, what running the change costs is taken off."
    ),
    "outside.stress": (
        "A stress, not a forecast. Had it fared as reforms that auditors found wanting "
        "({realised} of the saving realised, one-off cost {overrun} higher, {delay} months "
        "late), a one-off cost of {cost} would stand against {saved} less running cost: {years} "
        "to pay back, beginning {delay} months late."
    ),
    "outside.stress nothing": (
        "A stress, not a forecast. Had it fared as reforms that auditors found wanting "
        "({realised} of the saving realised, one-off cost {overrun} higher, {delay} months "
        "late), a one-off cost of {cost} would never be paid back: running cost would not fall."
    ),
    "outside.cases": "Published cases",
    "outside.cases note": (
        "A dash: the source gives no such share. Saving: share of running cost or staff, "
        "planned, claimed or set as a yardstick. Realised: share of the planned saving that "
        "came. Vendors speak of their own work. Many of the public cases were examined because "
        "they had gone wrong."
    ),
    "outside.organisation": "Organisation",
    "outside.saving": "Saving",
    "outside.realised": "Realised",
    "outside.overrun": "Cost overrun",
    "outside.delay": "Months late",
    "outside.kind": "Kind",
    "outside.public": "public",
    "outside.vendor": "vendor",
    # Causes of waiting
    "cause.scheduled": "delays and dates",
    "cause.deadline_race": "race of waits",
    "cause.hand_over": "hand-over",
    "cause.batch": "batch",
    "cause.off_duty": "off duty",
    "cause.elsewhere": "closed elsewhere",
    "cause.absence": "absence",
    "cause.team": "team not complete",
    "cause.priority": "overtaken",
    "cause.contention": "contention",
    # Indicators
    "kpi.cases_arrived": "Cases arrived",
    "kpi.cases_ended": "Cases ended",
    "kpi.cases_unfinished": "Cases unfinished",
    "kpi.cycle_time": "Cycle time",
    "kpi.cycle_time_wd": "Cycle time, working days",
    "kpi.in_progress": "Cases in progress",
    "kpi.waiting_time": "Waiting time",
    "kpi.waiting_hand_over": "Waiting: hand-over",
    "kpi.waiting_scheduled": "Waiting: scheduled",
    "kpi.waiting_deadline_race": "Waiting: race",
    "kpi.waiting_batch": "Waiting: batch",
    "kpi.waiting_absence": "Waiting: absence",
    "kpi.waiting_off_duty": "Waiting: off duty",
    "kpi.waiting_elsewhere": "Waiting: closed elsewhere",
    "kpi.waiting_team": "Waiting: team",
    "kpi.waiting_priority": "Waiting: priority",
    "kpi.waiting_contention": "Waiting: contention",
    "kpi.processing_time": "Processing time",
    "kpi.work": "Hours of work",
    "kpi.cost_of_work": "Cost of work per case",
    "kpi.within_target": "Within target",
    "kpi.work_per_year": "Hours of work per year",
    "kpi.cost_of_work_per_year": "Cost of work per year",
    "kpi.cost_of_capacity": "Cost of capacity per year",
    "kpi.utilisation": "Utilisation",
    "kpi.load": "Expected load",
    "kpi.posts": "Posts",
    "kpi.posts_needed": "Posts needed",
    "kpi.visits": "Visits per case",
    "kpi.errors_made": "Errors made per case",
    "kpi.errors_found": "Errors found per case",
    "kpi.errors_escaped": "Errors escaped per case",
    "kpi.cost_of_errors": "Cost of errors per year",
    "kpi.failure_activities": "Failure demand per case",
    "kpi.failure_demand": "Failure demand per year",
    "kpi.backlog_growth": "Growth of backlog",
    "kpi.payback": "Simple payback",
    # Figures
    "figure.numbers": "The numbers of this figure",
    "figure.mean": "mean",
    "figure.p90": "90th percentile",
    "figure.cycle_time": "Cycle time by process",
    "figure.cycle_time.alternative": (
        "Mean and 90th percentile of the cycle time of each process, AS-IS and in each "
        "scenario, with 95 % intervals. The table below holds the same numbers."
    ),
    "figure.by_office": "{process}: change of the mean cycle time by office ({scenario})",
    "figure.by_office.alternative": (
        "Difference of the mean cycle time of {process} between {scenario} and AS-IS for "
        "each office of origin, with 95 % intervals. The table below holds the same numbers."
    ),
    "figure.by_office.axis": "Difference of the mean cycle time",
    "figure.by_office.note": (
        "Left of 0 is shorter. A full dot is told apart from 0 after Holm's adjustment over "
        "the offices, an empty one is not. The intervals are not adjusted."
    ),
    "figure.waiting": "Waiting by cause",
    "figure.waiting.alternative": (
        "Days of waiting of a case by cause, for each process, AS-IS and in each scenario. "
        "The table below holds the same numbers."
    ),
    "figure.waiting.note": (
        "Waiting of all steps of a case together; steps in parallel count each. The square "
        "carries the colour of the scenario."
    ),
    "figure.utilisation": "Utilisation by office and role, in %: {scenario}",
    "figure.utilisation.alternative": (
        "Share of its present time that each pool works, offices as rows and roles held "
        "together as columns. The table below holds the same numbers."
    ),
    "figure.utilisation.note": (
        "▲ and amber: 85 % and more. ▲▲ and red: 100 % and more; the expected load is shown "
        "there. ▽ and blue: below 30 %, little to do."
    ),
    "figure.utilisation.empty": "A dash: the office has no such post.",
    "figure.costs": "Cost before and after",
    "figure.costs.alternative": (
        "Yearly cost of the work and of the capacity, AS-IS and in each scenario: "
        "headquarters, field (regional and country offices) and service centres. The table "
        "below holds the same numbers."
    ),
    "figure.costs.note": "Systems belong to no office.",
    "figure.bridge": "From AS-IS to {scenario}, part by part",
    "figure.bridge.alternative": (
        "What each part of the scenario adds to the yearly cost of the work and of the "
        "capacity, with 95 % intervals. The table below holds the same numbers."
    ),
    "figure.bridge.axis": "Change from AS-IS",
    "figure.bridge.total": "All parts",
    "figure.bridge.note": (
        "Parts are added one by one in the order of the scenario file; another order would share "
        "the sum out differently. Each bar is a paired run ({replications} replications)."
    ),
    "figure.bridge.fewer": (
        "Each bar rests on the first {replications} of the {all} replications, so AS-IS and the "
        "total differ a little from the headline; the differences are paired, so they vary far "
        "less than the figures themselves."
    ),
    # The report
    "report.title": "{model}: comparison of scenarios",
    "report.subtitle": (
        "{scenarios}, compared with AS-IS; {start} to {end}, {replications} replications each."
    ),
    "banner.title": "Illustrative data.",
    "banner.illustrative": (
        "{n} of {all} headline inputs (volumes, times, shares, posts and their cost) are "
        "assumptions or have no source. Read the numbers as an illustration of the method, "
        "not as findings."
    ),
    "heading.answer": "The answer",
    "heading.glance": "At a glance",
    "heading.beside": "AS-IS beside what is known",
    "heading.effects": "The headline in numbers",
    "heading.changes": "What changes and why",
    "heading.figures": "Figures",
    "heading.fairness": "Who gains and who loses",
    "heading.certainty": "How sure",
    "heading.checks": "Checks",
    "heading.costs": "Cost: work and capacity",
    "heading.outside": "Outside view",
    "heading.targets": "Targets",
    "heading.assumptions": "Assumptions and sources",
    "heading.method": "Method",
    "heading.identity": "Identity of the run",
    "baseline.draft": (
        "The baseline ({year}) has not been validated: every amount here is an estimate."
    ),
    "baseline.validated": "The baseline ({year}) was validated by {by} on {date}.",
    "beside.caption": "Simulated AS-IS beside observed figures",
    "beside.note": (
        "Fitted: the figure was used to set inputs of the model, so its agreement proves "
        "nothing. Ratio: simulated over observed."
    ),
    "beside.said": (
        "Observed figures: {n}, of which {fitted} were used to fit the model. Simulated "
        "AS-IS lies within a fifth of {near} of them; furthest off is {process}, {name}: "
        "{simulated} simulated against {observed} observed ({ratio})."
    ),
    "beside.none": (
        "The model states no observed figure: nothing outside the model confirms AS-IS."
    ),
    "glance.caption": "Mean cycle time of each process; cost, work and posts of all together",
    "glance.change": "{after} ({change})",
    "glance.note": (
        "= no difference. ≈ alone: cannot be told apart from AS-IS at this precision. ≈ before a "
        "number: changes by its own interval, but not surely when all headline effects are judged "
        "together."
    ),
    "glance.note not tested": (
        "= no difference. One replication: nothing is tested, and any change may be chance."
    ),
    "effects.caption": "{scenario}: what changes",
    "effects.untold": "{scenario}: what stays, or cannot be told from chance ({n})",
    "effects.note": (
        "Differences are paired, with 95 % intervals. Verdicts are adjusted by Holm over the {n} "
        "headline effects of all scenarios, which are {kinds}, of each process and of all "
        "processes: what cannot be told jointly changes by its own interval only. Posts are "
        "given, not tested. (+n): about n more replications would tell an effect as large as seen."
    ),
    "effects.note not tested": (
        "One replication: there are no intervals, and nothing is tested. Any difference may be "
        "chance."
    ),
    "changes.owner": "Owner: {owner}.",
    "changes.built on": (
        "This scenario starts from another scenario, not from AS-IS: only its own changes "
        "are explained here. All its effects are compared with AS-IS, and the list of changed "
        "values holds all since AS-IS."
    ),
    "changes.none": "Nothing changes.",
    "changes.lines": "All changed values ({n})",
    "changes.map": "{process}: before and after",
    "investments.caption": "Cost of making the change",
    "investments.note": "Stated by the scenario. Not part of the yearly costs in this report.",
    "shifts.none": "{scenario}: no office is shown to gain or lose.",
    "shifts.not tested": "{scenario}: one replication, so no office is tested, and none is named.",
    "shifts.unstable": "{scenario}: cannot keep up, so nobody is named.",
    "shifts.gains caption": "{scenario}: offices shown to gain and to lose nowhere ({n})",
    "shifts.losses caption": "{scenario}: offices shown to lose on some indicator ({n})",
    "fairness.rule": (
        "An office is named where its effect lies beyond 0 and beyond {materiality} of "
        "today's value, by a one-sided test adjusted by Holm over all offices, processes and "
        "indicators of the scenario. Without this adjustment, chance alone would name some. "
        "Indicators: cycle time (mean and 90th percentile), waiting time, cost of work per "
        "case, share within target. An office that is not named may still gain or lose less "
        "than that."
    ),
    "certainty.intervals": (
        "Every number is a mean over replications; brackets hold its 95 % interval. The "
        "interval speaks of chance in the simulation only, not of wrong inputs: those are "
        "under assumptions."
    ),
    "sharpness.caption": "Variance reduction of every headline effect",
    "sharpness.said": (
        "AS-IS and scenario meet the same cases with the same luck. Independent luck would "
        "need {median} times as many replications for the same interval of a headline effect "
        "(median of {n} effects; half of them lie between {least} and {most})."
    ),
    "sharpness.note": (
        "How many times larger the variance of the difference would be with independent "
        "luck. Below 1, common luck has not helped. With few replications the factor itself "
        "is uncertain."
    ),
    "checks.not judged": "{n} more could not be judged.",
    "checks.all hold": "All {n} checks of the run against theory hold.",
    "checks.some failed": (
        "{failed} of {n} checks of the run against theory failed; read what they touch with care."
    ),
    "checks.widest": (
        "With {n} replications a check may not see a difference of up to {share} of what is "
        "expected ({check}, {subject})."
    ),
    "checks.caption": "All checks",
    "checks.failed caption": "Checks that failed",
    "check.conservation": "conservation",
    "check.Little's law": "Little's law",
    "check.capacity": "capacity",
    "check.visits": "visits",
    "check.hours of work per case": "hours of work per case",
    "costs.levels": (
        "The cost of work is what the hours worked cost. The cost of capacity is what the "
        "posts cost, worked or not, and the systems. Less work lowers what is paid only "
        "where posts go or are used for something else."
    ),
    "costs.work": "work",
    "costs.capacity": "capacity",
    "costs.column": "{cost}, {what}",
    "costs.by tier": "{scenario}: yearly cost by kind of office",
    "costs.by office": "{scenario}: yearly cost by office",
    "costs.note": "A dash: no such office. The total also holds systems.",
    "rates.caption": "Exchange rates",
    "rates.note": "Rates of {date}. Source: {source}.",
    "targets.caption": "Targets of the model and what is reached",
    "target.at_most": "{name}: at most {limit}",
    "target.at_least": "{name}: at least {limit}",
    "target.met": "met",
    "target.met on average": "met on average, not surely",
    "target.not met": "not met",
    "target.not met on average": "not met on average, not surely",
    "target.not known": "not known",
    "evidence.caption": "Inputs by evidence",
    "evidence.A": "A, measured",
    "evidence.B": "B, recorded",
    "evidence.C": "C, expert estimate",
    "evidence.D": "D, assumption",
    "inputs.group": "{part} ({n})",
    "inputs.delegations": "Delegations",
    "inputs.exchange_rates": "Exchange rates",
    "inputs.hand_overs": "Hand-overs",
    "inputs.posts": "Posts",
    "inputs.roles": "Roles",
    "inputs.staff": "Posts by role",
    "inputs.systems": "Systems",
    "inputs.working_time": "Working time",
    "method.model": (
        "Each process is a graph of steps done by roles in offices, with their calendars, "
        "time zones, posts and hand-overs ({offices} offices, {processes} processes)."
    ),
    "method.run": (
        "A discrete-event simulation walks every case through its graph. It begins on "
        "{begins}, reports {start} to {end} and goes on until {finishes}, so that cases that "
        "arrived in the window can end."
    ),
    "method.luck": (
        "{replications} replications with seed {seed}. Every draw has an address (case, "
        "step, visit, purpose), so the same case meets the same luck before and after."
    ),
    "method.intervals": (
        "Effects are paired differences, replication by replication; intervals are Student's, 95 %."
    ),
    "method.families": (
        "Verdicts are adjusted by Holm within their family: the headline over all scenarios; "
        "elsewhere one indicator over all offices, roles or steps."
    ),
    "method.not tested": (
        "Effects are differences of one replication: there are no intervals, and nothing is tested."
    ),
    "method.cost": (
        "An hour of work costs the yearly cost of the post over its available hours (open "
        "hours less leave, sickness and training, at productive pace)."
    ),
    "method.stable": (
        "A pool whose expected load is 100 % or more, or whose backlog grows through the "
        "window, is called unable to keep up; no times are printed for what it touches."
    ),
    "identity.caption": "What this report was made of",
    "identity.run": "Run",
    "identity.version": "procsim version",
    "identity.created": "Created",
    "identity.seed": "Seed",
    "identity.replications": "Replications",
    "identity.bridge": "Replications of the bridge",
    "identity.draws": "Digest of the draws",
    "print.folded": (
        "Folded lists (numbers of figures, all changed values, all checks, all inputs) are "
        "in the HTML file."
    ),
}
