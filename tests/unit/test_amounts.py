"""Amounts: drawn, computed from facts, or both; the expected numbers are worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from procsim.model.amounts import (
    Conditional,
    Formula,
    Multiplied,
    means_of,
    names_of,
    scaled,
    support_of,
    values_of,
)
from procsim.model.distributions import Constant, Scaled, Uniform
from procsim.model.expressions import Expression, FactType, parse
from procsim.units import MINUTE

FACTS = {
    "travellers": FactType("number"),
    "amount": FactType("money"),
    "type": FactType("category", ("goods", "works")),
}
LUCK = np.array([0.25, 0.5, 0.75])
COLUMNS = {
    "travellers": np.array([1.0, 2.0, 4.0]),
    "amount": np.array([100.0, 200.0, 300.0]),
    "type": np.array([0.0, 1.0, 1.0]),
}


def read(text: str) -> Expression:
    return parse(text, FACTS, {"USD": 1.0}.get)


def test_a_distribution_draws_whatever_the_facts() -> None:
    assert values_of(Uniform(0, 8), LUCK, COLUMNS).tolist() == [2, 4, 6]


def test_a_formula_draws_nothing() -> None:
    amount = Formula(read("10 min + 5 min * travellers"))

    assert (values_of(amount, LUCK, COLUMNS) / MINUTE).tolist() == [15, 20, 30]


def test_a_formula_without_facts_holds_for_every_case() -> None:
    assert values_of(Formula(read("2 * 3")), LUCK, COLUMNS).tolist() == [6, 6, 6]


def test_what_is_drawn_is_multiplied_by_a_number_of_the_case() -> None:
    amount = Multiplied(Uniform(0, 8), read("travellers"))

    assert values_of(amount, LUCK, COLUMNS).tolist() == [2, 8, 24]


def test_the_first_condition_that_holds_says_the_amount() -> None:
    amount = Conditional(
        ((read("amount >= 300 USD"), Constant(1.0)), (read("type == 'works'"), Uniform(0, 8))),
        Formula(read("travellers")),
    )

    assert values_of(amount, LUCK, COLUMNS).tolist() == [1, 4, 1]


def test_a_condition_without_value_leaves_the_amount_without_one() -> None:
    amount = Conditional(((read("1 / (travellers - 2) > 0"), Constant(1.0)),), Constant(2.0))

    values = values_of(amount, LUCK, COLUMNS)

    assert values[[0, 2]].tolist() == [2, 1]
    assert math.isnan(values[1])


def test_means_are_over_luck_alone() -> None:
    amount = Conditional(
        ((read("type == 'works'"), Multiplied(Uniform(0, 8), read("travellers"))),), Uniform(0, 2)
    )

    assert means_of(amount, COLUMNS).tolist() == [1, 8, 16]


@pytest.mark.parametrize(
    "amount",
    [
        Uniform(0, 8),
        Formula(read("travellers + 1")),
        Multiplied(Uniform(0, 8), read("travellers")),
        Conditional(((read("type == 'works'"), Uniform(0, 8)),), Formula(read("travellers"))),
    ],
)
def test_a_scaled_amount_is_the_amount_times_the_factor(amount: Uniform) -> None:
    expected = 1.5 * values_of(amount, LUCK, COLUMNS)

    assert values_of(scaled(amount, 1.5), LUCK, COLUMNS).tolist() == pytest.approx(expected)


def test_a_scaled_distribution_is_still_one() -> None:
    assert scaled(Uniform(0, 8), 2.0) == Scaled(2.0, Uniform(0, 8))


def test_an_amount_names_the_facts_it_reads() -> None:
    amount = Conditional(
        ((read("type == 'works'"), Multiplied(Uniform(0, 8), read("travellers"))),), Constant(2.0)
    )

    assert names_of(amount, None, Constant(1.0)) == {"type", "travellers"}


def test_the_support_covers_every_branch() -> None:
    amount = Conditional(
        ((read("type == 'works'"), Multiplied(Uniform(1, 8), read("travellers"))),),
        Formula(read("3 - travellers")),
    )

    assert support_of(amount, {"travellers": (0.0, 5.0)}) == (-2.0, 40.0)
    assert support_of(amount, {}) == (-math.inf, math.inf)
