"""The benchmark models for procsim, and a run of each that is timed without its start-up."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.run import Run
from procsim.files import read_model
from procsim.model.arrivals import GapArrivals, RandomArrivals
from procsim.model.by_origin import ByOrigin
from procsim.model.calendars import ALWAYS, Calendar
from procsim.model.distributions import Exponential
from procsim.model.elements import All, Decision, End, Start, Task
from procsim.model.model import Baseline, ExchangeRates, Model, Window
from procsim.model.organisation import Office, Post, Role, WorkingTime
from procsim.model.process import Flow, Process
from procsim.model.rules import check
from procsim.model.text import plain
from procsim.simulation.engine_compiled import run as run_compiled
from procsim.simulation.engine_simpy import run as run_reference
from procsim.simulation.log import Log, Result
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.preparation.cases import prepare_cases
from procsim.simulation.preparation.roster import draw_roster
from procsim.units import MINUTE, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HOURS = ((9 * 60, 17 * 60),)
WEEK = Calendar("week", (_HOURS, _HOURS, _HOURS, _HOURS, _HOURS, (), ()))
NOBODY: dict[str, int] = {}
SHIPPED = Path(__file__).resolve().parent.parent / "models" / "field-hq" / "model.yaml"


ENGINES = {"reference": run_reference, "compiled": run_compiled}


def timed(model: Model, seed: int, engine: str) -> Run:
    """One replication. Cases and absences are drawn within the run, as they are by hand."""
    set_up = time.process_time()
    plan = make_plan(model)
    begun = time.process_time()
    cases = prepare_cases(plan, seed=seed, replication=0)
    roster = draw_roster(plan, seed=seed, replication=0)
    log = ENGINES[engine](plan, cases, roster, replication=0)
    ended = time.process_time()
    done = int(np.count_nonzero(log.activities.result == Result.DONE))
    return Run(done, ended - begun, begun - set_up, _cycle_hours(log))


def _cycle_hours(log: Log) -> float:
    """Of the cases that ended."""
    ended = log.case_ended >= 0
    spans = log.case_ended[ended] - log.case_arrived[ended]
    return float(spans.mean()) / (60 * MINUTE)


def station(cases: int) -> Model:
    """M/M/8 at a load of 80 %: mean service 8 minutes, a case every 1.25 minutes."""
    work = _task("work", "clerk", 8)
    arrivals = GapArrivals(("a",), Exponential(1.25 * MINUTE), "always", _same(1.0))
    process = _process("station", [arrivals], [work], ["start", "work", "end"])
    days = round(cases * 1.25 / 1440)
    window = Window(dt.date(2026, 1, 1), Span(0, days), Span(), Span(0, 30))
    return _model({"clerk": 8}, "always", process, window)


def shipped(scale: float) -> Model:
    """The shipped model for a year (of which `scale` is the part run), without warm-up."""
    made = read_model(SHIPPED)
    length = Span(max(1, round(12 * scale)))
    return replace(made, window=Window(made.window.start, length, Span(), Span()))


ADMINISTRATION_POSTS = {"registry": 10, "officer": 8, "lawyer": 20, "accountant": 7}
"""For 20,000 cases a year."""
SMALL_POSTS = {"registry": 1, "officer": 1, "lawyer": 1, "accountant": 1}
"""For 2,050 cases a year: about 10,000 activities."""


def administration(
    cases: int, posts: Mapping[str, int] = ADMINISTRATION_POSTS, offices: int = 1, years: int = 1
) -> Model:
    """In each office: intake; 70 % need a check; two tasks in parallel; a decision with 15 %
    rework. `cases` a year come to each office, which has so many posts."""
    nodes = [
        _task("intake", "registry", 20),
        Decision("needed", plain("needed"), "needed"),
        _task("check", "officer", 30),
        Decision("checked", plain("checked"), "checked"),
        All("split", plain("split")),
        _task("legal", "lawyer", 25),
        _task("money", "accountant", 25),
        All("join", plain("join")),
        _task("sign", "registry", 15),
        Decision("right", plain("right"), "right"),
    ]
    flows = [
        *_chain("start", "intake", "needed"),
        Flow("needed", "check", _same(0.7)),
        Flow("needed", "checked", _same(0.3)),
        *_chain("check", "checked", "split", "legal", "join", "sign", "right"),
        *_chain("split", "money", "join"),
        Flow("right", "end", _same(0.85)),
        Flow("right", "sign", _same(0.15)),
    ]
    return _yearly("administration", cases, nodes, flows, posts, offices, years)


def chain(steps: int, cases: int, posts: Mapping[str, int]) -> Model:
    """One office; so many tasks of 20 minutes one after the other, by turns of each role."""
    roles = tuple(posts)
    tasks = [_task(f"task{step}", roles[step % len(roles)], 20) for step in range(steps)]
    names = ["start", *(task.id for task in tasks), "end"]
    return _yearly("chain", cases, tasks, _chain(*names), posts, 1, 1)


def _yearly(
    name: str,
    cases: int,
    nodes: list,
    flows: list,
    posts: Mapping[str, int],
    offices: int,
    years: int,
) -> Model:
    places = [f"office{number}" for number in range(offices)]
    volumes = dict.fromkeys(places, float(cases))
    arrivals = RandomArrivals(volumes, "week", (1.0,) * 12, _same(1.0))
    process = _process(name, [arrivals], nodes, flows)
    window = Window(dt.date(2026, 1, 1), Span(12 * years), Span(), Span(3))
    return _model(posts, "week", process, window, places)


def _model(
    posts: Mapping[str, int],
    calendar: str,
    process: Process,
    window: Window,
    offices: Sequence[str] = ("a",),
) -> Model:
    model = Model(
        id="benchmark",
        title=plain("Benchmark"),
        currency="USD",
        price_year=2026,
        window=window,
        exchange_rates=ExchangeRates(None, "", {}),
        baseline=Baseline(None, "draft", "", None),
        calendars={"always": ALWAYS, "week": WEEK},
        offices={
            id_: Office(id_, plain(id_), "country", None, "UTC", calendar, "USD", NOBODY)
            for id_ in offices
        },
        roles={
            name: Role(name, plain(name), "administrative", "", "", 0.0, False, {})
            for name in posts
        },
        posts=tuple(
            Post(id_, (name,), number, calendar, None, 1.0, WorkingTime(), "", "", "administrative")
            for id_ in offices
            for name, number in posts.items()
        ),
        hand_overs=(),
        systems={},
        processes={process.id: process},
        observed=(),
        targets=(),
        inputs=(),
    )
    problems = check(model)
    assert not problems, problems  # what stands still is quick
    return model


def _process(name: str, arrivals: list, nodes: list, flows: list) -> Process:
    made = flows if isinstance(flows[0], Flow) else _chain(*flows)
    every = (Start("start", plain("start")), *nodes, End("end", plain("end")))
    return Process(name, plain(name), plain("case"), "", tuple(arrivals), every, tuple(made))


def _task(name: str, role: str, mean: float) -> Task:
    time_ = _same(Exponential(mean * MINUTE))
    return Task(name, plain(name), role, _same("origin"), time_, luck=name)


def _chain(*names: str) -> list[Flow]:
    return [Flow(a, b) for a, b in pairwise(names)]


def _same(value):
    return ByOrigin(value, {})
