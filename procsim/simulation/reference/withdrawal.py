"""Tokens taken back: by a terminate, by a deadline, or with the case that called theirs.

Work in hand ends with a row of what was done. A deadline writes a row, too, for what had not begun:
it started and ended at the instant it was withdrawn. A batch that has left goes on for the rest of
its members; who is withdrawn from it has its row when the batch is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.log import Result
from procsim.simulation.reference.token import WAITED

if TYPE_CHECKING:
    from collections.abc import Callable

    from procsim.simulation.reference.batches import Batches
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.world import World


class Withdrawal:
    """Takes tokens out of wherever they wait. `called` are the cases that tokens wait for."""

    def __init__(self, world: World, batches: Batches) -> None:
        self._log = world.log
        self._service = world.service
        self._strands = world.strands
        self._moving = world.moving
        self._end_case = world.end_case
        self._batches = batches
        self.called: dict[Token, int] = {}

    def terminate(self, case: int, now: int) -> None:
        """All tokens of a case are gone; of what had not begun there is no trace."""
        for token in self._strands.of(case):
            self._take_back(token, now)
            self._end_called(token, now, self.terminate)

    def withdraw_all(self, case: int, now: int) -> None:
        """All tokens of a case are gone, each with its row."""
        for token in self._strands.of(case):
            self.withdraw(token, now)
        self._strands.clear_joins(case)

    def withdraw(self, token: Token, now: int) -> None:
        """A token is gone, with its row."""
        if token.dead:
            return
        is_at_step = token.race is None and token not in self._moving
        lead = token.lead or token
        together = lead.batch or [token]
        has_begun = self._service.has_in_hand(token) and lead.started <= now
        self._take_back(token, now)
        if token in self.called:
            self._end_called(token, now, self.withdraw_all)
        elif is_at_step and not has_begun and all(each.dead for each in together):
            for each in together:
                each.queued = lead.queued
                self._write(each, now)

    def _take_back(self, token: Token, now: int) -> None:
        token.dead = True
        self._strands.drop(token)
        if token.stay is not None:
            token.stay.over = True
        self._batches.withdraw(token)
        self._service.withdraw(token, now)

    def _end_called(self, token: Token, now: int, take_back: Callable[[int, int], None]) -> None:
        """The case that a token has called ends with the call."""
        case = self.called.pop(token, None)
        if case is not None:
            take_back(case, now)
            self._log.write(token, now, 0, Result.WITHDRAWN)
            self._end_case(case, token.step, now)

    def _write(self, token: Token, now: int) -> None:
        """The row of what had not begun, or of a wait."""
        token.handed = min(token.handed, now)
        token.released = min(token.released, now)
        if token.doing != WAITED:
            if token.queued < token.released:
                token.queued = now
            token.started = now
            token.member = -1
        self._log.write(token, now, 0, Result.WITHDRAWN)
