"""What holds in every run of models that mix the whole language (see `generated_language`)."""

import datetime as dt
from collections import Counter, defaultdict
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, given, settings

from procsim.analysis.estimates import effects
from procsim.analysis.presence import Presence
from procsim.analysis.waiting import waiting_of
from procsim.model.amounts import Formula
from procsim.model.calendars import open_time
from procsim.model.distributions.discrete import Constant
from procsim.model.elements import Call, Decision, Start
from procsim.model.open_time import amount_between
from procsim.model.organisation import WorkingTime
from procsim.simulation.experiment import Experiment, Task, run_all, tasks_of
from procsim.simulation.log import Log, Result
from procsim.simulation.plan import PACE, Op, Plan
from procsim.simulation.reference.seating import _common
from procsim.units import HOUR, Span
from tests.builders import exponential, post, process, recorded, role, task, yearly
from tests.engines import same_log
from tests.measured import replicated
from tests.property.generated import CHILD
from tests.property.generated_language import COUNTS, INNER, whole_models
from tests.property.renamed import with_renamed_roles
from tests.property.test_run import rows_of, told
from tests.simulated import simulate

few = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def element(built, run, row):
    of, step = run.plan.names.steps[row["step"]]
    return built.processes[of].node[step]


def done_after(run, row):
    """The timelines of all who did the work of a row of a single member."""
    if row["member"] >= 0:
        return run.roster.timelines[row["member"]]
    return run.roster.unlimited[row["queue"]]


@few
@given(whole_models())
def test_instants_of_an_activity_are_in_order(built):
    acts = simulate(built).log.activities
    taken = acts.result != Result.WAITING
    assert (acts.ready <= acts.handed).all()
    assert (acts.handed <= acts.released).all()
    assert (acts.released <= acts.queued).all()
    assert (acts.queued <= acts.started)[taken].all()
    assert (acts.started <= acts.ended)[taken].all()
    assert (acts.work >= 0).all()


def crews_of(run):
    """(case, step, visit, stint, instance) → the rows of its seats: what people worked on."""
    found = defaultdict(list)
    for row in rows_of(run):
        if row["queue"] >= 0 and row["result"] != Result.WAITING and row["started"] >= 0:
            name = ("case", "step", "visit", "stint", "instance")
            found[tuple(row[each] for each in name)].append(row)
    return found.values()


@few
@given(whole_models())
def test_nobody_is_in_two_places_or_starts_off_duty(built):
    """Members of a team included: each of its rows is a stint of its member."""
    run = simulate(built)
    stints = defaultdict(set)
    for rows in crews_of(run):
        for row in rows:
            if row["member"] >= 0:
                assert row["queue"] in run.plan.members[row["member"]].queues
                batch = row["step"] if element(built, run, row).batch is not None else None
                who = (row["started"], row["ended"], row["step"])
                key = who if batch is not None else (*who, row["case"], row["visit"],
                                                     row["instance"], row["seat"])  # fmt: skip
                stints[row["member"]].add(key)
    for member, spans in stints.items():
        time = run.roster.time[member]
        for started, *_ in spans:
            span = np.searchsorted(time.closes, started, side="right")
            assert time.opens[span] <= started < time.closes[span]
        for (_, ended, *_), (started, *_) in pairwise(sorted(spans)):
            assert ended <= started


@few
@given(whole_models())
def test_work_is_what_those_who_did_it_could_do_in_their_common_time(built):
    """Span by span at the pace of the slowest; done at the first microsecond that reaches it."""
    run = simulate(built)
    together = defaultdict(list)
    for rows in crews_of(run):
        # What was withdrawn before it began started and ended at that instant, with nobody.
        if rows[0]["result"] == Result.WITHDRAWN and rows[0]["member"] < 0:
            continue
        made = element(built, run, rows[0])
        crew = tuple(done_after(run, row) for row in rows)
        whose = id(crew[0]) if made.batch is not None else (rows[0]["case"], rows[0]["visit"],
                                                            rows[0]["instance"])  # fmt: skip
        key = (whose, rows[0]["step"], rows[0]["started"], rows[0]["ended"])
        together[key].append((crew, rows[0]))
    for (*_, started, ended), members in together.items():
        crew = members[0][0]
        results = {row["result"] for _, row in members}
        work = sum(row["work"] for _, row in members) * PACE
        able, last = 0, 0
        for opens, closes, pace in _common(crew, started):
            if opens >= ended:
                break
            able += (min(closes, ended) - opens) * pace
            last = pace
        if results == {Result.DONE} and members[0][1]["stint"] == 0:
            assert work <= able < work + max(last, 1)
        else:
            assert work <= able + PACE * (len(members) + 1)


