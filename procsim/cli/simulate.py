"""`procsim simulate`: run a model, or the model a scenario makes, and print its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from procsim.cli.conditions import read_conditions, tell_findings
from procsim.cli.console import FINDINGS, doing, progress, tell, tell_result
from procsim.cli.options import (
    Cluster,
    Engine,
    EngineChoice,
    FailIf,
    Force,
    Form,
    Format,
    Jobs,
    Keep,
    Logs,
    ModelOrScenario,
    Processes,
    Replications,
    Results,
    Resume,
    Scope,
    Seed,
)
from procsim.cli.results import results_part
from procsim.cli.rows import check_choice, chosen, in_form, told_once

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from procsim.analysis.results import Simulation
    from procsim.model.model import Model
    from procsim.model.scenario import Scenario


def simulate(
    file: ModelOrScenario,
    replications: Replications = 20,
    seed: Seed = 1,
    jobs: Jobs = None,
    cluster: Cluster = None,
    engine: EngineChoice = Engine.auto,
    output: Results = None,
    force: Force = False,
    resume: Resume = False,
    keep: Keep = Logs.all,
    form: Format = Form.text,
    process: Processes = None,
    scope: Scope = None,
    fail_if: FailIf = None,
) -> None:
    """Run a model or a scenario and print its indicators with 95 % intervals."""
    from procsim import study

    given = _load(file)
    model, id_ = _model_and_id(given)
    check_choice(processes=process, scopes=scope, known=model.processes)
    conditions = read_conditions(fail_if, models=[model], scenarios=[id_])
    with results_part(output, force=force, resume=resume) as part:
        with progress("replications") as done:
            found = study.simulate(
                given,
                replications=replications,
                seed=seed,
                jobs=jobs,
                cluster=cluster,
                keep="none" if part is None else keep.value,
                source=file,
                part=part,
                engine=engine.value,
                progress=done,
                tell=tell,
            )
        if part is not None:
            with doing("writing tables"):
                study.write_simulation(found, part, seed=seed)
    rows = chosen(found.kpis, processes=process, scopes=scope)
    tell_result(_text(found, rows) if form is Form.text else in_form(rows, form))
    if output is not None:
        tell(f"tables: {output}")
    if tell_findings(conditions, [found.outcome]):
        raise typer.Exit(FINDINGS)


def _load(file: Path) -> Model | Scenario:
    from procsim import study
    from procsim.files import is_scenario, read_model

    return study.load_scenario(file) if is_scenario(file) else read_model(file)


def _model_and_id(given: Model | Scenario) -> tuple[Model, str]:
    from procsim.model.scenario import Scenario
    from procsim.study import BASELINE

    if isinstance(given, Scenario):
        return given.model, given.id
    return given, BASELINE


def _text(found: Simulation, rows: pd.DataFrame) -> str:
    from procsim.cli.grids import aligned
    from procsim.report.numbers import estimate
    from procsim.report.words import Words

    words = Words("en")
    names = ["process", "scope", "id", "kpi", "statistic"]
    keys = list(rows[names].itertuples(index=False, name=None))
    rows = rows[told_once(keys, found.model.processes)]
    head = ("process", "scope", "id", "indicator", "mean with 95 % interval")
    cells = [
        (
            str(row.process),
            str(row.scope),
            str(row.id),
            words.kpi(str(row.kpi), str(row.statistic)),
            estimate(mean, low, high, str(row.unit)),
        )
        for row, (mean, low, high) in zip(
            rows.itertuples(index=False),
            rows[["mean", "low", "high"]].to_numpy(dtype=float).tolist(),
            strict=True,
        )
    ]
    count = found.outcome.estimates.replications
    title = f"{found.model.title.into('en')}, {found.outcome.id}: {count} replications"
    lines = [aligned(title, head, cells, words=(0, 1, 2, 3, 4))]
    lines += [
        f"cannot keep up: {pool.pool} (expected load {pool.load:.0%})"
        for pool in found.outcome.stability.pools
    ]
    lines += [
        f"check failed: {check.name} of {check.subject}: expected {check.expected:.4g}, "
        f"found {check.found:.4g}"
        for check in found.checks
        if not check.holds
    ]
    return "\n".join(lines)
