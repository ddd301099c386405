"""The outside view in words: a warning in the answer, rows of the table of effects, a section."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import TYPE_CHECKING

from procsim.report.exhibits import Table
from procsim.report.numbers import (
    NOTHING,
    amount,
    estimate,
    number,
    percent,
    quantity,
    years,
)
from procsim.savings.reference_class import (
    AMBER,
    DELAY,
    OVERRUN,
    REALISED,
    RED,
    OutsideView,
    outside_view,
    shipped_cases,
    stressed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.analysis.comparison import Outcome
    from procsim.report.facts import Facts
    from procsim.savings.reference_class import Case, Reduction


@dataclass(frozen=True, slots=True)
class Beside:
    """One scenario beside the class: its level, its reductions, and what a stress leaves of it."""

    level: str
    reductions: Table
    stress: str


def warning(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """A sentence where a reduction is amber or red; nothing where the class knows its like."""
    found = _view(facts, outcome)
    if found is None or not found.warned:
        return
    language = facts.language
    is_above = any(found.is_above_every_case(each) for each in found.warned)
    yield facts.words(
        "answer.outside above" if is_above else f"answer.outside {found.level}",
        items=facts.words.listed(_item(facts, each) for each in found.warned),
        limit=percent(RED if found.level == "red" else AMBER, language),
        least=percent(found.quoted[0], language),
        most=percent(found.quoted[-1], language),
    )


def outside_cells(facts: Facts, outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """(name, relative reduction with its interval, verdict), for rows of a table of effects."""
    found = _view(facts, outcome)
    if found is None:
        return
    for each in found.reductions:
        name = facts.words(f"outside.row {each.kpi}")
        yield name, _fall(each, facts.language), _verdict(facts, found, each)


def why(facts: Facts) -> str:
    """What the section is for, with its limits."""
    limits = {"amber": percent(AMBER, facts.language), "red": percent(RED, facts.language)}
    return facts.words("outside.why", **limits)


def beside(facts: Facts) -> tuple[Beside, ...]:
    """Every scenario beside the class."""
    found = ((outcome, _view(facts, outcome)) for outcome in facts.scenarios)
    return tuple(
        Beside(view.level, _table(facts, outcome, view), _stress(facts, outcome))
        for outcome, view in found
        if view is not None and view.reductions
    )


def cases(facts: Facts) -> Table:
    """All published cases, those that quote a saving first, largest saving on top."""
    words = facts.words
    ordered = sorted(shipped_cases(), key=lambda each: (isnan(each.saving), -each.saving))
    head = ("organisation", "what", "saving", "realised", "overrun", "delay", "kind", "source")
    return Table(
        words("outside.cases"),
        tuple(words(key if key in ("what", "source") else f"outside.{key}") for key in head),
        tuple(_case(facts, each) for each in ordered),
        words("outside.cases note"),
        frozenset({0, 1, 6, 7}),
    )


def _view(facts: Facts, outcome: Outcome) -> OutsideView | None:
    if outcome.scenario is None:
        return None
    return outside_view(facts.study.comparison, outcome.scenario)


def _item(facts: Facts, each: Reduction) -> str:
    name = facts.words(f"outside.{each.kpi}")
    return facts.words("outside.item", name=name, by=_fall(each, facts.language))


def _fall(each: Reduction, language: str) -> str:
    """What is saved, as a share; negative where the cost rises."""
    return estimate(each.share, each.low, each.high, "share", language)


def _verdict(facts: Facts, found: OutsideView, each: Reduction) -> str:
    if found.is_above_every_case(each):
        most = percent(found.quoted[-1], facts.language)
        return facts.words("outside.above", most=most)
    limits = {"amber": percent(AMBER, facts.language), "red": percent(RED, facts.language)}
    if each.level == "within":
        return facts.words("outside.within", limit=limits["amber"])
    return facts.words(f"outside.{each.level}", limit=limits[each.level])


def _table(facts: Facts, outcome: Outcome, found: OutsideView) -> Table:
    words = facts.words
    return Table(
        words("outside.caption", scenario=facts.scenario(outcome.id)),
        (words("cost"), words("outside.reduction"), words("verdict")),
        tuple(
            (
                words.kpi(each.kpi, "total"),
                _fall(each, facts.language),
                _verdict(facts, found, each),
            )
            for each in found.reductions
        ),
        words("outside.note"),
        frozenset({0, 2}),
    )


def _stress(facts: Facts, outcome: Outcome) -> str:
    """What would be left had it fared as reviewed reforms did; '' where no payback is known."""
    if outcome.scenario is None or not outcome.stability.is_stable:
        return ""
    left = stressed(facts.study.comparison, outcome.scenario)
    if left is None:
        return ""
    language, yearly = facts.language, f"{facts.model.currency}/year"
    return facts.words(
        "outside.stress" if left.saved > 0 else "outside.stress nothing",
        realised=percent(REALISED, language),
        overrun=percent(OVERRUN, language),
        delay=number(DELAY, language),
        cost=quantity(left.one_off, facts.model.currency, language),
        saved=amount(left.saved, left.low, left.high, yearly, language),
        years=years(left.years or nan, nan, nan, language),
    )


def _case(facts: Facts, each: Case) -> tuple[str, ...]:
    words, language = facts.words, facts.language
    shares = (each.saving, each.realised, each.cost_overrun)
    year = f" ({each.year})" if each.year else ""
    return (
        f"{each.organisation}{year}",
        each.what.into(language),
        *(NOTHING if isnan(share) else percent(share, language) for share in shares),
        NOTHING if isnan(each.delay) else number(each.delay, language),
        words(f"outside.{each.kind}"),
        each.source,
    )
