"""Files that are whole or not there, whenever the process or the machine stops.

A file is written aside, forced to the disk, and takes its name in one step of the file system.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from procsim.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PART: Final = ".part"
"""How names end of what is not complete."""


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path of the same kind beside `path` to write to; it becomes `path` when the block ends
    well, else it goes and `path` stays as it was. `UsageError` if that cannot be."""
    aside = path.with_name(f".{path.stem}.{os.getpid()}{PART}{path.suffix}")
    with said_in_one_line(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield aside
            force_to_disk(aside)
            aside.replace(path)
            force_to_disk(path.parent)
        finally:
            aside.unlink(missing_ok=True)


def force_to_disk(path: Path) -> None:
    """Wait until the system has stored a file, or the names in a folder (where it can)."""
    if path.is_dir() and sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def said_in_one_line(path: Path) -> Iterator[None]:
    """Turn an error of the file system into one clear line."""
    try:
        yield
    except OSError as error:
        # Some libraries put sentences of their own where the system's reason should stand.
        reason = os.strerror(error.errno) if error.errno else error
        raise UsageError(f"cannot write {path}: {reason}") from error
