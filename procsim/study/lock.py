"""One process at a time writes a folder.

The system holds the lock and lets go of it when its process ends, however it ends: nobody has to
find out whether a lock that was left behind is still meant.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from procsim.errors import UsageError
from procsim.simulation.store import said_in_one_line

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK: Final = "lock"


@contextmanager
def locked(folder: Path, *, target: Path) -> Iterator[None]:
    """Hold the lock of a folder, which is made and, if nothing is left in it, goes in the end.
    `UsageError` if another process has it: that one is writing `target`."""
    with said_in_one_line(target):
        descriptor = _taken(folder, target)
    try:
        yield
    finally:
        # While the lock is held, so that nobody takes the lock of a folder that goes; but Windows
        # removes no open file, and there an open file cannot be removed from under anybody.
        if sys.platform != "win32":
            _leave(folder)
        os.close(descriptor)
        if sys.platform == "win32":
            _leave(folder)


def _taken(folder: Path, target: Path) -> int:
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / LOCK
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(descriptor, target)
            if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # of a folder that another process has just completed


def _take(descriptor: int, target: Path) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise UsageError(f"another process is writing {target}: let it end first") from error


def _leave(folder: Path) -> None:
    try:
        if [path.name for path in folder.iterdir()] == [LOCK]:
            (folder / LOCK).unlink()
            folder.rmdir()
    except OSError:  # Somebody else has come; the folder is theirs.
        return
