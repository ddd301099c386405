"""Messages between cases: waits that another case, or another strand of this one, releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.plan import Op
from procsim.simulation.reference.token import WAITED

if TYPE_CHECKING:
    from procsim.simulation.plan import Channel, Instruction
    from procsim.simulation.reference.steps import Steps
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.world import Operation, World

Address = tuple[int, int]
"""(channel, whose: the first case of a family, an office, the value of a fact, or 0 for all)."""


class Messages:
    """Tokens that wait for messages, and messages that wait to be taken.

    What is sent to a family of cases is kept until a wait takes it; anything else releases whoever
    waits now, and nobody who comes later.
    """

    def __init__(self, world: World, steps: Steps) -> None:
        self._channels = world.plan.channels
        self._messages = world.plan.messages
        self._process = world.strands.process
        self._luck = world.luck
        self._moving = world.moving
        self._passed = steps.passed
        self._root: dict[int, int] = {}
        self._waiting: dict[Address, list[Token]] = {}
        self._kept: dict[Address, int] = {}

    def operations(self) -> dict[int, Operation]:
        """By op."""
        return {Op.AWAIT: self._await, Op.SEND: self._send}

    def related(self, child: int, parent: int) -> None:
        """A case has begun another: they are of one family."""
        self._root[child] = self._root.get(parent, parent)

    def _await(self, token: Token, code: Instruction, now: int) -> bool:
        token.queued = token.started = now
        address = (code.table, self._whose(self._channels[code.table], token))
        kept = self._kept.get(address, 0)
        if kept:
            if kept == 1:
                del self._kept[address]
            else:
                self._kept[address] = kept - 1
            self._passed(token, now)
            return True
        token.doing = WAITED
        self._waiting.setdefault(address, []).append(token)
        return False

    def _send(self, token: Token, code: Instruction, now: int) -> bool:
        """Who is released moves after the sender, in the order (case, step, visit)."""
        token.at = code.next
        released: list[Token] = []
        for number in self._messages[code.table]:
            channel = self._channels[number]
            address = (number, self._whose(channel, token))
            waiting = sorted(self._living(address), key=_order)
            if channel.match != "case":
                released += waiting
            elif waiting:
                released.append(waiting.pop(0))
                self._waiting[address] = waiting
            else:
                self._kept[address] = self._kept.get(address, 0) + 1
        released.sort(key=_order)
        self._release(released, now)
        return True

    def _release(self, tokens: list[Token], now: int) -> None:
        moving = []
        for token in tokens:
            if not token.dead:  # it may lose its race to another one of the same message
                self._passed(token, now)
                moving.append(token)
        self._moving.extend(reversed(moving))

    def _living(self, address: Address) -> list[Token]:
        """Who waits there, taken out; who has been withdrawn meanwhile is left out."""
        return [token for token in self._waiting.pop(address, ()) if not token.dead]

    def _whose(self, channel: Channel, token: Token) -> int:
        match channel.match:
            case "case":
                return self._root.get(token.case, token.case)
            case "office":
                return token.home
            case "all":
                return 0
            case "fact":
                slot = channel.facts[self._process[token.case]]
                return self._luck.drawn_for(slot, token, 0, 0)
            case _:
                raise AssertionError(channel.match)


def _order(token: Token) -> tuple[int, int, int]:
    return token.case, token.step, token.visit
