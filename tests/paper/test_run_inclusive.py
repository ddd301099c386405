"""Inclusive gateways, worked out by hand. Time is minutes from Monday 5 January 2026, 00:00 UTC;
one clerk, always there; the tasks are done by systems, so nobody waits for anybody."""

from tests.builders import (
    any_,
    chain,
    deadline,
    decision,
    end,
    every,
    flow,
    late,
    minutes,
    model,
    process,
    start,
    wait,
)
from tests.paper.world import AT_ONCE, TWO_WEEKS, system
from tests.simulated import simulate


def run(*nodes, flows):
    built = process("p", *nodes, flows=flows, arrivals=AT_ONCE)
    return simulate(model(processes=[built], window=TWO_WEEKS))


def joined(*shares):
    """Three ways of 10, 20 and 30 minutes with these shares between two inclusive gateways."""
    flows = [*chain("start", "some", *[]), *chain("join", "last", "end")]
    for name, share in zip("abc", shares, strict=True):
        flows += [flow("some", name, share), flow(name, "join")]
    return run(
        start(),
        any_("some"),
        system("a", 10),
        system("b", 20),
        system("c", 30),
        any_("join"),
        system("last", 1),
        end(),
        flows=flows,
    )


def test_the_join_waits_for_those_that_were_sent_and_for_no_others():
    """Ways a and b: done at 20. All three: at 30. Only a: at 10."""
    assert joined(1.0, 1.0, 0.0).rows("last", "visit", "ready") == [(0, 20)]
    assert joined(1.0, 1.0, 1.0).rows("last", "visit", "ready") == [(0, 30)]
    assert joined(1.0, 0.0, 0.0).rows("last", "visit", "ready") == [(0, 10)]


def test_the_default_is_taken_if_nothing_else_is():
    found = run(
        start(),
        any_("some"),
        system("a", 10),
        system("b", 20),
        end(),
        flows=[
            *chain("start", "some"),
            flow("some", "a", 0.0),
            flow("some", "b", is_default=True),
            flow("a", "end"),
            flow("b", "end"),
        ],
    )
    assert found.rows(None, "step") == [("b",)]


def test_a_token_that_leaves_by_another_way_lets_the_join_go():
    """One way of 10 leads to the join; the other, of 20, ends: the join waits for it until 20."""
    found = run(
        start(),
        every("split"),
        system("a", 10),
        system("b", 20),
        decision("turn"),
        any_("join"),
        system("last", 1),
        end(),
        flows=[
            *chain("start", "split", "a", "join", "last", "end"),
            *chain("split", "b", "turn"),
            flow("turn", "join", 0.0),
            flow("turn", "end", 1.0),
        ],
    )
    assert found.rows("last", "ready") == [(20,)]


def test_a_token_that_can_also_come_by_a_filled_way_is_not_waited_for():
    """BPMN 2.0.2, 13.4.3. The way of a is filled at 10; b, still at work, can come by its own way
    or by that of a: the join goes at 10, and again when b comes, at 20."""
    found = run(
        start(),
        every("split"),
        system("a", 10),
        decision("merge"),
        system("b", 20),
        decision("turn"),
        any_("join"),
        system("last", 1),
        end(),
        flows=[
            *chain("start", "split", "a", "merge", "join", "last", "end"),
            *chain("split", "b", "turn"),
            flow("turn", "join", 1.0),
            flow("turn", "merge", 0.0),
        ],
    )
    assert found.rows("last", "visit", "ready") == [(0, 10), (1, 20)]


def test_a_way_back_through_the_gateway_is_not_waited_for():
    """After the join comes a loop back to it: nothing can come by that way but through it."""
    found = run(
        start(),
        any_("join"),
        system("a", 10),
        decision("again"),
        end(),
        flows=[
            *chain("start", "join", "a", "again"),
            flow("again", "end", 1.0),
            flow("again", "join", 0.0),
        ],
    )
    assert found.rows("a", "visit", "ready") == [(0, 0)]


def test_a_deadline_whose_way_leads_to_the_join_is_waited_for():
    """b takes 20; its reminder at 40 would lead to the join by a third way: until b is done it can
    come, so the join, with a at 10, waits for b at 20; what is off then is not waited for."""
    found = run(
        start(),
        every("split"),
        system("a", 10),
        system("b", 20, deadlines=(deadline(after=minutes(40), interrupts=False),)),
        any_("join"),
        system("last", 1),
        end(),
        flows=[
            *chain("start", "split", "a", "join", "last", "end"),
            *chain("split", "b", "end"),
            late("b", "join"),
        ],
    )
    assert found.rows("last", "visit", "ready") == [(0, 20)]


def test_two_joins_in_a_row_are_judged_in_turn():
    """The first join is filled at 10 and 20, goes at 20; the second then has all it can get."""
    found = run(
        start(),
        any_("some"),
        system("a", 10),
        system("b", 20),
        system("c", 5),
        any_("inner"),
        any_("outer"),
        system("last", 1),
        end(),
        flows=[
            *chain("start", "some", "a", "inner", "outer", "last", "end")[:1],
            flow("some", "a", 1.0),
            flow("some", "b", 1.0),
            flow("some", "c", 1.0),
            flow("a", "inner"),
            flow("b", "inner"),
            *chain("inner", "outer", "last", "end"),
            flow("c", "outer"),
        ],
    )
    assert found.rows("last", "visit", "ready") == [(0, 20)]


def test_joins_on_two_strands_of_a_case_go_on_each_for_itself():
    """The first goes on at 20; the second at 40, when nothing else can come to it any more."""
    found = run(
        start(),
        every("split"),
        *(any_("one"), system("a", 10), system("b", 20), any_("join_one"), system("x", 60)),
        *(any_("two"), system("c", 10), system("d", 40), decision("off"), any_("join_two")),
        *(system("y", 30), end(), end("gone")),
        flows=[
            *chain("start", "split", "one"),
            *(flow("one", "a", 1.0), flow("one", "b", 1.0), flow("a", "join_one")),
            *chain("b", "join_one", "x", "end"),
            *chain("split", "two"),
            *(flow("two", "c", 1.0), flow("two", "d", 1.0), flow("c", "join_two")),
            *(*chain("d", "off"), flow("off", "join_two", 0.0), flow("off", "gone", 1.0)),
            *chain("join_two", "y", "end"),
        ],
    )
    assert found.rows("x", "ready", "ended") == [(20, 80)]
    assert found.rows("y", "ready", "ended") == [(40, 70)]
    assert found.ended() == [80]


def test_a_wait_on_one_way_holds_the_join():
    found = run(
        start(),
        every("split"),
        system("a", 10),
        wait("w", minutes(50)),
        any_("join"),
        end(),
        flows=[*chain("start", "split", "a", "join", "end"), *chain("split", "w", "join")],
    )
    assert found.ended() == [50]
