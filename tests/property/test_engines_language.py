"""The compiled engine and the whole language: the log of the reference engine, byte for byte."""

import dataclasses
import datetime as dt

from hypothesis import HealthCheck, given, settings

from procsim.files import read_model
from procsim.model.amounts import Conditional, Formula
from procsim.model.distributions.discrete import Discrete
from procsim.model.expressions import parse
from procsim.model.facts import Fact, types_of
from procsim.model.text import plain
from procsim.simulation.engines import unsupported
from procsim.simulation.planning.compiler import make_plan
from procsim.units import Span
from tests.architecture.sources import ROOT
from tests.builders import (
    any_,
    batch,
    by,
    call,
    chain,
    deadline,
    decision,
    end,
    every,
    exponential,
    first,
    flow,
    hours,
    late,
    minutes,
    model,
    post,
    process,
    recorded,
    recurrence,
    start,
    task,
    terminate,
    wait,
    window,
    yearly,
)
from tests.engines import replicate_by_both
from tests.property.generated_language import whole_models

LEVEL = Fact("level", plain("Level"), "number", by(Discrete((0.0, 1.0, 2.0), (0.3, 0.3, 0.4))))
TWO_WEEKS = window(dt.date(2026, 1, 5), months=0, days=14)


def read(text, expects="truth"):
    return parse(text, types_of([LEVEL], ["a"]), {"USD": 1.0}.get, expects=expects)


def assert_same(built, *, replication=0):
    plan = make_plan(built)
    assert unsupported(plan) is None
    replicate_by_both(plan, seed=1, replication=replication)


def at_once(count, *, every_minutes=0):
    """So many cases from Monday 5 January 2026, 00:00 on."""
    monday = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    return [
        recorded(*(("a", monday + dt.timedelta(minutes=every_minutes * n)) for n in range(count)))
    ]


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(whole_models())
def test_models_of_the_whole_language_have_the_same_log_on_both_engines(built):
    assert_same(built)


def test_the_examples_of_the_rules_have_the_same_log_on_both_engines():
    built = read_model(ROOT / "docs" / "examples" / "model.yaml")
    shorter = dataclasses.replace(built.window, length=Span(3), warm_up=Span(1), drain=Span(1))
    assert_same(dataclasses.replace(built, window=shorter))


def test_many_who_wait_for_messages_and_many_values_of_a_batch_change_nothing():
    """More addresses, kept messages, places and limits than there is room for at the start."""
    number = Fact("number", plain("Number"), "number", by(Discrete(*_even(40))))
    flows = [
        *chain("start", "split", "hear", "join", "sort", "end"),
        *chain("split", "ask", "join"),
        *(late("hear", "remind"), flow("remind", "reminded")),
    ]
    built = process(
        "p",
        start(),
        every("split"),
        wait("hear", message="answer", deadlines=[deadline("late", hours(200), interrupts=False)]),
        task("ask", role=None, time=exponential(6000), sends=("answer", "answer")),
        task("remind", role=None, time=minutes(0)),
        every("join"),
        task("sort", time=minutes(1), batch=batch(7, rule=recurrence("FREQ=DAILY"), by="number")),
        *(end(), end("reminded")),
        flows=flows,
        arrivals=at_once(1500),
        data={"number": number},
    )
    assert_same(model(processes=[built], posts=[post("a", posts=9)], window=TWO_WEEKS))


def _even(count):
    """Values around 0, -2 among them: as bits that is a round negative number."""
    return tuple(float(n - count // 2) for n in range(count)), (1 / count,) * count


def test_a_message_to_all_is_heard_once_by_a_case_that_waits_on_both_ways_of_a_race():
    """Two ways of one race, and hundreds of cases, are released by one message."""
    flows = [
        *chain("start", "race", "one", "merge"),
        *chain("race", "two", "merge"),
        *chain("race", "long", "merge", "work", "end"),
    ]
    asks = process(
        "p",
        *(start(), first("race"), decision("merge"), task("work", time=minutes(3)), end()),
        *(wait(name, message="go", match=match) for name, match in (("one", "all"),
                                                                    ("two", "office"))),
        wait("long", exponential(3000)),
        flows=flows,
        arrivals=at_once(900, every_minutes=7),
    )  # fmt: skip
    says = process("q", task("say", time=minutes(5), sends=("go",)), arrivals=[yearly(a=200)])
    assert_same(model(processes=[asks, says], posts=[post("a", posts=3)], window=TWO_WEEKS))


def test_cases_that_are_called_end_with_their_callers_on_both_engines():
    """A caller of callers is terminated, given up, or goes on; work of the called is in hand."""
    flows = [
        *chain("start", "split", "ask", "join", "end"),
        *chain("split", "short", "choice"),
        *(flow("choice", "join", 0.6), flow("choice", "off", 0.4), late("ask", "join")),
    ]
    top = process(
        "top",
        *(start(), every("split"), task("short", role=None, time=exponential(200)), decision()),
        call("ask", "middle", deadlines=[deadline("late", exponential(400))]),
        *(any_("join"), terminate("off"), end()),
        flows=flows,
        arrivals=[yearly(a=3000)],
    )
    middle = process("middle", task("x", time=minutes(20)), call("deeper", "low"), arrivals=[])
    low = process("low", task("y", time=exponential(60)), arrivals=[])
    assert_same(model(processes=[top, middle, low], posts=[post("a", posts=2)], window=TWO_WEEKS))


def test_a_limit_since_the_start_of_work_reads_the_fact_as_it_is_then():
    """Another strand sets the fact between the arrival and the start of the work, or after it."""
    limit = by(Conditional(((read("level > 1"), minutes(10)),), minutes(45)))
    setting = (("level", read("level + 1", "number")),)
    flows = [
        *chain("start", "split", "work", "join", "end"),
        *chain("split", "set", "join"),
        late("work", "join"),
    ]
    built = process(
        "p",
        *(start(), every("split"), any_("join"), end()),
        task("work", time=minutes(50), deadlines=(deadline("late", limit, since="start"),)),
        task("set", role=None, time=exponential(60), sets=setting),
        flows=flows,
        arrivals=[yearly(a=9000)],
        data={"level": LEVEL},
    )
    assert_same(model(processes=[built], window=TWO_WEEKS))


def settings_of_a_fact(count):
    settings = [(("level", read(f"level + {n}", "number")),) for n in range(count)]
    steps = [
        task(f"s{n}", role=None, time=minutes(1), sets=setting)
        for n, setting in enumerate(settings)
    ]
    lasts = task("last", time=by(Formula(read("level * 1 min", "time"))))
    return process("p", *steps, lasts, arrivals=[yearly(a=2000)], data={"level": LEVEL})


def test_a_fact_may_have_many_settings():
    assert_same(model(processes=[settings_of_a_fact(20)], window=TWO_WEEKS))


def test_what_does_not_fit_into_a_number_is_left_to_the_reference_engine():
    plan = make_plan(model(processes=[settings_of_a_fact(20)], window=TWO_WEEKS))
    slots = [dataclasses.replace(slot, registers=slot.registers * 13) for slot in plan.slots]
    reason = unsupported(dataclasses.replace(plan, slots=tuple(slots)))
    assert reason == "more facts and errors choose a draw than fit into a number"
