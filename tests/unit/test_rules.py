"""Each rule refuses what it is about, where it is written, and lets the right thing pass."""

import dataclasses
import datetime as dt

import pytest

from procsim.errors import CODES
from procsim.model.calendars import Calendar
from procsim.model.distributions import Normal
from procsim.model.organisation import WorkingTime
from procsim.model.rules import check
from procsim.units import MINUTE, Span
from tests.builders import (
    batch,
    by,
    calendar,
    chain,
    decision,
    end,
    every,
    exponential,
    flow,
    gaps,
    hand_over,
    minutes,
    model,
    office,
    parallel,
    post,
    process,
    recurrence,
    rework,
    role,
    scheduled,
    start,
    task,
    terminate,
    wait,
    window,
    yearly,
)

BELOW_ZERO = Normal(10 * MINUTE, 60 * MINUTE)


def problems_of(*nodes, flows):
    return check(model(processes=[process("p", *nodes, flows=flows)]))


def codes_of(problems):
    return [problem.code for problem in problems]


def only(problems):
    assert len(problems) == 1, problems
    assert problems[0].code in CODES
    assert problems[0].hint
    return problems[0]


def graph(text, *nodes):
    """A process from lines `a b c` (chains); decisions share their flows evenly."""
    flows = [each for line in text.strip().splitlines() for each in chain(*line.split())]
    kinds = {node.id: node for node in (start(), end(), *nodes)}
    names = dict.fromkeys(name for each in flows for name in (each.source, each.target))
    made = [kinds.get(name) or task(name) for name in names]
    for place, each in enumerate(flows):
        ways = [other for other in flows if other.source == each.source]
        if type(kinds.get(each.source)).__name__ == "Decision" and len(ways) > 1:
            flows[place] = flow(each.source, each.target, 1 / len(ways))
    return process("p", *made, flows=flows)


def game(text, *nodes):
    return check(model(processes=[graph(text, *nodes)]))


# A model that is right


@pytest.mark.parametrize(
    "made",
    [process(), rework(0.3), parallel("p", task("x"), task("y")), process("p", wait(), task())],
)
def test_a_sound_process_has_no_problem(made):
    assert check(model(processes=[made])) == []


# Graph


def test_a_process_needs_a_start():
    found = only(problems_of(task("t"), end(), flows=chain("t", "end")))
    assert found.code == "P301"
    assert found.path == ("processes", "p", "steps")


def test_a_second_start_is_refused_where_it_stands():
    flows = [*chain("start", "end"), *chain("late", "end")]
    found = only(problems_of(start(), start("late"), end(), flows=flows))
    assert (found.code, found.path) == ("P301", ("processes", "p", "steps", "late"))


def test_a_step_nobody_can_reach_is_refused():
    flows = [*chain("start", "end"), *chain("lost", "end")]
    found = only(problems_of(start(), task("lost"), end(), flows=flows))
    assert (found.code, found.path[-1], found.at_key) == ("P302", "lost", True)


def test_a_step_that_never_comes_to_an_end_is_refused():
    flows = [flow("start", "d"), flow("d", "end", 0.5), flow("d", "x", 0.5), flow("x", "x")]
    found = only(problems_of(start(), decision("d"), task("x"), end(), flows=flows))
    assert (found.code, found.path) == ("P303", ("processes", "p", "steps", "x", "next"))


def test_a_process_needs_an_end():
    flows = chain("start", "x", "x")
    assert "P303" in codes_of(problems_of(start(), task("x"), flows=flows))


@pytest.mark.parametrize("element", [task("x"), wait("x")])
def test_a_step_with_two_ways_on_needs_a_gateway(element):
    flows = [*chain("start", "x", "end"), flow("x", "end")]
    found = only(problems_of(start(), element, end(), flows=flows))
    assert found.code == "P304"
    assert "2 flows out" in found.message


def test_nothing_may_follow_an_end_or_lead_to_a_start():
    flows = [*chain("start", "d"), flow("d", "end", 0.5), flow("d", "start", 0.5)]
    assert only(problems_of(start(), decision("d"), end(), flows=flows)).code == "P304"
    flows = [*chain("start", "end", "x", "end")]
    assert only(problems_of(start(), task("x"), end(), flows=flows)).code == "P304"


def test_a_decision_needs_two_ways_on_unless_it_merges():
    flows = chain("start", "d", "end")
    assert only(problems_of(start(), decision("d"), end(), flows=flows)).code == "P304"
    merging = game("start d m x end\n d m", decision("d"), decision("m"))
    assert merging == []


