"""What procsim would be without addresses: one shared stream of random numbers.

The usual way to common random numbers is to start AS-IS and TO-BE with the same seed. Each draw
then takes the next number of the stream, so from the first case that does something else the two
run apart. Cases, facts and absences stay addressed: the stand-in is better than the real thing.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np

from procsim.simulation import walk
from procsim.simulation.addresses import address
from procsim.simulation.preparation.columns import Draw, ruled
from procsim.simulation.preparation.draws import draw
from procsim.simulation.reference.luck import Luck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.cases import Cases
    from procsim.simulation.reference.luck import Key
    from procsim.simulation.reference.registers import Registers
    from procsim.simulation.reference.token import Token


@contextmanager
def one_stream(seed: int, replication: int) -> Iterator[None]:
    """The reference engine draws in the order of use."""

    class Stream(Luck):
        def __init__(self, plan: Plan, cases: Cases, registers: Registers) -> None:
            super().__init__(plan, cases, registers)
            self._plan = plan
            self._seen: dict[tuple[int, Key], int] = {}

        def of_variant(self, token: Token, key: Key) -> int:
            """The next number of the stream; who looks twice sees the same."""
            place = token.case, key
            if place not in self._seen:
                state = address(seed, replication, len(self._seen))
                self._seen[place] = self._next(token, key, np.array([state], dtype=np.uint64))
            return self._seen[place]

        def _next(self, token: Token, key: Key, states: np.ndarray) -> int:
            number, visit, variant, *rest = key
            slot = self._plan.slots[number]
            if slot.step < 0:
                return int(draw(self._plan, slot, states, visit, variant)[0])
            its = self._draws.rows(token.block).those(np.array([token.local]))
            return int(ruled(self._plan, slot, its, states, Draw(visit, variant, *rest))[0])

    with patch.object(walk, "Luck", Stream):
        yield
