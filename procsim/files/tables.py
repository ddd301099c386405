"""CSV tables where a model names them: their rows take the place of the file name.

A column `<column>_source` (or `<column>_evidence`) says where the numbers of that column come from.
Titles by language stand in columns `title_en`, `title_zh`, …; a plain `title` beside them is
English.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from procsim.errors import InputError, Place, Problem
from procsim.files.text_files import missing_file, read_text
from procsim.files.yaml_text import plain_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from procsim.errors import Path
    from procsim.files.yaml_text import Places, Value

_PROVENANCE: Final = ("source", "evidence")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: column → value as YAML would read it, and where each stands."""

    values: dict[str, Value]
    places: dict[str, Place]
    place: Place


@dataclass
class _Substitution:
    """The tree being completed; mutable while the tables are put in."""

    folder: FilePath
    places: Places
    problems: list[Problem] = field(default_factory=list)

    def rows(self, name: Value, path: Path, columns: tuple[str, ...]) -> list[Row] | None:
        """The rows of a table named at `path`; None if `name` is none, or it cannot be used."""
        if not is_table(name):
            return None
        assert isinstance(name, str)
        try:
            return read_table(self.folder / name, columns)
        except InputError as error:
            file, place = self.folder / name, self.places.get(path)
            self.problems += [_named_at(each, file, name, place) for each in error.problems]
            return None

    def put(self, value: Value, path: Path, row: Row, column: str = "") -> Value:
        """Note where the value of a cell (or row) now stands, and give it back."""
        place = row.places.get(column, row.place)
        self.places[path] = place
        if isinstance(value, dict):
            for key, inner in value.items():
                self.put(inner, (*path, key), row, key if key in row.places else column)
        return value


def _named_at(problem: Problem, file: FilePath, name: str, place: Place | None) -> Problem:
    return missing_file(file, name, place) if problem.code == "P001" else problem


def is_table(value: Value) -> bool:
    """Whether a value names a CSV file."""
    return isinstance(value, str) and value.lower().endswith(".csv")


