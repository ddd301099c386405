"""python -m benchmarks: speed, memory, growth, and what addressed luck is worth."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import growth, luck, memory, page, speed, study

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Run the parts asked for (all), printing each when it is done."""
    asked = _arguments()
    parts: dict[str, Callable[[], object]] = {
        "speed": lambda: speed.measure(rounds=asked.rounds, scale=asked.scale),
        "memory": lambda: memory.measure(scale=asked.scale),
        "growth": lambda: growth.measure(
            rounds=asked.rounds, scale=asked.scale, largest=asked.largest
        ),
        "luck": lambda: luck.measure(replications=asked.replications, everything=asked.everything),
        "study": lambda: study.measure(rounds=asked.rounds),
    }
    results: dict[str, object] = {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "python": platform.python_version(),
        "rounds": asked.rounds,
        "scale": asked.scale,
    }
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream
    for part in asked.parts or parts:
        results[part] = parts[part]()
        print("\n\n".join(page.sections({part: results[part]})), end="\n\n", flush=True)
        if asked.json:
            asked.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = ("speed", "memory", "growth", "luck", "study")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(names)}")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1.0, help="part of the work, for a try")
    parser.add_argument(
        "--largest", type=int, default=1_000_000, help="activities of the largest run (growth)"
    )
    parser.add_argument("--replications", type=int, default=8, help="(luck)")
    parser.add_argument(
        "--everything", action="store_true", help="the slow runs too (luck): many minutes"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the results")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(names):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return asked


if __name__ == "__main__":
    main()
