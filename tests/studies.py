"""Studies made by hand: effects with the numbers that a test wants, around a small model.

study(effect("cycle_time", before=10, after=8, low=-2.5, high=-1.5, verdict="better"))
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from procsim.analysis.comparison import Comparison, Judgement, Outcome, Shift
from procsim.analysis.estimates import estimate
from procsim.analysis.results import Identity, Study
from procsim.analysis.sheet import Key
from procsim.analysis.stability import Stability, Unstable
from procsim.model.flow_analysis.flow import analyse
from procsim.model.scenario import Scenario
from procsim.model.text import plain
from tests.builders import model, office, post, process, yearly

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procsim.analysis.bridge import Bar
    from procsim.analysis.checks import Check
    from procsim.analysis.comparison import Verdict
    from procsim.model.model import Input, Model, Observed, Target
    from procsim.model.scenario import Change

NAN = float("nan")
UNITS = {
    "cycle_time": "days",
    "cycle_time_wd": "wd always",
    "cost_of_work": "USD",
    "cost_of_work_per_year": "USD/year",
    "cost_of_capacity": "USD/year",
    "work_per_year": "h/year",
    "posts": "posts",
    "posts_needed": "posts",
    "utilisation": "share",
    "load": "share",
}
_YEARLY = ("cost_of_work_per_year", "cost_of_capacity", "work_per_year", "posts", "posts_needed")


def effect(
    kpi: str,
    *,
    before: float,
    after: float,
    low: float = NAN,
    high: float = NAN,
    verdict: Verdict = "same",
    process: str = "",
    scope: str = "process",
    id_: str = "",
    statistic: str = "",
    more: int | None = None,
    reduction: float = 4.0,
    scenario: str = "reform",
) -> Judgement:
    """An effect; yearly totals are of all processes, other indicators of the process `visa`."""
    is_yearly = kpi in _YEARLY or kpi == "utilisation"
    process = process or ("all" if is_yearly else "visa")
    statistic = statistic or ("total" if kpi in _YEARLY else "mean")
    key = Key(process, scope, id_ or process, kpi, statistic, UNITS.get(kpi, "days"))
    p = 0.5 if verdict == "cannot_tell" else 0.01
    return Judgement(
        scenario, key, before, after, after - before, low, high, p, reduction, verdict, more
    )


def shift(kpi: str, office: str, *, before: float, after: float, better: bool) -> Shift:
    """An office that surely gains or loses."""
    verdict: Verdict = "better" if better else "worse"
    low, high = sorted(((after - before) * 0.9, (after - before) * 1.1))
    judged = effect(
        kpi,
        before=before,
        after=after,
        low=low,
        high=high,
        verdict=verdict,
        scope="office",
        id_=office,
    )
    return Shift("reform", judged, better, 0.01)


def services(
    *,
    status: str = "draft",
    inputs: Iterable[Input] = (),
    observed: Iterable[Observed] = (),
    targets: Iterable[Target] = (),
    processes: Iterable[str] = ("visa",),
) -> Model:
    """Two offices, `hq` and `suva`, with a clerk each."""
    made = model(
        offices=[office("hq", tier="hq"), office("suva", parent="hq")],
        posts=[post("hq", cost=90_000), post("suva", cost=30_000)],
        processes=[process(id_, arrivals=[yearly(suva=100.0)]) for id_ in processes],
        status=status,
        observed=observed,
        targets=targets,
    )
    return replace(made, inputs=tuple(inputs))


def study(
    *effects: Judgement,
    given: Model | None = None,
    title: str = "Reform",
    changes: Iterable[Change] = (),
    unstable: Iterable[Unstable] = (),
    shifts: Iterable[Shift] = (),
    bars: Iterable[Bar] = (),
    checks: Iterable[Check] = (),
) -> Study:
    """A study of the scenario `reform`; `unstable` pools are the scenario's."""
    as_is = given or services(processes=dict.fromkeys(_processes(effects)) or ("visa",))
    scenario = Scenario(
        id="reform",
        title=plain(title),
        owner="Owner",
        as_is=as_is,
        baseline=as_is,
        model=as_is,
        changes=tuple(changes),
        parts=tuple(dict.fromkeys(change.part for change in changes)),
        bridge=(),
        investments=(),
        root=Path("model.yaml"),
        files=(Path("reform.yaml"),),
    )
    outcomes = [
        Outcome(id_, as_is, made, _estimate(id_, effects), stability, analyse(as_is))
        for id_, made, stability in (
            ("baseline", None, Stability((), frozenset())),
            ("reform", scenario, Stability(tuple(unstable), frozenset())),
        )
    ]
    return Study(
        comparison=Comparison(outcomes[0], (outcomes[1],), effects, tuple(shifts), 0.05),
        bars=tuple(bars),
        checks=tuple(checks),
        identity=Identity("0", "2026-01-01T00:00:00+00:00", 1, 20, 5, (("m.yaml", "0" * 64),), "d"),
        logs=(),
    )


def _processes(effects: Iterable[Judgement]) -> list[str]:
    return [each.key.process for each in effects if each.key.process != "all"]


def _estimate(id_: str, effects: tuple[Judgement, ...]):
    side = [each.before if id_ == "baseline" else each.after for each in effects]
    return estimate(id_, [each.key for each in effects], np.array([side, side], dtype=np.float64))
