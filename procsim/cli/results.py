"""A folder for the results of a run, if one is asked for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def results_aside(output: Path | None, *, force: bool) -> Iterator[Path | None]:
    """Where to write: a folder that becomes `output` when the block ends well; None for nowhere."""
    from procsim import study

    if output is None:
        yield None
        return
    with study.written_aside(output, force=force) as aside:
        yield aside
