"""Which way on: for every exclusive and inclusive gateway the chance of each flow, case by case.

A decision by rule or by level is a chance of 0 or 1; so one number of luck settles any decision,
and the mean of a column of chances is the share of cases that take a flow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, assert_never

import numpy as np

from procsim.model.amounts import means_of, names_of
from procsim.model.distributions.discrete import Constant
from procsim.model.expressions import Expression
from procsim.model.facts import types_of
from procsim.model.knowledge import level_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.model.amounts import Amount, Columns, Floats
    from procsim.model.elements import Any, Decision
    from procsim.model.facts import Delegation
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Flow, Process

_TOLERANCE = 1e-9
"""How far chances may be from 1 together, for what rounding leaves."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Each flow by its chance; the one without takes the rest. From the visit `at_most` on (None:
    never) a flow has none, and the rest is for the default, or else for the others as they are to
    each other."""

    chances: tuple[Amount | None, ...]
    at_most: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The first flow whose condition holds, else the one without; `at_most` as in `Shares`."""

    conditions: tuple[Expression | None, ...]
    at_most: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """By the level of a delegation that decides: level → flow. `values` are those of the fact that
    its limits are by."""

    delegation: Delegation
    values: tuple[str, ...]
    flows: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Check:
    """A check finds each error that is there with its chance: 1 − Π(1 − chance) leads to `found`,
    of two flows. From the visit `at_most` on (None: never) nothing is found any more."""

    chances: tuple[float, ...]
    found: int
    at_most: int | None = None


