"""Expressions against Python's own arithmetic, on random ones; and texts that are none."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from procsim.model.expressions import ExpressionError, FactType, parse, range_of

FACTS = {"a": FactType("number"), "b": FactType("number"), "c": FactType("number")}
NUMBERS = st.integers(0, 9).map(str)
COLUMNS = st.lists(st.integers(-9, 9).map(float), min_size=3, max_size=3)


def no_rates(_: str) -> float | None:
    return None


def joined(parts: st.SearchStrategy[str], *signs: str) -> st.SearchStrategy[str]:
    return st.tuples(parts, st.sampled_from(signs), parts).map(" ".join)


sums = st.recursive(
    NUMBERS | st.sampled_from(tuple(FACTS)),
    lambda inner: st.one_of(
        joined(inner, "+", "-", "*", "/"),
        inner.map("({})".format),
        inner.map("-({})".format),
        inner.map("abs({})".format),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"min({', '.join(each)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"max({', '.join(each)})"),
    ),
    max_leaves=12,
)
conditions = st.recursive(
    joined(sums, "<", "<=", ">", ">=", "==", "!="),
    lambda inner: st.one_of(
        joined(inner, "and", "or"), inner.map("not {}".format), inner.map("({})".format)
    ),
    max_leaves=6,
)


def by_python(text: str, facts: dict[str, float]) -> float | None:
    """None where Python divides by zero (or would not, for it looks no further than it must)."""
    try:
        # Python's own grammar, on text that this file has made.
        return float(eval(text, {"abs": abs, "min": min, "max": max}, facts))  # noqa: S307
    except ZeroDivisionError:
        return None


@given(text=sums, facts=COLUMNS)
def test_arithmetic_is_pythons(text: str, facts: list[float]) -> None:
    known = dict(zip(FACTS, facts, strict=True))

    result = parse(text, FACTS, no_rates).evaluate({k: np.array([v]) for k, v in known.items()})

    expected = by_python(text, known)
    if expected is None:
        assert math.isnan(result[0])
    else:
        assert result[0] == expected


@given(text=conditions, facts=COLUMNS)
def test_conditions_are_pythons(text: str, facts: list[float]) -> None:
    known = dict(zip(FACTS, facts, strict=True))

    result = parse(text, FACTS, no_rates).evaluate({k: np.array([v]) for k, v in known.items()})

    expected = by_python(text, known)
    if expected is not None and not math.isnan(result[0]):
        assert result[0] == expected


@given(text=sums, rows=st.lists(COLUMNS, min_size=1, max_size=4))
def test_a_column_is_its_rows(text: str, rows: list[list[float]]) -> None:
    columns = {
        name: np.array(values) for name, values in zip(FACTS, zip(*rows, strict=True), strict=True)
    }
    expression = parse(text, FACTS, no_rates)

    together = expression.evaluate(columns)

    for row in range(len(rows)):
        alone = expression.evaluate({name: each[row : row + 1] for name, each in columns.items()})
        np.testing.assert_array_equal(together[row : row + 1], alone)


@given(text=sums, facts=COLUMNS)
def test_no_value_leaves_its_range(text: str, facts: list[float]) -> None:
    known = dict(zip(FACTS, facts, strict=True))
    expression = parse(text, FACTS, no_rates)

    low, high = range_of(expression, dict.fromkeys(FACTS, (-9.0, 9.0)))

    (result,) = expression.evaluate({name: np.array([value]) for name, value in known.items()})
    tolerance = 1e-9 * max(1.0, abs(result))
    assert math.isnan(result) or low - tolerance <= result <= high + tolerance


@given(text=st.text(alphabet="ab1.'(),+-*/<=!% andortifUSD", max_size=40) | st.text(max_size=40))
def test_any_other_text_is_refused_with_a_place_in_it(text: str) -> None:
    try:
        parse(text, FACTS, no_rates)
        places = [0]
    except ExpressionError as refused:
        places = [problem.offset for problem in refused.problems]
    assert places
    assert all(0 <= place <= len(text) for place in places)