def read_table(path: FilePath, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a CSV file (comma, header line first) that must have `columns`."""
    name = str(path)
    lines = read_text(path).splitlines()
    records = csv.reader(lines, strict=True)
    problems: list[Problem] = []
    rows: list[Row] = []
    header: list[str] = []
    try:
        for cells in records:
            line = lines[records.line_num - 1]
            start = Place(name, records.line_num, 1, line)
            if not header:
                header = [cell.strip() for cell in cells]
                problems += _header_problems(header, columns, start)
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    message = f"{len(cells)} cells, but the header has {len(header)}"
                    problems.append(Problem("P011", message, place=start))
                    continue
                rows.append(_row(header, cells, start))
    except csv.Error as error:
        place = Place(name, max(1, records.line_num), 1, lines[max(0, records.line_num - 1)])
        raise InputError([Problem("P011", f"not a CSV table: {error}", place=place)]) from error
    if not header:
        problems.append(Problem("P006", "the file is empty", place=Place(name, 1, 1)))
    if problems:
        raise InputError(problems)
    return rows


def _header_problems(header: list[str], columns: tuple[str, ...], place: Place) -> list[Problem]:
    missing = [
        Problem("P011", f"the column '{column}' is missing", place=place)
        for column in columns
        if column not in header
    ]
    twice = sorted({column for column in header if header.count(column) > 1})
    return missing + [
        Problem("P007", f"the column '{name}' stands twice", place=place) for name in twice
    ]


def _row(header: list[str], cells: list[str], start: Place) -> Row:
    written = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    offsets = _offsets(start.text, len(cells))
    places = {
        column: Place(start.file, start.line, offset + 1, start.text)
        for column, offset in zip(header, offsets, strict=True)
    }
    values: dict[str, Value] = {}
    for column, text in written.items():
        base, _, suffix = column.rpartition("_")
        if text == "" or (suffix in _PROVENANCE and base in written):
            continue
        provenance: dict[str, Value] = {
            kind: written[f"{column}_{kind}"]
            for kind in _PROVENANCE
            if written.get(f"{column}_{kind}")
        }
        value = plain_scalar(text)
        values[column] = {"is": value, **provenance} if provenance else value
    _gather_titles(values)
    return Row(values, places, start)


def _gather_titles(values: dict[str, Value]) -> None:
    """Put the titles by language together, as a model file writes them."""
    columns = [column for column in values if re.fullmatch(r"title_[a-z]{2}", column)]
    if columns:
        titles = {column.removeprefix("title_"): values.pop(column) for column in columns}
        if "title" in values:
            titles = {"en": values["title"], **titles}
        values["title"] = titles


def _offsets(line: str, count: int) -> list[int]:
    """Where each cell of a line begins; the start of the line for a record of several lines."""
    offsets, quoted = [0], False
    for position, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            offsets.append(position + 1)
    return offsets if len(offsets) == count else [0] * count


def substitute_tables(folder: FilePath, tree: dict[str, Value], places: Places) -> list[Problem]:
    """Replace, in `tree`, each name of a CSV file by the rows it holds; return what is wrong."""
    work = _Substitution(folder, places)
    tree.update(_keyed(work, tree.get("offices"), ("offices",), "office"))
    for key in ("posts", "hand_overs", "observed", "targets"):
        tree.update(_listed(work, tree.get(key), (key,)))
    for role, path in _mappings(tree.get("roles"), ("roles",)):
        role.update(
            _by_office(work, role.get("staff"), (*path, "staff"), "posts", ("role", str(path[-1])))
        )
        grade = role.get("grade")
        chosen = ("grade", str(grade))
        role.update(_by_office(work, role.get("cost"), (*path, "cost"), "cost", chosen))
    for process, path in _mappings(tree.get("processes"), ("processes",)):
        for entry, at in _mappings(process.get("arrivals"), (*path, "arrivals")):
            chosen = ("process", str(path[-1]))
            entry.update(
                _by_office(work, entry.get("per_year"), (*at, "per_year"), "per_year", chosen)
            )
    return work.problems


def _mappings(holder: Value, path: Path) -> Iterator[tuple[dict[str, Value], Path]]:
    """The mappings directly inside a mapping or list, each with its path."""
    items: list[tuple[str | int, Value]] = []
    if isinstance(holder, dict):
        items = list(holder.items())
    elif isinstance(holder, list):
        items = list(enumerate(holder))
    for key, value in items:
        if isinstance(value, dict):
            yield value, (*path, key)


def _keyed(work: _Substitution, name: Value, path: Path, key: str) -> dict[str, Value]:
    """A table of one mapping per row, known by its column `key`."""
    rows = work.rows(name, path, (key,))
    if rows is None:
        return {}
    table: dict[str, Value] = {}
    for row in rows:
        id_ = str(row.values.pop(key, ""))
        if id_ in table:
            work.problems.append(
                Problem("P007", f"the {key} '{id_}' stands twice", place=row.place)
            )
        table[id_] = work.put(dict(row.values), (*path, id_), row)
    return {str(path[-1]): table}


def _listed(work: _Substitution, name: Value, path: Path) -> dict[str, Value]:
    """A table of one mapping per row."""
    rows = work.rows(name, path, ())
    if rows is None:
        return {}
    return {
        str(path[-1]): [work.put(dict(row.values), (*path, at), row) for at, row in enumerate(rows)]
    }


def _by_office(
    work: _Substitution, name: Value, path: Path, column: str, chosen: tuple[str, str]
) -> dict[str, Value]:
    """One value per office, from the rows whose column `chosen[0]`, if any, is `chosen[1]`."""
    rows = work.rows(name, path, ("office", column))
    if rows is None:
        return {}
    table: dict[str, Value] = {}
    for row in rows:
        if str(row.values.get(chosen[0], chosen[1])) != chosen[1]:
            continue
        office = str(row.values.get("office", ""))
        if office in table:
            message = f"the office '{office}' stands twice for {chosen[0]} '{chosen[1]}'"
            work.problems.append(Problem("P007", message, place=row.places["office"]))
        table[office] = work.put(row.values.get(column), (*path, office), row, column)
    return {str(path[-1]): table}
