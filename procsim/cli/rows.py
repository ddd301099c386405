"""Figures as rows: which of them are asked for, and their forms JSON, CSV and Markdown."""

from __future__ import annotations

import difflib
import json
import math
from typing import TYPE_CHECKING, Final, assert_never

from procsim.cli.options import Form
from procsim.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

ALL: Final = "all"
Address = tuple[str, ...]
"""Process, scope, id, kpi, statistic."""
SCOPES: Final = ("process", "office", "tier", "segment", "role", "pool", "step", ALL)


def chosen(
    rows: pd.DataFrame,
    *,
    processes: Sequence[str] | None,
    scopes: Sequence[str] | None,
) -> pd.DataFrame:
    """The rows of some processes (None: all) and scopes (None: `process`)."""
    wanted = tuple(scopes or ("process",))
    kept = rows
    if ALL not in wanted:
        kept = kept[kept["scope"].isin(wanted)]
    if processes:
        kept = kept[kept["process"].isin(list(processes))]
    return kept


def told_once(keys: Sequence[Address], processes: Collection[str]) -> list[bool]:
    """Which rows of a text say something new: with one process, what is measured over all
    processes and for it is the same, so the row of all of them goes."""
    known = set(keys)
    if len(processes) != 1:
        return [True] * len(keys)
    (only,) = processes

    def is_repeated(key: Address) -> bool:
        process, scope, id_, *rest = key
        same = (only, scope, only if id_ == ALL else id_, *rest)
        return process == ALL and same in known

    return [not is_repeated(key) for key in keys]


def check_choice(
    *, processes: Sequence[str] | None, scopes: Sequence[str] | None, known: Collection[str]
) -> None:
    """Refuse processes and scopes that do not exist, before anything is run."""
    for scope in scopes or ():
        _refuse_unknown("scope", scope, SCOPES)
    for process in processes or ():
        _refuse_unknown("process", process, (*known, ALL))


def _refuse_unknown(what: str, name: str, names: Sequence[str]) -> None:
    if name not in names:
        close = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names)}"
        raise UsageError(f"unknown {what} {name!r}: {hint}")


def in_form(rows: pd.DataFrame, form: Form) -> str:
    """The rows for programs, and for documents that hold Markdown; numbers unrounded."""
    match form:
        case Form.json:
            return _json(rows)
        case Form.csv:
            return rows.to_csv(index=False, lineterminator="\n")
        case Form.md:
            return _markdown(rows)
        case Form.text:
            raise AssertionError("a text is written for its reader, not from rows")
        case never:
            assert_never(never)


def _json(rows: pd.DataFrame) -> str:
    """A list with an object a line; a figure that does not exist is null."""
    lines = [
        json.dumps(dict(zip(rows.columns, map(_plain, row), strict=True)), ensure_ascii=False)
        for row in rows.astype(object).itertuples(index=False, name=None)
    ]
    return "[" + ",\n ".join(lines) + "]\n"


def _plain(value: object) -> object:
    """JSON has no NaN and no infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _markdown(rows: pd.DataFrame) -> str:
    head = [str(name) for name in rows.columns]
    lines = [head, ["---"] * len(head)]
    lines += [
        ["" if _plain(value) is None else _cell(value) for value in row]
        for row in rows.astype(object).itertuples(index=False, name=None)
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return text.replace("|", "\\|")
