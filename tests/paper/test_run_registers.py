"""What happens to a case and matters later: facts set, errors made; working time; keyed batches.
Worked out by hand; time is minutes from Monday 5 January 2026, 00:00 UTC."""

from procsim.model.amounts import Conditional
from procsim.model.distributions import Constant
from procsim.model.expressions import parse
from procsim.model.facts import Error, Fact, types_of
from procsim.model.text import plain
from procsim.units import MINUTE
from tests.builders import (
    batch,
    by,
    calendar,
    chain,
    decision,
    end,
    flow,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    recurrence,
    start,
    starts,
    task,
    wait,
)
from tests.paper.world import TWO_WEEKS, after
from tests.simulated import simulate

URGENT = Fact("urgent", plain("Urgent"), "truth", by(Constant(0.0)))
DAY_CASE = ("morning", "evening")


def read(text, *facts):
    return parse(text, types_of(facts, ["a"]), {"USD": 1.0}.get)


def system(id_, takes, **fields):
    time = minutes(takes) if isinstance(takes, int) else takes
    return task(id_, role=None, time=time, **fields)


def run(*processes, **fields):
    return simulate(model(processes=processes, window=TWO_WEEKS, **fields))


def test_a_fact_that_a_step_sets_counts_from_then_on():
    """10 minutes while it is not urgent, 2 once it is."""
    takes = Conditional(((read("urgent", URGENT), minutes(2)),), minutes(10))
    built = process(
        "p",
        system("before", takes),
        system("escalate", 1, sets=(("urgent", read("true", URGENT)),)),
        system("after", takes),
        arrivals=after(0),
        data={"urgent": URGENT},
    )
    assert run(built).rows(None, "step", "started", "ended") == [
        ("before", 0, 10),
        ("escalate", 10, 11),
        ("after", 11, 13),
    ]


def test_a_decision_reads_the_fact_as_it_was_set():
    """The first time not urgent: set it and come again; the second time on."""
    built = process(
        "p",
        start(),
        decision("urgent_"),
        system("escalate", 1, sets=(("urgent", read("true", URGENT)),)),
        system("x", 5),
        end(),
        flows=[
            flow("start", "urgent_"),
            flow("urgent_", "x", when=read("urgent", URGENT)),
            flow("urgent_", "escalate", is_default=True),
            *chain("escalate", "urgent_"),
            flow("x", "end"),
        ],
        arrivals=after(0),
        data={"urgent": URGENT},
    )
    assert run(built).rows(None, "step", "ended") == [("escalate", 1), ("x", 6)]


def controlled(finds, chance=1.0):
    """A task that always makes the first error, and never the second; a check for them."""
    checks = decision("check")
    checks = type(checks)(checks.id, checks.title, checks.luck, finds=finds)
    made = process(
        "p",
        start(),
        system("enter", 10, errors=(("typo", Constant(chance)), ("sum", Constant(0.0)))),
        checks,
        system("mend", 5),
        end(),
        flows=[
            *chain("start", "enter", "check"),
            flow("check", "mend", found=True),
            flow("check", "end", is_default=True),
            flow("mend", "end"),
        ],
        arrivals=after(0),
        errors={name: Error(name, plain(name), None) for name in ("other", "typo", "sum")},
    )
    return run(made)


def test_a_check_finds_only_errors_that_are_there():
    """typo is there and found for sure; sum is not there; what never was cannot be found."""
    assert controlled((("typo", 1.0),)).rows("mend", "started") == [(10,)]
    assert controlled((("sum", 1.0),)).rows("mend") == []
    assert controlled((("typo", 0.0), ("sum", 1.0))).rows("mend") == []
    assert controlled((("typo", 1.0),), chance=0.0).rows("mend") == []


def test_what_is_still_there_at_the_end_has_escaped():
    """The errors of the process are other, typo and sum: typo is the second bit. (That it was
    found mends nothing by itself: only doing the task again does.)"""
    assert controlled((("sum", 1.0),)).log.case_errors.tolist() == [0b010]
    assert controlled((("sum", 1.0),), chance=0.0).log.case_errors.tolist() == [0]


def test_doing_it_again_replaces_the_error():
    """The first visit always errs (chance 1 by a fact), the second never."""
    fact = Fact("sloppy", plain("Sloppy"), "truth", by(Constant(1.0)))
    chance = Conditional(((read("sloppy", fact), Constant(1.0)),), Constant(0.0))
    checks = decision("check")
    checks = type(checks)(checks.id, checks.title, checks.luck, finds=(("typo", 1.0),))
    made = process(
        "p",
        start(),
        system("enter", 10, errors=(("typo", chance),)),
        checks,
        system("mind", 1, sets=(("sloppy", read("false", fact)),)),
        end(),
        flows=[
            *chain("start", "enter", "check"),
            flow("check", "mind", found=True),
            flow("check", "end", is_default=True),
            flow("mind", "enter"),
        ],
        arrivals=after(0),
        data={"sloppy": fact},
        errors={"typo": Error("typo", plain("typo"), None)},
    )
    found = run(made)
    assert found.rows("enter", "visit", "ended") == [(0, 10), (1, 21)]
    assert found.log.case_errors.tolist() == [0]


