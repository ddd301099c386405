"""Page one beside its sentences: the headline effects, AS-IS beside what is known, the targets."""

from __future__ import annotations

from math import isnan, log
from typing import TYPE_CHECKING, Final

from procsim.analysis.kpis import ALL
from procsim.analysis.observed import beside_observed, targets_reached
from procsim.report.exhibits import Table
from procsim.report.numbers import NOTHING, absent, change, difference, estimate, factor, quantity
from procsim.report.payback import payback_cells
from procsim.report.verdicts import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.analysis.comparison import Judgement, Outcome
    from procsim.analysis.observed import Beside, Reached
    from procsim.report.facts import Facts

_OF_PROCESS: Final = (("cycle_time", "mean"), ("cycle_time", "p90"), ("cost_of_work", "mean"))
_OF_ALL: Final = (
    ("cost_of_work_per_year", "total"),
    ("cost_of_capacity", "total"),
    ("work_per_year", "total"),
    ("posts", "total"),
    ("posts_needed", "total"),
)
_NEAR: Final = 0.2
"""How far a simulated figure may lie from an observed one to be called near."""


def headline_effects(facts: Facts, outcome: Outcome) -> Iterator[Judgement]:
    """The effects that the answer speaks of: of every process, then of the whole."""
    for process in facts.model.processes:
        for kpi, statistic in _OF_PROCESS:
            judged = facts.judged(outcome.id, kpi, statistic, process=process)
            if judged is not None:
                yield judged
    for kpi, statistic in _OF_ALL:
        judged = facts.judged(outcome.id, kpi, statistic)
        if judged is not None:
            yield judged


def effects(facts: Facts, outcome: Outcome) -> Table:
    """Every headline indicator of a scenario: before, after, difference, verdict."""
    words = facts.words
    head = ("process", "indicator", "as-is", "to-be", "difference", "relative", "verdict")
    return Table(
        words("effects.caption", scenario=facts.scenario(outcome.id)),
        tuple(words(key) for key in head),
        tuple(_rows(facts, outcome)),
        words("effects.note"),
        frozenset({0, 1, 6}),
    )


def _rows(facts: Facts, outcome: Outcome) -> Iterator[tuple[str, ...]]:
    """The effects, and what follows from them."""
    for judged in headline_effects(facts, outcome):
        yield _effect(facts, outcome, judged)
    for name, years, how in payback_cells(facts, outcome):
        yield facts.process(ALL), name, NOTHING, years, NOTHING, NOTHING, how


def _effect(facts: Facts, outcome: Outcome, judged: Judgement) -> tuple[str, ...]:
    words, language, key = facts.words, facts.language, judged.key
    name = words.kpi(key.kpi, key.statistic)
    if judged.verdict == "not_comparable" or isnan(judged.difference):
        why = absent(facts.missing(outcome))
        nothing = (why, why, why, why)
        return (facts.process(key.process), name, *nothing, words("verdict.not_comparable"))
    return (
        facts.process(key.process),
        name,
        quantity(judged.before, key.unit, language),
        quantity(judged.after, key.unit, language),
        difference(judged.difference, judged.low, judged.high, key.unit, language),
        change(judged.before, judged.after, language),
        verdict(judged, words),
    )


def beside(facts: Facts) -> Table | None:
    """Simulated AS-IS beside every observed figure, whether or not the model was fitted to it."""
    found = beside_observed(facts.study.comparison.baseline)
    if not found:
        return None
    words = facts.words
    head = ("process", "indicator", "observed", "simulated", "ratio", "fitted", "source")
    return Table(
        words("beside.caption"),
        tuple(words(key) for key in head),
        tuple(_beside(facts, each) for each in found),
        words("beside.note"),
        frozenset({0, 1, 5, 6}),
    )


def beside_said(facts: Facts) -> str:
    """How near the simulated AS-IS is to what is known, in one sentence."""
    known = [
        each
        for each in beside_observed(facts.study.comparison.baseline)
        if each.ratio > 0  # Not where an unstable pool leaves no number.
    ]
    if not known:
        return ""
    furthest = max(known, key=lambda each: abs(log(each.ratio)))
    return facts.words(
        "beside.said",
        n=len(known),
        fitted=sum(each.fitted for each in known),
        near=sum(abs(each.ratio - 1) <= _NEAR for each in known),
        process=facts.subject(furthest.subject),
        name=facts.words.kpi(furthest.kpi, furthest.statistic),
        simulated=quantity(furthest.simulated, furthest.unit, facts.language),
        observed=quantity(furthest.value, furthest.unit, facts.language),
        ratio=factor(furthest.ratio, facts.language),
    )


def _beside(facts: Facts, each: Beside) -> tuple[str, ...]:
    words, language = facts.words, facts.language
    simulated = (
        absent(facts.missing(facts.study.comparison.baseline))
        if isnan(each.simulated)
        else estimate(each.simulated, each.low, each.high, each.unit, language)
    )
    return (
        facts.subject(each.subject),
        words.kpi(each.kpi, each.statistic),
        quantity(each.value, each.unit, language),
        simulated,
        factor(each.ratio, language),
        words("yes" if each.fitted else "no"),
        each.source or words("no source"),
    )


def targets(facts: Facts) -> Table | None:
    """Every target of the model and what AS-IS and the scenarios reach."""
    found = [(outcome, each) for outcome in facts.outcomes for each in targets_reached(outcome)]
    if not found:
        return None
    words = facts.words
    # By target first, so that the scenarios stand under each other.
    found.sort(key=lambda pair: list(facts.model.processes).index(pair[1].process))
    head = ("process", "target", "scenario", "reached", "met")
    return Table(
        words("targets.caption"),
        tuple(words(key) for key in head),
        tuple(_reached(facts, outcome, each) for outcome, each in found),
        words=frozenset({0, 1, 2, 4}),
    )


def _reached(facts: Facts, outcome: Outcome, each: Reached) -> tuple[str, ...]:
    words, language = facts.words, facts.language
    name = words.kpi(each.kpi, each.statistic)
    limit = quantity(each.limit, each.unit, language)
    met = {True: "met", False: "not met", None: "not known"}[each.is_met]
    reached = (
        absent(facts.missing(outcome))
        if isnan(each.found)
        else estimate(each.found, each.low, each.high, each.unit, language)
    )
    return (
        facts.process(each.process),
        words(f"target.{each.bound}", name=name, limit=limit),
        facts.scenario(each.scenario),
        reached,
        words(f"target.{met}"),
    )
