"""The one place where functions of the kernel are handed to the compiler."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

HOW: Final = {"error_model": "numpy", "_nrt": False}
"""The kernel allocates nothing, so nothing is counted: without `_nrt` Numba leaves out reference
counts, which would cost more than the work. Divisors are paces, never zero."""
_WITHIN: Final = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Functions of the kernel are called by each other only."""


def kernel(function: F) -> F:
    """A function of the kernel: it is compiled with those that call it."""
    # A dispatcher is called like its function.
    return partial(njit, **HOW, **_WITHIN)()(function)  # type: ignore[return-value]  # see above
