"""Rules for the whole language: gateways, deadlines, rules, calls, people, and what is remarked."""

from dataclasses import replace

import pytest

from procsim.model.amounts import Formula
from procsim.model.by_origin import ByOrigin
from procsim.model.callers import offices_of_cases
from procsim.model.distributions import Uniform
from procsim.model.distributions.discrete import Constant
from procsim.model.elements import Call, Deadline, Seat, Team
from procsim.model.expressions import FactType, parse
from procsim.model.facts import Error, Fact
from procsim.model.process import Flow
from procsim.model.rules import check
from procsim.model.rules.remarks import remarks
from procsim.model.text import plain
from procsim.units import DAY
from tests.builders import (
    any_,
    by,
    calendar,
    chain,
    days,
    decision,
    end,
    every,
    flow,
    model,
    office,
    post,
    process,
    start,
    task,
    yearly,
)

FACTS = {"amount": FactType("number")}
AMOUNT = Fact("amount", plain("amount"), "number", ByOrigin(Constant(5.0), {}))


def holds(text):
    return parse(text, FACTS, lambda _: None, "truth")


def when(source, target, text):
    return Flow(source, target, when=holds(text))


def default(source, target):
    return Flow(source, target, is_default=True)


def codes(*nodes, flows, data=None):
    made = replace(process("p", *nodes, flows=flows), data=data or {})
    return [problem.code for problem in check(model(processes=[made]))]


def late(source, target, *, interrupts):
    """A deadline of a day and its flow."""
    limit = Deadline("late", ByOrigin(Constant(DAY), {}), "ready", None, interrupts)
    return (limit,), Flow(source, target, deadline="late")


# Inclusive gateways


def test_an_inclusive_split_and_join_are_sound():
    flows = [
        *chain("start", "some"),
        flow("some", "a", 0.3),
        flow("some", "b", 0.6),
        default("some", "c"),
        *(each for step in "abc" for each in chain(step, "meet")),
        *chain("meet", "end"),
    ]
    nodes = (start(), any_("some"), *map(task, "abc"), any_("meet"), end())
    assert codes(*nodes, flows=flows) == []


def test_a_parallel_join_after_an_inclusive_split_can_wait_for_ever():
    flows = [
        *chain("start", "some"),
        flow("some", "a", 0.3),
        default("some", "b"),
        *chain("a", "meet", "end"),
        *chain("b", "meet"),
    ]
    nodes = (start(), any_("some"), *map(task, "ab"), every("meet"), end())
    assert codes(*nodes, flows=flows) == ["P306"]


def test_a_parallel_join_is_sound_if_the_same_condition_sends_to_it():
    # Both splits ask whether the amount is large: a goes to the join if and only if b does.
    flows = [
        *chain("start", "both"),
        *chain("both", "x"),
        *chain("both", "y"),
        when("x", "meet", "amount > 3"),
        default("x", "out"),
        when("y", "meet", "amount > 3"),
        default("y", "out"),
        *chain("meet", "end"),
    ]
    nodes = (start(), every("both"), decision("x"), decision("y"), every("meet"), end())
    assert codes(*nodes, end("out"), flows=flows, data={"amount": AMOUNT}) == []


def test_two_tokens_on_one_way_into_an_inclusive_join_are_a_race():
    flows = [
        *chain("start", "all"),
        *(each for step in "ab" for each in chain("all", step, "either")),
        *chain("all", "c", "meet"),
        *chain("either", "meet", "end"),
    ]
    nodes = (start(), every("all"), *map(task, "abc"), decision("either"), any_("meet"), end())
    assert codes(*nodes, flows=flows) == ["P311"]


# Deadlines


def test_a_reminder_that_meets_its_own_step_in_a_join_may_be_missed():
    limits, reminder = late("work", "meet", interrupts=False)
    flows = [*chain("start", "work", "meet", "end"), reminder]
    nodes = (start(), task("work", deadlines=limits), every("meet"), end())
    assert codes(*nodes, flows=flows) == ["P306"]


def test_a_step_given_up_before_a_join_keeps_the_others_waiting():
    limits, given_up = late("a", "out", interrupts=True)
    flows = [
        *chain("start", "all", "a", "meet", "end"),
        *chain("all", "b", "meet"),
        given_up,
    ]
    nodes = (start(), every("all"), task("a", deadlines=limits), task("b"), every("meet"), end())
    assert codes(*nodes, end("out"), flows=flows) == ["P306"]


def test_a_reminder_beside_the_way_on_is_sound():
    limits, reminder = late("work", "remind", interrupts=False)
    flows = [*chain("start", "work", "end"), reminder, *chain("remind", "end")]
    nodes = (start(), task("work", deadlines=limits), task("remind"), end())
    assert codes(*nodes, flows=flows) == []


# Decisions by rule


def test_a_loop_that_only_unchanging_facts_decide_is_refused():
    flows = [*chain("start", "work", "good"), when("good", "work", "amount > 3")]
    flows.append(default("good", "end"))
    nodes = (start(), task("work"), decision("good"), end())
    assert codes(*nodes, flows=flows, data={"amount": AMOUNT}) == ["P312"]


def test_a_loop_ends_if_a_step_in_it_changes_the_fact():
    flows = [*chain("start", "work", "good"), when("good", "work", "amount > 3")]
    flows.append(default("good", "end"))
    less = (("amount", parse("amount - 1", FACTS, lambda _: None, "number")),)
    nodes = (start(), task("work", sets=less), decision("good"), end())
    assert codes(*nodes, flows=flows, data={"amount": AMOUNT}) == []


