"""Which queues belong together because work may go to either, or needs both."""

from procsim.model.capacity import queue_groups, shared_by_choice
from procsim.model.elements import Alternative, Performer, Seat, Team
from procsim.model.facts import Delegation, Level
from procsim.model.flow_analysis.flow import analyse
from procsim.model.performers import other_queues, own_queues, seats_of
from procsim.model.text import plain
from tests.builders import by, hours, model, office, post, process, task, yearly

FIELD = [office("hq", tier="hq"), office("a", parent="hq"), office("b", parent="hq")]
EVERYWHERE = [post(place) for place in ("hq", "a", "b")]


def built(step, *, origins=("a",), **fields):
    arrivals = [yearly(**dict.fromkeys(origins, 100.0))]
    return model(
        offices=FIELD,
        posts=fields.pop("posts", EVERYWHERE),
        processes=[process("p", step, arrivals=arrivals)],
        **fields,
    )


def helped_by(at, role="clerk"):
    return Performer(others=(Alternative(role, by(at)),))


def test_work_that_another_office_may_take_joins_the_two_queues():
    made = built(task("work", performer=helped_by("parent")))
    assert queue_groups(made) == ((("clerk", "hq"), ("clerk", "a")), (("clerk", "b"),))
    assert shared_by_choice(made) == {("clerk", "hq"), ("clerk", "a")}


def test_without_alternatives_or_teams_every_office_stands_alone():
    made = built(task("work"))
    assert [len(group) for group in queue_groups(made)] == [1, 1, 1]
    assert shared_by_choice(made) == frozenset()


def test_peers_are_the_offices_of_the_tier_without_those_of_others():
    made = built(task("work", performer=helped_by("peers")))
    other = made.processes["p"].tasks[0].performer.others[0]
    assert other_queues(made, other, ("clerk", "a"), "a") == (("clerk", "b"),)
    assert queue_groups(made) == ((("clerk", "hq"),), (("clerk", "a"), ("clerk", "b")))


def test_a_parent_that_is_not_there_adds_nothing():
    made = built(task("work", performer=helped_by("parent")), origins=("hq",))
    assert shared_by_choice(made) == frozenset()


def test_a_team_joins_the_queues_of_its_seats():
    team = Team((Seat("clerk", by("origin")), Seat("clerk", by("hq"), 2)))
    made = built(task("meet", role=None, team=team))
    assert seats_of(made, team, "a") == (("clerk", "a"), ("clerk", "hq"), ("clerk", "hq"))
    assert own_queues(made, made.processes["p"].tasks[0], "a") == (("clerk", "a"),)
    assert (("clerk", "hq"), ("clerk", "a")) in queue_groups(made)


def test_a_delegation_has_a_queue_for_each_level():
    levels = (
        Level("low", plain("low"), "clerk", by("origin"), {"": 10.0}),
        Level("high", plain("high"), "clerk", by("hq"), {}),
    )
    made = built(task("sign", role=None, performer=Performer(by="award")))
    made.delegations["award"] = Delegation("award", plain("award"), "amount", None, levels)
    assert own_queues(made, made.processes["p"].tasks[0], "a") == (("clerk", "a"), ("clerk", "hq"))


def test_the_load_of_joined_queues_is_all_their_work_over_all_their_hours():
    """100 cases of 87.6 h in a, none in headquarters: 8,760 h of 17,520 h."""
    made = built(
        task("work", time=hours(87.6), performer=helped_by("hq")), posts=[post("hq"), post("a")]
    )
    (group,) = analyse(made).groups
    assert round(group.load, 9) == 0.5
