"""A problem is shown with its line and a caret under the wrong thing."""

import json

from procsim.errors import Place, Problem
from procsim.files import as_json, describe, describe_all


def problem(text: str, column: int, hint: str = "did you mean 'b'?") -> Problem:
    return Problem("P101", "unknown role 'x'", ("roles",), hint, Place("m.yaml", 37, column, text))


def test_the_caret_stands_under_the_value_with_the_way_out() -> None:
    text = "  fix: {task: Return for correction, role: hr_assistnt, at: origin, time: 20 min}"

    shown = describe(problem(text, 46))

    assert shown.splitlines() == [
        "m.yaml:37:46: error P101 unknown role 'x'",
        f"    37 │ {text}",
        " " * 9 + " " * 45 + "^ did you mean 'b'?",
    ]


def test_chinese_characters_take_two_columns_of_the_screen() -> None:
    """In `改: x` the x is the 4th character and stands in the 5th column."""
    *_, line, caret = describe(problem("改: x", 4, "")).splitlines()

    assert line == "    37 │ 改: x"
    assert caret == " " * (9 + 4) + "^"


def test_combining_marks_take_no_column() -> None:
    *_, caret = describe(problem("e\u0301: x", 5, "")).splitlines()

    assert caret == " " * (9 + 3) + "^"


def test_a_long_line_is_cut_on_both_sides_of_the_caret() -> None:
    text = "a" * 200 + "X" + "b" * 200

    _, line, caret = describe(problem(text, 201, "")).splitlines()

    assert len(line) == 9 + 96
    assert line.startswith("    37 │ …a")
    assert line.endswith("b…")
    assert line[caret.index("^")] == "X"


def test_without_a_line_everything_stands_on_one_line() -> None:
    nowhere = Problem("P302", "step 'a' cannot be reached", ("processes", "p"), "remove it")
    at_file = Problem("P001", "no such file", place=Place("m.yaml", 1, 1))

    assert describe(nowhere) == "error P302 step 'a' cannot be reached (at processes.p): remove it"
    assert describe(at_file) == "m.yaml:1:1: error P001 no such file"


def test_problems_are_listed_in_reading_order_and_counted() -> None:
    late, early = problem("x", 1), Problem("P100", "y", place=Place("m.yaml", 3, 1, "y"))
    other = Problem("P100", "z", place=Place("p.yaml", 1, 1, "z"))

    shown = describe_all([other, late, early])

    heads = [line.split(":")[:2] for line in shown.splitlines() if " error " in line]
    assert heads == [["m.yaml", "3"], ["m.yaml", "37"], ["p.yaml", "1"]]
    assert shown.endswith("\n3 error(s) in 2 file(s)")


def test_json_has_one_object_for_each_problem() -> None:
    (row,) = json.loads(as_json([problem("改: x", 4)]))

    assert row == {
        "code": "P101",
        "message": "unknown role 'x'",
        "hint": "did you mean 'b'?",
        "path": ["roles"],
        "file": "m.yaml",
        "line": 37,
        "column": 4,
    }
