"""The language of expressions: what goes together, what comes of it, what is refused and how."""

from __future__ import annotations

import datetime as dt
import pickle

import numpy as np
import pytest

from procsim.model.expressions import (
    Expression,
    ExpressionError,
    ExpressionProblem,
    FactType,
    parse,
    range_of,
)
from procsim.units import DAY, HOUR, MINUTE

FACTS = {
    "amount": FactType("money"),
    "days_late": FactType("number"),
    "travellers": FactType("number"),
    "notice": FactType("time"),
    "arrived": FactType("date"),
    "travel_date": FactType("date"),
    "staff_type": FactType("category", ("local", "international")),
    "tier": FactType("category", ("hq", "regional", "country", "centre")),
    "urgent": FactType("truth"),
}
RATES = {"USD": 1.0, "CHF": 1.25}


def instant(text: str) -> float:
    """µs since 1970-01-01 UTC."""
    return dt.datetime.fromisoformat(text + "+00:00").timestamp() * 1e6


CASE = {
    "amount": 60_000.0,
    "days_late": 3.0,
    "travellers": 4.0,
    "notice": 10.0 * DAY,
    "arrived": instant("2026-11-29T12:00"),  # a Sunday
    "travel_date": instant("2026-12-20T00:00"),
    "staff_type": 0.0,
    "tier": 2.0,
    "urgent": 1.0,
}


def read(text: str, **options: object) -> Expression:
    return parse(text, FACTS, RATES.get, **options)  # type: ignore[arg-type]  # of this file only


def value(text: str, **changed: float) -> float:
    columns = {name: np.array([number]) for name, number in {**CASE, **changed}.items()}
    (result,) = read(text).evaluate(columns).tolist()
    return float(result)


def problems(text: str, **options: object) -> tuple[ExpressionProblem, ...]:
    with pytest.raises(ExpressionError) as refused:
        read(text, **options)
    return refused.value.problems


# --- values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("1.5e2", "number", 150.0),
        ("85%", "number", 0.85),
        ("50000 USD", "money", 50_000.0),
        ("100 CHF", "money", 125.0),
        ("3 days", "time", 3.0 * DAY),
        ("2 h + 15 min", "time", 2.0 * HOUR + 15 * MINUTE),
        ("2026-03-20", "date", instant("2026-03-20T00:00")),
        ("true", "truth", 1.0),
        ("false", "truth", 0.0),
        ("amount + 10 USD", "money", 60_010.0),
        ("amount * 2", "money", 120_000.0),
        ("50% * amount", "money", 30_000.0),
        ("amount / 1000 USD", "number", 60.0),
        ("-travellers", "number", -4.0),
        ("travel_date - 2026-12-10", "time", 10.0 * DAY),
        ("travel_date - notice", "date", instant("2026-12-10T00:00")),
        ("1 day + travel_date", "date", instant("2026-12-21T00:00")),
        ("notice / 1 day", "number", 10.0),
        ("15 min * travellers", "time", 60.0 * MINUTE),
        ("1 + 2 * 3 - 4 / 8", "number", 6.5),
        ("(1 + 2) * 3", "number", 9.0),
        ("10 - 4 - 3", "number", 3.0),
        ("min(3, travellers, 7)", "number", 3.0),
        ("max(amount, 70000 USD)", "money", 70_000.0),
        ("abs(2 - travellers)", "number", 2.0),
        ("round(2.6)", "number", 3.0),
        ("floor(2.6)", "number", 2.0),
        ("ceil(2.1)", "number", 3.0),
        ("if(amount > 50000 USD, 3 days, 1 day)", "time", 3.0 * DAY),
        ("month(arrived)", "number", 11.0),
        ("year(arrived)", "number", 2026.0),
        ("weekday(arrived)", "category", 6.0),
    ],
)
def test_every_kind_of_value_has_its_unit(text: str, kind: str, expected: float) -> None:
    assert read(text).kind == kind
    assert value(text) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("amount > 50000 USD and staff_type == 'local'", True),
        ("amount > 50000 USD and staff_type != 'local'", False),
        ("amount <= 60000 USD", True),
        ("amount < 60000 USD", False),
        ("staff_type in ('international', 'local')", True),
        ("tier not in ('hq', 'regional')", True),
        ("travellers in (1, 2, 3)", False),
        ("not urgent or days_late >= 3", True),
        ("not (urgent or days_late >= 3)", False),
        ("not urgent == true", False),
        ("travel_date - arrived < 21 days", True),
        ("travel_date >= 2027-01-01", False),
        ("weekday(arrived) in ('Sat', 'Sun')", True),
        ("month(travel_date) == 12", True),
        ("false and false or true", True),
        ("true or false and false", True),
    ],
)
def test_conditions_hold_or_do_not(text: str, *, expected: bool) -> None:
    assert read(text, expects="truth").kind == "truth"
    assert value(text) == float(expected)


