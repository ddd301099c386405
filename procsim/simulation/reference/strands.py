"""The tokens of every case: how many there are and, where a plan needs to know, which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.plan import Op
from procsim.simulation.reference.luck import BITS, MASK
from procsim.simulation.reference.token import Token

if TYPE_CHECKING:
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.cases import Cases

_FOLLOWED: Final = frozenset({Op.TERMINATE, Op.ANY, Op.CALL})
"""What needs to know the tokens of a case (and so does a deadline of the whole case)."""


class Strands:
    """Whose cases there are, and their tokens. A token that waits at a join is counted there: it
    is one of `alive`, but none of `of`. The ways of a race, or the instances of a task, are all in
    `of`, and together one of `alive`."""

    def __init__(self, plan: Plan, cases: Cases) -> None:
        self.process: list[int] = cases.process.tolist()
        self.home: list[int] = cases.office.tolist()
        self.alive = [0] * len(self.home)
        follows = any(made.op in _FOLLOWED for made in plan.instructions)
        follows = follows or any(rule.whole for rule in plan.deadlines)
        self._of: dict[int, dict[Token, None]] | None = {} if follows else None
        self._joins = _joins(plan)
        self._resting: dict[tuple[int, int], list[int]] = {}

    def first(self, case: int) -> Token:
        """The first token of a prepared case."""
        return self.begin(case, case >> BITS, case & MASK)

    def begin(self, case: int, block: int, local: int) -> Token:
        """The first token of a case, whose draws stand at (block, local)."""
        token = Token(case, self.home[case], block, local)
        self.alive[case] = 1
        if self._of is not None:
            self._of[case] = {token: None}
        return token

    def add(self, process: int, home: int) -> int:
        """A further case, the next in number."""
        self.process.append(process)
        self.home.append(home)
        self.alive.append(0)
        return len(self.home) - 1

    def fork(self, token: Token) -> Token:
        """A further token of the same case; `alive` is counted by who asks for it."""
        other = token.fork()
        if self._of is not None:
            self._of[token.case][other] = None
        return other

    def drop(self, token: Token) -> None:
        """A token moves no more: it has ended, or it waits at a join."""
        if self._of is not None:
            del self._of[token.case][token]

    def end(self, token: Token) -> bool:
        """A token has ended; whether its case has."""
        token.dead = True
        self.drop(token)
        self.alive[token.case] -= 1
        return self.alive[token.case] == 0

    def of(self, case: int) -> list[Token]:
        """The tokens of a case that do not wait at joins, in the order in which they were made."""
        assert self._of is not None
        return list(self._of[case])

    def forget(self, case: int) -> None:
        """A case has ended."""
        self.alive[case] = 0
        if self._of is not None:
            del self._of[case]
            self.clear_joins(case)

    # --- joins -------------------------------------------------------------------------------

    def rest(self, token: Token, step: int, flow: int, inputs: int) -> list[int]:
        """A token comes to a join by a flow in and waits there; the tokens on each flow in."""
        counts = self._resting.setdefault((token.case, step), [0] * inputs)
        counts[flow] += 1
        return counts

    def resting(self, case: int) -> list[tuple[int, list[int]]]:
        """(step, tokens on each flow in) of the joins of a case at which tokens wait."""
        found = (
            (step, self._resting.get((case, step))) for step in self._joins[self.process[case]]
        )
        return [(step, counts) for step, counts in found if counts is not None]

    def take(self, case: int, step: int, flows: list[int]) -> None:
        """A join takes a token from each of some flows in; of them one goes on."""
        counts = self._resting[case, step]
        for flow in flows:
            counts[flow] -= 1
        if not any(counts):
            del self._resting[case, step]
        self.alive[case] -= len(flows) - 1

    def clear_joins(self, case: int) -> None:
        """The tokens that wait at the joins of a case are gone."""
        for step in self._joins[self.process[case]]:
            self._resting.pop((case, step), None)


def _joins(plan: Plan) -> list[list[int]]:
    """For each process the steps at which tokens wait for others."""
    found: list[list[int]] = [[] for _ in plan.entry]
    for made in plan.instructions:
        if made.op in (Op.ALL, Op.ANY) and made.inputs > 1 and made.table == 0:
            found[plan.step_process[made.step]].append(made.step)
    return found
