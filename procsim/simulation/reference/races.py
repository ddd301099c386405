"""Races: of several waits the first to end goes on, and the others are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.plan import Op
from procsim.simulation.reference.token import Race

if TYPE_CHECKING:
    from procsim.simulation.plan import Instruction
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.world import Operation, World


class Races:
    """Forks a token into the ways of a race, and ends it."""

    def __init__(self, world: World) -> None:
        self._number = world.visits.number
        self._strands = world.strands
        self._moving = world.moving

    def operations(self) -> dict[int, Operation]:
        """By op."""
        return {Op.RACE: self._race}

    def _race(self, token: Token, code: Instruction, _now: int) -> bool:
        """All waits begin, in flow order; one that passes at once is the winner at once."""
        self._number(token, code.step)
        others = [self._strands.fork(token) for _ in code.targets[1:]]
        race = Race(code.step, token.visit, [token, *others])
        for way, target in zip(race.ways, code.targets, strict=True):
            way.race = race
            way.at = target
        self._moving.extend(reversed(others))
        return True

    def win(self, token: Token) -> None:
        """A wait of a race is over."""
        assert token.race is not None
        for way in token.race.ways:
            way.race = None
            if way is not token:
                way.dead = True
                self._strands.drop(way)
