"""Which rows the texts of `simulate` and `compare` show."""

from procsim.cli.rows import told_once

KEYS = [
    ("visa", "process", "visa", "work_per_year", "total"),
    ("all", "process", "all", "work_per_year", "total"),
    ("all", "process", "all", "cost_of_capacity", "total"),
]


def test_with_one_process_what_is_the_same_for_all_is_told_once():
    assert told_once(KEYS, ["visa"]) == [True, False, True]


def test_with_several_processes_every_row_is_told():
    assert told_once(KEYS, ["visa", "grant"]) == [True, True, True]
