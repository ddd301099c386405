"""What a contestant says of a run."""

from __future__ import annotations

from typing import NamedTuple


class Run(NamedTuple):
    """Activities done, seconds of processor time, and what shows that the work was the same."""

    activities: int
    seconds: float
    """Of the run with its log, the drawing of cases and of service times included."""
    start_up: float
    """Seconds until the run begins: building the model, the plan, the objects."""
    cycle_hours: float
    """Mean time from arrival to end of a case."""


def mean_hours(ends: list[tuple[int, float, float]]) -> float:
    """Of cases (number, arrived, ended) in minutes."""
    return sum(ended - arrived for _, arrived, ended in ends) / len(ends) / 60
