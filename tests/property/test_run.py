"""What holds in every run of every model."""

import dataclasses
from collections import defaultdict
from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from procsim.model.arrivals import RandomArrivals
from procsim.model.open_time import amount_between, open_before
from procsim.simulation.log import Result
from procsim.simulation.plan import PACE
from tests.builders import exponential, hand_over, post, process, role, task, yearly
from tests.property.generated import ROLES, models, processes
from tests.property.renamed import with_renamed_roles
from tests.simulated import COLUMNS, same_log, simulate

few = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def rows_of(run):
    acts = run.log.activities
    columns = [getattr(acts, name).tolist() for name in COLUMNS]
    return [dict(zip(COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]


def stints(run):
    """Member → its stints, (started, ended), each once (the members of a batch share theirs)."""
    found = defaultdict(set)
    for row in rows_of(run):
        if row["member"] >= 0:
            found[row["member"]].add((row["started"], row["ended"]))
    return {member: sorted(spans) for member, spans in found.items()}


@few
@given(models())
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
@given(models())
def test_nobody_works_off_duty_or_twice_at_once(built):
    run = simulate(built)
    for member, spans in stints(run).items():
        time = run.roster.time[member]
        for started, ended in spans:
            span = np.searchsorted(time.closes, started, side="right")
            assert time.opens[span] <= started < time.closes[span]
            last = np.searchsorted(time.closes, ended, side="left")
            assert time.opens[last] <= ended <= time.closes[last] or ended == run.log.finished
        for (_, ended), (started, _) in pairwise(spans):
            assert ended <= started


@few
@given(models())
def test_the_work_of_a_stint_is_what_its_member_could_do_in_it(built):
    """Work ends at the first microsecond at which open time × pace reaches it."""
    run = simulate(built)
    together = defaultdict(list)
    for row in rows_of(run):
        if row["queue"] >= 0 and row["result"] != Result.WAITING:
            who = row["member"] if row["member"] >= 0 else ("nobody", row["case"], row["step"])
            together[who, row["started"], row["ended"]].append(row)
    for (who, started, ended), rows in together.items():
        first = rows[0]
        if first["member"] >= 0:
            time, pace = run.roster.time[who], run.plan.members[who].pace
        else:
            time, pace = run.plan.office_time[run.plan.queue_office[first["queue"]]], PACE
        work = sum(row["work"] for row in rows) * PACE
        able = amount_between(time, started, ended) * pace
        if all(row["result"] == Result.DONE for row in rows):
            assert able - pace - PACE < work <= able + PACE  # a passed-on rest is rounded to 1 µs
            if all(row["stint"] == 0 for row in rows):
                assert work <= able < work + pace
        else:
            assert able - PACE < work <= able


@few
@given(models())
def test_nobody_is_free_and_on_duty_while_work_they_can_do_waits(built):
    """From queueing to start, whoever serves the queue is off duty or at other work."""
    run = simulate(built)
    busy = {
        member: np.array(spans, dtype=np.int64).reshape(-1, 2)
        for member, spans in stints(run).items()
    }
    nothing = np.zeros((0, 2), dtype=np.int64)
    for row in rows_of(run)[:150]:
        if row["queue"] < 0 or run.plan.queue_unlimited[row["queue"]]:
            continue
        until = row["started"] if row["result"] != Result.WAITING else run.log.finished
        since = row["queued"]
        if until <= since:
            continue
        for member, line in enumerate(run.plan.members):
            if row["queue"] not in line.queues:
                continue
            time = run.roster.time[member]
            spans = np.clip(busy.get(member, nothing), since, until)
            at_work = (open_before(time, spans[:, 1]) - open_before(time, spans[:, 0])).sum()
            assert amount_between(time, since, until) == at_work


@few
@given(models())
def test_a_queue_is_served_in_its_order(built):
    """Of two first stints of one queue the one with the lower (priority, queued, case, step,
    visit) never starts later."""
    run = simulate(built)
    by_queue = defaultdict(list)
    for row in rows_of(run):
        step = row["step"]
        if row["queue"] < 0 or row["stint"] > 0 or row["result"] == Result.WAITING:
            continue
        if run.plan.queue_unlimited[row["queue"]] or run.plan.step_priority[step]:
            continue
        key = (row["queued"], row["case"], step, row["visit"])
        by_queue[row["queue"]].append((key, row["started"], row["ended"], row["member"]))
    for entries in by_queue.values():
        leads = {}
        for key, started, ended, member in sorted(entries):
            leads.setdefault((started, ended, member, key[0]), key)  # a batch stands as its first
        starts = [stint[0] for stint, _ in sorted(leads.items(), key=lambda item: item[1])]
        assert starts == sorted(starts)


@few
@given(models())
def test_every_case_ends_or_is_unfinished(built):
    run = simulate(built)
    log = run.log
    assert ((log.case_ended == -1) == (log.case_outcome == -1)).all()
    assert (log.case_ended[log.case_ended >= 0] >= log.case_arrived[log.case_ended >= 0]).all()
    acts = log.activities
    open_work = np.isin(acts.result, [Result.UNFINISHED, Result.WAITING])
    assert (log.case_ended[acts.case[open_work]] == -1).all()
    closed = log.case_ended[acts.case] >= 0
    assert (acts.ended <= log.case_ended[acts.case])[closed].all()
    # Once done or once open: (case, step, visit, stint) is the name of a row.
    names = np.stack([acts.case, acts.step, acts.visit, acts.stint], axis=1)
    assert np.unique(names, axis=0).shape[0] == names.shape[0]


@few
@given(models(), st.integers(0, 2**63))
def test_the_same_seed_gives_the_same_log(built, seed):
    first = simulate(built, seed=seed)
    assert same_log(first.log, simulate(built, seed=seed).log)
    assume(len(first.log.case_arrived) > 5)
    drawn = (made.arrivals[0] for made in built.processes.values())
    assume(any(isinstance(arrivals, RandomArrivals) for arrivals in drawn))
    assert not same_log(first.log, simulate(built, seed=seed, replication=1).log)


@few
@given(models(absences=False))
def test_the_name_of_a_role_changes_nothing_but_absences(built):
    assert same_log(simulate(built).log, simulate(with_renamed_roles(built)).log)


def told(run, process):
    """The rows of a process by identities, whatever stands beside it in the model."""
    log, names = run.log, run.plan.names
    found = []
    for row in rows_of(run):
        of, step = names.steps[row["step"]]
        if of == process:
            case = row["case"]
            who = (log.case_office[case], log.case_stream[case], log.case_number[case])
            queue = names.queues[row["queue"]] if row["queue"] >= 0 else None
            times = (row[c] for c in COLUMNS if c not in ("case", "step", "queue", "member"))
            found.append((*who, step, queue, *times))
    return sorted(found, key=repr)


@few
@given(models(most_processes=1))
def test_an_unrelated_process_with_people_of_its_own_changes_no_row(built):
    stranger = process(
        "stranger", task("x", role="stranger", time=exponential(200)), arrivals=[yearly(hq=900)]
    )
    for first in (True, False):
        beside = {"stranger": stranger, **built.processes} if first else None
        other = dataclasses.replace(
            built,
            roles={"stranger": role("stranger"), **built.roles},
            posts=(post("hq", "stranger"), *built.posts),
            processes=beside or {**built.processes, "stranger": stranger},
        )
        assert told(simulate(other), "p0") == told(simulate(built), "p0")


@few
@given(st.data())
def test_the_order_of_independent_definitions_changes_nothing(data):
    """Processes that share no people, roles, calendars and hand-overs, all the other way round."""
    built = data.draw(models(most_processes=1))
    places = list(built.offices)
    second = data.draw(processes("q", places, tuple(f"other_{name}" for name in ROLES)))
    forwards = dataclasses.replace(
        built,
        roles={**built.roles, **{f"other_{name}": role(f"other_{name}") for name in ROLES}},
        posts=(
            *built.posts,
            *(post(place, f"other_{name}", calendar="week") for place in places for name in ROLES),
        ),
        hand_overs=(*built.hand_overs, hand_over("b", "hq", exponential(30))),
        processes={**built.processes, "q": second},
    )
    backwards = dataclasses.replace(
        forwards,
        calendars=dict(reversed(forwards.calendars.items())),
        roles=dict(reversed(forwards.roles.items())),
        hand_overs=forwards.hand_overs[::-1],
        processes=dict(reversed(forwards.processes.items())),
    )
    one, other = simulate(forwards), simulate(backwards)
    for name in forwards.processes:
        assert told(one, name) == told(other, name)
