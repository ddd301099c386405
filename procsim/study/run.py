"""The one place where everything is put together: files → models → plans → runs → judgements.

`simulate` and `compare` are procsim's two verbs, for Python and for the command alike.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from procsim.analysis.bridge import Bar, bridge
from procsim.analysis.checks import Check, checks
from procsim.analysis.comparison import Outcome
from procsim.analysis.comparison import compare as judge
from procsim.analysis.results import Simulation, Study
from procsim.analysis.runs import Run, WorkRun
from procsim.analysis.stability import stability, without_touched
from procsim.analysis.yardstick import WorkYardstick, Yardstick
from procsim.errors import UsageError
from procsim.model.scenario import Scenario
from procsim.simulation.planning.compiler import make_plan
from procsim.study.identity import begun_now, identity
from procsim.study.loading import load_all
from procsim.study.naming import model_as_named, names_of, scenario_as_named
from procsim.study.replications import Resources, begin, replicate_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from procsim.analysis.estimates import Estimates
    from procsim.analysis.runs import AnyRun, Keep
    from procsim.model.model import Model
    from procsim.simulation.engines import Choice
    from procsim.study.replications import Progress, Tell
    from procsim.study.unfinished import Unfinished

DEFAULT_REPLICATIONS: Final = 20
DEFAULT_SEED: Final = 1
DEFAULT_MATERIALITY: Final = 0.05
BRIDGE_REPLICATIONS: Final = 3
"""Replications of each bar of the savings bridge: its differences are paired and vary little."""

BASELINE: Final = "baseline"
"""The id of AS-IS among the scenarios of a study."""


def simulate(
    model: Model | Scenario,
    *,
    replications: int = DEFAULT_REPLICATIONS,
    seed: int = DEFAULT_SEED,
    jobs: int | None = 1,
    cluster: str | None = None,
    keep: Keep = "all",
    engine: Choice = "auto",
    source: Path | None = None,
    part: Unfinished | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Simulation:
    """Run a model, or the model that a scenario makes, and measure it.

    `engine` is `simpy` (the reference engine), `compiled`, or `auto` (what is quicker); the results
    are the same. `tell` hears what a user should know of the choice.

    `jobs` processes are used (None: one per core), or the workers of a Dask `cluster`, given by the
    address of its scheduler. In a script on Windows or macOS more than one process needs the usual
    `if __name__ == "__main__":` guard.

    With `part` every finished replication is kept there, with its log, and those that are there are
    not run again; `source` is the file of the model.
    """
    _at_least_one(replications)
    if isinstance(model, Scenario):
        run, scenario = prepare(model.id, model.model, keep), model
        names = names_of(model.root, [model])
    else:
        run, scenario = prepare(BASELINE, model, keep), None
        names = names_of(source, []) if source else {}
    settings: dict[str, str | int] = {"results": "simulation", "model": run.id, "keep": keep}
    settings |= {"seed": seed, "replications": replications, "engine": engine}
    planned = [(run, replications)]
    begun = begin(planned, begun_now(names, **settings), engine, part=part, tell=tell)
    on = Resources(jobs=jobs, cluster=cluster)
    ((measured, logs),) = replicate_all(
        planned, begun.engines, seed=seed, on=on, part=part, progress=progress
    )
    outcome = outcome_of(run, scenario, measured)
    found = checks(run.yardstick, outcome.estimates)
    return Simulation(outcome.model, run.plan, outcome, found, logs, begun.engines[0])


def compare(
    *scenarios: Path | str | Scenario,
    replications: int = DEFAULT_REPLICATIONS,
    seed: int = DEFAULT_SEED,
    jobs: int | None = 1,
    cluster: str | None = None,
    keep: Keep = "sample",
    materiality: float = DEFAULT_MATERIALITY,
    engine: Choice = "auto",
    part: Unfinished | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Study:
    """Compare scenarios (files, or scenarios already loaded) with their common AS-IS model.

    All scenarios must come to the same model file at the end of their `baseline:`. A model file
    among the paths is taken as the baseline that is expected. For the others see `simulate`.
    """
    _at_least_one(replications)
    root, given = load_all(scenarios)
    names = names_of(root, given)
    baseline = model_as_named(given[0].as_is, names)
    loaded = [scenario_as_named(each, names) for each in given]
    runs = runs_of(baseline, loaded, keep)
    ways = [_way(baseline, each) for each in loaded]
    in_bridge = min(BRIDGE_REPLICATIONS, replications)
    planned: list[tuple[AnyRun, int]] = [(run, replications) for run in runs]
    planned += [(run, in_bridge) for run in _stations(baseline, loaded, ways)]
    ids = ", ".join(each.id for each in loaded)
    settings: dict[str, str | int] = {"results": "study", "scenarios": ids, "keep": keep}
    settings |= {"seed": seed, "replications": replications, "engine": engine}
    begun = begin(planned, begun_now(names, **settings), engine, part=part, tell=tell)
    found = replicate_all(
        planned,
        begun.engines,
        seed=seed,
        on=Resources(jobs=jobs, cluster=cluster),
        part=part,
        progress=progress,
    )
    outcomes = [
        outcome_of(run, scenario, each.estimates)
        for run, scenario, each in zip(runs, [None, *loaded], found, strict=False)
    ]
    return Study(
        comparison=judge(outcomes[0], outcomes[1:], materiality=materiality),
        bars=_bars(outcomes, ways, [each.estimates for each in found[len(runs) :]]),
        checks=checks_of(runs, outcomes),
        identity=identity(begun, seed=seed, replications=replications, in_bridge=in_bridge),
        logs=tuple(
            (run.id, run.plan, log)
            for run, each in zip(runs, found, strict=False)
            for log in each.logs
        ),
    )


def runs_of(baseline: Model, scenarios: Sequence[Scenario], keep: Keep) -> list[Run]:
    """AS-IS and every scenario, ready to run."""
    return [
        prepare(BASELINE, baseline, keep),
        *(prepare(each.id, each.model, keep, before=baseline) for each in scenarios),
    ]


def prepare(id_: str, model: Model, keep: Keep, *, before: Model | None = None) -> Run:
    """A model ready to run; `before` is the AS-IS model whose other work its posts still do."""
    return Run(id_, Yardstick(model, make_plan(model), before=before), keep)


def _station(id_: str, model: Model, *, before: Model) -> WorkRun:
    """A model on the way from AS-IS to a scenario, of which only the bars are measured."""
    return WorkRun(id_, WorkYardstick(model, make_plan(model), before=before))


def outcome_of(run: Run, scenario: Scenario | None, measured: Estimates) -> Outcome:
    """What was measured, without the figures that unstable pools touch."""
    found = stability(run.yardstick, measured)
    model, flow = run.yardstick.model, run.yardstick.flow
    return Outcome(run.id, model, scenario, without_touched(measured, found), found, flow)


def checks_of(runs: Sequence[Run], outcomes: Sequence[Outcome]) -> tuple[Check, ...]:
    """The checks of AS-IS and every scenario, each named after it."""
    return tuple(
        replace(check, subject=f"{outcome.id}: {check.subject}")
        for run, outcome in zip(runs, outcomes, strict=True)
        for check in checks(run.yardstick, outcome.estimates)
    )


def _stations(
    baseline: Model, scenarios: Sequence[Scenario], ways: Sequence[Sequence[tuple[str, Model]]]
) -> list[WorkRun]:
    """What stands between AS-IS and each scenario, ready to run."""
    return [
        _station(f"{each.id} after {part}", model, before=baseline)
        for each, way in zip(scenarios, ways, strict=True)
        for part, model in way[:-1]
    ]


def _way(baseline: Model, scenario: Scenario) -> list[tuple[str, Model]]:
    """The models on the way from AS-IS to a scenario, each with the part that leads to it.

    What a scenario is built on comes first, in one step, named after its file.
    """
    way = list(zip(scenario.parts, (*scenario.bridge, scenario.model), strict=False))
    if way and replace(scenario.baseline, inputs=()) != replace(baseline, inputs=()):
        way.insert(0, (scenario.files[1].stem, scenario.baseline))
    return way


def _bars(
    outcomes: Sequence[Outcome],
    ways: Sequence[Sequence[tuple[str, Model]]],
    after: Sequence[Estimates],
) -> tuple[Bar, ...]:
    between = iter(after)
    bars: list[Bar] = []
    for outcome, way in zip(outcomes[1:], ways, strict=True):
        stations = [
            outcomes[0].estimates,
            *islice(between, max(0, len(way) - 1)),
            outcome.estimates,
        ]
        if way:
            bars.extend(bridge(outcome.id, [part for part, _ in way], stations))
    return tuple(bars)


def _at_least_one(replications: int) -> None:
    if replications < 1:
        raise UsageError(f"{replications} replications: at least 1 is needed")
