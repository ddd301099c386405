"""What two rules mean together, worked out by hand. Time is minutes from Monday 5 January 2026,
00:00 UTC; people are always there unless a test says otherwise."""

import dataclasses

from procsim.model.amounts import Conditional
from procsim.model.distributions import Constant
from procsim.model.elements import Alternative, Performer, Seat, Team
from procsim.model.expressions import parse
from procsim.model.facts import Delegation, Fact, Level, types_of
from procsim.model.text import plain
from procsim.units import HOUR
from tests.builders import (
    any_,
    batch,
    by,
    calendar,
    call,
    chain,
    days,
    deadline,
    decision,
    end,
    every,
    flow,
    hours,
    late,
    minutes,
    model,
    post,
    process,
    repeat,
    start,
    starts,
    task,
    terminate,
    wait,
)
from tests.paper.world import FIELD, TWO_WEEKS, after, system
from tests.simulated import simulate

CLERK_AND_BOSS = Team((Seat("clerk", by("origin")), Seat("boss", by("origin"))))


def limited(limit, *, arrivals, time=None, **fields):
    """A task of two hours with a limit, after which a system tells the requester."""
    return process(
        "p",
        start(),
        task("check", time=time or hours(2), deadlines=(limit,), **fields),
        system("tell", 5),
        end(),
        flows=[*chain("start", "check", "end"), late("check", "tell"), flow("tell", "end")],
        arrivals=arrivals,
    )


def run(*processes, posts=None, **fields):
    posts = [post(), post("a", "boss")] if posts is None else posts
    return simulate(model(posts=posts, processes=processes, window=TWO_WEEKS, **fields))


# --- deadlines -----------------------------------------------------------------------------------


def test_a_deadline_stops_a_team_and_frees_all_its_members():
    """A meeting of two hours, at most 90 minutes: two rows of 90; both take other work at 90."""
    found = run(
        limited(deadline(after=minutes(90)), arrivals=after(0), role=None, team=CLERK_AND_BOSS),
        process("q", task("file"), arrivals=after(30)),
        process("r", task("sign", role="boss"), arrivals=after(30)),
    )
    assert found.rows("check", "seat", "started", "ended", "work", "result") == [
        (0, 0, 90, 90, "WITHDRAWN"),
        (1, 0, 90, 90, "WITHDRAWN"),
    ]
    assert found.rows("file", "started") == [(90,)]
    assert found.rows("sign", "started") == [(90,)]
    assert found.rows("tell", "started") == [(90,)]


def test_a_team_that_never_met_is_withdrawn_by_its_deadline():
    """The boss is busy until 300; the limit of the meeting is 90. The clerk was never kept."""
    found = run(
        process("b", task("long", role="boss", time=hours(5)), arrivals=after(0)),
        limited(deadline(after=minutes(90)), arrivals=after(10), role=None, team=CLERK_AND_BOSS),
    )
    assert found.rows("check", "seat", "queued", "started", "ended", "work", "result") == [
        (0, 10, 100, 100, 0, "WITHDRAWN")
    ]
    assert found.rows("tell", "started") == [(100,)]


