"""Races: of several waits the first to end goes on, and the others are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.plan import SKIP, Op
from procsim.simulation.token import Race

if TYPE_CHECKING:
    from procsim.simulation.plan import Instruction
    from procsim.simulation.token import Token
    from procsim.simulation.world import Operation, World


class Races:
    """Forks a token into the ways of a race, and ends it."""

    def __init__(self, world: World) -> None:
        self._plan = world.plan
        self._number = world.visits.number
        self._strands = world.strands
        self._moving = world.moving

    def operations(self) -> dict[int, Operation]:
        """By op."""
        return {Op.RACE: self._race}

    def _race(self, token: Token, code: Instruction, _now: int) -> bool:
        """All waits begin, in flow order; one that passes at once is the winner at once. A wait
        that the cases of an office skip is no way for them."""
        self._number(token, code.step)
        ways = [to for to in code.targets if not self._is_skipped(to, token.home)]
        others = [self._strands.fork(token) for _ in ways[1:]]
        race = Race(code.step, token.visit, [token, *others])
        for way, target in zip(race.ways, ways, strict=True):
            way.race = race
            way.at = target
        self._moving.extend(reversed(others))
        return True

    def _is_skipped(self, target: int, home: int) -> bool:
        return self._plan.step_place[self._plan.instructions[target].step][home] == SKIP

    def win(self, token: Token) -> None:
        """A wait of a race is over."""
        assert token.race is not None
        for way in token.race.ways:
            way.race = None
            if way is not token:
                way.dead = True
                self._strands.drop(way)
