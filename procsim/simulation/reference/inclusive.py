"""Inclusive gateways: a join that waits for every token that can still come, then any set of ways.

A join fires when one of its flows in is filled and no token of the case can still come by an empty
one, unless that token can as well come by a filled one (BPMN 2.0.2, 13.4.3). That is judged when
the tokens of the case have settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.plan import Op

if TYPE_CHECKING:
    from procsim.simulation.plan import Inclusive, Instruction
    from procsim.simulation.reference.gateways import Gateways
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.world import Operation, World


class InclusiveGateways:
    """The inclusive joins of all cases at which tokens wait."""

    def __init__(self, world: World, gateways: Gateways) -> None:
        plan = world.plan
        self._drawn = world.luck.drawn
        self._number = world.visits.number
        self._strands = world.strands
        self._split = gateways.split
        self._step_of = tuple(made.step for made in plan.instructions)
        self._join: dict[int, Inclusive] = dict(plan.inclusive)
        self._instruction = {
            made.step: made
            for made in plan.instructions
            if made.op == Op.ANY and made.step in self._join
        }
        self.unsettled: set[int] = set()
        """Cases whose joins have to be judged."""
        self.waiting: dict[int, dict[int, Token]] = {}
        """Case → inclusive join at which tokens wait → the one that came there last."""

    def operations(self) -> dict[int, Operation]:
        """By op."""
        return {Op.ANY: self._come}

    def _come(self, token: Token, code: Instruction, _now: int) -> bool:
        if code.inputs <= 1:
            self._go_on(token, code)
            return True
        self._strands.rest(token, code.step, code.table, code.inputs)
        self._strands.drop(token)
        self.waiting.setdefault(token.case, {})[code.step] = token
        self.unsettled.add(token.case)
        return False

    def _go_on(self, token: Token, code: Instruction) -> None:
        """Take every flow out that is drawn."""
        if code.slot < 0:
            token.at = code.targets[0]
            return
        self._number(token, code.step)
        taken = self._drawn(code.slot, token)
        ways = tuple(to for flow, to in enumerate(code.targets) if taken >> flow & 1)
        self._split(token, ways)

    def fired(self) -> Token | None:
        """A token that leaves a join of an unsettled case, the first in the order of the model."""
        while self.unsettled:
            case = min(self.unsettled)
            if case in self.waiting:
                for step, counts in self._strands.resting(case):
                    if step in self._join and self._is_complete(case, step, counts):
                        return self._fire(case, step, counts)
            self.unsettled.discard(case)
        return None

    def forget(self, case: int) -> None:
        """A case has ended, or all its tokens are gone."""
        self.waiting.pop(case, None)
        self.unsettled.discard(case)

    def _fire(self, case: int, step: int, counts: list[int]) -> Token:
        waiting = self.waiting[case]
        token = self._strands.fork(waiting[step])
        self._strands.take(case, step, [flow for flow, count in enumerate(counts) if count])
        if not any(counts):
            del waiting[step]
            if not waiting:
                del self.waiting[case]
        self._go_on(token, self._instruction[step])
        return token

    def _is_complete(self, case: int, step: int, counts: list[int]) -> bool:
        join = self._join[step]
        filled = sum(1 << flow for flow, count in enumerate(counts) if count)
        empty = (1 << len(counts)) - 1 - filled
        if not empty:
            return True
        places = {self._place(token) for token in self._strands.of(case)}
        places.update(at for at, _ in self._strands.resting(case) if at != step)
        reach = (join.reach[place - join.first] for place in places)
        return not any(flows & empty and not flows & filled for flows in reach)

    def _place(self, token: Token) -> int:
        """The step a token stands at; a way of a race stands at the race."""
        return self._step_of[token.at] if token.race is None else token.race.step
