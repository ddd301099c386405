"""How often each case has come to each step."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.errors import ProcsimError

if TYPE_CHECKING:
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.cases import Cases
    from procsim.simulation.reference.token import Token

_MOST: Final = 10_000


class Visits:
    """A counter for every case and step of its process."""

    def __init__(self, plan: Plan, cases: Cases) -> None:
        self._names = plan.names.steps
        steps = np.bincount(plan.step_process, minlength=len(plan.entry))
        first = np.concatenate(([0], np.cumsum(steps)[:-1]))
        widths = steps[cases.process]
        ends = np.cumsum(widths)
        self._width: list[int] = steps.tolist()
        self._first: list[int] = first.tolist()
        # The place of a counter is this offset of its case, plus the step.
        self._offset: list[int] = (ends - widths - first[cases.process]).tolist()
        self._counts = array("H", bytes(2 * int(ends[-1]) if ends.size else 0))

    def add(self, process: int) -> None:
        """A further case, the next in number."""
        self._offset.append(len(self._counts) - self._first[process])
        self._counts.frombytes(bytes(2 * self._width[process]))

    def number(self, token: Token, step: int) -> None:
        """A token comes to a step: number its visit."""
        counter = self._offset[token.case] + step
        visit = token.visit = self._counts[counter]
        if visit >= _MOST:
            process, name = self._names[step]
            raise ProcsimError(f"a case came to {process}.{name} {visit} times: an endless loop")
        self._counts[counter] = visit + 1
