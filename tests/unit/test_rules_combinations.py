"""Pairs of forms that have no meaning together are refused, each with its way out."""

import pytest

from procsim.model.elements import Alternative, Performer, Seat, Team
from procsim.model.rules import check
from tests.builders import (
    batch,
    by,
    chain,
    deadline,
    end,
    first,
    flow,
    late,
    minutes,
    model,
    office,
    post,
    process,
    repeat,
    start,
    task,
    wait,
)

PAIR = Team((Seat("clerk", by("origin")), Seat("boss", by("origin"))))
ELSE = Performer(others=(Alternative("boss", by("origin")),))
SAME = Performer(same_as="first")
OTHER = Performer(not_same_as=("first",))

REFUSED = {
    "batch and passing on": (
        {"batch": batch(5), "at_closing": "pass_on"},
        "leave out `at_closing`",
    ),
    "batch and team": ({"batch": batch(5), "role": None, "team": PAIR}, "before the meeting"),
    "batch and repeat": ({"batch": batch(5), "repeat": repeat(3)}, "before the repeated one"),
    "batch and the same person": ({"batch": batch(5), "performer": SAME}, "or the batch"),
    "batch and another person": ({"batch": batch(5), "performer": OTHER}, "or the batch"),
    "team and passing on": (
        {"role": None, "team": PAIR, "at_closing": "pass_on"},
        "leave out `at_closing`",
    ),
    "team and somebody else": ({"role": None, "team": PAIR, "performer": ELSE}, "leave out `else`"),
    "team and the same person": ({"role": None, "team": PAIR, "performer": SAME}, "or the team"),
    "the same person and passing on": (
        {"performer": SAME, "at_closing": "pass_on"},
        "leave out `at_closing`",
    ),
    "a system and patience": (
        {"role": None, "deadlines": (deadline(until="start"),)},
        "leave out `until`",
    ),
    "the same person and another": (
        {"performer": Performer(same_as="first", not_same_as=("first",))},
        "leave out one of them",
    ),
}


def problems(**fields):
    made = model(
        offices=[office()],
        posts=[post("a", posts=3), post("a", "boss", posts=2)],
        processes=[process("p", task("first"), task("second", **fields))],
    )
    return [problem for problem in check(made) if problem.code == "P413"]


@pytest.mark.parametrize(("fields", "way_out"), REFUSED.values(), ids=REFUSED)
def test_forms_that_have_no_meaning_together_are_refused(fields, way_out):
    (problem,) = problems(**fields)
    assert way_out in (problem.hint or "")


@pytest.mark.parametrize(
    "fields",
    [
        {"repeat": repeat(3), "at_closing": "pass_on"},
        {"repeat": repeat(3), "role": None, "team": PAIR},
        {"performer": ELSE, "at_closing": "pass_on"},
        {"performer": ELSE, "batch": batch(5)},
        {"performer": OTHER, "repeat": repeat(2)},
        {"performer": OTHER, "role": None, "team": PAIR},
    ],
    ids=[
        "repeat passed on",
        "repeated team",
        "else passed on",
        "else in batches",
        "another person repeated",
        "a team without somebody",
    ],
)
def test_forms_that_have_a_meaning_together_are_not(fields):
    assert problems(**fields) == []


def raced(fast, *flows):
    nodes = [start(), first("race"), fast, wait("slow", minutes(50)), end()]
    ways = [*chain("start", "race", "fast", "end"), *chain("race", "slow", "end"), *flows]
    made = model(processes=[process("p", *nodes, flows=ways)])
    return [problem for problem in check(made) if problem.code == "P313"]


def test_a_wait_in_a_race_has_no_deadline_of_its_own():
    limited = wait("fast", minutes(20), deadlines=[deadline(after=minutes(10))])
    (problem,) = raced(limited, late("fast", "end"))
    assert problem.hint == "add a wait of that length to the race instead"


def test_a_wait_in_a_race_is_skipped_for_nobody():
    (problem,) = raced(wait("fast", minutes(20), at=by("origin", country="skip")))
    assert problem.hint == "who skips it would win the race at once; put a decision before the race"


def test_a_wait_in_a_race_is_reached_by_the_race_alone():
    nodes = [start(), first("race"), wait("fast"), wait("slow"), end()]
    ways = [*chain("start", "race", "fast", "slow", "end"), flow("race", "slow")]
    made = model(processes=[process("p", *nodes, flows=ways)])
    assert [problem.hint for problem in check(made) if problem.code == "P313"] == [
        "give the race a wait of its own"
    ]