@few
@given(whole_models())
def test_what_ends_is_closed_and_every_activity_has_one_row_per_seat(built):
    log = (run := simulate(built)).log
    acts = log.activities
    assert ((log.case_ended == -1) == (log.case_outcome == -1)).all()
    ended = log.case_ended >= 0
    assert (log.case_arrived[ended] <= log.case_ended[ended]).all()
    open_work = np.isin(acts.result, [Result.UNFINISHED, Result.WAITING])
    if not run.plan.batches:
        assert (acts.ended <= log.case_ended[acts.case])[ended[acts.case]].all()
        assert not ended[acts.case[open_work]].any()
    columns = [acts.case, acts.step, acts.visit, acts.instance, acts.stint, acts.seat]
    assert np.unique(np.stack(columns, axis=1), axis=0).shape[0] == acts.case.size


@few
@given(whole_models())
def test_cases_are_conserved(built):
    """Born while their parent is open, of processes that it calls or starts; a called case ends
    with its call; every task that starts others has started as many as its facts say."""
    run = simulate(built)
    log, names = run.log, run.plan.names
    calls, begun = defaultdict(Counter), Counter()
    for row in rows_of(run):
        made = element(built, run, row)
        if isinstance(made, Call):
            calls[row["case"]][row["ready"], row["ended"]] += 1
        elif getattr(made, "starts", ()) and row["result"] == Result.DONE:
            count = made.starts[0].count
            if count == COUNTS[0]:
                begun[row["case"], row["ended"]] += int(log.case_facts["many"][row["case"]])
            elif isinstance(count, Constant):
                begun[row["case"], row["ended"]] += 1
            else:
                begun[row["case"], row["ended"]] += 1 << 20
    for case in np.flatnonzero(log.case_parent >= 0).tolist():
        parent = int(log.case_parent[case])
        assert parent < case
        arrived, ended = int(log.case_arrived[case]), int(log.case_ended[case])
        assert log.case_arrived[parent] <= arrived
        assert log.case_ended[parent] < 0 or arrived <= log.case_ended[parent]
        kind = names.processes[log.case_process[case]]
        assert kind in (CHILD, INNER)
        if kind == INNER:
            begun[parent, arrived] -= 1
        elif ended >= 0:
            calls[parent][arrived, ended] -= 1
    assert not any(count for each in calls.values() for count in each.values())
    for count in begun.values():
        assert count % (1 << 20) == 0 or count > 1 << 19


def limit_of(built, run, made):
    """The longest time (µs) that a step may take from ready on, and its calendar; None if its
    limits do not interrupt, or are about a part of that time."""
    for limit in getattr(made, "deadlines", ()):
        if limit.interrupts and limit.since == "ready" and limit.until == "done":
            after = limit.after.otherwise
            longest = 30 * HOUR if isinstance(after, Formula) else after.value
            return longest, limit.calendar
    return None


@few
@given(whole_models())
def test_deadlines_are_never_late(built):
    """Of steps, in elapsed or working time, and of the whole case."""
    run = simulate(built)
    log = run.log
    ready = {}
    for row in rows_of(run):
        key = (row["case"], row["step"], row["visit"])
        ready[key] = min(ready.get(key, row["ready"]), row["ready"])
    for row in rows_of(run):
        made = element(built, run, row)
        limit = limit_of(built, run, made)
        if limit is None or getattr(made, "batch", None) or row["result"] > Result.WITHDRAWN:
            continue
        since = ready[row["case"], row["step"], row["visit"]]
        longest, calendar = limit
        if calendar is None:
            assert row["ended"] <= since + longest
        else:
            place = built.offices[run.plan.names.offices[log.case_office[row["case"]]]]
            time = hours_of(built, run, place, calendar)
            # Not a microsecond of open time is left after the limit.
            assert amount_between(time, since, row["ended"]) <= longest
    for case, of in enumerate(log.case_process.tolist()):
        begins = built.processes[run.plan.names.processes[of]].nodes[0]
        assert isinstance(begins, Start)
        over = log.case_arrived[case] + 200 * HOUR
        # What lies at the horizon does not happen.
        if begins.deadlines and over < log.finished:
            assert 0 <= log.case_ended[case] <= over


