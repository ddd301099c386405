"""python -m benchmarks: engine speed as ratios, in one run, in alternating rounds."""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import time
from collections.abc import Callable

from benchmarks import by_hand, procsim_models
from procsim.simulation.compiled import build

Contestant = Callable[[int], tuple[int, float] | None]


def main() -> None:
    """Time all contestants in alternating rounds; print a table, or JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0, help="part of the cases, for a try")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    at_hand, seconds = readiness()
    results = [
        measure(name, contestants, asked.rounds)
        for name, contestants in benchmarks(asked.scale).items()
    ]
    if asked.json:
        machine = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "kernel": {"at_hand": at_hand, "seconds": round(seconds, 1)},
        }
        print(json.dumps({**machine, "rounds": asked.rounds, "results": results}, indent=2))
    else:
        print(table(results))
        print(f"the compiled engine was {'loaded' if at_hand else 'compiled'} in {seconds:.1f} s")


def readiness() -> tuple[bool, float]:
    """Whether the code of the compiled engine was at hand, and the seconds until it is ready."""
    at_hand = build.is_at_hand()
    begun = time.process_time()
    build.make_ready()
    return at_hand, time.process_time() - begun


def benchmarks(scale: float) -> dict[str, dict[str, Contestant]]:
    """Benchmark → contestant → a run with a seed; the first is what the others compare with."""
    many, some = round(100_000 * scale), round(20_000 * scale)
    station = procsim_models.station(many)
    administration = procsim_models.administration(some)
    posts = procsim_models.ADMINISTRATION_POSTS
    whole = procsim_models.shipped(scale)
    return {
        f"M/M/8, {many:,} cases": {
            "SimPy by hand": lambda seed: by_hand.station(many, seed),
            "Ciw": lambda seed: by_hand.station_in_ciw(many, seed),
            "procsim, reference": lambda seed: procsim_models.timed(station, seed)[:2],
            "procsim, compiled": lambda seed: procsim_models.timed(station, seed, "compiled")[:2],
        },
        f"administration, {some:,} cases": {
            "SimPy by hand": lambda seed: by_hand.administration(some, posts, seed),
            "procsim, reference": lambda seed: procsim_models.timed(administration, seed)[:2],
            "procsim, compiled": lambda seed: procsim_models.timed(
                administration, seed, "compiled"
            )[:2],
        },
        "full shipped model, one year": {
            "administration, reference": lambda seed: procsim_models.timed(administration, seed)[
                :2
            ],
            "procsim, reference": lambda seed: procsim_models.timed(whole, seed)[:2],
        },
    }


def measure(name: str, contestants: dict[str, Contestant], rounds: int) -> dict[str, object]:
    """Medians of activities per second, and of the ratios within each round."""
    speeds: dict[str, list[float]] = {contestant: [] for contestant in contestants}
    for seed in range(rounds):
        order = list(contestants.items())
        for contestant, run in order if seed % 2 == 0 else reversed(order):
            gc.collect()
            found = run(seed)
            if found is not None:
                speeds[contestant].append(found[0] / found[1])
    first = next(iter(contestants))
    return {
        "benchmark": name,
        "contestants": {
            contestant: {
                "activities_per_second": round(statistics.median(each)),
                "ratio": round(
                    statistics.median(a / b for a, b in zip(each, speeds[first], strict=True)), 2
                ),
            }
            for contestant, each in speeds.items()
            if each
        },
    }


def table(results: list[dict[str, object]]) -> str:
    """As text."""
    lines = [f"{'':34}{'activities/s':>14}{'ratio':>8}"]
    for result in results:
        lines.append(str(result["benchmark"]))
        contestants = result["contestants"]
        assert isinstance(contestants, dict)
        for contestant, found in contestants.items():
            speed, ratio = found["activities_per_second"], found["ratio"]
            lines.append(f"    {contestant:30}{speed:>14,}{ratio:>8.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
