"""The report: one HTML file that needs nothing else, for screens, phones and paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from procsim.report.facts import Facts
from procsim.report.figures import Drawn, draw
from procsim.report.figures.colours import colour_of
from procsim.report.headline import Answer, answers
from procsim.report.numbers import percent
from procsim.report.outside_view import Beside, beside, cases, why
from procsim.report.sections import (
    answer,
    assumptions,
    certainty,
    changes,
    cost_tables,
    fairness,
    glance,
)

if TYPE_CHECKING:
    from procsim.analysis.comparison import Outcome
    from procsim.analysis.results import Study
    from procsim.report.exhibits import Table


@dataclass(frozen=True, slots=True)
class Section:
    """Everything the report says of one scenario."""

    title: str
    colour: str
    effects: Table | None
    untold: Table | None
    changed: changes.Changed | None
    losses: Table | None
    gains: Table | None
    nobody: str
    by_tier: Table
    by_office: Table


@dataclass(frozen=True, slots=True)
class Page:
    """What the template shows: finished texts, tables and drawings."""

    title: str
    subtitle: str
    banner: str
    answers: tuple[Answer, ...]
    glance: Table
    colours: dict[str, str]
    beside: Table | None
    beside_said: str
    baseline: str
    sections: tuple[Section, ...]
    figures: tuple[Drawn, ...]
    fairness: str
    sharpness: Table
    sharpness_said: str
    checks_said: str
    failed_checks: Table | None
    all_checks: Table
    rates: Table | None
    outside_why: str
    outside: tuple[Beside, ...]
    cases: Table
    targets: Table | None
    evidence: Table
    inputs: tuple[assumptions.Group, ...]
    method: tuple[str, ...]
    identity: Table


def render(study: Study, *, language: str = "en", figures: tuple[Drawn, ...] | None = None) -> str:
    """The report of a study as one HTML text, without scripts and without anything to load.

    `figures` are those of `draw` for this study and language, where they have been drawn already.
    """
    facts = Facts(study, language)
    environment = Environment(
        loader=PackageLoader("procsim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("report.html")
    return template.render(
        page=_page(facts, draw(facts, png=False) if figures is None else figures),
        w=facts.words,
        language=language,
    )


def _page(facts: Facts, figures: tuple[Drawn, ...]) -> Page:
    words, study = facts.words, facts.study
    return Page(
        title=words("report.title", model=facts.title(facts.model.title)),
        subtitle=_subtitle(facts),
        banner=_banner(facts),
        answers=answers(facts),
        glance=glance.glance(facts),
        colours={outcome.id: colour_of(facts, outcome.id) for outcome in facts.outcomes},
        beside=answer.beside(facts),
        beside_said=answer.beside_said(facts),
        baseline=_baseline(facts),
        sections=tuple(_section(facts, outcome) for outcome in facts.scenarios),
        figures=figures,
        fairness=words(
            "fairness.rule", materiality=percent(study.comparison.materiality, facts.language)
        ),
        sharpness=certainty.sharpness(facts),
        sharpness_said=certainty.sharpness_said(facts),
        checks_said=certainty.checks_said(facts),
        failed_checks=certainty.failed_checks(facts),
        all_checks=certainty.all_checks(facts),
        rates=cost_tables.rates(facts),
        outside_why=why(facts),
        outside=beside(facts),
        cases=cases(facts),
        targets=answer.targets(facts),
        evidence=assumptions.evidence(facts),
        inputs=assumptions.inputs(facts),
        method=_method(facts),
        identity=assumptions.identity(facts),
    )


def _section(facts: Facts, outcome: Outcome) -> Section:
    return Section(
        title=facts.scenario(outcome.id),
        colour=colour_of(facts, outcome.id),
        effects=answer.effects(facts, outcome),
        untold=answer.untold(facts, outcome),
        changed=changes.changed(facts, outcome),
        losses=fairness.losses(facts, outcome),
        gains=fairness.gains(facts, outcome),
        nobody=fairness.said_of_nobody(facts, outcome),
        by_tier=cost_tables.by_tier(facts, outcome),
        by_office=cost_tables.by_office(facts, outcome),
    )


def _subtitle(facts: Facts) -> str:
    window = facts.model.window
    names = (facts.scenario(outcome.id) for outcome in facts.scenarios)
    return facts.words(
        "report.subtitle",
        scenarios=facts.words.listed(names),
        start=window.start,
        end=window.ends,
        replications=facts.study.identity.replications,
    )


def _banner(facts: Facts) -> str:
    """The warning over page one while the headline rests on assumptions; '' if it does not."""
    if not facts.is_illustrative:
        return ""
    return facts.words(
        "banner.illustrative", n=len(facts.assumptions), all=len(facts.headline_inputs)
    )


def _baseline(facts: Facts) -> str:
    baseline, words = facts.model.baseline, facts.words
    year = baseline.year if baseline.year is not None else words("no year")
    if not facts.is_validated:
        return words("baseline.draft", year=year)
    date = baseline.date if baseline.date is not None else words("no date")
    return words("baseline.validated", year=year, by=baseline.validated_by, date=date)


def _method(facts: Facts) -> tuple[str, ...]:
    window, stamp = facts.model.window, facts.study.identity
    blanks = {
        "begins": window.begins,
        "start": window.start,
        "end": window.ends,
        "finishes": window.finishes,
        "replications": stamp.replications,
        "seed": stamp.seed,
        "offices": len(facts.model.offices),
        "processes": len(facts.model.processes),
    }
    judged = ("intervals", "families") if facts.is_tested else ("not tested",)
    names = ("model", "run", "luck", *judged, "cost", "stable")
    return tuple(facts.words(f"method.{name}", **blanks) for name in names)
