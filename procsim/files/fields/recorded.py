"""Recorded arrivals from a table: office and instant of each case, and a column for each fact that
was recorded, with the unit in every cell. Facts without a column are drawn."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from procsim.errors import InputError, Problem
from procsim.files import quantities
from procsim.files.fields.expression import facts_at, is_unread
from procsim.files.fields.table import nearest
from procsim.files.quantities import UnreadableError
from procsim.files.tables import read_table
from procsim.files.text_files import missing_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from procsim.files.fields.table import Node
    from procsim.files.tables import Row
    from procsim.files.yaml_text import Value
    from procsim.model.expressions import Kind as ValueKind
    from procsim.model.facts import Fact

_COLUMNS: Final = ("office", "arrived")
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
Recorded = tuple[tuple[tuple[str, int], ...], dict[str, tuple[float, ...]]]
"""(office, µs since 1970-01-01 UTC) of each case in file order, and its facts by id."""


def recorded_cases(node: Node) -> Recorded:
    """The cases of the table that a node names."""
    reading, name = node.reading, node.text()
    file = reading.source.root.parent / name
    try:
        lines = read_table(file, _COLUMNS)
    except InputError as error:
        if error.problems[0].code == "P001":
            missing = missing_file(file, name)
            raise node.refuse(missing.code, missing.message, missing.hint) from error
        reading.problems.extend(error.problems)
        return (), {}
    facts = _facts(node, lines)
    arrived: list[tuple[str, int]] = []
    columns: dict[str, list[float]] = {fact.id: [] for fact in facts}
    for line in lines:
        try:
            case = _office(node, line), _arrival(line)
            values = [_fact(node, line, fact) for fact in facts]
        except _CellError as error:
            reading.problems.append(error.problem)
            continue
        arrived.append(case)
        for fact, value in zip(facts, values, strict=True):
            columns[fact.id].append(value)
    return tuple(arrived), {name: tuple(column) for name, column in columns.items()}


class _CellError(Exception):
    """What is wrong with a cell."""

    def __init__(self, line: Row, column: str, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        place = line.places.get(column, line.place)
        self.problem = Problem(code, message, hint=hint, place=place)


def _facts(node: Node, lines: list[Row]) -> list[Fact]:
    """The facts that have a column; a column that is none is noted."""
    known, found = facts_at(node), []
    for column, place in lines[0].places.items() if lines else ():
        base, _, suffix = column.rpartition("_")
        is_provenance = suffix in ("source", "evidence") and base in lines[0].places
        if column in _COLUMNS or is_provenance:
            continue
        if column in known:
            found.append(known[column])
            continue
        if is_unread(node, column):
            continue
        hint = nearest(column, known) or "name it under `data` of the process, which says its kind"
        problem = Problem("P120", f"unknown fact '{column}'", hint=hint, place=place)
        node.reading.problems.append(problem)
    return found


def _text(line: Row, column: str) -> str:
    value: Value = line.values.get(column)
    if isinstance(value, dict):
        value = value["is"]
    if value is None:
        raise _CellError(line, column, "P102", f"the case has no '{column}'", "fill the cell in")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _office(node: Node, line: Row) -> str:
    office, offices = _text(line, "office"), node.reading.names["offices"]
    if office not in offices:
        hint = nearest(office, offices)
        raise _CellError(line, "office", "P104", f"unknown office '{office}'", hint)
    return office


def _arrival(line: Row) -> int:
    text = _text(line, "arrived")
    found = _instant(text)
    if found is None:
        message = f"'{text}' is not an instant with its offset from UTC"
        raise _CellError(line, "arrived", "P205", message, "write it as 2026-03-20T09:30:00+01:00")
    return found


def _instant(text: str) -> int | None:
    """µs since 1970; None for what is no instant with an offset."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else (moment - _EPOCH) // dt.timedelta(microseconds=1)


def _fact(node: Node, line: Row, fact: Fact) -> float:
    """A fact of a case, in base units."""
    text = _text(line, fact.id)
    try:
        return _READERS[fact.kind](node, text, fact)
    except UnreadableError as error:
        raise _CellError(line, fact.id, error.code, error.message, error.hint) from error


def _number(_: Node, text: str, fact: Fact) -> float:
    parts = quantities.number_and_unit(text)
    if parts is None or parts[1]:
        raise UnreadableError("P103", f"'{text}' is not a plain number, as '{fact.id}' is", "3")
    return parts[0]


def _time(_: Node, text: str, __: Fact) -> float:
    return float(quantities.duration(text))


def _money(node: Node, text: str, _: Fact) -> float:
    held = quantities.money(text)
    rate = node.reading.rates.get(held.currency)
    if rate is None:
        hint = f"add it to the exchange_rates: {held.currency}: …"
        raise UnreadableError("P114", f"no exchange rate for {held.currency}", hint)
    return held.amount * rate


def _truth(_: Node, text: str, fact: Fact) -> float:
    if text not in ("true", "false"):
        raise UnreadableError("P111", f"'{text}' is not true or false, as '{fact.id}' is", "true")
    return float(text == "true")


def _category(_: Node, text: str, fact: Fact) -> float:
    if text not in fact.values:
        message = f"'{text}' is no value of '{fact.id}'"
        raise UnreadableError("P111", message, nearest(text, fact.values))
    return float(fact.values.index(text))


def _date(_: Node, text: str, __: Fact) -> float:
    found = _instant(text if "T" in text else f"{text}T00:00:00+00:00")
    if found is None:
        hint = "write it as 2026-03-20, or as 2026-03-20T09:30:00+01:00"
        raise UnreadableError("P205", f"'{text}' is not a date", hint)
    return float(found)


_READERS: Final[dict[ValueKind, Callable[[Node, str, Fact], float]]] = {
    "number": _number,
    "time": _time,
    "money": _money,
    "truth": _truth,
    "category": _category,
    "date": _date,
}
