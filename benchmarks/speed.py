"""Activities per second, as ratios: all contestants in one process, in alternating rounds."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

from benchmarks import bare_loop, in_ciw, in_simpy, procsim_models
from procsim.simulation.compiled import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.run import Run

    Contestant = Callable[[int], Run | None]
    Contest = dict[str, Contestant]

POSTS = procsim_models.ADMINISTRATION_POSTS


def measure(*, rounds: int, scale: float) -> dict[str, object]:
    """Every contest, and how long the code of the compiled engine takes to be ready."""
    at_hand = build.is_at_hand()
    begun = time.process_time()
    build.make_ready()
    ready = time.process_time() - begun
    return {
        "kernel": {"at_hand": at_hand, "seconds": round(ready, 1)},
        "contests": {name: _hold(contest, rounds) for name, contest in _contests(scale).items()},
    }


def _contests(scale: float) -> dict[str, Contest]:
    """Contest → contestant → a run with a seed; the first is what the others compare with."""
    many, some = round(50_000 * scale), round(20_000 * scale)
    station = procsim_models.station(many)
    one = procsim_models.administration(some)
    ten = procsim_models.administration(some, offices=10)
    whole = procsim_models.shipped(scale)
    return {
        f"M/M/8, {many:,} cases": {
            "SimPy by hand": lambda seed: in_simpy.station(many, seed),
            "Ciw": lambda seed: in_ciw.station(many, seed),
            "bare loop": lambda seed: bare_loop.station(many, seed),
            "procsim, reference": lambda seed: procsim_models.timed(station, seed, "reference"),
            "procsim, compiled": lambda seed: procsim_models.timed(station, seed, "compiled"),
        },
        f"administration, {some:,} cases": {
            "SimPy by hand": lambda seed: in_simpy.administration(some, POSTS, seed),
            "Ciw": lambda seed: in_ciw.administration(some, POSTS, seed),
            "bare loop": lambda seed: bare_loop.administration(some, POSTS, seed),
            "procsim, reference": lambda seed: procsim_models.timed(one, seed, "reference"),
            "procsim, compiled": lambda seed: procsim_models.timed(one, seed, "compiled"),
        },
        f"administration in ten offices, {10 * some:,} cases": {
            "SimPy by hand, one office": lambda seed: in_simpy.administration(some, POSTS, seed),
            "bare loop": lambda seed: bare_loop.administration(some, POSTS, seed, 10),
            "procsim, compiled": lambda seed: procsim_models.timed(ten, seed, "compiled"),
        },
        "full shipped model, one year": {
            "administration, reference": lambda seed: procsim_models.timed(one, seed, "reference"),
            "administration, compiled": lambda seed: procsim_models.timed(one, seed, "compiled"),
            "procsim, reference": lambda seed: procsim_models.timed(whole, seed, "reference"),
            "procsim, compiled": lambda seed: procsim_models.timed(whole, seed, "compiled"),
        },
    }


def _hold(contest: Contest, rounds: int) -> dict[str, dict[str, float]]:
    """Each contestant's medians over the rounds; its ratio is that of speeds within a round."""
    runs: dict[str, list[Run]] = {contestant: [] for contestant in contest}
    for seed in range(rounds):
        order = list(contest.items())
        for contestant, run in order if seed % 2 == 0 else reversed(order):
            gc.collect()
            found = run(seed)
            if found is not None:
                runs[contestant].append(found)
    speeds = {who: [each.activities / each.seconds for each in its] for who, its in runs.items()}
    first = next(iter(speeds.values()))
    return {
        contestant: {
            "activities": round(statistics.median(run.activities for run in its)),
            "per_second": round(statistics.median(speeds[contestant])),
            "ratio": statistics.median(
                mine / other for mine, other in zip(speeds[contestant], first, strict=True)
            ),
            "start_up": statistics.median(run.start_up for run in its),
            "cycle_hours": statistics.median(run.cycle_hours for run in its),
        }
        for contestant, its in runs.items()
        if its
    }
