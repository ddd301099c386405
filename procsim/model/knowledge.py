"""The facts of cases as columns: drawn in file order, computed from those before them.

Columns are float64 in base units: µs, major units of money (whole minor ones), codes of
categories, µs since 1970-01-01 UTC for dates, 0 or 1 for truths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

import numpy as np

from procsim.model.amounts import Conditional, Formula, names_of, values_of
from procsim.model.organisation import TIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from procsim.model.amounts import Amount, Columns, Floats
    from procsim.model.expressions import Kind
    from procsim.model.facts import Delegation, Fact
    from procsim.model.organisation import Office

    Positions = NDArray[np.int64]

MINOR_UNITS: Final = 100
"""Of one major unit of money: facts are kept in whole cents."""


@dataclass(frozen=True, slots=True)
class FactRule:
    """How a fact is drawn, for each office of origin in the order of the model (None: nowhere said;
    no case comes from there)."""

    id: str
    kind: Kind
    amounts: tuple[Amount | None, ...]
    values: tuple[str, ...] = ()


def fact_rules(data: Mapping[str, Fact], offices: Iterable[Office]) -> tuple[FactRule, ...]:
    """How the facts of a process are drawn, in file order."""
    origins = tuple(offices)
    return tuple(
        FactRule(
            fact.id, fact.kind, tuple(fact.drawn.of(office) for office in origins), fact.values
        )
        for fact in data.values()
    )


def tiers_of(offices: Iterable[Office]) -> Positions:
    """The code of the tier of each office."""
    return np.array([TIERS.index(office.tier) for office in offices], dtype=np.int64)


def fact_columns(
    rules: Sequence[FactRule],
    tiers: Positions,
    origin: Positions,
    uniforms: Mapping[str, Floats],
    arrived: Floats,
    passed: Mapping[str, Floats],
) -> dict[str, Floats]:
    """The facts of cases: those that every case has, then those drawn by `rules`.

    `origin` are positions of offices, `uniforms` the luck of each fact, `arrived` µs since 1970;
    facts that are `passed` by a caller are not drawn.
    """
    columns = {
        "arrived": arrived,
        "origin": origin.astype(np.float64),
        "tier": tiers[origin].astype(np.float64),
    }
    for rule in rules:
        given = passed.get(rule.id)
        if given is None:
            columns[rule.id] = _drawn(rule, origin, uniforms[rule.id], columns)
        else:
            columns[rule.id] = rounded(rule.kind, given)
    return columns


def _drawn(rule: FactRule, origin: Positions, uniforms: Floats, columns: Columns) -> Floats:
    """A fact by the amount that each case's office has for it."""
    amounts = {amount for amount in rule.amounts if amount is not None}
    if len(amounts) == 1:
        (amount,) = amounts
        return rounded(rule.kind, _values(rule.kind, amount, uniforms, columns))
    result = np.full(origin.size, np.nan)
    for office in np.unique(origin).tolist():
        amount_here = rule.amounts[office]
        if amount_here is not None:
            those = origin == office
            facts = {name: column[those] for name, column in columns.items()}
            result[those] = _values(rule.kind, amount_here, uniforms[those], facts)
    return rounded(rule.kind, result)


def _values(kind: Kind, amount: Amount, uniforms: Floats, columns: Columns) -> Floats:
    """What an amount gives; for a date a span counts from the arrival."""
    if kind != "date":
        return values_of(amount, uniforms, columns)
    match amount:
        case Formula(expression) if expression.kind == "date":
            return values_of(amount, uniforms, columns)
        case Conditional(cases, otherwise):
            result = _values(kind, otherwise, uniforms, columns)
            for condition, each in reversed(cases):
                holds = condition.evaluate(columns)
                result = np.where(holds == 1, _values(kind, each, uniforms, columns), result)
                result = np.where(np.isnan(holds), np.nan, result)
            return result
        case _:
            return columns["arrived"] + values_of(amount, uniforms, columns)


def rounded(kind: Kind, column: Floats) -> Floats:
    """Whole µs and whole minor units of money: once, here."""
    match kind:
        case "time" | "date":
            return np.rint(column)
        case "money":
            return np.rint(column * MINOR_UNITS) / MINOR_UNITS
        case "number" | "category" | "truth":
            return column
        case never:
            assert_never(never)


def reads_arrival(rules: Iterable[FactRule]) -> bool:
    """Whether a fact follows from when the case arrived."""
    return any(rule.kind == "date" or "arrived" in names_of(*rule.amounts) for rule in rules)


def level_of(delegation: Delegation, columns: Columns, values: Sequence[str]) -> Positions:
    """The number of the level that decides each case: the first whose limit is not exceeded; as
    many as there are levels where all are. `values` are those of the fact that limits are by."""
    amount = columns[delegation.fact]
    level = np.full(amount.size, len(delegation.levels), dtype=np.int64)
    for number in reversed(range(len(delegation.levels))):
        up_to = delegation.levels[number].up_to
        limits = np.array([up_to.get(value, np.inf) for value in values or ("",)])
        codes = 0 if delegation.by is None else columns[delegation.by].astype(np.int64)
        level[amount <= limits[codes]] = number
    return level
