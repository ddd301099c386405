"""The world of a run as the kernel sees it: one row of numbers, some of them where its tables are.

A function of the kernel takes the world and numbers, nothing else: that compiles fast and calls
cheaply. `table(w, f.TOKENS)` is the table of tokens, with the columns that `fields` names. Outside
the kernel a `Tables` owns the memory and writes into the world where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numba import types
from numba.extending import intrinsic
from numba.np.arrayobj import populate_array
from numpy.typing import NDArray

from procsim.simulation.compiled import fields as f

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numba.core.base import BaseContext
    from numba.core.typing.templates import Signature

    class Value(Protocol):
        """A number or pointer of the code that is being generated."""

        type: object

    class Builder(Protocol):
        """What adds instructions to it."""

        def add(self, a: Value, b: Value) -> Value: ...
        def mul(self, a: Value, b: Value) -> Value: ...
        def load(self, pointer: Value) -> Value: ...
        def gep(self, pointer: Value, indices: list[Value]) -> Value: ...
        def inttoptr(self, value: Value, type_: object) -> Value: ...

    Generator = Callable[[BaseContext, Builder, Signature, Sequence[Value]], Value]

Table = NDArray[np.int64]
World = NDArray[np.int64]


class Tables:
    """The world of one run and the tables in it."""

    def __init__(self) -> None:
        self.world: World = np.zeros(f.WORLD_SIZE, dtype=np.int64)
        self._owned: dict[int, Table] = {}

    def __getitem__(self, which: int) -> Table:
        return self._owned[which]

    def __setitem__(self, which: int, table: Table) -> None:
        """Put a table, or a larger one in its place; a row of numbers counts as one column."""
        rows = np.ascontiguousarray(table, dtype=np.int64)
        if rows.ndim == 1:
            rows = rows[:, np.newaxis]
        self._owned[which] = rows
        self.world[which : which + 3] = (rows.ctypes.data, *rows.shape)


def _table(
    _context: BaseContext, world: types.Array, _which: types.Integer
) -> tuple[Signature, Generator]:
    """The code that makes an array of a table's address, rows and columns."""
    made = types.Array(types.int64, 2, "C")

    def generate(
        context: BaseContext, builder: Builder, signature: Signature, given: Sequence[Value]
    ) -> Value:
        numbers = context.make_array(signature.args[0])(context, builder, given[0]).data
        one, size = (context.get_constant(types.intp, number) for number in (1, 8))
        place = builder.gep(numbers, [given[1]])
        address = builder.load(place)
        rows = builder.load(builder.gep(place, [one]))
        columns = builder.load(builder.gep(place, [builder.add(one, one)]))
        found = context.make_array(made)(context, builder)
        populate_array(
            found,
            data=builder.inttoptr(address, numbers.type),
            shape=(rows, columns),
            strides=(builder.mul(columns, size), size),
            itemsize=size,
            meminfo=None,
        )
        value: Value = found._getvalue()  # noqa: SLF001  # numba's name for the value itself
        return value

    return made(world, types.intp), generate


table: Callable[[World, int], Table] = intrinsic(_table)  # type: ignore[assignment]  # typed as it is generated
"""`table(w, f.TOKENS)`: a table of the world."""
