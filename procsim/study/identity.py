"""What a study is made of: version, seed, digests of inputs; the one place that reads a clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from procsim import __version__
from procsim.analysis.results import Identity
from procsim.simulation.addresses import draws_digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from procsim.simulation.engines import Engine


def identity(
    names: Mapping[Path, str],
    *,
    seed: int,
    replications: int,
    in_bridge: int,
    engines: Sequence[Engine],
) -> Identity:
    """The identity of a study that is made now of input files with these names."""
    return Identity(
        version=__version__,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),  # noqa: TID251  # the stamp
        seed=seed,
        replications=replications,
        bridge_replications=in_bridge,
        files=tuple((name, sha256(path)) for path, name in names.items()),
        draws=draws_digest(),
        engines=tuple(sorted(set(engines))),
    )


def sha256(path: Path) -> str:
    """The digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
