"""`procsim compare`: what scenarios change, on the same luck, with intervals and verdicts."""

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
    Lang,
    Language,
    Logs,
    Materiality,
    Processes,
    Replications,
    Results,
    Resume,
    ScenarioFiles,
    Scope,
    Seed,
)
from procsim.cli.results import results_part
from procsim.cli.rows import check_choice, chosen, in_form
from procsim.errors import UsageError

if TYPE_CHECKING:
    from procsim.analysis.conditions import Condition
    from procsim.analysis.results import Study
    from procsim.model.scenario import Scenario


def compare(
    files: ScenarioFiles,
    replications: Replications = 20,
    seed: Seed = 1,
    jobs: Jobs = None,
    cluster: Cluster = None,
    engine: EngineChoice = Engine.auto,
    output: Results = None,
    force: Force = False,
    resume: Resume = False,
    keep: Keep = Logs.sample,
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
    found = None
    if resume and output is not None and not force:
        asked = study.Asked(replications=replications, seed=seed, materiality=share)
        found = study.completed(output, root, scenarios, asked)
    if found is None:
        with results_part(output, force=force, resume=resume) as part:
            with progress("replications") as done:
                found = study.compare(
                    root,
                    *scenarios,
                    replications=replications,
                    seed=seed,
                    jobs=jobs,
                    cluster=cluster,
                    keep="none" if part is None else keep.value,
                    materiality=share,
                    part=part,
                    engine=engine.value,
                    progress=done,
                    tell=tell,
                )
            if part is not None:
                with doing("writing tables, figures and the report"):
                    study.write_study(found, part, language=lang.value, jobs=jobs)
    tell_result(_effects(found, form, lang.value, process, scope))
    if output is not None:
        tell(f"study: {output}\nreport: {output / 'report.html'}")
    outcomes = (found.comparison.baseline, *found.comparison.scenarios)
    if tell_findings(conditions, outcomes):
        raise typer.Exit(FINDINGS)


def _effects(
    found: Study, form: Form, language: str, process: list[str] | None, scope: list[str] | None
) -> str:
    if form is Form.text:
        from procsim.cli.effects import effects_text

        return effects_text(found, language, processes=process, scopes=scope)
    from procsim.cli.outside import with_outside_view

    rows = with_outside_view(found.effects, found)
    return in_form(chosen(rows, processes=process, scopes=scope), form)


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