def test_a_deadline_takes_work_out_of_every_queue_it_stands_in():
    """Both clerks are busy until 240; the work may be done by either from 30 on; limit 120."""
    performer = Performer(others=(Alternative("clerk", by("hq"), HOUR // 2),))
    found = run(
        process("q", task("long", time=hours(4)), arrivals=after(0)),
        process("r", task("far", at="hq", time=hours(4)), arrivals=after(0)),
        limited(deadline(after=hours(2)), arrivals=after(10), performer=performer),
        offices=FIELD,
        posts=[post("a"), post("hq")],
    )
    assert found.rows("check", "queued", "started", "ended", "work", "result") == [
        (10, 130, 130, 0, "WITHDRAWN")
    ]


def test_a_deadline_holds_for_all_instances_together_not_for_each():
    """Three of 40 minutes one after the other, limit 100: the third is stopped at half its work."""
    found = run(
        limited(deadline(after=minutes(100)), arrivals=after(0), time=minutes(40),
                repeat=repeat(3))
    )  # fmt: skip
    assert found.rows("check", "instance", "started", "ended", "work", "result") == [
        (1, 0, 40, 40, "DONE"),
        (2, 40, 80, 40, "DONE"),
        (3, 80, 100, 20, "WITHDRAWN"),
    ]


def test_a_step_that_is_withdrawn_sends_and_starts_nothing():
    """What comes of a step comes of it when it is done; the late way has its own steps."""
    child = process("child", system("x", 5), arrivals=[])
    limit = deadline(after=hours(1))
    fields = {"arrivals": after(0), "starts": (starts("child"),), "sends": ("done",)}
    listener = process("l", wait("held", message="done", match="all"), arrivals=after(0))
    found = run(limited(limit, **fields), child, listener)
    assert found.rows(None, "step", "ended") == [("check", 60), ("tell", 65)]
    in_time = run(limited(deadline(after=hours(3)), **fields), child, listener)
    assert in_time.rows(None, "step", "ended") == [("check", 120), ("held", 120), ("x", 125)]


def test_a_reminder_of_a_call_leaves_the_called_case_alone():
    """The called case takes two hours; its caller is reminded at 60, and goes on at 120."""
    parent = process(
        "p",
        start(),
        call("ask", "child", deadlines=[deadline(after=hours(1), interrupts=False)]),
        system("tell", 5),
        end(),
        flows=[*chain("start", "ask", "end"), late("ask", "tell"), flow("tell", "end")],
        arrivals=after(0),
    )
    found = run(parent, process("child", system("x", 120), arrivals=[]))
    assert found.rows(None, "step", "started", "ended", "result") == [
        ("ask", 0, 120, "DONE"),
        ("tell", 60, 65, "DONE"),
        ("x", 0, 120, "DONE"),
    ]


def test_a_deadline_of_the_case_ends_the_cases_it_has_called_and_not_those_it_started():
    """Limit 60: the called case ends with the call, the started one goes on to 100."""
    parent = process(
        "p",
        start("start", deadline(after=hours(1)), starts=[starts("free")]),
        call("ask", "child"),
        system("tell", 5),
        end(),
        flows=[*chain("start", "ask", "end"), late("start", "tell"), flow("tell", "end")],
        arrivals=after(0),
    )
    found = run(
        parent,
        process("child", system("x", 120), arrivals=[]),
        process("free", system("y", 100), arrivals=[]),
    )
    assert sorted(found.rows(None, "step", "started", "ended", "result")) == [
        ("ask", 0, 60, "WITHDRAWN"),
        ("tell", 60, 65, "DONE"),
        ("x", 0, 60, "WITHDRAWN"),
        ("y", 0, 100, "DONE"),
    ]


def test_a_message_that_comes_after_the_wait_was_given_up_is_kept():
    """The wait ends at its limit of 20; the message of 30 is taken by the wait that comes at 40."""
    built = process(
        "p",
        start(),
        every("split"),
        system("answer", 30, sends=("go",)),
        wait("one", message="go", deadlines=[deadline(after=minutes(20))]),
        system("ask", 20),
        wait("two", message="go"),
        end(),
        flows=[
            *chain("start", "split", "answer", "end"),
            *chain("split", "one", "end"),
            late("one", "ask"),
            *chain("ask", "two", "end"),
        ],
        arrivals=after(0),
    )
    assert run(built).rows(None, "step", "ended", "result") == [
        ("answer", 30, "DONE"),
        ("one", 20, "WITHDRAWN"),
        ("ask", 40, "DONE"),
        ("two", 40, "DONE"),
    ]


def test_reminders_of_the_case_come_again_until_it_ends():
    """Somebody asks after an hour and every two hours from then on; the case takes six."""
    built = process(
        "p",
        start("start", deadline(after=hours(1), interrupts=False, every=hours(2))),
        wait("held", hours(6)),
        task("answer", time=minutes(5)),
        end("asked"),
        end(),
        flows=[*chain("start", "held", "end"), late("start", "answer"), flow("answer", "asked")],
        arrivals=after(0),
    )
    found = run(built)
    assert found.rows("answer", "visit", "started") == [(0, 60), (1, 180), (2, 300)]
    assert found.ended() == [360]


# --- repeats -------------------------------------------------------------------------------------


def test_a_team_meets_once_for_each_instance():
    """Two meetings of an hour, one after the other, two rows each."""
    made = task("meet", role=None, team=CLERK_AND_BOSS, time=hours(1), repeat=repeat(2))
    found = run(process("p", made, arrivals=after(0)))
    assert found.rows("meet", "instance", "seat", "started", "ended") == [
        (1, 0, 0, 60),
        (1, 1, 0, 60),
        (2, 0, 60, 120),
        (2, 1, 60, 120),
    ]


def test_instances_are_passed_on_at_closing_each_for_itself():
    """Two clerks 09:00-17:00, two instances of ten hours at once from Monday 09:00: each has eight
    hours done at closing, and the other two are done on Tuesday by 11:00."""
    made = task("read", time=hours(10), at_closing="pass_on", repeat=repeat(2, "parallel"))
    found = run(
        process("p", made, arrivals=after(540)),
        calendars=[calendar()],
        posts=[post(posts=2, calendar="week")],
    )
    assert found.rows("read", "instance", "stint", "ended", "work", "result") == [
        (1, 0, 1020, 480, "PASSED_ON"),
        (1, 1, 2100, 120, "DONE"),
        (2, 0, 1020, 480, "PASSED_ON"),
        (2, 1, 2100, 120, "DONE"),
    ]


def test_what_comes_of_a_repeated_step_comes_once_with_its_last_instance():
    """Three instances until 30; one case is started, at 30."""
    made = task("sign", repeat=repeat(3), starts=(starts("child"),))
    found = run(
        process("p", made, arrivals=after(0)), process("child", system("x", 5), arrivals=[])
    )
    assert found.rows("x", "case", "ready") == [(1, 30)]


def test_the_same_member_as_of_a_repeated_step_is_that_of_its_last_instance():
    """Two clerks sign at once, until 10; of instances that end together the higher number comes
    last, that of clerk 1. Without the rule clerk 0 would file: the lower number goes first."""
    built = process(
        "p",
        task("sign", repeat=repeat(2, "parallel")),
        task("file", performer=Performer(same_as="sign")),
        arrivals=after(0),
    )
    found = run(built, posts=[post(posts=2)])
    assert found.rows("sign", "instance", "member", "ended") == [(1, 0, 10), (2, 1, 10)]
    assert found.rows("file", "member") == [(1,)]


# --- priorities ----------------------------------------------------------------------------------


def test_a_batch_has_the_priority_of_its_oldest_member():
    """The clerk is busy until 60. Cases of a have priority 2, those of b have 0; the file of 30 has
    1. A batch whose oldest member is of a goes after the file, one whose oldest is of b before."""
    of_a = parse("origin == 'a'", types_of([], ["hq", "a", "b"]), {}.get)
    classes = Conditional(((of_a, Constant(2.0)),), Constant(0.0))
    for first, second, filed in (("a", "b", 60), ("b", "a", 80)):
        pay = task("pay", at="hq", batch=batch(2))
        found = run(
            process("q", task("long", at="hq", time=hours(1)), arrivals=after(0, place="hq")),
            process(
                "p",
                dataclasses.replace(pay, priority=classes),
                arrivals=[*after(10, place=first), *after(20, place=second)],
            ),
            process("r", task("file", at="hq", priority=1), arrivals=after(30, place="hq")),
            offices=FIELD,
            posts=[post("hq")],
        )
        assert found.rows("file", "started") == [(filed,)]


def test_of_two_complete_teams_the_more_urgent_meets_first():
    """Clerk and boss are busy until 60; the meeting of 20 has priority -1, that of 10 has 0."""
    team = {"role": None, "team": CLERK_AND_BOSS, "time": hours(1)}
    found = run(
        process("q", task("long", time=hours(1)), arrivals=after(0)),
        process("r", task("far", role="boss", time=hours(1)), arrivals=after(0)),
        process("p", task("meet", **team), arrivals=after(10)),
        process("u", task("urgent", priority=-1, **team), arrivals=after(20)),
    )
    assert found.done("urgent") == [(20, 60, 120)] * 2
    assert found.done("meet") == [(10, 120, 180)] * 2


def test_a_team_that_waited_too_long_goes_before_more_urgent_work():
    """The boss is busy until 180. The meeting of 00:10 may be passed for an hour; the clerk's task
    of 60 minutes ends at 70, when it is overdue: work of priority -1 waits until the team has met.
    """
    team = Team(CLERK_AND_BOSS.seats, hold_after=HOUR)
    found = run(
        process("b", task("long", role="boss", time=hours(3)), arrivals=after(0)),
        process("q", task("first", time=minutes(70)), arrivals=after(0)),
        process("p", task("meet", role=None, team=team, time=hours(1)), arrivals=after(10)),
        process("u", task("urgent", priority=-1), arrivals=after(30)),
    )
    assert found.done("meet") == [(10, 180, 240)] * 2
    assert found.done("urgent") == [(30, 240, 250)]


# --- people --------------------------------------------------------------------------------------


def test_the_same_member_is_waited_for_though_others_may_take_the_work():
    """The clerk of a did the first step and is busy until 250; headquarters may take the second
    step at once, but it is his."""
    performer = Performer(others=(Alternative("clerk", by("hq")),), same_as="first")
    found = run(
        process(
            "p",
            task("first"),
            wait("pause", minutes(10)),
            task("second", performer=performer),
            arrivals=after(0),
        ),
        process("q", task("long", time=hours(4)), arrivals=after(5)),
        offices=FIELD,
        posts=[post("a"), post("hq")],
    )
    assert found.rows("second", "queue", "queued", "started") == [("clerk@a", 20, 250)]


def test_another_than_the_first_may_be_somebody_of_another_office():
    """One clerk in a enters; he may not approve, so headquarters does, as soon as it may (60)."""
    performer = Performer(others=(Alternative("clerk", by("hq"), HOUR),), not_same_as=("enter",))
    found = run(
        process("p", task("enter"), task("approve", performer=performer), arrivals=after(0)),
        offices=FIELD,
        posts=[post("a"), post("hq")],
    )
    assert found.rows("approve", "queue", "queued", "started") == [("clerk@hq", 10, 70)]


def test_others_may_take_work_that_a_delegation_gives_to_somebody():
    """Above 1,000 USD headquarters decides, whose head is busy until 300; the clerk of the origin
    may stand in after an hour. Nobody hands the file over again."""
    amount = Fact("amount", plain("Amount"), "money", by(Constant(2000.0)))
    levels = (
        Level("low", plain("Low"), "head", by("origin"), {"": 1000.0}),
        Level("high", plain("High"), "head", by("hq"), {}),
    )
    performer = Performer(others=(Alternative("clerk", by("origin"), HOUR),), by="award")
    made = model(
        offices=FIELD,
        posts=[post("a"), post("a", "head"), post("hq", "head")],
        processes=[
            process("q", task("long", role="head", time=hours(5)), arrivals=after(0, place="hq")),
            process(
                "p",
                task("award", role=None, performer=performer),
                arrivals=after(10),
                data={"amount": amount},
            ),
        ],
        window=TWO_WEEKS,
    )
    award = Delegation("award", plain("Award"), "amount", None, levels)
    found = simulate(dataclasses.replace(made, delegations={"award": award}))
    assert found.rows("award", "queue", "queued", "started") == [("clerk@a", 10, 70)]


# --- ways and ends -------------------------------------------------------------------------------


def test_a_way_used_up_leaves_its_cases_to_the_default():
    """Sent back for sure, but at most twice: three visits, then the default."""
    built = process(
        "p",
        start(),
        task("check"),
        decision("good"),
        end(),
        flows=[
            *chain("start", "check", "good"),
            flow("good", "check", 1.0, at_most=2),
            flow("good", "end", is_default=True),
        ],
        arrivals=after(0),
    )
    assert run(built).rows("check", "visit") == [(0,), (1,), (2,)]


def test_a_condition_does_not_hold_for_a_way_that_is_used_up():
    """The first way always holds, at most once; the second holds, too, and is next in the file."""
    holds = parse("origin == 'a'", types_of([], ["a"]), {}.get)
    built = process(
        "p",
        start(),
        system("check", 10),
        decision("good"),
        system("other", 5),
        end(),
        flows=[
            *chain("start", "check", "good"),
            flow("good", "check", when=holds, at_most=1),
            flow("good", "other", when=holds),
            flow("good", "end", is_default=True),
            flow("other", "end"),
        ],
        arrivals=after(0),
    )
    assert run(built).rows(None, "step", "ended") == [("check", 10), ("check", 20), ("other", 25)]


def test_terminate_behind_one_way_of_an_inclusive_split_ends_the_others():
    """Two ways of 10 lead to the join, one of 20 to a terminate: nobody else can come to the join,
    so it goes at 10; the terminate at 20 stops what follows it."""
    built = process(
        "p",
        start(),
        any_("some"),
        system("a", 10),
        system("b", 10),
        system("c", 20),
        any_("join"),
        task("last", time=hours(1)),
        terminate("stop"),
        end(),
        flows=[
            flow("start", "some"),
            flow("some", "a", 1.0),
            flow("some", "b", 1.0),
            flow("some", "c", 1.0),
            flow("a", "join"),
            flow("b", "join"),
            *chain("join", "last", "end"),
            flow("c", "stop"),
        ],
        arrivals=after(0),
    )
    found = run(built)
    assert found.rows("last", "ready", "ended", "work", "result") == [(10, 20, 10, "WITHDRAWN")]
    assert found.ended() == [20]


def test_a_second_visit_takes_its_part_of_every_instance():
    """Two instances of 10 minutes; done again they take 6 each."""
    built = process(
        "p",
        start(),
        task("check", again=0.6, repeat=repeat(2)),
        decision("good"),
        end(),
        flows=[
            *chain("start", "check", "good"),
            flow("good", "check", 1.0, at_most=1),
            flow("good", "end", is_default=True),
        ],
        arrivals=after(0),
    )
    assert run(built).rows("check", "visit", "instance", "work") == [
        (0, 1, 10),
        (0, 2, 10),
        (1, 1, 6),
        (1, 2, 6),
    ]


def test_a_born_case_keeps_the_deadline_of_its_own():
    """A started case with a limit of a day since it began, at 30: it is given up at 1470."""
    parent = process("p", system("begin", 30, starts=(starts("child"),)), arrivals=after(0))
    child = process(
        "child",
        start("start", deadline(after=days(1))),
        wait("held", days(3)),
        end(),
        flows=[*chain("start", "held", "end"), late("start", "end")],
        arrivals=[],
    )
    assert run(parent, child).ended() == [30, 1470]
