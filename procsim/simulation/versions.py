"""What results can depend on besides inputs and seed: only processes that agree may share work."""

from __future__ import annotations

import hashlib
import platform
import sys
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from procsim.simulation.addresses import draws_digest

_LIBRARIES: Final = (
    "numpy",
    "scipy",
    "numba",
    "simpy",
    "networkx",
    "pandas",
    "pyarrow",
    "tzdata",
    "holidays",
)


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Of procsim (its number and a digest of its code), Python, the libraries that make numbers,
    and the draws, by name."""
    return {
        # Not imported: the package itself stands above its parts.
        "procsim": sys.modules["procsim"].__version__,
        "python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
        "code of procsim": _code(),
        "draws": draws_digest(),
    }


def _code() -> str:
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for source in sorted(root.rglob("*.py")):
        digest.update(source.relative_to(root).as_posix().encode())
        digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
