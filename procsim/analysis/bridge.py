"""The savings bridge: what each part of a scenario adds, in the order of its file.

Every bar is a paired run: the model after a part against the model before it, on the same luck. The
order matters (parts interact), so it is the file's and is printed with the bars.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.analysis.estimates import effects, estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.analysis.estimates import Estimates

#: What the bars show, over all processes: (kpi, statistic).
BRIDGED: Final = (
    ("cost_of_work_per_year", "total"),
    ("cost_of_capacity", "total"),
    ("work_per_year", "total"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """The effect of one part on one indicator of the whole, added after the parts before it."""

    scenario: str
    part: str
    kpi: str
    unit: str
    before: float
    difference: float
    low: float
    high: float
    replications: int


def bridge(scenario: str, parts: Sequence[str], stations: Sequence[Estimates]) -> tuple[Bar, ...]:
    """The bars between consecutive stations: the baseline, after the first part, …, all parts."""
    bars = []
    for part, before, after in zip(parts, stations[:-1], stations[1:], strict=True):
        effect = effects(_shown(before), _shown(after))
        for number, key in enumerate(effect.keys):
            bars.append(
                Bar(
                    scenario,
                    part,
                    key.kpi,
                    key.unit,
                    float(effect.before[number]),
                    float(effect.difference[number]),
                    float(effect.low[number]),
                    float(effect.high[number]),
                    effect.replications,
                )
            )
    return tuple(bars)


def _shown(estimates: Estimates) -> Estimates:
    """Only what the bars show."""
    at = [
        number
        for number, key in enumerate(estimates.keys)
        if (key.process, key.scope) == ("all", "process") and (key.kpi, key.statistic) in BRIDGED
    ]
    keys = [estimates.keys[number] for number in at]
    return estimate(estimates.scenario, keys, estimates.values[:, at])