def test_a_loop_ends_if_a_case_may_take_it_only_so_often():
    back = Flow("good", "work", when=holds("amount > 3"), at_most=2)
    flows = [*chain("start", "work", "good"), back, default("good", "end")]
    nodes = (start(), task("work"), decision("good"), end())
    assert codes(*nodes, flows=flows, data={"amount": AMOUNT}) == []


# Calls


def calling(id_, other, *, at="origin"):
    flows = chain("start", "ask", "end")
    ask = Call("ask", plain("ask"), other, ByOrigin(at, {}), {}, "ask")
    return process(id_, start(), ask, end(), flows=flows, arrivals=[])


def test_processes_that_call_each_other_are_refused():
    found = check(model(processes=[calling("x", "y"), calling("y", "x")]))
    assert "P314" in [problem.code for problem in found]


def test_cases_that_are_called_belong_to_where_the_call_says():
    offices = [office("hq", tier="hq"), office("a", parent="hq")]
    board = process("board", task(), arrivals=[])
    flows = chain("start", "ask", "end")
    ask = Call("ask", plain("ask"), "board", ByOrigin("hq", {}), {}, "ask")
    buy = process("buy", start(), ask, end(), flows=flows, arrivals=[yearly(a=10.0)])
    made = model(offices=offices, processes=[board, buy], posts=[post("hq")])
    assert offices_of_cases(made) == {"board": ("hq",), "buy": ("a",)}
    assert check(made) == []


# People


@pytest.mark.parametrize(("hours", "codes_"), [("13:00-17:00", []), ("18:00-22:00", ["P414"])])
def test_a_team_needs_some_time_in_common(hours, codes_):
    seats = (Seat("clerk", ByOrigin("a", {})), Seat("judge", ByOrigin("a", {})))
    meeting = task("meet", role=None, team=Team(seats))
    posts = [
        post("a", "clerk", calendar="day"),
        post("a", "judge", calendar="late"),
    ]
    days = [calendar("day", hours="09:00-17:00"), calendar("late", hours=hours)]
    made = model(posts=posts, calendars=days, processes=[process("p", meeting)])
    assert [problem.code for problem in check(made)] == codes_


@pytest.mark.parametrize(("posts", "codes_"), [(1, ["P414"]), (2, [])])
def test_who_holds_two_roles_takes_one_seat_only(posts, codes_):
    seats = (Seat("clerk", ByOrigin("a", {})), Seat("judge", ByOrigin("a", {})))
    meeting = task("meet", role=None, team=Team(seats))
    made = model(
        posts=[post("a", "clerk", "judge", posts=posts)], processes=[process("p", meeting)]
    )
    assert [problem.code for problem in check(made)] == codes_


@pytest.mark.parametrize(("late", "codes_"), [("12:00-20:00", []), ("18:00-22:00", ["P414"])])
def test_two_seats_of_one_role_need_two_people_at_the_same_time(late, codes_):
    """One works in the day, one in the evening; only if they overlap are the two there."""
    meeting = task("meet", role=None, team=Team((Seat("clerk", ByOrigin("a", {}), 2),)))
    days = [calendar("day", hours="09:00-17:00"), calendar("late", hours=late)]
    posts = [post("a", "clerk", calendar="day"), post("a", "clerk", calendar="late")]
    made = model(posts=posts, calendars=days, processes=[process("p", meeting)])
    assert [problem.code for problem in check(made)] == codes_


# Remarks


def test_facts_that_nothing_reads_and_errors_nobody_looks_for_are_remarked():
    slip = Error("slip", plain("slip"), None)
    made = process("p", task("work", errors=(("slip", Constant(0.1)),)))
    made = replace(made, data={"amount": AMOUNT}, errors={"slip": slip})
    assert remarks(model(processes=[made])) == (
        "process 'p': nothing reads the fact 'amount'",
        "process 'p': no decision looks for the error 'slip'",
    )


def reminded(every_):
    """A step with reminders every so much, by a fact `amount`."""
    limit = Deadline("late", by(days(1)), "ready", None, False, by(every_))
    flows = [
        flow("start", "work"),
        flow("work", "end"),
        Flow("work", "call", deadline="late"),
        flow("call", "end2"),
    ]
    steps = [start(), task("work", deadlines=(limit,)), task("call"), end(), end("end2")]
    return process("p", *steps, flows=flows)


@pytest.mark.parametrize(
    ("low", "text", "is_remarked"),
    [(0, "amount * 1 h", True), (1, "amount * 1 h", False), (0, "(amount + 1) * 1 h", False)],
)
def test_reminders_that_can_come_again_after_no_time_are_remarked(low, text, is_remarked):
    formula = Formula(parse(text, FACTS, lambda _: None, "time"))
    amount = Fact("amount", plain("amount"), "number", by(Uniform(low, 5)))
    made = replace(reminded(formula), data={"amount": amount})
    said = (
        "process 'p': the reminders of 'work' can come again after no time, which stops the run "
        "(`every`)"
    )
    assert remarks(model(processes=[made])) == ((said,) if is_remarked else ())


def test_a_fact_that_work_depends_on_is_read():
    time = Formula(parse("amount * 1 min", FACTS, lambda _: None, "time"))
    made = replace(process("p", task("work", time=ByOrigin(time, {}))), data={"amount": AMOUNT})
    assert remarks(model(processes=[made])) == ()
