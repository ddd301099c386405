"""What holds in every run with alternatives, same and other members, and teams."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procsim.model.elements import Alternative, Performer, Seat, Team
from procsim.simulation.log import Result
from procsim.units import HOUR, Span
from tests.builders import (
    by,
    calendar,
    exponential,
    gaps,
    minutes,
    model,
    office,
    post,
    process,
    task,
    window,
)
from tests.simulated import COLUMNS, same_log, simulate

few = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
OFFICES = ("hq", "a", "b")
CALENDARS = (
    calendar("week", "Mon-Fri", "09:00-17:00"),
    calendar("early", "Mon-Sat", "06:00-10:00 11:00-14:00"),
)
times = st.one_of(st.integers(0, 90).map(minutes), st.integers(5, 60).map(exponential))
waits = st.sampled_from([0, HOUR, 30 * HOUR])


@st.composite
def alternatives(draw):
    """Somebody else for the clerk's or the expert's work."""
    role = draw(st.sampled_from(["clerk", "expert"]))
    at = draw(st.sampled_from(["peers", "parent", "origin", "hq"]))
    return Alternative(role, by(at), draw(waits))


@st.composite
def steps(draw, name, before):
    """A step of one member, or of a team."""
    time = draw(times)
    never = tuple(draw(st.sets(st.sampled_from(before), max_size=1))) if before else ()
    if draw(st.integers(0, 3)) == 0:
        seats = draw(
            st.sampled_from(
                [
                    (Seat("clerk", by("origin")), Seat("expert", by("hq"))),
                    (Seat("expert", by("hq"), 2), Seat("clerk", by("origin"))),
                    (Seat("expert", by("origin")), Seat("clerk", by("hq"))),
                ]
            )
        )
        team = Team(seats, draw(waits))
        return task(name, role=None, team=team, time=time, performer=Performer(not_same_as=never))
    same = draw(st.sampled_from([None, *before]))
    others = tuple(draw(st.lists(alternatives(), max_size=2)))
    return task(
        name,
        role=draw(st.sampled_from(["clerk", "expert"])),
        at=draw(st.sampled_from(["origin", "hq"])),
        time=time,
        priority=draw(st.sampled_from([0, 0, -1])),
        at_closing=draw(st.sampled_from(["keep", "keep", "pass_on"])),
        performer=Performer(others, None, same, never),
    )


@st.composite
def models(draw):
    """Three offices, four members for every queue, light load, a long drain."""
    lines = [
        post(place, *roles, posts=4, calendar=draw(st.sampled_from(["always", "week", "early"])))
        for place in OFFICES
        for roles in draw(st.sampled_from([[("clerk",), ("expert",)], [("clerk", "expert")]]))
    ]
    made = []
    for number in range(draw(st.integers(1, 2))):
        row = []
        for _ in range(draw(st.integers(1, 3))):
            row.append(draw(steps(f"s{number}{len(row)}", [each.id for each in row])))
        made.append(process(f"p{number}", *row, arrivals=[gaps(exponential(1500), *OFFICES)]))
    return model(
        offices=[office("hq", tier="hq"), office("a", parent="hq"), office("b", parent="hq")],
        calendars=CALENDARS,
        posts=lines,
        processes=made,
        window=window(dt.date(2026, 1, 5), months=0, days=14, drain=Span(0, 60)),
    )


def rows_of(run):
    acts = run.log.activities
    columns = [getattr(acts, name).tolist() for name in COLUMNS]
    return [dict(zip(COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]


@few
@given(models())
def test_nobody_is_in_two_places_or_starts_off_duty(built):
    run = simulate(built)
    spans = defaultdict(set)
    for row in rows_of(run):
        if row["member"] >= 0:
            assert row["queue"] in run.plan.members[row["member"]].queues
            spans[row["member"]].add((row["started"], row["ended"], row["case"], row["step"]))
    for member, stints in spans.items():
        time = run.roster.time[member]
        for started, *_ in stints:
            span = np.searchsorted(time.closes, started, side="right")
            assert time.opens[span] <= started
        for (_, ended, *_), (started, *_) in pairwise(sorted(stints)):
            assert ended <= started


@few
@given(models())
def test_a_team_has_a_member_of_its_own_for_every_seat_and_works_when_all_are_there(built):
    run = simulate(built)
    teams = defaultdict(list)
    for row in rows_of(run):
        if row["member"] >= 0:
            teams[row["case"], row["step"], row["visit"], row["stint"]].append(row)
    for rows in teams.values():
        members = {row["member"] for row in rows}
        assert len(members) == len(rows)
        assert {row["seat"] for row in rows} == set(range(len(rows)))
        assert len({(row["started"], row["ended"], row["work"]) for row in rows}) == 1
        if rows[0]["result"] == Result.DONE and len(rows) > 1:
            together = common(run, members, rows[0]["started"], rows[0]["ended"])
            assert together == rows[0]["work"]


def common(run, members, since, until):
    """µs between two instants in which all members are on duty; their pace is 1."""
    edges = {since, until}
    for member in members:
        time = run.roster.time[member]
        edges |= {at for at in (*time.opens.tolist(), *time.closes.tolist()) if since < at < until}
    total = 0
    for begins, ends in pairwise(sorted(edges)):
        there = (
            time.opens[span] <= begins
            for member in members
            for time in [run.roster.time[member]]
            for span in [np.searchsorted(time.closes, begins, side="right")]
        )
        total += (ends - begins) * all(there)
    return total


@few
@given(models())
def test_who_may_not_do_a_step_never_does(built):
    run = simulate(built)
    last = {}
    for row in rows_of(run):
        process_, step = run.plan.names.steps[row["step"]]
        for earlier in built.processes[process_].node[step].performer.not_same_as:
            if row["member"] >= 0:
                assert row["member"] != last.get((row["case"], earlier))
        if row["result"] == Result.DONE and row["seat"] == 0:
            last[row["case"], step] = row["member"]


@few
@given(models())
def test_nobody_starves(built):
    """The load is light and two months of drain follow: every case of the window ends."""
    log = simulate(built).log
    start, end = 0, 14 * 24 * HOUR
    arrived = (log.case_arrived >= start) & (log.case_arrived < end)
    assert (log.case_ended[arrived] >= 0).all()


@few
@given(models())
def test_the_same_seed_gives_the_same_log(built):
    assert same_log(simulate(built).log, simulate(built).log)
