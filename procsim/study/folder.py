"""A folder of results: complete or absent, never half written, never mixed with anything else.

Everything is written into a sibling folder, which takes its name when it is complete.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from procsim.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    Json = Mapping[str, object]

MANIFEST: Final = "manifest.json"
TABLES: Final = "tables"
_MARK: Final = "procsim"
_FORMAT: Final = 1
_ASIDE: Final = re.compile(r"\.(.+)\.\d+\.part")


@contextmanager
def written_aside(folder: Path, *, force: bool) -> Iterator[Path]:
    """A new folder to write into; it becomes `folder` when the block ends well, else it goes.

    `UsageError` if something stands there that is not procsim's, or that is and `force` is False;
    with `force` the old results stay until the new ones are complete.
    """
    _refuse_taken(folder, force=force)
    # Beside the target, so that taking its name is one step of the same file system.
    aside = folder.parent / f".{folder.name}.{os.getpid()}.part"
    with said_in_one_line(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
    try:
        yield aside
        with said_in_one_line(folder):
            _take_name(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


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
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with said_in_one_line(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_text(text, encoding="utf-8", newline="\n")
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)


def write_manifest(folder: Path, kind: str, content: Json) -> None:
    """The manifest: what the folder holds, marked as procsim's."""
    told = {_MARK: kind, "format": _FORMAT, **content}
    write_text(folder / MANIFEST, json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def manifest_text(folder: Path, kind: str) -> str:
    """The manifest of a folder of results of a kind (`study`, `simulation`), as JSON."""
    content = _manifest(folder)
    if content is None:
        raise UsageError(f"{folder} is no {kind} of procsim: it has no {MANIFEST} of one")
    if content.get(_MARK) != kind:
        raise UsageError(f"{folder} is a {content.get(_MARK)} of procsim, not a {kind}")
    if content.get("format") != _FORMAT:
        raise UsageError(f"{folder} was written by another version of procsim: run it again")
    return json.dumps(content)


def _manifest(folder: Path) -> dict[str, object] | None:
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and _MARK in content else None


def _refuse_taken(folder: Path, *, force: bool) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if _manifest(folder) is None:
        raise UsageError(f"{folder} exists and is no study of procsim: choose another name")
    if not force:
        raise UsageError(f"{folder} exists: --force replaces it")


def _take_name(aside: Path, folder: Path) -> None:
    """Rename; what stood there goes only when the new folder has its name."""
    if not folder.exists():
        aside.rename(folder)
        return
    old = folder.parent / f".{folder.name}.{os.getpid()}.old"
    shutil.rmtree(old, ignore_errors=True)
    folder.rename(old)
    try:
        aside.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def said_in_one_line(path: Path) -> Iterator[None]:
    """Turn an error of the file system into one clear line."""
    try:
        yield
    except OSError as error:
        # Some libraries put sentences of their own where the system's reason should stand.
        reason = os.strerror(error.errno) if error.errno else error
        raise UsageError(f"cannot write {_as_named(path)}: {reason}") from error


def _as_named(path: Path) -> Path:
    """The path as it is to be, in the folder that has not taken its name yet."""
    return type(path)(*(_ASIDE.sub(r"\1", part) for part in path.parts))
