"""Tasks done several times at one visit, one after the other or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.errors import ProcsimError
from procsim.simulation.plan import Op

if TYPE_CHECKING:
    from procsim.simulation.plan import Instruction
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.world import Operation, World

_MOST: Final = 10_000
SEQUENTIAL: Final = 0
PARALLEL: Final = 1


class Panel:
    """The instances of a task at one visit: how many are left. Mutable."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left


class Repeats:
    """Begins the instances of repeated tasks, and joins them."""

    def __init__(self, world: World) -> None:
        self._drawn = world.luck.drawn
        self._names = world.plan.names.steps
        self._strands = world.strands
        self._moving = world.moving

    def operations(self) -> dict[int, Operation]:
        """By op."""
        return {Op.REPEAT: self._repeat, Op.AGAIN: self._again, Op.MEET: self._meet}

    def _repeat(self, token: Token, code: Instruction, now: int) -> bool:
        count = self._drawn(code.slot, token)
        if count > _MOST:
            process, step = self._names[code.step]
            raise ProcsimError(f"{process}.{step} is to be repeated {count} times at one visit")
        if count <= 0:
            token.at = code.targets[0]
            return True
        token.panel = Panel(count)
        token.instance = 1
        token.at = code.next
        if code.table == PARALLEL:
            others = [self._beside(token, number, now) for number in range(2, count + 1)]
            self._moving.extend(reversed(others))
        return True

    def _beside(self, token: Token, number: int, now: int) -> Token:
        """A further instance, at the same place; the hand-over is in the first one's row."""
        other = self._strands.fork(token)
        other.step, other.visit, other.instance = token.step, token.visit, number
        other.queue, other.panel, other.stay = token.queue, token.panel, token.stay
        other.at = token.at
        if token.stay is not None:
            token.stay.tokens.append(other)
        _begin(other, now)
        return other

    def _again(self, token: Token, code: Instruction, now: int) -> bool:
        assert token.panel is not None
        token.panel.left -= 1
        if token.panel.left == 0:
            return _go_on(token, code)
        token.instance += 1
        _begin(token, now)
        token.at = code.targets[0]
        return True

    def _meet(self, token: Token, code: Instruction, _now: int) -> bool:
        assert token.panel is not None
        token.panel.left -= 1
        if token.panel.left == 0:
            return _go_on(token, code)
        token.dead = True
        self._strands.drop(token)
        return False


def _begin(token: Token, now: int) -> None:
    token.ready = token.handed = token.released = now
    token.queued = token.member = -1
    token.stint = 0


def _go_on(token: Token, code: Instruction) -> bool:
    """The step is done with the last instance."""
    token.panel = None
    token.instance = 0
    token.at = code.next
    return True
