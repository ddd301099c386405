"""What a study is made of: version, seed, digests of inputs; the one place that reads a clock."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from typing import TYPE_CHECKING

from procsim import __version__
from procsim.analysis.results import Identity
from procsim.simulation.addresses import draws_digest
from procsim.simulation.versions import versions
from procsim.study.begun import Begun

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def begun_now(names: Mapping[Path, str], **settings: str | int) -> Begun:
    """What replications that begin now are made of: input files with these names, and settings.
    Which engines run them is to be added."""
    return Begun(
        settings=settings,
        inputs={name: sha256(path) for path, name in names.items()},
        versions=versions(),
        created=_now(),
        engines=(),
    )


def identity(begun: Begun, *, seed: int, replications: int, in_bridge: int) -> Identity:
    """The identity of a study whose replications were begun so."""
    return Identity(
        version=__version__,
        created=begun.created,
        seed=seed,
        replications=replications,
        bridge_replications=in_bridge,
        files=tuple(begun.inputs.items()),
        draws=draws_digest(),
        engines=tuple(sorted(set(begun.engines))),
    )


def sha256(path: Path) -> str:
    """The digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _now() -> str:
    """The present, or the instant that `SOURCE_DATE_EPOCH` gives, so that a study can be made again
    byte for byte (reproducible-builds.org/specs/source-date-epoch)."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isascii() and given.isdigit():
        moment = dt.datetime.fromtimestamp(int(given), dt.UTC)
    else:
        moment = dt.datetime.now(dt.UTC)  # noqa: TID251  # the stamp
    return moment.isoformat(timespec="seconds")
