"""Ids as file names: safe on every system, and never the same."""

from procsim.report.file_names import file_names


def test_what_no_file_name_may_hold_is_replaced():
    names = file_names(["centre[cost=5 USD/year]", "../up", "工资"])
    assert list(names.values()) == ["centre_cost=5_USD_year", "up", "_"]


def test_ids_that_differ_in_signs_or_capitals_only_keep_names_of_their_own():
    names = file_names(["a/b", "a b", "A_B"])
    assert list(names.values()) == ["a_b", "a_b-2", "A_B-3"]
