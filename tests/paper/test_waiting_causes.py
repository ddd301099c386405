"""Causes of waiting of races, teams and priorities, worked out by hand. Instants are minutes from
Monday 5 January 2026, 00:00 UTC; everybody is always there."""

import pytest

from procsim.analysis.kpis import CAUSES
from procsim.model.elements import Seat, Team
from tests.builders import (
    by,
    chain,
    end,
    first,
    flow,
    hours,
    minutes,
    model,
    post,
    process,
    start,
    task,
    wait,
)
from tests.measured import measured
from tests.paper.world import TWO_WEEKS, after

PAIR = Team((Seat("clerk", by("origin")), Seat("boss", by("origin"))))


def causes(*processes, step):
    """Minutes of waiting by cause at a step of process `p`, those that are not 0."""
    posts = [post(cost=1.0), post("a", "boss", cost=1.0)]
    found = measured(model(posts=posts, processes=processes, window=TWO_WEEKS))
    values = {c: 1440 * found.of(step, f"waiting_{c}", scope="step", process="p") for c in CAUSES}
    return {cause: pytest.approx(value) for cause, value in values.items() if abs(value) > 1e-6}


def test_of_a_race_only_the_winner_has_waited_and_it_has_waited_for_the_race():
    built = process(
        "p",
        start(),
        first("race"),
        wait("reply", minutes(50)),
        wait("silence", minutes(20)),
        end(),
        flows=[
            *chain("start", "race", "reply", "end"),
            flow("race", "silence"),
            flow("silence", "end"),
        ],
        arrivals=after(0),
    )
    assert causes(built, step="silence") == {"deadline_race": 20}


def test_a_team_waits_for_its_members_to_be_free_together():
    """The boss is busy until 300; the meeting of 10 waits 290 minutes for him."""
    assert causes(
        process("b", task("long", role="boss", time=hours(5)), arrivals=after(0)),
        process("p", task("meet", role=None, team=PAIR, time=hours(1)), arrivals=after(10)),
        step="meet",
    ) == {"team": 290}


def test_who_is_overtaken_waits_for_priority_from_then_on():
    """The clerk is busy until 60. What queued at 10 waits for a free clerk until then; at 60 the
    more urgent work of 30 goes first, for 20 minutes."""
    assert causes(
        process("q", task("now", time=hours(1)), arrivals=after(0)),
        process("p", task("plain"), arrivals=after(10)),
        process("u", task("urgent", time=minutes(20), priority=-1), arrivals=after(30)),
        step="plain",
    ) == {"contention": 50, "priority": 20}
