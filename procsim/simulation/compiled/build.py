"""The kernel as machine code: compiled once per installation, kept on disk.

Numba keeps it beside this file, or where that cannot be written in the user's cache folder (or in
`NUMBA_CACHE_DIR`). What is kept is named after the sources it was made of, so changed sources are
compiled anew whatever their dates say.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from numba import njit, types

from procsim.simulation.compiled.instants import proceed
from procsim.simulation.compiled.jit import HOW
from procsim.simulation.log import ACTIVITY_COLUMNS, Result
from procsim.simulation.plan import NO_QUEUE, PACE, SKIP, Op
from procsim.simulation.preparation.draws import BLOCK
from procsim.simulation.reference.clock import ARRIVAL, DUTY, ENDING, SIGNAL
from procsim.simulation.reference.token import CLOSED, HELD, WAITED, WORKED

if TYPE_CHECKING:
    from collections.abc import Callable

    from numba.core.dispatcher import Dispatcher

    from procsim.simulation.compiled.world import World

    Kernel = Dispatcher[Callable[[World], int]]

_TAKEN: Final = (
    (ENDING, SIGNAL, ARRIVAL, DUTY, BLOCK, PACE, NO_QUEUE, SKIP),
    (HELD, WAITED, WORKED, CLOSED, ACTIVITY_COLUMNS),
    sorted((name, value) for name, value in vars(Op).items() if isinstance(value, int)),
    sorted((each.name, each.value) for each in Result),
)
"""What the kernel takes from modules outside of it."""


@lru_cache(maxsize=1)
def kernel() -> Kernel:
    """`instants.proceed`; it is compiled at its first call, unless it is at hand."""
    return _entry(_digest())


def is_at_hand() -> bool:
    """Whether the code is kept on disk. (That of another processor or version of Numba counts too:
    then the first call takes as long as if there were none.)"""
    folder = kernel().stats.cache_path
    return folder is not None and any(Path(folder).glob(f"*{_digest()}*.nbi"))


def make_ready() -> None:
    """Compile the code, and keep it on disk for other processes."""
    kernel().compile((types.int64[::1],))


def _entry(digest: str) -> Kernel:
    def run(world: World) -> int:
        return proceed(world)

    run.__qualname__ = f"kernel_{digest}"  # the name of what is kept
    made = partial(njit, **HOW)
    try:
        return made(cache=True)(run)
    except RuntimeError:  # no folder can be written: every process compiles for itself
        return made()(run)


@lru_cache(maxsize=1)
def _digest() -> str:
    """Of the sources of the kernel and of what it takes from outside."""
    digest = hashlib.blake2b(repr(_TAKEN).encode(), digest_size=8)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
