"""Work from the queue to its row in the log: taken up, ended, passed on at closing, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.log import Result
from procsim.simulation.plan import PACE
from procsim.simulation.reference.clock import DUTY, ENDING
from procsim.simulation.reference.queues import Queues
from procsim.simulation.reference.teams import seated_rows
from procsim.simulation.reference.token import CLOSED, WORKED

if TYPE_CHECKING:
    from collections.abc import Callable

    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Roster
    from procsim.simulation.reference.clock import Clock
    from procsim.simulation.reference.log_writer import LogWriter
    from procsim.simulation.reference.teams import Crew
    from procsim.simulation.reference.token import Token

_NEVER: Final = 1 << 62


def nobody(_case: int, _register: int) -> int:
    """The last member of a step where nothing remembers it."""
    return 0


def _nothing(_token: Token, _started: int) -> None:
    """Where no step has deadlines."""


class Service:
    """Members at work. The first token of a batch stands for all of it; a batch that has left is
    done as a whole while any of its members lives, and what is done is booked oldest first. The
    work of a team is booked on each of its seats."""

    def __init__(
        self,
        plan: Plan,
        roster: Roster,
        clock: Clock,
        log: LogWriter,
        last_member: Callable[[int, int], int] = nobody,
    ) -> None:
        self.queues = Queues(plan, roster, clock, begin=self._begin, last_member=last_member)
        self._teams = self.queues.teams
        self._roster = roster
        self._at = clock.at
        self._write = log.write
        self._in_hand: dict[Token, None] = {}
        self._begun: Callable[[Token, int], None] = _nothing

    def watch(self, begun: Callable[[Token, int], None]) -> None:
        """Call `begun(token, started)` for work that begins at a step with deadlines."""
        self._begun = begun

    def begin_unlimited(self, token: Token, now: int) -> None:
        """Work for unlimited staff, who take it up as soon as the office is open."""
        timeline = self._roster.unlimited[token.queue]
        assert timeline is not None
        token.queued = now
        token.doing = WORKED
        span = timeline.span_at(now)
        if span == len(timeline.opens):
            token.started = _NEVER
            self._begin(token, None)
        else:
            token.started = max(now, timeline.opens[span])
            self._begin(token, timeline.finish(span, token.started, token.todo))

    def end(self, token: Token, now: int) -> None:
        """A token's work is done: the member is free, the row is written."""
        del self._in_hand[token]
        if token in self._teams.crews:
            self._write_seats(token, self._release(token, now), now, token.work, Result.DONE)
            return
        if token.member >= 0:
            self.queues.release(token.member, now)
        self._write(token, now, token.work, Result.DONE)

    def end_batch(self, first: Token, now: int) -> list[Token]:
        """The work of a batch is done; its living members."""
        del self._in_hand[first]
        self._release(first, now)
        tokens = self._together(first)
        first.batch = None
        for token in tokens:
            token.lead = None
            result = Result.WITHDRAWN if token.dead else Result.DONE
            self._write(token, now, token.work, result)
        return [token for token in tokens if not token.dead]

    def close_shift(self, token: Token, now: int) -> None:
        """The rest of the work returns to its old place in the queue; no batch is passed on."""
        self._stop(token, now, Result.PASSED_ON)
        token.stint += 1
        token.ready = token.handed = token.released = token.queued = now
        token.member = -1
        self.queues.put_back(token, now)

    def withdraw(self, token: Token, now: int) -> None:
        """Stop the work of a token that has died, if it is in hand and nobody else needs it."""
        worked = token.lead or token
        if worked in self._in_hand and worked.gone:
            self._stop(worked, now, Result.WITHDRAWN)
            worked.batch = None

    def has_in_hand(self, token: Token) -> bool:
        """Whether somebody works on a token, or on the batch it is in."""
        return (token.lead or token) in self._in_hand

    def write_unended(self, end: int) -> None:
        """Write the work in hand and in queues when the run stops."""
        for token in sorted(self._in_hand, key=_address):
            if token.started <= end:
                self._stop(token, end, Result.UNFINISHED)
        waiting = self.queues.left()
        for token in sorted([*self._in_hand, *waiting], key=_address):
            token.started = token.member = -1
            seats = () if token in self._in_hand else self.queues.seats(token)
            if seats:
                crew = tuple((queue, -1) for queue in seats)
                self._write_seats(token, crew, -1, token.work, Result.WAITING)
                continue
            for each in self._together(token):
                self._write(each, -1, each.work, Result.WAITING)

    def _begin(self, token: Token, ended: int | None) -> None:
        """Work is taken up; it ends, or its shift does, at `ended` (None: not within the run)."""
        self._in_hand[token] = None
        for each in token.batch or (token,):
            if each.stay is not None:
                self._begun(each, token.started)
        if ended is not None:
            phase = DUTY if token.doing == CLOSED else ENDING
            self._at(ended, (phase, token.case, token.step, token.visit, token))

    def _stop(self, token: Token, now: int, result: Result) -> None:
        """End a stint before its work is done and write what was done, to the µs below."""
        del self._in_hand[token]
        done = self._done(token, now)
        crew = self._release(token, now)
        if token.started > now:
            return
        token.todo -= done
        if crew:
            self._write_seats(token, crew, now, done, result)
            return
        for each in self._together(token):
            booked = min(done, each.work)
            done -= booked
            self._write(each, now, booked, result)
            each.work -= booked

    def _done(self, token: Token, now: int) -> int:
        """The work done since it was taken up."""
        if token.started > now:
            return 0
        if token in self._teams.crews:
            return self._teams.done(token, now)
        timeline = self._roster.unlimited[token.queue] or self._roster.timelines[token.member]
        return (timeline.done_before(now) - timeline.done_before(token.started)) // PACE

    def _release(self, token: Token, now: int) -> Crew:
        """Whoever works on it is free; the team, if it is one."""
        crew = self._teams.crews.pop(token, ())
        for _, member in crew:
            if member >= 0:
                self.queues.release(member, now)
        if not crew and token.member >= 0:
            self.queues.release(token.member, now)
        return crew

    def _write_seats(self, token: Token, crew: Crew, ended: int, work: int, result: Result) -> None:
        for _ in seated_rows(token, crew):
            self._write(token, ended, work, result)

    def _together(self, token: Token) -> list[Token]:
        """The token, or the members of its batch, as they are worked: at once, by one member."""
        if token.batch is None:
            return [token]
        for each in token.batch:
            each.queued, each.started, each.member = token.queued, token.started, token.member
            each.queue = token.queue
        return token.batch


def _address(token: Token) -> tuple[int, int, int, int]:
    return token.case, token.step, token.visit, token.instance
