"""Work that certain people may not do is refused where nobody else might be left (P415)."""

import pytest

from procsim.model.elements import Performer, Seat, Team
from procsim.model.rules import check
from tests.builders import by, calendar, model, office, post, process, task


def problems(*steps, posts, calendars=()):
    week = calendar("week", "Mon-Fri", "09:00-17:00")
    made = model(
        calendars=[week, *calendars],
        offices=[office(calendar="week")],
        posts=posts,
        processes=[process("p", *steps)],
    )
    return [problem for problem in check(made) if problem.code == "P415"]


def check_by_other_than(*steps):
    return task("check", performer=Performer(not_same_as=steps))


@pytest.mark.parametrize(("clerks", "is_refused"), [(1, True), (2, False)])
def test_one_person_may_be_barred_if_there_is_another(clerks, is_refused):
    found = problems(task("enter"), check_by_other_than("enter"), posts=[post("a", posts=clerks)])
    assert bool(found) == is_refused


@pytest.mark.parametrize(("clerks", "is_refused"), [(2, True), (3, False)])
def test_two_steps_may_take_away_two_people(clerks, is_refused):
    found = problems(
        task("enter"),
        task("amend"),
        check_by_other_than("enter", "amend"),
        posts=[post("a", posts=clerks)],
    )
    assert bool(found) == is_refused
    if found:
        assert "'enter' or 'amend'" in found[0].message


def test_two_steps_of_the_same_person_take_one_away():
    amend = task("amend", performer=Performer(same_as="enter"))
    check_ = check_by_other_than("enter", "amend")
    assert problems(task("enter"), amend, check_, posts=[post("a", posts=2)]) == []


PANEL = Team((Seat("clerk", by("origin")), Seat("boss", by("origin"))))


def meeting():
    return task("meet", role=None, team=PANEL, performer=Performer(not_same_as=("enter",)))


@pytest.mark.parametrize(("clerks", "is_refused"), [(1, True), (2, False)])
def test_a_team_must_be_complete_without_whoever_may_not_sit(clerks, is_refused):
    posts = [post("a", posts=clerks), post("a", "boss")]
    found = problems(task("enter"), meeting(), posts=posts)
    assert bool(found) == is_refused
    if found:
        assert found[0].hint == "add a post, lower the `count` of the team, or leave it out"


def test_a_team_must_have_open_time_in_common_without_whoever_may_not_sit():
    """The boss is there in the evening; so is one of two clerks, who may have entered the case."""
    late = calendar("late", "Mon-Fri", "17:00-21:00")
    posts = [
        post("a", calendar="week"),
        post("a", calendar="late"),
        post("a", "boss", calendar="late"),
    ]
    (problem,) = problems(task("enter"), meeting(), posts=posts, calendars=[late])
    assert "its team is not complete without them" in problem.message


def test_somebody_who_cannot_sit_takes_nobody_away():
    enter = task("enter", role="expert")
    posts = [post("a"), post("a", "boss"), post("a", "expert")]
    assert problems(enter, meeting(), posts=posts) == []
