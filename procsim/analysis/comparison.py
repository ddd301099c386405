"""Scenarios against the baseline: every effect with its interval, its verdict and its luck.

Families for Holm's adjustment: the headline (every headline indicator of every process and of the
whole, over all scenarios); elsewhere one indicator of one process over all ids of a scope, for one
scenario. A verdict needs an adjusted p-value below 5 %; the intervals beside it are Student's 95 %
intervals of each effect alone, so one may lie beyond 0 where the verdict cannot tell.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from procsim.analysis.estimates import (
    Effects,
    Estimates,
    Moments,
    effects,
    further_replications,
    holm,
    moments,
    p_values,
)
from procsim.analysis.kpis import KPIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from procsim.analysis.sheet import Key
    from procsim.analysis.stability import Stability
    from procsim.model.flow_analysis.flow import FlowAnalysis
    from procsim.model.model import Model
    from procsim.model.scenario import Scenario

    Values = NDArray[np.float64]

Verdict = Literal[
    "better", "worse", "higher", "lower", "same", "cannot_tell", "not_comparable", "not_tested"
]

#: Indicators of the headline: (kpi, statistic).
HEADLINE: Final = (
    ("cycle_time", "mean"),
    ("cycle_time", "p90"),
    ("cost_of_work", "mean"),
    ("work_per_year", "total"),
    ("cost_of_work_per_year", "total"),
    ("cost_of_capacity", "total"),
    ("posts_needed", "total"),
)
#: Indicators by which an office gains or loses.
FAIRNESS: Final = (
    ("cycle_time", "mean"),
    ("cycle_time", "p90"),
    ("waiting_time", "mean"),
    ("cost_of_work", "mean"),
    ("within_target", "mean"),
)
SIGNIFICANT: Final = 0.05


@dataclass(frozen=True)
class Outcome:
    """One scenario (or the baseline, with `scenario` None) after its replications. What an unstable
    pool touches is already blank in `estimates`."""

    id: str
    model: Model
    scenario: Scenario | None
    estimates: Estimates
    stability: Stability
    flow: FlowAnalysis


@dataclass(frozen=True, slots=True)
class Judgement:
    """One effect. Numbers in the key's unit; `p` adjusted within its family; `more`, where the
    verdict is `cannot_tell`, is about how many more replications would tell a difference of the
    size found (None: a million would not). `replications` have a value on both sides."""

    scenario: str
    key: Key
    before: float
    after: float
    difference: float
    low: float
    high: float
    p: float
    reduction: float
    verdict: Verdict
    more: int | None
    replications: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """An office that gains (`better`) or loses by more than the materiality, surely so."""

    scenario: str
    judgement: Judgement
    better: bool
    p: float
    """Adjusted over all offices, processes and indicators of the scenario."""


@dataclass(frozen=True)
class Comparison:
    """The baseline, the scenarios, and what is between them."""

    baseline: Outcome
    scenarios: tuple[Outcome, ...]
    judgements: tuple[Judgement, ...]
    shifts: tuple[Shift, ...]
    materiality: float
    """The share of the baseline's value below which a gain or loss is not worth naming."""

    def of(self, scenario: str, **wanted: str) -> tuple[Judgement, ...]:
        """The judgements of a scenario whose key has these fields (`kpi="cycle_time"`, …)."""
        return tuple(
            each
            for each in self.judgements
            if each.scenario == scenario
            and all(getattr(each.key, name) == value for name, value in wanted.items())
        )

    @property
    def headline(self) -> tuple[Judgement, ...]:
        """The family of the headline: the effects over which Holm adjusts its verdicts."""
        return tuple(
            each for each in self.judgements if is_headline(each.key) and not np.isnan(each.p)
        )


def compare(
    baseline: Outcome, scenarios: Sequence[Outcome], *, materiality: float = 0.05
) -> Comparison:
    """Judge every effect of every scenario, and name the offices that gain and lose."""
    found = [(outcome, effects(baseline.estimates, outcome.estimates)) for outcome in scenarios]
    adjusted = _adjusted(found)
    judgements: list[Judgement] = []
    shifts: list[Shift] = []
    for (outcome, effect), p in zip(found, adjusted, strict=True):
        judged = _judge(baseline, outcome, effect, p)
        judgements.extend(judged)
        shifts.extend(_shifts(effect, judged, materiality))
    return Comparison(baseline, tuple(scenarios), tuple(judgements), tuple(shifts), materiality)


