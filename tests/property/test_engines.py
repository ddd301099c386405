"""The compiled engine means what the reference engine means: the same log, byte for byte."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procsim.errors import ProcsimError, UsageError
from procsim.files import read_model, read_scenarios
from procsim.model.elements import Alternative, Performer
from procsim.simulation.engine_compiled import run as run_compiled
from procsim.simulation.engine_simpy import run as run_reference
from procsim.simulation.engines import Engine, choose, unsupported
from procsim.simulation.plan import Op
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.preparation.cases import prepare_cases
from procsim.simulation.preparation.roster import draw_roster
from procsim.simulation.replication import replicate
from procsim.units import HOUR, Span
from tests.architecture.sources import ROOT
from tests.builders import (
    batch,
    by,
    chain,
    decision,
    end,
    every,
    exponential,
    flow,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    recurrence,
    rework,
    role,
    start,
    task,
    terminate,
    wait,
    window,
    yearly,
)
from tests.engines import difference, replicate_by_both, same_log
from tests.property.generated import CALENDARS, models

MODELS = sorted(ROOT.glob("models/*/model.yaml"))
SCENARIOS = sorted(ROOT.glob("scenarios/*.yaml"))

many = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def shortened(built):
    """A quarter of the year, so that every part is run and the test is quick."""
    return dataclasses.replace(
        built, window=dataclasses.replace(built.window, length=Span(3), drain=Span(1))
    )


def assert_same(built, *, replication=0):
    plan = make_plan(built)
    assert unsupported(plan) is None
    replicate_by_both(plan, seed=1, replication=replication)


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.parent.name)
def test_shipped_models_have_the_same_log_on_both_engines(file):
    assert_same(read_model(file))


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_shipped_scenarios_have_the_same_log_on_both_engines(file):
    for scenario in read_scenarios(file):
        assert_same(shortened(scenario.model), replication=1)


@many
@given(models())
def test_random_models_have_the_same_log_on_both_engines(built):
    assert_same(built)


@st.composite
def strands(draw):
    """Three strands at once, of which one may end the case while the others wait, are collected,
    are worked, or are on their way."""
    batches = st.sampled_from(
        [
            None,
            batch(2, age=3 * HOUR, setup=minutes(20)),
            batch(5, rule=recurrence("FREQ=DAILY", "11:00")),
            batch(age=40 * HOUR),
        ]
    )
    nodes = [start(), every("split"), every("join"), end()]
    flows = [*chain("start", "split")]
    for strand in ("a", "b", "c"):
        last = "split"
        for number in range(draw(st.integers(1, 3))):
            name = f"{strand}{number}"
            if draw(st.integers(0, 3)) == 0:
                nodes.append(wait(name, exponential(draw(st.integers(1, 900)))))
            else:
                rule = draw(batches)
                closing = "keep" if rule else draw(st.sampled_from(["keep", "pass_on"]))
                nodes.append(
                    task(
                        name,
                        role=draw(st.sampled_from(["clerk", "expert", "anybody"])),
                        time=draw(st.sampled_from([minutes(0), minutes(45), exponential(120)])),
                        batch=rule,
                        at_closing=closing,
                        priority=draw(st.sampled_from([0, 1])),
                    )
                )
            flows += chain(last, name)
            last = name
        ways = draw(st.sampled_from([0.0, 0.2, 0.6]))
        if ways:
            nodes += [decision(f"{strand}_d"), terminate(f"{strand}_off")]
            flows += [
                *chain(last, f"{strand}_d"),
                flow(f"{strand}_d", f"{strand}_off", ways),
                flow(f"{strand}_d", "join", 1 - ways),
            ]
        else:
            flows += chain(last, "join")
    flows += chain("join", "end")
    place = office(calendar=draw(st.sampled_from(["always", *(made.id for made in CALENDARS)])))
    hours = place.calendar
    return model(
        offices=[place],
        roles=[role("anybody", unlimited=True)],
        calendars=CALENDARS,
        posts=[
            post("a", "clerk", "expert", posts=draw(st.sampled_from([1, 2])), calendar=hours),
            post("a", "expert", posts=draw(st.sampled_from([0.5, 1])), calendar=hours),
        ],
        processes=[
            process(
                "p", *nodes, flows=flows, arrivals=[yearly(a=draw(st.sampled_from([900, 3000])))]
            )
        ],
        window=window(months=0, days=draw(st.sampled_from([14, 30])), drain=Span(0, 7)),
    )


@many
@given(strands())
def test_cases_that_are_terminated_midway_have_the_same_log_on_both_engines(built):
    assert_same(built)


def test_tables_that_grow_in_a_run_change_nothing():
    """More cases at once, rows and columns of draws than there is room for at the start."""
    built = model(
        posts=[post("a", posts=3)],
        processes=[
            rework(
                0.5,
                task(time=minutes(30), batch=batch(1500, age=300 * HOUR)),
                arrivals=[yearly(a=90_000)],
            )
        ],
        window=window(months=2),
    )
    assert_same(built)


def test_the_time_from_which_others_may_take_work_concerns_no_later_work_of_the_case():
    """Done in time by its own clerk; when others could have taken it the case waits elsewhere."""
    helped = task("a", performer=Performer((Alternative("boss", by("origin"), 2 * HOUR),)))
    built = process("p", helped, task("b", role="expert", time=hours(3)), arrivals=[yearly(a=4000)])
    staff = [post("a", "clerk", posts=5), post("a", "boss"), post("a", "expert", posts=2)]
    assert_same(
        model(
            roles=[role("boss"), role("expert")],
            posts=staff,
            processes=[built],
            window=window(months=0, days=14, drain=Span(0, 7)),
        )
    )


def test_both_engines_refuse_an_endless_loop_in_the_same_words():
    plan = make_plan(
        model(
            processes=[rework(0.999999, task(role=None, time=minutes(0)), arrivals=[yearly(a=9)])]
        )
    )
    cases = prepare_cases(plan, seed=1, replication=0)
    roster = draw_roster(plan, seed=1, replication=0)
    said = []
    for run in (run_reference, run_compiled):
        with pytest.raises(ProcsimError, match="an endless loop") as caught:
            run(plan, cases, roster, replication=0)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_a_difference_names_the_first_row_and_tells_its_case():
    plan = make_plan(model())
    log, _ = replicate(plan, seed=1, replication=0)
    started = log.activities.started.copy()
    started[5] += 1
    other = dataclasses.replace(
        log, activities=dataclasses.replace(log.activities, started=started)
    )
    assert not same_log(log, other)
    told = difference(plan, log, other)
    assert told.startswith("row 5 of ")
    assert "<--" in told


# --- the choice -----------------------------------------------------------------------------------


def test_small_work_is_run_by_the_reference_engine():
    assert choose([("small", make_plan(model()), 2)]) == ["simpy"]


def test_much_work_is_run_by_the_compiled_engine():
    assert choose([("much", make_plan(model()), 100_000)]) == ["compiled"]


def _with_an_unknown_operation():
    plan = make_plan(model())
    known = plan.instructions
    odd = dataclasses.replace(known[1], op=max(vars(Op).values(), key=_number) + 1)
    return dataclasses.replace(plan, instructions=(known[0], odd, *known[2:]))


def _number(value):
    return value if isinstance(value, int) else -1


def test_what_the_compiled_engine_does_not_know_is_run_by_the_reference_engine_and_said():
    told = []
    plans = [("odd", _with_an_unknown_operation(), 100_000), ("plain", make_plan(model()), 1)]
    engines: list[Engine] = choose(plans, tell=told.append)
    assert engines == ["simpy", "compiled"]
    (line,) = told
    assert line.startswith("odd: the reference engine runs it, for visa.work needs ")


def test_asking_for_the_compiled_engine_where_it_cannot_run_is_refused_with_the_step():
    with pytest.raises(UsageError, match=r"cannot run odd: visa\.work needs"):
        choose([("odd", _with_an_unknown_operation(), 1)], "compiled")
