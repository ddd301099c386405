"""Tables of results for the command line: text and Markdown for people, CSV and JSON for programs.

CSV and JSON keep every digit and the exact keys; text and Markdown are rounded by `numbers`, with
the unit of each row.
"""

from __future__ import annotations

import json
from math import isfinite, isnan
from typing import TYPE_CHECKING, Final, Literal, assert_never

import pandas as pd

from procsim.report.maps.fonts import is_wide
from procsim.report.numbers import NOTHING, number, probability, unit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

Format = Literal["text", "md", "csv", "json"]
FORMATS: Final[tuple[Format, ...]] = ("text", "md", "csv", "json")
Row = tuple[str, ...]


def render_table(frame: pd.DataFrame, format: Format = "text", *, language: str = "en") -> str:  # noqa: A002  # the option's name
    """A table as text, ending in a newline; a number that does not exist is a dash, empty in CSV,
    and null in JSON."""
    match format:
        case "text":
            return _text(frame, language)
        case "md":
            return _markdown(frame, language)
        case "csv":
            return frame.to_csv(index=False, lineterminator="\n")
        case "json":
            return _json(frame)
        case never:
            assert_never(never)


def _text(frame: pd.DataFrame, language: str) -> str:
    """Columns aligned by what they take on a terminal, where an ideograph is two wide."""
    head, rows = _cells(frame, language)
    numeric = _numeric(frame)
    widths = [max(_width(each) for each in column) for column in zip(head, *rows, strict=True)]
    lines = [_line(head, widths, numeric), "  ".join("─" * width for width in widths)]
    lines += [_line(row, widths, numeric) for row in rows]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _markdown(frame: pd.DataFrame, language: str) -> str:
    head, rows = _cells(frame, language)
    rule = tuple("---:" if is_number else ":---" for is_number in _numeric(frame))
    lines = [
        head,
        rule,
        *(tuple(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _json(frame: pd.DataFrame) -> str:
    """Records; JSON has no NaN and no infinity, so both are null."""
    records = [
        {str(key): _plain(value) for key, value in record.items()}
        for record in frame.to_dict(orient="records")
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    match value:
        case bool() | str() | None:
            return value
        case float():
            return value if isfinite(value) else None
        case int():
            return value
        case pd.Timestamp() | pd.Timedelta():
            return value.isoformat()
        case _ if pd.api.types.is_integer(value):
            return int(str(value))
        case _:
            return None if value is pd.NaT else str(value)


def _cells(frame: pd.DataFrame, language: str) -> tuple[Row, list[Row]]:
    """The head and the rows as finished texts."""
    head = tuple(str(name) for name in frame.columns)
    units = [str(unit) for unit in frame["unit"]] if "unit" in head else [""] * len(frame)
    rows = [
        tuple(_cell(name, value, unit, language) for name, value in zip(head, row, strict=True))
        for row, unit in zip(frame.itertuples(index=False, name=None), units, strict=True)
    ]
    return head, rows


def _cell(column: str, value: object, unit: str, language: str) -> str:
    if column == "unit":
        return unit_name(unit, language) if unit == "share" else unit
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            if isnan(value):
                return NOTHING
            if column == "p_adjusted":
                return probability(value, language)
            has_unit = column in _MEASURED
            return number(value * 100 if has_unit and unit == "share" else value, language)
        case int():
            return str(value)
        case None:
            return NOTHING
        case _:
            return NOTHING if value is pd.NaT else str(value)


#: Columns that are in the unit of their row.
_MEASURED: Final = frozenset(
    {
        "mean",
        "low",
        "high",
        "baseline",
        "difference",
        "difference_low",
        "difference_high",
        "value",
        "simulated",
        "found",
        "limit",
        "before",
        "after",
    }
)


def _numeric(frame: pd.DataFrame) -> list[bool]:
    return [
        pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
        for kind in frame.dtypes
    ]


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = (
        f"{' ' * (width - _width(cell))}{cell}"
        if is_number
        else f"{cell}{' ' * (width - _width(cell))}"
        for cell, width, is_number in zip(cells, widths, numeric, strict=True)
    )
    return "  ".join(padded)


def _width(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if is_wide(character) else 1 for character in text)