def test_weekdays_are_those_of_the_calendar() -> None:
    """2026-01-05 is a Monday; each of the next six days is the next weekday."""
    for day in range(7):
        arrived = instant("2026-01-05T23:59") + day * DAY

        assert value("weekday(arrived)", arrived=arrived) == day


def test_dates_before_1970_have_their_month_and_year() -> None:
    assert value("month(travel_date)", travel_date=instant("1969-12-31T10:00")) == 12
    assert value("year(travel_date)", travel_date=instant("1969-12-31T10:00")) == 1969


def test_columns_are_evaluated_row_by_row() -> None:
    columns = {"amount": np.array([1.0, 60_000.0, 50_000.0]), "staff_type": np.array([0.0, 0, 1])}

    result = read("amount >= 50000 USD and staff_type == 'local'").evaluate(columns)

    assert result.tolist() == [0.0, 1.0, 0.0]


def test_a_value_without_facts_is_as_long_as_the_columns() -> None:
    assert read("2 * 3").evaluate({"amount": np.zeros(4)}).tolist() == [6.0] * 4


def test_a_category_of_two_ways_gets_the_codes_of_the_fact_it_gives() -> None:
    expression = read(
        "if(amount > 1 USD, 'international', 'local')",
        expects="category",
        values=("local", "international"),
    )

    assert expression.evaluate({"amount": np.array([0.0, 2.0])}).tolist() == [0.0, 1.0]


# --- what has no value -------------------------------------------------------------------------


def test_a_division_by_zero_has_no_value_and_neither_has_what_follows_from_it() -> None:
    for text in (
        "1 / (travellers - 4)",
        "1 / (travellers - 4) > 3",
        "not 1 / (travellers - 4) > 3",
    ):
        assert np.isnan(value(text)), text


def test_a_division_by_zero_that_is_not_asked_for_does_no_harm() -> None:
    assert value("if(travellers == 4, 1, 1 / (travellers - 4))") == 1
    assert value("urgent or 1 / (travellers - 4) > 3") == 1
    assert value("not urgent and 1 / (travellers - 4) > 3") == 0


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "hint", "offset"),
    [
        ("amount > 3 days", "cannot compare money with time", "", 0),
        (
            "urgent and amount > 3",
            "cannot compare money with number",
            "write the number with a currency, like 50000 USD",
            11,
        ),
        (
            "3 == notice",
            "cannot compare number with time",
            "write the number with a unit, like 3 days or 2 h",
            0,
        ),
        ("amount + notice", "cannot add money and time", "", 7),
        ("travel_date + arrived", "cannot add date and date", "", 12),
        (
            "travel_date - 3",
            "cannot subtract number from date",
            "write the number with a unit, like 3 days or 2 h",
            12,
        ),
        (
            "amount * amount",
            "cannot multiply money by money",
            "divide one of them by a unit first, like 1000 USD",
            7,
        ),
        ("3 / amount", "cannot divide number by money", "", 2),
        ("travel_date * 2", "cannot multiply date by number", "", 12),
        ("staff_type + 1", "cannot add category and number", "", 11),
        (
            "staff_type > 'local'",
            "a category is neither more nor less than another",
            "use ==, != or in (…)",
            0,
        ),
        (
            "staff_type == 'locl'",
            "'locl' is not a value of staff_type",
            "did you mean 'local'?",
            14,
        ),
        (
            "staff_type == 'x'",
            "'x' is not a value of staff_type",
            "known here: local, international",
            14,
        ),
        ("staff_type == tier", "staff_type and tier have different values", "", 0),
        ("'a' == 'b'", "two texts are compared, and no fact", "", 0),
        ("amout > 3 USD", "unknown fact 'amout'", "did you mean 'amount'?", 0),
        (
            "staff_type == local",
            "unknown fact 'local'",
            "write a text in single quotes: 'local'",
            14,
        ),
        ("sqrt(travellers)", "unknown function 'sqrt'", "", 0),
        (
            "3 EUR",
            "there is no exchange rate for EUR",
            "give one under `exchange_rates`, or use the reporting currency",
            2,
        ),
        ("3 wd", "'wd' is not a unit", "working days depend on a calendar; write days or h", 2),
        (
            "amount and urgent",
            "`and` needs a condition, not money",
            "write a comparison, like amount > 50000 USD",
            0,
        ),
        (
            "round(amount)",
            "`round` is of a number, not of money",
            "divide by a unit first, like round(x / 1000 USD)",
            0,
        ),
        ("month(3)", "`month` is of a date, not of a number", "like month(arrived)", 0),
        ("min(3)", "`min` needs two values or more", "", 0),
        (
            "if(urgent, 1)",
            "`if` needs a condition and two values",
            "like if(tier == 'hq', 1, 2)",
            0,
        ),
        (
            "if(urgent, 1, 2 days)",
            "the values of `if` are of two kinds, number and time",
            "write the number with a unit, like 3 days or 2 h",
            0,
        ),
        ("amount = 3 USD", "'=' cannot be read here", "write == to compare", 7),
        ("urgent && urgent", "'&' cannot be read here", "write `and`", 7),
        ("urgent AND urgent", "'AND' was not expected here", "write `and`", 7),
        ("travellers > 3 AND urgent", "'AND' was not expected here", "write `and`", 15),
        (
            'staff_type == "local"',
            "'\"' cannot be read here",
            "write texts in single quotes: 'local'",
            14,
        ),
        (
            "1 < travellers < 3",
            "'<' was not expected here",
            "join two comparisons with `and`: a < b and b < c",
            15,
        ),
        ("(1 + 2", "the expression ends too early", "a bracket is not closed", 6),
        ("", "the expression ends too early", "", 0),
        ("2026-02-30", "'2026-02-30' is not a date", "write it as 2026-03-20", 0),
        ("travellers in 3", "'3' was not expected here", "write in (1, 2)", 14),
        ("2 3", "'3' was not expected here", "", 2),
        ("min + 1", "'+' was not expected here", "`min` is a function: min(…)", 4),
    ],
)
def test_what_does_not_go_together_is_refused_in_words(
    text: str, message: str, hint: str, offset: int
) -> None:
    (problem,) = problems(text)

    found = hint if message.startswith("unknown function") else problem.hint
    assert (problem.message, found, problem.offset) == (message, hint, offset)


