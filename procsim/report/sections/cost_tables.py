"""The two levels of cost as tables, and the rates they were converted with."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from procsim.report.exhibits import Table
from procsim.report.figures.costs import KPIS
from procsim.report.numbers import absent, difference, estimate, number, unit_name

if TYPE_CHECKING:
    from procsim.analysis.comparison import Outcome
    from procsim.report.facts import Facts

_HEAD = ("as-is", "to-be", "difference")


def by_tier(facts: Facts, outcome: Outcome) -> Table:
    """Cost of work and of capacity by tier, centres apart, and of the whole."""
    words = facts.words
    tiers = _ids(facts, outcome, "tier")
    rows = [_row(facts, outcome, "tier", tier, facts.tier(tier)) for tier in tiers]
    rows.append(_row(facts, outcome, "process", "all", words("total")))
    caption = words("costs.by tier", scenario=facts.scenario(outcome.id))
    return Table(caption, _head(facts, words("tier")), tuple(rows), _note(facts))


def by_office(facts: Facts, outcome: Outcome) -> Table:
    """Cost of work and of capacity of every office."""
    words = facts.words
    offices = _ids(facts, outcome, "office")
    rows = [_row(facts, outcome, "office", office, facts.office(office)) for office in offices]
    caption = words("costs.by office", scenario=facts.scenario(outcome.id))
    return Table(caption, _head(facts, words("office")), tuple(rows), _note(facts))


def rates(facts: Facts) -> Table | None:
    """The rates used; None if all money is in the reporting currency."""
    used = facts.model.exchange_rates
    if not used.rates:
        return None
    words = facts.words
    date = str(used.date) if used.date is not None else words("no date")
    note = words("rates.note", date=date, source=used.source or words("no source"))
    head = (words("currency"), words("rate", currency=facts.model.currency))
    rows = tuple((code, number(rate, facts.language)) for code, rate in used.rates.items())
    return Table(words("rates.caption"), head, rows, note)


def _ids(facts: Facts, outcome: Outcome, scope: str) -> tuple[str, ...]:
    """What exists before or after, in the order of the models."""
    baseline = facts.study.comparison.baseline
    found = (facts.ids(each, scope, KPIS[1]) for each in (baseline, outcome))
    return tuple(dict.fromkeys(id_ for ids in found for id_ in ids))


def _head(facts: Facts, first: str) -> tuple[str, ...]:
    names = ("costs.work", "costs.capacity")
    columns = (
        facts.words("costs.column", cost=facts.words(name), what=facts.words(what))
        for name in names
        for what in _HEAD
    )
    return (first, *columns)


def _row(facts: Facts, outcome: Outcome, scope: str, id_: str, name: str) -> tuple[str, ...]:
    baseline = facts.study.comparison.baseline
    texts: list[str] = []
    for kpi in KPIS:
        for each in (baseline, outcome):
            found = facts.measured(each, kpi, "total", scope=scope, id_=id_)
            bare = estimate(found.value, float("nan"), float("nan"), "", facts.language)
            is_unknown = isnan(found.value) and found.unit
            texts.append(absent(facts.missing(each)) if is_unknown else bare)
        effect = facts.difference(outcome, kpi, scope, id_)
        texts.append(difference(effect.value, effect.low, effect.high, "", facts.language))
    return (name, *texts)


def _note(facts: Facts) -> str:
    unit = unit_name(f"{facts.model.currency}/year", facts.language)
    year = facts.model.price_year
    note = facts.words("in unit", unit=unit)
    price = "" if year is None else f" {facts.words('price year', year=year)}"
    return f"{note}{price} {facts.words('costs.note')}"
