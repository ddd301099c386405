"""What holds in the measurements of every run of every model."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procsim.analysis import rows
from procsim.analysis.kpis import ALL, CAUSES
from procsim.analysis.measure import measure, measure_work
from procsim.analysis.presence import Presence
from procsim.analysis.waiting import waiting_of
from procsim.analysis.yardstick import WorkYardstick, Yardstick
from procsim.model.elements import Performer, Task
from procsim.model.open_time import amount_between
from procsim.simulation.log import Result
from procsim.simulation.plan import Op
from procsim.units import DAY
from tests.builders import model, post, process, window
from tests.property.generated import models
from tests.property.test_matching import models as matched_models
from tests.simulated import simulate

few = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
#: Models of the spine, with the language, and with alternatives, teams and members remembered.
EVERYTHING = st.one_of(models(), models(language=True), matched_models())


def measured(built, run):
    sheet = measure(Yardstick(built, run.plan), run.log, run.roster)
    return dict(zip(sheet.keys, sheet.values().tolist(), strict=True))


def total(values, kpi, scope, process=ALL):
    return sum(
        value
        for key, value in values.items()
        if (key.kpi, key.scope) == (kpi, scope) and key.process == process
    )


@few
@given(EVERYTHING)
def test_causes_and_open_time_make_up_every_activity_to_the_microsecond(built):
    run = simulate(built)
    acts = run.log.activities
    found = waiting_of(run.log, Presence(run.plan).of(run.roster))

    calls = [made.step for made in run.plan.instructions if made.op == Op.CALL]
    started = acts.result != Result.WAITING
    counted = started & (acts.seat == 0) & ~np.isin(acts.step, calls)
    way = np.where(counted, acts.ended - acts.ready, 0)
    assert (found.total + found.open == way).all()
    assert (found.causes >= 0).all()
    assert (found.open >= 0).all()


@few
@given(EVERYTHING)
def test_the_open_time_of_an_activity_is_what_its_member_is_there(built):
    """The same as one search per activity in the member's own time."""
    run = simulate(built)
    acts = run.log.activities
    found = waiting_of(run.log, Presence(run.plan).of(run.roster))
    teams = np.isin(acts.step, acts.step[acts.seat > 0])
    alone = (acts.member >= 0) & (acts.started >= 0) & ~teams
    for row in np.flatnonzero(alone)[:200].tolist():
        time = run.roster.time[int(acts.member[row])]
        span = amount_between(time, int(acts.started[row]), int(acts.ended[row]))
        assert found.open[row] == span


@few
@given(EVERYTHING)
def test_nothing_is_elsewhere_for_cases_of_the_office_that_does_the_work(built):
    run = simulate(built)
    acts = run.log.activities
    found = waiting_of(run.log, Presence(run.plan).of(run.roster))
    place = np.append(np.array(run.plan.queue_office), -1)[acts.queue]
    home = place == run.log.case_office[acts.case]
    assert not found.causes[CAUSES.index("elsewhere"), home].any()


@few
@given(EVERYTHING)
def test_a_team_waits_only_while_somebody_is_on_duty_for_every_seat(built):
    """Off duty, absent and elsewhere are the rest of its way, instant by instant."""
    run = simulate(built)
    acts = run.log.activities
    present = Presence(run.plan).of(run.roster)
    found = waiting_of(run.log, present)
    team = CAUSES.index("team")
    for row in np.flatnonzero(found.causes[team] > 0)[:50].tolist():
        needs = present.lines.before(run.log, np.array([row]), acts.queued)
        (who,) = needs.whos
        instants = np.linspace(acts.queued[row], acts.started[row], 200, endpoint=False)
        there = [_all_there(run, who, int(instant)) for instant in instants.tolist()]
        share = found.causes[team, row] / (acts.started[row] - acts.queued[row])
        assert abs(np.mean(there) - share) < 0.1


def _all_there(run, who, instant):
    """Whether so many of each place's lanes are open as it needs; offices are always taken."""
    members = len(run.roster.time)
    return all(
        sum(
            lane >= members or amount_between(run.roster.time[lane], instant, instant + 1) > 0
            for lane in lanes
        )
        >= need
        for need, lanes in who
        if all(lane < members for lane in lanes)
    )


