"""Columns of draws, made at first need, for blocks of cases; rounded once, here, to integers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.simulation.addresses import Purpose, absorb, uniforms

if TYPE_CHECKING:
    from procsim.simulation.addresses import Words
    from procsim.simulation.plan import Plan

BLOCK: Final = 1 << 12
"""Cases in a block."""


class Draws:
    """The prepared luck of one replication; a cache of columns is its only state."""

    def __init__(self, plan: Plan, keys: Words) -> None:
        self._plan = plan
        self._keys = keys
        self._states: dict[int, dict[int, Words]] = {}

    def column(self, block: int, slot: int, visit: int, variant: int) -> list[int]:
        """For each case of a block the draw of `slot` on its `visit`, by one of the plan's
        distributions (µs, rounded) or, for a choice, the number of the branch taken."""
        place = self._plan.slots[slot]
        states = self._by_luck(place.luck, block)
        # One word holds purpose, instance (0 for single work) and visit.
        numbers = uniforms(absorb(states, place.purpose | visit << 32))
        if place.purpose == Purpose.CHOICE:
            shares = np.array(self._plan.choices[variant])
            drawn = np.searchsorted(shares, numbers, side="right")
        else:
            drawn = np.rint(self._plan.distributions[variant].quantile(numbers)).astype(np.int64)
        column: list[int] = drawn.tolist()
        return column

    def forget(self, block: int) -> None:
        """A block is over: free what was kept for it."""
        self._states.pop(block, None)

    def _by_luck(self, luck: int, block: int) -> Words:
        kept = self._states.setdefault(block, {})
        if luck not in kept:
            kept[luck] = absorb(self._keys[block * BLOCK : (block + 1) * BLOCK], luck)
        return kept[luck]