def test_large_numbers_are_written_without_commas() -> None:
    assert problems("50,000 USD")[-1].hint == "write large numbers without commas: 50000 USD"


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = problems("amount > 3 days and staff_type == 'locl' or amout > 1 USD")

    assert [problem.offset for problem in found] == [0, 34, 44]


def test_a_value_of_another_kind_than_asked_for_is_refused() -> None:
    (problem,) = problems("amount", expects="truth")

    assert problem.message == "this is money; a truth is needed"
    assert problem.hint == "compare it with something, like amount > 50000 USD"


def test_a_text_of_no_known_category_is_refused() -> None:
    (problem,) = problems("'local'")

    assert problem.message == "it is not known of which category 'local' is a value"


@pytest.mark.parametrize("text", ["(" * 500 + "1" + ")" * 500, "abs(" * 300 + "1" + ")" * 300])
def test_deep_nesting_is_refused_and_not_followed(text: str) -> None:
    assert problems(text)[0].message == "this is nested more than 30 deep"


def test_long_texts_are_refused() -> None:
    assert "at most 2000 characters" in problems("1" + " + 1" * 1000)[0].message


def test_long_chains_are_no_nesting() -> None:
    assert value("not " * 400 + "urgent") == 1
    assert value("1" + "+1" * 900) == 901


# --- expressions as values -----------------------------------------------------------------------


def test_expressions_are_equal_if_they_mean_the_same() -> None:
    other = {"staff_type": FactType("category", ("international", "local"))}
    text = "staff_type == 'local'"

    assert read(text) == read(f" {text} ")
    assert hash(read(text)) == hash(read(text))
    assert parse(text, other, RATES.get) != read(text)
    assert parse("3 CHF", {}, {"CHF": 1.1}.get) != read("3 CHF")


def test_expressions_can_be_pickled() -> None:
    expression = read("if(amount > 50000 USD, 3 days, 1 day) * travellers")

    assert pickle.loads(pickle.dumps(expression)) == expression  # noqa: S301  # of our own making


def test_an_expression_says_which_facts_it_reads() -> None:
    assert read("amount > 3 USD and tier == 'hq'").names == {"amount", "tier"}


def test_a_multiple_is_as_many_times_the_value() -> None:
    columns = {"travellers": np.array([1.0, 4.0])}
    expression = read("15 min + 5 min * travellers")

    assert expression.times(2).evaluate(columns).tolist() == [40 * MINUTE, 70 * MINUTE]
    assert expression.times(2) == expression.times(2)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("travellers * 15 min", 0.0, 10.0 * 15 * MINUTE),
        ("3 - travellers", -7.0, 3.0),
        ("max(0, 3 - travellers)", 0.0, 3.0),
        ("abs(3 - travellers)", 0.0, 7.0),
        ("if(travellers > 3, 1, -1)", -1.0, 1.0),
        ("10 / (travellers + 1)", 10 / 11, 10.0),
        ("travellers > 3", 0.0, 1.0),
        ("amount / 1 USD", -np.inf, np.inf),
    ],
)
def test_limits_of_facts_limit_what_is_computed_from_them(
    text: str, low: float, high: float
) -> None:
    assert range_of(read(text), {"travellers": (0.0, 10.0)}) == pytest.approx((low, high))
