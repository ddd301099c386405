"""Numbers are written with their unit, their interval, and no more digits than they hold.

Expected texts are worked out by hand from the rules in `procsim.report.numbers`.
"""

import pytest

from procsim.report.numbers import (
    GAP,
    MINUS,
    THIN,
    absent,
    amount,
    change,
    difference,
    estimate,
    factor,
    number,
    percent,
    quantity,
    years,
)

NAN = float("nan")


def plain(text: str) -> str:
    """With ordinary spaces and hyphens, to be read."""
    return text.replace(GAP, " ").replace(THIN, " ").replace(MINUS, "-")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (3, "3"),
        (2.5, "2.5"),
        (12.345, "12.3"),
        (9.996, "10"),
        (0.0012345, "0.00123"),
        (123456.0, "123 000"),
        (999.6, "1 000"),
        (-4.25, "-4.25"),
        (float("inf"), "∞"),
        (NAN, "–"),
    ],
)
def test_a_number_has_at_most_three_digits(value: float, text: str):
    assert plain(number(value)) == text


@pytest.mark.parametrize(
    ("value", "unit", "language", "text"),
    [
        (3.2, "days", "en", "3.2 days"),
        (1, "days", "en", "1 day"),
        (3.2, "wd geneva", "en", "3.2 working days"),
        (12, "h", "en", "12 h"),
        (1250, "h/year", "en", "1 250 h/year"),
        (0.853, "share", "en", "85.3 %"),
        (1234567, "USD", "en", "1 230 000 USD"),
        (1234567, "USD/year", "fr", "1 230 000 USD/an"),
        (2.5, "posts", "fr", "2,5 postes"),
        (1.5, "days", "fr", "1,5 jour"),
        (1.5, "days", "es", "1,5 días"),
        (3.5, "times", "zh", "3.5 次"),
        (0.5, "share", "zh", "50%"),
        (NAN, "days", "en", "–"),
    ],
)
def test_a_quantity_carries_its_unit_in_the_language(value, unit, language, text):
    assert plain(quantity(value, unit, language)) == text


def test_a_minus_is_a_minus_and_thousands_are_set_apart_by_a_thin_space():
    assert number(-1234.0) == f"{MINUS}1{THIN}230"


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (-3.21, -3.92, -2.51, "-3.2 days [-3.9, -2.5]"),
        (3.21, 2.51, 3.92, "+3.2 days [+2.5, +3.9]"),
        (-2.4, -20.9, 16.0, "-2 days [-21, +16]"),
        (0.015, 0.004, 0.026, "+0.015 days [+0.004, +0.026]"),
        (0.03, 0.004, 0.056, "+0.030 days [+0.004, +0.056]"),
        (-5.65, -5.65, -5.65, "-5.65 days"),
        (-5.65, NAN, NAN, "-5.65 days"),
        (0.0, 0.0, 0.0, "0 days"),
        (NAN, NAN, NAN, "–"),
    ],
)
def test_a_difference_is_rounded_to_what_its_interval_holds(value, low, high, text):
    assert plain(difference(value, low, high, "days")) == text


def test_shares_differ_by_percentage_points():
    assert plain(difference(0.07, 0.05, 0.09, "share")) == "+7 points [+5, +9]"


def test_in_a_language_with_decimal_commas_a_semicolon_parts_the_bounds():
    assert plain(difference(-3.21, -3.92, -2.51, "days", "fr")) == "-3,2 jours [-3,9; -2,5]"


def test_a_mean_stands_with_its_interval():
    assert plain(estimate(25.5, 23.9, 27.1, "days")) == "25.5 days [23.9, 27.1]"


def test_the_size_of_a_fall_is_positive_and_its_bounds_are_in_order():
    assert plain(amount(-3.21, -3.92, -2.51, "days")) == "3.2 days [2.5, 3.9]"


def test_a_change_is_relative_to_what_was_before():
    assert plain(change(25.0, 17.0)) == "-32 %"
    assert plain(change(10.0, 10.0)) == "0 %"
    assert change(0.0, 1.0) == "–"


def test_what_does_not_exist_says_why():
    assert absent("cannot keep up") == "– (cannot keep up)"
    assert factor(NAN) == "–"


def test_a_factor_that_never_varies_is_infinite():
    assert factor(float("inf")) == "×∞"


def test_a_share_is_in_percent():
    assert plain(percent(0.05)) == "5 %"


def test_a_small_mean_in_a_wide_interval_does_not_read_as_nothing():
    assert plain(difference(-0.04, -0.34, 0.26, "days")) == "-0.04 days [-0.34, +0.26]"
    assert plain(difference(0.0, -0.3, 0.3, "days")) == "0.0 days [-0.3, +0.3]"


def test_a_change_too_small_to_show_is_not_none():
    assert plain(change(1000.0, 1000.2)) == "<0.1 %"


def test_years_have_one_decimal_and_an_interval_where_it_shows():
    assert plain(years(2.783, 2.61, 2.94)) == "2.8 years [2.6, 2.9]"
    assert plain(years(0.797, 0.793, 0.802)) == "0.8 years"
    assert plain(years(1.0, NAN, NAN, "fr")) == "1,0 an"
    assert plain(years(0.02, 0.01, 0.03)) == "<0.1 years"