def _adjusted(
    found: Iterable[tuple[Outcome, Effects]],
) -> list[Values]:
    families: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    raw: list[Values] = []
    for number, (outcome, effect) in enumerate(found):
        raw.append(effect.p)
        for position, key in enumerate(effect.keys):
            families[_family(outcome.id, key)].append((number, position))
    adjusted: list[Values] = [np.full(p.shape, np.nan) for p in raw]
    for members in families.values():
        for (number, position), p in zip(
            members, holm(np.array([raw[n][at] for n, at in members])), strict=True
        ):
            adjusted[number][position] = p
    return adjusted


def is_headline(key: Key) -> bool:
    """Whether an effect is judged with the headline: of a process or of the whole."""
    return key.scope == "process" and (key.kpi, key.statistic) in HEADLINE


def _family(scenario: str, key: Key) -> tuple[str, ...]:
    if is_headline(key):
        return ("headline",)
    return (scenario, key.process, key.scope, key.kpi, key.statistic)


def _judge(baseline: Outcome, outcome: Outcome, effect: Effects, p: Values) -> list[Judgement]:
    hidden = baseline.stability.touched | outcome.stability.touched
    more = _more(effect, p)
    judged = []
    for n, key in enumerate(effect.keys):
        difference, error = float(effect.difference[n]), float(effect.error[n])
        count = int(effect.counts[n])
        verdict = (
            "not_comparable" if key in hidden else _verdict(key, difference, error, float(p[n]))
        )
        judged.append(
            Judgement(
                scenario=outcome.id,
                key=key,
                before=float(effect.before[n]),
                after=float(effect.after[n]),
                difference=difference,
                low=float(effect.low[n]),
                high=float(effect.high[n]),
                p=float(p[n]),
                reduction=float(effect.reduction[n]),
                verdict=verdict,
                more=more[n] if verdict == "cannot_tell" else None,
                replications=count,
            )
        )
    return judged


def _more(effect: Effects, p: Values) -> list[int | None]:
    """About how many more replications would tell each effect, where that can be said."""
    with np.errstate(divide="ignore", invalid="ignore"):
        # The level at which the unadjusted test decides in this family.
        level = SIGNIFICANT * np.where(p > 0, np.minimum(1.0, effect.p / p), np.nan)
        found = further_replications(effect.difference, effect.error, effect.counts, level)
    return [None if np.isnan(number) else int(number) for number in found]


def _verdict(key: Key, difference: float, error: float, p: float) -> Verdict:
    if np.isnan(p):
        return "not_tested"
    if difference == 0 and error == 0:
        return "same"
    if p >= SIGNIFICANT:
        return "cannot_tell"
    direction = KPIS[key.kpi].direction
    if direction == "none":
        return "higher" if difference > 0 else "lower"
    return "better" if (difference < 0) == (direction == "lower") else "worse"


def _shifts(effect: Effects, judged: Sequence[Judgement], materiality: float) -> list[Shift]:
    """Offices whose effect lies beyond 0 and beyond the materiality: one-sided t-tests that
    |after − before| exceeds materiality × |before|, replication by replication, adjusted over all
    processes, offices and indicators of the scenario."""
    chosen = [
        n
        for n, each in enumerate(judged)
        if each.key.scope == "office"
        and (each.key.kpi, each.key.statistic) in FAIRNESS
        and each.verdict not in ("not_comparable", "not_tested", "same")
    ]
    before, after = (side[:, chosen] for side in effect.pairs)
    direction = np.sign(effect.difference[chosen])
    excess = moments(direction * (after - before) - materiality * np.abs(before))
    p = _above_zero(excess)
    return [
        Shift(
            judged[n].scenario,
            judged[n],
            (judged[n].difference < 0) == (KPIS[judged[n].key.kpi].direction == "lower"),
            float(adjusted),
        )
        for n, adjusted in zip(chosen, holm(p), strict=True)
        if adjusted < SIGNIFICANT
    ]


def _above_zero(excess: Moments) -> Values:
    """One-sided p-values of Student's test that a mean is not above 0."""
    two_sided = p_values(*excess)
    return np.where(excess.mean > 0, two_sided / 2, 1 - two_sided / 2)
