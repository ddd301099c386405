"""Which work goes first, worked out by hand. The run starts on Monday 5 January 2026, 00:00."""

from dataclasses import replace

from procsim.model.distributions import Discrete
from procsim.model.elements import Alternative, Performer
from procsim.simulation.preparation.keys import NEVER_DUE, priority_key
from tests.builders import by, hours, model, office, post, process, recorded, task
from tests.paper.world import TWO_WEEKS, at, cases
from tests.simulated import simulate


def one_clerk(*processes):
    return model(processes=processes, window=TWO_WEEKS)


def test_a_key_orders_by_priority_then_by_due_date():
    keys = [(0, 5), (0, NEVER_DUE), (-1, 99), (1, 0), (0, 4), (-1, NEVER_DUE)]
    assert sorted(keys, key=lambda key: priority_key(*key)) == sorted(keys)
    assert priority_key(3) == priority_key(3, NEVER_DUE), "what is never due comes last"


def test_the_earlier_due_goes_first():
    """The clerk is busy until 02:00. Of what came meanwhile, that of 00:20 is due at 03:20, that of
    00:10 at 10:10."""
    built = one_clerk(
        process("p", task("now", time=hours(2)), arrivals=cases(at(0))),
        process("q", task("slow", time=hours(1), due=hours(10)), arrivals=cases(at(0, 10))),
        process("r", task("fast", time=hours(1), due=hours(3)), arrivals=cases(at(0, 20))),
    )
    run = simulate(built)
    assert run.done("fast") == [(20, 120, 180)]
    assert run.done("slow") == [(10, 180, 240)]


def test_due_dates_count_from_the_arrival_of_the_case_not_of_the_work():
    """Both are due six hours after arrival; the case of 00:05 queues for its second step at 02:00,
    later than the other does, and goes first."""
    built = one_clerk(
        process("p", task("now", time=hours(2)), arrivals=cases(at(0))),
        process(
            "q",
            task("first", role="other", time=hours(1)),
            task("second", time=hours(1), due=hours(6)),
            arrivals=cases(at(0, 5)),
        ),
        process("r", task("work", time=hours(1), due=hours(6)), arrivals=cases(at(0, 30))),
    )
    built = model(
        posts=[post("a"), post("a", "other")],
        processes=built.processes.values(),
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.done("second") == [(65, 120, 180)]
    assert run.done("work") == [(30, 180, 240)]


def test_work_without_a_due_date_comes_after_work_that_has_one():
    built = one_clerk(
        process("p", task("now", time=hours(2)), arrivals=cases(at(0))),
        process("q", task("some_day", time=hours(1)), arrivals=cases(at(0, 10))),
        process("r", task("due", time=hours(1), due=hours(900)), arrivals=cases(at(0, 20))),
    )
    run = simulate(built)
    assert run.done("due") == [(20, 120, 180)]
    assert run.done("some_day") == [(10, 180, 240)]


def test_priority_counts_before_the_due_date():
    """Priority 1 is after 0, however soon it is due."""
    built = one_clerk(
        process("p", task("now", time=hours(2)), arrivals=cases(at(0))),
        process(
            "q", task("soon", time=hours(1), due=hours(3), priority=1), arrivals=cases(at(0, 10))
        ),
        process("r", task("later", time=hours(1), due=hours(99)), arrivals=cases(at(0, 20))),
    )
    run = simulate(built)
    assert run.done("later") == [(20, 120, 180)]
    assert run.done("soon") == [(10, 180, 240)]


def test_a_class_drawn_for_each_case_orders_its_work():
    """Half of forty cases that come together are urgent (−1): they are all done before the others,
    each class in the order of the cases."""
    drawn = Discrete((-1.0, 0.0), (0.5, 0.5))
    work = task("work", time=hours(1), priority=0)
    built = one_clerk(
        process("p", replace(work, priority=drawn), arrivals=cases(*[at(0)] * 40)),
    )
    starts = [row[0] for row in simulate(built).rows("work", "started")]
    urgent = [start for start in starts if start < sorted(starts)[_falls(starts)]]
    usual = [start for start in starts if start not in urgent]
    assert 5 < len(urgent) < 35
    assert urgent == sorted(urgent)
    assert usual == sorted(usual)
    assert max(urgent) < min(usual)


def _falls(starts):
    """How many cases are urgent: the first of the others starts after all of them."""
    order = sorted(range(len(starts)), key=starts.__getitem__)
    return next(n for n in range(1, len(order)) if order[n] < order[n - 1])


def test_priority_and_alternatives_go_together():
    """Both clerks are busy until 02:00. Then the urgent work of b goes first, its first piece to
    b's own clerk, the second to that of a, whose own work waits until 03:00."""
    peers = Performer(others=(Alternative("clerk", by("peers")),))
    built = model(
        offices=[office("a"), office("b")],
        posts=[post("a"), post("b")],
        processes=[
            process(
                "p",
                task("now", time=hours(2)),
                arrivals=[recorded(("a", at(0)), ("b", at(0)))],
            ),
            process("q", task("own", time=hours(1)), arrivals=cases(at(0, 10), at(0, 20))),
            process(
                "r",
                task("urgent", time=hours(1), priority=-1, performer=peers),
                arrivals=cases(at(0, 30), at(0, 40), place="b"),
            ),
        ],
        window=TWO_WEEKS,
    )
    run = simulate(built)
    assert run.rows("urgent", "queue", "started") == [("clerk@b", 120), ("clerk@a", 120)]
    assert run.done("own") == [(10, 180, 240), (20, 240, 300)]
