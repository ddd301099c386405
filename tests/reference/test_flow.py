"""Flow analysis against published formulas and figures worked out elsewhere."""

import json
from pathlib import Path

import pytest

from procsim.model.distributions import Triangular
from procsim.model.flow_analysis.flow import analyse
from procsim.model.rules import check
from procsim.units import HOUR
from tests.builders import (
    chain,
    decision,
    end,
    every,
    flow,
    hours,
    model,
    parallel,
    post,
    process,
    rework,
    start,
    task,
    yearly,
)

DRAFTS = json.loads((Path(__file__).parent / "data/process_drafts.json").read_text("utf-8"))

#: Hours of work per case (as it is, to be): e₁ᵀ(I − P)⁻¹ τ with triangular means, worked out
#: independently of procsim.
HOURS_OF_WORK = {
    "a1": (2.090, 1.005),
    "b1": (4.754, 2.618),
    "b2": (16.068, 10.799),
    "b3": (92.590, 71.098),
    "c": (112.687, 93.421),
    "d": (5.884, 2.522),
    "e": (19.698, 14.123),
    "f": (17.430, 9.051),
}


def visits_of(made):
    return analyse(model(processes=[made])).processes[made.id].origins["a"].visits


def draft(name, version):
    """A draft as a process: a step with several ways on gets a decision after it."""
    steps = DRAFTS[name]
    nodes, flows = [start(), end()], [flow("start", "step1")]
    met, waiting = {"1"}, ["1"]
    while waiting:
        id_ = waiting.pop(0)
        low, mode, high = (x * HOUR for x in steps[id_][version])
        nodes.append(task(f"step{id_}", time=Triangular(low, mode, high)))
        ways = steps[id_][f"next_{version}"]
        source = f"step{id_}"
        if len(ways) > 1:
            source = f"after{id_}"
            nodes.append(decision(source))
            flows.append(flow(f"step{id_}", source))
        for target, share in ways.items():
            to = "end" if target == "E" else f"step{target}"
            flows.append(flow(source, to, share if len(ways) > 1 else None))
            if target != "E" and target not in met:
                met.add(target)
                waiting.append(target)
    return process(name, *nodes, flows=flows)


@pytest.mark.parametrize("name", HOURS_OF_WORK)
@pytest.mark.parametrize(("version", "place"), [("as_is", 0), ("to_be", 1)])
def test_hours_of_work_of_the_drafts_are_those_of_the_fundamental_matrix(name, version, place):
    made = model(processes=[draft(name, version)])
    assert check(made) == []
    found = analyse(made).processes[name].hours
    assert found == pytest.approx(HOURS_OF_WORK[name][place], abs=0.0005)


def test_rework_with_probability_p_gives_one_over_one_minus_p_visits():
    """Geometric: 1 / (1 − 0.2739) = 1.3772 (Jackson 1957: the feedback queue)."""
    assert visits_of(rework(0.2739))["work"] == pytest.approx(1.3772, abs=0.00005)


def test_a_network_with_feedback_has_the_visits_of_its_traffic_equations():
    """Jackson (1957): v1 = 1 + 0.2 v2, v2 = 0.6 v1, hence v1 = 1/0.88 and v2 = 0.6/0.88."""
    made = process(
        "p",
        *(start(), task("one"), decision("d1"), task("two"), decision("d2"), end()),
        flows=[
            *chain("start", "one", "d1"),
            *(flow("d1", "two", 0.6), flow("d1", "end", 0.4)),
            *chain("two", "d2"),
            *(flow("d2", "one", 0.2), flow("d2", "end", 0.8)),
        ],
    )
    visits = visits_of(made)
    assert visits["one"] == pytest.approx(1 / 0.88)
    assert visits["two"] == pytest.approx(0.6 / 0.88)


def test_every_way_of_a_split_is_visited_once_and_the_join_fires_once():
    visits = visits_of(parallel("p", task("x"), task("y"), task("z")))
    assert all(count == pytest.approx(1) for count in visits.values())


def test_a_loop_around_a_split_and_join_repeats_both_ways():
    """The block is done again with probability 1/4: 1 / (1 − 1/4) = 4/3 times, each way too."""
    made = process(
        "p",
        *(start(), every("split"), task("x"), task("y"), every("join"), decision("ok"), end()),
        decision("again"),
        flows=[
            *chain("start", "again", "split", "x", "join", "ok"),
            *chain("split", "y", "join"),
            *(flow("ok", "end", 0.75), flow("ok", "again", 0.25)),
        ],
    )
    assert check(model(processes=[made])) == []
    visits = visits_of(made)
    for id_ in ("split", "x", "y", "join", "ok"):
        assert visits[id_] == pytest.approx(4 / 3)


def test_rework_on_one_parallel_way_does_not_repeat_the_other():
    """Way x is done 1 / (1 − 0.5) = 2 times, y once, and the join fires once."""
    made = process(
        "p",
        *(start(), every("split"), task("x"), decision("ok"), task("y"), every("join"), end()),
        flows=[
            *chain("start", "split", "x", "ok"),
            *(flow("ok", "join", 0.5), flow("ok", "x", 0.5)),
            *chain("split", "y", "join", "end"),
        ],
    )
    visits = visits_of(made)
    assert visits["x"] == pytest.approx(2)
    assert visits["y"] == pytest.approx(1)
    assert visits["join"] == pytest.approx(1)


def test_load_is_the_offered_work_over_the_servers():
    """M/M/c: ρ = λ / (c μ); 8,760 cases a year of 90 minutes on 2 posts always on duty: 0.75."""
    made = model(
        posts=[post(posts=2)],
        processes=[process("p", task(time=hours(1.5)), arrivals=[yearly(a=8760)])],
    )
    (group,) = analyse(made).groups
    assert group.load == pytest.approx(0.75)
    assert group.posts_needed == pytest.approx(1.5)
