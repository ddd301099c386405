"""What stands in a folder of results: tables, texts, and a manifest that marks it as procsim's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from procsim.errors import UsageError
from procsim.simulation.store import said_in_one_line, written_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    Json = Mapping[str, object]

MANIFEST: Final = "manifest.json"
TABLES: Final = "tables"
_MARK: Final = "procsim"
_FORMAT: Final = 1


def write_table(folder: Path, name: str, table: pd.DataFrame, *, csv: bool) -> None:
    """One table as Parquet, and as CSV (UTF-8, comma) if asked."""
    tables = folder / TABLES
    with said_in_one_line(folder):
        tables.mkdir(exist_ok=True)
        table.to_parquet(tables / f"{name}.parquet", index=False)
        if csv:
            table.to_csv(tables / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")


def write_text(path: Path, text: str) -> None:
    """A text file, UTF-8 with plain line ends everywhere: whole, or as it was."""
    with written_whole(path) as aside:
        aside.write_text(text, encoding="utf-8", newline="\n")


def write_manifest(folder: Path, kind: str, content: Json) -> None:
    """The manifest: what the folder holds, marked as procsim's."""
    told = {_MARK: kind, "format": _FORMAT, **content}
    write_text(folder / MANIFEST, json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def manifest_text(folder: Path, kind: str) -> str:
    """The manifest of a folder of results of a kind (`study`, `simulation`), as JSON."""
    content = manifest_of(folder)
    if content is None:
        raise UsageError(f"{folder} is no {kind} of procsim: it has no {MANIFEST} of one")
    if content.get(_MARK) != kind:
        raise UsageError(f"{folder} is a {content.get(_MARK)} of procsim, not a {kind}")
    if content.get("format") != _FORMAT:
        raise UsageError(f"{folder} was written by another version of procsim: run it again")
    return json.dumps(content)


def manifest_of(folder: Path) -> dict[str, object] | None:
    """The manifest of a folder; None if procsim did not make it."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and _MARK in content else None