def test_shares_lie_between_0_and_1():
    flows = [flow("start", "d"), flow("d", "end", 1.2), flow("d", "x", -0.2), flow("x", "end")]
    found = problems_of(start(), decision("d"), task("x"), end(), flows=flows)
    assert codes_of(found) == ["P110", "P110"]
    assert found[0].path == ("processes", "p", "steps", "d", "next", 0)


def test_a_way_on_from_a_decision_needs_a_share():
    flows = [flow("start", "d"), flow("d", "end", 1.0), flow("d", "x"), flow("x", "end")]
    assert only(problems_of(start(), decision("d"), task("x"), end(), flows=flows)).code == "P110"


def test_shares_sum_to_one_for_every_origin():
    flows = [
        *(flow("start", "d"), flow("x", "end")),
        *(flow("d", "end", 0.5), flow("d", "x", by(0.5, b=0.6))),
    ]
    made = process(
        "p",
        *(start(), decision("d"), task("x"), end()),
        flows=flows,
        arrivals=[yearly(a=1, b=1)],
    )
    offices = [office("a"), office("b")]
    found = only(check(model(offices=offices, posts=[post("a"), post("b")], processes=[made])))
    assert found.message == "the shares of 'd' sum to 110 %, not 100 %, for b"


def test_shares_that_keep_a_case_going_round_are_refused_for_their_origin():
    flows = [
        *(flow("start", "x"), flow("x", "d")),
        *(flow("d", "end", by(0.5, b=0.0)), flow("d", "x", by(0.5, b=1.0))),
    ]
    made = process(
        "p",
        *(start(), task("x"), decision("d"), end()),
        flows=flows,
        arrivals=[yearly(a=1, b=1)],
    )
    offices = [office("a"), office("b")]
    found = only(check(model(offices=offices, posts=[post("a"), post("b")], processes=[made])))
    assert found.code == "P303"
    assert found.message.endswith("never ends for cases of b")


def test_two_steps_may_not_draw_the_same_luck():
    made = process("p", task("a"), task("b", luck="a"))
    found = only(check(model(processes=[made])))
    assert found.code == "P309"
    assert found.path == ("processes", "p", "steps", "b", "luck_of")


def test_a_step_may_inherit_the_luck_of_a_step_that_is_gone():
    assert check(model(processes=[process("p", task("a"), task("b", luck="old"))])) == []


# The token game


def test_a_join_after_a_decision_waits_for_ever():
    found = only(
        game("start d x meet end\n d y meet", decision("d"), every("meet")),
    )
    assert found.code == "P306"
    assert found.message == "'meet' can wait for ever for the way from 'y'"
    assert found.hint == "it happens this way: start, d → x, x"


def test_the_shortest_way_into_a_deadlock_is_told():
    text = "start split a ok meet end\n split b meet\n ok end"
    found = only(game(text, every("split"), decision("ok"), every("meet")))
    assert found.code == "P306"
    assert found.hint.endswith("ok → end")


def test_a_split_whose_ways_merge_without_a_join_is_allowed():
    """The rest of the process is done twice, and the case ends with its last token."""
    assert game("start split a m rest end\n split b m", every("split"), decision("m")) == []


def test_an_end_may_be_reached_while_other_tokens_live():
    assert game("start split a end\n split b end", every("split")) == []


def test_ways_that_cross_between_blocks_are_sound_if_every_join_is_filled():
    """Not block-structured: split1 → (a, split2), split2 → (b, c), join1(a, b), join2(join1, c)."""
    text = """start split1 a join1 join2 end
    split1 split2 b join1
    split2 c join2"""
    joins = [every(name) for name in ("split1", "split2", "join1", "join2")]
    assert game(text, *joins) == []


def test_a_loop_back_into_a_parallel_way_leaves_the_join_short():
    """The loop enters beside the split: the second time the join lacks the other way."""
    text = "start split a m meet ok end\n split b meet\n ok m"
    found = only(game(text, every("split"), decision("m"), every("meet"), decision("ok")))
    assert found.code == "P306"


def test_a_loop_that_repeats_the_whole_block_is_sound():
    text = "start m split a meet ok end\n split b meet\n ok m"
    assert game(text, decision("m"), every("split"), every("meet"), decision("ok")) == []


def test_terminate_rescues_a_join_that_would_wait():
    """The way to the terminate is always taken, so the case ends whatever the join lacks."""
    text = "start split a ok meet end\n split b stop\n ok end\n split c meet"
    nodes = (every("split"), decision("ok"), every("meet"), terminate("stop"))
    assert game(text, *nodes) == []


def test_a_loop_that_feeds_only_one_side_of_a_join_piles_up():
    """Each round of the loop sends one more token to `meet`; the other side gets one."""
    text = "start first loop split again d loop\n split meet end\n first meet\n d end"
    nodes = (every("first"), decision("loop"), every("split"), decision("d"), every("meet"))
    found = game(text, *nodes)
    assert codes_of(found) == ["P307"]


