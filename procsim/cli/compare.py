"""`procsim compare`: what scenarios change, on the same luck, with intervals and verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from procsim.cli.conditions import read_conditions, tell_findings
from procsim.cli.console import FINDINGS, progress, tell, tell_result
from procsim.cli.options import (
    Engine,
    EngineChoice,
    FailIf,
    Force,
    Form,
    Format,
    Jobs,
    Lang,
    Language,
    Materiality,
    Processes,
    Replications,
    Results,
    ScenarioFiles,
    Scope,
    Seed,
)
from procsim.cli.results import results_aside
from procsim.cli.rows import check_choice, chosen, in_form
from procsim.errors import UsageError

if TYPE_CHECKING:
    from procsim.analysis.conditions import Condition
    from procsim.model.scenario import Scenario


def compare(
    files: ScenarioFiles,
    replications: Replications = 20,
    seed: Seed = 1,
    jobs: Jobs = None,
    engine: EngineChoice = Engine.auto,
    output: Results = None,
    force: Force = False,
    form: Format = Form.text,
    process: Processes = None,
    scope: Scope = None,
    fail_if: FailIf = None,
    materiality: Materiality = "5%",
    lang: Lang = Language.en,
) -> None:
    """Compare scenarios with their common baseline and print the effects."""
    from procsim import study

    share = _share(materiality)
    root, scenarios = study.load_all(files)
    _tell_warnings(scenarios, lang.value)
    conditions = _prepared(scenarios, process, scope, fail_if)
    with results_aside(output, force=force) as aside:
        with progress("replications") as done:
            found = study.compare(
                root,
                *scenarios,
                replications=replications,
                seed=seed,
                jobs=jobs,
                materiality=share,
                engine=engine.value,
                progress=done,
                tell=tell,
            )
        if aside is not None:
            study.write_study(found, aside, language=lang.value, jobs=jobs)
    if form is Form.text:
        from procsim.cli.effects import effects_text

        tell_result(effects_text(found, lang.value, processes=process, scopes=scope))
    else:
        from procsim.cli.outside import with_outside_view

        rows = with_outside_view(found.effects, found)
        tell_result(in_form(chosen(rows, processes=process, scopes=scope), form))
    if output is not None:
        tell(f"study: {output}\nreport: {output / 'report.html'}")
    outcomes = (found.comparison.baseline, *found.comparison.scenarios)
    if tell_findings(conditions, outcomes):
        raise typer.Exit(FINDINGS)


def _prepared(
    scenarios: tuple[Scenario, ...],
    process: list[str] | None,
    scope: list[str] | None,
    fail_if: list[str] | None,
) -> list[Condition]:
    """Everything that can be refused before the run."""
    from procsim.study import BASELINE

    models = [scenarios[0].baseline, *(each.model for each in scenarios)]
    known = dict.fromkeys(id_ for model in models for id_ in model.processes)
    check_choice(processes=process, scopes=scope, known=known)
    ids = [BASELINE, *(each.id for each in scenarios)]
    return read_conditions(fail_if, models=models, scenarios=ids)


def _tell_warnings(scenarios: tuple[Scenario, ...], language: str) -> None:
    from procsim.report.words import Words

    words = Words(language)
    for each in scenarios:
        for warning in each.warnings:
            tell(f"{each.files[0]}: {words('warning')}{words.warning(warning)}")


def _share(text: str) -> float:
    number = text.strip().removesuffix("%")
    try:
        share = float(number) / 100
    except ValueError:
        share = -1.0
    if not text.strip().endswith("%") or not 0 <= share <= 1:
        raise UsageError(f"--materiality {text!r} is not a percentage: write it as in 5%")
    return share
