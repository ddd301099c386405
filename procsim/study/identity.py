"""What a study is made of: version, seed, digests of inputs; the one place that reads a clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from procsim import __version__
from procsim.analysis.results import Identity
from procsim.files.inputs import input_files
from procsim.simulation.addresses import draws_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from procsim.model.scenario import Scenario


def files_of(root: Path, scenarios: Sequence[Scenario]) -> tuple[Path, ...]:
    """Every file that was read for a model and its scenarios, resolved and sorted."""
    return input_files(root, [file for each in scenarios for file in each.files])


def identity(
    root: Path, scenarios: Sequence[Scenario], *, seed: int, replications: int, in_bridge: int
) -> Identity:
    """The identity of a study that is made now."""
    return Identity(
        version=__version__,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),  # noqa: TID251  # the stamp
        seed=seed,
        replications=replications,
        bridge_replications=in_bridge,
        files=tuple(
            (f"{path.parent.name}/{path.name}", sha256(path)) for path in files_of(root, scenarios)
        ),
        draws=draws_digest(),
    )


def sha256(path: Path) -> str:
    """The digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
