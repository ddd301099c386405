"""Teams at work: who sits on which seat, how far they get, and a row for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.reference.seating import done_together, finish_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from procsim.simulation.preparation.roster import Roster, Timeline
    from procsim.simulation.reference.token import Token

Crew = tuple[tuple[int, int], ...]
"""(queue, member) of each seat; no member (-1) where the role is unlimited."""


class Teams:
    """The teams at work in one run: `crews` are who sits where, by token."""

    def __init__(self, roster: Roster) -> None:
        self._timelines = roster.timelines
        self._unlimited = roster.unlimited
        self.crews: dict[Token, Crew] = {}

    def begin(
        self, token: Token, queues: Sequence[int], members: Sequence[int], now: int
    ) -> int | None:
        """A team takes up work; when it ends (None: not within the run)."""
        seats = ((queue, max(member, -1)) for queue, member in zip(queues, members, strict=True))
        self.crews[token] = tuple(seats)
        return finish_together(self._present(token), now, token.todo)

    def done(self, token: Token, now: int) -> int:
        """The work (µs at full pace) that the token's team has done since it started."""
        return done_together(self._present(token), token.started, now)

    def _present(self, token: Token) -> list[Timeline]:
        found = []
        for queue, member in self.crews[token]:
            found.append(self._unlimited[queue] or self._timelines[member])
        return found


def seated_rows(token: Token, crew: Crew) -> Iterator[None]:
    """The token as it stands for each seat in turn."""
    first = token.queue, token.member
    for seat, (token.queue, token.member) in enumerate(crew):
        token.seat = seat
        yield
    token.seat = 0
    token.queue, token.member = first