def test_a_check_that_has_found_as_often_as_it_may_finds_nothing_more():
    """It errs each time; the second return is the last: three visits of ten minutes."""
    checks = decision("check")
    checks = type(checks)(checks.id, checks.title, checks.luck, finds=(("typo", 1.0),))
    made = process(
        "p",
        start(),
        system("enter", 10, errors=(("typo", Constant(1.0)),)),
        checks,
        end(),
        flows=[
            *chain("start", "enter", "check"),
            flow("check", "enter", found=True, at_most=2),
            flow("check", "end", is_default=True),
        ],
        arrivals=after(0),
        errors={"typo": Error("typo", plain("typo"), None)},
    )
    found = run(made)
    assert found.rows("enter", "visit", "ended") == [(0, 10), (1, 20), (2, 30)]
    assert found.log.case_errors.tolist() == [1]


HALF = Fact("half", plain("Half"), "category", by(Constant(0.0)), DAY_CASE)


def of_funds(rule):
    """Cases of two funds: what starts them says which."""
    made = process(
        "p",
        task("pay", batch=rule),
        arrivals=[],
        data={"half": HALF},
    )
    bring = [
        process(
            f"bring_{name}",
            system(f"x_{name}", 0, starts=(starts("p", 1, {"half": fact_is(name)}),)),
            arrivals=after(*minutes_),
        )
        for name, minutes_ in (("morning", (0, 20)), ("evening", (10, 30)))
    ]
    return run(made, *bring)


def fact_is(name):
    return parse(f"'{name}'", types_of([HALF], ["a"]), {}.get, values=DAY_CASE)


def test_batches_are_collected_by_the_value_of_a_fact():
    """Two funds, batches of two: the first fund's is full at 20, the other's at 30 (and waits for
    the clerk, who works 20 minutes for two of ten)."""
    found = of_funds(batch(2, by="half"))
    assert sorted(found.rows("pay", "ready", "queued", "started", "ended")) == [
        (0, 20, 20, 40),
        (10, 30, 40, 60),
        (20, 20, 20, 40),
        (30, 30, 40, 60),
    ]


def test_at_a_date_each_fund_has_a_batch_of_its_own():
    noon = recurrence("FREQ=DAILY", "12:00")
    found = of_funds(batch(rule=noon, by="half"))
    assert sorted(found.rows("pay", "ready", "queued", "started", "ended")) == [
        (0, 720, 720, 740),
        (10, 720, 740, 760),
        (20, 720, 720, 740),
        (30, 720, 740, 760),
    ]


OFFICE_HOURS = {
    "offices": [office(calendar="week")],
    "calendars": [calendar(), calendar("board", "Tue", "10:00-12:00")],
}


def test_a_wait_in_working_time_counts_open_hours_only():
    """Monday 16:00 plus 3 working hours: Tuesday 11:00 (35 h). Of the board, 3 hours: two on
    Tuesday, one on the next: day 8, 11:00."""
    made = [
        process(name, wait(f"w_{name}", hours(3), calendar=calendar_), arrivals=after(16 * 60))
        for name, calendar_ in (("p", "office"), ("q", "board"))
    ]
    found = run(*made, **OFFICE_HOURS)
    assert found.rows("w_p", "started", "ended") == [(960, 35 * 60)]
    assert found.rows("w_q", "started", "ended") == [(960, (8 * 24 + 11) * 60)]


def test_no_working_time_at_all_passes_at_once_even_when_closed():
    made = process("p", wait("w", minutes(0), calendar="office"), arrivals=after(0))
    assert run(made, **OFFICE_HOURS).rows("w", "started", "ended") == [(0, 0)]


def test_a_delay_before_the_queue_can_be_in_working_time():
    """Saturday 10:00 (day 5) plus one working hour: Monday 10:00 (day 7)."""
    made = process(
        "p",
        task("x", delay=hours(1), delay_calendar="office"),
        arrivals=after(5 * 24 * 60 + 600),
    )
    found = run(made, posts=[post()], **OFFICE_HOURS)
    assert found.rows("x", "handed", "released", "queued", "started") == [
        (7800, 10680, 10680, 10680)
    ]
    assert 10680 * MINUTE == 7 * 86_400_000_000 + 600 * MINUTE
