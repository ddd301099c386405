"""python -m benchmarks.scaling: how the cost of a study grows with what it is asked for.

Processor seconds of one core and memory, each row in a process of its own: making the plan, running
one replication with the compiled engine, measuring it. The table of docs/scaling.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import replace

from benchmarks.procsim_models import (
    _chain,
    _model,
    _process,
    _same,
    _task,
    administration,
)
from procsim.analysis.runs import Run
from procsim.analysis.yardstick import Yardstick
from procsim.model.arrivals import RandomArrivals
from procsim.model.model import Model, Window
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.replication import replicate
from procsim.units import Span

SIZES = {
    "cases": (10_000, 30_000, 100_000, 300_000, 1_000_000),
    "steps": (4, 8, 16, 32),
    "offices": (1, 10, 100, 1_000),
    "pay offices": (10, 30, 100),
}
_CASES_OF_OTHERS = 100_000
"""Where steps or offices grow, the work stays: fewer cases, or fewer in each office."""


def main() -> None:
    """Print a table, a row for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES["cases"][-1], help="cases, at most")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(row(asked.one[0], int(asked.one[1])))
        return
    print("| what grows | activities | plan s | run s | measure s | µs an activity | memory MB |")
    print("|---|---|---|---|---|---|---|")
    for what, sizes in SIZES.items():
        for size in sizes:
            if what != "cases" or size <= asked.most:
                own = [sys.executable, "-m", "benchmarks.scaling", "--one", what, str(size)]
                done = subprocess.run(own, capture_output=True, check=True, text=True)  # noqa: S603  # ours
                print(done.stdout, end="", flush=True)


def row(what: str, size: int) -> str:
    """One line of the table, of a model with `size` of something."""
    built = BUILDERS[what](size)
    warm_up(built)
    begun = time.process_time()
    plan = make_plan(built)
    run = Run("baseline", Yardstick(built, plan), "none")
    planned = time.process_time()
    log, roster = replicate(plan, seed=1, replication=1, engine="compiled")
    ran = time.process_time()
    run.observe(log, roster)
    measured = time.process_time()
    done = log.activities.case.size
    each = (measured - planned) / done * 1e6
    return (
        f"| {size:,} {what} | {done:,} | {planned - begun:.2f} | {ran - planned:.2f} "
        f"| {measured - ran:.2f} | {each:.2f} | {peak_memory():,.0f} |"
    )


def warm_up(built: Model) -> None:
    """Load code and libraries, so that only work is timed: a fortnight of the same model."""
    short = replace(built, window=Window(built.window.start, Span(0, 14), Span(), Span()))
    plan = make_plan(short)
    log, roster = replicate(plan, seed=1, replication=1, engine="compiled")
    Run("baseline", Yardstick(short, plan), "none").observe(log, roster)


def with_cases(count: int) -> Model:
    """The administration of `python -m benchmarks` with posts for so many cases a year."""
    built = administration(count)
    return replace(
        built, posts=tuple(replace(post, posts=_posts(post.posts, count)) for post in built.posts)
    )


def with_steps(count: int) -> Model:
    """A chain of so many tasks, with as many activities whatever its length."""
    tasks = [_task(f"task{each}", "clerk", 20) for each in range(count)]
    flows = _chain("start", *(task.id for task in tasks), "end")
    cases = _CASES_OF_OTHERS * 4 // count
    arrivals = RandomArrivals({"a": float(cases)}, "week", (1.0,) * 12, _same(1.0))
    return _model({"clerk": 120}, "week", _process("chain", [arrivals], tasks, flows), _YEAR)


def with_offices(count: int) -> Model:
    """So many offices that share the cases, each with clerks of its own."""
    clerks = max(1, round(120 / count))
    return _alike(count, tasks=4, cases=_CASES_OF_OTHERS / count, clerks=clerks)


def national(count: int) -> Model:
    """So many pay offices of a civil service, each for a thousand staff: twelve changes a year for
    each of them, five steps a change, clerks at a load of about two thirds."""
    return _alike(count, tasks=5, cases=12_000, clerks=15)


def _alike(count: int, *, tasks: int, cases: float, clerks: int) -> Model:
    """Offices that all do the same: cases a year, and clerks, in each."""
    chain = [_task(f"task{each}", "clerk", 20) for each in range(tasks)]
    flows = _chain("start", *(task.id for task in chain), "end")
    arrivals = RandomArrivals({"a": cases}, "week", (1.0,) * 12, _same(1.0))
    one = _model({"clerk": clerks}, "week", _process("chain", [arrivals], chain, flows), _YEAR)
    names = [f"o{each}" for each in range(count)]
    everywhere = replace(arrivals, per_year=dict.fromkeys(names, cases))
    (office,), (post,) = one.offices.values(), one.posts
    process = replace(one.processes["chain"], arrivals=(everywhere,))
    return replace(
        one,
        offices={name: replace(office, id=name) for name in names},
        posts=tuple(replace(post, office=name) for name in names),
        processes={"chain": process},
    )


def _posts(of_twenty_thousand: float, cases: int) -> float:
    return max(1.0, round(of_twenty_thousand * cases / 20_000))


_YEAR = Window(administration(1).window.start, Span(12), Span(), Span(3))


def peak_memory() -> float:
    """The most that this process has used, in megabytes."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (2**20 if sys.platform == "darwin" else 2**10)


BUILDERS = {
    "cases": with_cases,
    "steps": with_steps,
    "offices": with_offices,
    "pay offices": national,
}


if __name__ == "__main__":
    main()
