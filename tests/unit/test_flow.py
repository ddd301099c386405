"""Flow analysis: volumes, places, groups, batches and costs."""

import datetime as dt
import time as clock

import pytest

from procsim.model.flow_analysis.flow import analyse
from procsim.model.rules import check
from procsim.units import DAY, HOUR, Money
from tests.builders import (
    batch,
    by,
    calendar,
    chain,
    decision,
    end,
    exponential,
    flow,
    gaps,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    recorded,
    recurrence,
    rework,
    role,
    scheduled,
    start,
    task,
    wait,
    yearly,
)


def volume(*arrivals, **fields):
    made = model(processes=[process("p", arrivals=arrivals)], **fields)
    return analyse(made).processes["p"].cases_per_year


# Volumes


def test_yearly_volumes_are_scaled_by_origin_and_added_over_offices():
    arrivals = yearly(a=100.0, b=50.0, scale=by(1.0, b=2.0))
    offices, posts = [office("a"), office("b")], [post("a"), post("b")]
    assert volume(arrivals, offices=offices, posts=posts) == pytest.approx(200)


def test_seasonality_keeps_the_volume_of_the_year():
    assert volume(yearly(a=100.0, seasonality=(2.0,) + (1.0,) * 11)) == pytest.approx(100)


def test_gaps_count_the_open_time_of_their_calendar():
    """2026 has 261 weekdays of 8 hours; a case every 40 open minutes."""
    arrivals = gaps(exponential(40), calendar="week")
    assert volume(arrivals, calendars=[calendar("week")]) == pytest.approx(261 * 8 * 60 / 40)


def test_scheduled_cases_count_their_occurrences():
    """The tenth of each of twelve months, 420 cases each."""
    arrivals = scheduled(recurrence("FREQ=MONTHLY;BYMONTHDAY=10"), cases=exponential(420 / 60e6))
    assert volume(arrivals) == pytest.approx(12 * 420)


def test_recorded_cases_count_where_they_fall_in_the_window():
    inside, outside = (
        dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
        dt.datetime(2025, 12, 31, tzinfo=dt.UTC),
    )
    assert volume(recorded(("a", inside), ("a", inside), ("a", outside))) == 2


# Hours, places, loads


def test_work_falls_to_the_office_where_the_step_is_done():
    offices = [office("hq", tier="hq"), office("suva", parent="hq")]
    made = process(
        "p",
        task("enter", time=hours(1)),
        task("review", role="officer", at="parent", time=hours(0.5)),
        arrivals=[yearly(suva=100.0)],
    )
    posts = [post("suva"), post("hq", "officer")]
    queues = analyse(model(offices=offices, posts=posts, processes=[made])).queues
    assert queues["clerk", "suva"].hours == pytest.approx(100)
    assert queues["officer", "hq"].hours == pytest.approx(50)
    assert queues["officer", "hq"].activities == pytest.approx(100)


def test_a_skipped_step_takes_no_work():
    made = process("p", task("x", time=hours(1)), task("y", at=by("origin", country="skip")))
    found = analyse(model(processes=[made])).processes["p"]
    assert found.steps["y"].visits == 0
    assert found.hours == pytest.approx(1)


def test_time_may_differ_by_origin_and_is_averaged_by_volume():
    """Three of four cases take 1 h, the fourth 3 h: 1.5 h."""
    made = process("p", task(time=by(hours(1), b=hours(3))), arrivals=[yearly(a=300.0, b=100.0)])
    found = analyse(
        model(offices=[office("a"), office("b")], posts=[post("a"), post("b")], processes=[made])
    ).processes["p"]
    assert found.hours == pytest.approx(1.5)
    assert found.origins["b"].hours == pytest.approx(3)


def test_shares_may_differ_by_origin():
    """Rework of 1/2 at b, 1/5 elsewhere: 2 and 1.25 visits."""
    again = by(0.2, b=0.5)
    flows = [
        *chain("start", "work", "choice"),
        *(flow("choice", "work", again), flow("choice", "end", by(0.8, b=0.5))),
    ]
    nodes = (start(), task(), decision("choice"), end())
    made = process("p", *nodes, flows=flows, arrivals=[yearly(a=1.0, b=1.0)])
    posts = [post("a"), post("b")]
    model_ = model(offices=[office("a"), office("b")], posts=posts, processes=[made])
    origins = analyse(model_).processes["p"].origins
    assert origins["a"].steps["work"].visits == pytest.approx(1.25)
    assert origins["b"].steps["work"].visits == pytest.approx(2)


def test_a_system_and_an_unlimited_role_load_nobody():
    made = process("p", task("auto", role=None), task("ask", role="requester", time=hours(1)))
    requester = role("requester", unlimited=True)
    found = analyse(model(roles=[requester], posts=[post()], processes=[made]))
    assert found.queues["requester", "a"].group is None
    assert found.queues["requester", "a"].hours == pytest.approx(1000)
    assert [group.required for group in found.groups] == [0.0]
    assert found.processes["p"].steps["auto"].hours == 0


