"""How sure: what common luck has gained, and which checks passed and failed."""

from __future__ import annotations

from math import isnan
from statistics import quantiles
from typing import TYPE_CHECKING

from procsim.report.exhibits import Table
from procsim.report.numbers import absent, difference, factor, number, percent
from procsim.report.sections.answer import headline_effects

if TYPE_CHECKING:
    from procsim.analysis.checks import Check
    from procsim.analysis.comparison import Judgement
    from procsim.report.facts import Facts


def sharpness(facts: Facts) -> Table:
    """By headline effect that varies: how many times fewer replications common luck needs."""
    words, language = facts.words, facts.language
    rows = tuple(
        (
            facts.scenario(judged.scenario),
            facts.process(judged.key.process),
            words.kpi(judged.key.kpi, judged.key.statistic),
            difference(judged.difference, judged.low, judged.high, judged.key.unit, language),
            factor(judged.reduction, language),
        )
        for judged in _varying(facts)
    )
    head = ("scenario", "process", "indicator", "difference", "variance reduction")
    return Table(
        words("sharpness.caption"),
        tuple(words(key) for key in head),
        rows,
        words("sharpness.note"),
        frozenset({0, 1, 2}),
    )


def sharpness_said(facts: Facts) -> str:
    """The factors in one sentence; '' if nothing varies."""
    factors = sorted(judged.reduction for judged in _varying(facts))
    if not factors:
        return ""
    several = factors if len(factors) > 1 else 2 * factors
    lower, middle, upper = quantiles(several, n=4, method="inclusive")
    return facts.words(
        "sharpness.said",
        median=number(middle, facts.language),
        least=number(lower, facts.language),
        most=number(upper, facts.language),
        n=len(factors),
    )


def _varying(facts: Facts) -> list[Judgement]:
    return [
        judged
        for outcome in facts.scenarios
        for judged in headline_effects(facts, outcome)
        if not isnan(judged.reduction) and judged.difference != 0
    ]


def checks_said(facts: Facts) -> str:
    """How many checks hold, and the largest difference, as a share of what is expected, that one of
    them would not have seen."""
    judged = [check for check in facts.study.checks if check.is_judged]
    failed = sum(not check.holds for check in judged)
    key = "checks.some failed" if failed else "checks.all hold"
    said = [facts.words(key, n=len(judged), failed=failed)]
    widest = max((each for each in judged if each.expected), key=_unseen, default=None)
    if widest is not None and facts.is_tested and _unseen(widest) > 0:
        said.append(
            facts.words(
                "checks.widest",
                n=facts.study.identity.replications,
                share=percent(_unseen(widest), facts.language),
                check=facts.words.name(f"check.{widest.name}", widest.name),
                subject=widest.subject,
            )
        )
    if len(judged) < len(facts.study.checks):
        said.append(facts.words("checks.not judged", n=len(facts.study.checks) - len(judged)))
    return facts.words.sentences(said)


def _unseen(check: Check) -> float:
    return check.allowed / abs(check.expected)


def failed_checks(facts: Facts) -> Table | None:
    """The checks that failed; None if all hold."""
    failed = [check for check in facts.study.checks if not check.holds]
    return _checks(facts, failed, facts.words("checks.failed caption")) if failed else None


def all_checks(facts: Facts) -> Table:
    """Every check, failed ones first."""
    ordered = sorted(facts.study.checks, key=lambda check: check.holds)
    return _checks(facts, ordered, facts.words("checks.caption"))


def _checks(facts: Facts, checks: list[Check], caption: str) -> Table:
    words = facts.words
    head = ("check", "subject", "expected", "found", "standard error", "holds", "note")
    return Table(
        caption,
        tuple(words(key) for key in head),
        tuple(_check(facts, check) for check in checks),
        words=frozenset({0, 1, 5, 6}),
    )


def _check(facts: Facts, check: Check) -> tuple[str, ...]:
    words, language = facts.words, facts.language
    found = absent(words("no number")) if isnan(check.found) else number(check.found, language)
    return (
        words.name(f"check.{check.name}", check.name),
        check.subject,
        number(check.expected, language),
        found,
        number(check.error, language),
        words("yes" if check.holds else "no"),
        check.note,
    )