def test_a_loop_that_starts_a_side_task_each_round_is_sound():
    """Nothing waits for the side tasks; the case ends with the last of them."""
    text = "start loop split d loop\n split note end\n d end"
    assert game(text, decision("loop"), every("split"), decision("d")) == []


def test_a_loop_that_doubles_its_tokens_is_refused():
    """Two of two ways come back with probability 1/2 each: one token becomes one, for ever."""
    text = "start loop split a d loop\n split b d\n d end"
    found = only(game(text, decision("loop"), every("split"), decision("d")))
    assert found.code == "P307"


def test_a_graph_beyond_the_bound_is_refused_with_the_bound():
    """Sixteen parallel decisions before one join of ends: 2¹⁶ markings."""
    lines, nodes = ["start split"], [every("split"), every("meet")]
    for n in range(16):
        nodes += [decision(f"d{n}"), every(f"x{n}")]
        lines += [f"split d{n} x{n}a meet", f"d{n} x{n}b x{n}c meet"]
    lines.append("meet end")
    found = game("\n".join(lines), *nodes)
    assert only(found).code == "P308"
    assert "20,000" in only(found).message


# Places


def field(*, arrivals=("suva",), at="origin", posts=(), **fields):
    offices = [office("hq", tier="hq"), office("suva", parent="hq"), office("lima")]
    made = process("p", task(at=at), arrivals=[yearly(**dict.fromkeys(arrivals, 10.0))])
    lines = [post(place) for place in posts]
    return check(model(offices=fields.pop("offices", offices), posts=lines, processes=[made]))


def test_a_missing_parent_is_named_with_its_origin():
    found = only(field(arrivals=("suva", "lima"), at="parent", posts=["hq"]))
    assert found.code == "P401"
    assert found.message == "step 'work' is done nowhere for cases of lima: they have no parent"
    assert found.path == ("processes", "p", "steps", "work", "at")


@pytest.mark.parametrize("at", ["centre", "hq"])
def test_a_missing_centre_or_headquarters_is_refused(at):
    assert only(field(at=at, offices=[office("suva")])).code == "P401"


def test_a_tier_that_at_does_not_mention_is_refused():
    assert only(field(at=by(None, regional="origin"))).code == "P401"


def test_a_skipped_step_needs_no_place():
    assert field(at=by("hq", country="skip")) == []


def test_a_role_that_nobody_holds_there_is_named_with_step_origin_and_office():
    found = only(field(arrivals=("suva",), posts=["lima"]))
    assert found.code == "P403"
    for word in ("'work'", "'clerk'", "in suva", "posts in lima"):
        assert word in found.message


def test_offices_without_cases_need_no_staff():
    assert field(arrivals=("suva",), posts=["suva"]) == []


def test_an_unlimited_role_needs_no_posts():
    made = model(roles=[role("clerk", unlimited=True)], posts=[])
    assert check(made) == []


def test_an_unlimited_role_with_posts_is_refused():
    assert only(check(model(roles=[role("clerk", unlimited=True)]))).code == "P412"


def test_a_step_that_no_case_of_an_origin_reaches_needs_no_staff_for_it():
    flows = [
        *(flow("start", "d"), flow("x", "end"), flow("y", "end")),
        *(flow("d", "x", by(0.0, a=1.0)), flow("d", "y", by(1.0, a=0.0))),
    ]
    nodes = (start(), decision("d"), task("x", role="x"), task("y", role="y"), end())
    made = process("p", *nodes, flows=flows, arrivals=[yearly(a=1, b=1)])
    posts = [post("a", "x"), post("b", "y")]
    assert check(model(offices=[office("a"), office("b")], posts=posts, processes=[made])) == []


def test_two_centres_that_serve_an_office_equally_are_a_tie():
    centres = [office(name, tier="centre", serves={"a": 1}) for name in ("bonn", "doha")]
    found = only(check(model(offices=[office("a"), *centres])))
    assert (found.code, found.path) == ("P402", ("offices", "doha", "serves"))


def test_the_more_specific_of_two_centres_is_no_tie():
    centres = [
        office("bonn", tier="centre", serves={"a": 1}),
        office("doha", tier="centre", serves={"a": 3}),
    ]
    assert check(model(offices=[office("a"), *centres])) == []


# Organisation


def test_an_office_cannot_be_above_itself():
    offices = [office("a", parent="b"), office("b", parent="a")]
    assert only(check(model(offices=offices))).code == "P409"


