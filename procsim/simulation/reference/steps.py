"""What tokens do at steps: come, travel, wait, gather for a batch, queue for work."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from procsim.simulation.log import Result
from procsim.simulation.plan import NO_QUEUE, SKIP, Op
from procsim.simulation.reference.batches import Batches
from procsim.simulation.reference.clock import ENDING
from procsim.simulation.reference.token import HELD, WAITED

if TYPE_CHECKING:
    from procsim.simulation.plan import Instruction
    from procsim.simulation.reference.races import Races
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.working_time import WorkingTime
    from procsim.simulation.reference.world import Operation, World


class Steps:
    """Operations of tasks and waits. Tokens wait in the clock, in the queues and in `batches`."""

    def __init__(self, world: World, hours: WorkingTime, races: Races) -> None:
        plan = world.plan
        self.batches = Batches(plan, world.clock, leave=self._leave_batch)
        self._plan = plan
        self._clock = world.clock
        self._log = world.log
        self._service = world.service
        self._queues = world.service.queues
        self._luck = world.luck
        self._drawn = world.luck.drawn
        self._key = plan.step_key
        self._number = world.visits.number
        self._after = hours.after
        self._win = races.win
        self._next = tuple(made.next for made in plan.instructions)
        self._occurrences = tuple(tuple(o.tolist() for o in table) for table in plan.occurrences)

    def operations(self) -> dict[int, Operation]:
        """By op."""
        return {
            Op.ARRIVE: self._arrive,
            Op.REACH: self._reach,
            Op.TRAVEL: self._travel,
            Op.DELAY: self._delay,
            Op.DELAY_OPEN: self._delay_open,
            Op.GATHER: self._gather,
            Op.WORK: self._work,
            Op.HOLD: self._hold,
            Op.HOLD_OPEN: self._hold_open,
            Op.UNTIL: self._until,
        }

    def passed(self, token: Token, now: int) -> None:
        """A wait or a system's step is over; a race, if it is in one, is won."""
        if token.race is not None:
            self._win(token)
        self._log.write(token, now, 0, Result.DONE)
        token.at = self._next[token.at]

    def done(self, token: Token) -> None:
        """A token's work is over: it goes on from the office where it was done."""
        token.office = self._plan.queue_office[token.queue]
        token.at = self._next[token.at]

    def _arrive(self, token: Token, code: Instruction, now: int) -> bool:
        """Arrive at a step: number the visit, find the place, hand over."""
        step = code.step
        place = self._plan.step_place[step][token.home]
        if place == SKIP:
            token.at = code.targets[0]
            return True
        self._number(token, step)
        token.step = step
        token.queue = place
        token.member = -1
        token.stint = 0
        token.ready = token.handed = token.released = now
        token.at = code.next
        if place == NO_QUEUE:
            return True
        return self._travel_to(token, place, now)

    def _reach(self, token: Token, code: Instruction, now: int) -> bool:
        """Number the visit of a step where more is to come than a place."""
        step = code.step
        if self._plan.step_place[step][token.home] == SKIP:
            token.at = code.targets[0]
            return True
        self._number(token, step)
        token.step = step
        token.stint = 0
        token.queue = token.member = token.queued = -1
        token.ready = token.handed = token.released = now
        token.doing = HELD
        token.at = code.next
        return True

    def _travel(self, token: Token, code: Instruction, now: int) -> bool:
        row = code.step if code.table < 0 else code.table
        token.queue = self._plan.step_place[row][token.home]
        token.at = code.next
        return self._travel_to(token, token.queue, now)

    def _travel_to(self, token: Token, place: int, now: int) -> bool:
        kind = self._plan.hand_overs[token.office][self._plan.queue_office[place]]
        if kind < 0:
            return True
        key = (self._plan.step_hand_over[token.step], token.visit, kind)
        token.handed = token.released = now + self._luck.of_variant(token, key)
        return self._pause(token, token.handed, now)

    def _pause(self, token: Token, until: int, now: int) -> bool:
        """Hold a token; True: for no time at all."""
        if until == now:
            return True
        token.doing = HELD
        self._clock.at(until, (ENDING, token.case, token.step, token.visit, token))
        return False

    def _delay(self, token: Token, code: Instruction, now: int) -> bool:
        token.at = code.next
        token.released = now + self._drawn(code.slot, token)
        return self._pause(token, token.released, now)

    def _delay_open(self, token: Token, code: Instruction, now: int) -> bool:
        token.at = code.next
        span = self._drawn(code.slot, token)
        token.released = self._after(code.table, token.home, now, span)
        return self._pause(token, token.released, now)

    def _gather(self, token: Token, code: Instruction, now: int) -> bool:
        token.at = code.next
        token.work = self._drawn(code.slot, token)
        by = self._plan.batches[code.table].by
        value = 0 if by < 0 else self._luck.drawn_for(by, token, 0, 0)
        self.batches.put(token, code.table, now, value)
        return False

    def _leave_batch(self, tokens: list[Token], table: int, now: int) -> None:
        """A batch is due: its oldest member stands for all of it."""
        first = tokens[0]
        setup = self._plan.batches[table].setup
        if setup >= 0:
            first.work += self._drawn(setup, first)
        first.batch = tokens
        for token in tokens:
            token.lead = first
        first.todo = sum(token.work for token in tokens)
        self._put(first, now)

    def _work(self, token: Token, code: Instruction, now: int) -> bool:
        token.work = token.todo = self._drawn(code.slot, token)
        self._put(token, now)
        return False

    def _put(self, token: Token, now: int) -> None:
        if self._plan.queue_unlimited[token.queue]:
            self._service.begin_unlimited(token, now)
        elif self._key and self._key[token.step] >= 0:
            self._queues.put(token, now, self._drawn(self._key[token.step], token))
        else:
            self._queues.put(token, now)

    def _hold(self, token: Token, code: Instruction, now: int) -> bool:
        return self._wait(token, now + self._drawn(code.slot, token), now)

    def _hold_open(self, token: Token, code: Instruction, now: int) -> bool:
        span = self._drawn(code.slot, token)
        return self._wait(token, self._after(code.table, token.home, now, span), now)

    def _until(self, token: Token, code: Instruction, now: int) -> bool:
        instants = self._occurrences[code.table][token.home]
        later = bisect_left(instants, now)
        found = instants[later] if later < len(instants) else self._plan.horizon
        return self._wait(token, found, now)

    def _wait(self, token: Token, until: int, now: int) -> bool:
        token.queued = token.started = now
        if until > now:
            token.doing = WAITED
            # The ways of a race come in flow order, which is that of the forks.
            step = token.step if token.race is None else token.race.step
            self._clock.at(until, (ENDING, token.case, step, token.visit, token))
            return False
        self.passed(token, now)
        return True
