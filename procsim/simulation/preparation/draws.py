"""Columns of draws, made at first need, for blocks of cases; rounded once, here, to integers."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.simulation.addresses import Purpose, absorb, uniforms
from procsim.simulation.plan import Op
from procsim.simulation.preparation.columns import Draw, place_of, ruled
from procsim.simulation.preparation.rows import born_rows, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from procsim.simulation.addresses import Words
    from procsim.simulation.plan import Plan, Slot
    from procsim.simulation.preparation.cases import Cases
    from procsim.simulation.preparation.rows import Floats, Occasion, Rows

BLOCK: Final = 1 << 12
"""Cases in a block."""


class Draws:
    """The prepared luck of one replication; caches of rows and columns are its only state.

    Blocks are numbered: first those of prepared cases, then those of cases that begin in the run.
    """

    def __init__(self, plan: Plan, cases: Cases) -> None:
        self._plan = plan
        self._cases = cases
        self._prepared = -(-len(cases.process) // BLOCK)
        self._born: list[tuple[int, Occasion, int]] = []
        self._rows: dict[int, Rows] = {}
        self._states: dict[int, dict[int, Words]] = {}
        begun = (Op.CALL, Op.BEGIN)
        self._parent = {
            c.table: plan.step_process[c.step] for c in plan.instructions if c.op in begun
        }

    def column(
        self,
        block: int,
        slot: int,
        visit: int,
        variant: int,
        registers: tuple[int, ...] = (),
        instance: int = 0,
    ) -> Sequence[int]:
        """For each case of a block the draw of `slot` on its `visit`: µs, a number, or which way a
        choice goes; by one of the plan's distributions or shares, or (see `ruled`) by a rule."""
        place = self._plan.slots[slot]
        states = self._by_luck(place.luck, block)
        if place.step >= 0:
            which = Draw(visit, variant, registers, instance)
            drawn = ruled(self._plan, place, self.rows(block), states, which)
        else:
            drawn = draw(self._plan, place, states, visit, variant, instance)
        return array("q", drawn.tobytes())

    def birth(self, parent: int, occasion: Occasion, place: int = -1) -> int:
        """The next block: the cases that those of a parent's block would begin on an occasion, each
        at the place of its parent; or (`place`) that of one parent alone."""
        self._born.append((parent, occasion, place))
        return self._prepared + len(self._born) - 1

    def rows(self, block: int) -> Rows:
        """The cases of a block."""
        rows = self._rows.get(block)
        if rows is None:
            rows = self._rows[block] = self._made(block)
        return rows

    def facts_of(self, places: Iterable[tuple[int, int]]) -> list[dict[str, float]]:
        """The facts of the cases at these places (block, place in it), as they were drawn."""
        return [
            {name: float(column[local]) for name, column in self.rows(block).facts.items()}
            for block, local in places
        ]

    def forget(self, block: int) -> None:
        """A block is over: free what was kept for it (it can be made again)."""
        self._states.pop(block, None)
        self._rows.pop(block, None)

    def _made(self, block: int) -> Rows:
        if block < self._prepared:
            return rows_of(self._plan, self._cases, slice(block * BLOCK, (block + 1) * BLOCK))
        parent, occasion, place = self._born[block - self._prepared]
        parents = self.rows(parent)
        if place >= 0:
            parents = parents.those(np.array([place]))
        return born_rows(self._plan, parents, self._parent[occasion.birth], occasion)

    def _by_luck(self, luck: int, block: int) -> Words:
        kept = self._states.setdefault(block, {})
        if luck not in kept:
            is_prepared = block < self._prepared
            keys = self._cases.key[block * BLOCK : (block + 1) * BLOCK]
            kept[luck] = absorb(keys if is_prepared else self.rows(block).keys, luck)
        return kept[luck]


def draw(
    plan: Plan, slot: Slot, states: Words, visit: int, variant: int, instance: int = 0
) -> NDArray[np.int64]:
    """For each state (a case's key that has absorbed the luck of a slot) the draw on a visit, by
    one of the plan's distributions (µs, rounded) or, for a choice, the number of the branch."""
    # One word holds purpose, visit and instance (0 for single work).
    numbers = uniforms(absorb(states, slot.purpose | visit << 32 | instance << 48))
    if slot.purpose == Purpose.CHOICE:
        return place_of(numbers, plan.choices[variant])
    values: Floats = plan.distributions[variant].quantile(numbers)
    factor = slot.again if visit else 1.0
    return np.rint(values if factor == 1 else values * factor).astype(np.int64)