def test_hq_means_one_office_where_it_is_used():
    offices = [office("a"), office("x", tier="hq"), office("y", tier="hq")]
    made = process("p", task(at="hq"))
    found = only(check(model(offices=offices, posts=[post("x")], processes=[made])))
    assert (found.code, found.path) == ("P410", ("offices", "y", "tier"))
    assert check(model(offices=offices)) == []


def test_a_hand_over_cannot_take_less_than_nothing():
    found = only(check(model(hand_overs=[hand_over("country", "hq", BELOW_ZERO)])))
    assert (found.code, found.path) == ("P406", ("hand_overs", 0, "takes"))


@pytest.mark.parametrize("months", [0, -3])
def test_the_window_has_a_length(months):
    assert "P210" in codes_of(check(model(window=window(months=months))))


def test_warm_up_and_drain_are_not_negative():
    made = window(warm_up=Span(months=-1), drain=Span(months=-1))
    assert codes_of(check(model(window=made))) == ["P210", "P210"]


def test_a_calendar_that_never_opens_is_refused():
    never = Calendar("never", ((),) * 7)
    found = check(model(calendars=[never], posts=[post(calendar="never")]))
    assert found[0].code == "P404"
    assert found[0].path == ("calendars", "never")


def test_a_calendar_closed_by_its_holidays_is_refused():
    year = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    closed = calendar("closed", holidays=year)
    found = check(model(calendars=[closed], offices=[office(calendar="closed")]))
    assert "P404" in codes_of(found)


# Posts


@pytest.mark.parametrize(
    "line",
    [
        post(posts=-1),
        post(share=0.0),
        post(share=0.0004),
        post(share=1.5),
        post(working_time=WorkingTime(productive=0.0)),
        post(working_time=WorkingTime(sick=-1.0)),
        post(working_time=WorkingTime(annual_leave=365.0)),
        post(posts=1.5, days=[0]),
        post(posts=0.5, calendar="week", days=[5, 6]),
    ],
)
def test_posts_that_could_not_work_are_refused(line):
    found = check(model(posts=[line], calendars=[calendar("week")]))
    assert "P405" in codes_of(found)


def test_one_thousandth_of_the_time_is_enough():
    assert check(model(posts=[post(share=0.001)])) == []


# Steps and arrivals


@pytest.mark.parametrize(
    "node",
    [
        task(time=BELOW_ZERO),
        task(delay=BELOW_ZERO),
        wait("work", BELOW_ZERO),
        task(batch=batch(2, setup=BELOW_ZERO)),
    ],
)
def test_a_time_cannot_be_negative(node):
    assert only(check(model(processes=[process("p", node)]))).code == "P406"


def test_a_normal_cut_at_zero_is_a_time():
    made = process("p", task(time=Normal(10 * MINUTE, 60 * MINUTE, 0.0)))
    assert check(model(processes=[made])) == []


def test_a_time_that_is_silent_about_an_origin_is_refused():
    made = process("p", task(time=by(None, hq=minutes(5))))
    found = only(check(model(processes=[made])))
    assert (found.code, found.path[-1]) == ("P406", "time")


@pytest.mark.parametrize(
    ("made", "code"), [(batch(), "P102"), (batch(0), "P210"), (batch(age=-1), "P210")]
)
def test_a_batch_that_is_never_due_is_refused(made, code):
    assert only(check(model(processes=[process("p", task(batch=made))]))).code == code


def test_a_wait_until_a_day_that_never_comes_is_refused():
    made = wait("cut", until=recurrence("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"))
    short = window(months=1)
    found = only(check(model(processes=[process("p", made)], window=short)))
    assert (found.code, found.path[-1]) == ("P404", "rule")


@pytest.mark.parametrize(
    "arrivals",
    [
        yearly(a=-5.0),
        yearly(a=10.0, scale=-1.0),
        yearly(a=10.0, seasonality=(0.0,) * 12),
        gaps(BELOW_ZERO),
        gaps(minutes(0)),
        scheduled(recurrence("FREQ=WEEKLY;BYDAY=MO"), cases=Normal(2.0, 5.0)),
    ],
)
def test_arrivals_that_make_no_sense_are_refused(arrivals):
    assert codes_of(check(model(processes=[process(arrivals=[arrivals])]))) == ["P411"]


def test_a_process_without_arrivals_is_refused():
    assert only(check(model(processes=[process(arrivals=[])]))).code == "P411"


def test_all_problems_are_found_at_once():
    made = process("p", task("x", time=BELOW_ZERO, batch=batch()), arrivals=[gaps(exponential(5))])
    other = dataclasses.replace(made, id="q", arrivals=())
    found = codes_of(check(model(processes=[made, other], posts=[post(share=0.0)])))
    assert found == ["P405", "P406", "P102", "P411", "P406", "P102"]
