"""Cases that begin in the run: called, and waited for; or started, to go on by themselves.

They are numbered in the order in which they begin, which the rules of an instant fix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.errors import ProcsimError
from procsim.simulation.log import Result
from procsim.simulation.plan import Op
from procsim.simulation.reference.token import WAITED

if TYPE_CHECKING:
    from collections.abc import Callable

    from procsim.simulation.plan import Instruction
    from procsim.simulation.reference.messages import Messages
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.withdrawal import Withdrawal
    from procsim.simulation.reference.world import Operation, World

_MOST: Final = 1 << 16
"""Cases that one entry of a step may start at a time."""


class Births:
    """Begins cases, and lets who called one go on when it has ended; `begins(case, now)` is called
    for each."""

    def __init__(
        self,
        world: World,
        withdrawal: Withdrawal,
        messages: Messages,
        begins: Callable[[int, int], None],
    ) -> None:
        self._world = world
        self._plan = world.plan
        self._next = tuple(made.next for made in world.plan.instructions)
        self._moving = world.moving
        self._called = withdrawal.called
        self._messages = messages
        self._begins = begins
        self._callers: dict[int, Token] = {}
        self.block: dict[int, int] = {}
        """Born case → its block of draws."""

    def operations(self) -> dict[int, Operation]:
        """By op."""
        return {Op.CALL: self._call, Op.BEGIN: self._begin}

    def ended(self, case: int, now: int) -> None:
        """A case has ended; if it was called, its caller goes on."""
        caller = self._callers.pop(case, None)
        if caller is None or caller.dead:
            return
        del self._called[caller]
        self._world.log.write(caller, now, 0, Result.DONE)
        caller.at = self._next[caller.at]
        self._moving.append(caller)

    def _call(self, token: Token, code: Instruction, now: int) -> bool:
        token.queued = token.started = now
        token.doing = WAITED
        child = self._born(token, code.table, 0, now)
        self._callers[child.case] = token
        self._called[token] = child.case
        self._moving.append(child)
        return False

    def _begin(self, token: Token, code: Instruction, now: int) -> bool:
        """The new cases move when this one rests, the first of them first."""
        birth = self._plan.births[code.table]
        count = self._world.luck.drawn(birth.count, token)
        if count >= _MOST:
            process, step = self._plan.names.steps[code.step]
            raise ProcsimError(f"{process}.{step} is to start {count} cases at one visit")
        children = [self._born(token, code.table, number, now) for number in range(count)]
        self._moving.extend(reversed(children))
        token.at = code.next
        return True

    def _born(self, parent: Token, number: int, nth: int, now: int) -> Token:
        """The first token of a new case, at the start of its process."""
        world, birth = self._world, self._plan.births[number]
        home = birth.offices[parent.home]
        case = world.strands.add(birth.process, home)
        world.visits.add(birth.process)
        world.log.add_case(birth.process, home, parent.case, now)
        self._messages.related(case, parent.case)
        block, place = world.luck.birth(parent, number, nth, birth.registers, now)
        self.block[case] = block
        token = world.strands.begin(case, block, place)
        token.at = self._plan.entry[birth.process]
        self._begins(case, now)
        return token