def hours_of(built, run, place, calendar):
    made = built.calendars[place.calendar if calendar == "office" else calendar]
    times = open_time(made, place.time_zone, built.window.begins, built.window.finishes)
    return replace(times, opens=times.opens - run.plan.start, closes=times.closes - run.plan.start)


@few
@given(whole_models())
def test_nobody_is_free_and_on_duty_while_work_that_anybody_may_do_waits(built):
    """In groups without teams, which may keep people: from queueing to start, whoever serves the
    queue is off duty or at work."""
    run = simulate(built)
    plan = run.plan
    busy = defaultdict(set)
    for rows in crews_of(run):
        for row in rows:
            busy[row["member"]].add((row["started"], row["ended"]))
    teams = {plan.queue_group[q] for n in plan.requirements if n.seats for q in n.queues()}
    checked = 0
    for row in rows_of(run):
        if row["queue"] < 0 or plan.queue_unlimited[row["queue"]] or checked > 150:
            continue
        made = element(built, run, row)
        until = row["started"] if row["result"] != Result.WAITING else run.log.finished
        who = made.performer
        if plan.queue_group[row["queue"]] in teams or who.same_as or who.not_same_as or who.others:
            continue
        if until <= row["queued"]:
            continue
        checked += 1
        for member, line in enumerate(plan.members):
            if row["queue"] in line.queues:
                spans = np.array(sorted(busy[member]), dtype=np.int64).reshape(-1, 2)
                spans = np.clip(spans, row["queued"], until)
                time = run.roster.time[member]
                at_work = sum(amount_between(time, *each) for each in spans.tolist())
                assert amount_between(time, row["queued"], until) == at_work


def in_three_weeks(built, cases=4):
    """The same model with a few recorded cases and a year and a half in which nothing comes."""
    day = dt.datetime.combine(built.window.start, dt.time(9), dt.UTC)
    made = {}
    for number, (name, each) in enumerate(built.processes.items()):
        instants = [
            (place, day + dt.timedelta(hours=37 * n + 5 * number))
            for n in range(cases)
            for place in built.offices
        ]
        made[name] = replace(each, arrivals=(recorded(*instants),) if each.arrivals else ())
    return replace(
        built, processes=made, window=replace(built.window, drain=Span(18, 0), length=Span(0, 21))
    )


@few
@given(whole_models())
def test_nothing_waits_for_ever(built):
    """A few cases, then nothing comes for a year and a half: every case has ended, but for those
    that others started after the window, for which no run waits."""
    run = simulate(in_three_weeks(built))
    assert (run.log.case_ended[run.log.case_arrived < run.plan.window[1]] >= 0).all()


@few
@given(whole_models(most_processes=1))
def test_an_unrelated_process_with_people_of_its_own_changes_no_row(built):
    stranger = process(
        "stranger", task("x", role="stranger", time=exponential(200)), arrivals=[yearly(hq=900)]
    )
    one = simulate(built)
    for processes in (
        {"stranger": stranger, **built.processes},
        {**built.processes, "stranger": stranger},
    ):
        other = replace(
            built,
            roles={"stranger": role("stranger"), **built.roles},
            posts=(post("hq", "stranger"), *built.posts),
            processes=processes,
        )
        two = simulate(other)
        for name in built.processes:
            assert told(one, name) == told(two, name)


