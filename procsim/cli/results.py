"""A folder for the results of a run, if one is asked for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from procsim.cli.console import tell
from procsim.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from procsim.study.unfinished import Unfinished


@contextmanager
def results_part(output: Path | None, *, force: bool, resume: bool) -> Iterator[Unfinished | None]:
    """Where results are written that become `output` when the block ends well; None for nowhere."""
    from procsim import study

    if output is None:
        if resume:
            raise UsageError("--resume goes on with the results of a folder: name it with -o")
        yield None
        return
    with study.unfinished(output, force=force, resume=resume, tell=tell) as part:
        yield part
