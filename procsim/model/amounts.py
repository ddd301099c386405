"""How much: what is drawn for a case, or computed from its facts, or both.

The luck of a conditional amount is one number: whichever amount holds reads it through its own
distribution.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

import numpy as np

from procsim.model.distributions import Distribution, Scaled
from procsim.model.expressions import Expression, range_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from procsim.model.expressions import Range

    Floats = NDArray[np.float64]
    Columns = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Formula:
    """The value of an expression over the facts of a case; nothing is drawn."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Multiplied:
    """What `base` draws, times a number ≥ 0 computed from the facts of the case."""

    base: Distribution
    by: Expression


@dataclass(frozen=True, slots=True)
class Conditional:
    """The amount beside the first condition that holds for the case, else `otherwise`."""

    cases: tuple[tuple[Expression, Amount], ...]
    otherwise: Amount


Amount: TypeAlias = "Distribution | Formula | Multiplied | Conditional"
"""In base units: µs for times, major units of the reporting currency, plain numbers, codes of
categories (their position)."""


def values_of(amount: Amount, uniforms: Floats, columns: Columns) -> Floats:
    """The amount of each case: `uniforms` is its luck, `columns` are its facts. nan where an
    expression has no value."""
    match amount:
        case Formula(expression):
            return _as_long_as(uniforms, expression.evaluate(columns))
        case Multiplied(base, by):
            return base.quantile(uniforms) * by.evaluate(columns)
        case Conditional(cases, otherwise):
            branches = [values_of(each, uniforms, columns) for _, each in cases]
            last = values_of(otherwise, uniforms, columns)
            return _first_that_holds([c for c, _ in cases], branches, last, columns)
        case _:
            return amount.quantile(uniforms)


def means_of(amount: Amount, columns: Columns) -> Floats:
    """What each case has on average over its luck, its facts being as given."""
    match amount:
        case Formula(expression):
            return expression.evaluate(columns)
        case Multiplied(base, by):
            return base.mean * by.evaluate(columns)
        case Conditional(cases, otherwise):
            size = max((column.size for column in columns.values()), default=1)
            branches = [np.broadcast_to(means_of(each, columns), (size,)) for _, each in cases]
            last = np.broadcast_to(means_of(otherwise, columns), (size,))
            return _first_that_holds([c for c, _ in cases], branches, last, columns)
        case _:
            size = max((column.size for column in columns.values()), default=1)
            return np.full(size, amount.mean)


def names_of(*amounts: Amount | None) -> frozenset[str]:
    """The facts that amounts read."""
    return frozenset(name for read in expressions_in(*amounts) for name in read.names)


def expressions_in(*amounts: Amount | None) -> Iterable[Expression]:
    """The expressions of amounts, in the order in which they are written."""
    for amount in amounts:
        match amount:
            case None:
                pass
            case Formula(expression):
                yield expression
            case Multiplied(_, by):
                yield by
            case Conditional(cases, otherwise):
                for condition, each in cases:
                    yield condition
                    yield from expressions_in(each)
                yield from expressions_in(otherwise)
            case _:
                pass


def is_drawn(amount: Amount) -> TypeGuard[Distribution]:
    """Whether an amount is a distribution, whatever the facts of the case."""
    return not isinstance(amount, Formula | Multiplied | Conditional)


def scaled(amount: Amount, factor: float) -> Amount:
    """`factor` ≥ 0 times an amount."""
    match amount:
        case Formula(expression):
            return Formula(expression.times(factor))
        case Multiplied(base, by):
            return Multiplied(Scaled(factor, base), by)
        case Conditional(cases, otherwise):
            return Conditional(
                tuple((condition, scaled(each, factor)) for condition, each in cases),
                scaled(otherwise, factor),
            )
        case _:
            return Scaled(factor, amount)


def support_of(amount: Amount, facts: Mapping[str, Range]) -> Range:
    """Limits that no value leaves, given those of the facts (one not given can be anything)."""
    match amount:
        case Formula(expression):
            return range_of(expression, facts)
        case Multiplied(base, by):
            low, high = base.support
            ends = [_product(a, b) for a in (low, high) for b in range_of(by, facts)]
            return min(ends), max(ends)
        case Conditional(cases, otherwise):
            ranges = [support_of(each, facts) for _, each in cases]
            ranges.append(support_of(otherwise, facts))
            return min(low for low, _ in ranges), max(high for _, high in ranges)
        case _:
            return amount.support


def _product(a: float, b: float) -> float:
    return 0.0 if 0 in (a, b) else a * b


def _first_that_holds(
    conditions: Iterable[Expression], branches: list[Floats], otherwise: Floats, columns: Columns
) -> Floats:
    """Row by row the branch of the first condition that holds; nan where one has no value."""
    result = otherwise
    for condition, branch in reversed(list(zip(conditions, branches, strict=True))):
        holds = condition.evaluate(columns)
        result = np.where(np.isnan(holds), math.nan, np.where(holds == 1, branch, result))
    return _as_long_as(otherwise, result)


def _as_long_as(model: Floats, column: Floats) -> Floats:
    return column if column.size == model.size else np.broadcast_to(column, model.shape).copy()
