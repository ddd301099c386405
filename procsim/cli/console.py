"""Results on stdout, messages and progress on stderr; the exit statuses."""

from __future__ import annotations

import io
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Progress = Callable[[int, int], None]

FINDINGS: Final = 1
USAGE: Final = 2
INTERNAL: Final = 2
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141
"""As shells report a program that a closed pipe ended (128 + SIGPIPE)."""

_BETWEEN_LINES: Final = 10.0
"""Seconds between two plain lines of progress."""


def prepare_streams() -> None:
    """UTF-8 wherever the output goes: Windows consoles and pipes have other ideas."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def tell_result(text: str) -> None:
    """A piece of the result."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def tell(message: str) -> None:
    """A message beside the result."""
    sys.stdout.flush()
    sys.stderr.write(f"{message}\n")


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A function to call with (done, total): a bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _plain(what)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain(what: str) -> Progress:
    begun = said = time.monotonic()

    def told(done: int, total: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said < _BETWEEN_LINES or done == total:
            return
        said = now
        left = (now - begun) / done * (total - done)
        tell(f"{what}: {done} of {total} done, about {left:.0f} s left")

    return told
