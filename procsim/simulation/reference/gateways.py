"""What tokens do at decisions, parallel gateways and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.plan import Op

if TYPE_CHECKING:
    from procsim.simulation.plan import Instruction
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.withdrawal import Withdrawal
    from procsim.simulation.reference.world import Operation, World


class Gateways:
    """Operations of exclusive and parallel gateways, ends and terminates."""

    def __init__(self, world: World, withdrawal: Withdrawal) -> None:
        self._world = world
        self._drawn = world.luck.drawn
        self._number = world.visits.number
        self._strands = world.strands
        self._moving = world.moving
        self._withdrawal = withdrawal

    def operations(self) -> dict[int, Operation]:
        """By op."""
        return {
            Op.BRANCH: self._branch,
            Op.CHOOSE: self._choose,
            Op.ALL: self._all,
            Op.END: self._end,
            Op.TERMINATE: self._terminate,
        }

    def _branch(self, token: Token, code: Instruction, _now: int) -> bool:
        self._number(token, code.step)
        token.at = code.targets[self._drawn(code.slot, token)]
        return True

    def _choose(self, token: Token, code: Instruction, _now: int) -> bool:
        token.at = code.targets[self._drawn(code.slot, token)]
        return True

    def _all(self, token: Token, code: Instruction, _now: int) -> bool:
        """Count the flow a token came by; when every flow has one they become one token on each
        flow out, of which the first moves first."""
        if code.inputs > 1:
            counts = self._strands.rest(token, code.step, code.table, code.inputs)
            if not all(counts):
                self._strands.drop(token)
                return False
            self._strands.take(token.case, code.step, list(range(code.inputs)))
        self.split(token, code.targets)
        return True

    def split(self, token: Token, targets: tuple[int, ...]) -> None:
        """One token on each flow, the first of them this one."""
        others = [self._strands.fork(token) for _ in targets[1:]]
        self._strands.alive[token.case] += len(others)
        for strand, target in zip((token, *others), targets, strict=True):
            strand.at = target
        self._moving.extend(reversed(others))

    def _end(self, token: Token, code: Instruction, now: int) -> bool:
        """A token ends; with its last token the case does."""
        if self._strands.end(token):
            self._world.end_case(token.case, code.step, now)
        return False

    def _terminate(self, token: Token, code: Instruction, now: int) -> bool:
        """The case ends with all its tokens; a batch one of them is in goes on without it."""
        self._withdrawal.terminate(token.case, now)
        self._world.end_case(token.case, code.step, now)
        return False
