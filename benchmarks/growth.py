"""How cost grows: with the work, and not with the offices, years and steps it is spread over."""

from __future__ import annotations

import gc
import math
from typing import TYPE_CHECKING

from benchmarks import procsim_models
from procsim.simulation.compiled import build

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.run import Run
    from procsim.model.model import Model

CASES = 2_050
"""A year in an office with four posts: about 10,000 activities."""
SMALL = procsim_models.SMALL_POSTS


def measure(*, rounds: int, scale: float, largest: int = 1_000_000) -> dict[str, object]:
    """Seconds by size, each twice as much as the one before, up to about `largest` activities; and
    seconds of the same amount of work in other shapes."""
    build.make_ready()
    return {
        "doubling": _doubling(round(largest * scale), rounds),
        "shapes": _shapes(scale, rounds),
    }


def _doubling(largest: int, rounds: int) -> list[dict[str, float]]:
    steps = max(1, round(math.log2(largest / 10_000)))
    sizes = [2**step for step in range(steps + 1)]
    models = {
        str(offices): procsim_models.administration(CASES, SMALL, offices) for offices in sizes
    }
    runs = _quickest(models, rounds)
    return [
        {
            "offices": offices,
            "activities": runs[str(offices)].activities,
            "seconds": runs[str(offices)].seconds,
            "microseconds_each": runs[str(offices)].seconds / runs[str(offices)].activities * 1e6,
        }
        for offices in sizes
    ]


def _shapes(scale: float, rounds: int) -> dict[str, dict[str, float]]:
    """About half a million activities, in many shapes."""
    parts = max(4, round(48 * scale))
    models = {
        f"1 office, {parts * CASES:,} cases": _office(parts, 1),
        f"4 offices, {parts // 4 * CASES:,} cases each": _office(parts // 4, 4),
        f"{parts} offices, {CASES:,} cases each": _office(1, parts),
        f"4 offices, {CASES:,} cases each a year, {parts // 4} years": _office(1, 4, parts // 4),
        **{
            f"1 office, {steps} steps in a row": procsim_models.chain(
                steps, parts * 10_000 // steps, _posts(parts)
            )
            for steps in (4, 8, 40)
        },
    }
    return {
        shape: {
            "activities": run.activities,
            "seconds": run.seconds,
            "start_up": run.start_up,
            "microseconds_each": run.seconds / run.activities * 1e6,
        }
        for shape, run in _quickest(models, rounds).items()
    }


def _office(size: int, offices: int, years: int = 1) -> Model:
    return procsim_models.administration(size * CASES, _posts(size), offices, years)


def _posts(size: int) -> Mapping[str, int]:
    return dict.fromkeys(SMALL, size)


def _quickest(models: Mapping[str, Model], rounds: int) -> dict[str, Run]:
    """The quickest run of each, of some alternating rounds: what others take of the machine only
    ever adds."""
    best: dict[str, Run] = {}
    for seed in range(rounds):
        order = list(models.items())
        for name, model in order if seed % 2 == 0 else reversed(order):
            gc.collect()
            run = procsim_models.timed(model, 1, "compiled")
            if name not in best or run.seconds < best[name].seconds:
                best[name] = run
    return best
