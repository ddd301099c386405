"""What holds in every run of models that mix all elements of the language."""

import dataclasses

import numpy as np
from hypothesis import HealthCheck, given, settings

from procsim.model.elements import Call
from procsim.simulation.log import Result
from procsim.units import HOUR
from tests.builders import exponential, post, process, role, task, yearly
from tests.property.generated import CHILD, models
from tests.property.test_run import rows_of, stints, told
from tests.simulated import same_log, simulate

few = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@few
@given(models(language=True))
def test_instants_of_an_activity_are_in_order(built):
    acts = simulate(built).log.activities
    assert (acts.ready <= acts.handed).all()
    assert (acts.handed <= acts.released).all()
    assert (acts.released <= acts.queued).all()
    taken = acts.result != Result.WAITING
    assert (acts.queued <= acts.started)[taken].all()
    assert (acts.started <= acts.ended)[taken].all()
    assert (acts.work >= 0).all()


@few
@given(models(language=True))
def test_nobody_works_off_duty_or_in_two_places(built):
    run = simulate(built)
    for member, spans in stints(run).items():
        time = run.roster.time[member]
        before = -1
        for started, ended in spans:
            assert before <= started
            before = ended
            span = np.searchsorted(time.closes, started, side="right")
            assert time.opens[span] <= started < time.closes[span]


@few
@given(models(language=True))
def test_every_case_ends_or_is_unfinished_and_every_activity_has_one_row(built):
    run = simulate(built)
    log, acts = run.log, run.log.activities
    assert ((log.case_ended == -1) == (log.case_outcome == -1)).all()
    closed = log.case_ended[acts.case] >= 0
    open_work = np.isin(acts.result, [Result.UNFINISHED, Result.WAITING])
    if not run.plan.batches:  # the row of who was withdrawn from a batch comes with the batch's
        assert (acts.ended <= log.case_ended[acts.case])[closed].all()
        assert (log.case_ended[acts.case[open_work]] == -1).all()
    names = np.stack([acts.case, acts.step, acts.visit, acts.instance, acts.stint], axis=1)
    assert np.unique(names, axis=0).shape[0] == names.shape[0]


@few
@given(models(language=True))
def test_a_called_case_ends_with_its_call(built):
    """Each case has a parent that called it, a row for the call, and ends when the call does."""
    run = simulate(built)
    log = run.log
    calls = {
        number
        for number, (of, step) in enumerate(run.plan.names.steps)
        if isinstance(built.processes[of].node[step], Call)
    }
    ended = {}
    for row in rows_of(run):
        if row["step"] in calls:
            ended.setdefault(row["case"], []).append((row["ready"], row["ended"]))
    born = np.flatnonzero(log.case_parent >= 0)
    assert {run.plan.names.processes[log.case_process[n]] for n in born} <= {CHILD}
    for case in born.tolist():
        span = (log.case_arrived[case], log.case_ended[case])
        if span[1] >= 0:
            ended[log.case_parent[case]].remove(span)
    assert not any(ended.values())


@few
@given(models(language=True))
def test_deadlines_are_never_late(built):
    """What is done or withdrawn at a step with a limit since it was ready has ended by then."""
    run = simulate(built)
    first = {}
    for row in rows_of(run):
        of, step = run.plan.names.steps[row["step"]]
        element = built.processes[of].node[step]
        limits = getattr(element, "deadlines", ())
        if not limits or not limits[0].interrupts or limits[0].since == "start":
            continue
        if getattr(element, "batch", None) is not None or row["result"] == Result.WAITING:
            continue
        key = (row["case"], row["step"], row["visit"])
        ready = first.setdefault(key, row["ready"])
        first[key] = min(ready, row["ready"])
    for row in rows_of(run):
        key = (row["case"], row["step"], row["visit"])
        if key in first and row["result"] in (Result.DONE, Result.WITHDRAWN):
            of, step = run.plan.names.steps[row["step"]]
            limit = built.processes[of].node[step].deadlines[0].after.otherwise.value
            assert row["ended"] <= first[key] + limit <= first[key] + 40 * HOUR


@few
@given(models(language=True))
def test_errors_are_bits_of_ended_cases(built):
    log = simulate(built).log
    assert np.isin(log.case_errors, [0, 1]).all()
    assert (log.case_errors[log.case_ended < 0] == 0).all()


@few
@given(models(language=True))
def test_the_same_seed_gives_the_same_log(built):
    assert same_log(simulate(built).log, simulate(built).log)


@few
@given(models(language=True, most_processes=1))
def test_an_unrelated_process_with_people_of_its_own_changes_no_row(built):
    stranger = process(
        "stranger", task("x", role="stranger", time=exponential(200)), arrivals=[yearly(hq=900)]
    )
    other = dataclasses.replace(
        built,
        roles={"stranger": role("stranger"), **built.roles},
        posts=(post("hq", "stranger"), *built.posts),
        processes={"stranger": stranger, **built.processes},
    )
    one, two = simulate(built), simulate(other)
    for name in built.processes:
        assert told(one, name) == told(two, name)
