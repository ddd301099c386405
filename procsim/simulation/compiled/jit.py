"""The one place where functions of the kernel are handed to the compiler."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from numba import njit, types

from procsim.simulation.compiled.parts import ARE_KNOWN, PartCompiler

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

F = TypeVar("F", bound="Callable[..., object]")

HOW: Final = {"error_model": "numpy", "_nrt": False}
"""The kernel allocates nothing, so nothing is counted: without `_nrt` Numba leaves out reference
counts, which would cost more than the work. Divisors are paces, never zero."""
_WITHIN: Final = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Functions of the kernel are called by each other only."""
_AS_PART: Final = {"pipeline_class": PartCompiler} if ARE_KNOWN else {}


def kernel(function: F) -> F:
    """A function of the kernel: it is compiled with those that call it, once."""
    made = partial(njit, **HOW, **_WITHIN, **_AS_PART)()(function)
    template = made.get_call_template

    def of_any_number(args: Sequence[types.Type], kws: dict[str, types.Type]) -> object:
        return template(tuple(types.unliteral(each) for each in args), kws)

    # Without it a function would be compiled anew for each constant that it is called with.
    made.get_call_template = of_any_number  # type: ignore[method-assign, assignment]  # see above
    return made  # type: ignore[return-value]  # a dispatcher is called like its function