def _patient(node):
    """The team of a task, if it has one, for ever passed by later work while it is incomplete."""
    return None if node.team is None else replace(node.team, hold_after=10 * 366 * DAY)


@few
@given(EVERYTHING)
def test_nobody_is_overtaken_where_everything_is_served_in_order(built):
    """Without priorities, due dates, special performers and teams that have waited so long that
    they go before all other work, a queue is served first come first."""
    plain = tuple(
        replace(
            process,
            nodes=tuple(
                replace(node, priority=None, due=None, performer=Performer(), team=_patient(node))
                if isinstance(node, Task) and not node.performer.by
                else node
                for node in process.nodes
            ),
        )
        for process in built.processes.values()
    )
    run = simulate(replace(built, processes={process.id: process for process in plain}))
    found = waiting_of(run.log, Presence(run.plan).of(run.roster))
    assert not found.causes[CAUSES.index("priority")].any()


@few
@given(EVERYTHING)
def test_work_and_cost_add_up_the_same_by_office_tier_role_pool_process_and_step(built):
    built = replace(built, posts=tuple(replace(p, cost=post(cost=1e5).cost) for p in built.posts))
    run = simulate(built)
    values = measured(built, run)
    for kpi in ("work_per_year", "cost_of_work_per_year", "cost_of_capacity", "posts"):
        whole = total(values, kpi, "process")
        for scope in ("office", "tier", "role", "pool"):
            assert total(values, kpi, scope) == pytest.approx(whole), (kpi, scope)
    for kpi in ("work_per_year", "cost_of_work_per_year"):
        whole = total(values, kpi, "process")
        for scope in ("process", "tier", "step"):
            parts = sum(total(values, kpi, scope, process) for process in built.processes)
            assert parts == pytest.approx(whole), (kpi, scope)


@few
@given(EVERYTHING)
def test_nobody_is_used_more_than_they_are_there(built):
    values = measured(built, simulate(built))
    used = [value for key, value in values.items() if key.kpi == "utilisation"]
    assert np.nanmax(used, initial=0.0) <= 1 + 1e-9


@few
@given(EVERYTHING)
def test_arrived_cases_have_ended_or_are_reported_unfinished(built):
    values = measured(built, simulate(built))
    for key, arrived in values.items():
        if key.kpi == "cases_arrived":
            ended, unfinished = (
                values[key._replace(kpi=f"cases_{what}")] for what in ("ended", "unfinished")
            )
            assert arrived == ended + unfinished


@few
@given(EVERYTHING)
def test_the_waiting_of_a_case_is_the_sum_of_its_causes(built):
    values = measured(built, simulate(built))
    for key, waiting in values.items():
        if key.kpi == "waiting_time" and np.isfinite(waiting):
            causes = sum(values[key._replace(kpi=f"waiting_{cause}")] for cause in CAUSES)
            assert causes == pytest.approx(waiting)


@few
@given(EVERYTHING, st.integers(1, 9))
def test_measuring_in_blocks_of_any_size_gives_the_same(built, size):
    run = simulate(built)
    whole = measured(built, run)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "BLOCK", size)
        found = measured(built, run)
    assert list(found) == list(whole)
    assert list(found.values()) == pytest.approx(list(whole.values()), nan_ok=True, abs=1e-9)


@few
@given(EVERYTHING)
def test_work_measured_alone_is_that_of_the_whole_measurement(built):
    run = simulate(built)
    whole = measured(built, run)
    alone = measure_work(WorkYardstick(built, run.plan), run.log, run.roster)
    values = dict(zip(alone.keys, alone.values().tolist(), strict=True))
    assert {"work_per_year", "cost_of_work_per_year", "cost_of_capacity"} <= {
        key.kpi for key in values
    }
    expected = {key: whole[key] for key in values}
    assert values == pytest.approx(expected, nan_ok=True, rel=0, abs=0)


def test_a_model_without_cases_in_the_window_is_measured():
    built = model(processes=[process(arrivals=[])], window=window(months=1))
    values = measured(built, simulate(built))
    assert all(value == 0 for key, value in values.items() if key.kpi == "cases_arrived")
