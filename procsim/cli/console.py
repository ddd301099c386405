"""Results on stdout, messages and progress on stderr; the exit statuses."""

from __future__ import annotations

import io
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from procsim.errors import UsageError

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
    with _results_written():
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def tell(message: str) -> None:
    """A message beside the result."""
    finish_results()
    sys.stderr.write(f"{message}\n")


def finish_results() -> None:
    """Hand over what was told of the result so far."""
    with _results_written():
        sys.stdout.flush()


@contextmanager
def _results_written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        silence_results()
        raise
    except OSError as error:
        silence_results()
        raise UsageError(f"cannot write the results: {error.strerror}") from error


def silence_results() -> None:
    """Nobody reads any more: the last flush, at exit, must not complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Say on a terminal, as long as it lasts, what is done that has no measure of progress."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …"):
        yield


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A function to call with (done, total): a bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _Lines(what).told
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
        task = bar.add_task(what, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)


class _Lines:
    """Progress as plain lines, with the time left that what was done here lets expect."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._begun = self._said = time.monotonic()
        self._before: int | None = None

    def told(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self._before is None:  # nothing is done yet but what was kept
            self._before, self._begun, self._said = done, now, now
        here = done - self._before
        if now - self._said < _BETWEEN_LINES or done == total or here == 0:
            return
        self._said = now
        left = (now - self._begun) / here * (total - done)
        tell(f"{self._what}: {done} of {total} done, about {left:.0f} s left")
