"""Page one beside its sentences: the headline effects, AS-IS beside what is known, the targets."""

from __future__ import annotations

from collections import defaultdict
from math import isnan, log
from typing import TYPE_CHECKING, Final

from procsim.analysis.kpis import ALL
from procsim.analysis.observed import beside_observed, targets_reached
from procsim.report.exhibits import Table
from procsim.report.numbers import NOTHING, absent, change, difference, estimate, factor, quantity
from procsim.report.payback import payback_cells
from procsim.report.verdicts import effects_note, is_told, verdict

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


def effects(facts: Facts, outcome: Outcome) -> Table | None:
    """What a scenario is seen to change of the headline: before, after, difference, verdict; and
    what follows from it. None if it is seen to change nothing."""
    rows = [
        _effect(facts, outcome, each) for each in headline_effects(facts, outcome) if is_told(each)
    ]
    rows += [
        (facts.process(ALL), name, NOTHING, years, NOTHING, NOTHING, how)
        for name, years, how in payback_cells(facts, outcome)
    ]
    return _table(facts, "effects.caption", outcome, rows) if rows else None


def untold(facts: Facts, outcome: Outcome) -> Table | None:
    """The rest of the headline: what stays, and what cannot be told from chance."""
    rest = [each for each in headline_effects(facts, outcome) if not is_told(each)]
    rows = [_effect(facts, outcome, each) for each in rest]
    return _table(facts, "effects.untold", outcome, rows) if rows else None


def _table(facts: Facts, caption: str, outcome: Outcome, rows: list[tuple[str, ...]]) -> Table:
    words = facts.words
    head = ("process", "indicator", "as-is", "to-be", "difference", "relative", "verdict")
    return Table(
        words(caption, scenario=facts.scenario(outcome.id), n=len(rows)),
        tuple(words(key) for key in head),
        tuple(rows),
        effects_note(facts),
        frozenset({0, 1, 6}),
    )


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
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for outcome in facts.outcomes:
        for each in targets_reached(outcome):
            found[each.process, _target(facts, each)][outcome.id] = _reached(facts, outcome, each)
    if not found:
        return None
    words, order = facts.words, list(facts.model.processes)
    rows = (
        (
            facts.process(process),
            target,
            *(cells.get(outcome.id, NOTHING) for outcome in facts.outcomes),
        )
        for (process, target), cells in sorted(
            found.items(), key=lambda item: order.index(item[0][0])
        )
    )
    names = (facts.scenario(outcome.id) for outcome in facts.outcomes)
    columns = range(2 + len(facts.outcomes))
    return Table(
        words("targets.caption"),
        (words("process"), words("target"), *names),
        tuple(rows),
        words=frozenset(columns),
    )


def _target(facts: Facts, each: Reached) -> str:
    return facts.words(
        f"target.{each.bound}",
        name=facts.words.kpi(each.kpi, each.statistic),
        limit=quantity(each.limit, each.unit, facts.language),
    )


def _reached(facts: Facts, outcome: Outcome, each: Reached) -> str:
    kind = {True: "met", False: "not met", None: "not known"}[each.is_met]
    unsure = "" if each.is_met is None or each.is_sure else " on average"
    met = facts.words(f"target.{kind}{unsure}")
    if isnan(each.found):
        return f"{met}{facts.words('list.colon')}{absent(facts.missing(outcome))}"
    found = estimate(each.found, each.low, each.high, each.unit, facts.language)
    return f"{met}{facts.words('list.colon')}{found}"