@few
@given(whole_models())
def test_the_order_of_definitions_and_the_seed_decide_nothing_by_chance(built):
    """The same run again; calendars, roles, hand-overs and delegations the other way round."""
    one = simulate(built)
    backwards = replace(
        built,
        calendars=dict(reversed(built.calendars.items())),
        roles=dict(reversed(built.roles.items())),
        hand_overs=built.hand_overs[::-1],
        delegations=dict(reversed(built.delegations.items())),
    )
    assert same_log(one.log, simulate(built).log)
    two = simulate(backwards)
    for name in built.processes:
        assert told(one, name) == told(two, name)


@few
@given(whole_models())
def test_the_name_of_a_role_changes_nothing_but_absences(built):
    """Absences are drawn by the name of the post; without them the logs are the same."""
    present = tuple(
        replace(line, working_time=WorkingTime(), turnover=None, vacancy=0.0)
        for line in built.posts
    )
    built = replace(built, posts=present)
    assert same_log(simulate(built).log, simulate(with_renamed_roles(built)).log)


@settings(few, max_examples=2)
@given(whole_models())
def test_every_effect_of_an_empty_scenario_is_exactly_nothing(built):
    """The same model once more, as another value: every difference is 0, and so is its interval."""
    again = deepcopy(built)
    found = effects(*(replicated(made, 2).estimates for made in (built, again)))
    known = ~np.isnan(found.difference)
    assert known.any()
    for each in (found.difference, found.low, found.high):
        assert (each[known] == 0).all()


@dataclass(frozen=True)
class Kept:
    """An observer that keeps the log."""

    plan: Plan

    def observe(self, log, roster):  # noqa: ARG002 - the protocol's
        return log


@settings(few, max_examples=3)
@given(whole_models())
def test_one_and_two_jobs_write_the_same_logs(built):
    plan = simulate(built).plan
    experiment = Experiment([Kept(plan)], ["simpy"], seed=3)
    here: dict[Task, Log] = {}
    there: dict[Task, Log] = {}

    run_all(experiment, tasks_of([2]), here.__setitem__, jobs=1)
    run_all(experiment, tasks_of([2]), there.__setitem__, jobs=2)

    assert here.keys() == there.keys() == {(0, 0), (0, 1)}
    assert all(same_log(here[task], there[task]) for task in here)


@few
@given(whole_models())
def test_errors_are_those_of_ended_cases_that_no_check_found(built):
    log = (run := simulate(built)).log
    assert np.isin(log.case_errors, [0, 1]).all()
    assert (log.case_errors[log.case_ended < 0] == 0).all()
    makes = {
        run.plan.names.processes.index(name)
        for name, made in built.processes.items()
        if any(node.errors for node in made.tasks)
    }
    assert set(log.case_process[log.case_errors > 0].tolist()) <= makes


@few
@given(whole_models())
def test_causes_and_open_time_make_up_every_activity_to_the_microsecond(built):
    run = simulate(built)
    acts = run.log.activities
    found = waiting_of(run.log, Presence(run.plan).of(run.roster))
    calls = [made.step for made in run.plan.instructions if made.op == Op.CALL]
    counted = (acts.result != Result.WAITING) & (acts.seat == 0) & ~np.isin(acts.step, calls)
    assert (found.total + found.open == np.where(counted, acts.ended - acts.ready, 0)).all()
    assert (found.causes >= 0).all()
    assert (found.open >= 0).all()


@few
@given(whole_models())
def test_a_choice_by_facts_is_that_of_the_facts(built):
    """A case that never had its urgency set takes the branch of its delegation's level."""
    run = simulate(built)
    log = run.log
    done = defaultdict(set)
    for row in rows_of(run):
        of, step = run.plan.names.steps[row["step"]]
        done[row["case"]].add(step)
    award = built.delegations["award"]
    for case, of in enumerate(log.case_process.tolist()):
        made = built.processes[run.plan.names.processes[of]]
        kind = "xyz"[int(log.case_facts["kind"][case])]
        amount = log.case_facts["amount"][case]
        level = next(lv.id for lv in award.levels if amount <= lv.up_to.get(kind, np.inf))
        for node in made.nodes:
            if isinstance(node, Decision) and node.by:
                others = {f.target for f in made.outgoing(node.id) if f.level != level}
                assert not others & done[case]
