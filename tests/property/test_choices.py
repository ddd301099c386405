"""Choices by the facts of cases: whatever the rules, just one way is sure to be taken."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from procsim.model.amounts import Amount, Formula
from procsim.model.choices import Rules, Shares, chances_of
from procsim.model.distributions import Constant
from procsim.model.expressions import FactType, parse
from procsim.model.flow_analysis.fact_sample import spread

FACTS = {"amount": FactType("number"), "kind": FactType("number")}
POINTS = spread(64, 2)
COLUMNS = {"amount": 100 * POINTS[0], "kind": np.floor(4 * POINTS[1])}


def read(text: str):  # type: ignore[no-untyped-def]  # an expression
    return parse(text, FACTS, lambda _: None)


def limits(*, least: int = 0) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(least, 3)


conditions = st.sampled_from(
    ["amount > 50", "amount <= 20", "kind == 2", "kind in (0, 3)", "not amount > 90 and kind != 1"]
).map(read)
chances = st.floats(0.0, 0.25).map(Constant) | st.sampled_from(
    ["amount / 400", "if(kind == 1, 0.1, 0.25)"]
).map(lambda text: Formula(read(text)))


@given(
    rules=st.lists(st.tuples(conditions, limits()), max_size=4),
    default=st.integers(0, 4),
    visit=st.integers(0, 4),
)
def test_just_one_rule_decides(
    rules: list[tuple[object, int | None]], default: int, visit: int
) -> None:
    rules.insert(min(default, len(rules)), (None, None))
    choice = Rules(tuple(rule for rule, _ in rules), tuple(most for _, most in rules))  # type: ignore[arg-type]  # of `conditions`

    found = chances_of(choice, COLUMNS, 64, visit=visit)

    assert set(np.unique(found)) <= {0.0, 1.0}
    assert (found.sum(axis=0) == 1).all()


@given(
    shares=st.lists(st.tuples(chances, limits()), max_size=4),
    default=st.integers(0, 4),
    visit=st.integers(0, 4),
)
def test_chances_with_a_default_are_one_together(
    shares: list[tuple[Amount | None, int | None]], default: int, visit: int
) -> None:
    shares.insert(min(default, len(shares)), (None, None))
    choice = Shares(tuple(chance for chance, _ in shares), tuple(most for _, most in shares))

    found = chances_of(choice, COLUMNS, 64, visit=visit)

    assert (found >= 0).all()
    np.testing.assert_allclose(found.sum(axis=0), 1)
    for row, (_, most) in zip(found, shares, strict=True):
        assert most is None or visit < most or not row.any()


@given(size=st.sampled_from([1, 64, 1000, 4096]), dimensions=st.integers(1, 12))
def test_every_coordinate_of_a_sample_takes_every_cell_once(size: int, dimensions: int) -> None:
    for row in spread(size, dimensions):
        assert sorted(np.floor(row * size).tolist()) == list(range(size))
