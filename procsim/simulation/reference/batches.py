"""Batches: work that is collected at (step, place) until it is due, then done together."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from procsim.simulation.reference.clock import SIGNAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from procsim.simulation.plan import Plan
    from procsim.simulation.reference.clock import Clock
    from procsim.simulation.reference.token import Token

Place = tuple[int, int, int]
"""(batch rule, queue, value of the fact that its members share; 0 where none is asked for)."""


class Batches:
    """The tokens that are being collected in one run.

    `leave(tokens, table, now)` is called for each batch that is due, oldest member first. The clock
    is asked to call back (`aged`, `occurs`).
    """

    def __init__(
        self, plan: Plan, clock: Clock, *, leave: Callable[[list[Token], int, int], None]
    ) -> None:
        self._rules = plan.batches
        self._queue_office = plan.queue_office
        self._occurrences: tuple[tuple[list[int], ...] | None, ...] = tuple(
            None if rule.occurrences is None else tuple(o.tolist() for o in rule.occurrences)
            for rule in plan.batches
        )
        self._at = clock.at
        self._leave = leave
        self._collected: dict[Place, list[Token]] = {}
        self._place: dict[Token, Place] = {}
        self._values: dict[tuple[int, int], dict[int, None]] = {}
        """(batch rule, queue) → the values that have been met there."""
        self._expected: dict[tuple[int, int], int] = {}

    def put(self, token: Token, table: int, now: int, value: int = 0) -> None:
        """Collect a token; its batch leaves if that makes it due."""
        place = (table, token.queue, value)
        collected = self._collected.get(place)
        if collected is None:
            collected = self._collected[place] = []
            self._values.setdefault((table, token.queue), {})[value] = None
        collected.append(token)
        self._place[token] = place
        rule = self._rules[table]
        if rule.size and len(collected) >= rule.size:
            self._release(place, rule.size, now)
            return
        if rule.age >= 0:
            self._at(now + rule.age, (SIGNAL, token.case, token.step, token.visit, token))
        occurrences = self._occurrences[table]
        if occurrences is not None:
            self._expect((table, token.queue), occurrences[self._queue_office[token.queue]], now)

    def aged(self, token: Token, step: int, visit: int, now: int) -> None:
        """A token's age is reached: if it is still at this step on this visit, all that are ready
        leave."""
        place = self._place.get(token)
        if place is not None and token.step == step and token.visit == visit:
            self._release_all(place, now)

    def occurs(self, table: int, queue: int, now: int) -> None:
        """The recurrence of a batch has come: one batch after the other, by the shared value."""
        self._expected.pop((table, queue), None)
        for value in sorted(self._values[table, queue]):
            self._release_all((table, queue, value), now)

    def withdraw(self, token: Token) -> None:
        """Take a token out, if it is being collected."""
        place = self._place.pop(token, None)
        if place is not None:
            self._collected[place].remove(token)

    def _expect(self, place: tuple[int, int], instants: list[int], now: int) -> None:
        """Ask once for the next occurrence (this instant's, if it is one)."""
        later = bisect_left(instants, now)
        if later < len(instants) and self._expected.get(place) != instants[later]:
            self._expected[place] = instants[later]
            self._at(instants[later], (SIGNAL, -1, place[0], place[1], None))

    def _release_all(self, place: Place, now: int) -> None:
        while self._collected.get(place):
            size = self._rules[place[0]].size or len(self._collected[place])
            self._release(place, size, now)

    def _release(self, place: Place, size: int, now: int) -> None:
        collected = self._collected[place]
        collected.sort(key=_age)
        leaving = collected[:size]
        del collected[:size]
        for token in leaving:
            del self._place[token]
        self._leave(leaving, place[0], now)


def _age(token: Token) -> tuple[int, int, int, int]:
    return token.released, token.case, token.step, token.visit