def test_a_clerk_for_everything_carries_the_load_of_all_roles():
    """One post always on duty, 8,760 h a year; 2,190 h of each of two roles: load 0.5."""
    made = process(
        "p",
        task("x", role="hr", time=hours(1)),
        task("y", role="finance", time=hours(1)),
        arrivals=[yearly(a=2190.0)],
    )
    (group,) = analyse(model(posts=[post("a", "hr", "finance")], processes=[made])).groups
    assert group.queues == (("hr", "a"), ("finance", "a"))
    assert group.load == pytest.approx(0.5)


def test_work_outside_the_model_keeps_its_posts():
    """DESIGN of the measure: 2 posts with a share of 60 %, modelled work 0.5 posts: 1.3 needed."""
    line = post(posts=2, share=0.6)
    made = process("p", task(time=hours(1)), arrivals=[yearly(a=0.5 * 8760)])
    (group,) = analyse(model(posts=[line], processes=[made])).groups
    assert group.posts_needed == pytest.approx(1.3)
    assert group.available == pytest.approx(2 * 0.6 * 8760)
    assert group.load == pytest.approx(0.5 / 1.2)


def test_one_fifth_more_demand_is_one_fifth_more_load():
    loads = [
        analyse(model(processes=[process("p", arrivals=[yearly(a=900.0, scale=scale)])]))
        .groups[0]
        .load
        for scale in (1.0, 1.2)
    ]
    assert loads[1] == pytest.approx(1.2 * loads[0])


def test_two_processes_add_their_loads():
    one = model(processes=[process("p")])
    two = model(processes=[process("p"), rework(0.5, id_="q")])
    assert analyse(two).groups[0].required == pytest.approx(3 * analyse(one).groups[0].required)


# Batches and cost


def test_set_up_is_shared_by_a_full_batch_and_marked_as_an_estimate():
    """30 min set-up for 10 members and 6 min each: 9 min."""
    made = process("p", task(time=minutes(6), batch=batch(10, setup=minutes(30))))
    found = analyse(model(processes=[made])).processes["p"]
    assert found.hours * 60 == pytest.approx(9)
    assert found.is_estimate
    assert not analyse(model()).is_estimate


def test_a_monthly_batch_holds_the_cases_of_a_month():
    """1,200 cases a year, 12 runs: 100 members share 10 h of set-up."""
    monthly = recurrence("FREQ=MONTHLY;BYMONTHDAY=1")
    made = process(
        "p",
        task(time=minutes(0), batch=batch(rule=monthly, setup=hours(10))),
        arrivals=[yearly(a=1200.0)],
    )
    assert analyse(model(processes=[made])).processes["p"].hours == pytest.approx(0.1)


def test_a_batch_by_age_gathers_those_who_come_while_the_oldest_waits():
    """One case a day and an age of 4 days: 5 members."""
    made = process(
        "p",
        task(time=minutes(0), batch=batch(age=4 * DAY, setup=hours(1))),
        arrivals=[yearly(a=365.0)],
    )
    assert analyse(model(processes=[made])).processes["p"].hours == pytest.approx(1 / 5)


def test_a_batch_by_age_takes_all_who_have_waited_for_the_same_date():
    """1,200 cases a year wait for the first of the month: 100 come at once, and nobody else comes
    within the hour that the batch waits (by the mean rate 0.14 would)."""
    monthly = recurrence("FREQ=MONTHLY;BYMONTHDAY=1")
    made = process(
        "p",
        wait("date", until=monthly),
        task(time=minutes(0), batch=batch(age=HOUR, setup=hours(10))),
        arrivals=[yearly(a=1200.0)],
    )
    assert analyse(model(processes=[made])).processes["p"].hours == pytest.approx(0.1, rel=0.002)


def test_cost_of_work_is_hours_at_the_rate_of_the_posts_plus_fixed_cost():
    """8,760 USD over 8,760 h is 1 USD/h; 2 h of work and a fee of 10 CHF at 1.5."""
    made = process("p", task(time=hours(2), fixed_cost=Money(10, "CHF")))
    found = analyse(model(posts=[post(cost=8760)], rates={"CHF": 1.5}, processes=[made]))
    assert found.processes["p"].cost == pytest.approx(2 + 15)


def test_the_unit_of_hours_is_the_hour():
    assert hours(1).mean == HOUR


def test_forty_offices_and_four_processes_take_less_than_a_second():
    offices = [office(f"o{n}", zone="Asia/Kathmandu", calendar="week") for n in range(40)]
    posts = [post(each.id, f"r{n}", calendar="week") for each in offices for n in range(5)]
    volumes = {each.id: 100.0 for each in offices}
    processes = [
        rework(0.1, *(task(f"t{n}", role=f"r{n % 5}") for n in range(15)), id_=f"p{k}")
        for k in range(4)
    ]
    processes = [
        process(made.id, *made.nodes, flows=made.flows, arrivals=[yearly(**volumes)])
        for made in processes
    ]
    made = model(offices=offices, posts=posts, processes=processes, calendars=[calendar("week")])

    began = clock.perf_counter()
    problems, found = check(made), analyse(made)
    took = clock.perf_counter() - began

    assert problems == []
    assert len(found.groups) == 200
    assert took < 2