Choice: TypeAlias = "Shares | Rules | Levels | Check"


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Every flow whose condition holds, or whose chance is drawn, each for itself; `default` (-1:
    none) if there is no other."""

    flows: tuple[Expression | Amount | None, ...]
    default: int


def choice_of(model: Model, process: Process, decision: Decision, origin: Office) -> Choice:
    """How a decision is taken for the cases of an office."""
    flows = process.outgoing(decision.id)
    if decision.by is not None:
        delegation = model.delegations[decision.by]
        default = next((n for n, flow in enumerate(flows) if flow.is_default), -1)
        by_level = {flow.level: number for number, flow in enumerate(flows) if flow.level}
        return Levels(
            delegation,
            values_by(model, process, delegation),
            tuple(by_level.get(level.id, default) for level in delegation.levels),
            len(flows),
        )
    if decision.finds:
        found = next(number for number, flow in enumerate(flows) if flow.found)
        chances = tuple(chance for _, chance in decision.finds)
        return Check(chances, found, flows[found].at_most)
    at_most = tuple(flow.at_most for flow in flows)
    if any(flow.when is not None for flow in flows):
        return Rules(tuple(flow.when for flow in flows), at_most)
    return Shares(tuple(_chance(flow, origin, len(flows)) for flow in flows), at_most)


def inclusion_of(process: Process, gateway: Any, origin: Office) -> Inclusion:
    """Which flows an inclusive gateway takes for the cases of an office."""
    flows = process.outgoing(gateway.id)
    default = next((n for n, flow in enumerate(flows) if flow.is_default), -1)
    taken = (flow.when if flow.when is not None else _chance(flow, origin, 1) for flow in flows)
    kept = tuple(None if number == default else each for number, each in enumerate(taken))
    return Inclusion(kept, default)


def values_by(model: Model, process: Process, delegation: Delegation) -> tuple[str, ...]:
    """The values of the fact that the limits of a delegation are by; none where they are not."""
    if delegation.by is None:
        return ()
    return types_of(process.data.values(), model.offices)[delegation.by].values


def names_read(choice: Choice | Inclusion) -> frozenset[str]:
    """The facts that a choice reads."""
    match choice:
        case Shares(chances):
            return names_of(*chances)
        case Rules(conditions):
            return frozenset(name for each in conditions if each is not None for name in each.names)
        case Levels(delegation):
            return frozenset({delegation.fact, *([delegation.by] if delegation.by else [])})
        case Check():
            return frozenset()
        case Inclusion(flows):
            rules = [each for each in flows if isinstance(each, Expression)]
            drawn = [each for each in flows if not isinstance(each, Expression)]
            return names_of(*drawn).union(*(rule.names for rule in rules))
        case never:
            assert_never(never)


def chances_of(
    choice: Choice, columns: Columns, size: int, *, visit: int = 0, errors: Sequence[bool] = ()
) -> Floats:
    """For each flow (row) and each of `size` cases the chance that it is taken; nan where chances
    are outside 0..1, or above 1 together, or a rule has no value. `errors` are those there now."""
    match choice:
        case Shares(chances, at_most):
            return _shares(chances, _open(at_most, visit), columns, size)
        case Rules(conditions, at_most):
            return _rules(conditions, _open(at_most, visit), columns, size)
        case Levels(delegation, values, flows, count):
            levels = np.broadcast_to(level_of(delegation, columns, values), (size,))
            taken = np.array([*flows, -1])[levels]
            result = np.where(taken < 0, math.nan, np.arange(count)[:, np.newaxis] == taken)
            return result.astype(np.float64)
        case Check(chances, found, most):
            there = zip(chances, errors, strict=True)
            missed = math.prod(1 - chance for chance, is_there in there if is_there)
            missed = missed if most is None or visit < most else 1.0
            result = np.full((2, size), missed)
            result[found] = 1 - missed
            return result
        case never:
            assert_never(never)


def inclusions_of(inclusion: Inclusion, columns: Columns, size: int) -> Floats:
    """For each flow and case the chance that it is taken for itself (0 for the default)."""
    rows = np.zeros((len(inclusion.flows), size))
    for row, each in zip(rows, inclusion.flows, strict=True):
        if isinstance(each, Expression):
            row[:] = each.evaluate(columns)
        elif each is not None:
            row[:] = means_of(each, columns)
    return np.where((rows < 0) | (rows > 1), math.nan, rows)


def _chance(flow: Flow, origin: Office, flows: int) -> Amount | None:
    if flow.is_default:
        return None
    if flow.chance is not None:
        return flow.chance
    share = None if flow.share is None else flow.share.of(origin)
    if share is None:
        return Constant(1.0 if flow.share is None and flows == 1 else 0.0)
    return Constant(share)


def _open(at_most: Sequence[int | None], visit: int) -> list[bool]:
    return [most is None or visit < most for most in at_most]


def _shares(
    chances: Sequence[Amount | None], is_open: Sequence[bool], columns: Columns, size: int
) -> Floats:
    rows = np.zeros((len(chances), size))
    for row, chance in zip(rows, chances, strict=True):
        if chance is not None:
            row[:] = means_of(chance, columns)
    total = rows.sum(axis=0)
    wrong = ((rows < 0) | (rows > 1)).any(axis=0) | (total > 1 + _TOLERANCE)
    for row, may in zip(rows, is_open, strict=True):
        if not may:
            row[:] = 0.0
    default = next((number for number, chance in enumerate(chances) if chance is None), None)
    if default is not None:
        rows[default] = np.maximum(0.0, 1 - rows.sum(axis=0))
    elif not all(is_open):
        left = rows.sum(axis=0)
        rows /= np.where(left > 0, left, math.nan)
    if wrong.any():
        rows[:, wrong] = math.nan
    return rows


def _rules(
    conditions: Sequence[Expression | None], is_open: Sequence[bool], columns: Columns, size: int
) -> Floats:
    rows = np.zeros((len(conditions), size))
    free = np.ones(size)
    for row, condition, may in zip(rows, conditions, is_open, strict=True):
        if condition is not None and may:
            row[:] = np.where(free == 0, 0.0, condition.evaluate(columns))
            free = free - row
    for row, condition in zip(rows, conditions, strict=True):
        if condition is None:
            row[:] = free
    return rows
