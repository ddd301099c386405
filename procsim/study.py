"""The one place where everything is put together: files → models → plans → runs → judgements.

`simulate` and `compare` are procsim's two verbs, for Python and for the command alike.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from procsim import __version__
from procsim.analysis.bridge import Bar, bridge
from procsim.analysis.checks import Check, checks
from procsim.analysis.comparison import Outcome
from procsim.analysis.comparison import compare as judge
from procsim.analysis.estimates import Estimates, estimate
from procsim.analysis.measure import measure
from procsim.analysis.results import Identity, Simulation, Study
from procsim.analysis.stability import Stability, stability, without_touched
from procsim.analysis.yardstick import Yardstick
from procsim.errors import UsageError
from procsim.files import is_scenario, read_model, read_scenarios
from procsim.simulation.addresses import draws_digest
from procsim.simulation.compiler import make_plan
from procsim.simulation.experiment import run_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from procsim.analysis.sheet import Key
    from procsim.model.model import Model
    from procsim.model.scenario import Scenario
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Roster

    Progress = Callable[[int, int], None]
    Values = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    Result = tuple[tuple[Key, ...], Values, Log | None]
    """The keys (of the first replication only), the values, and the log if it is kept."""

DEFAULT_REPLICATIONS: Final = 20
DEFAULT_SEED: Final = 1
BRIDGE_REPLICATIONS: Final = 5
"""Replications of each bar of the savings bridge: its differences are paired and vary little."""

Keep = Literal["all", "first", "none"]


@dataclass(frozen=True)
class _Run:
    """Measures the replications of one plan in whatever process they run; keeps logs if asked."""

    id: str
    yardstick: Yardstick
    keep: Keep

    @property
    def plan(self) -> Plan:
        return self.yardstick.plan

    def observe(self, log: Log, roster: Roster) -> Result:
        sheet = measure(self.yardstick, log, roster)
        first = log.replication == 0
        kept = self.keep == "all" or (self.keep == "first" and first)
        # The keys are the same in every replication: one list of them travels.
        return tuple(sheet.keys) if first else (), sheet.values(), log if kept else None


def simulate(
    model: Model,
    *,
    replications: int = DEFAULT_REPLICATIONS,
    seed: int = DEFAULT_SEED,
    jobs: int | None = 1,
    keep: Keep = "all",
    progress: Progress | None = None,
) -> Simulation:
    """Run a model and measure it.

    `jobs` processes are used (None: one per core). In a script on Windows or macOS more than one
    needs the usual `if __name__ == "__main__":` guard.
    """
    _at_least_one(replications)
    run = _run("baseline", model, keep)
    results = run_all([run], replications=[replications], seed=seed, jobs=jobs, progress=progress)[
        0
    ]
    outcome = _outcome(run, model, None, results)
    logs = tuple(log for _, _, log in results if log is not None)
    return Simulation(model, run.plan, outcome, checks(run.yardstick, outcome.estimates), logs)


def compare(
    *scenarios: Path | str | Scenario,
    replications: int = DEFAULT_REPLICATIONS,
    seed: int = DEFAULT_SEED,
    jobs: int | None = 1,
    materiality: float = 0.05,
    progress: Progress | None = None,
) -> Study:
    """Compare scenarios (files, or scenarios already loaded) with their common AS-IS model.

    All scenarios must come to the same model file at the end of their `baseline:`. A model file
    among the paths is taken as the baseline that is expected.
    """
    _at_least_one(replications)
    expected, loaded = _load(scenarios)
    root = _common_root(expected, loaded)
    baseline = read_model(root)
    runs = [_run("baseline", baseline, "first")]
    runs += [_run(each.id, each.model, "first") for each in loaded]
    stations = [
        _run(f"{each.id} after {part}", model, "none")
        for each in loaded
        for part, model in zip(each.parts, each.bridge, strict=False)
    ]
    in_bridge = min(BRIDGE_REPLICATIONS, replications)
    counts = [replications] * len(runs) + [in_bridge] * len(stations)
    results = run_all(
        [*runs, *stations], replications=counts, seed=seed, jobs=jobs, progress=progress
    )
    outcomes = [
        _outcome(run, run.yardstick.model, scenario, result)
        for run, scenario, result in zip(runs, [None, *loaded], results, strict=False)
    ]
    comparison = judge(outcomes[0], outcomes[1:], materiality=materiality)
    after = [_estimates(*pair) for pair in zip(stations, results[len(runs) :], strict=True)]
    files = [root, *(file for each in loaded for file in each.files)]
    return Study(
        comparison=comparison,
        bars=_bars(outcomes, loaded, after),
        checks=tuple(
            check
            for run, outcome in zip(runs, outcomes, strict=True)
            for check in _named(outcome.id, checks(run.yardstick, outcome.estimates))
        ),
        identity=_identity(files, seed, replications, in_bridge),
        logs=tuple(
            (run.id, run.plan, log)
            for run, result in zip(runs, results, strict=False)
            for _, _, log in result[:1]
            if log is not None
        ),
    )


def _run(id_: str, model: Model, keep: Keep) -> _Run:
    return _Run(id_, Yardstick(model, make_plan(model)), keep)


def _estimates(run: _Run, results: Sequence[Result]) -> Estimates:
    return estimate(run.id, results[0][0], np.vstack([values for _, values, _ in results]))


def _outcome(
    run: _Run, model: Model, scenario: Scenario | None, results: Sequence[Result]
) -> Outcome:
    measured = _estimates(run, results)
    found: Stability = stability(run.yardstick, measured)
    return Outcome(
        run.id, model, scenario, without_touched(measured, found), found, run.yardstick.flow
    )


def _load(given: Sequence[Path | str | Scenario]) -> tuple[Path | None, list[Scenario]]:
    """The baseline that is expected (if a model is among the paths), and all scenarios."""
    expected: Path | None = None
    loaded: list[Scenario] = []
    for each in given:
        if not isinstance(each, Path | str):
            loaded.append(each)
        elif is_scenario(Path(each)):
            loaded.extend(read_scenarios(each))
        elif expected is None:
            expected = Path(each)
        else:
            raise UsageError(f"two models, {expected} and {each}: compare scenarios of one model")
    if not loaded:
        raise UsageError("nothing to compare: name at least one scenario file")
    seen: set[str] = set()
    for scenario in loaded:
        if scenario.id in seen or scenario.id == "baseline":
            raise UsageError(f"two scenarios are called {scenario.id!r}: rename one")
        seen.add(scenario.id)
    return expected, loaded


def _common_root(expected: Path | None, scenarios: Sequence[Scenario]) -> Path:
    root = expected or scenarios[0].root
    for scenario in scenarios:
        if scenario.root.resolve() != root.resolve():
            raise UsageError(
                f"scenario {scenario.id!r} is about {scenario.root}, not {root}: "
                "scenarios of one comparison share their model"
            )
    return root


def _bars(
    outcomes: Sequence[Outcome], scenarios: Sequence[Scenario], after: Sequence[Estimates]
) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    taken = 0
    for scenario, outcome in zip(scenarios, outcomes[1:], strict=True):
        between = after[taken : taken + len(scenario.bridge)]
        taken += len(scenario.bridge)
        stations = [outcomes[0].estimates, *between, outcome.estimates]
        if scenario.parts:
            bars.extend(bridge(scenario.id, scenario.parts, stations))
    return tuple(bars)


def _named(id_: str, found: Sequence[Check]) -> list[Check]:
    return [replace(check, subject=f"{id_}: {check.subject}") for check in found]


def _identity(files: Sequence[Path], seed: int, replications: int, in_bridge: int) -> Identity:
    folder = files[0].parent
    tables = [p for p in folder.iterdir() if p.suffix in (".yaml", ".csv") and p.is_file()]
    paths = sorted({path.resolve() for path in (*files, *tables)})
    digests = tuple(
        (f"{path.parent.name}/{path.name}", hashlib.sha256(path.read_bytes()).hexdigest())
        for path in paths
    )
    return Identity(
        version=__version__,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),  # noqa: TID251  # the stamp
        seed=seed,
        replications=replications,
        bridge_replications=in_bridge,
        files=digests,
        draws=draws_digest(),
    )


def _at_least_one(replications: int) -> None:
    if replications < 1:
        raise UsageError(f"{replications} replications: at least 1 is needed")
